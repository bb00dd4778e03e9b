"""Accounts are told apart whatever they are called, and customers too."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from components.ledger.store import accounts

texts = st.text(st.characters(), max_size=6)
names = st.tuples(texts, st.none() | st.integers(0, 99), texts)


def test_an_account_keeps_its_digest():
    first = accounts.account("pbx.example.org", 7, "app")

    assert accounts.account("pbx.example.org", 7, "app") == first
    assert len(first) == 32


def test_a_digest_does_not_tell_whose_it_is():
    digest = accounts.account("pbx.example.org", 7, "canary-app")

    assert b"canary" not in digest


@given(names, names)
@example(("ab", 1, "c"), ("a", 1, "bc"))
@example(("a", 11, "1"), ("a", 1, "11"))
@example(("a", None, "1"), ("a", 1, ""))
@example(("a\x00", 1, ""), ("a", 1, "\x00"))
@example(("\ud83d\ude00", 1, ""), ("\N{GRINNING FACE}", 1, ""))
@example(("a", None, ""), ("a", 0, ""))
def test_different_accounts_never_share_a_digest(one, other):
    same = one == other

    assert (accounts.account(*one) == accounts.account(*other)) is same


def test_two_applications_of_one_client_are_one_customer():
    first = accounts.customer("pbx.example.org", 7, "app")

    assert accounts.customer("pbx.example.org", 7, "another") == first


@pytest.mark.parametrize(
    "other",
    [
        ("other.example.org", 7, "app"),
        ("pbx.example.org", 8, "app"),
        ("pbx.example.org", None, "app"),
        ("pbx.example.org", None, "7"),
    ],
)
def test_other_customers_have_other_digests(other):
    assert accounts.customer(*other) != accounts.customer("pbx.example.org", 7, "app")


def test_where_the_client_is_unknown_the_application_stands_for_it():
    nameless = accounts.customer("pbx.example.org", None, "app")

    assert accounts.customer("pbx.example.org", None, "app") == nameless
    assert accounts.customer("pbx.example.org", None, "another") != nameless


@given(names)
def test_a_customer_is_never_taken_for_an_account(name):
    assert accounts.customer(*name) != accounts.account(*name)
