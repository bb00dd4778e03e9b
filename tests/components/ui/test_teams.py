"""Teams beside the extensions: how they come about, change, and why they sometimes do not."""

from contextlib import closing
from zoneinfo import ZoneInfo

import pytest

from components.bootstrap import Kind, Visitor
from components.ledger.store.named import LONGEST_NAME
from components.ledger.store.shelf import Shelf
from components.ledger.store.teams import MOST_TEAMS, Team
from components.ledger.teams import Teams
from components.ui import directories, language, teams
from components.ui.directories import Directory

NOWHERE = "postgresql://nobody@127.0.0.1:1/nothing"


def _page(visitor, directory):
    language.settle()
    teams.offer(visitor, directory or directories.read(visitor))


@pytest.fixture
def visitor(desk):
    return Visitor(Kind.OWN, desk, title="Acme", zone=ZoneInfo("UTC"))


@pytest.fixture
def ids(visitor):
    """Return the PBX's own id of each number."""
    return {one.number: one.id for one in visitor.desk.extensions()}


@pytest.fixture
def opened(stage, visitor):
    """Draw the open popover."""

    def draw(directory=None):
        at = stage(_page, visitor, directory, visitor=visitor)
        at.session_state["teams"] = True
        return at.run()

    return draw


@pytest.fixture
def make(opened, ids):
    """Make a team of some numbers, as a person does."""

    def act(name, *numbers):
        at = opened()
        at.text_input(key="team_name").set_value(name)
        at.multiselect(key="team_members").set_value([ids[number] for number in numbers])
        return at.button(key="team_make").click().run()

    return act


def said(at):
    return [one.value for one in at.error]


def test_a_team_is_made_of_a_name_and_extensions(make, visitor, ids):
    at = make("Sales", "101", "102")

    assert visitor.desk.teams.read() == (Team("Sales", frozenset({ids["101"], ids["102"]})),)
    assert at.session_state["teams"] is False


def test_a_name_is_kept_as_characters_on_one_line(make, visitor):
    make(" <b>Sales</b>\n*and* more ", "101")

    assert visitor.desk.teams.read()[0].name == "<b>Sales</b> *and* more"


def test_a_team_gets_other_members_and_another_name(make, opened, visitor, ids):
    make("Sales", "101", "102")

    at = opened()
    at.text_input(key="team_new_name:Sales").set_value("Salesmen")
    at.multiselect(key="team_members:Sales").set_value([ids["103"]])
    at.button(key="team_change").click().run()

    assert visitor.desk.teams.read() == (Team("Salesmen", frozenset({ids["103"]})),)


def test_the_fields_of_a_team_say_what_it_is(make, opened, ids):
    make("Sales", "101", "102")

    at = opened()

    assert at.text_input(key="team_new_name:Sales").value == "Sales"
    assert at.multiselect(key="team_members:Sales").value == [ids["101"], ids["102"]]


def test_a_team_is_removed(make, opened, visitor):
    make("Sales", "101")

    opened().button(key="team_remove").click().run()

    assert visitor.desk.teams.read() == ()


def test_without_a_name_there_is_no_team(make, visitor):
    at = make("  ", "101")

    assert said(at) == ["Give the team a name\\."]
    assert visitor.desk.teams.read() == ()


def test_a_name_that_is_taken_is_refused_and_what_was_typed_stays(make, visitor):
    make("Sales", "101")

    at = make("Sales", "102")

    assert "a team of this name already" in said(at)[0]
    assert at.text_input(key="team_name").value == "Sales"
    assert len(visitor.desk.teams.read()) == 1


def test_there_is_room_for_so_many_and_no_more(make, visitor):
    for place in range(MOST_TEAMS):
        visitor.desk.teams.save(Team(f"Team {place:02}", frozenset()))

    assert f"There are {MOST_TEAMS} teams" in said(make("Sales", "101"))[0]


def test_a_long_name_is_cut(make, visitor):
    make("n" * 200, "101")

    assert visitor.desk.teams.read()[0].name == "n" * LONGEST_NAME


def test_a_team_that_somebody_else_removed_says_so(make, opened, visitor):
    make("Sales", "101")
    at = opened()
    visitor.desk.teams.remove(Team("Sales", frozenset()))

    at = at.button(key="team_change").click().run()

    assert "Somebody else" in said(at)[0]


def test_without_the_list_of_extensions_there_is_nothing_to_choose_from(opened):
    at = opened(Directory(None))

    assert not at.multiselect
    assert "no list of extensions" in at.caption[0].value


def test_without_a_store_it_is_said_that_they_cannot_be_read(opened, visitor, clock, monkeypatch):
    with closing(Shelf(NOWHERE, clock=clock)) as shelf:
        monkeypatch.setattr(visitor.desk, "teams", Teams(b"A" * 32, shelf, clock=clock))

        at = opened()

    assert "cannot be read" in at.caption[0].value


def test_while_the_popover_is_closed_nothing_is_drawn_in_it(stage, visitor):
    at = stage(_page, visitor, None, visitor=visitor).run()

    assert (list(at.text_input), list(at.multiselect)) == ([], [])
