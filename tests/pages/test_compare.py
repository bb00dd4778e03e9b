"""Two periods side by side, through the whole program."""

import gc
import random
import weakref

import pytest

from components.periods import against, spelling
from components.periods.against import Against
from components.simulator import PEOPLE
from components.ui import selection, state
from tests.pages.conftest import MOSCOW
from tests.pages.screen import (
    cards,
    charts,
    cost,
    counted,
    failures,
    keys,
    line,
    lines,
    load,
    notes,
    others,
    wait_for_answers,
    waterfall,
    words,
)

DAYS = "2026-11-02..2026-11-04"
"""Monday to Wednesday, final; the same weekdays before are, too."""

NAMES = ("calls", "answered", "missed", "failed")


@pytest.fixture
def compare(visit):
    """Open the page that compares, at an address."""

    def open_page(**tab):
        at = visit(**tab)
        at.switch_page("compare.py")
        return at.run()

    return open_page


@pytest.fixture
def paired(clock):
    """Return the two windows that a period and what it is compared with mean now."""

    def pair(period, other=Against.WEEKDAY):
        found = against.pair(spelling.parse(period), other, MOSCOW, clock.now)
        cut = found.cut(clock.now)
        return cut.a, cut.b

    return pair


def counts_of(told):
    return {key: value for key, value in told.items() if key.split("_", 1)[1] in NAMES}


# What is compared


@pytest.mark.parametrize("period", ["yesterday", "last-7-days", "this-week", DAYS])
def test_the_cards_show_both_periods(compare, expected, paired, period):
    at = compare(period=period, by="day")

    a, b = paired(period)
    assert counted(at) == expected(a)
    assert counts_of(others(at)) == expected(b)
    assert (failures(at), notes(at)) == ([], [])


def test_both_ranges_are_told_with_their_weekdays_lengths_and_the_zone(compare):
    told = words(compare(period=DAYS))

    assert "A: Mon, Nov 2, 2026 – Wed, Nov 4, 2026" in told
    assert "B: Mon, Oct 26, 2026 – Wed, Oct 28, 2026" in told
    assert told.count("3 days") == 2
    assert "Europe/Moscow (UTC+03:00)" in told


def test_a_running_period_is_said_to_be_cut(compare):
    at = compare(period="today", by="day")

    assert "B is cut at Wed, Nov 11, 2026, 15:15, as far as A had come" in words(at)
    assert line(at, "as_of").startswith("As of 15:15")


def test_periods_of_different_lengths_are_compared_per_day(compare, paired, witness):
    at = compare(period=DAYS, against="2026-10-26..2026-10-26")

    a, _b = paired(DAYS)
    calls = witness("calls", a).inbound.total
    assert cards(at)["in_calls"].split()[0] == f"{calls / 3:.1f}"
    assert "compared per day" in words(at)


def test_complete_days_are_one_click(compare, expected, paired):
    at = compare()

    at.toggle("complete").set_value(True).run()

    a, b = paired("2026-11-12..2026-11-17")
    assert (counted(at), counts_of(others(at))) == (expected(a), expected(b))
    assert at.query_params == {"complete": "days"}


def test_working_hours_hold_for_both_periods(compare, witness, paired):
    at = compare(period=DAYS)
    whole = counted(at), others(at)

    at = compare(period=DAYS, hours="mon.00:00-00:00")

    monday, before = paired("2026-11-02..2026-11-02")
    assert counted(at)["in_calls"] == f"{witness('calls', monday).inbound.total:,}"
    assert others(at)["in_calls"] == f"{witness('calls', before).inbound.total:,}"
    assert whole != (counted(at), others(at))
    assert "Mon 00:00–00:00" in words(at)


def test_extensions_are_compared_by_themselves(compare, expected, paired):
    at = compare(period=DAYS, ext="104")

    a, b = paired(DAYS)
    assert counted(at) == expected(a, [40104])
    assert counts_of(others(at)) == expected(b, [40104])


def test_legs_have_neither_missed_nor_a_reason(compare):
    at = compare(period=DAYS, source="legs")

    assert {key.split("_", 1)[1] for key in cards(at)} == {
        "calls",
        "answered",
        "failed",
        "average_talk",
    }
    assert charts(at) == ["chart_compare"]


def test_a_period_without_calls_in_both_has_no_charts(compare):
    at = load(compare(period="2010-01-04..2010-01-31"))

    assert (notes(at), charts(at)) == (["Nothing was counted in either period."], [])


def test_a_link_that_compares_with_nothing_shows_no_numbers(compare, pbx):
    at = compare(against="none")

    assert notes(at) == ["Choose what this period is to be compared with."]
    assert (cards(at), pbx.statistics_requests) == ({}, 0)


# What it costs


def test_periods_that_were_seen_day_by_day_cost_nothing(visit, compare, callboard, pbx):
    visitor = callboard.connect(pbx.url, "demo", "demo")
    visit(visitor=visitor, period="2026-10-26..2026-11-04").run()
    before = pbx.statistics_requests

    at = compare(visitor=visitor, period=DAYS)

    assert (pbx.statistics_requests, len(cards(at))) == (before, 12)


def test_a_running_period_costs_one_request_for_its_edge(visit, compare, callboard, pbx):
    visitor = callboard.connect(pbx.url, "demo", "demo")
    visit(visitor=visitor, period="2026-11-05..2026-11-18").run()
    before = pbx.statistics_requests

    at = compare(visitor=visitor)

    assert (pbx.statistics_requests, len(cards(at))) == (before + 1, 12)


def test_a_dear_comparison_says_its_price_first(compare, pbx):
    at = compare(period="last-28-days")

    assert cost(at).startswith("This view takes 56 requests")
    assert (pbx.statistics_requests, cards(at)) == (0, {})


def test_whoever_agrees_sees_both_periods(compare, expected, paired):
    at = load(compare(period="last-28-days"))

    a, b = paired("last-28-days")
    assert (counted(at), counts_of(others(at))) == (expected(a), expected(b))


def test_the_numbers_stay_as_they_are_until_somebody_wants_newer_ones(compare, pbx, clock):
    at = compare()
    before, asked = cards(at), pbx.statistics_requests
    clock.move(minutes=40)

    at.run()

    assert (cards(at), pbx.statistics_requests) == (before, asked)
    assert line(at, "as_of").startswith("As of 15:15")


def test_newer_numbers_are_those_of_one_moment(compare, clock, expected, paired):
    at = compare()
    clock.move(minutes=40)

    at.button("update").click().run()

    a, b = paired("last-7-days")
    assert line(at, "as_of").startswith("As of 15:55")
    assert (counted(at), counts_of(others(at))) == (expected(a), expected(b))


# What is drawn


def test_the_trends_lie_over_each_other_bucket_by_bucket(compare, paired, witness):
    at = load(compare(period=DAYS, by="hour", of="calls"))

    drawn = lines(at)
    a, b = paired(DAYS)
    assert {key: len(heights) for key, heights in drawn.items()} == dict.fromkeys(drawn, 72)
    assert sum(drawn["in", "a"]) == witness("calls", a).inbound.total
    assert sum(drawn["out", "b"]) == witness("calls", b).outbound.total


def test_another_trend_is_drawn_at_no_cost(compare, pbx):
    at = compare(period=DAYS)
    before, drawn = pbx.statistics_requests, lines(at)

    at.radio("of").set_value("missed").run()

    assert lines(at) != drawn
    assert (pbx.statistics_requests, at.query_params) == (before, {"period": DAYS, "of": "missed"})


def test_a_month_lies_by_weekday_over_the_one_before(compare):
    at = load(compare(period="2026-10-01..2026-10-31"))

    assert at.radio("align").value == "weekday"


def test_a_month_may_lie_day_by_day_over_the_one_before(compare):
    at = load(compare(period="2026-10-01..2026-10-31"))

    at.radio("align").set_value("position").run()

    assert at.query_params == {"period": "2026-10-01..2026-10-31", "align": "position"}


def test_same_weekdays_need_no_choice_of_how_they_lie(compare):
    at = compare(period=DAYS)

    assert {radio.key for radio in at.radio} == {"source", "by", "of", "why"}


def test_the_reasons_lead_from_one_period_to_the_other(compare):
    at = compare(period=DAYS)

    bars = waterfall(at, "in")
    steps = [number(text) for part, text in bars.items() if part not in "ab"]
    assert number(bars["b"]) + sum(steps) == number(bars["a"])
    assert (bars["a"], bars["b"]) == (cards(at)["in_answered"], others(at)["in_answered"])


def number(text):
    return int(text.replace(",", "").replace("−", "-"))


def test_the_reasons_are_split_by_how_calls_ended(compare, pbx):
    at = compare(period=DAYS)
    before = pbx.statistics_requests

    at.radio("why").set_value("outcome").run()

    assert {"volume", "failed", "busy"} <= set(waterfall(at, "in"))
    assert pbx.statistics_requests == before


def test_extensions_are_told_apart_after_their_price_was_said(compare, pbx):
    at = compare(period=DAYS)
    before = pbx.statistics_requests

    at.radio("why").set_value("extension").run()

    extensions = len(PEOPLE)
    assert f"To tell {extensions} extensions apart takes two requests for each" in cost(at)
    assert f"This view takes {2 * extensions} requests" in cost(at)
    assert (pbx.statistics_requests, len(cards(at))) == (before, 12)


def test_extensions_that_were_agreed_to_cost_two_requests_each(compare, pbx):
    at = compare(period=DAYS, why="extension", ext=["104", "101", "113"])
    before = pbx.statistics_requests

    load(at)

    assert pbx.statistics_requests == before + 2 * 3
    assert {"40101", "40104", "rest"} <= set(waterfall(at, "in"))
    assert "load" not in keys(at)


def test_the_table_holds_every_number_of_both_periods(compare):
    at = compare(period=DAYS)

    (rows,) = [table.value for table in at.main.table]
    assert [rows["A"][0], rows["B"][0]] == [cards(at)["in_calls"], others(at)["in_calls"]]


# The address


def links(number):
    """Return addresses of comparisons, each spelled in the one way that a page spells it."""
    draw = random.Random(4)
    values = {
        "period": ["today", "this-month", "last-quarter", "2026-10-05..2026-10-11", DAYS],
        "against": ["previous", "weekday", "year", "52-weeks", "none", "2025-11-01..2025-11-10"],
        "complete": ["days"],
        "align": ["weekday", "position"],
        "of": ["calls", "missed", "failed"],
        "why": ["outcome", "extension"],
        "hours": [["mon-fri.09:00-18:00", "sat.10:00-14:00"], ["mon-thu,sun.22:00-06:00"]],
        "holidays": ["RU", "DE"],
        "ext": [["104"], ["101", "113"], ["99999"]],
        "source": ["legs"],
        "tz": ["Asia/Omsk", "Europe/Moscow", "Europe/Berlin"],
        "show": ["shares"],
    }
    for _ in range(number):
        names = draw.sample(sorted(values), draw.randint(1, len(values)))
        yield {name: draw.choice(values[name]) for name in names}


@pytest.mark.parametrize("page", ["overview.py", "compare.py"])
def test_a_link_stays_in_the_address_as_it_was(visit, page):
    changed = {}
    for link in links(40):
        at = visit(**link)
        at.switch_page(page)
        at.run()
        if at.exception or failures(at) or read(at) != selection.read(many(link)):
            changed[str(link)] = at.query_params

    assert changed == {}


def read(at):
    return selection.read(many(at.query_params))


def many(query):
    return {name: [value] if isinstance(value, str) else value for name, value in query.items()}


@pytest.mark.parametrize(
    "link",
    [
        {"period": DAYS, "by": "hour"},
        {"period": "yesterday", "by": "day"},
        {"period": "last-90-days", "by": "month"},
        {"period": "2026-11-10T09:00..2026-11-10T12:30"},
        {"against": "2026-11-03T09:00..2026-11-03T12:30"},
    ],
    ids=str,
)
def test_steps_and_minutes_stay_in_the_address(compare, link):
    at = compare(**link)

    assert at.query_params == link


def test_a_copied_link_shows_the_same_numbers_in_another_tab(compare):
    at = compare(against="previous", hours="mon-fri.08:00-20:00")
    fixed = address(at, "link_dates")

    other = compare(**fixed)

    assert cards(other) == cards(at)
    assert others(other) == others(at)
    assert fixed["period"] == "2026-11-12..2026-11-18"


def address(at, key):
    """Return the query of a link that is offered."""
    at.session_state["copy_link"] = True
    at.run()
    _home, query = at.main.get_by_key(key).code[0].value.split("?")
    return dict(pair.split("=") for pair in query.replace("%3A", ":").split("&"))


def test_what_was_chosen_on_one_page_is_chosen_on_the_other(visit):
    at = visit(period=DAYS, ext="104").run()

    at.switch_page("compare.py").run()

    assert at.selectbox("period").value == "custom"
    assert at.multiselect("ext").value == ["104"]
    assert at.query_params == {"period": DAYS, "ext": "104"}


def test_back_on_the_overview_it_shows_one_period(visit, expected, window):
    at = visit(period=DAYS).run()
    for page in ("compare.py", "overview.py"):
        at.switch_page(page).run()

    assert counted(at) == expected(window(DAYS))
    assert charts(at) == ["chart_trend", "chart_outcomes", "chart_endings"]


def test_whoever_comes_back_to_the_comparison_finds_it_as_it_was(visit, clock):
    at = visit(period="this-week").run()
    at.switch_page("compare.py").run()
    before = cards(at), others(at)
    clock.move(minutes=1)
    at.switch_page("overview.py").run()

    at.switch_page("compare.py").run()

    assert (cards(at), others(at)) == before


def test_another_period_is_compared_at_once(compare, expected, paired):
    at = compare()

    at.selectbox("period").select("this-week").run()

    assert counted(at) == expected(paired("this-week")[0])


# What must not stay


@pytest.mark.parametrize("link", [{}, {"period": DAYS, "why": "extension"}, {"against": "none"}])
def test_whoever_leaves_the_comparison_is_not_kept(compare, link):
    at = compare(**link)
    at.session_state["hours"] = True
    at.run()
    desk = weakref.ref(at.session_state[state._KEY].visitor.desk)

    at.button("leave").click().run()

    wait_for_answers()
    gc.collect()
    assert desk() is None
