"""Where a person sets up a wall: figures and targets, whose calls, screen and distance."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

import streamlit as st

from components.bootstrap import Visitor
from components.measures.targets import Figure, Target, is_rate
from components.periods.against import Against, Other
from components.reports.board import (
    INCHES,
    LONGEST_TITLE,
    METRES,
    MOST_BOARDS,
    MOST_FIGURES,
    SECONDS,
    Board,
    Panel,
    Tile,
)
from components.ui import (
    address,
    comparing,
    directories,
    filters,
    notices,
    period,
    state,
    wall,
    wall_keys,
    wall_words,
    whose,
)
from components.ui.directories import Directory
from components.ui.language import _, ngettext
from components.ui.wall_sizes import Extra, Layout


def choose(visitor: Visitor) -> None:
    """Draw the widgets, and write the board that they make into the selection and the address."""
    session, directory = state.session(), directories.read(visitor)
    board = session.selection.wall
    number = _which(board)
    panel = _panel(board.panels[number], number, visitor, directory)
    panels = [*board.panels[:number], panel, *board.panels[number + 1 :]]
    board = replace(_place(board), first=panels[0], also=tuple(panels[1:]))
    session.selection = replace(session.selection, wall=board)
    address.settle()
    notes = [note for panel in board.panels for note in _notes(panel, directory)]
    notices.show(notes=[note for note in dict.fromkeys([*directory.notes, *notes]) if note])


def _notes(panel: Panel, directory: Directory) -> Iterator[str]:
    yield from map(directory.missing, panel.extensions)
    yield from map(directory.missing_team, panel.teams)


def tell(visitor: Visitor) -> None:
    """Draw what does not fit at this distance, what the board costs, and the way to the screen."""
    board = state.session().selection.wall
    plan = wall.plan(visitor)
    for name, layout in ((_("Landscape screen"), plan.wide), (_("Portrait screen"), plan.tall)):
        told = _gone(layout, board)
        if told:
            st.caption(f"{name}: {told}")
    asked = len({replace(panel, tiles=(), title="") for panel in board.panels})
    if asked > 1:
        st.caption(
            ngettext(
                "The boards show {number} kind of calls, which takes {number} request a refresh.",
                "The boards show {number} kinds of calls, which takes {number} requests a refresh.",
                asked,
            ).format(number=asked)
        )
    st.button(
        _("Full screen"),
        key="wall_full",
        type="primary",
        icon=":material/fullscreen:",
        on_click=wall.close,
    )


def _which(board: Board) -> int:
    """Draw which of the boards is set up, and the buttons that make and remove one."""
    count = len(board.panels)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        number = 0
        if count > 1:
            state.seed(wall_keys.BOARD, 0)
            number = st.selectbox(
                _("Board"),
                range(count),
                format_func=lambda place: f"{place + 1}",
                key=wall_keys.BOARD,
                on_change=_turn,
                width=110,
            )
        if count < MOST_BOARDS:
            st.button(_("Add a board"), key="wall_add", icon=":material/add:", on_click=_add)
        if number:
            st.button(
                _("Remove this board"),
                key="wall_remove",
                icon=":material/delete:",
                on_click=_remove,
                args=(number,),
            )
    return number


def _turn() -> None:
    """Have the widgets show another board."""
    state.forget(*(key for key in address.WIDGETS if key != wall_keys.BOARD))


def _add() -> None:
    session = state.session()
    board = session.selection.wall
    more = replace(board, also=(*board.also, Panel()))
    session.selection = replace(session.selection, wall=more)
    state.forget(*address.WIDGETS)
    state.seed(wall_keys.BOARD, len(board.also) + 1)


def _remove(number: int) -> None:
    session = state.session()
    board = session.selection.wall
    left = (*board.also[: number - 1], *board.also[number:])
    session.selection = replace(session.selection, wall=replace(board, also=left))
    state.forget(*address.WIDGETS)


def _panel(panel: Panel, number: int, visitor: Visitor, directory: Directory) -> Panel:
    """Draw what one board shows."""
    tiles = _tiles(panel.tiles, number)
    zone = filters.zone_of(state.session().selection, visitor)
    with st.container(horizontal=True):
        chosen = period.choose(panel.period, zone=zone, now=visitor.desk.now)
        other = _against(panel.against, number)
    extensions, teams = whose.choose(
        panel.extensions, panel.teams, directory, key=wall_keys.of("ext", number)
    )
    return Panel(tiles, chosen, extensions, other, _title(panel.title, number), teams)


def _tiles(chosen: Sequence[Tile], number: int) -> tuple[Tile, ...]:
    """Draw the choice of figures and their targets; the first one chosen is the main one."""
    key = wall_keys.of("figures", number)
    state.seed(key, [tile.figure for tile in chosen])
    picked = st.multiselect(
        _("Figures, the main one first"),
        list(Figure),
        format_func=wall_words.name,
        max_selections=MOST_FIGURES,
        key=key,
    )
    former = {tile.figure: tile for tile in chosen}
    if not picked:
        return tuple(chosen)
    st.caption(_("Targets, where there are any: lower is better where good is the smaller number."))
    return tuple(_tile(former.get(figure, Tile(figure)), number) for figure in picked)


def _tile(tile: Tile, number: int) -> Tile:
    """Draw the two thresholds of a figure."""
    figure, target = tile.figure, tile.target
    ends = {"good": target.good, "bad": target.bad} if target else {}
    words = {"good": _("Good from"), "bad": _("Bad beyond")}
    st.text(wall_words.name(figure))
    with st.container(horizontal=True):
        good, bad = (
            _end(figure, wall_keys.of(f"{end}_{figure.value}", number), words[end], ends.get(end))
            for end in words
        )
    if good is None and bad is None:
        return Tile(figure)
    good, bad = (good if good is not None else bad), (bad if bad is not None else good)
    assert good is not None  # noqa: S101
    assert bad is not None  # noqa: S101
    return Tile(figure, Target(good, bad))


def _end(figure: Figure, key: str, word: str, former: Fraction | None) -> Fraction | None:
    unit = 100 if is_rate(figure) else 1
    shown = None if former is None else former * unit
    if is_rate(figure):
        state.seed(key, None if shown is None else float(shown))
        said: float | None = st.number_input(
            f"{word}, %", 0.0, 100.0, step=1.0, format="%.1f", key=key, width=120
        )
    else:
        state.seed(key, None if shown is None else int(shown))
        said = st.number_input(word, 0, 999_999, step=1, key=key, width=120)
    if said is None:
        return None
    return Fraction(round(said * 10), 10 * unit) if is_rate(figure) else Fraction(round(said))


def _against(chosen: Other, number: int) -> Other:
    """Draw what the period is compared with; a range that a link named stays until then."""
    named = comparing.kinds()
    if not isinstance(chosen, Against):
        return chosen
    key = wall_keys.of("against", number)
    state.seed(key, chosen)
    picked = st.selectbox(
        _("Compared with"), list(named), format_func=lambda one: named[one], key=key, width=230
    )
    return Against(picked)


def _title(chosen: str, number: int) -> str:
    key = wall_keys.of("title", number)
    state.seed(key, chosen)
    said = st.text_input(_("Title"), max_chars=LONGEST_TITLE, placeholder=_("None"), key=key)
    return " ".join(said.split())


def _place(board: Board) -> Board:
    """Draw where the screen hangs, and what holds for all boards."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        state.seed(wall_keys.SCREEN, board.inches)
        inches = st.number_input(
            _("Screen, inches"), *INCHES, step=1, key=wall_keys.SCREEN, width=150
        )
        state.seed(wall_keys.DISTANCE, board.metres)
        metres = st.number_input(
            _("Distance, m"), *METRES, step=0.5, format="%.1f", key=wall_keys.DISTANCE, width=150
        )
        every = board.every
        if board.also:
            state.seed(wall_keys.EVERY, every)
            every = st.number_input(
                _("Seconds a board"), *SECONDS, step=5, key=wall_keys.EVERY, width=150
            )
    state.seed(wall_keys.NAMES, board.names)
    names = st.toggle(
        _("Names of extensions"),
        key=wall_keys.NAMES,
        help=_("They may be names of persons. Without them, numbers are shown."),
    )
    return replace(
        board, inches=int(inches), metres=round(metres, 1), every=int(every), names=names
    )


def _gone(layout: Layout, board: Board) -> str:
    """Return what a screen leaves out at this distance; nothing where all fits."""
    words = {
        Extra.CHART: _("the chart"),
        Extra.COMPARISON: _("the comparison"),
        Extra.TARGETS: _("the targets"),
    }
    told = []
    if layout.metres < board.metres:
        told.append(_("can be read from {metres} m at most.").format(metres=f"{layout.metres:.1f}"))
    gone = [words[extra] for extra in Extra if not layout.form.has(extra)]
    if gone:
        told.append(_("no room for {parts}.").format(parts=", ".join(gone)))
    if layout.shown == 1 and len(board.first.tiles) > 1:
        told.append(_("only the main figure fits."))
    elif layout.shown < len(board.first.tiles):
        told.append(
            ngettext(
                "{number} figure fits at a time; the others take turns.",
                "{number} figures fit at a time; the others take turns.",
                layout.shown,
            ).format(number=layout.shown)
        )
    return " ".join(told)
