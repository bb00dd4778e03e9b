"""No page loads anything without a visitor whom the door has let in."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from streamlit.runtime.scriptrunner import RerunException

from components.bootstrap import Kind, Visitor
from components.ringme.client import utc_now
from components.ringme.errors import CredentialsRefused, PbxFault
from components.ui import door
from components.ui.selection import Selection
from components.ui.state import Denied

SALES = Selection(account="sales")


def _page(entered):
    entered.append(door.enter())


def _look(looks):
    try:
        door._look()
    except RerunException:
        looks.append("runs anew")
    else:
        looks.append("stays")


@pytest.fixture
def look(stage):
    """Look once, as a page does by itself every few seconds; return what came of it."""

    def act(**known):
        looks = []
        at = stage(_look, looks, **known).run()
        assert (list(at.exception), len(at.main)) == ([], 0)
        return looks[0]

    return act


def denied(error, **ago):
    return Denied("sales", error, utc_now() - timedelta(**ago))


@pytest.fixture
def entered():
    """Whom the door has let in, run by run."""
    return []


@pytest.fixture
def secrets(pbx, monkeypatch):
    """An operator's account at the simulated PBX."""
    monkeypatch.setenv("CALLBOARD_ALLOW_HTTP", "1")
    account = {"host": pbx.url, "app_id": "demo", "app_secret": "demo", "title": "Sales *team*"}
    return {"access": {"mode": "open"}, "accounts": {"sales": account}}


def test_a_stranger_gets_the_form_and_the_page_ends(stage, entered):
    at = stage(_page, entered).run()

    assert entered == []
    assert at.text_input(key="app_secret")


def test_somebody_known_comes_in(stage, entered, desk):
    visitor = Visitor(Kind.OWN, desk, title="Acme", zone=ZoneInfo("UTC"))

    stage(_page, entered, visitor=visitor).run()

    assert entered == [visitor]


def test_a_link_to_an_operators_account_opens_at_once(stage, entered, secrets):
    at = stage(_page, entered, secrets=secrets, selection=Selection(account="sales")).run()

    assert [visitor.name for visitor in entered] == ["sales"]
    assert not at.exception


def test_a_link_comes_before_whoever_was_here(stage, entered, secrets, desk):
    former = Visitor(Kind.OWN, desk, title="Acme", zone=ZoneInfo("UTC"))

    stage(
        _page, entered, secrets=secrets, visitor=former, selection=Selection(account="sales")
    ).run()

    assert [visitor.name for visitor in entered] == ["sales"]


def test_an_operators_account_is_not_seen_without_its_name_in_the_address(stage, entered, desk):
    former = Visitor(Kind.OPERATOR, desk, title="Sales", zone=ZoneInfo("UTC"), name="sales")

    stage(_page, entered, visitor=former).run()

    assert entered == []


def test_a_link_to_an_unknown_account_says_so_and_offers_the_form(stage, entered):
    at = stage(_page, entered, selection=Selection(account="nobody")).run()

    assert entered == []
    assert "no account" in at.error[0].value
    assert at.text_input(key="app_secret")


def test_an_operators_account_that_refuses_is_told_by_its_title(stage, entered, secrets):
    secrets["accounts"]["sales"]["app_secret"] = "wrong"

    at = stage(_page, entered, secrets=secrets, selection=Selection(account="sales")).run()

    assert entered == []
    assert r"Sales \*team\*" in at.title[0].value
    assert [button.key for button in at.button] == ["again"]


# Who was turned away


def test_who_was_turned_away_is_not_asked_for_again_at_once(stage, entered, secrets, pbx):
    at = stage(
        _page, entered, secrets=secrets, selection=SALES, denied=denied(PbxFault(500), seconds=5)
    ).run()

    assert (entered, len(pbx.requests)) == ([], 0)
    assert [button.key for button in at.button] == ["again"]


def test_who_was_turned_away_a_while_ago_comes_in_with_the_next_run(stage, entered, secrets):
    stage(
        _page, entered, secrets=secrets, selection=SALES, denied=denied(PbxFault(500), hours=1)
    ).run()

    assert [visitor.name for visitor in entered] == ["sales"]


@pytest.mark.parametrize(
    ("error", "ago", "expected"),
    [
        (PbxFault(500), {"seconds": 5}, "stays"),
        (PbxFault(500), {"seconds": 45}, "runs anew"),
        (CredentialsRefused(), {"minutes": 14}, "stays"),
        (CredentialsRefused(), {"minutes": 16}, "runs anew"),
    ],
)
def test_a_look_runs_the_page_anew_once_it_may_try_again(look, error, ago, expected):
    assert look(denied=denied(error, **ago)) == expected


def test_a_look_leaves_alone_who_was_not_turned_away(look):
    assert look() == "stays"
