"""A board survives the address; nonsense in an address is as if it were not there."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.measures.targets import Figure, Target, is_rate
from components.periods.against import Against
from components.periods.presets import Preset
from components.periods.ranges import NEWEST, OLDEST, Days
from components.reports import board
from components.reports.board import MOST_FIGURES, USUAL, Board, Panel, Tile

dates = st.dates(OLDEST, NEWEST)
ranges = st.tuples(dates, dates).map(sorted).map(lambda ends: Days(*ends))
titles = st.text("Sales & <b> Отдел é?=~%", min_size=1, max_size=30).map(
    lambda text: " ".join(text.split())
)


@st.composite
def tiles(draw):
    figure = draw(st.sampled_from(Figure))
    unit = 1000 if is_rate(figure) else 1
    ends = st.integers(0, 1000 if is_rate(figure) else 999_999)
    target = st.builds(Target, *(ends.map(lambda end: Fraction(end, unit)) for _ in "ab"))
    return Tile(figure, draw(st.none() | target))


panels = st.builds(
    Panel,
    tiles=st.lists(
        tiles(), min_size=1, max_size=MOST_FIGURES, unique_by=lambda tile: tile.figure
    ).map(tuple),
    period=st.sampled_from(Preset) | ranges,
    extensions=st.lists(
        st.text("0123456789&=#", min_size=1, max_size=40), unique=True, max_size=4
    ).map(tuple),
    teams=st.lists(st.text(min_size=1, max_size=60), unique=True, max_size=3).map(tuple),
    against=st.sampled_from(Against) | ranges,
    title=titles,
)
boards = st.builds(
    Board,
    first=panels,
    also=st.lists(panels | st.just(Panel()), max_size=3).map(tuple),
    inches=st.integers(20, 120),
    metres=st.integers(10, 200).map(lambda tenths: tenths / 10),
    every=st.integers(10, 3600),
    names=st.booleans(),
)


@given(boards)
def test_an_address_holds_the_whole_board(made):
    assert board.read(board.spell(made)) == made


@given(boards)
def test_a_board_is_spelled_in_one_way_only(made):
    assert board.spell(board.read(board.spell(made))) == board.spell(made)


NAMES = ("figure", "screen", "distance", "also", "every", "names", "title", "period", "against")


@given(st.dictionaries(st.sampled_from(NAMES) | st.text(), st.lists(st.text())))
def test_nonsense_in_an_address_is_never_an_error(query):
    found = board.read(query)

    assert 1 <= len(found.first.tiles) <= MOST_FIGURES
    assert 20 <= found.inches <= 120
    assert 1 <= found.metres <= 20
    assert board.read(board.spell(found)) == found


def test_the_names_in_an_address_are_those_that_televisions_rely_on():
    made = Board(
        Panel(
            (
                Tile(Figure.IN_ANSWER_RATE, Target(Fraction(4, 5), Fraction(3, 5))),
                Tile(Figure.IN_CALLS),
            ),
            Preset.YESTERDAY,
            ("104",),
            Against.YEAR,
            "Sales",
        ),
        also=(Panel((Tile(Figure.OUT_CALLS),), title="Second"), Panel()),
        inches=32,
        metres=2.5,
        every=60,
        names=True,
    )

    assert board.spell(made) == {
        "figure": ["in_answer_rate~80~60", "in_calls"],
        "period": ["yesterday"],
        "ext": ["104"],
        "against": ["year"],
        "title": ["Sales"],
        "screen": ["32"],
        "distance": ["2.5"],
        "also": ["figure=out_calls&title=Second", "figure="],
        "every": ["60"],
        "names": ["shown"],
    }


def test_an_empty_address_is_the_usual_board_of_today():
    found = board.read({})

    assert found == Board()
    assert found.first.tiles == USUAL
    assert (found.first.period, found.first.against) == (Preset.TODAY, Against.WEEKDAY)
    assert board.spell(found) == {}


@pytest.mark.parametrize(
    "text", ["in_missed~x~y", "in_missed~1", "in_missed~-1~2", "in_missed~1.5~2"]
)
def test_a_target_that_cannot_be_read_is_none(text):
    assert board.read_tile(text) == Tile(Figure.IN_MISSED)


@pytest.mark.parametrize("text", ["", "calls", "in_Calls", "in_calls "])
def test_a_figure_that_does_not_exist_is_left_out(text):
    assert board.read({"figure": [text, "out_failed"]}).first.tiles == (Tile(Figure.OUT_FAILED),)


def test_a_figure_stands_on_a_board_once_and_five_at_most():
    found = board.read({"figure": ["in_calls", "in_calls~1~2", *Figure]}).first.tiles

    assert [tile.figure for tile in found] == list(Figure)[:5]


def test_a_title_is_one_line():
    assert board.read({"title": ["a\n\tb\x00c \u202e" + "x" * 99]}).first.title.startswith("a b c")


def test_a_title_is_not_endless():
    assert len(board.read({"title": ["x" * 99]}).first.title) == board.LONGEST_TITLE


def test_a_further_board_with_too_many_fields_is_left_out():
    assert board.read({"also": ["ext=1&" * 500]}).also == ()


def test_boards_take_turns_by_the_clock():
    made = Board(also=(Panel(title="b"), Panel(title="c")), every=10)
    start = datetime(2026, 11, 24, tzinfo=UTC)

    seen = [made.turn(start + timedelta(seconds=second)).title for second in range(0, 60, 5)]

    assert seen == ["", "", "b", "b", "c", "c"] * 2
