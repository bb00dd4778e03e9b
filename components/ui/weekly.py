"""The week on the page: what it shows, the map, its worst and quietest hours, and the numbers."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import pandas as pd
import streamlit as st
from babel.dates import get_day_names
from babel.numbers import format_percent

from components.bootstrap import Visitor
from components.charts import heat
from components.charts.heat import Square
from components.charts.theme import THEMED
from components.ledger.listed import Mismatch, Way
from components.measures import week
from components.measures.counts import Direction
from components.measures.outcomes import MenuCountsAs, Outcome, Source, outcomes
from components.measures.rates import share
from components.measures.week import DAYS, FEW, Cell, Heat
from components.periods.buckets import Step
from components.reports import week as weeks
from components.reports.answer import Overview
from components.reports.question import Question
from components.ui import address, graphs, heading, notices, once, state, text, words
from components.ui.filters import View
from components.ui.language import _, locale, ngettext, speech

_GROUPS: Final = {
    Heat.CALLS: Outcome.ANSWERED.value,
    Heat.RATE: Outcome.ANSWERED.value,
    Heat.MISSED: Outcome.MISSED.value,
}


def choose(source: Source) -> tuple[Heat, Direction, bool]:
    """Draw what the map shows, of which direction, and whether its numbers stand in it.

    Of legs there is but their number: nobody says which of them were missed.
    """
    session = state.session()
    chosen = session.selection
    options = list(Heat) if source is Source.CALLS else [Heat.CALLS]
    measure = chosen.measure if chosen.measure in options else options[0]
    direction_words, heat_words = words.directions(), _heats(chosen.direction)
    if state.said("measure") not in options:
        state.forget("measure")
    state.seed("measure", measure)
    state.seed("direction", chosen.direction)
    with st.container(horizontal=True, vertical_alignment="bottom", key="map_shows"):
        measure = st.radio(
            _("Map shows"), options, format_func=lambda one: heat_words[one], horizontal=True,
            label_visibility="collapsed", key="measure",
        )  # fmt: skip
        direction = st.radio(
            _("Direction"), Direction, format_func=lambda one: direction_words[one],
            horizontal=True, label_visibility="collapsed", key="direction",
        )  # fmt: skip
        has_labels = st.toggle(_("Numbers in the map"), key="map_numbers")
    session.selection = replace(
        chosen,
        measure=Heat(measure) if source is Source.CALLS else chosen.measure,
        direction=Direction(direction),
    )
    address.settle()
    return Heat(measure), Direction(direction), has_labels


def tell(visitor: Visitor, view: View) -> None:
    """Say why the list of calls is of no use now, also before the statistics are asked instead."""
    if not isinstance(view.question, Question):
        return
    plan = weeks.plan(visitor.desk, replace(view.question, step=Step.HOUR))
    if plan.mismatch is not None:
        st.warning(text.in_markdown(_differs(plan.mismatch, view)), icon=":material/difference:")
    if plan.denied is not None:
        told = _("The list of calls could not be read, so each hour takes a request of its own.")
        why = notices.of_error(plan.denied, now=visitor.desk.now, zone=view.zone)
        st.caption(text.in_markdown(f"{told} {why}"))


def source(visitor: Visitor, shown: Overview) -> None:
    """Say by which way the hours were learnt (key ``way``)."""
    told = (
        _("Counted from the list of calls; its sums are those of the statistics.")
        if weeks.plan(visitor.desk, shown.question).way is Way.LIST
        else _("From the statistics, and from what was known before.")
    )
    with st.container(key="way"):
        st.caption(told)


def draw(shown: Overview, view: View, menu: MenuCountsAs) -> None:
    """Draw the map, what is worst and quietest in a sentence, and all numbers as a table."""
    source = shown.question.source
    measure, direction, has_labels = choose(source)
    found = week.cells(shown.stretches, shown.question.marks, direction, view.zone)
    made_of = (shown.stretches, shown.question, direction, measure, has_labels, menu, speech())
    figure = once.drawn(
        "chart_hours",
        made_of,
        lambda: heat.figure(
            _squares(found, measure, menu, direction),
            rows=[_short(weekday) for weekday in range(DAYS)],
            group=_GROUPS[measure],
            words={"hour": _("Hour of the day")},
            palette=THEMED,
            labels=has_labels,
        ),
    )
    told = _sentences(found, menu, direction)
    if told and source is Source.CALLS:
        with st.container(key="week_told"):
            st.markdown(text.in_markdown(" ".join(told)))
    alt = _("Map of the week: a row for each weekday, a column for each hour")
    graphs.put(figure, "chart_hours", shown.question, alt)
    if measure is not Heat.CALLS:
        pale = _("Pale: fewer than {number} calls, of which a share says little.")
        st.caption(pale.format(number=FEW))
    with st.expander(_("All numbers of the map")), st.container(key="table_hours"):
        table = once.drawn("table_hours", made_of, lambda: _table(found, measure, menu, direction))
        st.table(table, hide_index=True, border="horizontal", alt=alt)


def _differs(mismatch: Mismatch, view: View) -> str:
    told = _(
        "The list of calls and the statistics differ between {window}: {listed} and {told} calls."
        " Nothing of the list was kept there."
    )
    listed, stated = (
        sides.inbound.total + sides.outbound.total for sides in (mismatch.listed, mismatch.told)
    )
    return told.format(
        window=heading.span(mismatch.window, view.zone),
        listed=text.number(listed, locale()),
        told=text.number(stated, locale()),
    )


def _heats(direction: Direction) -> dict[Heat, str]:
    return {
        Heat.CALLS: _("Calls"),
        Heat.MISSED: words.outcomes(direction)[Outcome.MISSED],
        Heat.RATE: _("Answer rate"),
    }


def _squares(
    found: Sequence[Cell], measure: Heat, menu: MenuCountsAs, direction: Direction
) -> list[Square]:
    highest = max((cell.counts.total for cell in found), default=0)
    return [
        Square(
            row=cell.weekday,
            hour=cell.hour,
            strength=_strength(cell, measure, menu, highest),
            is_pale=measure is not Heat.CALLS and cell.counts.total < FEW,
            label=_label(cell, measure, menu),
            hover=f"{_hour(cell)}<br>{_told(cell, measure, menu, direction)}",
        )
        for cell in found
    ]


def _strength(cell: Cell, measure: Heat, menu: MenuCountsAs, highest: int) -> float | None:
    if not cell.hours:
        return None
    if measure is Heat.CALLS:
        return cell.counts.total / highest if highest else 0.0
    return _share(cell, measure, menu)


def _share(cell: Cell, measure: Heat, menu: MenuCountsAs) -> float | None:
    outcome = Outcome.MISSED if measure is Heat.MISSED else Outcome.ANSWERED
    return share(outcomes(cell.counts, menu)[outcome], cell.counts.total)


def _label(cell: Cell, measure: Heat, menu: MenuCountsAs) -> str:
    """Return the number of a cell, a share without decimals; nothing where there is none."""
    if not cell.hours:
        return ""
    if measure is Heat.CALLS:
        return text.number(cell.counts.total, locale())
    found = _share(cell, measure, menu)
    if found is None:
        return text.ABSENT
    spelled: str = format_percent(found, "#,##0%", locale())
    return spelled


def _told(cell: Cell, measure: Heat, menu: MenuCountsAs, direction: Direction) -> str:
    """Return the number of a cell with what it is made of, and in how many hours that was."""
    calls = text.number(cell.counts.total, locale())
    hours = ngettext("in {number} hour", "in {number} hours", cell.hours)
    counted = f"n = {calls}, {hours.format(number=cell.hours)}"
    if measure is Heat.CALLS:
        return counted
    found = text.percent(_share(cell, measure, menu), locale())
    return f"{_heats(direction)[measure]}: {found}, {counted}"


def _sentences(found: Sequence[Cell], menu: MenuCountsAs, direction: Direction) -> list[str]:
    """Return what is worst and what is quietest, in a sentence each."""
    told = []
    worst, quietest = week.worst(found, menu), week.quietest(found)
    if worst is not None:
        is_inbound = direction is Direction.INBOUND
        worst_told = (
            _("{hours}: {share} missed, {number} of {calls}, the worst hour.")
            if is_inbound
            else _("{hours}: {share} not reached, {number} of {calls}, the worst hour.")
        )
        told.append(
            worst_told.format(
                hours=_hours(worst),
                share=text.percent(_share(worst, Heat.MISSED, menu), locale()),
                number=text.number(week.missed(worst, menu), locale()),
                calls=text.number(worst.counts.total, locale()),
            )
        )
    if quietest is not None:
        told.append(
            ngettext(
                "{hours}: {number} call in {length} h, the quietest hour.",
                "{hours}: {number} calls in {length} h, the quietest hour.",
                quietest.counts.total,
            ).format(
                hours=_hours(quietest),
                number=text.number(quietest.counts.total, locale()),
                length=quietest.hours,
            )
        )
    return told


def _table(
    found: Sequence[Cell], measure: Heat, menu: MenuCountsAs, direction: Direction
) -> pd.DataFrame:
    """Return a row for each hour of the week in which there was a call: a phone has no room for 7.

    The columns are the hour, its calls, and what the map shows of them.
    """
    rows = [cell for cell in found if cell.counts.total]
    columns = {
        _("Hour"): [_hour(cell) for cell in rows],
        _("Calls"): [text.number(cell.counts.total, locale()) for cell in rows],
    }
    if measure is not Heat.CALLS:
        shares = [text.percent(_share(cell, measure, menu), locale()) for cell in rows]
        columns[_heats(direction)[measure]] = shares
    return pd.DataFrame(columns)


def _hour(cell: Cell) -> str:
    """Return an hour of a weekday, such as *Tuesday 12–13*."""
    named = get_day_names("wide", context="stand-alone", locale=locale())[cell.weekday]
    return f"{named} {cell.hour:02}–{cell.hour + 1:02}"


def _hours(cell: Cell) -> str:
    """Return an hour of all weekdays of a name, such as *Tuesdays 12–13*."""
    named = (
        _("Mondays"), _("Tuesdays"), _("Wednesdays"), _("Thursdays"), _("Fridays"),
        _("Saturdays"), _("Sundays"),
    )  # fmt: skip
    return f"{named[cell.weekday]} {cell.hour:02}–{cell.hour + 1:02}"


def _short(weekday: int) -> str:
    named: str = get_day_names("short", context="stand-alone", locale=locale())[weekday]
    return named
