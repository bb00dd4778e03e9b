"""A name that people give is kept as they see it, on one line and in one spelling."""

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from components.ledger.store.named import LONGEST_NAME, is_name, tidy


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Monday \t morning\n", "Monday morning"),
        ("e\u0301te\u0301", "\u00e9t\u00e9"),
        ("a\0b\u2028c", "a b c"),
        ("half \ud800 sign", "half sign"),
        ("\u200b\u2066\u2069", ""),
        ("\t \n", ""),
        ("\u202eright to left", "\u202eright to left"),
    ],
)
def test_a_name_is_kept_on_one_line_and_composed(typed, kept):
    assert tidy(typed) == kept


@settings(max_examples=300)
@given(st.text() | st.text(st.characters()))
@example("\u1100\u0000\u1161")
@example(" \u0301a")
def test_a_tidy_name_stays_as_it_is(typed):
    name = tidy(typed)

    assert tidy(name) == name
    assert unicodedata.is_normalized("NFC", name)
    assert tidy(name[:LONGEST_NAME].rstrip()) == name[:LONGEST_NAME].rstrip()


@settings(max_examples=100)
@given(st.text())
def test_whatever_is_typed_makes_a_name_or_nothing(typed):
    name = tidy(typed)[:LONGEST_NAME].rstrip()

    assert is_name(name) == bool(name)


@pytest.mark.parametrize(
    "text", ["", " ", " Monday", "Mon\nday", "e\u0301", "n" * (LONGEST_NAME + 1)]
)
def test_what_was_not_tidied_or_is_too_long_is_no_name(text):
    assert not is_name(text)
