"""The colours stand out from the page, and from each other, for every eye."""

import tomllib
from itertools import combinations
from pathlib import Path

import pytest

from components.charts import theme
from components.charts.theme import GROUPS, PALETTES, PATTERNS, THEMED, Shade
from tests.oracles import VISIONS, contrast, difference

CONFIG = Path(__file__).parents[3] / ".streamlit" / "config.toml"


@pytest.fixture(params=Shade)
def palette(request):
    return PALETTES[request.param]


@pytest.fixture(params=Shade)
def configured(request):
    """A palette, and the section of Streamlit's theme for the same shade."""
    section = tomllib.loads(CONFIG.read_text("utf-8"))["theme"][request.param]
    return PALETTES[request.param], section


@pytest.mark.parametrize("group", GROUPS)
def test_a_bar_stands_out_from_the_page(palette, group):
    assert contrast(palette.of(group), palette.page) >= 3


def test_text_can_be_read_on_the_page(palette):
    assert contrast(palette.text, palette.page) >= 4.5


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize(("one", "other"), [*combinations(GROUPS, 2)])
def test_two_groups_are_told_apart_by_colour_alone(palette, one, other, vision):
    assert difference(palette.of(one), palette.of(other), vision) > 20


@pytest.mark.parametrize("group", GROUPS)
def test_the_shades_of_a_group_differ_between_light_and_dark(group):
    assert PALETTES[Shade.LIGHT].of(group) != PALETTES[Shade.DARK].of(group)


def test_the_three_outcomes_differ_in_pattern_too():
    assert len({PATTERNS[group] for group in ("answered", "missed", "failed")}) == 3


def test_an_unknown_group_has_no_colour(palette):
    with pytest.raises(KeyError):
        palette.of("lost")


def test_streamlit_is_given_the_same_colours(configured):
    palette, section = configured

    assert section["chartCategoricalColors"] == [palette.of(group) for group in GROUPS]


def test_the_page_is_the_one_that_the_palette_is_made_for(configured):
    palette, section = configured

    assert section["backgroundColor"] == palette.page


def test_streamlit_fills_in_the_themed_colours_in_the_order_of_its_theme():
    places = [f"#00000{number}" for number in range(1, 5)]

    assert [THEMED.of(group) for group in GROUPS] == places


def test_a_bar_has_the_colour_of_its_group(palette):
    assert theme.bar(palette, "failed")["marker"]["color"] == palette.failed


def test_a_pattern_is_drawn_in_the_colour_of_the_page(palette):
    assert theme.bar(palette, "missed")["marker"]["pattern"]["fgcolor"] == palette.page


def test_numbers_stand_outside_bars_where_the_page_gives_them_contrast(palette):
    assert theme.bar(palette, "answered")["textposition"] == "outside"


def test_a_chart_stands_on_the_page_s_own_ground_also_as_a_picture(palette):
    layout = theme.layout(palette, 320)

    assert layout["paper_bgcolor"] == palette.page
    assert layout["plot_bgcolor"] == "rgba(0,0,0,0)"


def test_text_has_the_colour_of_the_palette_and_letters_that_every_system_has(palette):
    font = theme.layout(palette, 320)["font"]

    assert font["color"] == palette.text
    assert font["family"].endswith(", sans-serif")


def test_the_button_of_a_chart_is_seen_as_well_as_its_text(palette):
    assert theme.layout(palette, 320)["modebar"]["color"] == palette.text


def test_a_thumb_scrolls_the_page_and_not_the_chart(palette):
    assert theme.layout(palette, 320)["dragmode"] is False


def test_names_keep_their_order(palette):
    axis = theme.name_axis(palette, {"b": "Second letter", "a": "First letter"})

    assert (axis["categoryarray"], axis["ticktext"]) == (
        ["b", "a"],
        ["Second letter", "First letter"],
    )


def test_the_longest_bar_leaves_room_for_its_number():
    assert theme.value_axis(100, room=0.5)["range"] == [0, 150]


def test_an_axis_without_bars_has_a_length_all_the_same():
    assert theme.value_axis(0, room=0.5)["range"] == [0, 1]


@pytest.mark.parametrize(
    ("longest", "ticks"),
    [
        (0, [0]),
        (1, [0, 1]),
        (4.6, [0, 1, 2, 3, 4]),
        (9, [0, 2, 4, 6, 8]),
        (87, [0, 20, 40, 60, 80]),
        (115, [0, 50, 100]),
        (4321, [0, 1000, 2000, 3000, 4000]),
    ],
)
def test_a_scale_has_a_few_round_whole_numbers(palette, longest, ticks):
    axis = theme.count_axis(palette, longest, str)

    assert axis["tickvals"] == ticks
    assert axis["ticktext"] == [str(tick) for tick in ticks]


@pytest.mark.parametrize(("longest", "end"), [(115, 115), (0, 1)])
def test_a_scale_begins_at_zero(palette, longest, end):
    assert theme.count_axis(palette, longest, str)["range"] == [0, end]
