"""Extensions by the numbers that people dial, also those that an account does not have."""

from zoneinfo import ZoneInfo

import pytest

from components.bootstrap import Kind, Visitor
from components.ringme.models import Extension
from components.simulator import PEOPLE, Fault, Where
from components.ui import directories
from components.ui.directories import Directory

NINE = Extension(1, "9", "Late shift", "phone", "active")
TEN = Extension(2, "10", "", "phone", "active")
KNOWN = Directory({"10": TEN, "9": NINE})
UNREADABLE = Directory(None, ["no right"])


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Анна", "104 · Анна"),
        ("  ", "104"),
        ("", "104"),
        ("<b>*x*</b>", "104 · <b>*x*</b>"),
        ("a\nb", "104 · a b"),
    ],
)
def test_an_extension_is_its_number_and_its_label_as_characters(label, name):
    directory = Directory({"104": Extension(7, "104", label, "phone", "active")})

    assert directory.name("104") == name


def test_a_number_turns_nothing_round_either():
    assert UNREADABLE.name("\u202e104") == "\u2068\u202e104\u2069"


def test_a_number_that_the_account_does_not_have_says_so(told):
    assert told(lambda: KNOWN.name("199")) == "199 (not in this account)"


def test_who_is_missing_cannot_be_told_without_the_list():
    assert (UNREADABLE.name("199"), UNREADABLE.missing("199")) == ("199", "")


def test_a_missing_number_is_named(told):
    assert "199" in told(lambda: KNOWN.missing("199"))


def test_nothing_is_said_of_a_number_that_is_there():
    assert KNOWN.missing("10") == ""


def test_names_come_in_the_order_in_which_people_count():
    assert KNOWN.names([1, 2]) == ["9 · Late shift", "10"]


def test_whoever_was_counted_is_named_even_without_the_list():
    assert UNREADABLE.names([2, 1]) == ["#1", "#2"]


def test_only_known_numbers_have_ids():
    assert KNOWN.ids(["9", "199"]) == {1}


def test_no_number_has_an_id_without_the_list():
    assert UNREADABLE.ids(["9"]) == frozenset()


TEAMED = Directory(
    {"10": TEN, "9": NINE}, (), {"Late": frozenset({1, 77}), "Gone": frozenset({77})}
)


def test_a_team_stands_for_those_of_its_extensions_that_are_left():
    assert TEAMED.members("Late") == {1}
    assert TEAMED.ids(["10"], ["Late"]) == {1, 2}


def test_without_the_list_a_team_stands_for_all_of_its_own():
    assert Directory(None, (), TEAMED.teams).ids((), ["Late"]) == {1, 77}


def test_a_team_that_there_is_not_stands_for_nobody(told):
    assert TEAMED.ids((), ["None"]) == frozenset()
    assert (
        told(lambda: TEAMED.missing_team("None")) == "There is no team None, so it is not counted."
    )


def test_a_team_whose_extensions_are_all_gone_says_so(told):
    assert "No extension of team Gone" in told(lambda: TEAMED.missing_team("Gone"))


def test_nothing_is_said_of_a_team_that_stands_for_somebody():
    assert TEAMED.missing_team("Late") == ""


def test_whoever_was_counted_goes_by_the_name_of_a_team_that_is_just_those(told):
    assert told(lambda: TEAMED.whose({1})) == ["Team Late"]
    assert TEAMED.whose({1, 2}) == ["9 · Late shift", "10"]
    assert TEAMED.whose(()) == []


def test_the_directory_of_an_account_holds_all_its_numbers(stage, desk):
    read = []
    visitor = Visitor(Kind.OWN, desk, title="Acme", zone=ZoneInfo("UTC"))

    stage(lambda: read.append(directories.read(visitor))).run()

    assert set(read[0].numbers) == {person.number for person in PEOPLE}


def test_a_list_that_cannot_be_read_says_why(stage, desk, pbx):
    read = []
    visitor = Visitor(Kind.OWN, desk, title="Acme", zone=ZoneInfo("UTC"))
    pbx.faults.add(Fault.ACCESS_DENIED_403, where=Where.EXTENSIONS)

    stage(lambda: read.append(directories.read(visitor))).run()

    assert read[0].known is None
    assert "extensions in the provider" in read[0].notes[0]
