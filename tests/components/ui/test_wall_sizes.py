"""Sizes for every screen and distance: never below what can be read, never more than fits."""

from math import atan, degrees, hypot

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.ui import wall_sizes
from components.ui.wall_letters import CAPITAL, LINE
from components.ui.wall_sizes import Around, Extra, Need

WORDS = ("On target", "Watch", "Off target", "No data", "Out of date")
RATE = Need(
    ("Inbound", "Answer rate"),
    2.97,
    WORDS,
    ("Target ≥ 00 %", "≥ 00 %"),
    ("+0.0 pp · Tue 00.0 %", "Tue 00.0 %"),
    ("Late · 00:00", "as of 00:00"),
)
CALLS = Need(
    ("Outbound", "Not reached"),
    2.3,
    WORDS,
    ("", ""),
    ("+00 · Tue 000", "Tue 000"),
    ("Late · 00:00", "as of 00:00"),
)
LONG = Need(
    ("Исходящие", "Доля отвеченных"),
    2.97,
    ("В норме", "Внимание", "Не в норме", "Нет данных", "Устарело"),
    ("Цель: не ниже 00 %", "≥ 00 %"),
    ("+0,0 п. п. · вт 00,0 %", "вт 00,0 %"),
    ("Задержка · 00:00", "на 00:00"),
)
AGE = "as of 00:00 · 00 min ago"
AROUND = Around(
    (("Today · Tue 00 Nov", AGE), ("Today", AGE)),
    ("Compared with Tue 00 Nov until 00:00 · Europe/Moscow", "Compared with Tue 00 Nov"),
    ("Quota used up until 00:00", "No connection since 00:00"),
)
screens = st.integers(20, 120)
distances = st.integers(10, 200).map(lambda tenths: tenths / 10)
boards = st.lists(st.sampled_from([RATE, CALLS, LONG]), min_size=1, max_size=5).map(tuple)


def _millimetres(units, inches):
    """Return a length on a 16:9 screen, from units of a hundredth of its short side."""
    return units / 100 * inches * 25.4 * 9 / hypot(16, 9)


@settings(max_examples=300)
@given(screens, distances, boards)
def test_letters_and_figures_can_be_read_from_the_distance(inches, metres, needs):
    plan = wall_sizes.plan(inches, metres, needs, AROUND)

    for layout in (plan.wide, plan.tall):
        away = layout.metres * 1000
        capital = _millimetres(layout.letters, inches) * CAPITAL
        digit = capital * min(layout.grid.digits, layout.grid.main)
        assert layout.metres <= metres
        assert capital >= away / 200 * 0.999
        assert degrees(2 * atan(digit / 2 / away)) * 60 >= 22 * 0.999


@settings(max_examples=300)
@given(screens, distances, boards)
def test_what_is_shown_fits_the_screen(inches, metres, needs):
    plan = wall_sizes.plan(inches, metres, needs, AROUND)

    for layout, wide, high in ((plan.wide, 1600 / 9, 100), (plan.tall, 100, 1600 / 9)):
        grid, shown = layout.grid, layout.shown
        rows = -(-(shown + grid.span - 1) // grid.columns)
        texts = rows * (wall_sizes.RULE + sum(grid.rows) * LINE)
        numbers = grid.main + (rows - 1) * grid.digits
        chart = grid.chart
        assert (chart >= wall_sizes.CHART) == layout.form.has(Extra.CHART)
        least = texts + numbers + chart + 2 * LINE + 2 * wall_sizes.EDGE
        assert least * layout.letters <= high
        one = (wide / layout.letters - 2 * wall_sizes.EDGE + wall_sizes.BETWEEN) / grid.columns
        one -= wall_sizes.BETWEEN
        assert all(need.digits * grid.digits <= one + 1e-9 for need in needs[1:shown])


@pytest.mark.parametrize("count", [1, 3, 4, 5])
def test_a_usual_television_shows_everything(count):
    plan = wall_sizes.plan(55, 5, (RATE, *[CALLS] * (count - 1)), AROUND)

    assert plan.wide.form.without == frozenset()
    assert plan.wide.shown == count


def test_a_chart_is_lower_before_it_gives_way():
    five = (RATE, CALLS, RATE, CALLS, RATE)
    plan = wall_sizes.plan(55, 5, five, AROUND)
    share = wall_sizes._CHART_PART * 1600 / 9 / plan.tall.letters

    assert plan.tall.shown == 5
    assert plan.tall.form.has(Extra.CHART)
    assert plan.tall.grid.chart < share
    assert not plan.tall.is_both


def test_what_gives_way_goes_in_its_order():
    gone = [
        wall_sizes.plan(55, metres / 2, (RATE, CALLS, CALLS), AROUND).wide
        for metres in range(2, 40)
    ]

    gone = [
        layout for layout, half in zip(gone, range(2, 40), strict=True) if layout.metres == half / 2
    ]

    assert len(gone) > 10
    for layout in gone:
        assert layout.form.without == frozenset(list(Extra)[: len(layout.form.without)])
    assert [layout.shown for layout in gone] == sorted(
        (layout.shown for layout in gone), reverse=True
    )


def test_a_screen_that_is_too_small_is_read_from_nearer():
    assert wall_sizes.plan(20, 20, (RATE,), AROUND).wide.metres < 5


def test_buttons_in_a_corner_take_room_from_the_foot():
    free = wall_sizes.plan(55, 6, (RATE,), AROUND).tall
    taken = wall_sizes.plan(
        55, 6, (RATE,), Around(AROUND.heads, AROUND.scopes, AROUND.reasons, corner=5)
    ).tall

    assert taken.grid.main <= free.grid.main
