"""Counting windows: against a naive recount, and against the sum of their parts."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from time import thread_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.simulator import tally
from components.simulator.calls import Call, Direction, Ending
from components.simulator.office import Office
from components.simulator.people import PEOPLE, Extension
from components.simulator.tally import KEYS, Kind

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
FIRST, LAST = datetime(2026, 10, 1, tzinfo=UTC), datetime(2026, 11, 25, tzinfo=UTC)
OFFICE = Office.typical(late=timedelta(hours=6))
OUTCOMES = ("bridged", "answered", "not answered", "busy", "rejected", "failed")

moments = st.integers(0, int((LAST - FIRST).total_seconds())).map(
    lambda seconds: FIRST + timedelta(seconds=seconds)
)
kinds = st.sampled_from(Kind)
some_extensions = st.sets(st.sampled_from([one.id for one in PEOPLE]), max_size=3)
nows = st.none() | moments


def naive(kind, start, end, extensions, now):
    """Count in the plainest way: every call, every key, one by one."""
    sides = {side: dict.fromkeys(KEYS[kind], 0) for side in ("in", "out")}
    for call in OFFICE.calls(FIRST - timedelta(days=2), LAST + timedelta(days=2)):
        if not start <= call.start < end or (now and call.known_at > now):
            continue
        legs = [leg for leg in call.legs if not extensions or leg.extension_id in extensions]
        for one in legs if kind is Kind.LEGS else [call] if legs else []:
            side = sides[call.direction.value]
            side["total"] += 1
            side[one.ending.value] += 1
            side["duration"] += one.duration
            side["bridged_duration"] += one.bridged_duration
    return sides


@settings(deadline=None)  # the first example makes the days
@given(kinds, moments, moments, some_extensions, nows)
def test_a_count_equals_a_naive_recount(kind, start, end, extensions, now):
    counted = OFFICE.count(kind, start, end, extensions, now=now)

    assert counted == naive(kind, start, end, extensions, now)


@settings(deadline=None)  # the first example makes the days
@given(kinds, st.lists(moments, min_size=3, max_size=6), some_extensions, nows)
def test_a_window_is_the_sum_of_its_parts(kind, cuts, extensions, now):
    edges = sorted(cuts)
    total = tally.nothing(kind)

    for start, end in pairwise(edges):
        tally.add(total, OFFICE.count(kind, start, end, extensions, now=now))

    assert OFFICE.count(kind, edges[0], edges[-1], extensions, now=now) == total


@settings(deadline=None)  # the first example makes the days
@given(moments, moments, some_extensions)
def test_the_six_outcomes_partition_the_total(start, end, extensions):
    sides = OFFICE.count(Kind.CALLS, start, end, extensions)

    for counts in sides.values():
        assert sum(counts[outcome] for outcome in OUTCOMES) == counts["total"]


def test_the_calls_of_the_future_do_not_exist_yet():
    sides = OFFICE.count(Kind.CALLS, NOON, NOON + timedelta(days=1), now=NOON)

    assert sides == tally.nothing(Kind.CALLS)


def test_a_call_belongs_to_the_window_of_its_start_once_it_has_ended():
    call = Call.direct(
        NOON, Direction.INBOUND, Ending.BRIDGED, 1, duration=600, bridged_duration=600
    )
    window = NOON, NOON + timedelta(minutes=1)

    in_progress = Office.of([call]).count(Kind.CALLS, *window, now=NOON + timedelta(minutes=5))
    ended = Office.of([call]).count(Kind.CALLS, *window, now=NOON + timedelta(minutes=10))

    assert (in_progress["in"]["total"], ended["in"]["total"]) == (0, 1)


def test_a_window_holds_its_start_and_not_its_end():
    office = Office.of([Call.direct(NOON, Direction.INBOUND, Ending.BUSY, 1)])
    second = timedelta(seconds=1)

    assert office.count(Kind.CALLS, NOON, NOON + second)["in"]["total"] == 1
    assert office.count(Kind.CALLS, NOON - second, NOON)["in"]["total"] == 0


def test_an_empty_or_reversed_window_has_no_calls():
    assert OFFICE.count(Kind.CALLS, LAST, LAST) == tally.nothing(Kind.CALLS)
    assert OFFICE.count(Kind.CALLS, LAST, FIRST) == tally.nothing(Kind.CALLS)


def test_a_count_may_be_changed_without_changing_the_next():
    window = FIRST, FIRST + timedelta(days=3)
    OFFICE.count(Kind.CALLS, *window)["in"]["total"] = -1

    assert OFFICE.count(Kind.CALLS, *window)["in"]["total"] > 0


def test_hand_made_calls_may_come_in_any_order():
    calls = [
        Call.direct(NOON + timedelta(hours=hour), Direction.INBOUND, Ending.BUSY, 1)
        for hour in (5, 1, 30)
    ]
    span = NOON, NOON + timedelta(days=2)

    assert list(Office.of(calls).calls(*span)) == sorted(calls, key=lambda call: call.start)


def test_a_quiet_office_has_people_but_no_calls():
    quiet = Office.quiet()

    assert quiet.extensions == PEOPLE
    assert quiet.count(Kind.LEGS, FIRST, LAST) == tally.nothing(Kind.LEGS)


def test_a_typical_office_takes_its_own_people():
    people = [Extension(1, "101", "<b>=1+1</b>"), Extension(2, "102", "\u202eevil")]
    office = Office.typical(people=people)

    seen = {leg.extension_id for call in office.calls(FIRST, LAST) for leg in call.legs}

    assert office.extensions == tuple(people)
    assert seen == {1, 2}


@pytest.mark.parametrize("extensions", [(), (PEOPLE[1].id,)])
def test_a_cold_year_and_a_warm_month_are_quick(extensions):
    office = Office.typical()

    began = thread_time()
    office.count(Kind.CALLS, LAST - timedelta(days=365), LAST, extensions)
    cold = thread_time() - began
    began = thread_time()
    office.count(Kind.CALLS, LAST - timedelta(days=30), LAST, extensions)
    warm = thread_time() - began

    # Far above what is measured (0.7 s, 0.3 ms), and of this thread alone: machines are busy.
    assert cold < 5
    assert warm < 0.05


def test_only_the_newest_three_years_of_days_are_kept():
    office = Office.quiet()

    office.count(Kind.CALLS, LAST - timedelta(days=2000), LAST)

    assert len(office._books) == 1100
