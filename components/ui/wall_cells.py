"""What a board shows now: its figures read from the ledger, and every text that goes with them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from components.bootstrap import Visitor
from components.ledger.setbacks import Trouble
from components.measures import targets
from components.measures.changes import Change
from components.measures.outcomes import MenuCountsAs
from components.measures.targets import Mark
from components.reports import wall
from components.reports.board import MOST_FIGURES, Board, Panel, Tile
from components.reports.wall import Figures, Freshness, Watched
from components.ringme.errors import RingmeError
from components.ui import directories, text, wall_letters, wall_words
from components.ui.directories import Directory
from components.ui.language import _, ngettext
from components.ui.wall_markup import SIDES, Cell, Foot, Head
from components.ui.wall_sizes import Around, Need, Plan

_NAMED: int = 3
"""Extensions that are told one by one; of more only the number."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A panel and what is known of it; ``figures`` is None where nothing could be asked.

    ``problem`` says why in words; ``whose`` are the extensions, as characters.
    """

    panel: Panel
    figures: Figures | None
    whose: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """What stands on a board at a moment (aware), in a zone."""

    tiles: tuple[tuple[Tile, Seen], ...]
    panel: Seen
    menu: MenuCountsAs
    zone: ZoneInfo
    now: datetime

    @property
    def main(self) -> Seen:
        """Where the figure that is always in view comes from."""
        return self.tiles[0][1]


def look(visitor: Visitor, board: Board, zone: ZoneInfo, at: datetime) -> View:
    """Return what stands on a board, and have asked for what is due on any of its panels.

    ``at`` (aware) says whose turn it is. All panels are kept fresh: the next one is up soon.
    """
    directory = _directory(visitor, board)
    seen = {
        panel: _seen(visitor, panel, zone, directory, are_named=board.names)
        for panel in board.panels
    }
    shown = board.turn(at)
    tiles = tuple((tile, seen[panel]) for panel, tile in _tiles(board.first, shown))
    return View(tiles, seen[shown], visitor.menu_counts_as, zone, visitor.desk.now)


def _tiles(first: Panel, shown: Panel) -> Iterator[tuple[Panel, Tile]]:
    """Yield the figures of a panel, the first panel's main one before them."""
    main = first.tiles[0]
    yield first, main
    others = [tile for tile in shown.tiles if shown is not first or tile is not main]
    same = replace(shown, tiles=(), title="") == replace(first, tiles=(), title="")
    others = [tile for tile in others if not (same and tile.figure is main.figure)]
    for tile in others[: MOST_FIGURES - 1]:
        yield shown, tile


def _directory(visitor: Visitor, board: Board) -> Directory | RingmeError:
    """Return the extensions, where some were chosen; why they cannot be read, where that is so."""
    if not any(panel.is_part for panel in board.panels):
        return Directory(None)
    try:
        extensions = visitor.desk.extensions()
    except RingmeError as error:
        return error.with_traceback(None)
    known = {extension.number: extension for extension in extensions}
    return Directory(known, (), directories.teams_of(visitor))


def _seen(
    visitor: Visitor,
    panel: Panel,
    zone: ZoneInfo,
    directory: Directory | RingmeError,
    *,
    are_named: bool,
) -> Seen:
    if isinstance(directory, RingmeError):
        now = visitor.desk.now
        why = wall_words.reason(Trouble(directory, now, now), now=now, zone=zone)
        return Seen(panel, None, "", why if panel.is_part else "")
    ids = directory.ids(panel.extensions, panel.teams)
    whose = _whose(panel, directory, are_named=are_named)
    if panel.is_part and not ids:
        return Seen(panel, None, whose, _("Not in this account: {whose}").format(whose=whose))
    try:
        found = wall.look(visitor.desk, Watched(panel.period, zone, ids, panel.against))
    except ValueError:
        return Seen(panel, None, whose, _("This period holds no time in this zone."))
    return Seen(panel, found, whose)


def _whose(panel: Panel, directory: Directory, *, are_named: bool) -> str:
    """Return the teams and extensions of a panel; names of persons only where they are wanted."""
    chosen, teams = panel.extensions, [*map(text.as_characters, panel.teams)]
    if len(chosen) > _NAMED:
        told = ngettext("{number} extension", "{number} extensions", len(chosen))
        return ", ".join([*teams, told.format(number=len(chosen))])
    return ", ".join([*teams, *map(directory.name if are_named else text.as_characters, chosen)])


def cells(view: View) -> tuple[Cell, ...]:
    """Return the figures as they stand on the board."""
    origin = _origin(view)
    return tuple(
        _cell(tile, seen, view, origin="" if place else origin)
        for place, (tile, seen) in enumerate(view.tiles)
    )


def _origin(view: View) -> str:
    """Return what tells the main figure from a board that is not its own, as characters."""
    main, shown = view.main, view.panel
    if main is shown:
        return ""
    parts = []
    if main.panel.period != shown.panel.period and main.figures is not None:
        parts.append(wall_words.period(main.panel.period, main.figures.window, view.zone)[1])
    if (main.panel.extensions, main.panel.teams) != (shown.panel.extensions, shown.panel.teams):
        parts.append(main.whose or _("All extensions"))
    return text.as_characters(main.panel.title) or " · ".join(parts)


def _cell(tile: Tile, seen: Seen, view: View, *, origin: str) -> Cell:
    figures = seen.figures
    labels = wall_words.figure(tile.figure)
    plain = Cell(
        figure=tile.figure,
        labels=(origin, *labels) if origin else labels,
        value=text.ABSENT,
        state=Freshness.NO_DATA,
        mark=Mark.NONE,
        target=wall_words.target(tile.figure, tile.target),
        note=("", ""),
        at="",
        late=None,
        stale=None,
    )
    if figures is None or figures.sides is None or figures.read_at is None:
        return plain
    found = targets.value(tile.figure, figures.sides, view.menu)
    return replace(
        plain,
        value=wall_words.number(tile.figure, found),
        state=wall.freshness(figures, view.now),
        mark=targets.mark(tile.figure, found, tile.target),
        note=_note(tile, figures, view),
        at=wall_words.clock(figures.read_at, now=view.now, zone=view.zone),
        late=_until(figures.late_at, view.now),
        stale=_until(figures.stale_at, view.now),
    )


def _note(tile: Tile, figures: Figures, view: View) -> tuple[str, str]:
    before = figures.before
    if before is None:
        return "", ""
    found: Change = targets.compared(tile.figure, before.now, before.then, view.menu)
    return wall_words.comparison(found, tile.figure, before, view.zone)


def _until(moment: datetime | None, now: datetime) -> float | None:
    return None if moment is None else (moment - now).total_seconds()


def head(view: View) -> Head:
    """Return what stands above: the panel's title and period, and when its numbers were true."""
    panel, figures = view.panel.panel, view.panel.figures
    title = text.as_characters(panel.title)
    if figures is None:
        named = title or view.panel.whose
        return Head(named, named, "", 0)
    full, brief = wall_words.period(panel.period, figures.window, view.zone)
    # Where there is no foot, nothing else would tell whose numbers these are.
    named = title or view.panel.whose
    full = f"{title} · {full}" if title else full
    brief = f"{named} · {brief}" if named else brief
    read_at = figures.read_at if figures.sides is not None else None
    if read_at is None:
        return Head(full, brief, "", 0)
    at = wall_words.clock(read_at, now=view.now, zone=view.zone)
    return Head(full, brief, at, (view.now - read_at).total_seconds())


def foot(view: View) -> Foot:
    """Return what stands below: the first thing that is wrong, else what the numbers are."""
    reason, slowed = "", ""
    for seen in (view.panel, view.main):
        reason = reason or _reason(seen, view)
        if seen.figures is not None and seen.figures.is_stretched:
            slowed = slowed or wall_words.slowed(seen.figures.refresh)
    figures = view.panel.figures
    before = figures.before if figures is not None else None
    return Foot(reason, slowed, wall_words.scope(before, view.zone, view.panel.whose))


def _reason(seen: Seen, view: View) -> str:
    if seen.figures is None or seen.figures.trouble is None:
        return seen.problem
    return wall_words.reason(seen.figures.trouble, now=view.now, zone=view.zone)


def needs(shown: Sequence[Cell]) -> tuple[Need, ...]:
    """Return what has to find room. Every digit counts as a 0, so that sizes stay as they are."""
    late, stale = (
        _zeros(f"{word} {max((cell.at for cell in shown), key=len) or '00:00'}")
        for word in (_("Late ·"), _("as of"))
    )
    words = tuple(wall_words.states().values())
    return tuple(
        Need(
            labels=cell.labels,
            digits=wall_letters.bold(max(_zeros(cell.value), "0,000", key=wall_letters.width)),
            words=words,
            targets=(_zeros(cell.target[0]), _zeros(cell.target[1])),
            notes=(_zeros(cell.note[0]), _zeros(cell.note[1])),
            since=(late, stale),
            stale=_("Out of date"),
        )
        for cell in shown
    )


def around(above: Head, below: Foot, *, corner: float) -> Around:
    """Return what has to find room around the figures; ``corner`` is kept free beside the foot."""
    told = _("as of {time}").format(time=above.at or "00:00")
    age = f"{told} · {_('{} min ago').format('00')}"
    return Around(
        heads=((_zeros(above.full), _zeros(age)), (_zeros(above.brief), _zeros(age))),
        scopes=(_zeros(below.scope[0]), _zeros(below.scope[1])),
        reasons=tuple(map(_zeros, (*wall_words.all_reasons(), below.reason, below.slowed))),
        corner=corner,
    )


def _zeros(told: str) -> str:
    return re.sub(r"\d", "0", told)


def in_turn(shown: Sequence[Cell], plan: Plan, number: int) -> tuple[Cell, ...]:
    """Return the cells with the ways of the screen on which each stands now.

    Where not all find room, those after the main one take turns; ``number`` counts the turns.
    """
    present = [
        {0, *_page(range(1, len(shown)), layout.shown - 1, number)}
        for layout in (plan.wide, plan.tall)
    ]
    return tuple(
        replace(
            cell,
            sides=tuple(side for side, on in zip(SIDES, present, strict=True) if place in on),
        )
        for place, cell in enumerate(shown)
    )


def _page(places: Sequence[int], size: int, number: int) -> Sequence[int]:
    if size <= 0:
        return ()
    pages = max(1, -(-len(places) // size))
    begin = number % pages * size
    # The last page is filled from the one before, so that no place stays empty.
    begin = max(0, min(begin, len(places) - size))
    return places[begin : begin + size]
