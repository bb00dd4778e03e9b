"""A dear view says its price, comes coarse first, can be stopped, and is paid for once."""

import re
from dataclasses import replace

from playwright.sync_api import expect

from components.simulator import Where
from tests.browser.screen import Screen

DAYS = "2025-10-01", "2025-10-30"
MONTH = "period={}..{}".format(*DAYS)
# Enough requests that some are missing yet, however slowly the page is drawn meanwhile.
QUARTER = "2025-08-02", "2025-10-30"
LONG = "period={}..{}&by=day".format(*QUARTER)
TABS = 4
COUNTED = re.compile(r"^\d+ of \d+ answers came, about \d+ seconds? left$")


def let_answers_take(seconds, pbx):
    pbx.habits = replace(pbx.habits, statistics_latency=seconds)


def assert_complete(screen, customer, *, days=DAYS, bars=30):
    """See all bars, whose sum is on the card, which is what the PBX would count."""
    screen.complete()
    calls = customer.inbound(*days)
    expect(screen.figure("in_calls")).to_have_text(f"{calls:,}")
    drawn = screen.trend()["in"]
    assert (len(drawn), sum(drawn)) == (bars, calls)


def test_a_month_by_day_says_its_price_and_asks_nothing_before(view, asked):
    screen = view(MONTH)

    told = screen.part("cost")
    expect(told).to_contain_text("This view takes 30 requests, about ")
    expect(told).to_contain_text(
        re.compile(r"\d\d,\d\d\d of 100,000 are left until .*\d\d:00, for all")
    )
    expect(screen.part("kpi_in_calls")).to_have_count(0)
    assert asked() == []


def test_tabs_with_the_same_view_pay_once(view, asked, customer, pbx):
    overlaps = pbx.overlaps
    first = view(MONTH)
    context, path = first.page.context, first.page.url.removeprefix(first.home)
    tabs = [Screen(context.new_page(), first.home) for _ in range(TABS)]
    for tab in tabs:
        tab.go(path)

    with pbx.hold(Where.STATISTICS) as held:
        for tab in tabs:
            tab.part("load").get_by_role("button").evaluate("button => button.click()")
        held.wait_for(1)
        for tab in tabs:
            expect(tab.part("progress")).to_be_visible()

    for tab in tabs:
        # The others are drawn in slow motion.
        tab.page.bring_to_front()
        assert_complete(tab, customer)
    assert len(asked()) == 30
    assert pbx.overlaps == overlaps


def test_the_totals_stand_before_the_trend_is_complete_and_the_way_there_is_counted(
    view, customer, pbx
):
    let_answers_take(0.5, pbx)
    screen = view(LONG)

    screen.press("load")

    expect(screen.figure("in_calls")).to_have_text(f"{customer.inbound(*QUARTER):,}")
    assert len(screen.trend()["in"]) < 90
    counted = screen.part("progress").get_by_text("answers came")
    for done in range(3):
        expect(counted).to_have_text(COUNTED)
        said = counted.inner_text()
        assert int(said.split()[0]) >= done
        expect(counted).not_to_have_text(said)
    # What nobody looks at any more would be asked for a while yet.
    let_answers_take(0, pbx)
    screen.complete()


def test_stop_keeps_what_came_and_going_on_costs_the_rest(view, asked, customer, pbx):
    let_answers_take(0.5, pbx)
    screen = view(LONG)
    screen.press("load")
    expect(screen.figure("in_calls")).not_to_be_empty()
    with pbx.hold(Where.STATISTICS) as held:
        held.wait_for(1)
        before = len(asked())
        screen.press("stop")
        expect(screen.part("cost")).to_be_visible()
        assert screen.price == 90 - before
    let_answers_take(0, pbx)

    # The queue has come round when another view has been answered.
    other = view("period=2025-07-07..2025-07-13")
    other.complete()
    assert len(asked()) == before + 1 + 7

    expect(screen.part("cost")).to_contain_text(f"takes {90 - before - 1} requests")
    screen.press("load")
    assert_complete(screen, customer, days=QUARTER, bars=90)
    assert len(asked()) == 90 + 7
