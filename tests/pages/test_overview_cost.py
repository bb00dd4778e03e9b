"""The overview: what a view costs, said before it is paid, and stopped while it is."""

from dataclasses import replace

import pytest

from components.ledger.queueing.urgency import Urgency
from components.simulator import Where
from tests.pages.screen import (
    cards,
    cost,
    counted,
    failures,
    keys,
    load,
    look_again,
    notes,
    progress,
    trend,
    wait_for_answers,
)

MONTH = "last-28-days"


# What a view costs


@pytest.mark.parametrize(
    ("period", "by", "requests"),
    [
        # At 15:15 the sixteenth hour of the day has begun.
        ("today", "hour", 16),
        ("last-7-days", "day", 7),
        # Of a month that has thirty days, eighteen have begun.
        ("this-month", "day", 18),
        # From Thursday, 22 October: what is left of its week, three weeks, and this one.
        (MONTH, "week", 5),
        # From Friday, 21 August: what is left of its week, twelve weeks, and this one.
        ("last-90-days", "week", 14),
        # From 21 August to today are four months; one request reaches over 30 of October's days.
        ("last-90-days", "month", 5),
        # Twelve months, of which seven have 31 days.
        ("2025-01-01..2025-12-31", "month", 19),
        # Two days of 24 hours.
        ("2026-11-09..2026-11-10", "day", 2),
    ],
)
def test_a_view_costs_a_request_for_each_step_that_has_begun(visit, pbx, period, by, requests):
    at = visit(period=period, by=by).run()

    assert pbx.statistics_requests == requests
    assert cards(at) != {}


def test_a_month_of_31_days_is_asked_for_in_two_pieces(visit, pbx, expected, window):
    at = visit(period="2026-08-01..2026-10-31", by="month").run()

    # August and October have 31 days.
    assert pbx.statistics_requests == 5
    assert counted(at) == expected(window("2026-08-01..2026-10-31"))


def test_a_period_without_calls_costs_less_than_was_said(visit, pbx):
    at = visit(period="2000-01-01..2000-01-31").run()
    told = cost(at)

    load(at)

    # Thirty days without a call, and one more: what lies within them need not be asked.
    assert told.startswith("This view takes 31 requests")
    assert pbx.statistics_requests == 2


def test_what_is_known_is_not_counted(visit):
    visit().run()

    at = visit(period=MONTH).run()

    assert cost(at).startswith("This view takes 21 requests")


def test_a_second_visit_costs_nothing(visit, pbx, expected, window):
    load(visit(period=MONTH).run())
    before = pbx.statistics_requests

    at = visit(period=MONTH).run()

    assert counted(at) == expected(window(MONTH))
    assert pbx.statistics_requests == before


def test_finer_steps_of_what_is_known_as_a_whole_are_said_first(visit, pbx, expected, window):
    at = visit(period="last-week").run()

    at.radio("by").set_value("hour").run()

    # Each of the seven days tells one of its 24 hours.
    wait_for_answers()
    assert cost(at).startswith("This view takes 161 requests")
    assert counted(at) == expected(window("last-week"))
    assert pbx.statistics_requests == 7


def test_what_is_known_as_a_whole_is_drawn_as_a_whole(visit):
    at = visit(period="last-week").run()

    at.radio("by").set_value("hour").run()

    assert {len(heights) for heights in trend(at).values()} == {7}


# Said first


def test_twenty_requests_are_asked_without_a_word(visit, pbx):
    at = visit(period="2026-10-30..2026-11-18").run()

    assert pbx.statistics_requests == 20
    assert "load" not in keys(at)


def test_one_more_is_said_first(visit, pbx):
    at = visit(period="2026-10-29..2026-11-18").run()

    assert pbx.statistics_requests == 0
    assert cost(at).startswith("This view takes 21 requests")


def test_the_price_is_told_with_what_is_left_and_how_long_it_takes(visit, pbx):
    pbx.habits = replace(pbx.habits, quota=1000)

    at = visit(period=MONTH).run()

    # Whose account it is and who is in it had to be asked already.
    left = 1000 - (len(pbx.requests) - pbx.token_requests)
    assert cost(at) == (
        "This view takes 28 requests, about 28 seconds. "
        f"{left} of 1,000 are left until 16:00, for all programs."
    )
    assert pbx.statistics_requests == 0


def test_nothing_is_asked_however_often_a_price_is_looked_at(visit, pbx, clock):
    at = visit(period=MONTH).run()
    for _ in range(3):
        clock.move(seconds=10)
        look_again(at)

    assert pbx.statistics_requests == 0


def test_a_price_stands_alone_before_there_are_numbers(visit):
    at = visit(period=MONTH).run()

    assert (cards(at), failures(at), notes(at)) == ({}, [], [])


def test_the_numbers_before_it_stay_below_a_price(visit, expected, window):
    at = visit().run()

    at.selectbox("period").select("last-month").run()

    assert cost(at).startswith("This view takes 31 requests")
    assert counted(at) == expected(window("last-7-days"))
    assert notes(at) == ["Below are the last good numbers, with their own period and time."]


def test_what_is_loaded_costs_what_was_said(visit, pbx, expected, window):
    at = visit(period=MONTH).run()

    load(at)

    assert pbx.statistics_requests == 28
    assert counted(at) == expected(window(MONTH))
    assert keys(at).isdisjoint({"load", "coarser", "stop"})


def test_coarser_steps_are_loaded_at_once_where_they_cost_little(visit, pbx, expected, window):
    at = visit(period=MONTH).run()

    at.button("coarser").click().run()

    assert pbx.statistics_requests == 5
    assert counted(at) == expected(window(MONTH))
    assert at.query_params == {"period": MONTH, "by": "week"}
    assert at.radio("by").value == "week"


def test_whoever_loads_one_view_has_not_agreed_to_the_next(visit, pbx):
    at = load(visit(period=MONTH).run())
    before = pbx.statistics_requests

    at.selectbox("period").select("last-month").run()

    # Of October's 31 days, ten are known.
    assert cost(at).startswith("This view takes 21 requests")
    assert pbx.statistics_requests == before


class TestAnHourThatIsTooShort:
    """A PBX that answers thirty requests an hour, of which some belong to other programs."""

    @pytest.fixture
    def page(self, visit, hasty, pbx):
        pbx.habits = replace(pbx.habits, quota=30)
        visitor = hasty()
        return visit(visitor=visitor, period=MONTH).run(), visitor.desk

    def test_it_is_said_how_much_can_be_had_before_the_next(self, page):
        at, desk = page

        ours = desk.queue.shares.of(Urgency.PERSON)
        assert 0 < ours < 28
        assert cost(at).endswith(f"{ours} of them can be had before that, the rest afterwards.")

    def test_what_can_be_had_comes_and_the_rest_waits(self, page, pbx):
        at, desk = page
        ours = desk.queue.shares.of(Urgency.PERSON)
        load(at)

        look_again(at)

        assert pbx.statistics_requests == ours
        assert [told.split(".")[0] for told in failures(at)] == [
            "What is left of the hourly quota is kept for other programs"
        ]

    def test_some_is_always_left_to_others(self, page, pbx):
        at, desk = page
        look_again(load(at))
        for _ in range(3):
            look_again(at.button("again").click().run())

        assert desk.quota.remaining >= 5
        assert {record.status for record in pbx.requests} == {200}

    def test_the_rest_comes_in_the_hours_after(self, page, clock):
        at, _desk = page
        load(at)
        for _ in range(12):
            look_again(at)
            clock.move(minutes=30)
            look_again(at)

        assert (failures(at), keys(at) & {"load", "stop"}) == ([], set())
        assert {len(heights) for heights in trend(at).values()} == {28}


# While it is paid


def test_an_answer_that_is_waited_for_is_shown_to_be_on_its_way(visit, hasty, pbx):
    with pbx.hold(Where.STATISTICS) as held:
        at = visit(visitor=hasty()).run()
        held.wait_for(1)

    assert progress(at) == "0 of 7 answers came, about 7 seconds left"
    assert "stop" in keys(at)
    wait_for_answers()


def test_numbers_come_by_themselves(visit, hasty, expected, window):
    at = visit(visitor=hasty()).run()

    look_again(at)

    assert counted(at) == expected(window("last-7-days"))
    assert "stop" not in keys(at)


def test_two_tabs_with_the_same_view_are_one_errand(visit, hasty, pbx):
    visitor = hasty()
    with pbx.hold(Where.STATISTICS) as held:
        for _ in range(2):
            visit(visitor=visitor).run()
        held.wait_for(1)
        waiting = sum(visitor.desk.queue.waiting.values())

    wait_for_answers()
    assert waiting == 1
    assert pbx.statistics_requests == 7


def test_whoever_stops_in_one_tab_does_not_stop_another(visit, hasty, pbx, expected, window):
    visitor = hasty()
    with pbx.hold(Where.STATISTICS) as held:
        one, other = visit(visitor=visitor).run(), visit(visitor=visitor).run()
        held.wait_for(1)
        one.button("stop").click().run()
        other.run()
        one.run()

    assert counted(look_again(other)) == expected(window("last-7-days"))
    assert pbx.statistics_requests == 7


class TestAViewThatWasStopped:
    """Seven days, stopped while the first answer was on its way."""

    @pytest.fixture
    def stopped(self, visit, hasty, pbx):
        with pbx.hold(Where.STATISTICS) as held:
            at = visit(visitor=hasty()).run()
            held.wait_for(1)
            at.button("stop").click().run()
        return look_again(at)

    def test_nothing_more_is_asked(self, stopped, pbx):
        look_again(stopped)

        assert pbx.statistics_requests == 1

    def test_what_is_left_is_offered(self, stopped):
        assert cost(stopped).startswith("This view takes 6 requests")
        assert "load" in keys(stopped)

    def test_it_goes_on_with_what_is_left(self, stopped, pbx, expected, window):
        load(stopped)

        look_again(stopped)

        assert pbx.statistics_requests == 7
        assert counted(stopped) == expected(window("last-7-days"))

    def test_another_view_is_not_stopped(self, stopped, expected, window):
        stopped.selectbox("period").select("this-week").run()

        look_again(stopped)

        assert counted(stopped) == expected(window("this-week"))

    def test_numbers_that_others_have_loaded_are_shown(self, stopped, visit, hasty):
        look_again(visit(visitor=hasty()).run())

        stopped.run()

        assert cards(stopped) != {}
        assert keys(stopped).isdisjoint({"load", "stop"})
