"""Why the answered calls changed: for each direction a sentence, and a waterfall of the parts."""

from collections.abc import Mapping
from html import escape
from typing import Final

import pandas as pd
import streamlit as st

from components.bootstrap import Visitor
from components.charts import waterfall
from components.charts.theme import THEMED
from components.exports.sheet import Cell, Unit
from components.measures import causes
from components.measures.causes import Why
from components.measures.counts import Direction
from components.measures.outcomes import MenuCountsAs, Outcome, Source
from components.periods.remarks import Side
from components.reports import compare
from components.reports.answer import Compared
from components.ui import cost, graphs, once, remarks, state, switches, tables, text, words
from components.ui.directories import Directory
from components.ui.filters import View
from components.ui.language import _, locale, ngettext, speech
from components.ui.loading import Loaded

MOST: Final = 12
"""Extensions that have a bar each, those that changed most; the others share one."""

_OTHERS: Final = "others"

_LETTERS: Final = 26
"""As much of an extension's name as finds room beside its bar on a phone."""

_SIDES: Final = (Side.A.value, Side.B.value)


def draw(loaded: Loaded, found: Compared, view: View, visitor: Visitor) -> None:
    """Draw what to split the difference by, then for each direction a sentence and its parts."""
    st.subheader(_("Why answered calls changed"), anchor=False)
    if found.comparison.source is Source.LEGS:
        st.caption(_("This is told of calls only: legs have no answer rate."))
        return
    menu, why = visitor.menu_counts_as, state.session().selection.why
    switches.why(why)
    if why is Why.EXTENSION and not view.split:
        st.caption(_("There is no list of extensions to tell apart."))
    elif why is Why.EXTENSION:
        cost.tell_parts(loaded, view, visitor)
    told = compare.causes(found, menu, Why.RATE)
    parts = folded(compare.causes(found, menu, why))
    for place, direction in zip(st.columns(2, gap="large"), Direction, strict=True):
        with place:
            st.markdown(text.in_markdown(_sentence(_of(told, direction), direction, found)))
            _chart(_of(parts, direction), direction, found, menu, view.directory)
    if why is Why.EXTENSION and not parts.empty:
        st.caption(_about_extensions())


def _of(frame: pd.DataFrame, direction: Direction) -> pd.DataFrame:
    return frame[frame["direction"] == direction]


def _sentence(told: pd.DataFrame, direction: Direction, found: Compared) -> str:
    """Return how the answered calls changed, and what of it is of more or fewer calls."""
    effects = _effects(told)
    change = round(sum(effects.values()), 1)
    by = _number(change, found)
    head = _head(direction, change)
    if found.is_per_day:
        by = _("{number} a day").format(number=by)
    parts = [
        _because(part, direction, calls).format(number=_number(calls, found))
        for part, calls in effects.items()
        if calls
    ]
    return head.format(number=by) + (": " + ", ".join(parts) if parts else "") + "."


def _effects(rows: pd.DataFrame) -> dict[str, float]:
    """Return the parts of a difference, in calls: what was more is positive."""
    effects = rows[rows["kind"] == "effect"].sort_values("order")
    return dict(zip(effects["part"].tolist(), effects["calls"].tolist(), strict=True))


def _head(direction: Direction, change: float) -> str:
    if direction is Direction.INBOUND:
        rose, fell = (
            _("Inbound answered calls rose by {number}"),
            _("Inbound answered calls fell by {number}"),
        )
        stayed = _("Inbound answered calls did not change")
    else:
        rose, fell = (
            _("Outbound answered calls rose by {number}"),
            _("Outbound answered calls fell by {number}"),
        )
        stayed = _("Outbound answered calls did not change")
    return rose if change > 0 else fell if change < 0 else stayed


def _because(part: str, direction: Direction, calls: float) -> str:
    if part == causes.RATE:
        more = _("{number} more because more of them were answered")
        fewer = _("{number} fewer because fewer of them were answered")
    elif direction is Direction.INBOUND:
        more = _("{number} more because more people called")
        fewer = _("{number} fewer because fewer people called")
    else:
        more = _("{number} more because more calls were made")
        fewer = _("{number} fewer because fewer calls were made")
    return more if calls > 0 else fewer


def _chart(
    rows: pd.DataFrame,
    direction: Direction,
    found: Compared,
    menu: MenuCountsAs,
    directory: Directory,
) -> None:
    """Draw the waterfall of one direction; none where there is nothing to draw."""
    if not rows["calls"].any():
        return
    names = {part: _name(part, found, menu, directory) for part in rows["part"]}
    key = f"chart_why_{direction.value}"
    figure = once.drawn(
        key,
        (found, menu, tuple(names.items()), speech()),
        lambda: waterfall.figure(
            rows,
            direction=direction,
            # What people typed as a name must not be read as the markup of a chart.
            words={part: escape(name, quote=False) for part, name in names.items()},
            palette=THEMED,
            number=lambda calls: _number(calls, found),
        ),
    )
    graphs.put(figure, key, found.a.question, _alt(rows, names, found))


def _alt(rows: pd.DataFrame, names: Mapping[str, str], found: Compared) -> str:
    """Return all that a waterfall shows, for those who do not see it."""
    totals = dict(zip(rows["part"].tolist(), rows["calls"].tolist(), strict=True))
    a, b = (_number(totals[side], found) for side in _SIDES)
    parts = [
        f"{names[part]} {_number(calls, found, is_change=True)}"
        for part, calls in _effects(rows).items()
    ]
    told = _("Bars that lead from {b} answered calls in B to {a} in A: {parts}")
    return told.format(a=a, b=b, parts=", ".join(parts))


def _name(part: str, found: Compared, menu: MenuCountsAs, directory: Directory) -> str:
    """Return what a bar stands for."""
    if part in _SIDES:
        answered = words.outcomes()[Outcome.ANSWERED].lower()
        return f"{remarks.sides()[Side(part)]}: {answered}"
    if part == _OTHERS:
        number = len(found.parts or ()) - MOST
        told = ngettext("{number} other extension", "{number} other extensions", number)
        return told.format(number=text.number(number, locale()))
    if part.isdecimal():
        return _cut(directory.names([int(part)])[0])
    return {
        causes.VOLUME: _("Number of calls"),
        causes.RATE: _("Answer rate"),
        causes.REST: _("All other calls"),
        causes.UNEXPLAINED: _("Outcomes that do not add up"),
        **{ending.value: word for ending, word in words.endings(Source.CALLS, menu).items()},
    }[part]


def _cut(name: str) -> str:
    return name if len(name) <= _LETTERS else text.as_characters(f"{name[: _LETTERS - 1]}…")


def folded(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the parts of a difference with no more extensions than find room.

    They come with the largest change first, in each direction for itself.
    """
    is_far = (frame["order"] > MOST) & frame["part"].str.isdecimal()
    if not is_far.any():
        return frame
    others = frame[is_far].groupby("direction", observed=True, as_index=False)["calls"].sum()
    # Tenths do not add up in floats to the last digit.
    others["calls"] = others["calls"].round(1)
    others = others.assign(part=_OTHERS, kind="effect", order=MOST + 1)
    found: pd.DataFrame = pd.concat([frame[~is_far], others], ignore_index=True)
    return found


def _about_extensions() -> str:
    return _(
        "A call that rings at several extensions counts at each of them, so what is left for all "
        "other calls can be less than nothing."
    )


def _number(calls: float, found: Compared, *, is_change: bool = False) -> str:
    """Return a number of calls, or of calls a day; without its sign unless it is a change."""
    unit = Unit.PER_DAY if found.is_per_day else Unit.COUNT
    value = calls if is_change else abs(calls)
    return text.cell(Cell(value, unit, is_change=is_change), locale(), tables.points())
