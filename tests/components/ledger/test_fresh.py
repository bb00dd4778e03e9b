"""What can still change: what is known of it, what is to be asked, and since when."""

from datetime import UTC, datetime, timedelta

from components.ledger.facts import Fact, Series
from components.ledger.fresh import Fresh
from components.ledger.known import Known
from components.ledger.young import NEVER, Young
from components.measures.counts import Counts, Sides
from components.measures.outcomes import Source
from components.periods.window import Window

NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
OPEN = Window(NOON - timedelta(hours=12), NOON + timedelta(hours=12))
OVER = Window(NOON - timedelta(hours=2), NOON - timedelta(hours=1))
CALLS = Series(Source.CALLS)


def fresh(*readings, refresh=None, newer_than=None):
    """Return what is fresh at noon, where windows were read as told."""
    young = Young(CALLS, Known())
    for window, read_at in readings:
        young.keep(Fact(CALLS, window, Sides(Counts(total=1, bridged=1)), read_at))
    return Fresh(young, NOON, refresh=refresh, newer_than=newer_than)


def test_what_was_never_read_is_missing_and_never_due():
    found = fresh()

    assert (found.read(OPEN), found.missing, found.due, found.due_at) == (None, [OPEN], [], NEVER)


def test_an_open_window_is_due_after_the_refresh_of_a_wall():
    found = fresh((OPEN, NOON - 2 * MINUTE), refresh=3 * MINUTE)

    found.read(OPEN)

    assert (found.due, found.due_at) == ([], NOON + MINUTE)


def test_what_has_been_due_for_a_while_tells_since_when():
    found = fresh((OPEN, NOON - 5 * MINUTE), refresh=MINUTE)

    found.read(OPEN)

    assert (found.due, found.due_at) == ([OPEN], NOON - 4 * MINUTE)


def test_what_was_read_before_its_end_is_due_with_its_end():
    found = fresh((OVER, OVER.end - timedelta(seconds=10)), refresh=MINUTE)

    found.read(OVER)

    assert (found.missing, found.due_at) == ([OVER], OVER.end)


def test_what_was_read_before_a_moment_is_due_on_demand():
    found = fresh((OPEN, NOON - MINUTE), newer_than=NOON)

    found.read(OPEN)

    assert found.due == [OPEN]
