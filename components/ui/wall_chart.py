"""The wall's chart: how the day went, as bars of HTML, since nothing else may stand in a redraw."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from itertools import groupby, pairwise
from typing import Final
from zoneinfo import ZoneInfo

from babel.dates import format_skeleton

from components.measures.counts import Counts, Direction
from components.measures.outcomes import MenuCountsAs, Outcome, outcomes
from components.measures.stretches import Stretch
from components.periods.buckets import Step
from components.reports.wall import Figures, Freshness, freshness
from components.ui import words
from components.ui.language import _, locale
from components.ui.wall_letters import width
from components.ui.wall_markup import SIDES
from components.ui.wall_sizes import EDGE, ROOMS, Plan

_HOURS: Final = 3
_MARKS: Final = 8
"""Hours between two marks on the axis of a day, and marks on any other axis at most."""

_SWATCH: Final = 1.0
_BESIDE: Final = 0.8
"""What a colour takes in the legend, and the gap between legend and axis."""

_APART: Final = 0.15
_OVER: Final = 0.4
"""Between two marks at least, and beyond the ends of the axis at most. All in letters' sizes."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: where it begins and how wide it is, in parts of the axis; calls in each bucket."""

    left: float
    wide: float
    answered: float
    lost: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark of the axis: where it is, in parts of the axis, and how wide on either screen."""

    left: float
    html: str
    wide: float
    tall: float

    def ends(self, room: float, side: str) -> tuple[float, float]:
        """Return where it begins and ends on an axis of so much room."""
        half = (self.wide if side == SIDES[0] else self.tall) / 2
        return self.left * room - half, self.left * room + half


def bars(
    hours: Sequence[Stretch], buckets: int, direction: Direction, menu: MenuCountsAs
) -> tuple[Bar, ...]:
    """Return the bars of a direction; one that stands for several buckets is as high as their mean.

    What is answered stands below what is missed or failed.
    """
    return tuple(_bar(stretch, buckets, direction, menu) for stretch in hours)


def gaps(figures: Figures, now: datetime) -> tuple[tuple[float, float], ...]:
    """Return where nothing is known of what is over, as bars have their place: it is no zero.

    Of what began after the figures were read nothing is missed as long as they are not stale.
    """
    buckets = max(len(figures.marks) - 1, 1)
    is_stale = freshness(figures, now) in (Freshness.STALE, Freshness.NO_DATA)
    until = now if is_stale or figures.read_at is None else figures.read_at
    begun = min(bisect_left(figures.marks, until), buckets)
    known = {place for one in figures.hours for place in range(one.first, one.end)}
    unknown = [place for place in range(begun) if place not in known]
    runs = groupby(enumerate(unknown), lambda each: each[1] - each[0])
    spans = [[place for _, place in run] for _, run in runs]
    return tuple((span[0] / buckets, len(span) / buckets) for span in spans)


def draw(  # what is known, in which words, at which moment and for which screens
    figures: Figures, zone: ZoneInfo, menu: MenuCountsAs, now: datetime, plan: Plan
) -> str:
    """Return the chart, inbound first. Both directions have the same scale."""
    buckets = max(len(figures.marks) - 1, 1)
    unknown = "".join(
        f'<div class="wb-gap" style="left:{left:.4%};width:{wide:.4%}"></div>'
        for left, wide in gaps(figures, now)
    )
    sides = {direction: bars(figures.hours, buckets, direction, menu) for direction in Direction}
    most = max((bar.answered + bar.lost for side in sides.values() for bar in side), default=0)
    panels = "".join(
        _panel(direction, side, most or 1, unknown) for direction, side in sides.items()
    )
    axis = _axis(figures.marks, figures.step, zone, plan)
    named = escape(_("Calls along the day") if figures.step is Step.HOUR else _("Calls"))
    return (
        f'<div class="wb-chart st-key-wall_chart_trend" role="img" aria-label="{named}">'
        f'{panels}<div class="wb-axis">{axis}</div></div>'
    )


def _bar(stretch: Stretch, buckets: int, direction: Direction, menu: MenuCountsAs) -> Bar:
    found = outcomes(_counts(stretch, direction), menu)
    lost = found[Outcome.MISSED] + found[Outcome.FAILED]
    return Bar(
        left=stretch.first / buckets,
        wide=stretch.buckets / buckets,
        answered=found[Outcome.ANSWERED] / stretch.buckets,
        lost=lost / stretch.buckets,
    )


def _lost(named: Mapping[Outcome, str]) -> str:
    return _("{missed}, failed").format(missed=named[Outcome.MISSED])


def _counts(stretch: Stretch, direction: Direction) -> Counts:
    return stretch.sides[direction]


def _panel(direction: Direction, side: Sequence[Bar], most: float, unknown: str) -> str:
    named = words.outcomes(direction)
    lost = _lost(named)
    drawn = "".join(
        f'<div class="wb-bar" style="left:{bar.left:.4%};width:{bar.wide:.4%}">'
        f'<i class="wb-lost" style="height:{bar.lost / most:.2%}"></i>'
        f'<i class="wb-won" style="height:{bar.answered / most:.2%}"></i></div>'
        for bar in side
    )
    return (
        f'<div class="wb-panel wb-{direction.value}"><div class="wb-legend">'
        f"<p>{escape(words.directions()[direction])}</p>"
        f'<p><i class="wb-won"></i>{escape(named[Outcome.ANSWERED])}</p>'
        f'<p><i class="wb-lost"></i>{escape(lost)}</p></div>'
        f'<div class="wb-bars">{unknown}{drawn}</div></div>'
    )


def _axis(marks: Sequence[datetime], step: Step, zone: ZoneInfo, plan: Plan) -> str:
    """Return the marks of the axis; on each way of the screen, those for which there is room."""
    found = tuple(_candidates(marks, step, zone))
    legend = _legend()
    sides = {
        side: present(found, room / layout.letters - 2 * EDGE - legend - _BESIDE, side)
        for side, room, layout in zip(SIDES, ROOMS, (plan.wide, plan.tall), strict=True)
    }
    told = []
    for place, mark in enumerate(found):
        off = [f"{side}-off" for side in SIDES if place not in sides[side]]
        classes = f' class="{" ".join(off)}"' if off else ""
        told.append(f'<span{classes} style="left:{mark.left:.4%}">{mark.html}</span>')
    return "".join(told)


def present(found: Sequence[Mark], room: float, side: str) -> frozenset[int]:
    """Return which marks an axis can bear: all, or every second, or fewer.

    ``room`` is how long it is in the size of its letters.

    None stands over another, beyond the end of the axis, or far into the legend before it.
    """
    for every in range(1, len(found) + 1):
        places = range(every - 1, len(found), every)
        ends = [found[place].ends(room, side) for place in places]
        are_apart = all(one[1] + _APART <= other[0] for one, other in pairwise(ends))
        if are_apart and ends[0][0] >= -_OVER and ends[-1][1] <= room + _OVER:
            return frozenset(places)
    return frozenset()


def _legend() -> float:
    """Return how wide the legend is, in the size of its letters."""
    named = [words.outcomes(direction) for direction in Direction]
    texts = [text for each in named for text in (each[Outcome.ANSWERED], _lost(each))]
    return max(
        *(_SWATCH + width(text) for text in texts),
        *(width(direction) for direction in words.directions().values()),
    )


def _candidates(marks: Sequence[datetime], step: Step, zone: ZoneInfo) -> Iterator[Mark]:
    """Yield what could be marked on the axis."""
    buckets = max(len(marks) - 1, 1)
    every = max(1, -(-buckets // _MARKS))
    for place, at in enumerate(marks[1:-1], start=1):
        local = at.astimezone(zone)
        if step is Step.HOUR and local.hour % _HOURS == 0:
            hour, minutes = f"{local:%H}", f"{local::%M}"
            told = f'{hour}<span class="wb-minutes">{minutes}</span>'
            yield Mark(place / buckets, told, width(hour + minutes), width(hour))
        elif step is not Step.HOUR and place % every == 0:
            date = _date(local)
            yield Mark(place / buckets, escape(date), width(date), width(date))


def _date(local: datetime) -> str:
    told: str = format_skeleton("MMMd", local, locale=locale())
    return told
