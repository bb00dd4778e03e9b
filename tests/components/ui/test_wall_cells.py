"""What a board shows: figures with all their texts, and whose turn it is."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from components.measures.outcomes import MenuCountsAs
from components.measures.targets import Figure, Mark
from components.periods.buckets import Step
from components.periods.presets import Preset
from components.periods.window import Window
from components.reports.board import Board, Panel, Tile
from components.reports.wall import Figures, Freshness
from components.ui import wall_cells
from components.ui.wall_cells import Seen, View
from components.ui.wall_markup import Cell
from components.ui.wall_sizes import Form, Grid, Layout, Plan
from tests.conftest import NOW

NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)

CELL = Cell(
    Figure.IN_CALLS,
    ("Inbound", "Calls"),
    "1,087",
    Freshness.LIVE,
    Mark.NONE,
    ("", ""),
    ("", ""),
    "14:02",
    1,
    2,
)


def _plan(shown):
    layout = Layout(Grid(1, 1, 2, 2, (1, 1, 1, 1)), 5, 5, shown, Form())
    return Plan(layout, replace(layout, shown=5))


def _shown(number, shown=3):
    cells = wall_cells.in_turn([CELL] * 5, _plan(shown), number)
    return [place for place, cell in enumerate(cells) if "wide" in cell.sides]


def test_figures_take_turns_where_not_all_fit_and_the_main_one_stays():
    assert [_shown(number) for number in range(3)] == [[0, 1, 2], [0, 3, 4], [0, 1, 2]]


def test_no_place_stays_empty_on_the_last_turn():
    assert [_shown(number, 4) for number in range(2)] == [[0, 1, 2, 3], [0, 2, 3, 4]]


def test_where_one_fits_it_is_the_main_one():
    assert _shown(7, 1) == [0]


def test_where_all_fit_nothing_moves():
    assert {tuple(_shown(number, 5)) for number in range(5)} == {(0, 1, 2, 3, 4)}


def test_other_digits_need_the_same_room(told):
    first = told(lambda: wall_cells.needs([CELL]))
    second = told(lambda: wall_cells.needs([replace(CELL, value="9,342", at="23:59")]))

    assert first == second


def test_the_main_figure_of_the_first_board_stands_on_every_board():
    first = Panel((Tile(Figure.IN_CALLS), Tile(Figure.IN_MISSED)))
    other = Panel((Tile(Figure.IN_CALLS), Tile(Figure.OUT_CALLS)), extensions=("104",))
    board = Board(first, (other,), every=10)

    tiles = list(wall_cells._tiles(board.first, board.panels[1]))

    assert tiles[0] == (first, Tile(Figure.IN_CALLS))
    assert [tile.figure for _, tile in tiles[1:]] == [Figure.IN_CALLS, Figure.OUT_CALLS]


def test_the_same_figure_of_the_same_calls_stands_there_once():
    first = Panel((Tile(Figure.IN_CALLS), Tile(Figure.IN_MISSED)))
    other = Panel((Tile(Figure.IN_CALLS), Tile(Figure.OUT_CALLS)))

    tiles = [tile.figure for _, tile in wall_cells._tiles(first, other)]

    assert tiles == [Figure.IN_CALLS, Figure.OUT_CALLS]


def test_names_of_persons_are_shown_only_where_they_are_wanted(told, desk):
    listed = wall_cells.Directory({each.number: each for each in desk.extensions()})
    panel = Panel(extensions=(desk.extensions()[0].number,))

    plain = told(lambda: wall_cells._whose(panel, listed, are_named=False))
    named = told(lambda: wall_cells._whose(panel, listed, are_named=True))

    assert plain == panel.extensions[0]
    assert named.startswith(f"{plain} · ")


def test_a_team_goes_by_its_name_which_is_no_persons(told):
    panel = Panel(extensions=("104",), teams=("Sales",))

    found = told(lambda: wall_cells._whose(panel, wall_cells.Directory(None), are_named=False))

    assert found == "Sales, 104"


def test_many_extensions_are_counted(told):
    panel = Panel(extensions=tuple("12345"))

    found = told(lambda: wall_cells._whose(panel, wall_cells.Directory(None), are_named=False))

    assert found == "5 extensions"


def test_a_moment_is_a_distance_from_now():
    assert wall_cells._until(None, NOW) is None
    assert wall_cells._until(NOW, NOW) == 0


def _seen(window, panel, whose=""):
    minute = timedelta(minutes=1)
    known = Figures(
        window=window,
        sides=None,
        read_at=None,
        late_at=None,
        stale_at=None,
        refresh=minute,
        is_stretched=False,
        trouble=None,
        before=None,
        hours=(),
        marks=(),
        step=Step.HOUR,
    )
    return Seen(panel, known, whose)


def test_a_brief_head_still_tells_whose_numbers_stand_there(told):
    day = Window(NOON, NOON + timedelta(days=1))

    def brief(whose="", **changes):
        seen = _seen(day, replace(Panel((Tile(Figure.IN_CALLS),)), **changes), whose)
        tiles = ((Tile(Figure.IN_CALLS), seen),)
        view = View(tiles, seen, MenuCountsAs.MISSED, ZoneInfo("UTC"), NOON)
        return told(lambda: wall_cells.head(view)).brief

    assert brief() == "Today"
    assert brief("104, 105") == "104, 105 · Today"
    assert brief("104, 105", title="Sales") == "Sales · Today"


def test_the_main_figure_says_what_it_is_of_on_a_board_of_something_else(told):
    day = Window(NOON, NOON + timedelta(days=1))
    main = _seen(day, Panel((Tile(Figure.IN_CALLS),)))
    titled = _seen(day, Panel((Tile(Figure.IN_CALLS),), title="Hall"))
    other = _seen(day, Panel(period=Preset.YESTERDAY, extensions=("104",)), "104")

    def origin(of, shown):
        tiles = ((Tile(Figure.IN_CALLS), of),)
        view = View(tiles, shown, MenuCountsAs.MISSED, ZoneInfo("UTC"), NOON)
        return told(lambda: wall_cells._origin(view))

    assert origin(main, main) == ""
    assert origin(main, other) == "Today · All extensions"
    assert origin(other, main) == "Yesterday · 104"
    assert origin(titled, other) == "Hall"
