"""Teams come back as they were, in either database, and what makes none is refused."""

from contextlib import closing
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from components.ledger.store import teams
from components.ledger.store.database import Store
from components.ledger.store.named import LONGEST_NAME, Saving, tidy
from components.ledger.store.teams import MOST_MEMBERS, MOST_TEAMS, Team
from tests.kept import ACCOUNT, STRANGER, behind_the_back

SALES = Team("Sales", frozenset({9101, 9102}))
NIGHT = Team("Ночная смена", frozenset({9103}))

any_team = st.builds(
    Team,
    st.text(max_size=LONGEST_NAME).map(tidy).filter(bool),
    st.frozensets(st.integers(0, 2**63 - 1), max_size=30),
)


def test_a_team_is_there_when_the_store_is_opened_again(place):
    with closing(Store.open(place)) as first:
        saved = [teams.save(first, ACCOUNT, team) for team in (SALES, NIGHT)]

    with closing(Store.open(place)) as second:
        assert (saved, teams.read(second, ACCOUNT)) == ([Saving.DONE] * 2, (SALES, NIGHT))


@settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(team=any_team, members=st.frozensets(st.integers(0, 10**9), max_size=5))
def test_any_team_can_be_kept_changed_renamed_and_removed(store, team, members):
    account, other = uuid4().bytes * 2, Team(team.name, members)

    done = [teams.save(store, account, team), teams.read(store, account)]
    done += [teams.change(store, account, other), teams.read(store, account)]
    done += [teams.rename(store, account, team.name, "New"), teams.read(store, account)]
    done += [teams.remove(store, account, "New"), teams.read(store, account)]

    ok, renamed = Saving.DONE, Team("New", members)
    assert done == [ok, (team,), ok, (other,), ok, (renamed,), ok, ()]


def test_a_name_that_is_taken_stays_with_its_team(store):
    teams.save(store, ACCOUNT, SALES)

    outcome = teams.save(store, ACCOUNT, Team(SALES.name, NIGHT.members))

    assert (outcome, teams.read(store, ACCOUNT)) == (Saving.TAKEN, (SALES,))


@pytest.mark.parametrize("change", ["rename", "change", "remove"])
def test_the_same_name_of_another_account_is_not_touched(store, change):
    for account in (ACCOUNT, STRANGER):
        teams.save(store, account, SALES)

    if change == "rename":
        teams.rename(store, ACCOUNT, SALES.name, "Else")
    elif change == "change":
        teams.change(store, ACCOUNT, Team(SALES.name, NIGHT.members))
    else:
        teams.remove(store, ACCOUNT, SALES.name)

    assert teams.read(store, STRANGER) == (SALES,)
    assert teams.read(store, ACCOUNT) != (SALES,)


def test_a_team_that_is_gone_cannot_be_changed(store):
    assert teams.change(store, ACCOUNT, SALES) is Saving.GONE
    assert teams.read(store, ACCOUNT) == ()


def test_there_is_room_for_so_many_and_no_more(store):
    outcomes = [
        teams.save(store, ACCOUNT, Team(f"Team {place:02}", frozenset()))
        for place in range(MOST_TEAMS + 1)
    ]

    assert outcomes == [Saving.DONE] * MOST_TEAMS + [Saving.FULL]


REFUSED = {
    "no name": ("", {1}),
    "a name with blanks around it": (" Sales", {1}),
    "a name that is too long": ("n" * (LONGEST_NAME + 1), {1}),
    "a member that is no number": ("Sales", {"101"}),
    "a member that is true": ("Sales", {True}),
    "a member below nothing": ("Sales", {-1}),
    "a member beyond all ids": ("Sales", {2**63}),
    "too many members": ("Sales", range(MOST_MEMBERS + 1)),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_no_store_should_hold_is_no_team(case):
    name, members = REFUSED[case]

    with pytest.raises(ValueError, match="not "):
        Team(name, frozenset(members))


BROKEN = {
    "a name that is no JSON": "name = 'Sales'",
    "a name that is a number": "name = '7'",
    "members that are no JSON": "members = '9101,9102'",
    "members that are texts": """members = '["9101"]'""",
    "members that are a list of lists": "members = '[[1]]'",
    "members that are a number": "members = '5'",
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_row_that_makes_no_team_is_left_out_and_told(store, place, caplog, case):
    for team in (SALES, NIGHT):
        teams.save(store, ACCOUNT, team)
    with behind_the_back(place) as connection:
        where = "members LIKE '%9101%'"
        connection.execute(text(f"UPDATE callboard_teams SET {BROKEN[case]} WHERE {where}"))  # noqa: S608

    found = teams.read(store, ACCOUNT)

    assert found == (NIGHT,)
    assert "left out" in caplog.text
