"""A fact comes back from its row as it was; what is none is refused."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.ledger.facts import Series
from components.ledger.store import rows
from components.measures.outcomes import Source
from tests.kept import (
    ACCOUNT,
    BIGGEST,
    CALLS,
    STRANGER,
    all_series,
    correction,
    corrections,
    facts_of,
    hour,
)

LEGS = Series(Source.LEGS, frozenset({101}))

junk = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary()


def row_of(fact, account=ACCOUNT):
    return tuple(rows.fact(account, fact).values())


@given(st.data(), all_series)
def test_a_fact_comes_back_from_its_row(data, series):
    read = rows.facts_of(ACCOUNT, series)

    for fact in data.draw(facts_of(series)):
        assert read(row_of(fact)) == fact


@given(corrections)
def test_a_correction_comes_back_from_its_row(one):
    row = tuple(rows.correction(ACCOUNT, one).values())

    assert rows.read_correction(row, ACCOUNT) == one


@given(corrections, st.integers(0, 7), junk)
def test_a_correction_of_anything_else_is_refused(one, place, value):
    row = list(rows.correction(ACCOUNT, one).values())
    row[place] = value

    try:
        read = rows.read_correction(row, ACCOUNT)
    except (ValueError, OverflowError):
        return

    assert tuple(rows.correction(ACCOUNT, read).values()) == tuple(row)


@pytest.mark.parametrize("text", ["", "[", "{}", "7", "null", "[1]", '["1"]', "[" + "1," * 22])
def test_totals_that_are_no_list_of_numbers_are_refused(text):
    row = tuple({**rows.correction(ACCOUNT, correction(0)), "after": text}.values())

    with pytest.raises(ValueError):
        rows.read_correction(row, ACCOUNT)


def test_extensions_are_spelled_in_one_way_only():
    series = Series(Source.LEGS, frozenset({205, 11, 101}))

    assert rows.series(ACCOUNT, series)["extensions"] == "11,101,205"


@given(st.lists(all_series, min_size=2, max_size=2, unique=True))
def test_two_series_are_never_spelled_alike(two):
    one, other = (rows.series(ACCOUNT, series) for series in two)

    assert one != other


def test_a_strangers_row_is_refused():
    with pytest.raises(ValueError):
        rows.facts_of(ACCOUNT, CALLS)(row_of(hour(1), STRANGER))


def test_a_strangers_correction_is_refused():
    row = tuple(rows.correction(STRANGER, correction(0)).values())

    with pytest.raises(ValueError):
        rows.read_correction(row, ACCOUNT)


def test_another_series_row_is_refused():
    with pytest.raises(ValueError):
        rows.facts_of(ACCOUNT, CALLS)(row_of(hour(1, series=LEGS)))


@given(st.integers(3, 27), junk)
def test_a_row_of_anything_but_fitting_numbers_is_refused(place, value):
    row = [*row_of(hour(1))]
    row[place] = value

    try:
        read = rows.facts_of(ACCOUNT, CALLS)(row)
    except (ValueError, OverflowError):
        return

    assert row_of(read) == tuple(row)
    assert type(value) is int


@pytest.mark.parametrize("place", [3, 4, 5, 6, 27])
@pytest.mark.parametrize("value", [True, None, 1.0, "1", b"1"])
def test_what_is_no_number_is_refused(place, value):
    row = [*row_of(hour(1))]
    row[place] = value

    with pytest.raises(ValueError):
        rows.facts_of(ACCOUNT, CALLS)(row)


def test_a_negative_count_is_refused():
    with pytest.raises(ValueError):
        rows.facts_of(ACCOUNT, CALLS)(row_of(hour(1, calls=-1)))


def test_a_window_that_ends_before_it_starts_is_refused():
    row = [*row_of(hour(1))]
    row[3], row[4] = row[4], row[3]

    with pytest.raises(ValueError):
        rows.facts_of(ACCOUNT, CALLS)(row)


@pytest.mark.parametrize("missing", [1, 2, 22])
def test_a_row_with_counts_missing_is_refused(missing):
    with pytest.raises(ValueError):
        rows.facts_of(ACCOUNT, CALLS)(row_of(hour(1))[:-missing])


def test_a_fact_fits_as_long_as_a_database_can_hold_it():
    assert rows.fits(hour(0, calls=BIGGEST))
    assert not rows.fits(hour(0, calls=BIGGEST + 1))


def test_the_moment_of_reading_is_kept_to_the_microsecond():
    fact = hour(0, read_after=timedelta(days=2, microseconds=1))

    assert rows.facts_of(ACCOUNT, CALLS)(row_of(fact)).read_at == fact.read_at
