"""The vendor's own example, as calls: the first ten days of November 2019."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from components.simulator.calls import Call, Direction, Ending
from components.simulator.people import PEOPLE, Cast

# Contract, section 3. Seconds are shared out evenly over the calls that have any.
_EXAMPLE: Final[tuple[tuple[Direction, Ending, int, int], ...]] = (
    (Direction.INBOUND, Ending.BRIDGED, 59, 6142),
    (Direction.INBOUND, Ending.ANSWERED, 15, 6386 - 6142),
    (Direction.INBOUND, Ending.NOT_ANSWERED, 5, 0),
    (Direction.INBOUND, Ending.FAILED, 8, 0),
    (Direction.OUTBOUND, Ending.BRIDGED, 87, 958),
    (Direction.OUTBOUND, Ending.NOT_ANSWERED, 37, 0),
    (Direction.OUTBOUND, Ending.FAILED, 22, 0),
)

# From the 4th to the 8th and between 08:00 and 16:00 UTC, 1 to 10 November covers every call
# in whatever zone the days are cut.
_FIRST: Final = datetime(2019, 11, 4, 8, tzinfo=UTC)
_DAYS: Final = 5
_STEP: Final = timedelta(minutes=10)


def documented_calls() -> tuple[Call, ...]:
    """Return the 87 inbound and 146 outbound calls that the vendor's example counts."""
    return tuple(_calls())


def _calls() -> Iterator[Call]:
    cast = Cast.of(PEOPLE)
    position = 0
    for direction, ending, number, seconds in _EXAMPLE:
        for one in range(number):
            day, slot = position % _DAYS, position // _DAYS
            duration = seconds // number + (one < seconds % number)
            yield Call.direct(
                _FIRST + timedelta(days=day) + slot * _STEP,
                direction,
                ending,
                cast.queue
                if ending is Ending.ANSWERED
                else cast.phones[position % len(cast.phones)],
                duration=duration,
                bridged_duration=duration if ending is Ending.BRIDGED else 0,
            )
            position += 1
