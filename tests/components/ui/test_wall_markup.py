"""The board as HTML: text from outside is characters, and what the script goes by is there."""

from html.parser import HTMLParser

import pytest

from components.measures.targets import Figure, Mark
from components.reports.wall import Freshness
from components.ui import wall_markup
from components.ui.wall_markup import Cell, Foot, Head, Redraw
from components.ui.wall_sizes import Extra, Form, Grid, Layout, Plan

HOSTILE = "<b>bold</b><script>alert(1)</script><img src=x onerror=alert(1)>\"'&amp; {0}"
LAYOUT = Layout(Grid(4, 1, 2.0, 2.5, (2, 1, 1, 1)), 5.62, 5, 4, Form())
SMALL = Layout(LAYOUT.grid, 9, 5, 2, Form(is_brief=True, without=frozenset({Extra.CHART})))
PLAN = Plan(LAYOUT, SMALL)
CELL = Cell(
    figure=Figure.IN_CALLS,
    labels=("Inbound", "Calls"),
    value="87",
    state=Freshness.LIVE,
    mark=Mark.GOOD,
    target=("Target ≥ 80", "≥ 80"),
    note=("+8 · Tue 79", "Tue 79"),
    at="14:02",
    late=82.3,
    stale=262.1,
)


class _Page(HTMLParser):
    def __init__(self, told):
        super().__init__()
        self.elements, self.text = [], ""
        self.feed(told)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data

    def first(self, name):
        """Return the attributes of the first element that has one of this name."""
        return next(attrs for _tag, attrs in self.elements if name in attrs)


@pytest.fixture
def drawn(told):
    def draw(cell=CELL, *, title="Sales", reason="", redraw=Redraw(3.3, 42)):  # noqa: B008
        head, foot = Head(title, title, "14:02", 150), Foot(reason, "", (title, title))
        return _Page(told(lambda: wall_markup.board((cell,), head, foot, "", PLAN, redraw)))

    return draw


def test_what_comes_from_outside_is_characters(drawn):
    plain = drawn()
    cell = Cell(
        **{name: getattr(CELL, name) for name in CELL.__dataclass_fields__}
        | {"labels": (HOSTILE, "Calls")}
    )

    hostile = drawn(cell, title=HOSTILE, reason=HOSTILE)

    assert [tag for tag, _ in hostile.elements] == [tag for tag, _ in plain.elements]
    assert hostile.text.count(HOSTILE) >= 3
    assert not any(name.startswith("on") for _, attrs in hostile.elements for name in attrs)


def test_the_script_finds_what_it_goes_by(drawn):
    page = drawn()

    root, figure = page.first("data-board"), page.first("data-state")
    assert (root["data-redraw"], root["data-drawn"]) == ("4", "42")
    assert root["data-gone"] == "Callboard does not answer"
    assert (figure["data-state"], figure["data-mark"]) == ("live", "good")
    assert (figure["data-late"], figure["data-stale"]) == ("83", "263")
    assert page.first("data-age")["data-age"] == "150"
    assert page.first("data-reason")["class"].split()[-1] == "st-key-wall_notice"
    assert page.first("data-word").keys() >= {"data-live", "data-late", "data-stale"}


def test_a_figure_stands_in_its_place_and_reads_as_a_card(drawn):
    page = drawn()

    assert "st-key-wall_in_calls" in page.first("data-state")["class"].split()
    assert "87" in page.text
    assert "2 min ago" in page.text


def test_a_picture_of_the_board_is_not_watched_over(drawn):
    page = drawn(redraw=None)

    assert not any("data-board" in attrs for _, attrs in page.elements)


@pytest.mark.parametrize("state", [Freshness.LATE, Freshness.STALE])
def test_an_old_figure_says_since_when(drawn, state):
    cell = Cell(
        **{name: getattr(CELL, name) for name in CELL.__dataclass_fields__} | {"state": state}
    )

    page = drawn(cell)

    assert page.first("data-state")["data-state"] == state.value
    assert {Freshness.LATE: "Late · 14:02", Freshness.STALE: "as of 14:02"}[state] in page.text


def test_a_figure_that_never_was_read_is_no_number_and_not_on_target(drawn):
    changed = {
        "state": Freshness.NO_DATA,
        "mark": Mark.NONE,
        "value": "–",
        "late": None,
        "stale": None,
    }
    cell = Cell(**{name: getattr(CELL, name) for name in CELL.__dataclass_fields__} | changed)

    page = drawn(cell)

    figure = page.first("data-state")
    assert (figure["data-state"], figure["data-mark"]) == ("no-data", "no-data")
    assert "data-late" not in figure
    assert "No data" in page.text


def test_letters_are_never_rounded_below_their_size(drawn):
    board = next(attrs for _, attrs in drawn().elements if "style" in attrs)
    sizes = dict(part.split(":") for part in board["style"].split(";"))

    assert float(sizes["--wide-letters"]) >= LAYOUT.letters
    assert {"wide-full", "tall-brief", "tall-no-chart"} <= set(board["class"].split())
