"""File names out of an allowed alphabet, whatever goes in."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.exports.names import file_name


def test_the_parts_are_joined_by_dashes():
    name = file_name("callboard-overview", "table", "2026-11-01", "2026-11-10", suffix="csv")

    assert name == "callboard-overview-table-2026-11-01-2026-11-10.csv"


def test_a_name_without_an_ending_has_no_dot():
    assert file_name("callboard", "chart_trend") == "callboard-chart_trend"


@pytest.mark.parametrize(
    ("part", "kept"),
    [
        ("../../etc/passwd", "callboard-etc-passwd"),
        ("C:\\Windows\\con", "callboard-c-windows-con"),
        ("a\r\nSet-Cookie: b", "callboard-a-set-cookie-b"),
        ("Отдел продаж 7", "callboard-7"),
        ('"; rm -rf ~', "callboard-rm-rf"),
        ("", "callboard"),
    ],
)
def test_what_is_not_in_the_alphabet_becomes_a_dash(part, kept):
    assert file_name("callboard", part) == kept


def test_nothing_is_no_name():
    with pytest.raises(ValueError):
        file_name("…", "–")


@given(st.lists(st.text(), max_size=5), st.text(max_size=8))
def test_any_name_keeps_to_the_alphabet_and_has_one_dot_at_most(parts, suffix):
    name = file_name("callboard", *parts, suffix=suffix)

    assert re.fullmatch(r"[a-z0-9][a-z0-9_-]*(\.[a-z0-9_]+)?", name)
    assert len(name) <= 110
