"""What is lacking before somebody may see the operator's accounts, and how to get it."""

import pytest

from components.access.policy import Verdict
from components.ui import gate

EVE = {"is_logged_in": True, "email": "*eve*@example.com", "email_verified": True}


@pytest.fixture
def drawn(stage):
    """Draw what leads on from a verdict, for somebody of whom a provider says something."""

    def draw(verdict, **user):
        at = stage(gate.draw, verdict)
        at.user = user
        at.run()
        assert not at.exception
        return at

    return draw


def test_a_closed_door_says_how_the_operator_opens_it(drawn):
    told = drawn(Verdict.CLOSED).error[0].value.replace("\\", "")

    for word in ("[access]", 'mode = "passcode"', '"oidc"', '"open"', "secrets file"):
        assert word in told


def test_a_passcode_is_asked_for_in_a_field(drawn):
    assert drawn(Verdict.PASSCODE).text_input("passcode").label == "Passcode"


def test_a_stranger_is_offered_to_sign_in(drawn):
    at = drawn(Verdict.SIGN_IN)

    assert [button.key for button in at.button] == ["oidc"]
    assert not at.error


def test_whose_address_nobody_vouches_for_is_told_so_and_may_sign_out(drawn):
    at = drawn(Verdict.SIGN_IN, **{**EVE, "email_verified": False})

    assert "does not vouch" in at.error[0].value
    assert [button.key for button in at.button] == ["sign_out_here"]


def test_who_is_not_allowed_is_told_by_the_address_as_characters(drawn):
    at = drawn(Verdict.NOT_ALLOWED, **EVE)

    assert r"\*eve\*\@example\.com is not among" in at.error[0].value
    assert [button.key for button in at.button] == ["sign_out_here"]


def test_whoever_signs_out_is_nobody_any_more(drawn):
    at = drawn(Verdict.NOT_ALLOWED, **EVE)

    at.button("sign_out_here").click().run()

    assert at.user == {"is_logged_in": False}
