"""Whatever follows from the totals that were told is known, and nothing else."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from components.ledger.known import Contradiction, Known
from components.measures.counts import Counts, Sides
from components.periods.window import Window
from tests.oracles import derived

MIDNIGHT = datetime(2026, 11, 1, tzinfo=UTC)
LATER = MIDNIGHT + timedelta(days=30)
HOURS = 12

SPANS = st.tuples(st.integers(0, HOURS), st.integers(0, HOURS)).filter(
    lambda pair: pair[0] < pair[1]
)
CALLS = st.lists(st.sampled_from([0, 0, 0, 1, 2]), min_size=HOURS, max_size=HOURS)
"""Quiet hours are frequent: there is much to be learnt from them."""


def at(hour):
    return MIDNIGHT + timedelta(hours=hour)


def window(start, end):
    return Window(at(start), at(end))


def sides(number):
    """Return totals that are zero where ``number`` is, and differ in every field."""
    return Sides(Counts(number, number, duration=60 * number), Counts(2 * number, failed=number))


def told(*totals):
    """Return what is known once ``(start, end, number)`` were told."""
    known = Known()
    for start, end, number in totals:
        known.learn(window(start, end), sides(number), LATER)
    return known


def every_span():
    return [(start, end) for start in range(HOURS + 1) for end in range(start + 1, HOURS + 1)]


@given(calls=CALLS, spans=st.lists(SPANS, max_size=10))
@example(calls=[0] * 6 + [1] * 6, spans=[(0, 4), (2, 8), (6, 12)])
def test_exactly_what_follows_is_known(calls, spans):
    totals = [(start, end, sum(calls[start:end])) for start, end in spans]

    known = told(*totals)

    follows = derived(totals, HOURS + 1)
    for start, end in every_span():
        number = follows[start][end]
        expected = None if number is None else sides(number)
        assert known.total(window(start, end)) == expected


@given(calls=CALLS, spans=st.lists(SPANS, max_size=10), data=st.data())
def test_the_order_in_which_it_was_told_does_not_matter(calls, spans, data):
    totals = [(start, end, sum(calls[start:end])) for start, end in spans]

    known, other = told(*totals), told(*data.draw(st.permutations(totals)))

    assert [known.total(window(*span)) for span in every_span()] == [
        other.total(window(*span)) for span in every_span()
    ]


@given(calls=CALLS, spans=st.lists(SPANS, max_size=8), again=SPANS, wrong=st.integers(0, 30))
def test_another_total_of_what_is_known_is_a_contradiction(calls, spans, again, wrong):
    totals = [(start, end, sum(calls[start:end])) for start, end in spans]
    known = told(*totals)
    before = known.total(window(*again))
    if before in {None, sides(wrong)}:
        known.learn(window(*again), sides(wrong), LATER)
        assert known.total(window(*again)) == sides(wrong)
        return

    with pytest.raises(Contradiction) as caught:
        known.learn(window(*again), sides(wrong), LATER)

    assert (caught.value.known, caught.value.told) == (before, sides(wrong))
    assert known.total(window(*again)) == before


def test_the_rest_of_a_window_is_a_difference():
    known = told((0, 10, 7), (0, 4, 3))

    assert known.total(window(4, 10)) == sides(4)


def test_a_window_is_known_by_a_way_there_and_back():
    known = told((0, 10, 9), (6, 10, 2), (6, 12, 5))

    assert known.total(window(0, 12)) == sides(12)


def test_an_instant_in_a_quiet_window_joins_what_overlaps_it():
    known = told((0, 6, 0), (4, 10, 5))

    assert known.total(window(2, 10)) == sides(5)


def test_quiet_that_only_follows_is_quiet_inside_too():
    known = told((0, 3, 2), (0, 9, 2), (5, 12, 4))

    assert known.total(window(9, 12)) == sides(4)


def test_quiet_in_one_direction_is_not_quiet():
    known = Known()
    known.learn(window(0, 6), Sides(outbound=Counts(1)), LATER)

    assert known.total(window(0, 3)) is None


def test_an_instant_stands_on_the_island_of_what_was_told_from_it():
    first, middle, last = told((0, 4, 1), (8, 9, 1)).places([at(0), at(6), at(9)])

    assert middle is None
    assert first.island is not last.island


def test_an_island_is_as_old_as_the_oldest_total_that_made_it():
    known = Known()
    for hour in (2, 1, 3):
        known.learn(window(hour, hour + 1), sides(1), at(hour + 100))

    assert known.places([at(3)])[0].island.read_at == at(101)


def test_shores_are_where_islands_begin_and_end():
    known = told((0, 2, 1), (2, 4, 1), (7, 9, 1))

    assert known.shores(at(0), at(12)) == [at(0), at(4), at(7), at(9)]


def test_a_shore_where_islands_interleave_is_told_from_both():
    known = told((0, 6, 1), (3, 9, 1))

    assert known.shores(at(1), at(12)) == [at(3), at(6), at(9)]


def test_the_instants_inside_a_window_are_those_on_its_island():
    known = told((0, 3, 1), (3, 8, 1), (5, 9, 1))

    assert list(known.within(window(0, 8))) == [at(3)]
    assert list(known.within(window(11, 12))) == []


@pytest.mark.parametrize(
    ("asked", "gap"),
    [
        ((0, 12), (4, 7)),
        ((2, 12), (4, 7)),
        ((0, 9), (4, 7)),
        ((0, 6), (4, 6)),
        ((5, 12), (5, 7)),
        ((5, 6), (5, 6)),
    ],
)
def test_a_gap_lies_between_the_islands_of_both_ends(asked, gap):
    known = told((0, 2, 1), (2, 4, 1), (7, 9, 1), (9, 12, 1))

    assert known.gap(window(*asked)) == window(*gap)


@given(calls=CALLS, spans=st.lists(SPANS, max_size=8), asked=SPANS)
def test_once_a_gap_is_told_the_whole_is_known(calls, spans, asked):
    known = told(*((start, end, sum(calls[start:end])) for start, end in spans))
    gap = known.gap(window(*asked))
    first, last = ((moment - MIDNIGHT) // timedelta(hours=1) for moment in (gap.start, gap.end))

    known.learn(gap, sides(sum(calls[first:last])), LATER)

    assert known.total(window(*asked)) == sides(sum(calls[slice(*asked)]))


@pytest.mark.parametrize(
    ("not_before", "earliest"), [(0, 2), (2, 2), (3, 5), (6, 8), (10, 10), (11, 10)]
)
def test_the_earliest_instant_is_not_before_a_moment_and_not_after_its_own(not_before, earliest):
    known = told((2, 5, 1), (5, 8, 1), (8, 10, 1), (10, 12, 1))

    assert known.earliest(at(10), at(not_before)) == at(earliest)


def test_in_open_water_an_instant_is_its_own_earliest():
    assert Known().earliest(at(3), at(0)) == at(3)


def test_where_the_counter_turns_back_a_total_has_changed():
    known = told((0, 2, 2), (2, 9, 4), (2, 5, 5))

    assert known.places([at(0)])[0].island.fall() == window(5, 9)


@given(calls=CALLS, spans=st.lists(SPANS, max_size=10))
def test_totals_of_one_moment_never_turn_the_counter_back(calls, spans):
    known = told(*((start, end, sum(calls[start:end])) for start, end in spans))

    places = known.places([at(hour) for hour in range(HOURS + 1)])
    assert not any(place.island.fall() for place in places if place is not None)


def test_a_correction_shifts_what_comes_later():
    known = told((0, 3, 3), (3, 5, 2), (5, 9, 4))

    known.correct(window(3, 5), sides(6))

    assert known.total(window(0, 9)) == sides(13)
    assert known.total(window(5, 9)) == sides(4)


def test_a_correction_inside_a_quiet_window_ends_the_quiet():
    known = told((0, 8, 0))

    known.correct(window(2, 4), sides(1))

    assert [known.total(window(*span)) for span in ((0, 2), (2, 4), (4, 8))] == [
        sides(0),
        sides(1),
        sides(0),
    ]


def test_what_is_not_known_cannot_be_corrected():
    with pytest.raises(KeyError):
        told((0, 8, 4)).correct(window(2, 4), sides(1))


def test_forgotten_is_forgotten():
    known = told((0, 8, 4))

    known.clear()

    assert known.total(window(0, 8)) is None
