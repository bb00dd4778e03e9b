"""Something goes wrong: it is said in one sentence, and the last good numbers stay."""

import re

import pytest
from playwright.sync_api import expect

from components.simulator import Fault, Where
from tests.browser import mishaps
from tests.browser.customers import hidden

SENTENCES = {mishap.sentence for mishap in mishaps.CASES}


@pytest.fixture(scope="module")
def office(visit_for_long):
    """A tab whose numbers are not final, so that it can be asked for newer ones."""
    screen = visit_for_long("/?account=office")
    expect(screen.figure("in_calls")).not_to_be_empty()
    return screen


def assert_no_trace(screen):
    assert screen.page.get_by_test_id("stException").count() == 0
    for word in ("Traceback", "Error:", "httpx", "Exception", "site-packages"):
        assert word not in screen.text


@pytest.mark.parametrize("mishap", mishaps.CASES, ids=lambda mishap: mishap.name)
def test_a_failure_says_its_sentence_keeps_the_numbers_and_ends(office, pbx, mishap):
    good = {key: office.part(key).inner_text() for key in ("kpi_in_calls", "range", "as_of")}
    mishap.begin(pbx)

    office.press("update")

    expect(office.failure).to_contain_text(mishap.sentence)
    expect(office.note).to_contain_text("the last good numbers")
    assert {key: office.part(key).inner_text() for key in good} == good
    assert_no_trace(office)
    assert office.tells(hidden(pbx)) == set()
    said = office.failure.inner_text()
    assert [sentence for sentence in SENTENCES if sentence in said] == [mishap.sentence]

    mishaps.mend(pbx)
    office.press("again")

    expect(office.part("kpi_in_calls")).to_be_visible()
    expect(office.notice).to_have_count(0)


def test_kept_numbers_stay_under_their_own_period(visit, pbx):
    screen = visit("/?account=golden&period=2019-10-25..2019-11-12")
    pbx.faults.add(Fault.HTML_502)

    screen.pick("period", "Last quarter")

    expect(screen.failure).to_contain_text("code 502")
    expect(screen.part("range")).to_contain_text("Fri, Oct 25, 2019 – Tue, Nov 12, 2019")
    expect(screen.figure("in_calls")).to_have_text("87")
    assert screen.query["period"] == ["last-quarter"]


def test_a_failure_without_any_numbers_before_shows_none(visit, pbx):
    pbx.faults.add(Fault.HTML_502, where=Where.STATISTICS)

    screen = visit("/?account=golden&period=2019-10-24..2019-11-12")

    expect(screen.note).to_have_count(0)
    expect(screen.failure).to_contain_text("code 502")
    expect(screen.figure("in_calls")).to_have_count(0)
    assert_no_trace(screen)


def test_used_up_quota_names_the_hour_of_the_next_numbers(visit, pbx):
    screen = visit("/?account=golden&period=2019-10-23..2019-11-12")
    pbx.faults.add(Fault.QUOTA_429)
    hour = mishaps.next_hour("Europe/Moscow")

    screen.switch("source", "Call legs")

    # With its day, when that is another one.
    expect(screen.failure).to_contain_text(re.compile(rf"New numbers come at (.+, )?{hour}\."))


def test_a_count_that_cannot_be_names_its_field(visit, pbx):
    screen = visit("/?account=golden&period=2019-10-20..2019-11-12")
    pbx.faults.add(Fault.NEGATIVE_COUNT)

    screen.switch("source", "Call legs")

    expect(screen.failure).to_contain_text("in.busy")
    expect(screen.failure).not_to_contain_text("-3")


def test_a_failed_question_is_not_asked_again_by_looking_around(visit, pbx):
    screen = visit("/?account=golden&period=2019-10-22..2019-11-12")
    pbx.faults.add(Fault.BUSY_429)
    screen.switch("source", "Call legs")
    expect(screen.failure).to_contain_text("busy")
    asked = pbx.statistics_requests

    screen.switch("show", "Shares")
    screen.pick("lang", "Русский")

    expect(screen.page).to_have_url(re.compile("lang=ru"))
    expect(screen.failure).to_be_visible()
    assert pbx.statistics_requests == asked


def test_outcomes_that_do_not_add_up_get_a_note_beside_the_numbers(visit, pbx):
    pbx.faults.add(Fault.MISCOUNT)

    screen = visit("/?account=golden&period=2019-10-21..2019-11-12")

    expect(screen.note).to_contain_text("the outcomes do not add up to the total; 3 calls apart")
    expect(screen.figure("in_calls")).to_have_text("90")


def test_an_account_without_its_list_of_extensions_still_has_numbers(visit, pbx, secrets):
    pbx.faults.add(Fault.ACCESS_DENIED_403, where=Where.EXTENSIONS)
    screen = visit("/?period=2019-11-01..2019-11-10")

    screen.connect(app_id="narrow", secret=secrets["narrow"], host=pbx.url)

    expect(screen.note).to_contain_text("Grant access to the extensions")
    expect(screen.figure("in_calls")).to_have_text("87")


def test_an_operators_account_that_cannot_be_reached_says_so_and_can_be_tried_again(
    visit, pbx, start
):
    pbx.stop()
    with start() as fresh:
        screen = visit("/?account=golden&period=2019-11-01..2019-11-10", program=fresh)
        expect(screen.failure).to_contain_text("No connection: the host accepts none.")
        assert_no_trace(screen)

        pbx.start()
        screen.press("again")

        expect(screen.figure("in_calls")).to_have_text("87")
