"""The overview: what an address and the controls ask for, and extensions that are not there."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from components.periods.window import Window
from components.simulator import PEOPLE, Fault, Where
from tests.pages.screen import (
    bars,
    cards,
    charts,
    cost,
    counted,
    failures,
    keys,
    load,
    notes,
    trend,
    words,
)

# What the address asks for


@pytest.mark.parametrize(
    "period", ["today", "this-month", "last-90-days", "2026-11-02..2026-11-06"]
)
def test_a_link_restores_its_period(visit, expected, window, period):
    at = visit(period=period).run()

    assert counted(at) == expected(window(period))


@pytest.mark.parametrize("period", ["yesterday", "last-28-days", "last-month"])
def test_a_link_restores_a_period_that_costs_much(visit, expected, window, period):
    at = load(visit(period=period).run())

    assert counted(at) == expected(window(period))


@pytest.mark.parametrize(
    ("period", "by", "buckets"),
    [
        ("2026-11-16..2026-11-17", "day", 2),
        # From Thursday on: what is left of a week, a week, and the beginning of one.
        ("2026-11-05..2026-11-17", "week", 3),
        ("2026-09-16..2026-11-17", "month", 3),
    ],
)
def test_a_link_restores_the_steps_of_its_trend(visit, period, by, buckets):
    at = visit(period=period, by=by).run()

    assert {len(heights) for heights in trend(at).values()} == {buckets}
    assert at.query_params == {"period": period, "by": by}


def test_a_link_restores_its_minutes(visit, expected):
    at = visit(period="2026-11-10T09:00..2026-11-10T12:30").run()

    morning = Window(
        datetime(2026, 11, 10, 6, tzinfo=UTC), datetime(2026, 11, 10, 9, 30, tzinfo=UTC)
    )
    assert counted(at) == expected(morning)


def test_a_link_restores_its_extensions(visit, expected, window):
    at = visit(ext=["104", "101"]).run()

    assert counted(at) == expected(window("last-7-days"), [40101, 40104])


def test_extensions_are_named_beside_the_numbers(visit):
    at = visit(ext=["104", "113"]).run()

    assert "104 · Galina Ivanova, 113" in words(at)


def test_a_link_restores_its_zone(visit, expected, window):
    at = visit(tz="America/New_York", period="this-week").run()

    assert counted(at) == expected(window("this-week", ZoneInfo("America/New_York")))


def test_a_link_restores_its_way_of_showing(visit):
    at = visit(show="shares").run()

    assert all("%" in text for texts in bars(at).values() for text in texts)


LINK = {
    "period": "2026-11-02..2026-11-06",
    "by": "hour",
    "ext": ["104", "101"],
    "source": "legs",
    "tz": "Asia/Omsk",
    "show": "shares",
    "lang": "ru",
}


def test_a_link_stays_in_the_address_as_it_was(visit):
    at = visit(**LINK).run()

    assert at.query_params == LINK


def test_a_link_stays_in_the_address_after_a_rerun(visit):
    # In English: a widget of another language cannot be sent back without a browser.
    link = {**LINK, "lang": "en"}
    at = visit(**link).run()

    assert at.run().query_params == link


def test_what_is_as_usual_is_left_out_of_the_address(visit):
    at = visit(period="last-7-days", by="day", source="calls", show="counts").run()

    assert at.query_params == {}


@pytest.mark.parametrize(
    "address",
    [
        {"period": "tomorrow"},
        {"period": "2026-11-31..2026-12-01"},
        {"period": "2026-11-10..2026-11-01"},
        {"period": "0001-01-01..9999-12-31"},
        {"by": "year"},
        {"by": "month"},
        {"source": "everything"},
        {"tz": "Mars/Olympus"},
        {"show": "<b>"},
        {"ext": [""]},
        {"colour": "blue"},
    ],
    ids=str,
)
def test_what_an_address_cannot_mean_is_as_if_it_were_not_there(visit, expected, window, address):
    at = visit(**address).run()

    assert counted(at) == expected(window("last-7-days"))
    assert at.query_params == {}


def test_a_period_that_begins_before_every_record_is_answered(visit):
    at = load(visit(period="2000-01-01..2000-01-31").run())

    assert notes(at) == ["Nothing was counted in this period."]


def test_a_period_that_lies_ahead_has_not_begun(visit, pbx):
    at = visit(period="2026-11-19..2026-11-30").run()

    assert (failures(at), notes(at)) == ([], ["This period has not begun yet."])
    assert (cards(at), charts(at), keys(at)) == ({}, [], set())
    assert pbx.statistics_requests == 0


def test_a_period_that_lies_ahead_shows_no_numbers_of_another(visit):
    at = visit().run()
    at.selectbox("period").select("custom").run()
    ahead = datetime(2026, 12, 1, tzinfo=UTC).date(), datetime(2026, 12, 9, tzinfo=UTC).date()

    at.date_input("days").set_value(ahead).run()

    assert (cards(at), notes(at)) == ({}, ["This period has not begun yet."])


def test_a_day_that_a_zone_never_had_is_named_as_such(visit):
    at = visit(period="2011-12-30..2011-12-30", tz="Pacific/Apia").run()

    assert (failures(at), notes(at)) == ([], ["This period holds no time in this zone."])


def test_a_period_that_ends_at_midnight_is_no_mistake(visit):
    at = visit(period="2026-11-10T22:00..2026-11-11T00:00").run()

    assert "The end must come after the beginning." not in words(at)


# What the controls ask for


def test_another_period_is_asked_for_and_stands_in_the_address(visit, expected, window):
    at = visit().run()

    at.selectbox("period").select("today").run()

    assert counted(at) == expected(window("today"))
    assert at.query_params == {"period": "today"}


def test_chosen_days_are_asked_for_and_stand_in_the_address(visit, expected, window):
    at = visit(period="2026-11-02..2026-11-06").run()
    first, last = datetime(2026, 10, 5, tzinfo=UTC).date(), datetime(2026, 10, 9, tzinfo=UTC).date()

    at.date_input("days").set_value((first, last)).run()

    assert counted(at) == expected(window("2026-10-05..2026-10-09"))
    assert at.query_params == {"period": "2026-10-05..2026-10-09"}


def test_half_a_choice_of_days_asks_nothing_new(visit, pbx):
    at = visit(period="2026-11-02..2026-11-06").run()
    before = pbx.statistics_requests

    at.date_input("days").set_value((datetime(2026, 10, 5, tzinfo=UTC).date(),)).run()

    assert pbx.statistics_requests == before
    assert at.query_params == {"period": "2026-11-02..2026-11-06"}


def test_chosen_extensions_are_asked_for_and_stand_in_the_address(visit, expected, window):
    at = visit().run()

    at.multiselect("ext").set_value(["104"]).run()

    assert counted(at) == expected(window("last-7-days"), [40104])
    assert at.query_params == {"ext": "104"}


def test_extensions_are_offered_by_number_and_label(visit):
    options = visit().run().multiselect("ext").options

    assert options == [
        f"{each.number} · {each.label}" if each.label else each.number for each in PEOPLE
    ]


def test_the_accounts_own_zone_stays_out_of_the_address(visit):
    at = visit(period="yesterday").run()

    assert at.selectbox("tz").value == "Europe/Moscow"
    assert at.query_params == {"period": "yesterday"}


def test_another_zone_is_asked_for_and_stands_in_the_address(visit, expected, window):
    at = visit(period="this-week").run()

    at.selectbox("tz").select("Asia/Omsk").run()

    assert counted(at) == expected(window("this-week", ZoneInfo("Asia/Omsk")))
    assert at.query_params == {"period": "this-week", "tz": "Asia/Omsk"}


def test_larger_steps_are_drawn_from_what_is_known_and_stand_in_the_address(visit, pbx):
    at = visit(period="2026-11-09..2026-11-22").run()
    before = pbx.statistics_requests

    at.radio("by").set_value("week").run()

    assert {len(heights) for heights in trend(at).values()} == {2}
    assert at.query_params == {"period": "2026-11-09..2026-11-22", "by": "week"}
    assert pbx.statistics_requests == before


def test_smaller_steps_that_cost_much_are_not_asked_at_once(visit, pbx, expected, window):
    at = visit().run()
    before = pbx.statistics_requests

    at.radio("by").set_value("hour").run()

    # Six whole days and sixteen hours have begun; each of five settled days tells one hour.
    assert cost(at).startswith("This view takes 155 requests")
    assert counted(at) == expected(window("last-7-days"))
    assert pbx.statistics_requests == before


def test_shares_instead_of_counts_cost_nothing(visit, pbx):
    at = visit().run()
    before = len(pbx.requests)

    at.radio("show").set_value("shares").run()

    assert "%" in bars(at)["Answered"][0]
    assert len(pbx.requests) == before


def test_another_language_costs_nothing(visit, pbx):
    at = visit().run()
    before = len(pbx.requests)

    at.sidebar.selectbox("lang").select("ru").run()

    assert len(pbx.requests) == before


def test_today_is_another_day_after_midnight(visit, expected, window, clock):
    at = visit(period="today").run()
    clock.move(hours=24)

    at.run()

    assert counted(at) == expected(window("today"))


# Extensions that are not there


def test_an_unknown_extension_alone_asks_nothing(visit, pbx):
    at = visit(ext="999").run()

    assert pbx.statistics_requests == 0
    assert cards(at) == {}


def test_an_unknown_extension_is_named(visit):
    at = visit(ext="999").run()

    assert notes(at) == ["Extension 999 is not in this account, so it is not counted."]


def test_an_unknown_extension_does_not_widen_what_a_known_one_asks(visit, expected, window):
    at = visit(ext=["999", "104"]).run()

    assert counted(at) == expected(window("last-7-days"), [40104])


def test_an_unknown_extension_stays_in_the_link(visit):
    at = visit(ext=["104", "999"]).run()

    assert at.query_params == {"ext": ["104", "999"]}


def test_numbers_are_shown_without_the_list_of_extensions(visit, pbx, expected, window):
    at = visit()
    pbx.faults.add(Fault.ACCESS_DENIED_403, where=Where.EXTENSIONS)

    at.run()

    assert counted(at) == expected(window("last-7-days"))
    assert ["list of extensions" in note for note in notes(at)] == [True]


def test_without_the_list_of_extensions_a_filter_does_not_widen(visit, pbx):
    at = visit(ext="104")
    pbx.faults.add(Fault.ERROR_500, where=Where.EXTENSIONS)

    at.run()

    assert pbx.statistics_requests == 0
    assert cards(at) == {}


def test_without_the_list_nothing_is_said_about_who_is_in_it(visit, pbx):
    at = visit(ext="104")
    pbx.faults.add(Fault.ERROR_500, where=Where.EXTENSIONS)

    at.run()

    assert not any("is not in this account" in note for note in notes(at))
