"""Who works in the office, and who plays which part."""

import re

import pytest

from components.simulator.people import PEOPLE, Cast, Extension, ExtensionType, Status


def test_fifteen_people_have_a_working_phone():
    phones = [one for one in PEOPLE if one.type is ExtensionType.PHONE]

    assert len([one for one in phones if one.status is Status.ACTIVE]) == 15


def test_labels_are_latin_and_cyrillic_and_one_is_empty():
    labels = [one.label for one in PEOPLE]

    assert any(re.search("[а-яё]", label) for label in labels)
    assert any(re.fullmatch(r"[A-Za-z ]+", label) for label in labels)
    assert labels.count("") == 1


def test_every_kind_of_extension_and_status_occurs():
    assert {one.type for one in PEOPLE} == set(ExtensionType)
    assert {one.status for one in PEOPLE} == set(Status)


def test_ids_and_numbers_are_unique():
    assert len({one.id for one in PEOPLE}) == len({one.number for one in PEOPLE}) == len(PEOPLE)


def test_the_name_on_the_wire_ends_with_the_short_number():
    assert Extension(4, "104", "").wire() == {
        "id": 4,
        "name": "000*104",
        "type": "phone",
        "status": "active",
        "label": "",
        "extension_group_id": None,
    }


def test_a_blocked_phone_plays_no_part():
    blocked = next(one for one in PEOPLE if one.status is Status.BLOCKED)

    assert blocked.id not in Cast.of(PEOPLE).phones


def test_a_phone_stands_in_where_there_is_neither_menu_nor_queue():
    cast = Cast.of([Extension(1, "101", "Only one")])

    assert cast == Cast(phones=(1,), agents=(1,), menu=1, queue=1)


def test_an_office_without_an_active_phone_cannot_have_calls():
    with pytest.raises(ValueError, match="active phone"):
        Cast.of([Extension(1, "101", "", status=Status.BLOCKED)])
