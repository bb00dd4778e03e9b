"""Who may see which account: every cell of the table, and any visitor that there could be."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from components.access.policy import Shown, Verdict, decide
from components.ledger.store.displays import Display
from components.settings import Access, Mode

MADE_AT = datetime(2026, 11, 18, 12, tzinfo=UTC)
DISPLAY = Display(7, "Hall", "sales", "period=today", MADE_AT, None, None, is_paused=False)

DOORS = {
    "closed": Access(),
    "open": Access(Mode.OPEN),
    "passcode": Access(Mode.PASSCODE, "$argon2id$..."),
    "oidc": Access(Mode.OIDC, None, frozenset({"ann@example.com", "@example.org"})),
}

VISITORS = {
    "nothing": Shown(),
    "credentials": Shown(owns=True),
    "passcode": Shown(passcode=True),
    "credentials and passcode": Shown(owns=True, passcode=True),
    "an address": Shown(address="ann@example.com"),
    "a domain": Shown(address="bob@example.org"),
    "another address": Shown(address="eve@example.com"),
    "wrong key": Shown(key=True),
    "key": Shown(key=True, display=DISPLAY),
    "wrong key, everything else": Shown(
        owns=True, passcode=True, address="ann@example.com", key=True
    ),
    "key, everything else": Shown(
        owns=True, passcode=True, address="ann@example.com", key=True, display=DISPLAY
    ),
    "a display without its key": Shown(display=DISPLAY),
}

PAGES = (
    "",
    "compare",
    "extensions",
    "hours",
    "missed",
    "diagnostics",
    "connect",
    "displays",
    "wall",
    "Wall",
    "wall/",
)
ACCOUNTS = (None, "sales", "support", "Sales", "no such account", "")

OPERATORS = {
    ("closed", "nothing"): Verdict.CLOSED,
    ("closed", "credentials"): Verdict.CLOSED,
    ("closed", "passcode"): Verdict.CLOSED,
    ("closed", "credentials and passcode"): Verdict.CLOSED,
    ("closed", "an address"): Verdict.CLOSED,
    ("closed", "a domain"): Verdict.CLOSED,
    ("closed", "another address"): Verdict.CLOSED,
    ("closed", "a display without its key"): Verdict.CLOSED,
    ("open", "nothing"): Verdict.GRANTED,
    ("open", "credentials"): Verdict.GRANTED,
    ("open", "passcode"): Verdict.GRANTED,
    ("open", "credentials and passcode"): Verdict.GRANTED,
    ("open", "an address"): Verdict.GRANTED,
    ("open", "a domain"): Verdict.GRANTED,
    ("open", "another address"): Verdict.GRANTED,
    ("open", "a display without its key"): Verdict.GRANTED,
    ("passcode", "nothing"): Verdict.PASSCODE,
    ("passcode", "credentials"): Verdict.PASSCODE,
    ("passcode", "passcode"): Verdict.GRANTED,
    ("passcode", "credentials and passcode"): Verdict.GRANTED,
    ("passcode", "an address"): Verdict.PASSCODE,
    ("passcode", "a domain"): Verdict.PASSCODE,
    ("passcode", "another address"): Verdict.PASSCODE,
    ("passcode", "a display without its key"): Verdict.PASSCODE,
    ("oidc", "nothing"): Verdict.SIGN_IN,
    ("oidc", "credentials"): Verdict.SIGN_IN,
    ("oidc", "passcode"): Verdict.SIGN_IN,
    ("oidc", "credentials and passcode"): Verdict.SIGN_IN,
    ("oidc", "an address"): Verdict.GRANTED,
    ("oidc", "a domain"): Verdict.GRANTED,
    ("oidc", "another address"): Verdict.NOT_ALLOWED,
    ("oidc", "a display without its key"): Verdict.SIGN_IN,
}
"""What holds for an operator's account where no key stands in the address, on every page."""

UNKEYED = [name for name, shown in VISITORS.items() if not shown.key]
OWN = ["credentials", "credentials and passcode"]
DARK = ["wrong key", "wrong key, everything else"]
KEYED = ["key", "key, everything else"]


def verdicts(door, visitor, accounts=ACCOUNTS):
    """Return what is decided on every page, for each of these accounts."""
    return {
        (account, page): decide(DOORS[door], VISITORS[visitor], account=account, page=page)
        for account, page in product(accounts, PAGES)
    }


@pytest.mark.parametrize(("door", "visitor"), OPERATORS)
def test_an_operators_account_opens_as_the_operator_said(door, visitor):
    found = verdicts(door, visitor, [name for name in ACCOUNTS if name is not None])

    assert set(found.values()) == {OPERATORS[door, visitor]}


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("visitor", UNKEYED)
def test_an_account_of_ones_own_needs_credentials_and_no_gate(door, visitor):
    found = verdicts(door, visitor, [None])

    assert set(found.values()) == {Verdict.GRANTED if visitor in OWN else Verdict.CONNECT}


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("visitor", DARK)
def test_a_key_that_opens_nothing_is_dark_whatever_else_was_shown(door, visitor):
    assert set(verdicts(door, visitor).values()) == {Verdict.DARK}


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("visitor", KEYED)
def test_a_display_sees_the_wall_of_its_account_and_nothing_else(door, visitor):
    found = verdicts(door, visitor)

    assert found.pop(("sales", "wall")) is Verdict.GRANTED
    assert set(found.values()) == {Verdict.ONE_BOARD}


def test_every_cell_of_the_table_is_asserted():
    assert set(OPERATORS) == set(product(DOORS, UNKEYED))
    assert {*UNKEYED, *DARK, *KEYED} == set(VISITORS)
    assert set(Verdict) == {
        *OPERATORS.values(),
        Verdict.CONNECT,
        Verdict.DARK,
        Verdict.ONE_BOARD,
    }


# Addresses that are vouched for

ALLOWED = [
    "ann@example.com",
    "ANN@EXAMPLE.COM",
    "Ann@Example.com",
    "bob@example.org",
    "bob@EXAMPLE.ORG",
    '"a@b"@example.org',
]
STRANGERS = [
    "",
    "example.org",
    "@example.org",
    "@",
    "ann",
    "bob@mail.example.org",
    "bob@evilexample.org",
    "bob@example.org.evil.test",
    "bob@example.org@evil.test",
    "ann@example.com@evil.test",
    "bob@example.org ",
    " ann@example.com",
    "bob@example.org\n",
    "bob@example.org\0",
    "bob@example.org.",
    "bob@ехаmple.org",
    "joann@example.com",
    "ann@example.com.",
    "ann@@example.com",
    "ann+tag@example.com",
    "aℵn@example.com",
    "ſales@example.com",
]


@pytest.mark.parametrize("address", ALLOWED)
def test_an_address_or_its_domain_is_allowed_in_any_case(address):
    shown = Shown(address=address)

    assert decide(DOORS["oidc"], shown, account="sales", page="") is Verdict.GRANTED


@pytest.mark.parametrize("address", STRANGERS, ids=ascii)
def test_what_only_looks_like_an_allowed_address_is_none(address):
    shown = Shown(address=address)

    verdict = decide(DOORS["oidc"], shown, account="sales", page="")

    assert verdict is (Verdict.NOT_ALLOWED if address else Verdict.SIGN_IN)


def test_letters_that_only_look_alike_in_small_are_different_people():
    door = Access(Mode.OIDC, None, frozenset({"kim@example.com", "strasse@example.com"}))

    verdicts = {
        decide(door, Shown(address=address), account="sales", page="")
        for address in ("\u212aim@example.com", "straße@example.com")
    }

    assert verdicts == {Verdict.NOT_ALLOWED}


# Any visitor

names = st.sampled_from(["sales", "support", "", "Sales"]) | st.text(max_size=6)
addresses = st.sampled_from([*ALLOWED, *STRANGERS]) | st.text("aAnN@b.-", max_size=12)
entries = st.sampled_from(["ann@example.com", "@example.org", "@b", "a@b", "n@a.b"])
doors = st.builds(
    Access,
    st.none() | st.sampled_from(Mode),
    st.none() | st.just("$argon2id$..."),
    st.frozensets(entries, max_size=3),
)
visitors = st.builds(
    Shown,
    owns=st.booleans(),
    passcode=st.booleans(),
    address=st.none() | addresses,
    key=st.booleans(),
    display=st.none() | st.builds(lambda name: replace(DISPLAY, account=name), names),
)
pages = st.sampled_from(PAGES) | st.text(max_size=6)


def may_see(door, shown, account, page):
    """Tell by the words of the rule, one after the other, whether a number may be shown."""
    if shown.key:
        return shown.display is not None and page == "wall" and account == shown.display.account
    if account is None:
        return shown.owns
    if door.mode is None:
        return False
    if door.mode == "open":
        return True
    if door.mode == "passcode":
        return shown.passcode
    pieces = (shown.address or "").split("@")
    person, domain = "@".join(pieces[:-1]), pieces[-1]
    listed = [entry.split("@") for entry in door.allowed]
    return person != "" and any(
        who in ("", person.lower()) and where == domain.lower() for who, where in listed
    )


@given(doors, visitors, st.none() | names, pages)
@example(DOORS["open"], Shown(key=True), "sales", "wall")
@example(DOORS["oidc"], Shown(address="bob@example.org"), "sales", "")
def test_whoever_comes_sees_what_the_rule_says_and_no_more(door, shown, account, page):
    verdict = decide(door, shown, account=account, page=page)

    assert (verdict is Verdict.GRANTED) == may_see(door, shown, account, page)


@given(doors, visitors, st.none() | names, pages)
def test_a_key_in_the_address_decides_alone(door, shown, account, page):
    keyed = replace(shown, key=True)
    bare = Shown(key=True, display=shown.display)

    verdict = decide(door, keyed, account=account, page=page)

    assert verdict is decide(Access(), bare, account=account, page=page)
    assert verdict in {Verdict.GRANTED, Verdict.DARK, Verdict.ONE_BOARD}


@given(doors, visitors, names, names, pages, pages)
def test_without_a_key_all_names_get_the_same_answer_so_none_can_be_probed(
    door, shown, one, other, page, another
):
    shown = replace(shown, key=False)

    verdict = decide(door, shown, account=one, page=page)

    assert verdict is decide(door, shown, account=other, page=another)
