"""A television at five metres: everything on it can be read, and nothing on it can be pressed."""

from itertools import chain

import pytest
from playwright.sync_api import expect

from tests.browser import eyes
from tests.browser.eyes import Sight
from tests.browser.wall import Wall, display_key

HD = {"width": 1280, "height": 720}
SIZES = (
    HD,
    {"width": 1920, "height": 1080},
    {"width": 3840, "height": 2160},
    {"width": 1080, "height": 1920},
)

GOLDEN = "period=2019-11-01..2019-11-10"
"""The vendor's own example, which can change no more."""

TARGETS = "figure=in_answer_rate~60~50&figure=out_answer_rate~80~50&figure=in_missed~5~10"
"""Of 67.8 %, 59.6 % and 20: the first is good, the second to be watched, the third bad."""

FIVE = "&".join(
    f"figure={figure}"
    for figure in ("in_answer_rate~80~60", "in_missed~5~20", "in_calls", "out_calls", "out_missed")
)

SHOWN = {
    "calls": ("87", "146"),
    "answered": ("59", "87"),
    "missed": ("20", "37"),
    "failed": ("8", "22"),
    "answer_rate": ("67.8", "59.6"),
    "average_talk": ("1:44", "0:11"),
}
"""Each figure of the example, inbound and outbound."""

# Until the next redraw, which is seconds away.
TURNED = """state => document.querySelectorAll("section[data-state]").forEach(tile => {
    tile.dataset.state = state;
    if (state === "no-data") tile.dataset.mark = state;
})"""

# The heights of what a hand finds: Streamlit keeps more, but below the board or off the screen.
PRESSABLE = """() => [...document.querySelectorAll("button, a, input, select, [role=button]")]
    .map(element => [element, element.getBoundingClientRect()])
    .filter(([element, {x, y, width, height}]) =>
        element.contains(document.elementFromPoint(x + width / 2, y + height / 2)))
    .map(([element, {height}]) => height)"""


@pytest.fixture(scope="module")
def program(start):
    """A program with two televisions."""
    return start()


@pytest.fixture(scope="module")
def key(program):
    """What opens the golden example on a television."""
    return display_key(program.store, "golden", GOLDEN)


@pytest.fixture(scope="module")
def running(program, key):
    """The program, once its television is known."""
    with program:
        yield program, key


@pytest.fixture
def wall(visit, running):
    """Look at a board of the golden example, until all its figures are live."""
    program, _ = running

    def wall(query="", **tab):
        screen = visit(f"/wall?account=golden&{GOLDEN}&{query}", program=program, **tab)
        shown = Wall(screen)
        shown.until_all("live", within=30)
        return shown

    return wall


def assert_legible(wall, sight, size):
    wall.page.set_viewport_size(size)
    wall.page.evaluate("() => new Promise(requestAnimationFrame)")
    read = eyes.texts(wall.page, "[data-board]")
    values = eyes.texts(wall.page, "section[data-state] .wb-digits")
    shapes = eyes.shapes(wall.page, ".shape")
    # Where there is room for no more, figures take turns beside the main one.
    assert len(values) >= 2

    floor = sight.label_floor(size)
    assert [(one.words, one.capital, floor) for one in read if one.capital < floor] == []
    floor = sight.figure_floor(size)
    assert [(one.words, one.digit, floor) for one in values if one.digit < floor] == []
    assert [(one.words, one.lost) for one in chain(read, shapes) if one.is_cut] == []
    assert eyes.covering(read) == []
    assert [(one.words, one.contrast) for one in read if one.contrast < 4.5] == []
    assert [(one.words, one.contrast) for one in shapes if one.contrast < 3] == []
    assert eyes.scrolling(wall.page) == []
    assert eyes.outside(wall.page, "[data-board]") == []


@pytest.mark.parametrize("locale", ["en-US", "ru-RU"])
@pytest.mark.parametrize(
    ("inches", "metres", "figures"),
    [(55, 5, TARGETS), (75, 5, FIVE), (43, 5, TARGETS), (32, 2, "")],
    ids=["as usual", "five figures", "small and far", "near"],
)
def test_everything_can_be_read_from_where_people_are(wall, inches, metres, figures, locale):
    shown = wall(f"screen={inches}&distance={metres}&{figures}", size=HD, locale=locale)

    for size in SIZES:
        assert_legible(shown, Sight(inches, metres), size)


@pytest.mark.parametrize("side", [0, 1], ids=["in", "out"])
def test_the_golden_example_is_on_the_wall(wall, side):
    names = [f"{('in', 'out')[side]}_{name}" for name in SHOWN]
    found = {}

    for some in (names[:5], names[5:]):
        found |= wall("&".join(f"figure={name}" for name in some)).board().values

    assert {name.partition("_")[2] for name in found} == set(SHOWN)
    for name, value in found.items():
        assert value.startswith(SHOWN[name.partition("_")[2]][side])


def test_states_are_told_apart_by_colour_shape_and_word(wall):
    shown = wall(TARGETS)

    board = shown.board()
    shapes = eyes.shapes(shown.page, "section[data-state] .shape")
    words = shown.page.locator("section[data-state] .wb-now").all_inner_texts()
    # What a board without an answer shows is seen elsewhere; here, only what it looks like.
    shown.page.evaluate(TURNED, "no-data")
    shapes += eyes.shapes(shown.page, "section[data-state] .shape")[:1]

    assert [tile.mark for tile in board.tiles] == ["good", "watch", "bad"]
    assert eyes.alike([shape.colour for shape in shapes], 20) == []
    assert [shape.contrast for shape in shapes if shape.contrast < 3] == []
    assert len({shape.outline for shape in shapes}) == 4
    assert len({*words} - {""}) == 3


def test_what_is_stale_is_grey_and_crossed_out_and_can_still_be_read(wall):
    shown = wall(TARGETS, size=HD)
    digits = shown.page.locator("section[data-state] .wb-digits")
    live = eyes.texts(shown.page, "section[data-state] .wb-digits")

    shown.page.evaluate(TURNED, "stale")

    stale = eyes.texts(shown.page, "section[data-state] .wb-digits")
    assert {one.colour for one in stale}.isdisjoint(one.colour for one in live)
    for digit in digits.all():
        expect(digit).to_have_css("text-decoration-line", "line-through")
    assert_legible(shown, Sight(55, 5), HD)


def test_nothing_on_it_moves(wall):
    shown = wall(TARGETS)

    moving = shown.page.locator("[data-board], [data-board] *").evaluate_all(
        """elements => elements.filter(element => {
            const style = getComputedStyle(element);
            return style.animationName !== "none" || parseFloat(style.transitionDuration) > 0;
        }).map(element => element.className)"""
    )

    assert moving == []


def test_a_television_has_nothing_to_press_and_a_person_has(visit, running, wall):
    program, key = running
    television = Wall(visit(f"/wall?display={key}", program=program))
    television.until_all("live", within=30)

    assert television.page.evaluate(PRESSABLE) == []
    buttons = wall(size=HD).page.evaluate(PRESSABLE)
    assert len(buttons) == 2
    assert min(buttons) >= Sight(55, 5).label_floor(HD)
