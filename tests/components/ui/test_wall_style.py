"""The wall's colours, seen by all eyes, and its style."""

import re
from itertools import combinations

import pytest

from components.ui import wall_style
from components.ui.wall_style import GROUND, SHAPES, STATES, TEXTS
from tests.oracles import VISIONS, contrast, difference


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize(("one", "other"), list(combinations(STATES, 2)))
def test_states_are_told_apart(one, other, vision):
    assert difference(STATES[one], STATES[other], vision) > 20


@pytest.mark.parametrize("vision", VISIONS)
def test_bars_are_told_apart(vision):
    assert difference(*SHAPES.values(), vision) > 20


@pytest.mark.parametrize("colour", [*TEXTS.values(), *STATES.values()])
def test_words_can_be_read(colour):
    assert contrast(colour, GROUND) >= 4.5


@pytest.mark.parametrize("colour", list(SHAPES.values()))
def test_shapes_can_be_seen(colour):
    assert contrast(colour, GROUND) >= 3


def test_every_colour_of_the_style_is_told_once():
    style = wall_style.style()

    assert set(re.findall(r"var\(--(good|watch|bad|no-data|ink|quiet|old|ground)\)", style))
    assert "/* colours */" not in style


def test_nothing_moves_and_nothing_comes_from_outside():
    style = wall_style.style()

    assert not re.search(r"url\(|@import|https?:|animation|:hover|@keyframes", style)
    assert re.findall(r"transition: (.*?);", style) == ["none !important"]
