"""The wall's chart: how the day went, as bars of HTML, since nothing else may stand in a redraw."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from itertools import groupby
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

_HOURS: Final = 3
_MARKS: Final = 8
"""Hours between two marks on the axis of a day, and marks on any other axis at most."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: where it begins and how wide it is, in parts of the axis; calls in each bucket."""

    left: float
    wide: float
    answered: float
    lost: float


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


def draw(figures: Figures, zone: ZoneInfo, menu: MenuCountsAs, now: datetime) -> str:
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
    axis = "".join(_marks(figures.marks, figures.step, zone))
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


def _counts(stretch: Stretch, direction: Direction) -> Counts:
    return stretch.sides[direction]


def _panel(direction: Direction, side: Sequence[Bar], most: float, unknown: str) -> str:
    named = words.outcomes(direction)
    lost = _("{missed}, failed").format(missed=named[Outcome.MISSED])
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


def _marks(marks: Sequence[datetime], step: Step, zone: ZoneInfo) -> Iterator[str]:
    """Yield the marks of the axis; every other one may be left out on a narrow screen."""
    buckets = max(len(marks) - 1, 1)
    every = max(1, -(-buckets // _MARKS))
    number = 0
    for place, at in enumerate(marks[1:-1], start=1):
        local = at.astimezone(zone)
        is_told = local.hour % _HOURS == 0 if step is Step.HOUR else place % every == 0
        if not is_told:
            continue
        number += 1
        told = _hour(local) if step is Step.HOUR else escape(_date(local))
        odd = ' class="wb-odd"' if number % 2 else ""
        yield f'<span{odd} style="left:{place / buckets:.4%}">{told}</span>'


def _hour(local: datetime) -> str:
    """Return the hour; there is no room for its minutes where the screen stands upright."""
    return f'{local:%H}<span class="wb-minutes">{local::%M}</span>'


def _date(local: datetime) -> str:
    told: str = format_skeleton("MMMd", local, locale=locale())
    return told
