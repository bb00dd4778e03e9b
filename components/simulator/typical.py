"""A day in a typical office, made up from a seed and the date alone."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import accumulate
from typing import Final

from components.simulator.calls import Call, Direction, Ending, Leg, silent_leg
from components.simulator.people import Cast

# Moscow has kept UTC+3 since October 2014, so no zone database is needed.
MOSCOW: Final = timezone(timedelta(hours=3), "Europe/Moscow")

OPENED: Final = date(2015, 1, 1)
"""The typical office has no calls before this day."""

# Calls on a day from Monday to Sunday: about 250 on a working day, 5,000 in four weeks.
_VOLUME: Final = (284, 266, 256, 250, 228, 16, 4)
_SPREAD: Final = 0.07
_INBOUND: Final = 0.6

_OPEN: Final = range(9, 18)
# How a day's calls fall on its hours from midnight: morning peak, lunch dip at 13, and at night the
# line is off.
_HOURS: Final = (
    *(0, 0, 0, 0, 0, 0, 0, 0.03),
    *(2, 8, 12, 13, 11, 4.5, 9, 12, 11, 9, 3, 1),
    *(0.03, 0, 0, 0),
)
_CUMULATIVE: Final = tuple(accumulate(_HOURS))

_HOLIDAYS: Final = frozenset(
    {*((1, day) for day in range(1, 9)), (2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4)}
)

_SATURDAY: Final = 5
_SUNDAY: Final = 6
_TUESDAY: Final = 1
_SECOND_WEEK: Final = range(8, 15)
_BAD_HOURS: Final = range(10, 17)

# Who calls and is called: so many numbers, one of so many withheld, none of which anybody has.
_OUTSIDERS: Final = 700
_SHY: Final = 29
_STRIDE: Final = 131

Ends = tuple[tuple[Ending, ...], tuple[float, ...]]
_OUTBOUND_ENDS: Final[Ends] = (
    (Ending.BRIDGED, Ending.NOT_ANSWERED, Ending.BUSY, Ending.REJECTED, Ending.FAILED),
    (0.62, 0.84, 0.90, 0.94, 1.0),
)
_CLOSED_ENDS: Final[Ends] = (
    (Ending.ANSWERED, Ending.NOT_ANSWERED, Ending.FAILED),
    (0.75, 0.93, 1.0),
)
_DIRECT_ENDS: Final[Ends] = (
    (Ending.BRIDGED, Ending.NOT_ANSWERED, Ending.BUSY, Ending.REJECTED, Ending.FAILED),
    (0.72, 0.86, 0.93, 0.97, 1.0),
)
_BAD_DIRECT_ENDS: Final[Ends] = (_DIRECT_ENDS[0], (0.25, 0.75, 0.93, 0.97, 1.0))


# Ways of an inbound call, cumulated: lost in the menu, failed, queue, a person's own number.
_WAYS: Final = (0.06, 0.09, 0.66, 1.0)

# Shares of: callers who give up in the queue; phones sent on to a colleague; a bad Tuesday's queue
# calls for which nobody is there.
_IMPATIENT: Final = 0.11
_SENT_ON: Final = 0.08
_UNMANNED: Final = 0.6


def is_working_day(day: date) -> bool:
    """Say whether the office is open on this Moscow day."""
    return day.weekday() < _SATURDAY and (day.month, day.day) not in _HOLIDAYS


def is_bad_tuesday(day: date) -> bool:
    """Say whether this is the month's second Tuesday, on which hardly anybody picks up."""
    return day.weekday() == _TUESDAY and day.day in _SECOND_WEEK and is_working_day(day)


def _outsider(place: int) -> str:
    """Return a telephone number of the range that is kept for made-up ones, or nothing."""
    number = place * 7919 % _OUTSIDERS
    return f"+1202555{number:04d}" if number % _SHY else ""


def calls_on(day: date, *, seed: int, cast: Cast, late: timedelta) -> tuple[Call, ...]:
    """Return the calls of one Moscow day, sorted by start; the same for the same arguments.

    About a third of the calls show up late, by up to ``late``.
    """
    if day < OPENED:
        return ()
    return _Day(day, random.Random(f"{seed}/{day.isoformat()}"), cast, late).calls()


@dataclass(frozen=True, slots=True)
class _Course:
    """What became of a call, before it has a place in time."""

    ending: Ending
    legs: tuple[Leg, ...]
    ringing: int = 0
    duration: int = 0
    bridged_duration: int = 0


class _Day:
    """One day in the making; everything is drawn from its own generator."""

    def __init__(self, day: date, dice: random.Random, cast: Cast, late: timedelta) -> None:
        self._midnight = datetime(day.year, day.month, day.day, tzinfo=MOSCOW).astimezone(UTC)
        self._working = is_working_day(day)
        self._bad = is_bad_tuesday(day)
        self._volume = _VOLUME[
            day.weekday() if self._working or day.weekday() >= _SATURDAY else _SUNDAY
        ]
        self._dice = dice
        self._cast = cast
        self._late = late.total_seconds()

    def calls(self) -> tuple[Call, ...]:
        number = max(0, round(self._dice.gauss(self._volume, self._volume * _SPREAD)))
        hours = self._dice.choices(range(24), cum_weights=_CUMULATIVE, k=number)
        starts = sorted((hour, int(self._dice.random() * 3600)) for hour in hours)
        return tuple(self._call(*at, position) for position, at in enumerate(starts))

    def _call(self, hour: int, second: int, position: int) -> Call:
        inbound = self._dice.random() < _INBOUND
        course = self._course(hour)() if inbound else self._outbound()
        tardiness = self._dice.random() * 3 - 2
        return Call(
            start=self._midnight + timedelta(seconds=hour * 3600 + second),
            direction=Direction.INBOUND if inbound else Direction.OUTBOUND,
            ending=course.ending,
            legs=course.legs,
            ringing=course.ringing,
            duration=course.duration,
            bridged_duration=course.bridged_duration,
            late_by=int(self._late * tardiness) if tardiness > 0 else 0,
            outsider=_outsider(self._midnight.toordinal() * _STRIDE + position),
            uuid=f"{self._midnight:%Y%m%d}-{position:04d}",
        )

    def _course(self, hour: int) -> Callable[[], _Course]:
        """Choose the way that an inbound call takes at this hour."""
        if not self._working or hour not in _OPEN:
            return self._closed
        short_staffed = self._bad and hour in _BAD_HOURS
        ways = (
            self._lost_in_menu,
            self._failed,
            self._queue_short_staffed if short_staffed else self._queue,
            self._direct_short_staffed if short_staffed else self._direct,
        )
        return self._dice.choices(ways, cum_weights=_WAYS)[0]

    def _ending(self, ends: Ends) -> Ending:
        roll = self._dice.random()
        kinds, limits = ends
        return next(kind for kind, limit in zip(kinds, limits, strict=True) if roll < limit)

    def _between(self, low: int, high: int) -> int:
        return low + int(self._dice.random() * (high - low + 1))

    def _talk(self) -> int:
        """Seconds of a conversation: mostly about two minutes, sometimes far longer."""
        return min(3600, 5 + int(self._dice.lognormvariate(4.5, 0.9)))

    def _someone(self) -> int:
        return self._dice.choice(self._cast.phones)

    def _outbound(self) -> _Course:
        ending = self._ending(_OUTBOUND_ENDS)
        return self._person(self._someone(), ending)

    def _person(self, who: int, ending: Ending) -> _Course:
        if ending is not Ending.BRIDGED:
            return _Course(ending, (silent_leg(who, ending),), ringing=self._between(1, 40))
        talk = self._talk()
        return _Course(ending, (Leg(who, ending, talk, talk),), self._between(3, 25), talk, talk)

    def _closed(self) -> _Course:
        ending = self._ending(_CLOSED_ENDS)
        return (
            self._lost_in_menu()
            if ending is Ending.ANSWERED
            else self._person(self._cast.menu, ending)
        )

    def _failed(self) -> _Course:
        return self._person(self._cast.menu, Ending.FAILED)

    def _lost_in_menu(self) -> _Course:
        heard = self._between(4, 35)
        return _Course(Ending.ANSWERED, (Leg(self._cast.menu, Ending.ANSWERED, heard),), 2, heard)

    def _queue(self) -> _Course:
        """Through the menu into the queue, which rings three agents at once."""
        agents = self._dice.sample(self._cast.agents, min(3, len(self._cast.agents)))
        if self._dice.random() < _IMPATIENT:
            return self._given_up(agents)
        heard, waited, talk = self._between(6, 20), self._between(3, 70), self._talk()
        legs = (
            Leg(self._cast.menu, Ending.ANSWERED, heard),
            Leg(self._cast.queue, Ending.ANSWERED, waited + talk),
            Leg(agents[0], Ending.BRIDGED, talk, talk),
            *(silent_leg(other, Ending.ANSWERED_ELSEWHERE) for other in agents[1:]),
        )
        return _Course(Ending.BRIDGED, legs, 2, heard + waited + talk, talk)

    def _queue_short_staffed(self) -> _Course:
        if self._dice.random() > _UNMANNED:
            return self._queue()
        return self._given_up(self._dice.sample(self._cast.agents, 1))

    def _given_up(self, agents: list[int]) -> _Course:
        heard, waited = self._between(6, 20), self._between(20, 180)
        legs = (
            Leg(self._cast.menu, Ending.ANSWERED, heard),
            Leg(self._cast.queue, Ending.ANSWERED, waited),
            *(silent_leg(agent, Ending.NOT_ANSWERED) for agent in agents),
        )
        return _Course(Ending.ANSWERED, legs, 2, heard + waited)

    def _direct(self) -> _Course:
        """Straight to a person, who sometimes has sent the phone on to a colleague."""
        course = self._person(self._someone(), self._ending(_DIRECT_ENDS))
        if self._dice.random() > _SENT_ON:
            return course
        return _Course(
            course.ending,
            (silent_leg(self._someone(), Ending.DIVERTED), *course.legs),
            course.ringing,
            course.duration,
            course.bridged_duration,
        )

    def _direct_short_staffed(self) -> _Course:
        return self._person(self._someone(), self._ending(_BAD_DIRECT_ENDS))
