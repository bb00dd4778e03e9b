"""A board as one piece of HTML. What comes from outside comes out as the characters that it is.

``callboard.js`` counts ages on and turns states while nothing is drawn anew; the attributes that
begin with ``data-`` are what it goes by.
"""

from dataclasses import dataclass
from html import escape
from math import ceil
from typing import Final

from components.measures.targets import Figure, Mark
from components.reports.wall import Freshness
from components.ui import wall_words
from components.ui.language import _
from components.ui.wall_sizes import Extra, Layout, Plan

SIDES: Final = ("wide", "tall")
"""The two ways of a screen; the style has rules for each."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure as it stands on the board, all texts as characters.

    ``late`` and ``stale`` are the seconds until it is so, None where it never will be. ``target``
    and ``note`` are given in full and in brief, ``at`` is when the number was true. On a screen of
    one of ``sides`` it stands now; the others take its place there.
    """

    figure: Figure
    labels: tuple[str, ...]
    value: str
    state: Freshness
    mark: Mark
    target: tuple[str, str]
    note: tuple[str, str]
    at: str
    late: float | None
    stale: float | None
    sides: tuple[str, ...] = SIDES


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the figures: ``full`` or ``brief``, and how old they are.

    ``at`` is empty where nothing was read yet; ``age`` is in seconds.
    """

    full: str
    brief: str
    at: str
    age: float


@dataclass(frozen=True, slots=True)
class Foot:
    """What stands below: why numbers do not come, why they come seldom, and what they are."""

    reason: str
    slowed: str
    scope: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Redraw:
    """When the next redraw comes at the latest, in seconds, and a number that is this one's."""

    seconds: float
    number: int


def board(  # what stands on it from above to below, how large, and for whom
    cells: tuple[Cell, ...],
    head: Head,
    foot: Foot,
    chart: str,
    plan: Plan,
    redraw: Redraw | None,
) -> str:
    """Return the board; ``redraw`` is None for a picture of it that stays as it is."""
    told = "".join(_cell(cell, place) for place, cell in enumerate(cells))
    full = "wb-full" if redraw else "wb-picture"
    return (
        f'<div class="wb {full}"{_root(redraw)}>'
        f'<div class="wb-board {_forms(plan)}{_plain(cells)}" style="{_sizes(plan)}">'
        f'{_head(head)}<div class="wb-tiles">{told}</div>{chart}{_foot(foot)}'
        "</div></div>"
    )


def _root(redraw: Redraw | None) -> str:
    if redraw is None:
        return ""
    gone = escape(wall_words.silent())
    return (
        f' data-board data-redraw="{ceil(redraw.seconds)}" data-drawn="{redraw.number}"'
        f' data-gone="{gone}"'
    )


def _plain(cells: tuple[Cell, ...]) -> str:
    """Return the class of a board that knows no targets: it has no line for states."""
    return "" if any(cell.target[0] for cell in cells) else " wb-plain"


def _forms(plan: Plan) -> str:
    """Return a class for each thing that is otherwise than in full, on either way of the screen."""
    return " ".join(
        f"{side}-{name}"
        for side, layout in zip(SIDES, (plan.wide, plan.tall), strict=True)
        for name in _form(layout)
    )


def _form(layout: Layout) -> list[str]:
    gone = [f"no-{extra.value}" for extra in Extra if not layout.form.has(extra)]
    brief = ["brief"] if layout.form.is_brief else ["full"]
    return [*brief, *gone, *([] if layout.is_both else ["one"])]


def _sizes(plan: Plan) -> str:
    """Return the sizes of both ways; letters are rounded up, so that they keep their floor."""
    return ";".join(
        f"--{side}-{name}:{value}"
        for side, layout in zip(SIDES, (plan.wide, plan.tall), strict=True)
        for name, value in _numbers(layout).items()
    )


def _numbers(layout: Layout) -> dict[str, float]:
    grid = layout.grid
    label, word, target, note = grid.rows
    return {
        "letters": _up(layout.letters),
        "digits": _up(grid.digits),
        "main": _up(grid.main),
        "columns": grid.columns,
        "span": grid.span,
        "label": label,
        "word": word,
        "target": target,
        "note": note,
    }


def _up(size: float) -> float:
    return ceil(size * 1000) / 1000


def _head(head: Head) -> str:
    told = (
        f"{escape(_('as of {time}').format(time=head.at))}"
        f'<span class="wb-age"> · {_age(head.age)}</span>'
        if head.at
        else escape(_("No data"))
    )
    return (
        f'<header class="wb-head"><p class="wb-title">{_two(head.full, head.brief)}</p>'
        f'<p class="wb-as-of st-key-wall_as_of">{told}</p></header>'
    )


def _age(seconds: float) -> str:
    now = _("just now")
    minutes, hours = _("{} min ago"), _("{} h ago")
    whole = max(0, int(seconds))
    told = now
    if whole >= 3600:  # noqa: PLR2004 # seconds of an hour
        told = hours.format(whole // 3600)
    elif whole >= 60:  # noqa: PLR2004 # and of a minute
        told = minutes.format(whole // 60)
    return (
        f'<span data-age="{whole}" data-now="{escape(now)}" data-minutes="{escape(minutes)}"'
        f' data-hours="{escape(hours)}">{escape(told)}</span>'
    )


def _cell(cell: Cell, place: int) -> str:
    more = [] if place else ["wb-main"]
    more += [f"{side}-off" for side in SIDES if side not in cell.sides]
    mark = "no-data" if cell.state is Freshness.NO_DATA else cell.mark.value
    ages = "".join(
        f' data-{name}="{max(0, ceil(seconds))}"'
        for name, seconds in (("late", cell.late), ("stale", cell.stale))
        if seconds is not None
    )
    labels = "".join(f"<span>{escape(label)}</span> " for label in cell.labels)
    return (
        f'<section class="{" ".join(["wb-tile", f"st-key-wall_{cell.figure.value}", *more])}"'
        f' data-state="{cell.state.value}" data-mark="{mark}"{ages}>'
        f'<p class="wb-label">{labels}</p>'
        f'<p class="wb-digits value" data-testid="stMetricValue">{escape(cell.value)}</p>'
        f'<p class="wb-note"><span class="wb-then">{_two(*cell.note)}</span>{_since(cell)}</p>'
        f"{_mark(cell)}"
        f'<p class="wb-target">{_two(*cell.target)}</p>'
        "</section>"
    )


def _mark(cell: Cell) -> str:
    """Return the state's shape and word: nothing of a live figure that has no target."""
    is_known = cell.mark is not Mark.NONE or cell.state is Freshness.NO_DATA
    told = wall_words.states()[cell.mark] if is_known else ""
    now = f'<i class="shape"></i><span class="mark">{escape(told)}</span>' if is_known else ""
    stale = escape(_("Out of date"))
    return (
        f'<p class="wb-mark"><span class="wb-now">{now}</span>'
        f'<span class="wb-old" data-word data-live="" data-late="" data-stale="{stale}">'
        f"{stale if cell.state is Freshness.STALE else ''}</span></p>"
    )


def _since(cell: Cell) -> str:
    late, stale = escape(_("Late ·")), escape(_("as of"))
    told = {Freshness.LATE: late, Freshness.STALE: stale}.get(cell.state, "")
    return (
        f'<span class="wb-since"><span data-word data-live="" data-late="{late}"'
        f' data-stale="{stale}">{told}</span> {escape(cell.at)}</span>'
    )


def _foot(foot: Foot) -> str:
    slowed = f'<p class="wb-quota st-key-wall_quota">{escape(foot.slowed)}</p>'
    return (
        f'<footer class="wb-foot"><p class="wb-reason st-key-wall_notice" data-reason>'
        f"{escape(foot.reason)}</p>"
        f"{slowed if foot.slowed and not foot.reason else ''}"
        f'<p class="wb-scope">{_two(*foot.scope)}</p></footer>'
    )


def _two(full: str, brief: str) -> str:
    """Return a text in full and in brief; the style shows the one for which there is room."""
    if full == brief:
        return escape(full)
    return (
        f'<span class="wb-long">{escape(full)}</span><span class="wb-short">{escape(brief)}</span>'
    )
