"""The desk in front of a simulated PBX: as few questions as possible, and never two at a time."""

import gc
import weakref
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from math import ceil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from components.ledger.books import Wish
from components.ledger.desk import Desk
from components.ledger.facts import Series
from components.ledger.queueing.turns import QuotaKept, Turns
from components.ledger.store.lease import NoLease
from components.ledger.store.named import Saving
from components.ledger.store.places import MEMORY
from components.ledger.store.shelf import Shelf
from components.ledger.store.views import SavedView
from components.measures.outcomes import Source
from components.measures.stretches import Standing
from components.periods.window import Window
from components.ringme.client import Client, Credentials
from components.ringme.errors import (
    AccessDenied,
    CredentialsRefused,
    NoAnswer,
    NotFound,
    PbxFault,
    QuotaUsedUp,
    Redirected,
    StatisticsBusy,
    UnexpectedAnswer,
    Unreachable,
)
from components.ringme.hosts import Host
from components.simulator import PEOPLE, Fault, Habits, Kind, Office, Simulator, Where

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


def whole(window=OCTOBER, source=Source.CALLS, extensions=(), **more):
    """Wish for the total of a window."""
    return Wish(Series(source, frozenset(extensions)), (window.start, window.end), **more)


def daily(window=OCTOBER, source=Source.CALLS, **more):
    """Wish for each day of a window."""
    days = window.length // DAY
    return Wish(Series(source), tuple(window.start + DAY * day for day in range(days + 1)), **more)


@st.composite
def wishes(draw, inner=6):
    """Draw a wish for up to 400 days of the last two years, up to some minutes ahead of now."""
    end = NOW.replace(microsecond=0) + timedelta(seconds=draw(st.integers(-365 * 86_400, 86_400)))
    ages = draw(st.sets(st.integers(1, 400 * 86_400), min_size=1, max_size=inner + 1))
    marks = (*sorted(end - timedelta(seconds=age) for age in ages), end)
    source = draw(st.sampled_from(Source))
    extensions = draw(st.frozensets(st.sampled_from(IDS), max_size=3))
    return Wish(Series(source, extensions), marks)


def asked(pbx, since=0):
    """Return what was asked of the PBX, as it was asked."""
    records = [each for each in pbx.requests if each.place is Where.STATISTICS]
    return [(each.path, each.query) for each in records[since:]]


# Wishes of any kind


@with_a_pbx(30)
@given(wish=wishes())
def test_any_wish_is_answered_as_the_pbx_itself_counts(sit, witness, wish):
    survey = sit().wait(wish).survey

    series, window = wish.series, Window(wish.marks[0], wish.marks[-1])
    assert survey.total == witness(series.source, window, series.extensions)
    assert (survey.missing, survey.due) == ((), ())


@with_a_pbx(20)
@given(wish=wishes())
def test_any_part_is_answered_as_the_pbx_itself_counts(sit, witness, wish):
    stretches = sit().wait(wish).survey.stretches

    series, marks = wish.series, wish.marks
    told = {(marks[each.first], marks[each.first + each.buckets]): each.sides for each in stretches}
    assert list(told) == [pair for pair in pairwise(marks) if pair[0] < NOW]
    for pair, sides in told.items():
        assert sides == witness(series.source, Window(*pair), series.extensions)


@with_a_pbx(20)
@given(first=wishes(), second=wishes(), third=wishes())
def test_nothing_is_ever_asked_twice(sit, pbx, first, second, third):
    desk, before = sit(), pbx.statistics_requests
    for wish in (first, second, third, first, second):
        desk.wait(wish)

    assert set(Counter(asked(pbx, before)).values()) <= {1}


@with_a_pbx(20)
@given(wish=wishes())
def test_a_wish_costs_no_more_than_was_said_before(sit, pbx, wish):
    desk, before = sit(), pbx.statistics_requests
    said = desk.look(wish, asking=False).survey

    desk.wait(wish)

    assert pbx.statistics_requests - before <= len(said.missing)


@with_a_pbx(20)
@given(wish=wishes(inner=0))
def test_a_total_costs_a_request_for_each_30_days(sit, pbx, wish):
    before = pbx.statistics_requests

    sit().wait(wish)

    begun = min(wish.marks[-1], NOW) - wish.marks[0]
    assert pbx.statistics_requests - before <= max(0, ceil(begun / timedelta(days=30)))


def test_30_days_are_one_question(desk, pbx):
    desk.wait(whole(OCTOBER))

    assert pbx.statistics_requests == 1


def test_30_days_told_apart_are_30_questions(desk, pbx):
    desk.wait(daily(OCTOBER))

    assert pbx.statistics_requests == 30


def test_the_whole_is_there_before_its_parts(desk, witness):
    desk.wait(whole())

    survey = desk.look(daily(), asking=False).survey
    assert survey.total == witness(Source.CALLS, OCTOBER)
    assert [each.buckets for each in survey.stretches] == [30]


def test_calls_and_legs_are_different_questions(desk, pbx):
    desk.wait(whole(source=Source.CALLS))
    desk.wait(whole(source=Source.LEGS))

    assert pbx.statistics_requests == 2


def test_extensions_are_different_questions(desk, pbx):
    for extensions in ([], [40101], [40104], [40101, 40104]):
        desk.wait(whole(extensions=extensions))

    assert pbx.statistics_requests == 4


def test_one_question_about_two_extensions_is_one_request(desk, pbx):
    desk.wait(whole(extensions=[40104, 40101]))

    assert pbx.statistics_requests == 1
    assert pbx.requests[-1].parameters["extension_id"] == ["40101", "40104"]


# Many at once


def test_the_same_wish_of_twenty_threads_is_one_errand(desk, pbx, at_once):
    looks = at_once(20, lambda _position: desk.wait(daily()))

    assert len({look.survey.total for look in looks}) == 1
    assert (pbx.statistics_requests, pbx.overlaps) == (30, 0)


def test_those_who_come_while_it_is_on_its_way_share_the_answer(desk, pbx):
    with ThreadPoolExecutor(20) as pool:
        with pbx.hold(Where.STATISTICS) as held:
            first = pool.submit(desk.wait, whole())
            held.wait_for(1)
            others = [pool.submit(desk.wait, whole()) for _ in range(19)]
        totals = {each.result(10).survey.total for each in (first, *others)}

    assert len(totals) == 1
    assert pbx.statistics_requests == 1


@pytest.mark.parametrize("desks", [1, 2])
def test_twenty_different_wishes_never_overlap_at_the_pbx(sit, pbx, at_once, desks):
    pbx.habits = replace(pbx.habits, statistics_latency=0.005)
    made = [sit(account=bytes([number])) for number in range(desks)]
    windows = [Window(OCTOBER.start + number * DAY, OCTOBER.end) for number in range(20)]

    at_once(20, lambda position: made[position % desks].wait(whole(windows[position])))

    assert (pbx.statistics_requests, pbx.overlaps) == (20, 0)


def test_twenty_different_wishes_each_get_their_own_answer(desk, witness, at_once):
    windows = [Window(OCTOBER.start + number * DAY, OCTOBER.end) for number in range(20)]

    looks = at_once(20, lambda position: desk.wait(whole(windows[position])))

    assert [look.survey.total for look in looks] == [
        witness(Source.CALLS, window) for window in windows
    ]


def test_what_is_known_is_served_while_the_pbx_computes(desk, pbx):
    known = desk.wait(whole()).survey
    with pbx.hold(Where.STATISTICS) as held:
        desk.look(whole(YESTERDAY))
        held.wait_for(1)

        assert desk.wait(whole()).survey is known


def test_a_look_waits_for_nothing(desk, pbx):
    with pbx.hold(Where.STATISTICS) as held:
        look = desk.look(whole())
        held.wait_for(1)

    assert (look.survey.total, look.trouble) == (None, None)
    assert look.survey.missing == (OCTOBER,)


def test_a_look_without_asking_asks_nothing(desk, pbx):
    desk.look(whole(), asking=False)
    desk.wait(whole(YESTERDAY))

    assert pbx.statistics_requests == 1


def test_patience_ends_and_the_rest_comes_later(client, clock, pbx, witness):
    with closing(Turns(b"customer", clock=clock, lines=NoLease())) as turns:
        desk = desk_of(client, clock, turns, patience=0.05)
        with pbx.hold(Where.STATISTICS) as held:
            look = desk.wait(whole())
            held.wait_for(1)
            assert look.survey.total is None
        turns.wait_for(lambda: not desk.look(whole()).survey.missing, 20)

        assert desk.look(whole()).survey.total == witness(Source.CALLS, OCTOBER)


def desk_of(client, clock, turns, *, shelf=None, patience=30):
    shelf = shelf or Shelf(MEMORY, clock=clock)
    user = client.user()
    return Desk(
        client, user, account=b"a", turns=turns, shelf=shelf, clock=clock, patience=patience
    )


def test_what_is_stopped_is_not_asked_any_more_and_what_came_is_kept(desk, pbx):
    with pbx.hold(Where.STATISTICS) as held:
        desk.look(daily())
        held.wait_for(1)
        desk.stop(daily())
    desk.wait(whole(TODAY))

    assert pbx.statistics_requests == 2
    assert desk.look(daily(), asking=False).survey.total is not None


def test_a_desk_that_nobody_sits_at_is_gone_once_its_errands_are_done(sit, pbx):
    desk = sit()
    desk.wait(daily())
    with pbx.hold(Where.STATISTICS) as held:
        desk.look(whole(YESTERDAY))
        held.wait_for(1)
    desk.wait(whole(YESTERDAY))
    desk.wait(whole(TODAY))
    left = weakref.ref(desk)

    del desk
    gc.collect()

    assert left() is None


# What is known already


def test_a_settled_total_is_never_asked_again(desk, pbx, clock):
    desk.wait(whole())
    clock.move(days=3650)

    look = desk.wait(whole())

    assert look.survey.is_settled
    assert pbx.statistics_requests == 1


@pytest.mark.parametrize(
    ("is_watched", "seconds", "requests"),
    [(False, 119, 1), (False, 120, 2), (True, 59, 1), (True, 60, 2)],
)
def test_an_open_window_is_asked_again_after_two_minutes_or_one_on_a_wall(
    desk, pbx, clock, is_watched, seconds, requests
):
    wish = whole(TODAY, is_watched=is_watched)
    desk.wait(wish)
    clock.move(seconds=seconds)

    desk.wait(wish)

    assert pbx.statistics_requests == requests


def test_old_numbers_are_served_while_new_ones_are_on_their_way(desk, pbx, clock):
    before = desk.wait(whole(TODAY)).survey
    clock.move(hours=1)

    with pbx.hold(Where.STATISTICS) as held:
        look = desk.look(whole(TODAY))
        held.wait_for(1)

    assert look.survey.total == before.total
    assert (look.survey.missing, look.survey.due) == ((), (TODAY,))


def test_of_a_long_window_only_the_open_part_is_asked_again(desk, pbx, clock):
    wish = daily(Window(TODAY.end - timedelta(days=14), TODAY.end))
    desk.wait(wish)
    before = pbx.statistics_requests
    clock.move(minutes=2)

    desk.wait(wish)

    assert pbx.statistics_requests - before == 1


def test_calls_that_happened_meanwhile_are_counted_when_asked_again(desk, witness, clock):
    before = desk.wait(whole(TODAY)).survey
    clock.move(hours=2)

    after = desk.wait(whole(TODAY)).survey

    assert after.total == witness(Source.CALLS, TODAY) != before.total


def test_no_call_is_missing_once_a_window_is_settled_however_late_it_showed_up(clock):
    office = Office.typical(late=timedelta(hours=24))
    final = office.count(Kind.CALLS, TODAY.start, TODAY.end)

    totals = []
    with (
        Simulator(office=office, clock=clock, habits=Habits(quota=100_000)) as pbx,
        closing(Client(Credentials(Host(pbx.url), "demo", "demo"), clock=clock)) as client,
        closing(Turns(b"customer", clock=clock, lines=NoLease())) as turns,
    ):
        desk = desk_of(client, clock, turns)
        while not totals or not totals[-1].is_settled:
            totals.append(desk.wait(whole(TODAY)).survey)
            clock.move(minutes=20)

    assert totals[-1].total.inbound.total == final["in"]["total"]
    assert totals[-1].total.outbound.total == final["out"]["total"]


def test_another_desk_on_the_same_shelf_knows_it_too(sit, pbx, clock):
    shelf = Shelf(MEMORY, clock=clock)
    sit(shelf).wait(daily())
    before = pbx.statistics_requests

    again = sit(shelf).wait(daily())

    assert again.survey.is_settled
    assert pbx.statistics_requests == before


def test_accounts_on_the_same_shelf_share_nothing(sit, pbx, clock):
    shelf = Shelf(MEMORY, clock=clock)
    sit(shelf, account=b"one").wait(whole())

    other = sit(shelf, account=b"two")

    assert other.look(whole(), asking=False).survey.missing == (OCTOBER,)
    other.wait(whole())
    assert pbx.statistics_requests == 2


# Several wishes


def test_a_page_waits_for_several_wishes_at_once(desk, pbx, witness):
    first = desk.wait(whole(YESTERDAY), whole(), whole(TODAY))

    assert first.survey.total == witness(Source.CALLS, YESTERDAY)
    assert all(desk.look(whole(window), asking=False).is_done for window in (OCTOBER, TODAY))
    assert pbx.statistics_requests == 3


def test_a_wish_that_cannot_be_had_keeps_nobody_from_waiting_for_another(desk, pbx):
    pbx.faults.add(Fault.NOT_FOUND_404, where=Where.STATISTICS, times=1)

    desk.wait(whole(YESTERDAY), whole())

    looks = [desk.look(whole(window), asking=False) for window in (YESTERDAY, OCTOBER)]
    assert [look.trouble is not None for look in looks].count(True) == 1
    assert [look.survey.total for look in looks].count(None) == 1


def test_the_hours_of_a_week_are_those_that_the_pbx_counts(desk, pbx, witness):
    marks = tuple(
        MIDNIGHT - 9 * DAY + day * DAY + timedelta(hours=at) for day in range(5) for at in (9, 18)
    )
    wish = replace(whole(), marks=marks, gaps=frozenset(range(1, 9, 2)))

    total = desk.wait(wish).survey.total

    worked = [witness(Source.CALLS, Window(*marks[day : day + 2])) for day in range(0, 10, 2)]
    assert total == sum(worked[1:], worked[0])
    assert pbx.statistics_requests == 5


# Asked for something newer


def test_newer_numbers_are_asked_for_on_demand(desk, pbx, clock):
    desk.wait(whole(TODAY))
    clock.move(seconds=1)

    survey = desk.wait(whole(TODAY, newer_than=clock.now)).survey

    assert survey.as_of == clock.now
    assert pbx.statistics_requests == 2


def test_what_is_new_enough_is_not_asked_again_on_demand(desk, pbx, clock):
    desk.wait(whole(TODAY))

    desk.wait(whole(TODAY, newer_than=clock.now))

    assert pbx.statistics_requests == 1


def test_a_settled_total_is_not_asked_again_even_on_demand(desk, pbx, clock):
    desk.wait(whole())
    clock.move(seconds=1)

    desk.wait(whole(newer_than=clock.now))

    assert pbx.statistics_requests == 1


def test_twenty_who_want_newer_numbers_cost_one_request(desk, pbx, clock, at_once):
    desk.wait(whole(TODAY))
    clock.move(minutes=1)

    at_once(20, lambda _position: desk.wait(whole(TODAY, newer_than=clock.now)))

    assert pbx.statistics_requests == 2


# The moment of a number


def test_a_number_was_true_when_it_was_asked_for_not_when_it_came(desk, pbx, clock):
    asked_at = clock.now
    with pbx.hold(Where.STATISTICS) as held:
        desk.look(whole(TODAY))
        held.wait_for(1)
        clock.move(minutes=1)

    assert desk.wait(whole(TODAY)).survey.as_of == asked_at


def test_a_sum_is_as_old_as_its_oldest_part_that_can_still_change(desk, clock):
    wish = whole(Window(TODAY.end - timedelta(days=90), TODAY.end))
    desk.wait(wish)
    clock.move(hours=1)

    assert desk.wait(wish).survey.as_of == clock.now


# When it fails


TROUBLES = {
    Fault.ACCESS_DENIED_403: (AccessDenied, 1),
    Fault.BUSY_429: (StatisticsBusy, 4),
    Fault.CLOSED: (NoAnswer, 1),
    Fault.CUT_JSON: (UnexpectedAnswer, 2),
    Fault.ERROR_500: (PbxFault, 3),
    Fault.HTML_200: (UnexpectedAnswer, 2),
    Fault.NAN_COUNT: (UnexpectedAnswer, 2),
    Fault.NEGATIVE_COUNT: (UnexpectedAnswer, 2),
    Fault.NOT_FOUND_404: (NotFound, 1),
    Fault.QUOTA_429: (QuotaUsedUp, 1),
    Fault.REDIRECT_302: (Redirected, 1),
    Fault.UNAUTHORISED_401: (CredentialsRefused, 2),
}


@pytest.mark.parametrize(("fault", "expected"), TROUBLES.items())
def test_a_failure_is_told_as_what_it_is_after_so_many_tries(desk, pbx, fault, expected):
    pbx.faults.add(fault, where=Where.STATISTICS)

    look = desk.wait(whole())

    assert (type(look.trouble.error), pbx.statistics_requests) == expected
    assert look.survey.total is None


@pytest.mark.parametrize("fault", TROUBLES)
def test_a_failure_is_shared_by_all_who_wish_the_same(desk, pbx, fault, at_once):
    pbx.faults.add(fault, where=Where.STATISTICS)

    looks = at_once(20, lambda _position: desk.wait(whole()))

    assert len({type(look.trouble.error) for look in looks}) == 1
    assert pbx.statistics_requests == TROUBLES[fault][1]


@pytest.mark.parametrize("fault", TROUBLES)
def test_after_a_failure_nothing_is_asked_by_itself_for_a_while(desk, pbx, clock, fault):
    pbx.faults.add(fault, where=Where.STATISTICS)
    desk.wait(whole())
    before = pbx.statistics_requests
    clock.move(seconds=29)

    look = desk.wait(whole())

    assert look.trouble.again_at > clock.now
    assert pbx.statistics_requests == before


@pytest.mark.parametrize("fault", sorted(TROUBLES.keys() - {Fault.QUOTA_429}))
def test_who_forgives_a_failure_asks_again_at_once(desk, pbx, witness, fault):
    pbx.faults.add(fault, where=Where.STATISTICS)
    desk.wait(whole())
    pbx.faults.clear()

    desk.forgive()

    assert desk.wait(whole()).survey.total == witness(Source.CALLS, OCTOBER)


def test_even_who_forgives_asks_nothing_of_a_quota_that_is_used_up(desk, pbx, clock):
    pbx.faults.add(Fault.QUOTA_429, where=Where.STATISTICS, times=1)
    desk.wait(whole())

    desk.forgive()
    look = desk.wait(whole(YESTERDAY))

    assert isinstance(look.trouble.error, QuotaUsedUp)
    assert look.trouble.again_at >= clock.now.replace(minute=0) + timedelta(hours=1)
    assert pbx.statistics_requests == 1


def test_a_used_up_quota_holds_up_every_desk_of_the_customer(sit, pbx, clock):
    first, second = sit(account=b"one"), sit(account=b"two")
    pbx.faults.add(Fault.QUOTA_429, where=Where.STATISTICS, times=1)
    first.wait(whole())

    look = second.wait(whole(YESTERDAY))
    assert isinstance(look.trouble.error, QuotaUsedUp)
    assert pbx.statistics_requests == 1

    clock.move(minutes=46)
    assert second.wait(whole(YESTERDAY)).trouble is None


def test_who_waits_for_what_has_grown_old_is_told_of_a_used_up_quota(desk, pbx, clock):
    desk.wait(whole(TODAY))
    pbx.faults.add(Fault.QUOTA_429, where=Where.STATISTICS, times=1)
    desk.wait(whole(YESTERDAY))
    clock.move(minutes=5)

    looks = [desk.look(whole(TODAY, is_awaited=is_awaited)) for is_awaited in (False, True)]

    assert looks[0].trouble is None
    assert isinstance(looks[1].trouble.error, QuotaUsedUp)


def test_who_wants_newer_numbers_is_told_of_a_used_up_quota(desk, pbx, clock):
    desk.wait(whole(TODAY))
    pbx.faults.add(Fault.QUOTA_429, where=Where.STATISTICS, times=1)
    desk.wait(whole(YESTERDAY))
    clock.move(seconds=1)

    look = desk.wait(whole(TODAY, newer_than=clock.now))

    assert isinstance(look.trouble.error, QuotaUsedUp)
    assert look.survey.total is not None


def test_a_pbx_that_keeps_failing_is_left_alone_by_all(sit, pbx, clock):
    desks = [sit(account=bytes([number])) for number in range(4)]
    pbx.faults.add(Fault.ERROR_500, where=Where.STATISTICS)

    looks = [desk.wait(whole(YESTERDAY)) for desk in desks]

    assert pbx.statistics_requests == 5
    assert {type(look.trouble.error) for look in looks} == {PbxFault}
    clock.move(seconds=30)
    desks[-1].wait(whole(YESTERDAY))
    assert pbx.statistics_requests == 6


def test_a_pbx_that_is_gone_is_told_as_such(desk, pbx):
    pbx.stop()

    assert isinstance(desk.wait(whole()).trouble.error, Unreachable)


def test_what_is_settled_is_still_known_when_the_pbx_is_gone(desk, pbx):
    before = desk.wait(whole()).survey
    pbx.stop()

    look = desk.wait(whole())

    assert (look.survey, look.trouble) == (before, None)


def test_old_numbers_stay_when_the_pbx_is_gone(desk, pbx, clock):
    before = desk.wait(whole(TODAY)).survey
    pbx.stop()
    clock.move(minutes=5)

    look = desk.wait(whole(TODAY))

    assert (look.survey.total, look.survey.as_of) == (before.total, before.as_of)
    assert isinstance(look.trouble.error, Unreachable)


def test_parts_that_came_before_a_failure_are_kept(desk, pbx, witness):
    with pbx.hold(Where.STATISTICS) as held:
        desk.look(whole(LONG))
        held.wait_for(1)
        desk.stop(whole(LONG))
    desk.wait(whole(YESTERDAY))
    before = pbx.statistics_requests

    survey = desk.wait(whole(LONG)).survey

    assert pbx.statistics_requests - before == 2
    assert survey.total == witness(Source.CALLS, LONG)


def test_a_total_that_does_not_add_up_is_not_believed_for_ever(desk, pbx, witness, clock):
    pbx.faults.add(Fault.MISCOUNT, times=1)
    odd = desk.wait(whole()).survey
    clock.move(minutes=1)

    assert odd.stretches[0].standing is Standing.PROVISIONAL
    assert desk.wait(whole()).survey.total == witness(Source.CALLS, OCTOBER)


def test_a_total_that_never_adds_up_is_not_asked_for_ever(desk, pbx, clock):
    pbx.faults.add(Fault.MISCOUNT)
    for _ in range(120):
        desk.wait(whole())
        clock.move(minutes=1)

    assert pbx.statistics_requests == 2


# The quota


@pytest.fixture
def small(clock, office):
    """A PBX that allows 20 requests an hour."""
    with Simulator(office=office, clock=clock, habits=Habits(quota=20)) as pbx:
        yield pbx


@pytest.fixture
def poor(small, clock):
    """A desk in front of it."""
    with (
        closing(Client(Credentials(Host(small.url), "demo", "demo"), clock=clock)) as client,
        closing(Turns(b"customer", clock=clock, lines=NoLease())) as turns,
    ):
        yield desk_of(client, clock, turns)


FORTY = daily(Window(OCTOBER.end - 40 * DAY, OCTOBER.end))


def answered(pbx):
    return [
        each.query for each in pbx.requests if each.place is Where.STATISTICS and each.status == 200
    ]


def refused(pbx):
    return sum(record.status == 429 for record in pbx.requests)


def test_a_view_that_costs_too_much_stops_before_the_pbx_says_no(poor, small):
    look = poor.wait(FORTY)

    assert refused(small) == 0
    assert poor.quota.remaining >= 5
    assert type(look.trouble.error) is QuotaKept


def test_a_view_that_costs_too_much_goes_on_in_the_next_hours(poor, small, clock):
    for _ in range(200):
        survey = poor.wait(FORTY).survey
        assert poor.quota.remaining >= 5
        clock.move(minutes=10)

    assert len(survey.stretches) == 40
    assert (refused(small), set(Counter(answered(small)).values())) == (0, {1})


def test_without_headers_only_a_429_ends_the_asking(small, request):
    small.faults.add(Fault.NO_QUOTA_HEADERS, where=Where.EVERYTHING)
    desk = request.getfixturevalue("poor")

    look = desk.wait(FORTY)

    assert refused(small) == 1
    assert type(look.trouble.error) is QuotaUsedUp


def test_the_desk_tells_the_quota_that_the_pbx_told(desk, pbx):
    pbx.habits = replace(pbx.habits, quota=1000)

    desk.wait(whole())

    assert desk.quota.limit == 1000


# The list of extensions


def test_the_desk_lists_the_extensions_of_its_account(desk):
    assert {extension.id for extension in desk.extensions()} == set(IDS)


def test_the_desk_reads_its_list_of_extensions_once(desk, pbx):
    desk.extensions()
    before = len(pbx.requests)

    desk.extensions()

    assert len(pbx.requests) == before


def test_the_list_of_extensions_does_not_wait_for_the_queue(desk, pbx):
    with pbx.hold(Where.STATISTICS) as held:
        desk.look(whole(YESTERDAY))
        held.wait_for(1)

        assert desk.extensions()


def test_the_list_of_extensions_heeds_a_used_up_quota(desk, pbx):
    pbx.faults.add(Fault.QUOTA_429, where=Where.STATISTICS, times=1)
    desk.wait(whole())
    before = len(pbx.requests)

    with pytest.raises(QuotaUsedUp):
        desk.extensions()

    assert len(pbx.requests) == before


def test_what_the_list_of_extensions_says_of_the_quota_is_heeded(desk, pbx):
    pbx.habits = replace(pbx.habits, quota=1000)

    desk.extensions()

    assert desk.queue.shares.limit == 1000


def used_up(desk, pbx, where):
    """Let a request beside the statistics meet a quota that is used up."""
    pbx.faults.add(Fault.QUOTA_429, where=where, times=1)
    with pytest.raises(QuotaUsedUp):
        desk.extensions() if where is Where.EXTENSIONS else desk.confirm()


@pytest.mark.parametrize("where", [Where.EXTENSIONS, Where.USER])
def test_a_429_beside_the_statistics_holds_up_all_of_them(sit, pbx, clock, where):
    used_up(sit(account=b"one"), pbx, where)

    look = sit(account=b"two").wait(whole())

    assert isinstance(look.trouble.error, QuotaUsedUp)
    assert look.trouble.again_at >= clock.now.replace(minute=0) + timedelta(hours=1)
    assert pbx.statistics_requests == 0


@pytest.mark.parametrize("where", [Where.EXTENSIONS, Where.USER])
def test_after_a_429_beside_the_statistics_nobody_is_confirmed_before_the_reset(
    desk, pbx, clock, where
):
    used_up(desk, pbx, where)
    before = len(pbx.requests)

    with pytest.raises(QuotaUsedUp):
        desk.confirm()

    assert len(pbx.requests) == before
    clock.move(minutes=46)
    desk.confirm()
    assert len(pbx.requests) > before


def test_after_a_429_for_the_list_it_is_read_once_the_quota_is_there_again(desk, pbx, clock):
    used_up(desk, pbx, Where.EXTENSIONS)
    clock.move(minutes=46)

    assert {extension.id for extension in desk.extensions()} == set(IDS)


# Saved views


def test_desks_of_one_account_share_their_saved_views(sit, clock):
    view = SavedView("Monday", "", "period=yesterday")
    with closing(Shelf(MEMORY, clock=clock)) as shelf:
        outcome = sit(shelf).views.save(view)

        seen = [sit(shelf, account).views.read() for account in (b"account", b"another")]

    assert (outcome, seen) == (Saving.DONE, [(view,), ()])


# What it tells of itself


def test_the_desk_goes_by_the_clock_that_it_was_given(desk, clock):
    clock.move(days=3)

    assert desk.now == clock.now


def test_each_request_is_entered_with_its_moment(desk, pbx, clock):
    desk.wait(whole())

    (entry,) = desk.entries
    assert (entry.series, entry.window) == (Series(Source.CALLS), OCTOBER)
    assert (entry.at, entry.seconds, entry.error) == (clock.now, 0, None)
    assert pbx.statistics_requests == 1


def test_each_failed_try_is_entered_too(desk, pbx):
    pbx.faults.add(Fault.ERROR_500, where=Where.STATISTICS)

    desk.wait(whole())

    assert [type(entry.error) for entry in desk.entries] == [PbxFault] * 3


def test_the_latest_200_requests_are_remembered(desk):
    hours = tuple(OCTOBER.start + timedelta(hours=hour) for hour in range(500))

    desk.wait(Wish(Series(Source.CALLS), hours))

    assert len(desk.entries) == 200


def test_the_desk_counts_what_lies_on_it(desk):
    desk.wait(daily())

    assert desk.size == 30


def test_an_idle_desk_has_an_idle_queue_and_a_store_in_order(desk):
    desk.wait(whole())

    assert (desk.queue.is_asking, desk.store.trouble, desk.corrections()) == (False, None, [])
