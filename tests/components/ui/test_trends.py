"""Both trends on one chart: their names, their places on the axis, and what can be chosen."""

import json
from datetime import UTC, date, datetime

import pytest

from components.measures.outcomes import MenuCountsAs, Source
from components.measures.stretches import Standing
from components.periods.against import Against, Days
from components.reports.compare import Align
from components.ui import trends
from components.ui.selection import Of, Selection
from tests import answers

MONTH = "2026-10-01..2026-10-31"
SHORT, LONG = (Days(date(2026, 9, 1), date(2026, 9, last)) for last in (10, 30))


def _page(found):
    trends.draw(found, MenuCountsAs.MISSED)


def many(found, a, b, **more):
    """Return a comparison in which the buckets of A and B have so many answered inbound calls."""
    sides = [
        answers.overview(asked=side.question, stretches=answers.bucketed(*calls, **more))
        for side, calls in ((found.a, a), (found.b, b))
    ]
    return answers.Compared(
        found.comparison, *sides, found.edge, found.days_a, found.days_b, found.rows
    )


@pytest.fixture
def drawn(stage):
    """Draw the chart with what its reader has chosen."""

    def draw(found, language="en", **chosen):
        at = stage(_page, found, language=language, selection=Selection(**chosen)).run()
        assert not at.exception
        return at

    return draw


def chart(at):
    return at.get("plotly_chart")[0].proto


def lines(at):
    """Return the points of both inbound lines, by the first word of their names."""
    return {
        trace["name"].split(":")[0]: list(zip(trace["x"], trace["y"], strict=True))
        for trace in json.loads(chart(at).spec)["data"]
        if trace.get("showlegend") and trace.get("name")
    }


def hovers(at):
    return [
        text.translate(str.maketrans("\u00a0\u2009\u202f", "   "))
        for trace in json.loads(chart(at).spec)["data"]
        for text in trace.get("hovertext", ())
    ]


def test_the_lines_are_named_with_their_days(drawn):
    at = drawn(answers.compared(period=MONTH, other=Against.PREVIOUS))

    names = [trace.get("name") for trace in json.loads(chart(at).spec)["data"]]
    spoken = [name.translate({0x2009: " "}) for name in names if name]
    assert {"A: Oct 1 – 31, 2026", "B: Sep 1 – 30, 2026"} <= set(spoken)


def test_a_russian_reads_the_chart_in_russian(drawn):
    at = drawn(many(answers.compared(period=MONTH), [3], [2]), language="ru")

    assert "Входящие" in json.dumps(json.loads(chart(at).spec), ensure_ascii=False)


def test_both_dates_are_told_at_each_place(drawn):
    at = drawn(many(answers.compared(period=MONTH, other=Against.WEEKDAY), [3], [2]))

    assert hovers(at)[0] == "<b>Inbound · Answered</b><br>● Thu, Oct 1: 3<br>○ Thu, Aug 27: 2"


def test_dates_of_different_years_are_told_apart(drawn):
    at = drawn(
        many(answers.compared(period=MONTH, other=Against.YEAR), [3], [2]), align=Align.POSITION
    )

    assert "● Thu, Oct 1, 2026: 3<br>○ Wed, Oct 1, 2025: 2" in hovers(at)[0]


def test_what_is_not_known_of_one_side_is_absent(drawn):
    at = drawn(many(answers.compared(period=MONTH, other=Against.WEEKDAY), [3, 4], [2]))

    assert hovers(at)[1].endswith("● Fri, Oct 2: 4<br>○ Fri, Aug 28: –")


def test_days_lie_over_the_nearest_day_of_their_name_from_a_week_on(drawn):
    found = many(answers.compared(period=MONTH, other=Against.YEAR), [3], [2])

    assert lines(drawn(found)) == {"A": [(0.5, 3)], "B": [(-0.5, 2)]}
    assert lines(drawn(found, align=Align.POSITION)) == {"A": [(0.5, 3)], "B": [(0.5, 2)]}


def test_some_days_lie_over_each_other_by_position(told):
    days = answers.compared(period="2026-10-01..2026-10-03", other=Against.YEAR)

    assert told(lambda: trends.align(days.comparison)) is Align.POSITION


@pytest.mark.parametrize(("other", "asked"), [(Against.YEAR, True), (Against.WEEKDAY, False)])
def test_alignment_is_asked_only_where_it_matters(other, asked, drawn):
    at = drawn(answers.compared(period=MONTH, other=other))

    assert ("align" in {radio.key for radio in at.radio}) == asked


@pytest.mark.parametrize("of", Of)
def test_the_chart_shows_the_calls_that_were_chosen(of, drawn):
    at = drawn(many(answers.compared(period=MONTH), [3], [2]), of=of)

    name = {
        Of.CALLS: "Calls",
        Of.ANSWERED: "Answered",
        Of.MISSED: "Missed",
        Of.FAILED: "Failed",
    }[of]
    assert hovers(at)[0].startswith(f"<b>Inbound · {name}</b>")


def test_legs_have_no_missed_to_show(drawn):
    at = drawn(answers.compared(answers.LEGS, answers.LEGS, source=Source.LEGS), of=Of.MISSED)

    assert at.radio(key="of").options == ["Legs", "Connected", "Failed"]
    assert hovers(at)[0].startswith("<b>Inbound · Connected</b>")


def ticks(at):
    return json.loads(chart(at).spec)["layout"]["xaxis"]["ticktext"]


def test_the_axis_has_the_dates_of_a(drawn):
    assert ticks(drawn(answers.compared(period=MONTH, other=SHORT)))[0] == "Oct<br>5"
    assert ticks(drawn(answers.compared(period=MONTH, other=Against.YEAR)))[0] == "Oct<br>5"


def test_the_axis_counts_the_days_where_b_is_longer(drawn):
    found = answers.compared(period="2026-10-01..2026-10-10", other=LONG)

    assert ticks(drawn(found)) == ["1", "6", "11", "16", "21", "26"]


def test_what_may_still_change_says_so(drawn):
    found = many(answers.compared(period=MONTH), [3], [2], standing=Standing.PROVISIONAL)

    assert "<i>(Provisional)</i>" in hovers(drawn(found))[0]


def test_a_cut_period_has_no_more_buckets_than_are_compared(drawn):
    noon = datetime(2026, 11, 18, 12, tzinfo=UTC)
    found = answers.compared(period="last-7-days", other=Against.WEEKDAY, edge=noon)

    at = drawn(many(found, range(7), range(7)))

    assert len(lines(at)["B"]) == len(lines(at)["A"]) == 7


def test_the_chart_can_be_saved_as_a_picture_and_is_described(drawn):
    at = drawn(answers.compared(period=MONTH))

    assert "callboard-compare-2026-10-01-2026-10-31" in chart(at).config
    assert "inbound above outbound" in str(chart(at))
    assert at.get("plotly_chart")[0].key == "chart_compare"
