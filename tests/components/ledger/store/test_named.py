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
def test_what_is_tidy_and_short_enough_is_a_name(typed):
    assert is_name(tidy(typed)[:LONGEST_NAME].rstrip()) == bool(tidy(typed))
    assert is_name(typed) == (bool(typed) and typed == tidy(typed) and len(typed) <= LONGEST_NAME)
