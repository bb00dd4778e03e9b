"""Facts to be kept, made up: short ones by hand, and any that there can be."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st
from sqlalchemy import create_engine

from components.ledger.facts import Correction, Fact, Series
from components.measures.counts import Counts, Sides
from components.measures.outcomes import Source
from components.periods.window import Window

ACCOUNT = b"A" * 32
STRANGER = b"B" * 32
CALLS = Series(Source.CALLS)

MIDNIGHT = datetime(2026, 11, 1, tzinfo=UTC)
BIGGEST = 2**63 - 1


def hour(number, *, calls=1, series=CALLS, read_after=timedelta(days=2)):
    """Return the fact of one hour, counted from midnight; every call was answered."""
    start = MIDNIGHT + timedelta(hours=number)
    window = Window(start, start + timedelta(hours=1))
    return Fact(series, window, answered(calls), window.end + read_after)


def answered(calls):
    return Sides(Counts(total=calls, bridged=calls), Counts())


def correction(number, before=1, after=2):
    """Return what was noticed when the total of an hour had grown."""
    fact = hour(number, calls=after)
    return Correction(CALLS, fact.window, answered(before), fact.sides, fact.read_at)


@contextmanager
def behind_the_back(place):
    """Change what is in a store without the store."""
    engine = create_engine(place.url)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def windows(facts):
    return {fact.window for fact in facts}


_counted = st.integers(0, 5) | st.integers(0, BIGGEST)
_counts = st.builds(Counts, *[_counted] * 11)
_sides = st.builds(Sides, _counts, _counts)
_moments = st.datetimes(datetime(1, 1, 1), datetime(9999, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
_instants = _moments.map(lambda moment: moment.replace(microsecond=0))
_windows = (
    st.lists(_instants, min_size=2, max_size=2, unique=True)
    .map(sorted)
    .map(lambda ends: Window(*ends))
)

all_series = st.builds(
    Series, st.sampled_from(Source), st.frozensets(st.integers(1, 10**9), max_size=4)
)


def facts_of(series):
    """Return a strategy for facts of a series, each of another window."""
    facts = st.builds(Fact, st.just(series), _windows, _sides, _moments)
    return st.lists(facts, max_size=8, unique_by=lambda fact: fact.window)


corrections = st.builds(Correction, all_series, _windows, _sides, _sides, _moments)
