"""Between two meetings: the numbers are there at once, right, and on any screen."""

import pytest
from playwright.sync_api import expect

from tests.browser.screen import PHONE

GOLDEN = "/?account=golden&period=2019-11-01..2019-11-10"

EXAMPLE = {
    "in": {
        "calls": "87",
        "answered": "59",
        "missed": "20",
        "failed": "8",
        "answer_rate": "67.8 %",
        "average_talk": "1:44",
    },
    "out": {
        "calls": "146",
        "answered": "87",
        "missed": "37",
        "failed": "22",
        "answer_rate": "59.6 %",
        "average_talk": "0:11",
    },
}


def assert_example(screen, *, comma="."):
    for direction, figures in EXAMPLE.items():
        for name, value in figures.items():
            expect(screen.figure(f"{direction}_{name}")).to_have_text(value.replace(".", comma))


@pytest.fixture(scope="module")
def example(visit_for_long, callboard):
    """One tab with the example, for tests that only look at it."""
    return visit_for_long(GOLDEN, program=callboard)


@pytest.fixture(scope="module")
def phone(visit_for_long, callboard):
    """One tab of a phone, which is led from page to page."""
    return visit_for_long("/connect", program=callboard, size=PHONE)


def test_the_documented_example_is_shown_exactly(example):
    screen = example

    assert_example(screen)
    for chart in ("chart_trend", "chart_outcomes", "chart_endings"):
        expect(screen.part(chart).locator(".main-svg").first).to_be_visible()
    expect(screen.part("as_of")).to_contain_text("As of ")
    for words in ("Fri, Nov 1, 2019 – Sun, Nov 10, 2019", "Europe/Moscow (UTC+03:00)"):
        expect(screen.part("range")).to_contain_text(words)


def test_the_documented_example_is_shown_exactly_to_typed_credentials(visit, pbx, secrets):
    screen = visit("/?period=2019-11-01..2019-11-10")

    screen.connect(app_id="guest", secret=secrets["guest"], host=pbx.url)

    assert_example(screen)
    assert screen.query == {"period": ["2019-11-01..2019-11-10"]}


def test_a_russian_browser_gets_russian_numbers(visit):
    screen = visit(GOLDEN, locale="ru-RU")

    assert_example(screen, comma=",")


def test_legs_have_their_own_words_and_no_missed(visit):
    screen = visit(GOLDEN + "&source=legs")

    expect(screen.part("kpi_in_calls")).to_contain_text("Legs")
    expect(screen.figure("in_calls")).not_to_have_text("")
    expect(screen.part("kpi_in_missed")).to_have_count(0)
    for words in ("Answered elsewhere", "Diverted"):
        expect(screen.part("table_outcomes")).to_contain_text(words)


def test_the_charts_change_from_counts_to_shares(example):
    screen = example
    chart = screen.part("chart_outcomes").locator(".main-svg").first
    expect(chart).to_contain_text("59")

    screen.switch("show", "Shares")

    expect(chart).to_contain_text("67.8 %")
    assert_example(screen)
    screen.switch("show", "Counts")


def test_a_card_explains_itself(example):
    screen = example

    screen.part("kpi_in_answer_rate").get_by_test_id("stTooltipHoverTarget").hover()

    tooltip = screen.page.get_by_test_id("stTooltipContent")
    expect(tooltip).to_contain_text("Answered / calls = 59 / 87")
    expect(tooltip).to_contain_text("95 % Wilson interval")


def test_a_period_without_calls_says_so(visit):
    screen = visit("/?account=quiet&period=last-week")

    expect(screen.page.get_by_text("Nothing was counted in this period.")).to_be_visible()
    expect(screen.figure("in_calls")).to_have_text("0")
    expect(screen.figure("in_answer_rate")).to_have_text("–")
    for chart in ("chart_trend", "chart_outcomes"):
        expect(screen.part(chart)).to_have_count(0)


@pytest.mark.parametrize(
    ("path", "part"),
    [
        (GOLDEN, "chart_trend"),
        ("/connect", "app_secret"),
        ("/?account=golden&ext=999", "notice"),
        ("/?account=golden&period=2018-01-01..2018-03-31&by=day", "cost"),
        ("/diagnostics?account=golden", "diagnostics_requests"),
    ],
)
def test_a_phone_never_scrolls_sideways(phone, path, part):
    screen = phone
    screen.go(path)
    expect(screen.part(part)).to_be_visible()
    screen.stand()

    widths = screen.page.evaluate(
        """["body", "[data-testid=stMain]"].map(place => {
            const element = document.querySelector(place);
            return element.scrollWidth - element.clientWidth;
        })"""
    )

    assert widths == [0, 0]
