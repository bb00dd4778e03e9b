"""Extensions side by side on the page: a row for each, their sum, and the account beside it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import pandas as pd
import streamlit as st

from components.exports.sheet import Cell, Row, Sheet, Unit, count, share, text
from components.measures import ranking, rates
from components.measures.counts import Counts, Direction, Sides
from components.measures.outcomes import MenuCountsAs, Outcome, Source, outcomes
from components.reports.answer import Overview
from components.ringme.models import Extension
from components.ui import state, tables, words
from components.ui import text as texts
from components.ui.directories import Directory
from components.ui.language import _, locale

_NAMES: Final = 3
"""Columns before the numbers: number, label and type."""

_ROW: Final = 35
_MOST_ROWS: Final = 20
"""Pixels of a row of the table, and how many are seen without scrolling in it."""


def sheet(
    shown: Overview, directory: Directory, menu: MenuCountsAs, kinds: Sequence[str] = ()
) -> Sheet:
    """Return a row for each extension, of some types where any are named, and two sums below.

    What is not known yet is absent. The sums are those of the rows that are shown, while all of
    them are known, and the account's own.
    """
    source = shown.question.source
    listed = {one.id: one for one in (directory.known or {}).values()}
    rows = [
        (listed[row.extension], row.sides)
        for row in shown.rows
        if row.extension in listed and (not kinds or listed[row.extension].type in kinds)
    ]
    columns = [_("Number"), _("Label"), _("Type")]
    for direction, word in words.directions().items():
        columns += [f"{word} · {name}" for name in _measures(source, direction)]
    told = [(*_name(one), *_cells(sides, source, menu)) for one, sides in rows]
    total = ranking.total([sides for _one, sides in rows])
    told += [
        (*_summed(_("Sum of the rows")), *_cells(total, source, menu)),
        (*_summed(_("Account")), *_cells(shown.sides, source, menu)),
    ]
    return Sheet(_("Extensions"), tuple(columns), tuple(told), totals=2)


def draw(shown: Overview, directory: Directory, menu: MenuCountsAs) -> Sheet | None:
    """Draw the rows, the sums, and what the account has beside; return the table, if any.

    Nothing is ranked where the PBX seems not to listen which extension is asked for.
    """
    told = [row.sides for row in shown.rows]
    if ranking.is_filter_ignored(told, shown.sides):
        st.warning(
            _(
                "The PBX seems to answer for the whole account whichever extension is asked for. "
                "So there is no ranking."
            ),
            icon=":material/filter_alt_off:",
        )
        return None
    kinds = _kinds(shown, directory)
    table = sheet(shown, directory, menu, kinds)
    _rows(table)
    _sums(table)
    _difference(told, shown)
    return table


def _kinds(shown: Overview, directory: Directory) -> Sequence[str]:
    """Draw the choice of types, where there are several."""
    asked = set(shown.question.members)
    found = {one.type for one in (directory.known or {}).values() if one.id in asked}
    if len(found) < 2:  # noqa: PLR2004 - a choice
        return ()
    named = _types()
    picked: Sequence[str] = st.pills(
        _("Type"),
        sorted(found),
        selection_mode="multi",
        format_func=lambda kind: named.get(kind, texts.as_characters(kind)),
        key="types",
    )
    return picked


def _rows(table: Sheet) -> None:
    """Draw the table that sorts, searches and opens a row (key ``table_extensions``)."""
    rows = table.rows[: -table.totals]
    columns = {
        name: [_plain(row[place]) for row in rows] for place, name in enumerate(table.columns)
    }
    numbers = [str(row[0].value) for row in rows]
    st.caption(_("Choose a row to see the overview of that extension."))
    with st.container(key="table_extensions"):
        picked: Any = st.dataframe(
            pd.DataFrame(columns).astype(_dtypes(table)),
            column_config=_config(table),
            hide_index=True,
            height=_ROW * (min(len(rows), _MOST_ROWS) + 1) + 3,
            on_select="rerun",
            selection_mode="single-row",
            key="rows",
            alt=_("A row for each extension, with its calls in both directions"),
        )
    if picked.selection.rows:
        session = state.session()
        chosen = numbers[picked.selection.rows[0]]
        session.selection = replace(session.selection, extensions=(chosen,))
        st.switch_page("overview.py")


def _sums(table: Sheet) -> None:
    """Draw both sums, a row for each measure: a phone has no room for as many columns."""
    summed = table.rows[-table.totals :]
    frame = {_("Measure"): list(table.columns[_NAMES:])}
    for row in summed:
        name, cells = str(row[1].value), row[_NAMES:]
        frame[name] = [texts.cell(cell, locale(), tables.points()) for cell in cells]
    with st.container(key="table_sums"):
        told = _("Sums of the extensions and of the account")
        st.table(pd.DataFrame(frame), hide_index=True, border="horizontal", alt=told)


def _difference(rows: Sequence[Sides | None], shown: Overview) -> None:
    """Explain why the rows do not make the account (key ``difference``)."""
    found = ranking.difference(rows, shown.sides)
    with st.container(key="difference"):
        if found is None:
            st.caption(_("Empty rows are not known yet; they are not zero."))
            return
        named = words.directions()
        told = "; ".join(
            f"{named[direction]} {found[direction]:+,}".replace("-", "−") for direction in Direction
        )
        st.caption(
            texts.in_markdown(
                _(
                    "Extensions against account: {difference}. More, where several extensions took "
                    "part in one call; less, where none of the list did. The sums tell only by how "
                    "much the one outweighs the other."
                ).format(difference=told)
            )
        )


def _measures(source: Source, direction: Direction) -> Sequence[str]:
    found = words.outcomes(direction)
    if source is Source.LEGS:
        return _("Legs"), _("Connected"), _("Average talk")
    outcome_words = (found[outcome] for outcome in Outcome)
    return _("Calls"), *outcome_words, _("Answer rate"), _("Average talk")


def _name(one: Extension) -> Row:
    kind = _types().get(one.type, one.type)
    return text(one.number), text(one.label.strip()), text(kind)


def _summed(name: str) -> Row:
    return text(""), text(name), text("")


def _types() -> Mapping[str, str]:
    return {"phone": _("Phone"), "queue": _("Queue"), "ivr": _("Menu"), "fax": _("Fax")}


def _cells(sides: Sides | None, source: Source, menu: MenuCountsAs) -> Iterator[Cell]:
    for direction in Direction:
        counts = None if sides is None else sides[direction]
        yield from _numbers(counts, source, menu)


def _numbers(counts: Counts | None, source: Source, menu: MenuCountsAs) -> Iterator[Cell]:
    found = None if counts is None else outcomes(counts, menu)
    yield count(None if counts is None else counts.total)
    if source is Source.LEGS:
        yield count(None if counts is None else counts.bridged)
    else:
        for outcome in Outcome:
            yield count(None if found is None else found[outcome])
        yield share(None if counts is None else rates.answer_rate(counts, menu))
    yield Cell(None if counts is None else rates.average_talk(counts), Unit.TALK)


def _plain(cell: Cell) -> object:
    """Return what the table sorts by: texts as they are, seconds whole."""
    if cell.unit is Unit.TALK and isinstance(cell.value, int | float):
        return round(cell.value)
    return cell.value


def _dtypes(table: Sheet) -> Mapping[str, str]:
    kinds = {Unit.TEXT: "str", Unit.SHARE: "Float64"}
    units = [cell.unit for cell in table.rows[-1]]
    return {name: kinds.get(unit, "Int64") for name, unit in zip(table.columns, units, strict=True)}


def _config(table: Sheet) -> Mapping[str, Any]:
    """Return how the columns are drawn: a share as a bar, times in seconds."""
    units = [cell.unit for cell in table.rows[-1]]
    config: dict[str, Any] = {}
    for name, unit in zip(table.columns, units, strict=True):
        if unit is Unit.SHARE:
            config[name] = st.column_config.ProgressColumn(
                name, format="percent", min_value=0, max_value=1
            )
        elif unit is Unit.TALK:
            config[name] = st.column_config.NumberColumn(name, format=_("%d s"))
    config[table.columns[0]] = st.column_config.TextColumn(table.columns[0], pinned=True)
    return config
