"""The table of extensions: names as characters, absent as absent, and both sums below."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from components.measures.counts import Counts, Sides
from components.measures.outcomes import MenuCountsAs, Source
from components.periods.buckets import Step
from components.periods.window import Window
from components.reports.answer import Overview, Row
from components.reports.question import Question
from components.ringme.models import Extension
from components.ui import line_sheets, lines, ranking
from components.ui.directories import Directory
from components.ui.selection import Rows, Selection

NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)
DAY = Window(NOW - timedelta(days=1), NOW)
PEOPLE = {
    "101": Extension(1, "101", "=1+1 <b>Ann</b>", "phone", "active"),
    "150": Extension(2, "150", "Sales", "queue", "active"),
    "190": Extension(3, "190", "", "fax", "active"),
}
DIRECTORY = Directory(PEOPLE)


def inbound(total, bridged, seconds=0):
    return Sides(
        inbound=Counts(
            total=total, bridged=bridged, not_answered=total - bridged, bridged_duration=seconds
        )
    )


def shown(*rows, source=Source.CALLS):
    question = Question(source, DAY, Step.MONTH, ZoneInfo("UTC"), is_whole=True, members=(1, 2, 3))
    told = tuple(Row(number, sides, NOW) for number, sides in enumerate(rows, start=1))
    return Overview(question, inbound(10, 6), (), NOW, settled=True, rows=told)


def made(told, found, kinds=()):
    def make():
        form = line_sheets.form(found, MenuCountsAs.MISSED)
        return ranking.sheet(lines.extensions(found, DIRECTORY, kinds), found, form)

    return told(make)


def values(row, first=3, last=9):
    return [cell.value for cell in row[first:last]]


def test_a_row_has_the_numbers_of_its_extension(told):
    table = made(told, shown(inbound(8, 6, 624), inbound(4, 1), Sides()))

    assert [cell.value for cell in table.rows[0][:3]] == ["101", "=1+1 <b>Ann</b>", "Phone"]
    assert values(table.rows[0]) == [8, 6, 2, 0, 0.75, 104]
    assert values(table.rows[2]) == [0, 0, 0, 0, None, None]


def test_the_sum_is_one_of_numerators_over_one_of_denominators(told):
    table = made(told, shown(inbound(8, 6), inbound(2, 0), Sides()))

    summed, account = table.rows[-2:]
    assert values(summed)[:5] == [10, 6, 4, 0, Fraction(3, 5)]
    assert values(account)[:5] == [10, 6, 4, 0, Fraction(3, 5)]
    assert table.totals == 2


def test_what_is_not_known_is_absent_and_so_is_the_sum(told):
    table = made(told, shown(inbound(8, 6), None, Sides()))

    assert values(table.rows[1]) == [None] * 6
    assert values(table.rows[-2]) == [None] * 6


def test_some_types_are_shown_alone_with_their_own_sum(told):
    table = made(told, shown(inbound(8, 6), inbound(4, 1), Sides()), ["queue", "fax"])

    assert [row[0].value for row in table.rows[:-2]] == ["150", "190"]
    assert values(table.rows[-2])[0] == 4


def test_of_legs_nothing_is_missed(told):
    table = made(told, shown(inbound(8, 6), source=Source.LEGS))

    assert table.columns[3:6] == (
        "Inbound · Legs",
        "Inbound · Connected",
        "Inbound · Average talk",
    )


def test_teams_are_taken_away_with_the_account_and_no_sum(stage):
    directory = Directory(PEOPLE, (), {"Desk": frozenset({1, 2})})
    found = shown(inbound(8, 6), inbound(4, 1), Sides())
    taken = []

    def page():
        taken.append(ranking.draw(found, directory, MenuCountsAs.MISSED))

    at = stage(page, selection=Selection(rows=Rows.TEAMS)).run()

    assert not at.exception
    assert [row[0].value for row in taken[0].rows] == ["Desk", ""]
    assert values(taken[0].rows[0])[0] == 12
    assert (taken[0].totals, values(taken[0].rows[1])[0]) == (1, 10)
