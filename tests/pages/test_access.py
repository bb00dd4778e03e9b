"""Who sees what: every visitor at every account and page, and no number where none may be.

The expectation is written down here a second time, as a table, and not asked of the policy.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from components.bootstrap import Callboard
from components.simulator import Simulator
from components.ui import backend, state
from tests.conftest import PLENTY
from tests.pages import doors
from tests.pages.doors import ANN, BRANCH, OFFICE, dark, numbers, sent, type_passcode
from tests.pages.screen import look_again, wait_for_answers

PAGES = (
    *(
        "overview.py",
        "compare.py",
        "extensions.py",
        "hours.py",
        "missed.py",
        "wall.py",
        "displays.py",
    ),
    *("diagnostics.py", "connect.py"),
)
WALL = "wall.py"

NUMBERED = tuple(page for page in PAGES if page not in {"displays.py", "connect.py"})
"""Those with numbers on them, once the PBX has answered."""

FORM = "Connect to your PBX"

OWN = None
"""No account in the address: the visitor's own."""

NOBODY = "nobody"
"""A name that none of the operator's accounts has."""

ACCOUNTS = (OWN, OFFICE, BRANCH, NOBODY)

BOTH = frozenset({OFFICE, BRANCH})


@dataclass(frozen=True)
class Somebody:
    """A visitor: how the accounts open, what was done before the look, and what may be seen."""

    mode: str
    may_see: frozenset[str | None] = frozenset()
    user: dict[str, object] = field(default_factory=dict)
    types: str | None = None
    owns: bool = False


ANNS_TWIN = {**ANN, "email": "ann@example.com.evil.example"}

PEOPLE = {
    "a stranger, passcode": Somebody("passcode"),
    "a stranger, sign-in": Somebody("oidc"),
    "anybody, open": Somebody("open", BOTH),
    "the right passcode": Somebody("passcode", BOTH, types=doors.PASSCODE),
    "a wrong passcode": Somebody("passcode", types="open sesam"),
    "own credentials, passcode": Somebody("passcode", frozenset({OWN}), owns=True),
    "own credentials, sign-in": Somebody("oidc", frozenset({OWN}), owns=True),
    "own credentials, open": Somebody("open", BOTH | {OWN}, owns=True),
    "an allowed address": Somebody("oidc", BOTH, user=ANN),
    "an allowed domain": Somebody("oidc", BOTH, user={**ANN, "email": "bo@Example.NET"}),
    "another address": Somebody("oidc", user={**ANN, "email": "eve@example.com"}),
    "a domain that only ends alike": Somebody("oidc", user=ANNS_TWIN),
    "an unverified address": Somebody("oidc", user={**ANN, "email_verified": False}),
    "an unverified address in letters": Somebody("oidc", user={**ANN, "email_verified": "false"}),
    "signed out": Somebody("oidc", user={**ANN, "is_logged_in": False}),
    "no address": Somebody("oidc", user={"is_logged_in": True}),
    "signed in where a passcode is asked for": Somebody("passcode", user=ANN),
}


@pytest.fixture
def pbx(clock):
    customers = doors.customers()
    with Simulator(accounts=customers, clock=clock, habits=PLENTY) as simulator:
        yield simulator


@pytest.fixture
def at_the_door(app, operate, pbx):
    """Make the tab of somebody, who has done what there was to be done."""

    def come(who):
        callboard = operate(doors.secrets(pbx, who.mode))
        at = app()
        at.user = who.user
        if who.owns:
            visitor = callboard.connect(pbx.url, "own", "own")
            at.session_state[state._KEY] = state.Session(visitor=visitor)
        at.run()
        if who.types is not None:
            type_passcode(at, who.types)
        return at

    return come


def look(at, page, account, **more):
    """Open an address in a running tab, and return it."""
    at.query_params.clear()
    at.query_params.update({**({"account": account} if account else {}), **more})
    # Read as the browser's: a step in the history would do the same.
    at.session_state[state._KEY].has_arrived = False
    return at.switch_page(page).run()


def seen(at):
    """Return in a word what a look at a page has shown."""
    if list(at.exception) or any("Something went wrong" in one.value for one in at.error):
        return "broken"
    if at.title and at.title[0].value == FORM:
        return "form with numbers" if numbers(at) else "form"
    return "page"


def expected(who, page, account):
    if page == "connect.py":
        return "form"
    return "page" if account in who.may_see else "form"


@pytest.mark.parametrize("name", PEOPLE)
def test_a_person_sees_on_each_page_what_may_be_seen(at_the_door, name):
    who = PEOPLE[name]
    at = at_the_door(who)

    cells = {
        (page, account): seen(look(at, page, account)) for account in ACCOUNTS for page in PAGES
    }

    assert cells == {
        (page, account): expected(who, page, account) for account in ACCOUNTS for page in PAGES
    }


@pytest.mark.parametrize("name", PEOPLE)
def test_nothing_is_asked_for_or_told_of_an_account_that_may_not_be_seen(at_the_door, pbx, name):
    who = PEOPLE[name]
    at = at_the_door(who)
    before = len(pbx.requests)

    for account in ACCOUNTS:
        for page in PAGES:
            look(at, page, account)

            if not who.may_see & BOTH:
                assert not {f"Customer {one}" for one in BOTH if f"Customer {one}" in sent(at)}
    asked = {record.account for record in pbx.requests[before:]}
    assert asked <= {one or "own" for one in who.may_see}


def test_those_who_may_see_an_account_get_its_numbers(at_the_door):
    at = at_the_door(PEOPLE["the right passcode"])

    shown = {page: _numbers_at_last(look(at, page, OFFICE)) for page in NUMBERED}

    assert [page for page, found in shown.items() if not found] == []


def test_callers_are_told_only_of_an_account_for_which_the_operator_switched_that_on(
    at_the_door, pbx
):
    at = at_the_door(PEOPLE["the right passcode"])
    look(at, "missed.py", BRANCH)
    wait_for_answers()

    assert not numbers(at.run())
    assert [one.path for one in pbx.requests if one.path.endswith("/calls/")] == []


def test_behind_a_passcode_a_name_that_is_none_looks_like_one_that_is(at_the_door):
    at = at_the_door(PEOPLE["a stranger, passcode"])

    told = {account: _words(look(at, "overview.py", account)) for account in (OFFICE, NOBODY)}

    assert told[OFFICE] == told[NOBODY]


def test_who_may_see_accounts_is_told_that_a_name_is_none(at_the_door):
    at = look(at_the_door(PEOPLE["the right passcode"]), "overview.py", NOBODY)

    assert [one.value for one in at.error] == ["There is no account of this name here\\."]


def _numbers_at_last(at):
    """Return the numbers of a page, also where they took longer than the page waits."""
    return numbers(at) or numbers(look_again(at))


def _words(at):
    return [(one.type, one.value) for kind in ("error", "caption", "title") for one in at.get(kind)]


# Displays


@dataclass(frozen=True)
class Key:
    """What a television's address carries, and what had happened to its display."""

    happens: Callable[[Callboard, int], object] = lambda _callboard, _number: None
    is_right: bool = True
    opens: bool = True
    key: str | None = None


KEYS = {
    "the right key": Key(),
    "paused": Key(lambda board, number: board.displays.pause(number, OFFICE), opens=False),
    "revoked": Key(lambda board, number: board.displays.revoke(number, OFFICE), opens=False),
    "expired": Key(lambda board, _number: board._clock.move(days=8), opens=False),
    "unknown": Key(key="x" * 43, opens=False),
    "empty": Key(key="", opens=False),
}

BESIDE = ("a stranger, passcode", "the right passcode", "anybody, open", "own credentials, open")
"""Who else the visitor with a key is: what they may see as persons counts for nothing then."""


@pytest.fixture
def hung(at_the_door):
    """Hang up a television of the office, before what happens to it; return its tab and key."""

    def hang(who, key=KEYS["the right key"]):
        at = at_the_door(PEOPLE[who])
        callboard = backend.callboard()
        display, told = callboard.displays.make(
            title="In the hall",
            account=OFFICE,
            board="period=yesterday&lang=en",
            expires_at=callboard.now + timedelta(days=7),
        )
        key.happens(callboard, display.id)
        return at, told if key.key is None else key.key

    return hang


@pytest.mark.parametrize("beside", BESIDE)
@pytest.mark.parametrize("name", KEYS)
def test_a_key_opens_its_board_or_nothing(hung, pbx, name, beside):
    at, key = hung(beside, KEYS[name])
    asked = len(pbx.requests)

    cells = {
        (page, account): _of_display(look(at, page, account, display=key))
        for account in ACCOUNTS
        for page in PAGES
    }

    board = "board" if KEYS[name].opens else "dark"
    assert cells == {
        (page, account): board if page == WALL else "dark" for account in ACCOUNTS for page in PAGES
    }
    whose = {record.account for record in pbx.requests[asked:]}
    assert whose == ({OFFICE} if KEYS[name].opens else set())


def _of_display(at):
    if list(at.exception) or any("Something went wrong" in one.value for one in at.error):
        return "broken"
    if dark(at):
        return "dark"
    pressed = [*at.button, *at.text_input, *at.selectbox, *at.get("download_button")]
    is_alone = not pressed and not len(at.sidebar) and "kpi_" not in sent(at)
    return "board" if numbers(at) == ["board"] and is_alone else "more than a board"
