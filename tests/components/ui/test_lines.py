"""Lines stand for extensions, for teams that are made of them, and for sums that are sums."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from components.measures.counts import Counts, Direction, Sides
from components.measures.outcomes import Source
from components.periods.buckets import Step
from components.periods.window import Window
from components.reports.answer import Overview, Row
from components.reports.question import Question
from components.ringme.models import Extension
from components.ui import lines
from components.ui.directories import Directory
from components.ui.lines import Line

NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)
ASKED = Question(
    Source.CALLS,
    Window(NOW - timedelta(days=2), NOW),
    Step.MONTH,
    ZoneInfo("UTC"),
    is_whole=True,
    members=(1, 2, 3),
)
PEOPLE = {
    "101": Extension(1, "101", "Ann", "phone", "active"),
    "102": Extension(2, "102", "Bob", "phone", "active"),
    "150": Extension(3, "150", "Sales", "queue", "active"),
}
TEAMS = {"Both": frozenset({1, 2}), "Gone": frozenset({77}), "Queue": frozenset({3, 77})}
DIRECTORY = Directory(PEOPLE, (), TEAMS)

calls = st.integers(0, 50)
some_sides = st.none() | st.builds(
    lambda one, two: Sides(Counts(total=one + two, bridged=one), Counts(total=two)), calls, calls
)


def shown(*rows):
    told = tuple(Row(number, sides, NOW) for number, sides in enumerate(rows, start=1))
    return Overview(ASKED, Sides(Counts(10, 6)), (), NOW, settled=True, rows=told)


def called(number):
    return Sides(Counts(number, number))


def names(told, found):
    return told(
        lambda: [line.names for line in lines.teams(lines.extensions(found, DIRECTORY), DIRECTORY)]
    )


def test_a_team_without_an_extension_in_the_account_has_no_line(told):
    found = names(told, shown(called(1), called(2), called(4)))

    assert found == [("Both", "2 extensions", "Team"), ("Queue", "1 extension", "Team")]


@given(st.lists(some_sides, min_size=3, max_size=3))
def test_a_team_is_the_sum_of_its_own_extensions_or_not_known(rows):
    one = lines.summed(
        ("", "", ""), [Line(f"{place}", ("", "", ""), sides) for place, sides in enumerate(rows)]
    )

    if any(sides is None for sides in rows):
        assert one.a is None
        return
    for direction in Direction:
        for name in ("total", "bridged"):
            parts = [getattr(sides[direction], name) for sides in rows]
            assert getattr(one.a[direction], name) == sum(parts)


def test_only_the_members_of_a_team_are_opened(told):
    found = told(
        lambda: lines.members(
            "Both", lines.extensions(shown(called(1), None, called(4)), DIRECTORY), DIRECTORY
        )
    )

    assert [(line.key, line.a) for line in found] == [("101", called(1)), ("102", None)]


def test_trends_of_a_team_are_added_bucket_by_bucket():
    trends = [(called(1), called(2), None), (called(3), called(0), None)]
    own = [Line("", ("", "", ""), called(0), None, trend) for trend in trends]

    assert lines.summed(("", "", ""), own).trend == (called(4), called(2), None)


def test_a_team_has_no_trend_while_one_of_its_extensions_has_none():
    own = [Line("", ("", "", ""), called(1), None, trend) for trend in ((called(1),), None)]

    assert lines.summed(("", "", ""), own).trend is None


def test_types_are_those_of_the_extensions_that_were_asked_for():
    assert lines.kinds(shown(called(1), called(2)), DIRECTORY) == ["phone"]


def test_a_type_that_nobody_knows_is_shown_as_it_came(told):
    assert told(lambda: lines.type_name("<b>robot</b>")) == "<b>robot</b>"
