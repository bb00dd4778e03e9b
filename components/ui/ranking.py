"""Extensions side by side on the page: a row for each or for each team, sums, and the account."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import pandas as pd
import streamlit as st

from components.exports.sheet import Cell, Sheet, Unit
from components.exports.sheet import shown as rounded
from components.measures import ranking
from components.measures.counts import Direction, Sides
from components.measures.outcomes import MenuCountsAs
from components.reports.answer import Compared, Overview
from components.ui import line_sheets, lines, state, tables, words
from components.ui import text as texts
from components.ui.directories import Directory
from components.ui.language import _, locale
from components.ui.line_sheets import NAMES, Form
from components.ui.lines import Line
from components.ui.selection import Rows

_ROW: Final = 35
_MOST_ROWS: Final = 20
"""Pixels of a row of the table, and how many are seen without scrolling in it."""


def draw(shown: Overview | Compared, directory: Directory, menu: MenuCountsAs) -> Sheet | None:
    """Draw the rows, the sums, and what the account has beside; return the table, if any.

    Nothing is ranked where the PBX seems not to listen which extension is asked for.
    """
    if _is_filter_ignored(shown):
        st.warning(
            _(
                "The PBX seems to answer for the whole account whichever extension is asked for. "
                "So there is no ranking."
            ),
            icon=":material/filter_alt_off:",
        )
        return None
    form = line_sheets.form(shown, menu)
    with st.container(horizontal=True, key="row_choices"):
        rows = _choose_rows(directory)
        kinds = _choose_kinds(shown, directory)
    told = lines.extensions(shown, directory, kinds)
    if rows is Rows.TEAMS:
        table = _teams(told, shown, directory, form)
    else:
        table = sheet(told, shown, form)
        st.caption(_("Choose a row to see the overview of that extension."))
        _open(_pick(told, _heads(), form, "rows"))
    _sums(told, shown, form)
    _difference(shown)
    return table


def sheet(told: Sequence[Line], shown: Overview | Compared, form: Form) -> Sheet:
    """Return a row for each extension, and below the sum of the rows and the account's own."""
    below = [_sum(told), lines.account(shown)]
    return line_sheets.sheet(_("Extensions"), _heads(), [*told, *below], form, totals=len(below))


def _is_filter_ignored(shown: Overview | Compared) -> bool:
    may_grow = not shown.settled
    if isinstance(shown, Overview):
        return ranking.is_filter_ignored(_told(shown), shown.sides, may_grow=may_grow)
    a, b = [row.a for row in shown.rows], [row.b for row in shown.rows]
    return any(
        ranking.is_filter_ignored(rows, account, may_grow=may_grow)
        for rows, account in ((a, shown.a.sides), (b, shown.b.sides))
    )


def _told(shown: Overview) -> list[Sides | None]:
    return [row.sides for row in shown.rows]


def _heads() -> tuple[str, str, str]:
    return _("Number"), _("Label"), _("Type")


def _sum(told: Sequence[Line]) -> Line:
    return lines.summed(("", _("Sum of the rows"), ""), told)


def _choose_rows(directory: Directory) -> Rows:
    """Draw the choice between extensions and teams, where there are teams."""
    session = state.session()
    if not directory.teams:
        return Rows.EXTENSIONS
    named = {Rows.EXTENSIONS: _("Extensions"), Rows.TEAMS: _("Teams")}
    state.reseed("rows_of", session.selection.rows)
    return Rows(
        st.radio(
            _("Rows"),
            Rows,
            format_func=lambda option: named[option],
            horizontal=True,
            key="rows_of",
            on_change=_turn_rows,
        )
    )


def _turn_rows() -> None:
    session = state.session()
    session.selection = replace(session.selection, rows=Rows(state.value("rows_of")))


def _choose_kinds(shown: Overview | Compared, directory: Directory) -> Sequence[str]:
    """Draw the choice of types, where there are several."""
    found = lines.kinds(shown, directory)
    if len(found) < 2:  # noqa: PLR2004 - a choice
        return ()
    picked: Sequence[str] = st.pills(
        _("Type"),
        found,
        selection_mode="multi",
        format_func=lines.type_name,
        key="types",
    )
    return picked


def _teams(
    told: Sequence[Line], shown: Overview | Compared, directory: Directory, form: Form
) -> Sheet:
    """Draw a row for each team; the one that is chosen opens into its extensions.

    Return the teams with the account below: an extension may be in several, so they have no sum.
    """
    st.caption(
        _(
            "Choose a team to see its extensions. Its row is their sum: a call that two of them "
            "took part in counts twice."
        )
    )
    heads = _("Team"), _("Extensions"), _("Type")
    teams = lines.teams(told, directory)
    team = _pick(teams, heads, form, "team_rows", Rows.TEAMS)
    if team is not None:
        _members(team, told, directory, form)
    below = [lines.account(shown)]
    return line_sheets.sheet(_("Teams"), heads, [*teams, *below], form, totals=len(below))


def _members(team: Line, told: Sequence[Line], directory: Directory, form: Form) -> None:
    """Draw the extensions of a team, and the way to its overview."""
    st.subheader(texts.in_markdown(directory.team_name(team.key)), anchor=False)
    if st.button(_("Overview of this team"), key="team_overview", icon=":material/call:"):
        session = state.session()
        session.selection = replace(session.selection, extensions=(), teams=(team.key,))
        st.switch_page("overview.py")
    _open(_pick(lines.members(team.key, told, directory), _heads(), form, "member_rows"))


def _open(line: Line | None) -> None:
    """Turn to the overview of an extension, if one was chosen."""
    if line is not None:
        session = state.session()
        session.selection = replace(session.selection, extensions=(line.key,), teams=())
        st.switch_page("overview.py")


def _pick(
    told: Sequence[Line],
    heads: Sequence[str],
    form: Form,
    key: str,
    of: Rows = Rows.EXTENSIONS,
) -> Line | None:
    """Draw a table that sorts and searches (key ``table_extensions``); return the chosen line."""
    table = line_sheets.sheet("", heads, told, form, totals=0)
    columns = {
        name: [_plain(row[place]) for row in table.rows] for place, name in enumerate(table.columns)
    }
    frame = pd.DataFrame(columns).astype(_dtypes(table))
    trends = _trends(told)
    for place, (name, values) in enumerate(trends.items(), NAMES):
        frame.insert(place, name, pd.Series(values, dtype="object"))
    with st.container(key=f"table_{of.value}"):
        picked: Any = st.dataframe(
            frame,
            column_config={**_config(table), **{one: _bars(one) for one in trends}},
            hide_index=True,
            height=_ROW * (min(len(told), _MOST_ROWS) + 1) + 3,
            on_select="rerun",
            selection_mode="single-row",
            key=key,
            alt=_alt(of),
        )
    chosen = [place for place in picked.selection.rows if place < len(told)]
    return told[chosen[0]] if chosen else None


def _alt(of: Rows) -> str:
    if of is Rows.TEAMS:
        return _("A row for each team, with its calls in both directions")
    return _("A row for each extension, with its calls in both directions")


def _trends(told: Sequence[Line]) -> Mapping[str, list[list[int] | None]]:
    """Return the calls of each line along the period, where that is told: a column a direction."""
    if all(line.trend is None for line in told):
        return {}
    return {
        f"{word} · {_('Trend')}": [_trend(line, direction) for line in told]
        for direction, word in words.directions().items()
    }


def _trend(line: Line, direction: Direction) -> list[int] | None:
    """Return the calls of each bucket that has begun; None while one of them is not known."""
    trend = list(line.trend or ())
    while trend and trend[-1] is None:
        trend.pop()
    calls = [sides[direction].total for sides in trend if sides is not None]
    return calls if line.a is not None and len(calls) == len(trend) else None


def _sums(told: Sequence[Line], shown: Overview | Compared, form: Form) -> None:
    """Draw both sums, a row for each measure: a phone has no room for as many columns."""
    below = [_sum(told), lines.account(shown)]
    table = line_sheets.sheet("", _heads(), below, form, totals=0)
    frame = {_("Measure"): line_sheets.measures(form)}
    for row in table.rows:
        cells = [texts.cell(cell, locale(), tables.points()) for cell in row[NAMES:]]
        name = str(row[1].value)
        if form.is_of_two:
            name = _("{name}: A, B (change)").format(name=name)
            a, b, change = cells[::3], cells[1::3], cells[2::3]
            cells = [f"{x}, {y} ({z})" for x, y, z in zip(a, b, change, strict=True)]
        frame[name] = cells
    with st.container(key="table_sums"):
        said = _("Sums of the extensions and of the account")
        st.table(pd.DataFrame(frame), hide_index=True, border="horizontal", alt=said)


def _difference(shown: Overview | Compared) -> None:
    """Explain why the rows do not make the account (key ``difference``)."""
    if isinstance(shown, Overview):
        found = {"": ranking.difference(_told(shown), shown.sides)}
    else:
        a, b = [row.a for row in shown.rows], [row.b for row in shown.rows]
        found = {
            f"{_('A')}: ": ranking.difference(a, shown.a.sides),
            f"{_('B')}: ": ranking.difference(b, shown.b.sides),
        }
    with st.container(key="difference"):
        told = [side + _spelled(one) for side, one in found.items() if one is not None]
        if len(told) < len(found):
            st.caption(_("Empty rows are not known yet; they are not zero."))
            return
        st.caption(
            texts.in_markdown(
                _(
                    "Extensions against account: {difference}. More, where several extensions took "
                    "part in one call; less, where none of the list did. The sums tell only by how "
                    "much the one outweighs the other."
                ).format(difference="; ".join(told))
            )
        )


def _spelled(found: ranking.Difference) -> str:
    named = words.directions()
    cells = {way: Cell(found[way], Unit.COUNT, is_change=True) for way in Direction}
    told = {way: texts.cell(cell, locale(), tables.points()) for way, cell in cells.items()}
    return ", ".join(f"{named[way]} {number}" for way, number in told.items())


def _plain(cell: Cell) -> object:
    """Return what the table sorts by: texts as they are, numbers rounded as everywhere."""
    number = rounded(cell)
    if number is None:
        return cell.value
    return int(number) if cell.unit in (Unit.COUNT, Unit.TALK) else float(number)


def _dtypes(table: Sheet) -> Mapping[str, str]:
    kinds = {Unit.TEXT: "str", Unit.COUNT: "Int64", Unit.TALK: "Int64"}
    return {
        name: kinds.get(cell.unit, "Float64")
        for name, cell in zip(table.columns, _first(table), strict=False)
    }


def _first(table: Sheet) -> tuple[Cell, ...]:
    return table.rows[0] if table.rows else ()


def _config(table: Sheet) -> Mapping[str, Any]:
    """Return how the columns are drawn: a share as a bar, times in seconds."""
    config: dict[str, Any] = {}
    for name, cell in zip(table.columns, _first(table), strict=False):
        if cell.unit is Unit.SHARE:
            config[name] = st.column_config.ProgressColumn(
                name, format="percent", min_value=0, max_value=1
            )
        elif cell.unit is Unit.POINTS:
            config[name] = st.column_config.NumberColumn(name, format="percent")
        elif cell.unit is Unit.PER_DAY:
            config[name] = st.column_config.NumberColumn(name, format="%.1f")
        elif cell.unit is Unit.TALK:
            config[name] = st.column_config.NumberColumn(name, format=_("%d s"))
    config[table.columns[0]] = st.column_config.TextColumn(table.columns[0], pinned=True)
    return config


def _bars(name: str) -> Any:  # noqa: ANN401 - Streamlit's own description of a column
    return st.column_config.BarChartColumn(name, y_min=0)
