"""A television: the board on it as somebody across the room sees it, and the key it was given."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

from playwright.sync_api import Error

from components.access.displays import Displays
from components.access.tries import Tries
from components.ledger.store.shelf import Shelf
from tests.browser.screen import Screen

# Everything at one moment, because the next redraw replaces all of it.
_BOARD = """() => {
    const root = document.querySelector("[data-board]");
    if (!root) return null;
    const text = (element, selector) => element.querySelector(selector)?.innerText.trim() ?? "";
    return {
        drawn: root.dataset.drawn,
        reason: text(root, "[data-reason]"),
        ages: [...root.querySelectorAll("[data-age]")].map(age => age.innerText.trim()),
        tiles: [...root.querySelectorAll("section[data-state]")].map(tile => ({
            key: [...tile.classList].find(name => name.startsWith("st-key-")) ?? "",
            state: tile.dataset.state,
            mark: tile.dataset.mark ?? "",
            value: text(tile, ".wb-digits"),
            word: text(tile, "[data-word]"),
        })),
    };
}"""

# What a board ever showed, also for a moment between two looks.
RECORDER = """
    window.shown = new Set();
    new MutationObserver(() => {
        for (const tile of document.querySelectorAll("section[data-state]")) {
            const value = tile.querySelector(".wb-digits")?.innerText;
            shown.add([tile.dataset.state, tile.dataset.mark, value].join("|"));
        }
    }).observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
"""

_BLINK = 50
"""Milliseconds between two looks at a board."""


@dataclass(frozen=True)
class Tile:
    """One figure of a board: its name, how fresh it is, how good, and what is written there."""

    key: str
    state: str
    mark: str
    value: str
    word: str


@dataclass(frozen=True)
class Board:
    """A board at one moment; ``drawn`` tells one redraw from another."""

    drawn: str
    reason: str
    ages: tuple[str, ...]
    tiles: tuple[Tile, ...]

    @property
    def states(self) -> set[str]:
        """The states of its figures."""
        return {tile.state for tile in self.tiles}

    @property
    def values(self) -> dict[str, str]:
        """What is written, by figure."""
        return {tile.key.removeprefix("st-key-wall_"): tile.value for tile in self.tiles}


class Wall:
    """A screen that shows a board and that nobody touches."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.page = screen.page

    def board(self) -> Board | None:
        """Return what stands there now; None where there is no board, or no page at all."""
        try:
            told = self.page.evaluate(_BOARD)
        except Error:  # the page is on its way to be another one
            return None
        if told is None:
            return None
        tiles = tuple(Tile(**tile) for tile in told["tiles"])
        return Board(told["drawn"], told["reason"], tuple(told["ages"]), tiles)

    def until(self, is_so: Callable[[Board], bool], *, within: float) -> Board:
        """Return the board once it is so; TimeoutError after so many seconds, with the last one."""
        deadline = monotonic() + within
        board = None
        while monotonic() < deadline:
            board = self.board() or board
            if board is not None and is_so(board):
                return board
            self.page.wait_for_timeout(_BLINK)
        raise TimeoutError(f"not so within {within} s: {board}")

    def until_all(self, *states: str, within: float) -> Board:
        """Return the board once every figure is in one of these states."""
        return self.until(
            lambda board: bool(board.tiles) and board.states <= {*states}, within=within
        )

    def until_redrawn(self, *, within: float) -> Board:
        """Return the board once it was drawn another time than now."""
        before = self.board()
        drawn = before.drawn if before else None
        return self.until(lambda board: bool(board.tiles) and board.drawn != drawn, within=within)

    def shown(self) -> Iterator[tuple[str, str, str]]:
        """Yield state, mark and value of whatever was ever shown since the page was loaded."""
        for told in self.page.evaluate("() => [...window.shown]"):
            state, mark, value = told.split("|")
            yield state, mark, value.strip()


def display_key(store: Path, account: str, board: str) -> str:
    """Make a display in the store of a program that does not run, and return its key."""
    store.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with closing(Shelf(f"sqlite:///{store}", clock=_now)) as shelf:
        displays = Displays(shelf, clock=_now, tries=Tries(_now))
        made = displays.make(title="Hall", account=account, board=board, expires_at=None)
    assert isinstance(made, tuple), made
    return made[1]


def _now() -> datetime:
    return datetime.now(UTC)
