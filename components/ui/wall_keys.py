"""Keys of the widgets with which a wall is set up, so that they can be set anew."""

from typing import Final

from components.measures.targets import Figure
from components.reports.board import MOST_BOARDS

BOARD: Final = "wall_board"
SCREEN: Final = "wall_screen"
DISTANCE: Final = "wall_distance"
EVERY: Final = "wall_every"
NAMES: Final = "wall_names"


def of(part: str, number: int) -> str:
    """Return the key of a widget of one of the boards that take turns."""
    return f"wall_{part}_{number}"


WIDGETS: Final = (
    *(BOARD, SCREEN, DISTANCE, EVERY, NAMES),
    *(
        of(part, number)
        for number in range(MOST_BOARDS)
        for part in (
            *("title", "figures", "ext", "against"),
            *(f"{end}_{figure.value}" for figure in Figure for end in ("good", "bad")),
        )
    ),
)
