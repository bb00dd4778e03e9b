"""Something goes wrong: it is said in one sentence, and the last good numbers stay."""

import re

import pytest
from playwright.sync_api import expect

from components.simulator import Fault, Where
from tests.browser import customers, mishaps

SENTENCES = {mishap.sentence for mishap in mishaps.CASES}


@pytest.fixture(scope="module")
def tab(visit_for_long):
    """One tab for all mishaps: it has loaded the program's scripts."""
    return visit_for_long("/?account=ringing")


# Seven days that can change no more, of which nothing is known yet.
WEEK = "period=2025-10-06..2025-10-12"


def begin(screen, mishap, pbx):
    """Let something go wrong with newer numbers; return what must not change by it."""
    expect(screen.figure("in_calls")).not_to_be_empty()
    screen.complete()
    good = {key: screen.part(key).inner_text() for key in ("kpi_in_calls", "range", "as_of")}
    mishap.begin(pbx)
    screen.press("update")
    return good


def assert_told(screen, mishap, good, pbx):
    expect(screen.failure).to_contain_text(mishap.sentence)
    expect(screen.note).to_contain_text("the last good numbers")
    assert {key: screen.part(key).inner_text() for key in good} == good
    assert_no_trace(screen)
    assert screen.tells(customers.hidden(pbx)) == set()
    said = screen.failure.inner_text()
    assert [sentence for sentence in SENTENCES if sentence in said] == [mishap.sentence]


def assert_no_trace(screen):
    assert screen.page.get_by_test_id("stException").count() == 0
    for word in ("Traceback", "Error:", "httpx", "Exception", "site-packages"):
        assert word not in screen.text


@pytest.mark.parametrize("mishap", mishaps.PASSING, ids=lambda mishap: mishap.name)
def test_a_failure_says_its_sentence_keeps_the_numbers_and_ends(tab, pbx, customer, mishap):
    screen = tab
    screen.go(f"/?account={customer.app_id}")
    good = begin(screen, mishap, pbx)
    assert_told(screen, mishap, good, pbx)

    mishaps.mend(pbx)
    screen.press("again")

    expect(screen.part("kpi_in_calls")).to_be_visible()
    expect(screen.notice).to_have_count(0)


def test_used_up_quota_keeps_the_numbers_and_nobody_can_press_it_for_more(view, start, customer):
    struck = mishaps.in_an_hour("Europe/Moscow")
    with (
        customers.simulator(clock=customers.slow_clock()) as pbx,
        start(customer, pbx=pbx) as program,
    ):
        screen = view(program=program)
        good = begin(screen, mishaps.QUOTA, pbx)
        assert_told(screen, mishaps.QUOTA, good, pbx)
        before = pbx.statistics_requests

        mishaps.mend(pbx)
        screen.press("again")
        screen.pick("period", "This quarter")

        expect(screen.page).to_have_url(re.compile("this-quarter"))
        screen.rest()
        # With its day, when that is another one.
        expect(screen.failure).to_contain_text(
            re.compile(rf"New numbers come at (.+, )?{struck}\.")
        )
        assert pbx.statistics_requests == before


def test_a_pbx_that_comes_back_is_noticed_without_a_click(view, visit, crowded, pbx):
    screen = view()
    expect(screen.figure("in_calls")).not_to_be_empty()
    kept = screen.part("range").inner_text()
    pbx.stop()
    screen.pick("period", "Last quarter")
    # Somebody whose account was open, and somebody who could not be let in.
    stranger = visit(f"/?account={customers.SPARE[-1].app_id}", program=crowded)
    for one in (screen, stranger):
        expect(one.failure).to_contain_text("No connection: the host accepts none.")

    pbx.start()

    # It is left alone for 30 seconds, and looked at every ten.
    expect(screen.part("range")).not_to_have_text(kept, use_inner_text=True, timeout=60_000)
    expect(stranger.figure("in_calls")).not_to_be_empty(timeout=60_000)
    for one in (screen, stranger):
        one.complete()
        expect(one.notice).to_have_count(0)


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
