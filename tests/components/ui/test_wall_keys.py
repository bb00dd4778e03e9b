"""Keys of the widgets with which a wall is set up."""

from components.measures.targets import Figure
from components.reports.board import MOST_BOARDS
from components.ui import wall_keys


def test_every_key_is_told_once():
    assert len(set(wall_keys.WIDGETS)) == len(wall_keys.WIDGETS)


def test_each_board_has_the_thresholds_of_each_figure():
    ends = {
        wall_keys.of(f"{end}_{figure.value}", number)
        for number in range(MOST_BOARDS)
        for figure in Figure
        for end in ("good", "bad")
    }

    assert ends <= set(wall_keys.WIDGETS)
