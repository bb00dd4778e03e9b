"""The charts on the page: words of the visitor's language, numbers of the answer."""

import json

import pytest

from components.measures import frames
from components.measures.counts import Counts, Sides
from components.measures.outcomes import MenuCountsAs, Source
from components.ui import graphs
from components.ui.selection import Show
from tests.oracles import DOCUMENTED

GOLDEN = Sides(
    *(
        Counts(**{name.replace(" ", "_"): number for name, number in DOCUMENTED[side].items()})
        for side in ("in", "out")
    )
)


def _outcomes(sides, menu, show):
    graphs.outcome_chart(frames.outcome_frame(sides, menu), show)


def _endings(sides, source, menu, show):
    graphs.ending_chart(frames.ending_frame(sides, source, menu), source, menu, show)


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
