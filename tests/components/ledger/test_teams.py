"""The teams of an account are shared by all who see it, and a change is seen at once."""

import pytest

from components.ledger.store.named import Saving
from components.ledger.store.shelf import Shelf
from components.ledger.store.teams import Team
from components.ledger.teams import Teams
from tests.kept import ACCOUNT, STRANGER

SALES = Team("Sales", frozenset({9101, 9102}))
NIGHT = Team("Night", frozenset({9103}))


@pytest.fixture
def shelf(file, clock):
    shelf = Shelf(file.url.render_as_string(hide_password=False), clock=clock)
    yield shelf
    shelf.close()


@pytest.fixture
def kept(shelf, clock):
    return Teams(ACCOUNT, shelf, clock=clock)


def test_a_change_is_seen_at_once(kept):
    outcomes = [kept.save(SALES), kept.read()]
    larger = Team("Sales", frozenset({9101, 9102, 9103}))
    outcomes += [kept.change(larger, "Salesmen"), kept.read()]
    salesmen = Team("Salesmen", larger.members)
    outcomes += [kept.remove(salesmen), kept.read()]

    assert outcomes == [Saving.DONE, (SALES,), Saving.DONE, (salesmen,), Saving.DONE, ()]


def test_members_change_under_the_same_name(kept):
    kept.save(SALES)

    assert kept.change(Team("Sales", frozenset()), "Sales") is Saving.DONE
    assert kept.read() == (Team("Sales", frozenset()),)


def test_a_name_that_another_team_has_is_refused(kept):
    for team in (SALES, NIGHT):
        kept.save(team)

    assert kept.change(SALES, NIGHT.name) is Saving.TAKEN
    assert kept.read() == (NIGHT, SALES)


def test_what_is_no_name_is_refused(kept):
    kept.save(SALES)

    with pytest.raises(ValueError, match="not a name"):
        kept.change(SALES, " ")


def test_other_accounts_see_nothing_of_it(kept, shelf, clock):
    kept.save(SALES)

    assert Teams(STRANGER, shelf, clock=clock).read() == ()
