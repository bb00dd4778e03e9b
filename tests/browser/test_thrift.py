"""The quota is shared with the customer's other programs: a view costs one request, a look none."""

from playwright.sync_api import expect

from components.simulator import Where
from tests.browser.screen import Screen

SESSIONS = 20


def test_a_view_costs_one_request_and_another_way_to_look_at_it_none(visit, pbx):
    before = pbx.statistics_requests
    screen = visit("/?account=office&period=2025-10-01..2025-10-30")
    expect(screen.part("chart_endings").locator(".main-svg").first).to_be_visible()
    assert pbx.statistics_requests == before + 1
    everything = len(pbx.requests)

    screen.switch("show", "Shares")
    expect(screen.part("chart_outcomes").locator(".main-svg").first).to_contain_text("%")
    screen.pick("lang", "Русский")
    expect(screen.part("show").get_by_role("radio").nth(1)).to_be_checked()
    screen.page.emulate_media(color_scheme="dark")
    screen.page.reload()
    expect(screen.figure("in_calls")).to_be_visible()
    screen.rest()

    assert len(pbx.requests) == everything


def test_every_other_question_costs_one_request(visit, pbx):
    screen = visit("/?account=quiet&period=2025-10-01..2025-10-02")
    before = pbx.statistics_requests

    screen.switch("source", "Call legs")
    expect(screen.part("kpi_in_calls")).to_contain_text("Legs")
    screen.pick("ext", "101 · Анна Петрова")
    expect(screen.part("range")).to_contain_text("101 · Анна Петрова")
    screen.rest()

    assert pbx.statistics_requests == before + 2


def test_a_question_that_was_answered_is_not_asked_again(visit, pbx):
    screen = visit("/?account=quiet&period=2025-10-03..2025-10-04")
    screen.switch("source", "Call legs")
    expect(screen.part("kpi_in_calls")).to_contain_text("Legs")
    before = len(pbx.requests)

    screen.switch("source", "Calls")

    expect(screen.part("kpi_in_calls")).to_contain_text("Calls")
    assert len(pbx.requests) == before


def test_twenty_sessions_ask_each_question_once_and_never_two_at_a_time(visit, pbx):
    days = [f"2025-09-{day:02}..2025-09-{day:02}" for day in range(1, SESSIONS // 2 + 1)]
    first = visit("/?account=quiet&period=yesterday")
    # Tabs of one context, so that the program's scripts are loaded once.
    tabs = [Screen(first.page.context.new_page(), first.home) for _ in range(SESSIONS)]
    for number, tab in enumerate(tabs):
        tab.go(f"/?account=quiet&period={days[number % len(days)]}")
    before, overlaps = pbx.statistics_requests, pbx.overlaps

    with pbx.hold(Where.STATISTICS) as held:
        for tab in tabs:
            # Playwright's own click waits a second in each tab that is not the one in front.
            legs = tab.part("source").get_by_text("Call legs", exact=True)
            legs.evaluate("words => words.click()")
        held.wait_for(1)
        for tab in tabs:
            expect(tab.page.get_by_test_id("stSpinner")).to_be_visible()

    for tab in tabs:
        expect(tab.part("kpi_in_calls")).to_contain_text("Legs")
    assert pbx.statistics_requests == before + len(days)
    assert pbx.overlaps == overlaps
