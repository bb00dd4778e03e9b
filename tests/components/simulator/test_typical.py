"""The made-up days: alike for the same seed, and like an office."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from components.simulator.calls import Direction, Ending
from components.simulator.people import PEOPLE, Cast
from components.simulator.typical import (
    MOSCOW,
    OPENED,
    calls_on,
    is_bad_tuesday,
    is_working_day,
)

CAST = Cast.of(PEOPLE)
WEDNESDAY, SATURDAY, SUNDAY = date(2026, 11, 18), date(2026, 11, 14), date(2026, 11, 15)
BAD_TUESDAY, GOOD_TUESDAY = date(2026, 11, 10), date(2026, 11, 17)


def day(when, *, seed=1, late=timedelta(0)):
    return calls_on(when, seed=seed, cast=CAST, late=late)


def year(weekday=None):
    start = date(2026, 1, 1)
    days = (start + timedelta(days=number) for number in range(365))
    return [one for one in days if weekday is None or one.weekday() == weekday]


def by_hour(days):
    hours = Counter()
    for one in days:
        hours.update(call.start.astimezone(MOSCOW).hour for call in day(one))
    return hours


def answer_rate(when):
    inbound = [call for call in day(when) if call.direction is Direction.INBOUND]
    return sum(call.ending is Ending.BRIDGED for call in inbound) / len(inbound)


def test_the_same_seed_and_date_give_the_same_calls():
    assert day(WEDNESDAY) == day(WEDNESDAY)


def test_another_seed_gives_other_calls():
    assert day(WEDNESDAY) != day(WEDNESDAY, seed=2)


def test_calls_are_sorted_and_lie_on_their_moscow_day():
    calls = day(WEDNESDAY)

    starts = [call.start for call in calls]
    assert starts == sorted(starts)
    assert {start.astimezone(MOSCOW).date() for start in starts} == {WEDNESDAY}


def test_starts_are_whole_seconds_in_utc():
    assert all(call.start.tzinfo is UTC and call.start.microsecond == 0 for call in day(WEDNESDAY))


def test_a_working_day_has_about_250_calls():
    working = [len(day(one)) for one in year() if is_working_day(one)]

    assert 245 < sum(working) / len(working) < 265


def test_a_weekend_is_quiet():
    assert len(day(SATURDAY)) < 40
    assert len(day(SUNDAY)) < 20


def test_a_holiday_is_like_a_sunday():
    assert len(day(date(2026, 1, 7))) < 20


def test_nights_are_still_and_lunch_dips():
    hours = by_hour(year()[200:260])

    assert sum(hours[hour] for hour in range(6)) < hours[11] / 5
    assert hours[13] < hours[12] / 2
    assert hours[13] < hours[15] / 2


def test_on_a_bad_tuesday_most_calls_are_missed():
    assert is_bad_tuesday(BAD_TUESDAY)
    assert answer_rate(BAD_TUESDAY) < 0.5 < answer_rate(GOOD_TUESDAY)


def test_every_month_has_at_most_one_bad_tuesday():
    bad = [one for one in year() if is_bad_tuesday(one)]

    assert all(one.weekday() == 1 for one in bad)
    assert len({one.month for one in bad}) == len(bad) >= 11


def test_both_directions_and_every_ending_occur():
    calls = [call for one in year(2)[:20] for call in day(one)]

    assert {call.direction for call in calls} == set(Direction)
    assert {leg.ending for call in calls for leg in call.legs} == set(Ending)


def test_queue_and_menu_answer_without_bridging():
    calls = [call for one in year(2)[:20] for call in day(one) if call.ending is Ending.ANSWERED]
    touched = {leg.extension_id for call in calls for leg in call.legs}

    assert {CAST.menu, CAST.queue} <= touched
    assert all(call.duration > 0 == call.bridged_duration for call in calls)


def test_seconds_belong_only_to_calls_that_were_picked_up():
    for call in day(WEDNESDAY):
        assert (call.duration > 0) == (call.ending in {Ending.BRIDGED, Ending.ANSWERED})
        assert (call.bridged_duration > 0) == (call.ending is Ending.BRIDGED)
        assert call.bridged_duration <= call.duration


def test_a_bridged_call_has_exactly_one_bridged_leg_of_its_length():
    for call in day(WEDNESDAY):
        talks = [leg.bridged_duration for leg in call.legs if leg.ending is Ending.BRIDGED]
        assert talks == ([call.bridged_duration] if call.ending is Ending.BRIDGED else [])


def test_the_queue_rings_several_people_and_one_answers():
    elsewhere = [
        call
        for call in day(WEDNESDAY)
        if any(leg.ending is Ending.ANSWERED_ELSEWHERE for leg in call.legs)
    ]

    assert elsewhere
    assert all(call.ending is Ending.BRIDGED for call in elsewhere)


def test_about_a_third_of_the_calls_show_up_late_by_up_to_the_given_time():
    calls = [call for one in year(2)[:20] for call in day(one, late=timedelta(hours=6))]
    late = [call.late_by for call in calls if call.late_by]

    assert 0.28 < len(late) / len(calls) < 0.38
    assert max(late) <= 6 * 3600


def test_lateness_changes_nothing_else():
    prompt, late = day(WEDNESDAY), day(WEDNESDAY, late=timedelta(hours=6))

    assert [(call.start, call.legs) for call in prompt] == [
        (call.start, call.legs) for call in late
    ]


@pytest.mark.parametrize("when", [OPENED - timedelta(days=1), date(2000, 1, 1)])
def test_before_it_opened_the_office_had_no_calls(when):
    assert day(when) == ()


def test_moscow_is_three_hours_ahead():
    assert datetime(2026, 7, 1, tzinfo=MOSCOW).astimezone(UTC).hour == 21
