"""Extensions and teams are chosen in one field, and what a link named stays in it."""

import pytest

from components.ringme.models import Extension
from components.ui import language, whose
from components.ui.directories import Directory

PEOPLE = {
    number: Extension(int(number), number, label, "phone", "active")
    for number, label in (("104", "Ann"), ("9", "Bob"))
}
DIRECTORY = Directory(PEOPLE, (), {"Sales": frozenset({104}), "*104*": frozenset({9})})


@pytest.fixture
def field(stage):
    """Draw the field; it says what was returned last."""
    found = []

    def _page(extensions, teams, directory):
        language.settle()
        found[:] = [whose.choose(extensions, teams, directory, key="ext")]

    def draw(extensions=(), teams=(), directory=DIRECTORY):
        at = stage(_page, extensions, teams, directory).run()
        assert not at.exception
        return at.multiselect(key="ext"), found

    return draw


def test_teams_come_first_then_numbers_as_people_count(field):
    drawn, _found = field()

    assert drawn.options == ["Team *104*", "Team Sales", "9 · Bob", "104 · Ann"]


def test_what_is_chosen_comes_back_apart(field):
    drawn, found = field()

    drawn.select(whose._Team("Sales")).select("9").run()

    assert found == [(("9",), ("Sales",))]


def test_a_link_chooses_teams_and_numbers(field):
    drawn, found = field(("104",), ("Sales",))

    assert found == [(("104",), ("Sales",))]
    assert len(drawn.value) == 2


def test_what_the_account_does_not_have_stays_and_says_so(field):
    drawn, found = field(("199",), ("Nobody",))

    assert found == [(("199",), ("Nobody",))]
    assert "Team Nobody (there is none)" in drawn.options
    assert "199 (not in this account)" in drawn.options
