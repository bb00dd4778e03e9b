"""What a wall shows: figures with targets, of which calls, on which screen; and its spelling.

In the address ``figure=in_answer_rate~80~60`` is a figure with what is good and what is bad (rates
in per cent, talk in seconds), ``figure=in_calls`` one without a target. Further boards, which take
turns with the first, are each an address of their own in ``also=``. Televisions keep these names
for years. Whatever an address says is checked here; what cannot be read is as if it were not there.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Final
from urllib.parse import parse_qs, urlencode

from components.measures.targets import Figure, Target, is_rate
from components.periods import against, spelling
from components.periods.against import Against, Other
from components.periods.presets import Preset
from components.periods.spelling import Period
from components.reports import query as values
from components.reports.query import Query

MOST_FIGURES: Final = 5
MOST_BOARDS: Final = 4
"""Boards that take turns. Each has its own calls, and so its own requests."""

INCHES: Final = (20, 120)
METRES: Final = (1.0, 20.0)
SECONDS: Final = (10, 3600)
"""The screens, distances and turns that can be chosen, both ends included."""

LONGEST_TITLE: Final = 40
_MOST_FIELDS: Final = 200
"""Values in a further board's address: whoever sends more wants to keep the server busy."""

_RATE: Final = r"(?:[0-9]{1,3}(?:\.[0-9])?)"
_COUNT: Final = r"(?:[0-9]{1,6})"


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure, and what it should be."""

    figure: Figure
    target: Target | None = None


USUAL: Final = (
    Tile(Figure.IN_ANSWER_RATE),
    Tile(Figure.IN_MISSED),
    Tile(Figure.IN_CALLS),
    Tile(Figure.OUT_CALLS),
)
"""What is shown where nothing was chosen; the first figure of a board is its main one."""


@dataclass(frozen=True, slots=True)
class Panel:
    """What a screen shows at a time: one to five figures of some calls, the main one first.

    ``extensions`` holds short numbers and ``teams`` names of teams, none of both for the whole
    account. ``title`` comes from outside.
    """

    tiles: tuple[Tile, ...] = USUAL
    period: Period = Preset.TODAY
    extensions: tuple[str, ...] = ()
    against: Other = Against.WEEKDAY
    title: str = ""
    teams: tuple[str, ...] = ()

    @property
    def is_part(self) -> bool:
        """Whether it is about a part of the account only."""
        return bool(self.extensions or self.teams)


@dataclass(frozen=True, slots=True)
class Board:
    """What a television shows for months, and where it hangs.

    ``inches`` is the screen's diagonal, ``metres`` how far away people are. The panels of ``also``
    take turns with the first, every so many seconds. ``names`` lets names of persons be shown.
    """

    first: Panel = Panel()
    also: tuple[Panel, ...] = ()
    inches: int = 55
    metres: float = 5.0
    every: int = 30
    names: bool = False

    @property
    def panels(self) -> tuple[Panel, ...]:
        """All that takes turns."""
        return (self.first, *self.also)

    def turn(self, now: datetime) -> Panel:
        """Return what is shown at a moment (aware): the same on every screen, by the same clock."""
        return self.panels[int(now.timestamp()) // self.every % len(self.panels)]


def read(query: Query) -> Board:
    """Return the board that an address spells."""
    plain = Board()
    also = (_also(text) for text in query.get("also", ())[: MOST_BOARDS - 1])
    return Board(
        first=_panel(query),
        also=tuple(panel for panel in also if panel is not None),
        inches=round(_number(query, "screen", plain.inches, INCHES)),
        metres=round(_number(query, "distance", plain.metres, METRES), 1),
        every=round(_number(query, "every", plain.every, SECONDS)),
        names=values.last(query, "names") == values.SHOWN,
    )


def spell(board: Board) -> dict[str, list[str]]:
    """Return the address of a board. What is as usual is left out."""
    plain = Board()
    spelled = {
        **_spell_panel(board.first),
        "screen": values.unless(plain.inches, board.inches, f"{board.inches}"),
        "distance": values.unless(plain.metres, board.metres, f"{board.metres:g}"),
        "also": [
            # A panel where all is as usual still is one.
            urlencode(_spell_panel(panel), doseq=True, errors="replace") or "figure="
            for panel in board.also
        ],
        "every": values.unless(plain.every, board.every, f"{board.every}"),
        "names": [values.SHOWN] if board.names else [],
    }
    return {name: told for name, told in spelled.items() if told}


def spell_tile(tile: Tile) -> str:
    """Return how a figure and its target stand in the address."""
    if tile.target is None:
        return tile.figure.value
    ends = (tile.target.good, tile.target.bad)
    return "~".join([tile.figure.value, *(_spell_end(tile.figure, end) for end in ends)])


def read_tile(text: str) -> Tile | None:
    """Return the figure that a text spells, without a target that cannot be read."""
    name, _, ends = text.partition("~")
    if name not in list(Figure):
        return None
    figure = Figure(name)
    end = _RATE if is_rate(figure) else _COUNT
    found = re.fullmatch(f"({end})~({end})", ends)
    if found is None:
        return Tile(figure)
    unit = 100 if is_rate(figure) else 1
    good, bad = (Fraction(number) / unit for number in found.groups())
    return Tile(figure, Target(good, bad))


def _panel(query: Query) -> Panel:
    plain = Panel()
    return Panel(
        tiles=tuple(_tiles(query.get("figure", ())))[:MOST_FIGURES] or plain.tiles,
        period=values.period(values.last(query, "period")) or plain.period,
        extensions=values.numbers(query.get("ext", ())),
        against=values.other(values.last(query, "against")) or plain.against,
        title=_title(values.last(query, "title") or ""),
        teams=values.teams(query.get("team", ())),
    )


def _also(text: str) -> Panel | None:
    try:
        return _panel(parse_qs(text, max_num_fields=_MOST_FIELDS)) if text else None
    except ValueError:
        return None


def _spell_panel(panel: Panel) -> dict[str, list[str]]:
    plain = Panel()
    is_usual = panel.tiles == plain.tiles
    spelled = {
        "figure": [] if is_usual else [spell_tile(tile) for tile in panel.tiles],
        "period": values.unless(plain.period, panel.period, spelling.spell(panel.period)),
        "ext": list(panel.extensions),
        "team": list(panel.teams),
        "against": values.unless(plain.against, panel.against, against.spell(panel.against)),
        "title": [panel.title] if panel.title else [],
    }
    return {name: told for name, told in spelled.items() if told}


def _tiles(values: Sequence[str]) -> Iterator[Tile]:
    """Yield figures, each once, in the order given."""
    seen = set()
    for text in values:
        tile = read_tile(text)
        if tile is not None and tile.figure not in seen:
            seen.add(tile.figure)
            yield tile


def _spell_end(figure: Figure, end: Fraction) -> str:
    return f"{float(100 * end if is_rate(figure) else end):g}"


def _title(text: str) -> str:
    """Return a title on one line, without what nobody sees."""
    visible = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(visible.split())[:LONGEST_TITLE].rstrip()


def _number(query: Query, name: str, usual: float, ends: tuple[float, float]) -> float:
    """Return a number between two ends, the nearest of them where it lies outside."""
    text = values.last(query, name)
    if text is None or not re.fullmatch(r"[0-9]{1,5}(\.[0-9]{1,3})?", text):
        return usual
    return min(max(float(text), ends[0]), ends[1])
