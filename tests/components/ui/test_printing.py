"""The print style: one for every page, with the light page's colours."""

import re

import pytest

from components.charts.theme import PALETTES, Shade
from components.ui import printing
from tests.oracles import contrast

LIGHT, DARK = PALETTES[Shade.LIGHT], PALETTES[Shade.DARK]


def test_a_page_brings_its_print_style_and_nothing_to_be_seen(stage):
    at = stage(printing.settle).run()

    assert not at.exception
    (html,) = at.get("html")
    assert html.proto.body.startswith("<style>")
    assert not at.main


def test_the_paper_is_a4_upright():
    assert re.search(r"@page \{\s*size: A4 portrait;", printing.style())


def test_everything_but_the_paper_is_for_print_alone():
    style = re.sub(r"/\*.*?\*/", "", printing.style(), flags=re.DOTALL)

    outside = re.sub(r"@(?:media print|page) (\{(?:[^{}]|\{[^{}]*\})*\})", "", style)

    assert outside.strip() == ""


def test_text_on_paper_can_be_read():
    style = printing.style()

    paper, ink = (re.search(rf"--{name}: (#\w+);", style)[1] for name in ("paper", "ink"))

    assert contrast(paper, ink) >= 7


@pytest.mark.parametrize("group", ["answered", "missed", "failed", "other", "page", "text"])
def test_a_chart_of_a_dark_page_gets_the_light_page_s_colour(group):
    before, after = getattr(DARK, group), getattr(LIGHT, group)
    spelled = "rgb({}, {}, {})".format(*(int(before[at : at + 2], 16) for at in (1, 3, 5)))

    rules = [line for line in printing.style().splitlines() if f"fill: {spelled}" in line]

    assert rules
    assert all(f"fill: {after} !important" in rule for rule in rules)


def test_nothing_of_the_style_comes_from_outside():
    assert not re.search(r"url\(|@import|https?:", printing.style())


@pytest.mark.parametrize("part", ["stSidebar", "stHeader", "stButton", "stPopover", "st-key-away"])
def test_what_is_there_to_be_pressed_is_hidden(part):
    hidden = re.search(r"What is pressed.*?display: none", printing.style(), re.DOTALL)[0]

    assert part in hidden
