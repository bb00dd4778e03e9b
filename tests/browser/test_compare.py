"""Two periods side by side: what was chosen goes along, and the numbers are those of the PBX."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from components.simulator import Kind
from tests.browser.screen import PHONE

MOSCOW = ZoneInfo("Europe/Moscow")

# Wednesday and Thursday against Monday and Tuesday.
PAIR = "period=2025-10-08..2025-10-09&against=previous&by=day"
A, B = ("2025-10-08", "2025-10-10"), ("2025-10-06", "2025-10-08")
FOUR_DAYS = "period=2025-10-06..2025-10-09&by=day"

# Large numbers: three months against the three before.
QUARTERS = "period=2025-07-01..2025-09-30&against=previous&by=month"

MEASURES = {
    "calls": ("total",),
    "answered": ("bridged",),
    "missed": ("answered", "not answered", "busy", "rejected"),
    "failed": ("failed",),
}
"""What the PBX's own count calls the numbers on the cards."""

# What has no room is cut by three dots, hidden by what it stands in, or has to be scrolled to.
# What only a screen reader reads has a pixel, and is meant to be cut.
_CUT = """() => ["body", ".stMain", ".stMain *"]
    .flatMap(places => [...document.querySelectorAll(places)])
    .filter(each => each.clientWidth > 1 && each.scrollWidth > each.clientWidth + 1
        && getComputedStyle(each).overflowX !== "visible")
    .map(each => [each.className, each.innerText, each.scrollWidth - each.clientWidth])"""


@pytest.fixture
def compare(visit, crowded, customer):
    """Compare periods of the test's own customer."""

    def compare(query=PAIR, **tab):
        return visit(f"/compare?account={customer.app_id}&{query}", program=crowded, **tab)

    return compare


def cards(screen):
    """Return what all cards say, once nothing is missing."""
    expect(screen.part("table_compare").locator("table")).to_be_visible()
    screen.complete()
    return screen.page.locator("[class*=st-key-kpi_]").all_inner_texts()


def both(screen, name):
    """Return the two numbers on a card."""
    *_rest, b = screen.part(f"kpi_{name}").inner_text().splitlines()
    return screen.figure(name).inner_text(), b.removeprefix("B: ")


def links(screen):
    """Return the paths that *Copy link* offers."""
    screen.part("copy_link").get_by_role("button").first.click()
    found = [screen.page.locator(f".st-key-link_{kind} code") for kind in ("dates", "always")]
    return [link.inner_text().removeprefix(screen.home) for link in found]


# The link


def test_a_copied_link_shows_the_same_cards_of_an_operators_account(compare, visit, crowded):
    screen = compare("period=last-week&hours=mon-fri.09:00-18:00")
    shown = cards(screen)

    others = [visit(link, program=crowded) for link in links(screen)]

    assert [cards(other) for other in others] == [shown, shown]


def test_a_copied_link_shows_the_same_cards_after_connecting(visit, pbx, customer):
    typed = {"app_id": customer.app_id, "secret": customer.secret, "host": pbx.url}
    screen = visit("/compare?period=last-week&against=52-weeks")
    screen.connect(**typed)
    shown = cards(screen)

    others = [visit(link) for link in links(screen)]
    for other in others:
        other.connect(**typed)

    assert [cards(other) for other in others] == [shown, shown]


# What it costs


def test_settled_days_that_were_looked_at_are_compared_for_nothing(view, compare, asked):
    seen = view(FOUR_DAYS)
    expect(seen.figure("in_calls")).to_be_visible()
    seen.complete()
    assert len(asked()) == 4

    screen = compare()
    cards(screen)
    screen.switch("of", "Calls")
    expect(screen.page).to_have_url(re.compile("of=calls"))
    cards(screen)

    assert len(asked()) == 4


def test_a_running_period_costs_one_request_more(view, compare, asked):
    today = datetime.now(UTC).astimezone(MOSCOW).date()
    screen = view(f"period={today - timedelta(days=13)}..{today}")
    expect(screen.figure("in_calls")).to_be_visible()
    screen.complete()
    before = len(asked())

    other = compare("period=last-7-days")
    cards(other)

    expect(other.part("remarks")).to_contain_text("A is still running: B is cut at")
    assert len(asked()) == before + 1


# The numbers


def test_the_numbers_of_both_periods_are_the_pbxs_own(compare, customer):
    counted = [
        customer.office.count(Kind.CALLS, *map(datetime.fromisoformat, moments))
        for moments in ([f"{day}T00:00+03:00" for day in days] for days in (A, B))
    ]

    screen = compare()
    cards(screen)

    for side in ("in", "out"):
        for name, endings in MEASURES.items():
            numbers = [sum(each[side][ending] for ending in endings) for each in counted]
            assert both(screen, f"{side}_{name}") == tuple(f"{each:,}" for each in numbers)


def test_working_hours_filter_every_page_alike(view, customer):
    expected = sum(
        customer.office.count(
            Kind.CALLS,
            *(datetime.fromisoformat(f"{day}T{at}+03:00") for at in ("10:00", "16:30")),
        )["in"]["total"]
        for day in ("2025-10-08", "2025-10-09")
    )
    screen = view("period=2025-10-08..2025-10-09&by=day")
    screen.complete()

    screen.part("hours").get_by_role("button").first.click()
    for field, at in (("from", "1000"), ("until", "1630")):
        screen.part(f"hours_{field}_0").get_by_role("spinbutton").first.focus()
        screen.page.keyboard.type(at)
    screen.press("hours_apply")
    expect(screen.part("range")).to_contain_text("Mon–Fri 10:00–16:30")
    screen.complete()

    assert screen.query["hours"] == ["mon-fri.10:00-16:30"]
    expect(screen.figure("in_calls")).to_have_text(f"{expected:,}")
    screen.page.reload()
    expect(screen.part("range")).to_contain_text("Mon–Fri 10:00–16:30")
    expect(screen.figure("in_calls")).to_have_text(f"{expected:,}")
    screen.turn_to("Compare")
    expect(screen.part("range")).to_contain_text("Mon–Fri 10:00–16:30")
    cards(screen)
    assert both(screen, "in_calls")[0] == f"{expected:,}"


# The selection


def test_every_choice_is_in_the_address_and_back_undoes_one(compare):
    screen = compare("period=2025-10-08..2025-10-09&by=day")
    cards(screen)

    screen.pick("against", "52 weeks before")
    expect(screen.page).to_have_url(re.compile("against=52-weeks"))
    cards(screen)
    screen.part("complete").locator("label").click()
    expect(screen.page).to_have_url(re.compile("complete=days"))
    cards(screen)
    screen.switch("why", "How calls ended")
    expect(screen.page).to_have_url(re.compile("why=outcome"))
    cards(screen)

    screen.page.go_back()

    expect(screen.page).not_to_have_url(re.compile("why="))
    expect(screen.part("why").get_by_role("radio").first).to_be_checked()
    expect(screen.part("complete").get_by_role("switch")).to_be_checked()
    assert screen.query["against"] == ["52-weeks"]
    screen.page.go_back()
    expect(screen.part("complete").get_by_role("switch")).not_to_be_checked()
    screen.page.go_back()
    expect(screen.part("against").get_by_role("combobox")).to_have_value("Same weekdays before")


def test_extensions_are_told_apart_at_the_price_that_was_said(compare, asked):
    screen = compare()
    cards(screen)
    before = len(asked())

    screen.switch("why", "Extensions…")
    told = screen.part("cost").get_by_text("extensions apart takes two requests for each")
    extensions = int(re.search(r"To tell (\d+) extensions", told.inner_text())[1])

    assert len(asked()) == before
    expect(screen.part("chart_why_in")).to_have_count(0)
    assert f"This view takes {2 * extensions} requests" in told.inner_text()
    screen.press("load")
    for direction in ("in", "out"):
        expect(screen.part(f"chart_why_{direction}").locator(".main-svg").first).to_be_visible()
    screen.complete()
    assert len(asked()) == before + 2 * extensions


# A phone


@pytest.mark.parametrize("locale", ["en-US", "ru-RU"])
def test_on_a_phone_nothing_is_cut_and_nothing_scrolls_sideways(compare, locale):
    screen = compare(QUARTERS, size=PHONE, locale=locale)
    cards(screen)
    expect(screen.part("chart_why_out").locator(".main-svg").first).to_be_visible()

    assert screen.page.evaluate(_CUT) == []
    assert screen.page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
