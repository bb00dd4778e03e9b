"""A display's key opens its board while it holds, and nobody learns one from what is kept."""

from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event, text
from sqlalchemy.engine import Engine

from components.access.displays import Display, Displays, Doing
from components.access.tries import FREE, Tries
from components.ledger.store import displays as kept
from components.ledger.store import places
from components.ledger.store.displays import LONGEST_TITLE, MOST_DISPLAYS
from components.ledger.store.shelf import Shelf
from tests.conftest import NOW
from tests.kept import behind_the_back

BOARD = "figure=in_calls&period=today"
WHOM, EVE = "203.0.113.7", "203.0.113.9"


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request, tmp_path):
    """Return a place of either kind, with nothing in it."""
    if request.param == "sqlite":
        return places.read(f"sqlite:///{tmp_path}/data/callboard.db")
    return places.read(request.getfixturevalue("database"))


@pytest.fixture
def process(place, clock):
    """Make the displays of one more process that shares the store."""
    shelves = []

    def start():
        shelves.append(Shelf(place.url.render_as_string(hide_password=False), clock=clock))
        return Displays(shelves[-1], clock=clock, tries=Tries(clock, of_all=False))

    yield start
    for shelf in shelves:
        shelf.close()


@pytest.fixture
def displays(process):
    return process()


@pytest.fixture
def elsewhere(process):
    """The same displays in another process."""
    return process()


def make(displays, title="Hall", account="sales", board=BOARD, expires_at=None):
    """Make a display that nothing hinders; return it with its key."""
    made = displays.make(title=title, account=account, board=board, expires_at=expires_at)
    assert not isinstance(made, Doing)
    return made


def opens(displays, key, whom=WHOM):
    return displays.find(key, whom=whom) is not None


@contextmanager
def out_of_order(place):
    """Take the table away for a while: whatever is asked of it fails at once."""
    with behind_the_back(place) as connection:
        connection.execute(text("ALTER TABLE callboard_displays RENAME TO gone"))
    yield
    with behind_the_back(place) as connection:
        connection.execute(text("ALTER TABLE gone RENAME TO callboard_displays"))


@pytest.fixture
def statements():
    """Return what the store was asked about displays."""
    asked = []

    def listen(_connection, _cursor, statement, *_more):
        if "callboard_displays" in statement:
            asked.append(statement.split()[0])

    event.listen(Engine, "before_cursor_execute", listen)
    yield asked
    event.remove(Engine, "before_cursor_execute", listen)


# A key


def test_a_display_is_made_with_a_key_that_opens_it(displays):
    display, key = make(displays)

    assert display == Display(display.id, "Hall", "sales", BOARD, NOW, None, None, is_paused=False)
    assert displays.find(key, whom=WHOM) == display


def test_a_key_has_256_random_bits_and_stands_in_an_address_as_it_is(displays):
    keys = [make(displays)[1] for _ in range(20)]

    assert {len(key) for key in keys} == {43}
    assert len(set(keys)) == 20
    assert all(sign.isalnum() or sign in "-_" for key in keys for sign in key)


@pytest.mark.parametrize(
    "tampered",
    [
        lambda _key: "",
        lambda key: key[:-1],
        lambda key: key + "A",
        lambda key: key + " ",
        lambda key: key.swapcase(),
        lambda key: key[::-1],
        lambda key: key + "\0",
        lambda key: key + "\ud800",
        lambda _key: "%",
        lambda _key: "' OR 1=1 --",
        lambda _key: "k" * 1_000_000,
    ],
)
def test_a_key_that_was_tampered_with_opens_nothing(displays, tampered):
    _display, key = make(displays)

    assert not opens(displays, tampered(key))


def test_the_hash_of_a_key_is_no_key(displays, place):
    make(displays)
    with behind_the_back(place) as connection:
        digest = bytes(connection.scalar(text("SELECT digest FROM callboard_displays")))

    assert not opens(displays, digest.hex())
    assert not opens(displays, digest.decode("latin-1"))


def test_no_key_is_found_in_the_file_nor_in_what_is_printed(clock, tmp_path, caplog):
    caplog.set_level(0)
    with closing(Shelf(f"sqlite:///{tmp_path}/callboard.db", clock=clock)) as shelf:
        displays = Displays(shelf, clock=clock, tries=Tries(clock))
        display, key = make(displays)
        displays.find(key, whom=WHOM)
        displays.find(key[:-1], whom=WHOM)
        printed = f"{display!r} {displays!r} {vars(displays)!r} {caplog.text}"
        files = b"".join(each.read_bytes() for each in tmp_path.iterdir())

    assert b"Hall" in files
    assert key[:-1] not in printed
    assert key[:-1].encode() not in files


def test_each_key_opens_its_own_display(displays):
    made = [make(displays, title=f"{number}") for number in range(5)]

    assert [displays.find(key, whom=WHOM) for _display, key in made] == [one for one, _ in made]


# As long as it holds


def test_a_key_holds_until_it_expires(displays, clock):
    _display, key = make(displays, expires_at=NOW + timedelta(days=1))
    clock.move(days=1, microseconds=-1)
    before = opens(displays, key)
    clock.move(microseconds=1)

    assert (before, opens(displays, key)) == (True, False)


def test_a_display_that_is_paused_is_dark_until_it_is_resumed(displays):
    display, key = make(displays)

    paused = displays.pause(display.id, "sales"), opens(displays, key)
    resumed = displays.resume(display.id, "sales"), opens(displays, key)

    assert (paused, resumed) == ((Doing.DONE, False), (Doing.DONE, True))


def test_a_key_that_is_revoked_opens_nothing_at_once_and_for_good(displays, clock):
    display, key = make(displays)
    opens(displays, key)

    outcome = displays.revoke(display.id, "sales")

    assert (outcome, opens(displays, key)) == (Doing.DONE, False)
    assert displays.resume(display.id, "sales") is Doing.GONE
    clock.move(days=1)
    assert not opens(displays, key)


@pytest.mark.parametrize("change", ["pause", "revoke"])
def test_a_change_by_another_process_holds_within_five_seconds(displays, elsewhere, clock, change):
    display, key = make(displays)
    opens(elsewhere, key)

    getattr(displays, change)(display.id, "sales")
    clock.move(seconds=5)

    assert not opens(elsewhere, key)


def test_a_display_made_by_another_process_opens_within_five_seconds(displays, elsewhere, clock):
    opens(elsewhere, "no key")
    _display, key = make(displays)
    clock.move(seconds=5)

    assert opens(elsewhere, key)


def test_keys_hold_after_a_restart(displays, process):
    display, key = make(displays)

    assert process().find(key, whom=WHOM) == display


# The account that it is bound to


@pytest.mark.parametrize(
    "change",
    [
        lambda displays, number: displays.rename(number, "support", "Else"),
        lambda displays, number: displays.pause(number, "support"),
        lambda displays, number: displays.revoke(number, "support"),
    ],
)
def test_whoever_sees_another_account_reaches_none_of_this_one(displays, change):
    display, key = make(displays)

    change(displays, display.id)

    assert displays.of("support") == ()
    assert displays.find(key, whom=WHOM) == display


def test_the_displays_of_an_account_are_listed_by_title(displays):
    for title, account in (("b", "sales"), ("C", "sales"), ("a", "sales"), ("z", "support")):
        make(displays, title=title, account=account)

    assert [each.title for each in displays.of("sales")] == ["a", "b", "C"]


def test_a_display_keeps_its_key_under_another_title(displays):
    display, key = make(displays)

    outcome = displays.rename(display.id, "sales", "Front door")

    assert outcome is Doing.DONE
    assert displays.find(key, whom=WHOM) == replace(display, title="Front door")


@pytest.mark.parametrize(
    ("title", "board", "doing"),
    [
        ("", BOARD, Doing.NAMELESS),
        (" Hall", BOARD, Doing.NAMELESS),
        ("t" * (LONGEST_TITLE + 1), BOARD, Doing.TOO_LONG),
        ("Hall", "b" * 10_001, Doing.TOO_LONG),
    ],
)
def test_what_cannot_be_kept_is_said_before_the_store_is_asked(
    displays, statements, title, board, doing
):
    refused = displays.make(title=title, account="sales", board=board, expires_at=None)

    assert (refused, statements) == (doing, [])


@pytest.mark.parametrize(("title", "doing"), [("", Doing.NAMELESS), ("t" * 61, Doing.TOO_LONG)])
def test_a_title_that_cannot_be_kept_is_refused_for_a_display_that_is_there(displays, title, doing):
    display, key = make(displays)

    assert displays.rename(display.id, "sales", title) is doing
    assert displays.find(key, whom=WHOM) == display


def test_there_is_room_for_so_many_and_no_more(displays):
    for number in range(MOST_DISPLAYS):
        make(displays, title=f"{number}")

    refused = displays.make(title="more", account="sales", board=BOARD, expires_at=None)

    assert refused is Doing.FULL
    assert make(displays, account="support")


# Last seen


def test_when_a_display_was_seen_is_told(displays, elsewhere, clock):
    _display, key = make(displays)
    clock.move(minutes=3)

    displays.find(key, whom=WHOM)

    assert displays.of("sales")[0].seen_at == clock.now
    assert elsewhere.of("sales")[0].seen_at == clock.now


def test_when_a_display_was_seen_is_written_once_a_minute(displays, statements, clock):
    _display, key = make(displays)
    statements.clear()
    for _ in range(600):
        displays.find(key, whom=WHOM)
        clock.move(seconds=1)

    assert statements.count("UPDATE") == 10


def test_a_display_that_is_dark_is_not_seen(displays):
    display, key = make(displays)
    displays.pause(display.id, "sales")

    displays.find(key, whom=WHOM)

    assert displays.of("sales")[0].seen_at is None


# What it costs


def test_twenty_televisions_read_the_store_every_five_seconds_and_no_more(
    displays, statements, clock
):
    keys = [make(displays, title=f"{number}")[1] for number in range(20)]
    statements.clear()
    for _ in range(50):
        assert all(opens(displays, key) for key in keys)
        clock.move(seconds=1)

    assert statements.count("SELECT") == 10


def test_wrong_keys_cost_the_store_nothing(displays, statements):
    make(displays)
    opens(displays, "no key")
    statements.clear()

    for number in range(1000):
        opens(displays, f"{number}", whom=f"{number}")

    assert statements == []


def test_threads_that_come_together_read_once(displays, statements, at_once):
    found = at_once(12, lambda _: displays.of("sales"))

    assert (found, statements.count("SELECT")) == ([()] * 12, 1)


# Wrong keys are slowed down


def guess(displays, number, whom=EVE):
    for each in range(number):
        displays.find(f"guess {each}", whom=whom)


def test_who_guesses_has_to_wait_even_with_the_right_key(displays, clock):
    _display, key = make(displays)
    guess(displays, FREE)

    during = opens(displays, key, EVE)
    clock.move(seconds=30)

    assert (during, opens(displays, key, EVE)) == (False, True)


def test_a_television_that_was_let_in_does_not_wait_for_a_neighbour_who_guesses(displays):
    _display, key = make(displays)
    opens(displays, key, EVE)

    guess(displays, 20)

    assert opens(displays, key, EVE)


def test_televisions_elsewhere_do_not_wait(displays):
    _display, key = make(displays)
    for each in range(200):
        guess(displays, 2, whom=f"198.51.100.{each}")

    assert opens(displays, key)


def test_televisions_that_are_revoked_paused_or_expired_do_not_guess(displays, clock):
    made = [make(displays, expires_at=NOW + timedelta(seconds=1)) for _ in range(10)]
    displays.revoke(made[0][0].id, "sales")
    displays.pause(made[1][0].id, "sales")
    _display, good = make(displays)
    clock.move(seconds=5)

    for _ in range(50):
        assert not any(opens(displays, key) for _display, key in made)

    assert opens(displays, good)


# Trouble


def test_in_trouble_televisions_go_on_as_they_were(displays, place, clock):
    display, key = make(displays)
    opens(displays, key)
    with out_of_order(place):
        clock.move(minutes=2)

        assert displays.find(key, whom=WHOM).id == display.id
        assert [each.id for each in displays.of("sales")] == [display.id]


def test_in_trouble_from_the_start_nobody_is_let_in_and_nobody_has_guessed(
    displays, process, place, clock
):
    _display, key = make(displays)
    with out_of_order(place):
        another = process()
        dark = [opens(another, key) for _ in range(20)], another.of("sales")
    clock.move(minutes=1)

    assert dark == ([False] * 20, None)
    assert opens(another, key)


@pytest.mark.parametrize("change", ["make", "rename", "pause", "resume", "revoke"])
def test_in_trouble_nothing_is_changed_and_it_is_said(displays, place, clock, change):
    display, key = make(displays)
    opens(displays, key)
    act = {
        "make": lambda: displays.make(title="X", account="sales", board="", expires_at=None),
        "rename": lambda: displays.rename(display.id, "sales", "X"),
        "pause": lambda: displays.pause(display.id, "sales"),
        "resume": lambda: displays.resume(display.id, "sales"),
        "revoke": lambda: displays.revoke(display.id, "sales"),
    }[change]
    with out_of_order(place):
        outcome = act()
    clock.move(minutes=1)

    assert outcome is Doing.TROUBLE
    assert displays.find(key, whom=WHOM).title == "Hall"
    assert len(displays.of("sales")) == 1


def test_displays_in_memory_are_gone_with_the_memory(clock):
    with closing(Shelf(places.MEMORY, clock=clock)) as shelf:
        _display, key = make(Displays(shelf, clock=clock, tries=Tries(clock)))

        assert opens(Displays(shelf, clock=clock, tries=Tries(clock)), key)

    with closing(Shelf(places.MEMORY, clock=clock)) as another:
        assert not opens(Displays(another, clock=clock, tries=Tries(clock)), key)


def test_threads_that_make_displays_together_lose_none(displays, at_once):
    made = at_once(8, lambda each: make(displays, title=f"{each}"))

    assert len({display.id for display, _key in made}) == 8
    assert [each.title for each in displays.of("sales")] == [str(each) for each in range(8)]


def test_who_has_an_older_list_does_not_wait_for_a_new_one(displays, clock, at_once, monkeypatch):
    _display, key = make(displays)
    opens(displays, key)
    clock.move(seconds=5)
    read = kept.read

    def nested(store):
        # While one reads, another comes: it must be answered by what is known.
        assert at_once(1, lambda _: opens(displays, key)) == [True]
        return read(store)

    monkeypatch.setattr(kept, "read", nested)

    assert opens(displays, key)
