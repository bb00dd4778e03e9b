"""A page asks about one period or about two, and need not know the difference."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from components.ledger.facts import Series
from components.measures.outcomes import Source
from components.periods.against import Against, Side, pair
from components.periods.buckets import Step
from components.periods.presets import Preset
from components.periods.window import Window
from components.reports import compare, inquiry, overview
from components.reports.answer import Compared, Overview
from components.reports.comparison import Comparison
from components.simulator import Where
from tests.conftest import NOW

MOSCOW = ZoneInfo("Europe/Moscow")
TWO = Comparison(
    Source.CALLS, pair(Preset.LAST_WEEK, Against.WEEKDAY, MOSCOW, NOW), Step.WEEK, MOSCOW
)
ONE = TWO.question(Side.A)


@pytest.mark.parametrize(
    ("asked", "report", "kind"), [(ONE, overview, Overview), (TWO, compare, Compared)]
)
def test_either_is_answered_by_its_own_report(desk, asked, report, kind):
    waited = inquiry.wait(desk, asked)

    assert isinstance(waited.shown, kind)
    assert waited.question == asked
    assert inquiry.look(desk, asked, asking=False) == report.look(desk, asked, asking=False)


@pytest.mark.parametrize("asked", [ONE, TWO])
def test_a_look_without_asking_asks_nothing(desk, pbx, asked):
    seen = inquiry.look(desk, asked, asking=False)

    assert seen.missing > 0
    assert pbx.statistics_requests == 0


@pytest.mark.parametrize("asked", [ONE, TWO])
def test_either_is_stopped(desk, pbx, asked):
    with pbx.hold(Where.STATISTICS) as held:
        inquiry.look(desk, asked, asking=True)
        held.wait_for(1)
        inquiry.stop(desk, asked)

    overview.wait(desk, TWO.question(Side.B))

    assert pbx.statistics_requests == 2


@pytest.mark.parametrize("asked", [ONE, TWO])
def test_either_is_had_anew(desk, pbx, clock, asked):
    inquiry.wait(desk, asked)
    before = pbx.statistics_requests

    inquiry.wait(desk, asked, newer_than=clock.now)

    assert pbx.statistics_requests == before


A, B = TWO.pair.a, TWO.pair.b
CALLS = Series(Source.CALLS)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("series", "window", "of_one", "of_two"),
    [
        (CALLS, A, True, True),
        (CALLS, Window(A.end - HOUR, A.end + HOUR), True, True),
        (CALLS, Window(A.end, A.end + HOUR), False, False),
        (CALLS, Window(B.start, B.start + HOUR), False, True),
        (Series(Source.LEGS), A, False, False),
        (Series(Source.CALLS, frozenset({40101})), A, False, False),
    ],
)
def test_a_total_concerns_what_it_touches(series, window, of_one, of_two):
    assert inquiry.concerns(ONE, series, window) is of_one
    assert inquiry.concerns(TWO, series, window) is of_two


@pytest.mark.parametrize("window", [A, B])
def test_a_total_of_an_extension_concerns_who_tells_it_apart(window):
    series = Series(Source.CALLS, frozenset({40101}))

    assert inquiry.concerns(replace(TWO, split=(40101,)), series, window)
