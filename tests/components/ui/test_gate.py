"""What is lacking before an account may be seen: each verdict leads on in its own way."""

import pytest

from components.access.policy import Verdict
from components.ui import gate


@pytest.fixture
def shown(stage):
    """Draw what leads on from a verdict."""

    def draw(verdict, **user):
        at = stage(gate.draw, verdict)
        at.user = user
        at.run()
        assert not at.exception
        return at

    return draw


def test_a_closed_door_says_how_it_is_opened(shown):
    at = shown(Verdict.CLOSED)

    assert "below" in at.error[0].value
    assert "access" in at.error[0].value
    assert [*at.button, *at.text_input] == []


def test_a_passcode_is_typed_where_nobody_reads_it(shown):
    at = shown(Verdict.PASSCODE)

    assert at.text_input(key="passcode").proto.type == at.text_input(key="passcode").proto.PASSWORD


def test_who_is_not_signed_in_is_led_to_the_sign_in(shown):
    at = shown(Verdict.SIGN_IN)

    assert [button.label for button in at.button] == ["Sign in"]


def test_an_address_that_nobody_vouches_for_is_told_and_can_be_left(shown):
    at = shown(Verdict.SIGN_IN, is_logged_in=True, email="ann@example.com", email_verified=False)

    assert "does not vouch" in at.error[0].value
    assert [button.label for button in at.button] == ["Sign out"]


def test_who_is_not_allowed_reads_which_address_that_is(shown):
    at = shown(Verdict.NOT_ALLOWED, is_logged_in=True, email="eve@example.com")

    assert "eve" in at.error[0].value
    assert [button.label for button in at.button] == ["Sign out"]
