"""Widths of texts, before anything is drawn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.ui import wall_letters
from components.ui.wall_letters import NEVER


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [
        ("", 1, 0),
        ("Answer rate", 99, 1),
        ("Answer rate", 4, 2),
        ("Answer rate", 2, NEVER),
    ],
)
def test_a_text_takes_as_many_lines_as_its_words_need(text, room, expected):
    assert wall_letters.lines(text, room) == expected


@given(st.text("abc Ж", max_size=40), st.floats(1, 20), st.floats(0, 5))
def test_more_room_never_takes_more_lines(text, room, more):
    assert wall_letters.lines(text, room + more) <= wall_letters.lines(text, room)


def test_bold_digits_are_wider():
    assert wall_letters.bold("67.8 %") > wall_letters.width("67.8 %")


def test_a_sign_that_nobody_knows_is_as_wide_as_high():
    assert wall_letters.width("電話") == 2


def test_a_long_word_is_broken_where_it_may_be():
    assert wall_letters.lines("W" * 40, 10) == NEVER
    assert 4 <= wall_letters.broken("W" * 40, 10) <= 6
