"""The map of a week: strong where much is, pale where little is known, readable as text."""

from dataclasses import replace

import pytest

from components.charts import heat
from components.charts.heat import Square
from components.charts.theme import PALETTES, Shade

FULL = Square(row=1, hour=12, strength=1.0, is_pale=False, label="38%", hover="Tuesday 12–13")


def drawn(*squares, labels=False):
    return heat.figure(
        squares,
        rows=["Mo", "Tu"],
        group="missed",
        words={"hour": "Hour"},
        palette=PALETTES[Shade.LIGHT],
        labels=labels,
    )


def test_a_cell_stands_in_its_row_and_hour():
    (trace,) = drawn(FULL).data

    assert (trace.x[0], round(trace.base[0] + trace.y[0] / 2, 6)) == (12.5, 1.5)
    assert drawn(FULL).layout.yaxis.range == (2, 0)
    assert trace.hovertext[0] == "Tuesday 12–13"


def test_more_is_stronger_few_calls_are_pale_and_nothing_is_clear():
    half, pale = replace(FULL, strength=0.5), replace(FULL, is_pale=True)
    empty = replace(FULL, strength=None)

    (trace,) = drawn(FULL, half, pale, empty).data

    full, middle, weak, none = trace.marker.opacity
    assert full > middle > weak > none == 0


@pytest.mark.parametrize("shade", Shade)
def test_letters_can_be_read_on_the_strongest_cell(shade):
    palette = PALETTES[shade]
    for group in ("answered", "missed"):
        ground = _mixed(palette.of(group), palette.page, heat._STRONGEST)

        assert _contrast(_channels(palette.text), ground) >= 4.5


def test_numbers_stand_in_the_cells_on_demand():
    assert drawn(FULL).data[0].text is None
    assert drawn(FULL, labels=True).data[0].text == ("38%",)


def _channels(colour):
    return [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]


def _mixed(colour, ground, opacity):
    pairs = zip(_channels(colour), _channels(ground), strict=True)
    return [opacity * top + (1 - opacity) * below for top, below in pairs]


def _contrast(one, other):
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(channels):
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
