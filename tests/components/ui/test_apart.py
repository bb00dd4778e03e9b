"""What the page of extensions asks: each of them, whole, in one period or in two."""

from zoneinfo import ZoneInfo

import pytest

from components.bootstrap import Kind, Visitor
from components.ledger.store.teams import Team
from components.periods import spelling
from components.periods.against import Against
from components.periods.buckets import Step
from components.periods.presets import Preset
from components.reports.comparison import Comparison
from components.reports.question import Question
from components.simulator import PEOPLE
from components.ui import apart, directories, language
from components.ui.directories import Directory
from components.ui.selection import Selection

IDS = tuple(one.id for one in PEOPLE)
FOUR_WEEKS = spelling.parse("2026-10-19..2026-11-15")


@pytest.fixture
def asked(stage, desk):
    """Return what a selection asks, and the tab."""
    visitor = Visitor(Kind.OWN, desk, title="Acme", zone=ZoneInfo("Europe/Moscow"))
    views = []

    def page(directory):
        language.settle()
        views.append(apart.view(visitor, directory or directories.read(visitor)))

    def ask(directory=None, **chosen):
        at = stage(page, directory, visitor=visitor, selection=Selection(**chosen)).run()
        assert not at.exception
        return views[-1], at

    return ask


def test_all_extensions_are_asked_for_beside_the_whole_account(asked):
    view, _at = asked(period=Preset.LAST_WEEK)

    assert isinstance(view.question, Question)
    assert (view.question.members, view.question.extensions) == (IDS, frozenset())
    assert view.question.is_whole
    assert view.question.member_step is None


def test_those_that_were_chosen_are_asked_for_alone(asked):
    view, _at = asked(period=Preset.LAST_WEEK, extensions=("102", "101"))

    assert view.question.members == IDS[1:3]


def test_a_team_and_an_extension_are_asked_for_once_each(asked, desk):
    desk.teams.save(Team("Sales", frozenset(IDS[1:3])))

    view, _at = asked(period=Preset.LAST_WEEK, extensions=("101", "103"), teams=("Sales",))

    assert view.question.members == IDS[1:4]


def test_who_is_not_in_the_account_is_not_taken_for_all(asked):
    view, _at = asked(period=Preset.LAST_WEEK, extensions=("199",))

    assert view.question is None
    assert any("199" in note for note in view.notes)


def test_without_the_list_of_extensions_nothing_is_asked(asked):
    assert asked(Directory(None), period=Preset.LAST_WEEK)[0].question is None


def test_trends_are_cut_by_a_step_that_fits_a_cell(asked):
    view, _at = asked(period=FOUR_WEEKS, trends=True)

    assert view.question.member_step is Step.WEEK


def test_a_comparison_is_one_of_whole_totals(asked):
    view, at = asked(period=Preset.LAST_WEEK, against=Against.PREVIOUS)

    assert isinstance(view.question, Comparison)
    assert view.question.is_whole
    assert view.split == IDS
    assert not at.toggle


def test_nothing_is_compared_unless_that_is_chosen(asked):
    view, at = asked(period=Preset.LAST_WEEK)

    assert at.selectbox(key="against").value == Against.NONE
    assert view.split == ()
