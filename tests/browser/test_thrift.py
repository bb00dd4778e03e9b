"""The quota is shared with other programs: nothing is asked twice, and another look is free."""

import re
from datetime import date, timedelta

from playwright.sync_api import expect

from components.simulator import Where
from tests.browser.screen import Screen

SESSIONS = 8


def test_a_view_costs_a_request_for_each_bar_and_another_way_to_look_at_it_none(view, pbx, asked):
    screen = view("period=2025-10-06..2025-10-19")
    expect(screen.part("chart_endings").locator(".main-svg").first).to_be_visible()
    screen.complete()
    assert len(asked()) == 14
    everything = len(pbx.requests)

    screen.switch("show", "Shares")
    expect(screen.part("chart_outcomes").locator(".main-svg").first).to_contain_text("%")
    screen.switch("by", "By week")
    expect(screen.page).to_have_url(re.compile("by=week"))
    screen.pick("lang", "Русский")
    expect(screen.part("show").get_by_role("radio").nth(1)).to_be_checked()
    screen.page.emulate_media(color_scheme="dark")
    screen.page.reload()
    expect(screen.figure("in_calls")).to_be_visible()
    screen.rest()

    assert len(pbx.requests) == everything


def test_a_part_of_what_is_known_costs_nothing_and_more_only_what_is_new(view, asked, customer):
    expect(view("period=2025-10-06..2025-10-12").figure("in_calls")).not_to_be_empty()
    screen = view("period=2025-10-07..2025-10-11")
    calls = customer.inbound("2025-10-07", "2025-10-11")
    expect(screen.figure("in_calls")).to_have_text(f"{calls:,}")
    assert len(asked()) == 7

    screen.go(f"/?account={customer.app_id}&period=2025-10-06..2025-10-14")

    calls = customer.inbound("2025-10-06", "2025-10-14")
    expect(screen.figure("in_calls")).to_have_text(f"{calls:,}")
    screen.complete()
    assert len(asked()) == 9


def test_every_other_question_costs_its_own_requests(view, asked):
    screen = view("period=2025-10-06..2025-10-08")
    expect(screen.part("kpi_in_calls")).to_contain_text("Calls")

    screen.switch("source", "Call legs")
    expect(screen.part("kpi_in_calls")).to_contain_text("Legs")
    screen.pick("ext", "101 · Анна Петрова")
    expect(screen.part("range")).to_contain_text("101 · Анна Петрова")
    screen.complete()
    screen.rest()

    assert len(asked()) == 3 * 3


def test_many_sessions_ask_each_question_once_and_never_two_at_a_time(visit, pbx):
    mondays = [date(2025, 6, 2) + number * timedelta(weeks=1) for number in range(SESSIONS // 2)]
    weeks = [f"{monday}..{monday + timedelta(days=6)}" for monday in mondays]
    first = visit("/?account=quiet&period=last-week")
    # Tabs of one context, so that the program's scripts are loaded once.
    tabs = [Screen(first.page.context.new_page(), first.home) for _ in range(SESSIONS)]
    for number, tab in enumerate(tabs):
        tab.go(f"/?account=quiet&period={weeks[number % len(weeks)]}")
        expect(tab.part("kpi_in_calls")).to_be_visible()
    before, overlaps = pbx.statistics_requests, pbx.overlaps

    with pbx.hold(Where.STATISTICS) as held:
        for tab in tabs:
            # Playwright's own click waits a second in each tab that is not the one in front.
            legs = tab.part("source").get_by_text("Call legs", exact=True)
            legs.evaluate("words => words.click()")
        held.wait_for(1)
        for tab in tabs:
            expect(tab.part("progress")).to_be_visible()

    for tab in tabs:
        tab.page.bring_to_front()
        expect(tab.part("kpi_in_calls")).to_contain_text("Legs")
    # A week without a call tells of each of its days that there was none.
    assert pbx.statistics_requests == before + len(weeks)
    assert pbx.overlaps == overlaps
