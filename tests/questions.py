"""A small PBX in pure time, somebody who asks a book about it, and what must come of that.

Calls show up late here, some even after the 26 hours after which a total is taken for settled. Then
a total was true when it was read, and differences with it are off by the stragglers: an answer is
exact wherever none is near, and nowhere further off than they can make it.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import astuple, dataclass, field, fields
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from operator import add, attrgetter
from typing import Final, TypeAlias
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from components.ledger import runs
from components.ledger.book import Book, Survey
from components.ledger.facts import Fact, Series
from components.measures.counts import Counts, Sides
from components.measures.outcomes import Source
from components.measures.stretches import Standing
from components.periods.buckets import Step, boundaries
from components.periods.window import Window, midnight

SECOND: Final = timedelta(seconds=1)
MINUTE: Final = timedelta(minutes=1)
HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)
SETTLED_AFTER: Final = 26 * HOUR
LONGEST: Final = 30 * DAY

ZONES: Final = tuple(map(ZoneInfo, ("Europe/Moscow", "Asia/Kolkata", "Europe/Berlin")))
TODAYS: Final = (
    datetime(2026, 10, 25, tzinfo=UTC),  # 25 hours in Berlin
    datetime(2026, 11, 18, tzinfo=UTC),
    datetime(2027, 3, 28, tzinfo=UTC),  # 23 hours in Berlin
)
_ENDINGS: Final = ("bridged", "answered", "not_answered", "busy", "rejected", "failed")

Numbers = tuple[int, ...]
"""The 22 counts of both sides."""

_NOTHING: Final = (0,) * 22


@dataclass(frozen=True, slots=True)
class Call:
    """A call, and the moment after which it shows up in the totals."""

    start: datetime
    seen_at: datetime
    extension: int
    numbers: Numbers


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked at a moment, about the whole account or some extensions."""

    at: datetime
    window: Window
    step: Step
    zone: ZoneInfo
    extensions: frozenset[int]
    watched: bool
    moves: bool
    """Whether time goes on while it is asked for."""
    closed: frozenset[int] = frozenset()
    """Which of every five buckets nobody wants, from 0 to 4."""

    @property
    def marks(self) -> tuple[datetime, ...]:
        return boundaries(self.window, self.step, self.zone)

    @property
    def gaps(self) -> frozenset[int]:
        buckets = range(len(self.marks) - 1)
        return frozenset(number for number in buckets if number % 5 in self.closed)

    def begun(self, now: datetime) -> dict[int, Window]:
        """Return the wanted buckets that have begun, by their numbers."""
        return {
            number: Window(*pair)
            for number, pair in enumerate(pairwise(self.marks))
            if pair[0] < now and number not in self.gaps
        }


Life: TypeAlias = tuple[list[Question], list[Call], frozenset[int]]
"""Questions in order, calls, and the numbers of the questions before which is a restart."""


class Pbx:
    """Counts calls, by the second."""

    def __init__(self, calls: Sequence[Call]) -> None:
        self._calls = sorted(calls, key=lambda call: call.start)
        self._starts = [call.start for call in self._calls]

    def within(self, window: Window, extensions: frozenset[int]) -> list[Call]:
        """Return the calls of a window, whether they have shown up or not."""
        first = bisect_left(self._starts, window.start)
        calls = self._calls[first : bisect_left(self._starts, window.end)]
        return [call for call in calls if not extensions or call.extension in extensions]

    def count(self, window: Window, now: datetime, extensions: frozenset[int]) -> Numbers:
        """Return what is to be seen of a window at a moment."""
        total = _NOTHING
        for call in self.within(window, extensions):
            if call.seen_at < now:
                total = tuple(map(add, total, call.numbers))
        return total


@dataclass
class Reader:
    """Asks a book whatever it says is to be asked, and never believes what it answers."""

    pbx: Pbx
    series: Series
    book: Book = field(init=False)
    told: dict[Window, Fact] = field(default_factory=dict)
    shelf: dict[Window, Fact] = field(default_factory=dict)
    held_at: datetime | None = None
    asked: int = 0
    missing: int = 0
    stored: dict[Window, datetime] = field(default_factory=dict)
    """What a store keyed by window would hold, and since when."""
    late: dict[Window, list[Call]] = field(default_factory=dict)
    """What was missing from settled totals when they were read."""

    def __post_init__(self) -> None:
        self.book = Book(self.series)

    def restart(self) -> None:
        """Forget everything but what was kept."""
        self.book = Book(self.series)
        self.book.recall(self.shelf.values())

    def ask(self, question: Question, now: datetime) -> datetime:
        """Ask until nothing is missing or due; return the moment at which that was."""
        marks, gaps, asked, held = question.marks, question.gaps, 0, 0
        most = self._unknown(question, now)
        while True:
            refresh = MINUTE if question.watched else None
            survey = runs.survey(self.book, marks, gaps, now, refresh=refresh)
            if asked & (asked - 1) == 0 or not (survey.missing or survey.due):
                self.check(survey, question, now)
            window = next(iter((*survey.missing, *survey.due)), None)
            if window is None:
                break
            held += self._learn(window, now)
            asked += 1
            assert asked <= most + 60, "asks without an end"
            if question.moves:
                now += SECOND
        self.asked += asked
        if not question.moves and not self.late:
            assert asked <= most + held, "asked more than was missing"
        self._check_all_told(survey, question, now)
        return now

    def _learn(self, window: Window, now: datetime) -> bool:
        """Have one request answered; return whether the answer was only good for doubts."""
        assert window.start < now
        assert window.length <= LONGEST
        if not self.late:
            fact = self.told.get(window)
            assert fact is None or fact.age < SETTLED_AFTER, "asked for what was settled"
        total = self.pbx.count(window, now, self.series.extensions)
        fact = self.told[window] = Fact(self.series, window, _sides(total), now)
        self._note_the_late(fact)
        learnt = self.book.learn(fact)
        for each in learnt.facts:
            # What is written again gets a higher number than all others.
            self.shelf.pop(each.window, None)
            self.shelf[each.window] = each
        if learnt.facts:
            return False
        assert self.held_at is None or now - self.held_at >= 20 * HOUR
        self.held_at = now
        return True

    def _note_the_late(self, fact: Fact) -> None:
        self.late.pop(fact.window, None)
        if fact.age >= SETTLED_AFTER:
            calls = self.pbx.within(fact.window, self.series.extensions)
            late = [call for call in calls if call.seen_at >= fact.read_at]
            if late:
                self.late[fact.window] = late

    def _unknown(self, question: Question, now: datetime) -> int:
        """Return how many windows of a question were not told, or not lately enough.

        Counts beside it what a store keyed by window would have asked until now.
        """
        unknown, watched = 0, question.watched
        buckets = question.begun(now).values()
        pieces = [piece for each in buckets for piece in _pieces(each.start, each.end)]
        for window in (piece for piece in pieces if piece.start < now):
            fact, read_at = self.told.get(window), self.stored.get(window)
            unknown += not _is_fresh(window, fact and fact.read_at, now, watched=watched)
            if not _is_fresh(window, read_at, now, watched=watched):
                self.stored[window] = now
                self.missing += 1
        return unknown

    # What must hold of every answer

    def check(self, survey: Survey, question: Question, now: datetime) -> None:
        """Compare every stretch of a survey with what the PBX would say."""
        marks, end = question.marks, 0
        for one in survey.stretches:
            assert one.first >= end, "stretches overlap or are out of order"
            end = one.end
            window = Window(marks[one.first], marks[one.end])
            assert one.standing is not Standing.FINAL or window.end + SETTLED_AFTER <= now
            if now < window.end:
                assert one.standing is Standing.OPEN
            elif one.standing is Standing.OPEN:
                # It was read before its time was over, and is asked for.
                assert one.read_at < window.end
                assert survey.missing
            assert one.read_at <= now
            self._check([window], _numbers(one.sides), now, is_final=one.standing is Standing.FINAL)
        if survey.total is not None and marks[0] < now:
            is_final = all(one.standing is Standing.FINAL for one in survey.stretches)
            windows = list(question.begun(now).values())
            whole = [Window(marks[0], marks[-1])] if not question.gaps else windows
            self._check(whole, _numbers(survey.total), now, is_final=is_final)

    def _check(
        self, windows: Sequence[Window], shown: Numbers, now: datetime, *, is_final: bool
    ) -> None:
        """Compare a number with what was to be seen when it was read, and with what is now."""
        assert min(shown) >= 0, "less than nothing"
        low = high = off = _NOTHING
        for window in windows:
            since = now if is_final else self._oldest(window, now)
            seen = [self.pbx.count(window, at, self.series.extensions) for at in (since, now)]
            low, high, off = (
                tuple(map(add, one, more))
                for one, more in zip((low, high, off), (*seen, self._off(window)), strict=True)
            )
        bounds = zip(low, shown, high, off, strict=True)
        assert all(a - o <= s <= b + o for a, s, b, o in bounds), (windows, low, shown, high, off)

    def _oldest(self, window: Window, now: datetime) -> datetime:
        """Return when the oldest of what was told of a window, and can still change, was read."""
        return min(
            (
                fact.read_at
                for each, fact in self.told.items()
                if fact.age < SETTLED_AFTER and each.start < window.end and each.end > window.start
            ),
            default=now,
        )

    def _check_all_told(self, survey: Survey, question: Question, now: datetime) -> None:
        begun = question.begun(now)
        assert [one.first for one in survey.stretches] == list(begun)
        assert all(one.buckets == 1 for one in survey.stretches)
        settled = [window.end + SETTLED_AFTER <= now for window in begun.values()]
        assert [one.standing is Standing.FINAL for one in survey.stretches] == settled
        assert survey.total is not None

    def _off(self, window: Window) -> Numbers:
        """Return how far off an answer may be, for stragglers in what hangs together with it."""
        if not self.late:
            return _NOTHING
        start, end = window.start, window.end
        settled = [each for each, fact in self.told.items() if fact.age >= SETTLED_AFTER]
        for _ in settled:
            near = [each for each in settled if each.start <= end and each.end >= start]
            start, end = (
                min([start, *(each.start for each in near)]),
                max([end, *(each.end for each in near)]),
            )
        off = _NOTHING
        for each, calls in self.late.items():
            if start <= each.start < end:
                for call in calls:
                    off = tuple(a + 4 * b for a, b in zip(off, call.numbers, strict=True))
        return off


def _is_fresh(window: Window, read_at: datetime | None, now: datetime, *, watched: bool) -> bool:
    """Tell whether a reading is good enough, by a schedule of its own."""
    if read_at is None:
        return False
    age = read_at - window.end
    if age >= SETTLED_AFTER:
        return True
    lasts = (1 if watched else 2) * MINUTE
    if age >= timedelta(0):
        lasts = min(max(10 * MINUTE, 2 * age), SETTLED_AFTER - age)
    return now < read_at + lasts


def _pieces(start: datetime, end: datetime) -> list[Window]:
    pieces = []
    while end - start > LONGEST:
        pieces.append(Window(start, start + LONGEST))
        start += LONGEST
    return [*pieces, Window(start, end)]


def _sides(numbers: Numbers) -> Sides:
    return Sides(Counts(*numbers[:11]), Counts(*numbers[11:]))


_side: Final = attrgetter(*(count.name for count in fields(Counts)))


def _numbers(sides: Sides) -> Numbers:
    return (*_side(sides.inbound), *_side(sides.outbound))


@dataclass(slots=True)
class Tally:
    """Questions, requests, and the requests that a store keyed by window would have sent."""

    questions: int = 0
    asked: int = 0
    missing: int = 0


def live(questions: Sequence[Question], calls: Sequence[Call], restarts: frozenset[int]) -> Tally:
    """Ask all questions in order, each twice, and check each answer.

    The program is started anew before the questions whose numbers are in ``restarts``. Raises
    ``AssertionError`` where anything is not as it should be.
    """
    pbx = Pbx(calls)
    readers: dict[Series, Reader] = {}
    now = questions[0].at
    for number, question in enumerate(questions):
        series = Series(Source.CALLS, question.extensions)
        reader = readers.setdefault(series, Reader(pbx, series))
        if number in restarts:
            reader.restart()
        now = reader.ask(question, max(now, question.at))
        asked = reader.asked
        reader.ask(question, now)
        assert reader.asked == asked, "asked twice"
    return Tally(
        len(questions),
        sum(reader.asked for reader in readers.values()),
        sum(reader.missing for reader in readers.values()),
    )


# What may be asked

_VIEWS: Final = (
    (Step.HOUR, 1, 1),
    (Step.HOUR, 1, 0),
    (Step.HOUR, 2, 0),
    (Step.DAY, 1, 1),
    (Step.DAY, 7, 1),
    (Step.DAY, 7, 0),
    (Step.DAY, 14, -7),
    (Step.DAY, 36, 1),
    (Step.WEEK, 28, 1),
    (Step.MONTH, 64, 10),
)
"""Steps, numbers of days, and how many of these lie behind midnight: what people look at."""

_PAUSES: Final = tuple(
    timedelta(minutes=minutes) for minutes in (0, 1, 2, 15, 90, 300, 720, 1440, 1560, 1800, 2880)
)


@st.composite
def lives(draw, most_late: timedelta = 30 * HOUR, *, gaps: bool = False):
    """Draw questions in order, with gaps or without, calls that are up to so late, and restarts."""
    today = draw(st.sampled_from(TODAYS))
    zone = draw(st.sampled_from(ZONES))
    now = today + draw(st.integers(-24 * 60, 24 * 60)) * MINUTE
    questions = []
    for _ in range(draw(st.integers(1, 12))):
        questions.append(draw(_questions(now, zone, gaps=gaps)))
        now += draw(st.sampled_from(_PAUSES)) + draw(st.integers(0, 99)) * SECOND
    calls = draw(st.lists(_calls(today, most_late), max_size=40))
    if draw(st.booleans()):
        calls += [_call(today + 3 * hour * HOUR) for hour in range(-24 * 15, 24 * 3)]
    return questions, calls, draw(st.frozensets(st.integers(1, 12), max_size=2))


@st.composite
def _questions(draw, at: datetime, zone: ZoneInfo, *, gaps: bool) -> Question:
    """Draw one of the views, or any days or minutes."""
    step, days, behind = draw(st.sampled_from(_VIEWS))
    if draw(st.integers(0, 3)) == 0:
        days, behind = draw(st.integers(1, days)), draw(st.integers(-6, 2))
    last = at.astimezone(zone).date() + behind * DAY
    start, end = midnight(last - days * DAY, zone), midnight(last, zone)
    if draw(st.integers(0, 5)) == 0:
        start += draw(st.integers(0, 22 * 60)) * MINUTE
    return Question(
        at=at,
        window=Window(start, end),
        step=step,
        zone=zone,
        extensions=draw(st.sampled_from(_EXTENSIONS)),
        watched=draw(st.booleans()),
        moves=draw(st.integers(0, 3)) == 0,
        closed=draw(st.frozensets(st.integers(0, 4))) if gaps else frozenset(),
    )


_EXTENSIONS: Final = (*[frozenset()] * 5, frozenset({1}), frozenset({0, 2}))


@st.composite
def _calls(draw, today: datetime, most_late: timedelta) -> Call:
    """Draw a call of the last week or the next, or sometimes one long ago."""
    minutes = st.one_of(
        *[st.integers(-4 * 24 * 60, 7 * 24 * 60)] * 4, st.integers(-40 * 24 * 60, 0)
    )
    most = most_late // MINUTE
    wait = draw(st.one_of(st.just(0), st.integers(0, most), st.integers(most - 600, most)))
    start = today + draw(minutes) * MINUTE
    return _call(
        start,
        late=wait * MINUTE,
        extension=draw(st.integers(0, 2)),
        ending=draw(st.sampled_from(_ENDINGS)),
        outbound=draw(st.booleans()),
    )


def _call(
    start: datetime,
    *,
    late: timedelta = timedelta(0),
    extension: int = 0,
    ending: str = "bridged",
    outbound: bool = False,
) -> Call:
    talked = 60 * (ending == "bridged")
    side = astuple(Counts(1, duration=talked + 5, bridged_duration=talked, **{ending: 1}))
    numbers = (*_NOTHING[11:], *side) if outbound else (*side, *_NOTHING[11:])
    return Call(start, start + late, extension, numbers)
