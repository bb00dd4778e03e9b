"""The charts on the page: words of the visitor's language, numbers of the answer."""

import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from components.measures.counts import Counts, Sides
from components.measures.outcomes import MenuCountsAs, Source
from components.measures.stretches import Standing, Stretch
from components.periods.buckets import Step
from components.periods.window import Window
from components.reports.answer import Answer
from components.reports.overview import Overview
from components.reports.question import Question
from components.ui import graphs
from components.ui.selection import Show
from tests import answers
from tests.oracles import DOCUMENTED

WEEK = Window(datetime(2026, 11, 11, 21, tzinfo=UTC), datetime(2026, 11, 18, 21, tzinfo=UTC))

GOLDEN = Sides(
    *(
        Counts(**{name.replace(" ", "_"): number for name, number in DOCUMENTED[side].items()})
        for side in ("in", "out")
    )
)


def _shown(sides, source, stretches=(), step=Step.DAY):
    question = Question(source, WEEK, step, ZoneInfo("Europe/Moscow"))
    return Overview(question, sides, tuple(stretches), WEEK.end, settled=True)


def _outcomes(sides, menu, show):
    graphs.outcome_chart(_shown(sides, Source.CALLS), menu, show)


def _endings(sides, source, menu, show):
    graphs.ending_chart(_shown(sides, source), menu, show)


def _trend(stretches, source, step):
    shown = _shown(GOLDEN, source, stretches, step)
    graphs.trend_chart(shown.question, shown.stretches, MenuCountsAs.MISSED)


def _stretch(first, *, buckets=1, standing=Standing.FINAL):
    return Stretch(first, buckets, GOLDEN, standing, datetime(2026, 11, 18, tzinfo=UTC))


@pytest.fixture
def drawn(stage):
    """Return a chart's specification, as text with its characters as they are."""

    def draw(script, *args, **said):
        at = stage(script, *args, **said).run()
        assert not at.exception
        spec = json.loads(at.get("plotly_chart")[0].proto.spec)
        return json.dumps(spec, ensure_ascii=False)

    return draw


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", {"Inbound", "Outbound", "Answered", "Missed", "Not reached", "Failed"}),
        ("ru", {"Входящие", "Исходящие", "Отвеченные", "Пропущенные", "Недозвоны", "Сбои"}),
    ],
)
def test_the_outcome_chart_speaks_the_visitors_language(language, words, drawn):
    spec = drawn(_outcomes, GOLDEN, MenuCountsAs.MISSED, Show.COUNTS, language=language)

    assert {word for word in words if word not in spec} == set()


@pytest.mark.parametrize(("show", "label"), [(Show.COUNTS, "59"), (Show.SHARES, "67,8 %")])
def test_the_numbers_on_the_bars_are_spelled_as_chosen(show, label, drawn):
    spec = drawn(_outcomes, GOLDEN, MenuCountsAs.MISSED, show, language="ru")

    assert f'"{label}"' in spec.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("source", "only"), [(Source.CALLS, "Завершены в очереди"), (Source.LEGS, "Переадресованы")]
)
def test_the_chart_of_endings_names_those_of_its_source(source, only, drawn):
    spec = drawn(_endings, GOLDEN, source, MenuCountsAs.MISSED, Show.COUNTS, language="ru")

    assert only in spec.replace("<br>", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", {"Missed / Not reached", "Thu<br>12", "<b>Thu, Nov 12</b><br>Inbound: 87"}),
        ("ru", {"Пропущенные / Недозвоны", "чт<br>12", "<b>чт, 12 нояб.</b><br>Входящие: 87"}),
    ],
)
def test_the_trend_speaks_the_visitors_language(language, words, drawn):
    spec = drawn(_trend, [_stretch(0)], Source.CALLS, Step.DAY, language=language)

    assert {word for word in words if word not in spec} == set()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "<b>Thu, Nov 12 – Sat, Nov 14, together</b><br>Inbound: 87, 29 a day on average"),
        ("ru", "<b>чт, 12 нояб. – сб, 14 нояб., вместе</b><br>Входящие: 87, в среднем 29 в день"),
    ],
)
def test_several_days_together_say_so(language, text, drawn):
    spec = drawn(_trend, [_stretch(0, buckets=3)], Source.CALLS, Step.DAY, language=language)

    assert text in spec


def test_an_average_has_one_decimal(drawn):
    spec = drawn(_trend, [_stretch(0, buckets=7)], Source.CALLS, Step.DAY, language="ru")

    assert "87, в среднем 12,4 в день" in spec


@pytest.mark.parametrize(
    ("standing", "word"), [(Standing.PROVISIONAL, "Предварительно"), (Standing.OPEN, "На данный")]
)
def test_what_may_still_change_says_so(standing, word, drawn):
    spec = drawn(_trend, [_stretch(6, standing=standing)], Source.CALLS, Step.DAY, language="ru")

    assert f"<i>{word}" in spec


def test_the_trend_of_legs_has_their_words(drawn):
    spec = drawn(_trend, [_stretch(0)], Source.LEGS, Step.HOUR, language="en")

    assert "Connected: 59<br>Failed: 8<br>Ended otherwise: 20" in spec


def test_the_trend_is_described_to_those_who_do_not_see_it(stage):
    at = stage(_trend, [_stretch(0)], Source.CALLS, Step.DAY).run()

    chart = at.get("plotly_chart")[0].proto
    assert "along time" in str(chart)


@pytest.mark.parametrize(
    ("script", "made_of", "name"),
    [
        (_outcomes, (GOLDEN, MenuCountsAs.MISSED, Show.COUNTS), "outcomes"),
        (_endings, (GOLDEN, Source.LEGS, MenuCountsAs.MISSED, Show.COUNTS), "endings"),
        (_trend, ([_stretch(0)], Source.CALLS, Step.DAY), "trend"),
    ],
)
def test_each_chart_can_be_saved_as_a_picture_and_does_nothing_else(script, made_of, name, stage):
    at = stage(script, *made_of).run()

    config = json.loads(at.get("plotly_chart")[0].proto.config)
    assert config["modeBarButtons"] == [["toImage"]]
    assert config["toImageButtonOptions"]["filename"] == f"callboard-{name}-2026-11-12-2026-11-18"


def _so_far(answer):
    graphs.trend_so_far(answer, MenuCountsAs.MISSED)


def test_while_totals_are_missing_what_is_known_of_the_trend_is_drawn(stage):
    asked = _shown(GOLDEN, Source.CALLS).question
    some, none = (
        Answer(asked, None, missing=3, due=0, trouble=None, stretches=stretches)
        for stretches in ((_stretch(0),), ())
    )

    drawn = [len(stage(_so_far, one).run().get("plotly_chart")) for one in (some, none, None)]
    assert drawn == [1, 0, 0]


def test_of_a_comparison_no_half_trend_is_drawn(stage):
    found = answers.compared()
    half = Answer(found.comparison, None, missing=1, due=0, trouble=None, stretches=(_stretch(0),))

    at = stage(_so_far, half).run()

    assert not at.get("plotly_chart")
