"""The desk in front of a simulated PBX: as few questions as possible, and never two at a time."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from math import ceil
from threading import Lock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from components.ledger.desk import Desk
from components.measures.outcomes import Source
from components.periods.window import Window
from components.ringme.client import Client, Credentials
from components.ringme.errors import (
    AccessDenied,
    CredentialsRefused,
    NoAnswer,
    NotFound,
    PbxFault,
    QuotaUsedUp,
    RingmeError,
    StatisticsBusy,
    UnexpectedAnswer,
    Unreachable,
)
from components.ringme.hosts import Host
from components.simulator import PEOPLE, Fault, Kind, Office, Simulator, Where

NOW = datetime(2026, 11, 18, 12, 15, tzinfo=UTC)
MIDNIGHT = datetime(2026, 11, 17, 21, tzinfo=UTC)
DAY = timedelta(days=1)
TODAY = Window(MIDNIGHT, MIDNIGHT + DAY)
YESTERDAY = Window(MIDNIGHT - DAY, MIDNIGHT)
OCTOBER = Window(datetime(2026, 9, 30, 21, tzinfo=UTC), datetime(2026, 10, 30, 21, tzinfo=UTC))
LONG = Window(OCTOBER.start - timedelta(days=60), OCTOBER.end)
"""Three pieces of 30 days, all of them settled."""

IDS = [extension.id for extension in PEOPLE]


def with_a_pbx(examples):
    """Let the examples of a property share one PBX: it answers each as if it were the first."""
    shared = [HealthCheck.function_scoped_fixture]
    return settings(max_examples=examples, deadline=None, suppress_health_check=shared)


@st.composite
def windows(draw):
    """Draw a window of up to 400 days that ended in the last year."""
    end = NOW.replace(microsecond=0) - timedelta(seconds=draw(st.integers(0, 365 * 86_400)))
    return Window(end - timedelta(seconds=draw(st.integers(1, 400 * 86_400))), end)


def read(desk, window=OCTOBER, source=Source.CALLS, **more):
    return desk.read(source, window, **more)


@contextmanager
def at_a_desk(pbx, clock):
    """Sit down at a desk in front of any simulator."""
    with closing(Client(Credentials(Host(pbx.url), "demo", "demo"), clock=clock)) as client:
        yield Desk(client, client.user(), line=Lock(), clock=clock)


# Windows of any length


@with_a_pbx(60)
@given(
    window=windows(),
    source=st.sampled_from(Source),
    extensions=st.frozensets(st.sampled_from(IDS), max_size=3),
)
def test_any_window_counts_what_the_pbx_itself_counts(sit, witness, window, source, extensions):
    fact = read(sit(), window, source, extensions=extensions)

    assert fact.sides == witness(source, window, extensions)


@with_a_pbx(60)
@given(window=windows())
def test_any_window_costs_one_request_for_each_30_days(sit, pbx, window):
    before = pbx.statistics_requests

    read(sit(), window)

    assert pbx.statistics_requests - before == ceil(window.length / timedelta(days=30))


@with_a_pbx(30)
@given(window=windows())
def test_no_second_is_asked_for_twice_and_none_is_left_out(sit, pbx, window):
    before = len(pbx.requests)
    read(sit(), window)

    asked = [record.parameters for record in pbx.requests[before:]]

    starts = [moment(each["start_datetime"]) for each in asked]
    ends = [moment(each["end_datetime"]) + timedelta(seconds=1) for each in asked]
    assert (starts[0], ends[-1]) == (window.start, window.end)
    assert starts[1:] == ends[:-1]


def moment(values):
    return datetime.fromisoformat(values[0]).replace(tzinfo=UTC)


def test_thirty_days_are_one_question(desk, pbx):
    read(desk, OCTOBER)

    assert pbx.statistics_requests == 1


def test_a_second_more_is_a_question_more(desk, pbx):
    read(desk, Window(OCTOBER.start, OCTOBER.end + timedelta(seconds=1)))

    assert pbx.statistics_requests == 2


def test_calls_and_legs_are_different_questions(desk, pbx):
    read(desk, source=Source.CALLS)
    read(desk, source=Source.LEGS)

    assert pbx.statistics_requests == 2


def test_the_order_of_extensions_makes_no_other_question(desk, pbx):
    read(desk, extensions=[40104, 40101, 40104])
    read(desk, extensions=(40101, 40104))

    assert pbx.statistics_requests == 1


def test_one_question_about_two_extensions_is_one_request(desk, pbx):
    read(desk, extensions={40101, 40104})

    assert pbx.statistics_requests == 1
    assert sorted(pbx.requests[-1].parameters["extension_id"]) == ["40101", "40104"]


# Many at once


def test_the_same_question_by_twenty_threads_costs_one_request(desk, pbx, at_once):
    facts = at_once(20, lambda _position: read(desk))

    assert len(set(facts)) == 1
    assert pbx.statistics_requests == 1


def test_those_who_come_while_the_question_is_on_its_way_share_its_answer(desk, pbx):
    with ThreadPoolExecutor(20) as pool:
        with pbx.hold(Where.STATISTICS) as held:
            first = pool.submit(read, desk)
            held.wait_for(1)
            others = [pool.submit(read, desk) for _ in range(19)]
        facts = {future.result(10) for future in (first, *others)}

    assert len(facts) == 1
    assert pbx.statistics_requests == 1


def test_twenty_different_questions_never_overlap_at_the_pbx(desk, pbx, at_once):
    pbx.habits = replace(pbx.habits, statistics_latency=0.005)
    days = [Window(OCTOBER.start + number * DAY, OCTOBER.end) for number in range(20)]

    at_once(20, lambda position: read(desk, days[position]))

    assert pbx.statistics_requests == 20
    assert pbx.overlaps == 0


def test_twenty_different_questions_each_get_their_own_answer(desk, witness, at_once):
    days = [Window(OCTOBER.start + number * DAY, OCTOBER.end) for number in range(20)]

    facts = at_once(20, lambda position: read(desk, days[position]))

    assert [fact.sides for fact in facts] == [witness(Source.CALLS, day) for day in days]


def test_what_is_known_is_served_while_the_line_is_busy(desk, pbx):
    known = read(desk, OCTOBER)
    with ThreadPoolExecutor(1) as pool, pbx.hold(Where.STATISTICS) as held:
        pool.submit(read, desk, YESTERDAY)
        held.wait_for(1)

        assert read(desk, OCTOBER) == known


# What is known already


def test_a_settled_fact_is_never_asked_again(desk, pbx, clock):
    read(desk, OCTOBER)
    clock.move(days=3650)

    read(desk, OCTOBER)

    assert pbx.statistics_requests == 1


@pytest.mark.parametrize(("age", "requests"), [({"seconds": 119}, 1), ({"seconds": 120}, 2)])
def test_an_open_window_is_asked_again_after_two_minutes(desk, pbx, clock, age, requests):
    read(desk, TODAY)
    clock.move(**age)

    read(desk, TODAY)

    assert pbx.statistics_requests == requests


@pytest.mark.parametrize(("age", "requests"), [({"seconds": 899}, 1), ({"seconds": 900}, 2)])
def test_a_young_window_is_asked_again_after_a_quarter_of_an_hour(desk, pbx, clock, age, requests):
    read(desk, YESTERDAY)
    clock.move(**age)

    read(desk, YESTERDAY)

    assert pbx.statistics_requests == requests


def test_of_a_long_window_only_the_open_piece_is_asked_again(desk, pbx, clock):
    window = Window(TODAY.end - timedelta(days=90), TODAY.end)
    read(desk, window)
    clock.move(minutes=2)

    read(desk, window)

    assert pbx.statistics_requests == 3 + 1


def test_calls_that_happened_meanwhile_are_counted_when_asked_again(desk, witness, clock):
    before = read(desk, TODAY)
    clock.move(hours=2)

    after = read(desk, TODAY)

    assert after.sides == witness(Source.CALLS, TODAY) != before.sides


def test_no_call_is_missing_once_a_window_is_settled_however_late_it_showed_up(clock):
    office = Office.typical(late=timedelta(hours=24))
    final = office.count(Kind.CALLS, TODAY.start, TODAY.end)
    clock.now = TODAY.end + timedelta(hours=26)

    with Simulator(office=office, clock=clock) as pbx, at_a_desk(pbx, clock) as desk:
        sides = read(desk, TODAY).sides

    assert sides.inbound.total == final["in"]["total"]
    assert sides.outbound.total == final["out"]["total"]


def test_a_clock_that_was_set_back_does_not_freeze_the_numbers(desk, pbx, clock):
    read(desk, TODAY)
    clock.move(minutes=-30)

    read(desk, TODAY)

    assert pbx.statistics_requests == 2


# Asked for something newer


def test_newer_numbers_are_asked_for_on_demand(desk, pbx, clock):
    read(desk, TODAY)
    clock.move(seconds=1)

    fact = read(desk, TODAY, newer_than=clock.now)

    assert fact.as_of == clock.now
    assert pbx.statistics_requests == 2


def test_what_is_new_enough_is_not_asked_again_on_demand(desk, pbx, clock):
    read(desk, TODAY)

    read(desk, TODAY, newer_than=clock.now)

    assert pbx.statistics_requests == 1


def test_a_settled_fact_is_not_asked_again_even_on_demand(desk, pbx, clock):
    read(desk, OCTOBER)
    clock.move(seconds=1)

    read(desk, OCTOBER, newer_than=clock.now)

    assert pbx.statistics_requests == 1


def test_twenty_who_want_newer_numbers_cost_one_request(desk, pbx, clock, at_once):
    read(desk, TODAY)
    clock.move(minutes=1)

    at_once(20, lambda _position: read(desk, TODAY, newer_than=clock.now))

    assert pbx.statistics_requests == 2


# The moment of a number


def test_a_number_was_true_when_it_was_asked_for_not_when_it_came(desk, pbx, clock):
    asked_at = clock.now
    with ThreadPoolExecutor(1) as pool:
        with pbx.hold(Where.STATISTICS) as held:
            coming = pool.submit(read, desk, TODAY)
            held.wait_for(1)
            clock.move(minutes=3)

        assert coming.result(10).as_of == asked_at


def test_a_sum_is_as_old_as_its_oldest_piece_that_can_still_change(desk, clock):
    window = Window(TODAY.end - timedelta(days=90), TODAY.end)
    read(desk, window)
    clock.move(hours=1)

    fact = read(desk, window)

    assert fact.as_of == clock.now


# When it fails


TROUBLES = {
    Fault.ACCESS_DENIED_403: AccessDenied,
    Fault.BUSY_429: StatisticsBusy,
    Fault.CLOSED: NoAnswer,
    Fault.ERROR_500: PbxFault,
    Fault.HTML_200: UnexpectedAnswer,
    Fault.NEGATIVE_COUNT: UnexpectedAnswer,
    Fault.NOT_FOUND_404: NotFound,
    Fault.QUOTA_429: QuotaUsedUp,
    Fault.UNAUTHORISED_401: CredentialsRefused,
}


@pytest.mark.parametrize(("fault", "kind"), TROUBLES.items())
def test_a_failure_reaches_the_asker_as_what_it_is(desk, pbx, fault, kind):
    pbx.faults.add(fault, where=Where.STATISTICS)

    with pytest.raises(kind):
        read(desk)


@pytest.mark.parametrize("fault", TROUBLES)
def test_a_failure_leaves_the_line_free(desk, pbx, witness, fault):
    pbx.faults.add(fault, where=Where.STATISTICS)
    with pytest.raises(RingmeError):
        read(desk)
    pbx.faults.clear()

    assert read(desk).sides == witness(Source.CALLS, OCTOBER)


def test_a_pbx_that_is_gone_is_told_as_such(desk, pbx):
    pbx.stop()

    with pytest.raises(Unreachable):
        read(desk)


def test_what_is_settled_is_still_known_when_the_pbx_is_gone(desk, pbx):
    before = read(desk)
    pbx.stop()

    assert read(desk) == before


def test_pieces_that_came_before_a_failure_are_kept(desk, pbx):
    allow(pbx, 2)
    with pytest.raises(QuotaUsedUp):
        read(desk, LONG)
    allow(pbx, 1000)
    before = pbx.statistics_requests

    read(desk, LONG)

    assert pbx.statistics_requests - before == 1


def test_a_sum_that_was_read_in_two_goes_is_complete(desk, pbx, witness):
    allow(pbx, 2)
    with pytest.raises(QuotaUsedUp):
        read(desk, LONG)
    allow(pbx, 1000)

    assert read(desk, LONG).sides == witness(Source.CALLS, LONG)


def allow(pbx, more):
    """Let the PBX answer so many more requests."""
    used = sum(
        record.account is not None and record.place is not Where.TOKEN for record in pbx.requests
    )
    pbx.habits = replace(pbx.habits, quota=used + more)


def test_a_number_that_could_not_be_read_is_no_number(desk, pbx):
    pbx.faults.add(Fault.NAN_COUNT, times=1)
    with pytest.raises(UnexpectedAnswer):
        read(desk)

    read(desk)

    assert pbx.statistics_requests == 2


def test_a_total_that_does_not_add_up_is_not_believed_for_ever(desk, pbx, witness, clock):
    pbx.faults.add(Fault.MISCOUNT, times=1)
    read(desk, OCTOBER)
    clock.move(minutes=15)

    assert read(desk, OCTOBER).sides == witness(Source.CALLS, OCTOBER)


# The rest of the desk


def test_the_desk_tells_the_quota_that_the_pbx_told(desk, pbx):
    pbx.habits = replace(pbx.habits, quota=1000)

    read(desk)

    assert desk.quota is not None
    assert desk.quota.limit == 1000


def test_the_desk_lists_the_extensions_of_its_account(desk):
    assert {extension.id for extension in desk.extensions()} == set(IDS)


def test_the_desk_reads_its_list_of_extensions_once(desk, pbx):
    desk.extensions()
    before = len(pbx.requests)

    desk.extensions()

    assert len(pbx.requests) == before


def test_the_list_of_extensions_does_not_wait_for_the_line(desk, pbx):
    with ThreadPoolExecutor(1) as pool, pbx.hold(Where.STATISTICS) as held:
        pool.submit(read, desk, YESTERDAY)
        held.wait_for(1)

        assert desk.extensions()


def test_the_desk_goes_by_the_clock_that_it_was_given(desk, clock):
    clock.move(days=3)

    assert desk.now == clock.now
