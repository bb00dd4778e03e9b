"""What can still change is put together from what was read last, and stays as old as its parts."""

from datetime import UTC, datetime, timedelta

import pytest

from components.ledger.facts import SETTLING, Fact, Series
from components.ledger.known import Known
from components.ledger.young import NEVER, Reading, Young, standing
from components.measures.counts import Counts, Sides
from components.measures.outcomes import Source
from components.measures.stretches import Standing
from components.periods.window import Window

CALLS = Series(Source.CALLS)
MIDNIGHT = datetime(2026, 11, 18, tzinfo=UTC)
ODD = Sides(Counts(total=3))


def at(hour):
    return MIDNIGHT + timedelta(hours=hour)


def window(start, end):
    return Window(at(start), at(end))


def sides(number):
    return Sides(Counts(number, number))


def fact(start, end, number, read_at):
    return Fact(CALLS, window(start, end), sides(number), at(read_at))


@pytest.fixture
def known():
    return Known()


@pytest.fixture
def young(known):
    return Young(CALLS, known)


@pytest.fixture
def keep(young):
    def keep(*facts):
        for each in facts:
            young.keep(each)

    return keep


def test_nothing_was_read_of_anything_yet(young):
    assert young.find(window(0, 1), at(2)) is None


def test_what_was_read_of_a_window_is_found_with_its_age(young, keep):
    keep(fact(8, 9, 5, 9.5))

    assert young.find(window(8, 9), at(10)) == Reading(sides(5), at(9.5), at(10.5))


def test_the_latest_reading_of_a_window_counts(young, keep):
    keep(fact(8, 9, 5, 9.5), fact(8, 9, 6, 10.5))

    assert young.find(window(8, 9), at(11)).sides == sides(6)
    assert len(young) == 1


def test_an_older_reading_does_not_replace_a_later_one(young, keep):
    keep(fact(8, 9, 6, 10.5), fact(8, 9, 5, 9.5))

    assert young.find(window(8, 9), at(11)).sides == sides(6)


def test_parts_in_a_row_make_a_window_that_is_as_old_as_its_oldest(young, keep):
    keep(fact(8, 10, 5, 10.5), fact(10, 11, 2, 11.25), fact(11, 12, 4, 12.5))

    reading = young.find(window(8, 12), at(13))

    assert reading == Reading(sides(11), at(10.5), at(11.5))


def test_a_row_with_a_gap_makes_no_window(young, keep):
    keep(fact(8, 9, 5, 9.5), fact(10, 11, 2, 11.5))

    assert young.find(window(8, 11), at(12)) is None


def test_of_what_has_not_begun_nothing_needs_to_be_known(young, keep):
    keep(fact(8, 9, 5, 9.5), fact(9, 10, 2, 9.75))

    reading = young.find(window(8, 24), at(9.76))

    assert reading.sides == sides(7)
    assert reading.due_at == at(9.75) + timedelta(minutes=2)


def test_what_has_begun_since_must_be_known(young, keep):
    keep(fact(8, 9, 5, 9.5), fact(9, 10, 2, 9.75))

    assert young.find(window(8, 24), at(10.01)) is None


def test_settled_totals_fill_the_gaps_and_make_nothing_older(young, keep, known):
    known.learn(window(-48, 0), sides(30), at(26))
    known.learn(window(-48, 2), sides(32), at(28))
    keep(fact(2, 26, 5, 27))

    reading = young.find(window(0, 26), at(28))

    assert reading == Reading(sides(7), at(27), at(29))


def test_what_is_settled_altogether_is_never_due(young, known):
    known.learn(window(0, 2), sides(3), at(28))

    assert young.find(window(0, 2), at(29)).due_at == NEVER


def test_fresh_parts_go_before_a_whole_that_is_due(young, keep):
    keep(fact(8, 10, 6, 8.5), fact(8, 9, 4, 9.5), fact(9, 10, 3, 9.9))

    assert young.find(window(8, 10), at(9.91)).sides == sides(7)


def test_on_a_wall_a_whole_goes_before_its_parts(young, keep):
    keep(fact(8, 10, 8, 8.5), fact(8, 9, 4, 9.5), fact(9, 10, 3, 9.9))

    assert young.find(window(8, 10), at(9.91), refresh=timedelta(minutes=1)).sides == sides(8)


def test_what_was_read_before_its_time_was_over_is_cut(young, keep):
    keep(fact(8, 9, 4, 8.5))

    reading = young.find(window(8, 9), at(9.1))

    assert reading.is_cut
    assert standing(reading, window(8, 9), at(9.1)) is Standing.OPEN


def test_of_several_rows_the_freshest_is_found(young, keep):
    keep(fact(0, 6, 60, 6.1), fact(0, 3, 31, 7), fact(3, 6, 31, 7), fact(6, 8, 5, 8.5))

    assert young.find(window(0, 8), at(8.6)).sides == sides(67)


def test_a_reading_that_leads_nowhere_is_passed_by(young, keep):
    keep(fact(0, 5, 50, 6), fact(0, 2, 20, 6), fact(2, 4, 20, 6), fact(4, 6, 21, 6.1))

    assert young.find(window(0, 6), at(6.2)).sides == sides(61)


def test_a_wall_wants_what_is_open_a_minute_earlier(young, keep):
    keep(fact(9, 10, 2, 9.5))

    due = [
        young.find(window(9, 10), at(9.5), refresh=each).due_at
        for each in (None, timedelta(minutes=1))
    ]

    assert due == [at(9.5) + timedelta(minutes=minutes) for minutes in (2, 1)]


def test_a_month_of_hours_in_a_row_is_found(young, keep):
    keep(*(fact(hour, hour + 1, 1, hour + 1.5) for hour in range(24 * 60)))

    assert young.find(window(0, 24 * 30), at(24 * 60)).sides == sides(24 * 30)


def test_what_does_not_add_up_is_looked_at_once_more_and_then_as_usual(young, keep):
    due = []
    for read_at in (12, 13):
        keep(Fact(CALLS, window(8, 9), ODD, at(read_at)))
        due.append(young.find(window(8, 9), at(read_at)).due_at)

    assert due == [at(12) + timedelta(minutes=1), at(13 + 8)]


def test_what_does_not_add_up_again_after_it_did_is_looked_at_once_more(young, keep):
    for read_at, total in ((12, ODD), (13, ODD), (14, sides(3)), (15, ODD)):
        keep(Fact(CALLS, window(8, 9), total, at(read_at)))

    assert young.find(window(8, 9), at(15)).due_at == at(15) + timedelta(minutes=1)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [((8, 9), True), ((0, 24), True), ((8.5, 8.75), True), ((0, 8), False), ((9, 24), False)],
)
def test_odd_is_where_something_never_settles(young, keep, asked, expected):
    keep(Fact(CALLS, window(8, 9), ODD, at(9) + SETTLING))

    assert young.is_odd(window(*asked)) is expected


def test_what_does_not_add_up_yet_is_not_odd(young, keep):
    keep(Fact(CALLS, window(8, 9), ODD, at(20)))

    assert not young.is_odd(window(8, 9))


def test_what_was_dropped_is_not_found(young, keep):
    keep(Fact(CALLS, window(8, 9), ODD, at(9) + SETTLING))

    young.drop(window(8, 9))

    assert young.find(window(8, 9), at(40)) is None
    assert not young.is_odd(window(8, 9))
    assert len(young) == 0


def test_dropping_what_was_never_read_changes_nothing(young, keep):
    keep(fact(8, 9, 5, 9.5))

    young.drop(window(8, 10))

    assert len(young) == 1


def test_what_has_ended_is_made_of_what_was_read_after_its_end(young, keep):
    parts = [fact(0, 3, 5, 3), fact(3, 6, 2, 9)]
    keep(*parts)

    assert young.ended(window(0, 6)) == parts


def test_what_was_read_while_it_was_open_has_not_ended(young, keep):
    keep(fact(0, 3, 5, 3), fact(3, 6, 2, 5.9))

    assert young.ended(window(0, 6)) is None


def test_ended_parts_are_found_beside_a_whole_that_was_open(young, keep):
    keep(fact(0, 6, 5, 3), fact(0, 3, 5, 4), fact(3, 6, 2, 7))

    assert len(young.ended(window(0, 6))) == 2


def test_parts_are_found_also_of_what_is_settled_as_a_whole(young, keep, known):
    known.learn(window(0, 6), sides(7), at(32))
    parts = [fact(0, 3, 5, 4), fact(3, 6, 2, 7)]
    keep(*parts)

    assert young.ended(window(0, 6)) == parts


def test_what_was_read_from_an_instant_on_is_found_the_longest_first(young, keep):
    keep(fact(0, 6, 5, 7), fact(0, 24, 9, 25), fact(0, 1, 1, 2), fact(1, 24, 8, 25))

    assert young.wholes(at(0)) == [window(0, 24), window(0, 6), window(0, 1)]
    assert young.wholes(at(1)) == [window(1, 24)]


@pytest.mark.parametrize("hour", [-1, 0.5, 2, 24])
def test_where_nothing_was_read_from_no_whole_is_found(young, keep, hour):
    keep(fact(0, 24, 9, 25), fact(1, 2, 1, 3))

    assert young.wholes(at(hour)) == []


def test_a_whole_that_was_dropped_is_found_no_more(young, keep):
    keep(fact(0, 24, 9, 25), fact(0, 1, 1, 3))

    young.drop(window(0, 24))

    assert young.wholes(at(0)) == [window(0, 1)]


@pytest.mark.parametrize(
    ("due_at", "now", "expected"),
    [
        (NEVER, 100, Standing.FINAL),
        (at(11), 10, Standing.PROVISIONAL),
        (at(11), 9.99, Standing.OPEN),
    ],
)
def test_a_reading_is_open_until_the_end_of_its_window(due_at, now, expected):
    reading = Reading(sides(1), at(9), due_at)

    assert standing(reading, window(9, 10), at(now)) is expected
