"""What a visitor has shown, as it comes from Streamlit, and what the policy makes of it."""

import pytest

from components.access.policy import Verdict
from components.ui import rights

ANN = {"is_logged_in": True, "email": "ann@example.com"}


@pytest.fixture
def heard(stage):
    """Return what a function says in a run of somebody with an identity and an address."""

    def ask(function, query=None, **user):
        said = []
        at = stage(lambda: said.append(function()))
        at.user = user
        for name, value in (query or {}).items():
            at.query_params[name] = value
        at.run()
        assert not at.exception
        return said[0]

    return ask


@pytest.mark.parametrize("verified", [None, True, "true"])
def test_an_address_counts_unless_it_is_refuted(heard, verified):
    claims = ANN if verified is None else {**ANN, "email_verified": verified}

    assert heard(rights.address, **claims) == "ann@example.com"


@pytest.mark.parametrize("verified", [False, "false", "False", 0])
def test_an_address_that_nobody_vouches_for_is_none(heard, verified):
    assert heard(rights.address, **{**ANN, "email_verified": verified}) is None


def test_an_address_without_a_sign_in_is_none(heard):
    assert heard(rights.address, **{**ANN, "is_logged_in": False}) is None


def test_any_key_in_the_address_makes_a_display(heard):
    assert heard(rights.is_display, {"display": "wrong"})
    assert not heard(rights.is_display)


def test_a_key_that_opens_nothing_leaves_all_dark(heard):
    query = {"display": "wrong"}

    assert heard(rights.display, query) is None
    assert heard(lambda: rights.verdict("office", "wall"), query) is Verdict.DARK


def test_nobody_sees_an_operators_account_before_somebody_said_how_it_opens(heard):
    assert heard(lambda: rights.verdict("office", "")) is Verdict.CLOSED


def test_who_comes_from_this_machine_is_somebody_too(heard):
    assert heard(rights.whom) != ""
