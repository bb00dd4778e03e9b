"""No plan asks more than it must, and after each everything between the marks is known."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.ledger import plan
from components.ledger.known import Known
from components.measures.counts import Counts, Sides
from components.periods.window import LONGEST, Window, cut
from tests.oracles import fewest_windows

DAY = timedelta(days=1)
MIDNIGHT = datetime(2026, 1, 1, tzinfo=UTC)


def spans(days, longest):
    """Draw windows among so many days, as numbers of their first day and of the one after."""
    return st.tuples(st.integers(0, days - 1), st.integers(1, longest)).map(
        lambda drawn: (drawn[0], min(drawn[0] + drawn[1], days))
    )


def marks(days, most):
    return st.sets(st.integers(0, days), min_size=2, max_size=most).map(sorted)


def at(day):
    return MIDNIGHT + day * DAY


def window(start, end):
    return Window(at(start), at(end))


def counted(asked):
    """Return the total of a window: busy days, each unlike all others, so that none is quiet."""
    first, last = ((moment - MIDNIGHT) // DAY for moment in (asked.start, asked.end))
    return Sides(Counts(total=sum(4**5 + day**2 for day in range(first, last))))


def learnt(told):
    known = Known()
    for span in told:
        ask(known, window(*span))
    return known


def ask(known, asked):
    known.learn(asked, counted(asked), MIDNIGHT + 400 * DAY)


def ask_all(known, route):
    """Ask for everything in a route, each of which must be short enough and not known yet."""
    asked = [*route.wide, *route.fine]
    for each in asked:
        assert each.length <= LONGEST
        assert known.total(each) is None
        ask(known, each)
    return len(asked)


def totals(known, days):
    return [known.total(window(*span)) for span in pairwise(days)]


def expected(days):
    return [counted(window(*span)) for span in pairwise(days)]


def groups(told, days):
    """Return how many of the marks were not joined by what was told."""
    leader = {day: day for day in range(max((*days, *(end for _, end in told))) + 1)}
    for start, end in told:
        old, new = leader[start], leader[end]
        leader = {day: new if group == old else group for day, group in leader.items()}
    return len({leader[day] for day in days})


@given(told=st.lists(spans(28, 28), max_size=10), days=marks(28, 29))
def test_within_the_longest_window_each_answer_joins_two_islands(told, days):
    known = learnt(told)

    asked = ask_all(known, plan.coarse_first([at(day) for day in days], known))

    assert asked == groups(told, days) - 1
    assert totals(known, days) == expected(days)


@given(told=st.lists(spans(200, 30), max_size=14), days=marks(200, 8))
def test_a_long_range_never_takes_more_than_each_part_by_itself(told, days):
    known = learnt(told)
    parts = [window(*span) for span in pairwise(days)]
    singly = sum(len(cut(part)) for part in parts if known.total(part) is None)

    asked = ask_all(known, plan.coarse_first([at(day) for day in days], known))

    assert asked <= singly
    assert totals(known, days) == expected(days)


@given(told=st.lists(spans(12, 3), max_size=6), days=marks(12, 2))
def test_no_way_between_two_marks_takes_fewer(told, days):
    known = learnt([(10 * start, 10 * end) for start, end in told])

    asked = ask_all(known, plan.coarse_first([at(10 * day) for day in days], known))

    assert asked == fewest_windows(days, told, 3)


@given(told=st.lists(spans(12, 3), max_size=6), days=marks(12, 4))
def test_a_network_of_far_marks_takes_one_more_than_the_fewest_at_most(told, days):
    known = learnt([(10 * start, 10 * end) for start, end in told])

    asked = ask_all(known, plan.coarse_first([at(10 * day) for day in days], known))

    assert asked <= fewest_windows(days, told, 3) + 1


def test_of_equally_cheap_ways_the_one_over_what_is_known_is_taken():
    known = learnt([(0, 20)])

    route = plan.coarse_first([at(0), at(10), at(50)], known)

    assert sorted((*route.wide, *route.fine)) == [window(0, 10), window(20, 50)]


def test_the_widest_windows_come_first_and_then_their_halves():
    route = plan.coarse_first([at(day) for day in range(5)], Known())

    assert route.wide == (window(0, 4),)
    assert route.fine == (window(0, 2), window(0, 1), window(2, 3))


def test_a_long_range_is_cut_at_30_days():
    route = plan.coarse_first([at(0), at(70)], Known())

    assert (*route.wide, *route.fine) == (window(0, 30), window(30, 60), window(60, 70))


def test_what_is_known_is_not_asked_along():
    known = learnt([(0, 6), (8, 9)])

    route = plan.coarse_first([at(0), at(9)], known)

    assert route == plan.Route(wide=(window(6, 8),))


def test_where_everything_is_known_nothing_is_asked():
    known = learnt([(0, 4), (4, 9)])

    assert plan.coarse_first([at(0), at(4), at(9)], known) == plan.Route()


def test_singly_each_unknown_part_is_asked_for_itself():
    known = learnt([(0, 2), (3, 5)])

    assert plan.singly([at(day) for day in (0, 2, 3, 4, 5, 6)], known) == (
        window(2, 3),
        window(3, 4),
        window(4, 5),
        window(5, 6),
    )


def test_singly_a_long_part_is_cut():
    assert plan.singly([at(0), at(31)], Known()) == (window(0, 30), window(30, 31))


@pytest.mark.parametrize(("days", "expected"), [((0, 4, 9), True), ((0, 9, 10), False)])
def test_places_are_joined_where_everything_between_them_is_known(days, expected):
    known = learnt([(0, 4), (4, 9)])

    assert plan.are_joined(known.places([at(day) for day in days])) is expected
