"""Displays come back as they were, in either database, and a key is nowhere to be found."""

import logging
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from components.ledger.store import displays
from components.ledger.store.database import Store
from components.ledger.store.displays import LONGEST_TITLE, MOST_DISPLAYS, Display, Doing
from components.ledger.store.named import tidy
from components.ledger.store.trouble import StoreFailed
from tests.kept import behind_the_back

NOW = datetime(2026, 11, 18, 12, 15, 1, 234567, tzinfo=UTC)
BOARD = "figure=in_answer_rate~80~60&period=today&screen=55"
HALL = Display(0, "Hall", "sales", BOARD, NOW, None, None, is_paused=False)
DOOR = replace(HALL, title="Front door", expires_at=NOW + timedelta(days=90))
ELSEWHERE = replace(HALL, account="support")

TITLES = [
    "Зал, второй этаж",
    "<b>bold</b> **strong** [link](http://example.org)",
    "'; DROP TABLE callboard_displays; --",
    '"quoted" \\ back\\slash',
    "=1+2",
    "👩‍👩‍👧 family",
    "\U0010ffff end",
    "t" * LONGEST_TITLE,
]

shared = settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)


def digest(key="key"):
    return sha256(key.encode()).digest()


def made(store, new=HALL, key="key"):
    """Keep a display that nothing hinders, and return it."""
    display = displays.make(store, digest(key), new)
    assert isinstance(display, Display)
    return display


def fill(store, number):
    for place in range(number):
        made(store, HALL, f"key {place}")


# What is kept comes back


def test_where_none_was_made_none_is_found(store):
    assert displays.read(store) == {}


@pytest.mark.parametrize(
    "new", [HALL, DOOR, replace(HALL, is_paused=True), replace(HALL, seen_at=NOW)]
)
def test_a_display_is_there_when_the_store_is_opened_again(place, new):
    with closing(Store.open(place)) as first:
        display = made(first, new)

    with closing(Store.open(place)) as second:
        assert displays.read(second) == {digest(): display}
        assert display == replace(new, id=display.id)


@pytest.mark.parametrize("title", TITLES)
def test_a_title_and_an_account_come_back_whatever_they_are_made_of(store, title):
    display = made(store, replace(HALL, title=title, account=title))

    assert (display.title, display.account) == (title, title)
    assert displays.read(store) == {digest(): display}


@shared
@given(title=st.text(max_size=LONGEST_TITLE).map(tidy).filter(bool), account=st.text(max_size=9))
def test_any_display_can_be_made_renamed_paused_and_revoked(store, title, account):
    key = uuid4().hex

    display = made(store, replace(HALL, account=account), key)
    done = [
        displays.rename(store, account, display.id, title),
        displays.pause(store, account, display.id, is_paused=True),
        displays.read(store)[digest(key)],
        displays.revoke(store, account, display.id),
        displays.read(store).get(digest(key)),
    ]

    paused = replace(display, title=title, is_paused=True)
    assert done == [Doing.DONE, Doing.DONE, paused, Doing.DONE, None]


@shared
@given(
    moments=st.tuples(
        *[st.datetimes(datetime(1, 1, 1), timezones=st.just(UTC))] * 3  # noqa: DTZ001
    )
)
def test_any_moment_is_kept_to_the_microsecond(store, moments):
    made_at, expires_at, seen_at = moments
    key = uuid4().hex

    display = made(
        store,
        replace(HALL, account=key, made_at=made_at, expires_at=expires_at, seen_at=seen_at),
        key,
    )

    assert (display.made_at, display.expires_at, display.seen_at) == moments


def test_every_display_has_an_id_of_its_own_also_after_one_was_revoked(store):
    first = made(store, HALL, "one")
    second = made(store, HALL, "two")
    displays.revoke(store, "sales", second.id)

    third = made(store, HALL, "three")

    assert len({first.id, second.id, third.id}) == 3


def test_the_answer_to_a_first_try_may_be_lost_and_the_second_makes_no_other(store):
    first = made(store)

    again = made(store)

    assert (again, displays.read(store)) == (first, {digest(): first})


def test_what_is_kept_of_a_key_is_only_its_hash(path, file):
    key = "a-key-that-nobody-may-find-1234567890"
    with closing(Store.open(file)) as store:
        made(store, HALL, key)

    kept = b"".join(each.read_bytes() for each in path.parent.iterdir())

    assert digest(key) in kept
    assert key.encode() not in kept
    assert key[:12].encode() not in kept


def test_in_a_database_that_knows_no_cyrillic_titles_are_kept_too(store, place):
    made(store, replace(HALL, title="Зал", account="продажи"))

    with behind_the_back(place) as connection:
        row = connection.execute(text("SELECT title, account FROM callboard_displays")).one()
    assert "".join(row).isascii()


# Of one account, and of no other


CHANGES = {
    "rename": lambda store, account, number: displays.rename(store, account, number, "Else"),
    "pause": lambda store, account, number: displays.pause(store, account, number, is_paused=True),
    "resume": lambda store, account, number: displays.pause(
        store, account, number, is_paused=False
    ),
    "revoke": displays.revoke,
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("account", ["support", "Sales", "", "sales "])
def test_nobody_touches_a_display_of_another_account(store, change, account):
    display = made(store, replace(HALL, is_paused=change == "resume"))

    CHANGES[change](store, account, display.id)

    assert displays.read(store) == {digest(): display}


@pytest.mark.parametrize("change", ["rename", "pause", "resume"])
def test_one_that_is_gone_cannot_be_changed(store, change):
    number = made(store).id
    displays.revoke(store, "sales", number)

    assert CHANGES[change](store, "sales", number) is Doing.GONE


def test_one_that_is_gone_already_may_be_revoked(store):
    assert displays.revoke(store, "sales", 7) is Doing.DONE


def test_only_the_one_that_is_meant_is_changed(store):
    others = [made(store, DOOR, "two"), made(store, ELSEWHERE, "three")]
    mine = made(store)

    displays.pause(store, "sales", mine.id, is_paused=True)

    found = displays.read(store).values()
    assert [each for each in found if each.id != mine.id] == others


# When it was seen


def test_when_it_was_seen_is_kept(store):
    number = made(store).id

    displays.see(store, number, NOW)

    assert displays.read(store)[digest()].seen_at == NOW


def test_a_process_that_saw_it_earlier_does_not_turn_that_back(store):
    number = made(store).id
    displays.see(store, number, NOW)

    displays.see(store, number, NOW - timedelta(seconds=30))

    assert displays.read(store)[digest()].seen_at == NOW


def test_one_that_is_gone_may_be_seen(store):
    displays.see(store, 7, NOW)

    assert displays.read(store) == {}


# How many


def test_there_is_room_for_so_many_of_an_account_and_no_more(store):
    fill(store, MOST_DISPLAYS)

    assert displays.make(store, digest("more"), HALL) is Doing.FULL
    assert len(displays.read(store)) == MOST_DISPLAYS
    assert isinstance(displays.make(store, digest("elsewhere"), ELSEWHERE), Display)


def test_those_who_make_one_together_do_not_pass_the_limit(place, at_once):
    with closing(Store.open(place)) as store:
        fill(store, MOST_DISPLAYS - 2)

    def make(position):
        with closing(Store.open(place)) as own:
            return displays.make(own, digest(f"mine {position}"), HALL)

    outcomes = at_once(5, make)

    assert outcomes.count(Doing.FULL) == 3


# What makes none


def test_a_title_must_be_tidy_and_short_and_a_board_as_in_an_address():
    faults = [
        displays.fault(*each)
        for each in (
            ("Hall", BOARD),
            ("", BOARD),
            (" Hall", BOARD),
            ("Ha\nll", BOARD),
            ("\u200b", BOARD),
            ("t" * (LONGEST_TITLE + 1), BOARD),
            ("Hall", "x" * 10_001),
            ("Hall", "title=Зал"),
        )
    ]

    assert faults == [None, *[Doing.NAMELESS] * 4, *[Doing.TOO_LONG] * 3]


BROKEN = {
    "a title that is no JSON": "title = 'Hall'",
    "a title that is a number": "title = '7'",
    "a title that nobody sees": """title = '"  "'""",
    "an account that is a list": "account = '[]'",
    "a board that is too long": f"board = '{'x' * 10_001}'",
    "a moment beyond all calendars": f"made_at = {2**62}",
    "an end beyond all calendars": f"expires_at = {-(2**62)}",
}
LOOSE = {
    "a title of bytes": "title = x'00ff'",
    "a board of bytes": "board = CAST(board AS BLOB)",
    "a moment of text": "made_at = 'now'",
}


def spoil(place, change):
    with behind_the_back(place) as connection:
        connection.execute(text(f"UPDATE callboard_displays SET {change} WHERE expires_at IS NULL"))  # noqa: S608


@pytest.mark.parametrize("case", BROKEN)
def test_a_row_that_makes_no_display_is_left_out_and_told(store, place, caplog, case):
    caplog.set_level(logging.WARNING)
    made(store)
    kept = made(store, DOOR, "two")

    spoil(place, BROKEN[case])

    assert displays.read(store) == {digest("two"): kept}
    assert "left out" in caplog.text


@pytest.mark.parametrize("case", LOOSE)
def test_a_value_that_only_sqlite_would_keep_is_left_out(file, case):
    with closing(Store.open(file)) as store:
        made(store)
        kept = made(store, DOOR, "two")

        spoil(file, LOOSE[case])

        assert displays.read(store) == {digest("two"): kept}


def test_what_failed_does_not_tell_what_was_to_be_kept(store, place):
    with behind_the_back(place) as connection:
        connection.execute(text("ALTER TABLE callboard_displays RENAME TO gone"))

    with pytest.raises(StoreFailed) as failed:
        displays.make(store, digest(), replace(HALL, title="A secret room"))

    assert "secret" not in f"{failed.value!r} {failed.value.__context__!r}"


# Whether it shows its board


@pytest.mark.parametrize(
    ("display", "is_open"),
    [
        (HALL, True),
        (replace(HALL, is_paused=True), False),
        (replace(HALL, expires_at=NOW), False),
        (replace(HALL, expires_at=NOW + timedelta(microseconds=1)), True),
        (replace(DOOR, is_paused=True), False),
    ],
)
def test_a_display_is_open_until_it_expires_unless_it_is_paused(display, is_open):
    assert display.is_open(NOW) is is_open
