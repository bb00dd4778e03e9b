"""Buckets of working time are told where all their pieces are, and only then."""

from datetime import UTC, datetime, timedelta

import pytest

from components.measures.counts import Counts, Sides
from components.measures.stretches import Standing, Stretch
from components.reports.folding import fold
from components.reports.question import Pieces

HOUR = timedelta(hours=1)
MIDNIGHT = datetime(2026, 11, 16, 21, tzinfo=UTC)
LATER = MIDNIGHT + timedelta(days=9)
FINAL, PROVISIONAL, OPEN = Standing

# Three days of two shifts each, with a pause between: the second day is off.
SHIFTS = Pieces(
    tuple(MIDNIGHT + hour * HOUR for hour in (9, 13, 14, 18, 57, 61, 62, 66)),
    frozenset({1, 3, 5}),
    (0, 0, 0, 0, 2, 2, 2),
)

# Two nights over midnight, and the day between them: the second day begins and ends at work.
NIGHTS = Pieces(
    tuple(MIDNIGHT + hour * HOUR for hour in (22, 24, 30, 46, 48, 54)),
    frozenset({2}),
    (0, 1, 1, 1, 2),
)


def sides(number):
    return Sides(Counts(number, number))


def stretch(first, buckets=1, number=1, standing=FINAL, read_at=LATER):
    return Stretch(first, buckets, sides(number), standing, read_at)


def test_a_bucket_is_the_sum_of_its_pieces():
    told = [stretch(0, number=3), stretch(2, number=4), stretch(4, number=5), stretch(6, number=6)]

    folded = fold(told, SHIFTS, LATER)

    assert [(one.first, one.buckets, one.sides) for one in folded] == [
        (0, 1, sides(7)),
        (2, 1, sides(11)),
    ]


def test_a_bucket_of_which_a_piece_is_unknown_is_left_out():
    assert [one.first for one in fold([stretch(0), stretch(4), stretch(6)], SHIFTS, LATER)] == [2]


def test_of_nothing_comes_nothing():
    assert fold([], SHIFTS, LATER) == ()


def test_a_bucket_without_working_time_is_left_out():
    folded = fold([stretch(number) for number in (0, 2, 4, 6)], SHIFTS, LATER)

    assert [one.first for one in folded] == [0, 2]


def test_a_bucket_is_known_while_its_second_shift_has_not_begun():
    now = MIDNIGHT + 13 * HOUR + HOUR / 2

    (today,) = fold([stretch(0, number=3, standing=PROVISIONAL)], SHIFTS, now)

    assert (today.first, today.sides, today.standing) == (0, sides(3), OPEN)


def test_a_bucket_is_unknown_once_its_second_shift_has_begun():
    now = MIDNIGHT + 14 * HOUR + HOUR / 2

    assert fold([stretch(0)], SHIFTS, now) == ()


def test_after_the_last_shift_a_day_is_open_no_more():
    now = MIDNIGHT + 19 * HOUR
    told = [stretch(0, standing=PROVISIONAL), stretch(2, standing=PROVISIONAL)]

    (today,) = fold(told, SHIFTS, now)

    assert today.standing is PROVISIONAL


@pytest.mark.parametrize(
    ("standings", "expected"),
    [
        ((FINAL, FINAL), FINAL),
        ((FINAL, PROVISIONAL), PROVISIONAL),
        ((PROVISIONAL, OPEN), OPEN),
        ((FINAL, OPEN), OPEN),
    ],
)
def test_a_bucket_is_as_firm_as_its_loosest_piece(standings, expected):
    told = [stretch(at, standing=each) for at, each in zip((0, 2), standings, strict=True)]

    assert fold(told, SHIFTS, LATER)[0].standing is expected


def test_its_moment_is_that_of_its_loosest_pieces():
    told = [
        stretch(0, read_at=LATER - 3 * HOUR),
        stretch(2, standing=PROVISIONAL, read_at=LATER - HOUR),
    ]

    assert fold(told, SHIFTS, LATER)[0].read_at == LATER - HOUR


def test_of_equally_loose_pieces_the_oldest_tells_the_moment():
    told = [stretch(0, read_at=LATER), stretch(2, read_at=LATER - HOUR)]

    assert fold(told, SHIFTS, LATER)[0].read_at == LATER - HOUR


def test_a_night_that_is_known_as_a_whole_binds_its_two_days():
    folded = fold([stretch(0, 2, number=5), stretch(3, number=2), stretch(4)], NIGHTS, LATER)

    assert [(one.first, one.buckets, one.sides) for one in folded] == [
        (0, 2, sides(7)),
        (2, 1, sides(1)),
    ]


def test_two_such_nights_bind_three_days():
    (folded,) = fold([stretch(0, 2, number=5), stretch(3, 2, number=4)], NIGHTS, LATER)

    assert (folded.first, folded.buckets, folded.sides) == (0, 3, sides(9))


def test_days_that_are_bound_are_unknown_where_one_of_them_is():
    assert fold([stretch(0, 2)], NIGHTS, LATER) == ()


def test_nights_that_are_told_apart_bind_nothing():
    folded = fold([stretch(piece) for piece in (0, 1, 3, 4)], NIGHTS, LATER)

    assert [(one.first, one.buckets) for one in folded] == [(0, 1), (1, 1), (2, 1)]
