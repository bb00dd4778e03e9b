"""How the store does, in words: every trouble has its sentence, and none tells a secret."""

from datetime import UTC, datetime

import pytest

from components.ledger.store import places
from components.ledger.store.places import StoreKind
from components.ledger.store.shelf import Condition
from components.ledger.store.trouble import StoreTrouble
from components.ui import keeping


def condition(trouble=None, *, kind=StoreKind.SQLITE, place="callboard.db"):
    since = None if trouble is None else datetime(2026, 11, 18, 12, 15, tzinfo=UTC)
    return Condition(kind, place, trouble, since, waiting=0, set_aside=None)


def test_a_store_that_works_is_not_worth_a_word(told):
    assert told(lambda: keeping.store_note(condition())) is None


@pytest.mark.parametrize("trouble", StoreTrouble)
def test_every_trouble_is_told_and_that_the_program_goes_on(trouble, told):
    note = told(lambda: keeping.store_note(condition(trouble)))

    assert note.endswith(" Callboard goes on from memory.")


def test_every_trouble_has_a_sentence_of_its_own(told):
    notes = told(lambda: [keeping.store_note(condition(trouble)) for trouble in StoreTrouble])

    assert len(set(notes)) == len(StoreTrouble)


def test_a_trouble_is_told_in_russian(told):
    note = told(lambda: keeping.store_note(condition(StoreTrouble.FULL)), "ru")

    assert "Callboard продолжает работу из памяти" in note


@pytest.mark.parametrize("kind", StoreKind)
def test_every_kind_of_store_has_a_name(kind, told):
    assert told(lambda: keeping.kind(condition(kind=kind)))


def test_a_trouble_tells_nothing_of_the_address(told):
    place = places.read("postgresql+psycopg://someone:canary@store.example/calls")

    note = told(
        lambda: keeping.store_note(
            condition(StoreTrouble.UNREACHABLE, kind=place.kind, place=place.label)
        )
    )

    assert not {"someone", "canary", "store.example"} & set(note.split())
