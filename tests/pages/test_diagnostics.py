"""Diagnostics: how the asking does, what is kept, and no secret."""

import gc
import weakref

import pytest

from components.ui import state
from tests.pages.screen import break_statistics, cards, failures, notes, plain, words

CANARY = "canary-5ecre7"
SECTIONS = [
    "Queue",
    "Circuit breaker",
    "Quota",
    "Known numbers",
    "Corrections",
    "Last errors",
    "Requests",
]


@pytest.fixture
def page(visit):
    """Look at a view of the overview, and then at Diagnostics."""
    return lambda **tab: visit(**tab).run().switch_page("diagnostics.py").run()


def sections(at):
    return [each.value for each in at.main.subheader]


def table(at, key):
    """Return the cells of a section's table, as people read them."""
    (found,) = at.main.get_by_key(f"diagnostics_{key}").table
    return [tuple(map(plain, row)) for row in found.value.itertuples(index=False)]


def told(at, key):
    """Return the sentences of a section."""
    return [plain(each.value) for each in at.main.get_by_key(f"diagnostics_{key}").text]


def test_a_stranger_gets_the_form(app):
    at = app().run().switch_page("diagnostics.py").run()

    assert at.title[0].value == "Connect to your PBX"
    assert set(SECTIONS).isdisjoint(sections(at))


def test_every_section_stands_on_the_page(page):
    at = page()

    assert at.title[0].value == "Diagnostics"
    assert sections(at) == SECTIONS
    assert (failures(at), notes(at), list(at.exception)) == ([], [], [])


def test_a_healthy_account_has_nothing_to_complain_of(page):
    at = page()

    assert list(at.main.warning) == []
    assert told(at, "corrections") == ["None so far."]
    assert told(at, "errors") == ["None so far."]


def test_a_look_costs_no_request(visit, pbx):
    at = visit(period="yesterday").run()
    before = len(pbx.requests)

    at.switch_page("diagnostics.py").run()
    at.run()

    assert len(pbx.requests) == before


def test_the_requests_behind_the_view_are_told(page, pbx):
    at = page(period="2026-11-02..2026-11-08")

    assert len(table(at, "requests")) == pbx.statistics_requests
    assert "Mon, Nov 2, 2026 – Sun, Nov 8, 2026" in told(at, "requests")[0]


def test_moments_and_days_are_those_of_the_zone_on_screen(page):
    at = page(period="2026-11-02..2026-11-08", tz="Asia/Tokyo")

    asked, *_rest = table(at, "requests")[0]
    assert asked.startswith("21:15")


def test_what_is_known_is_counted(page):
    at = page(period="2026-11-02..2026-11-08")

    assert int(dict(table(at, "ledger"))["Totals in memory"]) > 0


def test_the_hour_is_shared_out(page):
    at = page()

    assert dict(table(at, "quota"))["Limit of the hour"] == "1,000,000"


def test_what_failed_is_told_in_plain_words(visit, pbx):
    break_statistics(pbx)
    at = visit(period="last-week").run()

    at.switch_page("diagnostics.py").run()

    happened = {row[1] for row in table(at, "errors")}
    assert happened == {"The PBX has a fault of its own (code 500). Try again later."}


def test_the_page_speaks_russian(page):
    at = page(locale="ru-RU")

    assert at.title[0].value == "Диагностика"


def test_no_secret_and_no_token_is_told(app, secrets, pbx):
    at = app(secrets=secrets(), account="office").run()

    at.switch_page("diagnostics.py").run()

    spoken = {record.headers.get("authorization", "") for record in pbx.requests}
    tokens = {said.removeprefix("Bearer ") for said in spoken if said.startswith("Bearer ")}
    everything = words(at) + "".join(each.value.to_csv() for each in at.main.table)
    assert tokens
    assert [token for token in tokens if token in everything] == []


def test_an_operators_account_is_still_shown_after_a_look_at_its_diagnostics(app, secrets):
    at = app(secrets=secrets(), account="office").run().switch_page("diagnostics.py").run()

    at.switch_page("overview.py").run()

    assert cards(at) != {}


def test_whoever_disconnects_here_takes_desk_and_secret_along(page):
    at = page()
    desk = weakref.ref(at.session_state[state._KEY].visitor.desk)

    at.button("leave").click().run()

    gc.collect()
    assert desk() is None


def test_whoever_comes_here_first_sees_what_was_asked_lately(visit):
    visit(period="last-week").run()

    at = visit().switch_page("diagnostics.py").run()

    assert told(at, "requests") == ["The latest requests of this account."]
