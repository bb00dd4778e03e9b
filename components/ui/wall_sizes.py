"""How large everything on a wall is, from the screen and how far away people are.

The unit is a hundredth of the screen's short side: what is reckoned here for 16:9 and 9:16 fits any
screen that is wider. Letters are never smaller than can be read. Where not all fits, the chart goes
first, then the comparison, then the targets; then the figures take turns, and at last the distance
is less than was wished.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import product
from math import ceil, hypot, radians, tan
from typing import Final

from components.ui.wall_letters import CAPITAL, LINE, broken, lines, width

LABEL_PART: Final = 200
"""Capital letters are at least this part of the distance high."""

DIGIT_ANGLE: Final = radians(22 / 60)
"""How large digits look at least: 22 minutes of arc."""

_LONG_SIDE: Final = 16 / 9
ROOMS: Final = (100 * _LONG_SIDE, 100.0)
"""How wide a screen is in its units, that lies and that stands."""

_SHORT_SIDE: Final = 25.4 * 9 / hypot(16, 9)
"""Millimetres of a 16:9 screen's short side for each inch of its diagonal."""

_USUAL_LETTERS: Final = 3.4
"""Letters that look right on a screen that stands near, in its units."""

EDGE: Final = 0.6
GAP: Final = 0.5
BETWEEN: Final = 1.0
RULE: Final = 0.4
"""In parts of the letters' size: around everything, between rows, between columns, above a tile."""

SHAPE: Final = 1.1
"""What a state's shape takes beside its word."""

CHART: Final = 3.6
"""The least height of the chart: its legend of three lines. Both directions take twice of it."""

_CHART_PART: Final = 0.2
_MOST_DIGITS: Final = 0.34
"""Parts of the height: what a chart gets where there is room, and what digits take at most."""

_RATIOS: Final = (1.6, 1.4, 1.2, 1.0)
"""How much larger the main figure may be."""

_WIDEST: Final = 2
"""Columns that the main figure takes at most where all stand in one row."""

_MUCH: Final = 1.2
"""How much larger figures are worth shorter texts beside them."""

_FINE: Final = 0.05
_NEARER: Final = 0.98
"""Steps in which sizes are tried, and distances."""


class Extra(StrEnum):
    """What gives way where not all fits, the first first."""

    CHART = "chart"
    COMPARISON = "comparison"
    TARGETS = "targets"


@dataclass(frozen=True, slots=True)
class Need:
    """The texts of one figure's tile; ``digits`` is the width of its number in parts of its size.

    ``labels`` stand below each other, one of ``words`` tells the state. Of ``targets`` and
    ``notes`` the first is the full text and the second a brief one; ``since`` stands in the place
    of the note where the number is too old, and ``stale`` then in the place of the state.
    """

    labels: tuple[str, ...]
    digits: float
    words: tuple[str, ...]
    targets: tuple[str, str]
    notes: tuple[str, str]
    since: tuple[str, ...]
    stale: str = ""


@dataclass(frozen=True, slots=True)
class Around:
    """The texts around the tiles: those of the head, and what may stand at the foot.

    ``heads`` and ``scopes`` are given in full and in brief. One of ``reasons`` takes the place of
    the scope where something is wrong; ``corner`` is kept free beside them.
    """

    heads: tuple[tuple[str, ...], tuple[str, ...]]
    scopes: tuple[str, str]
    reasons: tuple[str, ...]
    corner: float = 0.0


@dataclass(frozen=True, slots=True)
class Grid:
    """How tiles stand: main first, over ``span`` of the columns; sizes in parts of the letters'.

    ``rows`` tells the lines of each part of a tile: label, state, target, note. ``chart`` is the
    height that is left for the day, nothing where it has given way.
    """

    columns: int
    span: int
    digits: float
    main: float
    rows: tuple[int, int, int, int]
    chart: float = 0.0


@dataclass(frozen=True, slots=True)
class Form:
    """Which texts there are: in full or in brief, and what had to give way."""

    is_brief: bool = False
    without: frozenset[Extra] = frozenset()

    def has(self, extra: Extra) -> bool:
        """Tell whether something has not given way."""
        return extra not in self.without


FORMS: Final = (
    Form(),
    *(Form(is_brief=True, without=frozenset(list(Extra)[:gone])) for gone in range(len(Extra) + 1)),
)
"""All of them, the fullest first."""


@dataclass(frozen=True, slots=True)
class Layout:
    """One way of the screen: ``letters`` in its units, for eyes at most ``metres`` away.

    ``shown`` figures stand at a time. ``is_both`` says that the chart has room for both directions.
    """

    grid: Grid
    letters: float
    metres: float
    shown: int
    form: Form
    is_both: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """A board's sizes, on a screen that lies and on one that stands."""

    wide: Layout
    tall: Layout


def label_floor(inches: float, metres: float) -> float:
    """Return the least size of letters in units of the screen."""
    return metres * 1000 / LABEL_PART / CAPITAL / _unit(inches)


def digit_floor(inches: float, metres: float) -> float:
    """Return the least size of figures in units of the screen."""
    return 2 * metres * 1000 * tan(DIGIT_ANGLE / 2) / CAPITAL / _unit(inches)


@lru_cache(64)
def plan(inches: float, metres: float, needs: tuple[Need, ...], around: Around) -> Plan:
    """Return how a board stands on a screen; ``needs`` holds one figure or more, the main first."""
    long, short = ROOMS
    return Plan(
        _best(inches, metres, needs, around, long, short),
        _best(inches, metres, needs, around, short, long),
    )


def _unit(inches: float) -> float:
    """Return the millimetres of a unit."""
    return inches * _SHORT_SIDE / 100


def _best(  # the screen, what stands on it, and its two sides
    inches: float,
    metres: float,
    needs: tuple[Need, ...],
    around: Around,
    wide: float,
    high: float,
) -> Layout:
    while True:
        floor, digits = label_floor(inches, metres), digit_floor(inches, metres)
        for letters in sorted({max(floor, _USUAL_LETTERS), floor}, reverse=True):
            box = _Box(wide / letters, high / letters, digits / letters)
            found = box.layout(needs, around) if box.holds(needs, around) else None
            if found is not None:
                return replace(found, letters=letters, metres=metres)
        metres *= _NEARER


@dataclass(frozen=True, slots=True)
class _Box:
    """A screen's sides, and the least size of digits, in parts of the letters' size."""

    wide: float
    high: float
    floor: float

    def holds(self, needs: tuple[Need, ...], around: Around) -> bool:
        """Tell whether there is room for the main figure at least."""
        return self._fit(needs, 1, around, FORMS[-1]) is not None

    def layout(self, needs: tuple[Need, ...], around: Around) -> Layout | None:
        """Return the fullest layout that fits; None where not even the main figure does."""
        for shown in range(len(needs), 0, -1):
            found = {
                form: grid
                for form in FORMS
                if (grid := self._fit(needs, shown, around, form)) is not None
            }
            if found:
                form = _fullest(found)
                return Layout(found[form], 0, 0, shown, form, found[form].chart >= 2 * CHART)
        return None

    @property
    def _charts(self) -> tuple[float, float]:
        """Return the heights that a chart gets: where there is room, and where there is little."""
        return max(CHART, self.high * _CHART_PART), CHART

    @property
    def _inside(self) -> float:
        return self.wide - 2 * EDGE

    def _fit(self, needs: tuple[Need, ...], shown: int, around: Around, form: Form) -> Grid | None:
        room = self.high - 2 * EDGE - self._frame(around, form)
        if not form.has(Extra.CHART):
            return self._largest(needs, shown, room, form)
        for chart in self._charts:
            grid = self._largest(needs, shown, room - chart - GAP, form)
            if grid is not None:
                return replace(grid, chart=chart)
        return None

    def _largest(self, needs: tuple[Need, ...], shown: int, room: float, form: Form) -> Grid | None:
        """Return how tiles stand in a room where their digits are the largest."""
        grids = (
            grid
            for columns in range(1, shown + 2)
            if (grid := self._grid(needs, shown, columns, room, form)) is not None
        )
        return max(grids, key=lambda grid: 2 * grid.digits + grid.main, default=None)

    def _frame(self, around: Around, form: Form) -> float:
        """Return the height of head and foot."""
        head = around.heads[form.is_brief and not form.has(Extra.COMPARISON)]
        scope = around.scopes[form.is_brief] if form.has(Extra.COMPARISON) else ""
        foot = _most((*around.reasons, scope), self._inside - around.corner)
        return LINE * (_rows(head, self._inside) + foot) + 2 * GAP

    def _grid(
        self, needs: tuple[Need, ...], shown: int, columns: int, room: float, form: Form
    ) -> Grid | None:
        """Return the largest digits in so many columns; None where they would be too small."""
        rows = ceil(shown / columns)
        span = rows * columns - shown + 1
        if span > columns or (rows == 1 and span > _WIDEST):
            return None
        one = (self._inside - (columns - 1) * BETWEEN) / columns
        first = one * span + (span - 1) * BETWEEN
        taken = _lines(needs, one if shown > 1 else first, first, form)
        left = room - rows * (RULE + sum(taken) * LINE) - (rows - 1) * GAP
        widest = min(self.high * _MOST_DIGITS, first / needs[0].digits)
        most = min(widest, *(one / need.digits for need in needs[1:]), widest)
        for digits, ratio in product(_sizes(most, self.floor), _RATIOS):
            main = min(digits * ratio, widest)
            if main + (rows - 1) * (main if span < columns and rows == 1 else digits) <= left:
                return Grid(columns, span, digits if shown > 1 else main, main, taken)
        return None


def _fullest(found: Mapping[Form, Grid]) -> Form:
    """Return the fullest form that fits; brief texts where figures are much larger with them."""
    first, *more = found
    full, brief = found[first], found[more[0]] if more else found[first]
    is_better = not first.is_brief and brief.digits >= _MUCH * full.digits
    return more[0] if is_better else first


def _sizes(most: float, least: float) -> Iterator[float]:
    """Yield sizes, the largest first."""
    size = most
    while size >= least:
        yield size
        size -= _FINE


def _lines(
    needs: Sequence[Need], one: float, first: float, form: Form
) -> tuple[int, int, int, int]:
    """Return the lines that each part of a tile takes, where the most is needed.

    Where no figure has a target, the state is told in the place of the note.
    """
    has_marks = any(any(need.targets) for need in needs)
    rooms = [(needs[0], first), *((need, one) for need in needs[1:])]
    label = max(sum(lines(text, room) for text in need.labels) for need, room in rooms)
    word = max(
        max(_most(need.words, room - SHAPE), lines(need.stale, room)) for need, room in rooms
    )
    target = max(lines(need.targets[form.is_brief], room) for need, room in rooms)
    since = max(_most(need.since, room) for need, room in rooms)
    note = max(lines(need.notes[form.is_brief], room) for need, room in rooms)
    note = max(note, since) if form.has(Extra.COMPARISON) else 0
    if not has_marks:
        word, note = 0, max(note, since, word)
    elif not form.has(Extra.COMPARISON):
        word = max(word, since)
    return label, word, target if form.has(Extra.TARGETS) else 0, note


def _rows(texts: Sequence[str], room: float) -> int:
    """Return how many lines texts take that stand beside each other where there is room."""
    if sum(map(width, texts)) + BETWEEN * (len(texts) - 1) <= room:
        return 1
    return sum(broken(text, room) for text in texts)


def _most(texts: Sequence[str], room: float) -> int:
    """Return how many lines the longest of some texts takes that stand in one place."""
    return max((lines(text, room) for text in texts), default=0)
