"""The list of calls tells the same hours as the statistics, to the call, and takes less."""

from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from components.ledger.books import Wish
from components.ledger.desk import Desk
from components.ledger.facts import Series
from components.ledger.listed import Way
from components.ledger.queueing.turns import Turns
from components.ledger.store.lease import NoLease
from components.ledger.store.places import MEMORY
from components.ledger.store.shelf import Shelf
from components.measures.counts import Sides
from components.measures.outcomes import Source
from components.periods.window import Window
from components.ringme.client import Client, Credentials
from components.ringme.errors import AccessDenied
from components.ringme.hosts import Host
from components.simulator import Fault, Habits, Simulator, Where
from tests.components.ledger.test_desk import with_a_pbx

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
NOW = datetime(2026, 11, 18, 12, 15, tzinfo=UTC)
END = datetime(2026, 11, 16, 21, tzinfo=UTC)
"""Midnight in Moscow, long enough ago for all before it to be settled."""

MONTH = 28 * DAY


def hourly(start, end, extensions=()):
    """Wish for each hour between two instants."""
    marks = tuple(start + number * HOUR for number in range((end - start) // HOUR + 1))
    return Wish(Series(Source.CALLS, frozenset(extensions)), marks)


@contextmanager
def seated(pbx, now=NOW):
    """Sit down at a desk in front of a PBX, with nothing known."""
    with (
        closing(Client(Credentials(Host(pbx.url), "demo", "demo"), clock=lambda: now)) as client,
        closing(Shelf(MEMORY, clock=lambda: now)) as shelf,
        closing(
            Turns(b"x", clock=lambda: now, lines=NoLease(), wait=lambda _seconds: None)
        ) as turns,
    ):
        yield Desk(
            client,
            client.user(),
            account=b"x",
            turns=turns,
            shelf=shelf,
            clock=lambda: now,
            patience=60,
        )


def learn(desk, wish):
    """Have a wish answered: the total first, then by the way that is cheaper; return the plan."""
    desk.wait(Wish(wish.series, (wish.marks[0], wish.marks[-1])))
    plan = desk.plan(wish)
    desk.wait(wish, way=plan.way)
    return plan


def test_four_weeks_by_hour_take_twelve_requests_by_the_list_and_a_second_look_none():
    with Simulator(habits=Habits(quota=100_000), clock=lambda: NOW) as pbx, seated(pbx) as desk:
        wish = hourly(END - MONTH, END)
        before = len(pbx.requests)

        plan = learn(desk, wish)

        asked = len(pbx.requests) - before
        assert (plan.way, plan.requests + 1) == (Way.LIST, asked)
        assert asked <= 12
        assert desk.look(wish).is_done
        again = desk.plan(wish)
        assert (again.way, again.requests, len(pbx.requests) - before) == (Way.LIST, 0, asked)


def test_four_weeks_by_hour_take_at_most_55_per_cent_of_the_naive_by_statistics_alone():
    with Simulator(habits=Habits(quota=100_000), clock=lambda: NOW) as pbx, seated(pbx) as desk:
        wish = hourly(END - MONTH, END)

        desk.wait(wish)

        survey = desk.look(wish).survey
        assert not survey.missing
        assert survey.total.inbound.total + survey.total.outbound.total > 4500
        assert pbx.statistics_requests <= 0.55 * 28 * 24
        before = len(pbx.requests)
        desk.wait(wish)
        assert len(pbx.requests) == before


@with_a_pbx(examples=40)
@given(data=st.data())
def test_both_ways_tell_the_same_to_the_call(data, pbx, office):
    back, length = data.draw(st.integers(0, 900)), data.draw(st.integers(1, 90))
    ids = [one.id for one in office.extensions]
    extensions = data.draw(st.frozensets(st.sampled_from(ids), max_size=3))
    pbx.habits = replace(pbx.habits, calls_cap=data.draw(st.sampled_from([7, 50, 500])))
    wish = hourly(NOW - (back + length) * HOUR, NOW - back * HOUR, extensions)

    with seated(pbx) as by_list, seated(pbx) as by_statistics:
        learn_from_the_list(by_list, wish)
        by_statistics.wait(wish)

        totals = [desk.look(wish, asking=False).survey.total for desk in (by_list, by_statistics)]
        assert totals[0] == totals[1]
        assert each_hour(by_list, wish) == each_hour(by_statistics, wish)


def learn_from_the_list(desk, wish):
    desk.wait(Wish(wish.series, (wish.marks[0], wish.marks[-1])))
    desk.wait(wish, way=Way.LIST)


def each_hour(desk, wish):
    """Return the counts of each hour that is told apart, with the empty ones in one piece."""
    survey = desk.look(wish, asking=False).survey
    assert not survey.missing
    return {one.first: one.sides for one in survey.stretches if one.sides != Sides()}


def test_an_application_without_the_right_goes_on_by_statistics():
    with Simulator(habits=Habits(quota=100_000), clock=lambda: NOW) as pbx, seated(pbx) as desk:
        pbx.faults.add(Fault.APP_ACCESS_403, where=Where.RECORDS)
        wish = hourly(END - DAY, END)
        assert learn(desk, wish).way is Way.LIST

        plan = desk.plan(wish)

        assert plan.way is Way.STATISTICS
        assert isinstance(plan.denied, AccessDenied)
        assert plan.requests > 1
        assert pbx.record_requests == 1
        desk.wait(wish, way=Way.LIST)
        assert pbx.record_requests == 1


def test_a_list_that_is_late_is_noticed_and_what_is_settled_of_it_is_kept():
    with Simulator(habits=Habits(quota=100_000), clock=lambda: NOW) as pbx, seated(pbx) as desk:
        pbx.habits = replace(pbx.habits, listing_late=3600 * 5)
        wish = hourly(END - 2 * DAY, NOW.replace(minute=0))

        learn(desk, wish)

        plan = desk.plan(wish)
        assert plan.way is Way.STATISTICS
        assert plan.mismatch is not None
        assert plan.mismatch.window.end == wish.marks[-1]
        assert plan.mismatch.listed.inbound.total < plan.mismatch.told.inbound.total
        missing = desk.look(wish, asking=False).survey.missing
        assert min(one.start for one in missing) >= plan.mismatch.window.start
        desk.wait(wish)
        assert desk.look(wish, asking=False).is_done


def test_nothing_is_kept_of_a_list_that_never_agrees():
    with Simulator(habits=Habits(quota=100_000), clock=lambda: NOW) as pbx, seated(pbx) as desk:
        pbx.faults.add(Fault.MISCOUNT)
        wish = hourly(END - DAY, END)

        learn(desk, wish)

        plan = desk.plan(wish)
        assert plan.mismatch is not None
        assert plan.mismatch.told.inbound.total == plan.mismatch.listed.inbound.total + 3
        assert plan.mismatch.window == Window(END - DAY, END)
        assert desk.look(wish, asking=False).survey.missing


def test_a_list_that_ignores_the_page_does_not_go_on_for_ever():
    with Simulator(habits=Habits(quota=100_000), clock=lambda: NOW) as pbx, seated(pbx) as desk:
        pbx.habits = replace(pbx.habits, calls_cap=20)
        pbx.faults.add(Fault.IGNORED_PAGES, where=Where.RECORDS)
        wish = hourly(END - DAY, END)
        desk.wait(Wish(wish.series, (END - DAY, END)))

        desk.wait(wish, way=Way.LIST)

        assert pbx.record_requests == 2
        assert desk.plan(wish).mismatch is not None


def test_hours_that_can_still_change_are_read_once_too():
    with Simulator(habits=Habits(quota=100_000), clock=lambda: NOW) as pbx, seated(pbx) as desk:
        wish = hourly(END - DAY // 2, END + DAY)

        plan = learn(desk, wish)

        assert pbx.record_requests == plan.requests == 1
        assert desk.look(wish, asking=False).survey.missing == ()


def test_longer_than_the_pbx_takes_is_read_in_parts():
    with Simulator(habits=Habits(quota=100_000), clock=lambda: NOW) as pbx, seated(pbx) as desk:
        wish = hourly(END - 45 * DAY, END)

        plan = learn(desk, wish)

        assert plan.way is Way.LIST
        assert pbx.record_requests == plan.requests
        assert desk.look(wish, asking=False).is_done


def test_a_list_that_is_stopped_asks_no_more(pbx):
    with seated(pbx) as desk:
        pbx.habits = replace(pbx.habits, calls_cap=10)
        wish = hourly(END - 7 * DAY, END)
        desk.wait(Wish(wish.series, (wish.marks[0], END)))
        with pbx.hold(Where.RECORDS) as held:
            desk.look(wish, way=Way.LIST)
            held.wait_for(1)
            desk.stop(wish)

        desk._turns.wait_for(lambda: not desk.queue.is_asking, 10)
        assert pbx.record_requests <= 2
