"""The measures of what can be read find what is wrong with a page that was made wrong."""

import pytest

from tests.browser import eyes
from tests.browser.eyes import Sight

SIZE = {"width": 1280, "height": 720}

PAGE = """<!doctype html><style>
    body {{ margin: 0; background: #101418; color: #f0f0f0; font: 40px "DejaVu Sans"; }}
    .board {{ position: fixed; inset: 0; overflow: hidden; }}
    .shape {{ width: 50px; height: 50px; background: #2e7d32; }}
    .heard {{ position: absolute; width: 1px; height: 1px; overflow: hidden; }}
</style><div class="board">{}</div>"""


@pytest.fixture(scope="module")
def tab(chromium):
    context = chromium.new_context(viewport=SIZE)
    yield context.new_page()
    context.close()


@pytest.fixture
def page(tab):
    """Return a page of what is said."""

    def page(body):
        tab.set_content(PAGE.format(body))
        return tab

    return page


def test_letters_are_as_high_as_the_font_draws_them(page):
    (seen,) = eyes.texts(page("<p>Calls 87</p>"))

    # DejaVu Sans: capitals of 0.729 em, digits of 0.742 with what they are round by.
    assert seen.words == "Calls 87"
    assert seen.capital == pytest.approx(0.729 * 40, abs=0.3)
    assert seen.digit == pytest.approx(0.742 * 40, abs=0.3)


def test_what_is_made_smaller_is_measured_smaller(page):
    (seen,) = eyes.texts(page("<p style='transform: scale(0.5)'>Calls</p>"))

    assert seen.capital == pytest.approx(0.729 * 20, abs=0.3)


def test_floors_are_of_the_real_screen():
    sight = Sight(inches=55, metres=5)

    # 1.397 m of diagonal for 1468.6 pixels; 25 mm, and 32 mm.
    assert sight.label_floor(SIZE) == pytest.approx(26.28, abs=0.01)
    assert sight.figure_floor(SIZE) == pytest.approx(33.64, abs=0.01)


@pytest.mark.parametrize(
    ("body", "is_cut"),
    [
        ("<p>Calls</p>", False),
        ("<p style='margin-left: 1250px'>Calls</p>", True),
        ("<p style='margin-top: 710px'>Calls</p>", True),
        ("<p style='width: 60px; overflow: hidden'>Calls</p>", True),
        ("<p style='height: 20px; overflow: hidden'>Calls</p>", True),
        ("<p style='width: 60px; overflow: hidden; text-overflow: ellipsis'>Calls</p>", True),
        # Letters have room in a line that is lower than their font asks for.
        ("<p style='overflow: hidden; line-height: 1'>Hours</p>", False),
    ],
    ids=["whole", "right", "below", "narrow", "low", "ellipsis", "tight"],
)
def test_text_that_is_cut_is_found(page, body, is_cut):
    (seen,) = eyes.texts(page(body))

    assert seen.is_cut is is_cut


def test_what_nobody_sees_is_no_text(page):
    hidden = "<p style='display: none'>one</p><p style='opacity: 0'>two</p>"

    assert eyes.texts(page(f"{hidden}<p class='heard'>three</p>")) == []


def test_texts_over_each_other_are_found(page):
    over = "<p style='margin: 0'>first</p><p style='margin: -30px 0 0'>second</p><p>third</p>"

    assert eyes.covering(eyes.texts(page(over))) == [("first", "second")]


def test_elements_outside_of_the_viewport_are_found(page):
    bars = "<i class='bar' style='position: absolute; left: 1270px; width: 20px; height: 9px'></i>"

    assert eyes.outside(page(bars), ".board") == ["i.bar"]
    assert eyes.outside(page("<p>Calls</p>"), ".board") == []


@pytest.mark.parametrize(
    ("style", "found"),
    [
        ("height: 2000px; position: static", ["html."]),
        ("overflow: auto", ["div.board"]),
        ("overflow: hidden", []),
    ],
    ids=["the page", "a part", "none"],
)
def test_what_would_show_a_scroll_bar_is_found(tab, style, found):
    tall = "<p style='height: 900px'>Calls</p>"
    tab.set_content(PAGE.format(tall).replace('class="board"', f'class="board" style="{style}"'))

    assert eyes.scrolling(tab) == found


@pytest.mark.parametrize(
    ("style", "contrast"),
    [
        ("color: #fff; background: #000", 21),
        ("color: #777; background: #fff", 4.48),
        ("color: #fff; background: #000; opacity: 0.2", 1.89),
        ("color: rgb(255 255 255 / 50%); background: #000", 5.28),
        ("color: oklch(1 0 0); background: color(srgb 0 0 0)", 21),
    ],
    ids=["most", "too little", "faded", "see-through", "other spaces"],
)
def test_contrast_is_that_of_the_composed_colours(page, style, contrast):
    (seen,) = eyes.texts(page(f"<p style='{style}'>Calls</p>"))

    assert seen.contrast == pytest.approx(contrast, abs=0.1)


def test_a_shape_stands_out_from_what_lies_below_it(page):
    below = "<div style='background: #2a7a2e'><div class='shape'></div></div>"

    (good,) = eyes.shapes(page("<div class='shape'></div>"), ".shape")
    (lost,) = eyes.shapes(page(below), ".shape")

    assert (good.colour, good.ground) == ("#2e7d32", "#101418")
    assert good.contrast > 3
    assert lost.contrast < 1.1


def test_colours_that_some_eyes_cannot_tell_apart_are_found():
    assert eyes.alike(["#ff0000", "#0000ff"], 20) == []
    assert {vision for *_, vision in eyes.alike(["#c0392b", "#7d7a1f"], 20)} == {"deuteranopia"}
