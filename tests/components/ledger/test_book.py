"""A book knows all that follows, says what a question still costs, and is never wrong for good."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings

from components.ledger.book import Book
from components.ledger.facts import Correction, Fact, Series
from components.measures.counts import Counts, Sides
from components.measures.outcomes import Source
from components.measures.stretches import Standing
from components.periods.window import LONGEST, Window
from tests import questions

CALLS = Series(Source.CALLS)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
TODAY = datetime(2026, 11, 25, tzinfo=UTC)
NOON = TODAY + 12 * HOUR

FINAL, PROVISIONAL, OPEN = Standing


class Office:
    """A PBX, a clock and a book: a call in each half hour, and others that are added."""

    def __init__(self):
        self.now = NOON
        self.book = Book(CALLS)
        self.kept = {}
        self.corrections = []
        self.late = {}
        self.odd = set()

    def count(self, window):
        """Return what the PBX says now: calls that show up late are there once they are added."""
        until = min(window.end, self.now)
        number = max(int((until - window.start) / (HOUR / 2)), 0)
        number += sum(window.start <= at < window.end for at in self.late)
        is_odd = any(window.start <= at < window.end for at in self.odd)
        return Sides(Counts(total=number + is_odd, bridged=number, bridged_duration=9 * number))

    def ask(self, marks, *, most=200, **wanted):
        """Ask until nothing is left to ask; return the windows."""
        asked = []
        while window := self.next(marks, **wanted):
            assert len(asked) < most, asked[-5:]
            asked.append(window)
            self.answer(window)
        return asked

    def next(self, marks, **wanted):
        survey = self.survey(marks, **wanted)
        return next(iter((*survey.missing, *survey.due)), None)

    def answer(self, window):
        learnt = self.book.learn(Fact(CALLS, window, self.count(window), self.now))
        self.corrections += learnt.corrections
        for fact in learnt.facts:
            self.kept.pop(fact.window, None)
            self.kept[fact.window] = fact
        return learnt

    def survey(self, marks, **wanted):
        return self.book.survey(marks, self.now, **wanted)

    def restart(self):
        self.book = Book(CALLS)
        self.book.recall(self.kept.values())


@pytest.fixture
def office():
    return Office()


def days(first, last):
    """Return the midnights of a range of days; 0 is today's."""
    return [TODAY + day * DAY for day in range(first, last + 1)]


def hours(first, last):
    return [TODAY + hour * HOUR for hour in range(first, last + 1)]


def dates(first, last):
    """Return midnights from one ``(month, day)`` to another."""
    return days(*((datetime(2026, *each, tzinfo=UTC) - TODAY).days for each in (first, last)))


def day(number):
    return Window(*days(number, number + 1))


# Any questions


@settings(deadline=None, max_examples=120)
@given(life=questions.lives())
def test_any_questions_are_answered_truly_and_asked_once(life):
    questions.live(*life)


@settings(deadline=None, max_examples=60)
@given(life=questions.lives(most_late=26 * HOUR))
def test_where_no_call_is_too_late_every_settled_answer_is_exact(life):
    questions.live(*life)


@settings(deadline=None, max_examples=60)
@given(life=questions.lives(most_late=72 * HOUR))
def test_calls_that_are_much_too_late_lead_nobody_astray(life):
    questions.live(*life)


# The analyst's morning

MORNING = (
    (dates((11, 16), (11, 23)), dates((11, 9), (11, 16))),
    (dates((10, 24), (11, 23)), dates((9, 24), (10, 24))),
    (dates((10, 1), (11, 1)), dates((9, 1), (10, 1))),
    (dates((11, 3), (11, 17)), dates((10, 3), (10, 17))),
)
"""Last week against the one before; 30 days; October and September; 3 to 16 November, October."""


def spend(office):
    return [sum(len(office.ask(marks)) for marks in comparison) for comparison in MORNING]


def test_an_analysts_morning_takes_83_requests(office):
    assert spend(office) == [14, 46, 23, 0]


def test_the_same_morning_again_takes_none(office):
    spend(office)

    assert sum(spend(office)) == 0


def test_nor_does_it_after_a_restart(office):
    spend(office)

    office.restart()

    assert sum(spend(office)) == 0
    assert office.survey(MORNING[0][0]).is_settled


# What is settled


def test_the_whole_comes_before_its_parts(office):
    marks = days(-9, -1)

    asked = office.ask(marks)

    assert asked[0] == Window(marks[0], marks[-1])
    assert len(asked) == 8


def test_what_is_not_yet_told_apart_is_one_stretch_and_has_its_total(office):
    marks = days(-10, -2)
    office.answer(office.next(marks))

    survey = office.survey(marks)

    assert [(one.first, one.buckets) for one in survey.stretches] == [(0, 8)]
    assert survey.total == office.count(Window(marks[0], marks[-1]))


def test_what_was_never_told_is_missing_until_the_last_part(office):
    marks = days(-10, -2)
    missing = []
    while window := office.next(marks):
        missing.append(len(office.survey(marks).missing))
        office.answer(window)

    assert missing == [8, 7, 6, 5, 4, 3, 2, 1]


def test_the_stretches_become_the_buckets(office):
    marks = days(-10, -2)
    office.ask(marks)

    survey = office.survey(marks)

    assert [(one.first, one.buckets) for one in survey.stretches] == [(day, 1) for day in range(8)]
    assert [one.sides for one in survey.stretches] == [office.count(day(n)) for n in range(-10, -2)]
    assert survey.is_settled
    assert (survey.missing, survey.due) == ((), ())


def test_the_settled_is_as_old_as_the_oldest_reading_of_it(office):
    office.ask(days(-5, -4))
    office.now += HOUR
    office.ask(days(-4, -3))

    assert office.survey(days(-5, -3)).as_of == NOON


def test_a_quarter_is_asked_in_windows_of_30_days(office):
    asked = office.ask([TODAY - 92 * DAY, TODAY - 2 * DAY])

    assert [window.length for window in asked] == [LONGEST] * 3


def test_quiet_days_need_no_parts(office):
    office.count = lambda _: Sides()

    assert len(office.ask(hours(-10 * 24, -4 * 24))) == 1


# What can still change


def test_today_by_hour_asks_for_what_has_begun(office):
    office.now += 30 * MINUTE

    asked = office.ask(hours(0, 24))

    assert asked == [Window(*pair) for pair in zip(hours(0, 12), hours(1, 13), strict=True)]
    survey = office.survey(hours(0, 24))
    assert [one.standing for one in survey.stretches] == [PROVISIONAL] * 12 + [OPEN]
    assert survey.total == Sides(Counts(total=25, bridged=25, bridged_duration=225))


def test_a_total_of_hours_is_a_total_of_the_day(office):
    office.now += 30 * MINUTE
    office.ask(hours(0, 24))

    assert office.ask(days(0, 1)) == []


def told(survey):
    return [(one.first, one.buckets, one.sides.inbound.total) for one in survey.stretches]


@pytest.mark.parametrize(("number", "standing"), [(-1, PROVISIONAL), (0, OPEN)])
def test_a_known_day_is_shown_as_a_whole_while_its_hours_are_missing(office, number, standing):
    office.now = TODAY + HOUR if number < 0 else NOON
    office.ask(days(number, number + 1))
    begun = 24 if number < 0 else 12

    survey = office.survey(hours(24 * number, 24 * number + 24))

    assert told(survey) == [(0, begun, 2 * begun)]
    assert survey.stretches[0].standing is standing
    assert survey.total == office.count(day(number))
    assert len(survey.missing) == begun


def test_hours_take_the_place_of_their_day_once_the_first_is_known(office):
    office.now = TODAY + HOUR
    office.ask(days(-1, 0))
    office.answer(Window(*hours(-24, -23)))

    survey = office.survey(hours(-24, 0))

    assert told(survey) == [(0, 1, 2)]
    assert (len(survey.missing), survey.total) == (23, None)


def test_of_several_known_wholes_the_longest_stands_before_its_parts(office):
    office.now = TODAY + HOUR
    office.ask([TODAY - DAY, TODAY - 18 * HOUR])
    office.ask(days(-1, 0))

    assert told(office.survey(hours(-24, 0))) == [(0, 24, 48)]


def test_a_known_whole_that_ends_between_two_marks_is_passed_by(office):
    office.now = TODAY + HOUR
    office.ask([TODAY - DAY, TODAY - DAY + 90 * MINUTE])
    office.ask([TODAY - DAY, TODAY - DAY + 3 * HOUR])

    assert told(office.survey([TODAY - DAY + HOUR * number for number in (0, 1, 2, 4)])) == []
    assert told(office.survey(hours(-24, -18))) == [(0, 3, 6)]


def test_a_known_whole_stands_between_hours_that_are_known(office):
    office.now = TODAY + HOUR
    office.ask(hours(-24, -20))
    office.ask([TODAY - 20 * HOUR, TODAY - 12 * HOUR])
    office.ask(hours(-12, 0))

    survey = office.survey(hours(-24, 0))

    assert [each[:2] for each in told(survey)] == [
        *((hour, 1) for hour in range(4)),
        (4, 8),
        *((hour, 1) for hour in range(12, 24)),
    ]
    assert survey.total == office.count(day(-1))


def test_nothing_is_asked_of_the_future(office):
    survey = office.survey(days(1, 3))

    assert (survey.stretches, survey.missing, survey.due) == ((), (), ())
    assert survey.good_until == TODAY + DAY


def test_a_bucket_that_begins_now_is_not_asked_yet(office):
    assert office.survey(hours(12, 13)).missing == ()


def test_a_bucket_is_asked_as_soon_as_it_has_begun(office):
    office.now += timedelta(seconds=1)

    assert office.survey(hours(12, 13)).missing == (Window(*hours(12, 13)),)


@pytest.mark.parametrize(("refresh", "refreshes"), [(None, 30), (timedelta(minutes=1), 60)])
def test_an_hour_before_an_open_window_takes_a_request_each_minute_or_two(
    office, refresh, refreshes
):
    office.ask(days(0, 1), refresh=refresh)

    asked = 0
    for _ in range(60):
        office.now += MINUTE
        asked += len(office.ask(days(0, 1), refresh=refresh))

    assert asked == refreshes


def test_a_survey_holds_until_the_first_of_its_parts_is_due(office):
    office.now += 30 * MINUTE
    office.ask(hours(0, 24))

    assert office.survey(hours(0, 24)).good_until == office.now + 2 * MINUTE


def test_a_survey_holds_no_longer_than_its_last_bucket_is_open(office):
    office.now = TODAY + DAY - MINUTE
    office.ask(days(0, 1))

    assert office.survey(days(0, 1)).good_until == TODAY + DAY


def test_a_survey_holds_until_the_next_bucket_may_be_settled(office):
    office.now = TODAY + 25 * HOUR + 59 * MINUTE
    office.ask(days(-1, 0))

    assert office.survey(days(-1, 0)).good_until == TODAY + 26 * HOUR


def test_what_was_read_before_a_moment_is_due_where_newer_is_wanted(office):
    office.ask(days(-3, 1))
    office.now += MINUTE

    asked = office.ask(days(-3, 1), newer_than=office.now)

    assert asked == [day(-1), day(0)]


def test_a_month_of_31_days_is_asked_in_two_while_it_is_open(office):
    marks = dates((10, 1), (11, 1))
    marks = [marks[0], marks[-1]]
    office.now = datetime(2026, 11, 1, 2, tzinfo=UTC)

    asked = office.ask(marks)

    assert sorted(asked) == [
        Window(marks[0], marks[0] + 30 * DAY),
        Window(marks[1] - DAY, marks[1]),
    ]
    assert [one.buckets for one in office.survey(marks).stretches] == [1]
    assert office.survey(marks).total == office.count(Window(*marks))


def test_a_month_of_31_days_is_asked_in_two_when_it_is_settled(office):
    marks = [dates((10, 1), (11, 1))[0], dates((10, 1), (11, 1))[-1]]

    asked = office.ask(marks)

    assert len(asked) == 2
    assert office.survey(marks).is_settled


def test_only_the_last_days_of_an_open_month_are_read_again(office):
    marks = [dates((10, 1), (11, 1))[0], dates((10, 1), (11, 1))[-1]]
    office.now = datetime(2026, 10, 31, 20, tzinfo=UTC) + 12 * HOUR
    office.ask(marks)
    office.now += 2 * HOUR

    assert office.ask(marks) == []


# How it becomes settled


def test_a_day_whose_total_has_not_grown_since_settles_with_its_hours(office):
    office.now = TODAY + 25 * HOUR
    office.ask(hours(0, 24))
    office.now = TODAY + 51 * HOUR

    asked = office.ask(hours(0, 24))

    assert len(asked) == 1
    assert office.survey(hours(0, 24)).is_settled


def test_where_a_day_has_grown_the_hour_is_found_by_halves(office):
    office.now = TODAY + 25 * HOUR
    office.ask(hours(0, 24))
    office.late = {TODAY + 7 * HOUR: 1}
    office.now = TODAY + 51 * HOUR

    asked = office.ask(hours(0, 24))

    assert len(asked) <= 12
    shown = [one.sides for one in office.survey(hours(0, 24)).stretches]
    assert shown == [
        office.count(Window(*pair)) for pair in zip(hours(0, 23), hours(1, 24), strict=True)
    ]


def test_until_it_is_settled_it_is_shown_as_it_was_and_due(office):
    office.ask(days(-1, 0))
    office.now += DAY

    survey = office.survey(days(-1, 0))

    assert [one.standing for one in survey.stretches] == [PROVISIONAL]
    assert (survey.missing, survey.due) == ((), (day(-1),))


def test_a_restart_in_between_costs_nothing(office):
    office.now += 30 * MINUTE
    office.ask(hours(0, 24))

    office.restart()

    assert office.ask(hours(0, 24)) == []


def test_months_of_hours_on_a_wall_do_not_slow_a_later_question(office):
    for hour in range(-60 * 24, -2 * 24):
        window = Window(TODAY + hour * HOUR, TODAY + (hour + 1) * HOUR)
        office.book.learn(Fact(CALLS, window, office.count(window), window.end + 5 * MINUTE))

    asked = office.ask(days(-60, -2))

    assert len(asked) <= 58


# Audits


def test_a_request_that_settles_a_day_looks_over_those_before_it(office):
    office.ask(days(-7, 0))
    office.now += DAY

    assert office.ask(days(-6, 0)) == [Window(TODAY - 7 * DAY, TODAY)]
    assert office.corrections == []


def test_a_settled_day_that_grew_is_found_corrected_and_told(office):
    office.ask(days(-9, 0))
    before = office.count(day(-5))
    office.now += DAY
    office.late = {TODAY - 5 * DAY + HOUR: 1}

    asked = office.ask(days(-9, 0))

    after = office.count(day(-5))
    assert office.corrections == [Correction(CALLS, day(-5), before, after, office.now)]
    assert len(asked) <= 6
    shown = [one.sides for one in office.survey(days(-9, 0)).stretches]
    assert shown == [office.count(day(number)) for number in range(-9, 0)]


def test_what_a_corrected_day_is_a_part_of_is_written_anew(office):
    office.ask(days(-9, 0))
    office.now += DAY
    office.late = {TODAY - 5 * DAY + HOUR: 1}
    office.ask(days(-9, 0))

    office.restart()

    assert office.ask(days(-9, 0)) == []
    shown = [one.sides for one in office.survey(days(-9, 0)).stretches]
    assert shown == [office.count(day(number)) for number in range(-9, 0)]
    assert all(fact.sides == office.count(fact.window) for fact in office.kept.values())


def test_where_only_the_young_had_grown_nothing_is_corrected(office):
    office.ask(days(-7, 0))
    office.now += DAY
    office.late = {TODAY - HOUR: 1}

    asked = office.ask(days(-7, 0))

    assert asked == [Window(TODAY - 7 * DAY, TODAY), day(-1)]
    assert office.corrections == []
    assert office.survey(days(-7, 0)).is_settled


def test_less_than_nothing_is_never_shown_but_asked_again(office):
    office.ask([TODAY - 9 * DAY, TODAY - 5 * DAY])
    office.late = {TODAY - 8 * DAY + minute * MINUTE: 1 for minute in range(200)}
    office.answer(Window(TODAY - 9 * DAY, TODAY - 7 * DAY))
    marks = [TODAY - 9 * DAY, TODAY - 7 * DAY, TODAY - 5 * DAY]

    survey = office.survey(marks)
    asked = office.ask(marks)

    assert [one.first for one in survey.stretches] == [0]
    assert asked == [Window(TODAY - 7 * DAY, TODAY - 5 * DAY)]
    assert office.survey(marks).total == office.count(Window(marks[0], marks[-1]))


def test_less_than_nothing_is_found_where_two_chains_of_totals_meet(office):
    at = days(-12, -5)
    office.answer(Window(at[0], at[4]))
    office.late = {at[1] + minute * MINUTE: 1 for minute in range(200)}
    for start, end in ((1, 3), (3, 5)):
        office.answer(Window(at[start], at[end]))
    office.answer(Window(at[0], at[1]))

    asked = office.ask([at[0], at[1], at[3], at[4], at[5]])

    assert len(asked) <= 2
    shown = office.survey([at[0], at[1], at[3], at[4], at[5]]).stretches
    assert all(one.sides.inbound.total >= 0 for one in shown)


def test_less_than_nothing_is_not_shown_after_a_restart_either(office):
    office.ask([TODAY - 9 * DAY, TODAY - 5 * DAY])
    office.late = {TODAY - 8 * DAY + minute * MINUTE: 1 for minute in range(200)}
    office.answer(Window(TODAY - 9 * DAY, TODAY - 7 * DAY))
    marks = [TODAY - 9 * DAY, TODAY - 7 * DAY, TODAY - 5 * DAY]

    office.restart()

    assert [one.first for one in office.survey(marks).stretches] == [0]
    assert office.ask(marks) == [Window(TODAY - 7 * DAY, TODAY - 5 * DAY)]


def test_of_two_stories_the_newer_is_recalled(office):
    old = Fact(CALLS, day(-5), Sides(Counts(5, 5)), NOON - DAY)
    parts = [
        Fact(CALLS, Window(day(-5).start, day(-5).start + HOUR), Sides(Counts(2, 2)), NOON),
        Fact(CALLS, Window(day(-5).start + HOUR, day(-5).end), Sides(Counts(4, 4)), NOON),
    ]

    office.book.recall([old, *parts])

    assert office.survey(days(-5, -4)).total == Sides(Counts(6, 6))


# A PBX whose totals do not add up


def test_what_does_not_add_up_is_shown_as_provisional(office):
    office.odd = {TODAY - 5 * DAY}

    office.ask(days(-7, -3))

    survey = office.survey(days(-7, -3))
    assert [one.standing for one in survey.stretches] == [FINAL, FINAL, PROVISIONAL, FINAL]
    assert not survey.is_settled
    assert survey.total == office.count(Window(TODAY - 7 * DAY, TODAY - 3 * DAY))


def test_what_does_not_add_up_is_asked_once_more_and_then_once_a_day(office):
    office.odd = {TODAY - 5 * DAY}
    asked = [len(office.ask(days(-7, -3)))]

    for pause in (MINUTE, MINUTE, 10 * HOUR, DAY):
        office.now += pause
        asked.append(len(office.ask(days(-7, -3))))

    # The whole, each day for itself, and twice the odd one.
    assert asked == [5, 1, 0, 0, 1]


def test_a_pbx_that_never_adds_up_is_not_asked_in_a_loop(office):
    office.odd = {TODAY + hour * HOUR for hour in range(-9 * 24, 24)}
    marks = days(-9, 1)
    asked = [len(office.ask(marks))]

    for _ in range(5):
        office.now += 2 * MINUTE
        asked.append(len(office.ask(marks)))

    assert asked[0] <= 11 + 1
    assert asked[1] <= 11
    assert asked[2:] == [1, 1, 1, 1]
    shown = {one.standing for one in office.survey(marks).stretches}
    assert shown == {PROVISIONAL, OPEN}


def test_an_audit_that_does_not_add_up_is_given_up(office):
    office.ask(days(-7, 0))
    office.now += DAY
    office.odd = {TODAY - 4 * DAY}

    asked = office.ask(days(-7, 0))

    assert asked == [Window(TODAY - 7 * DAY, TODAY), day(-1)]
    assert office.survey(days(-7, 0)).is_settled


def test_a_book_knows_how_many_facts_stand_in_it(office):
    office.ask(days(-5, -3))
    office.ask(days(0, 1))

    assert len(office.book) == 3
