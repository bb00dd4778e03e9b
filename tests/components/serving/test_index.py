"""The start page: Streamlit's own, under our name."""

import re
from pathlib import Path

import pytest
from streamlit import file_util

from components.serving import index

KNOWN = ("en", "ru")
STREAMLITS = Path(file_util.get_static_dir(), "index.html").read_text("utf-8")


@pytest.fixture
def page():
    """Streamlit's page as it goes out to a reader of Russian."""
    return index.dress(STREAMLITS, "ru")


def test_the_page_bears_our_name(page):
    assert re.findall("<title>(.*?)</title>", page) == ["Callboard"]


def test_the_page_says_in_which_language_it_is(page):
    assert re.findall("<html[^>]*>", page) == ['<html lang="ru">']


def test_no_script_stands_in_the_page(page):
    scripts = re.findall("<script([^>]*)>", page)

    assert len(scripts) == 2
    assert [attributes for attributes in scripts if "src=" not in attributes] == []


def test_our_script_comes_from_beside_the_page(page):
    assert '<script defer src="./callboard.js"></script>' in page


def test_nothing_points_to_what_is_closed(page):
    assert "_stcore/agent" in STREAMLITS
    assert "agent" not in page.casefold()


def test_who_has_no_scripts_is_told_so(page):
    assert re.findall("<noscript>(.*?)</noscript>", page) == ["Callboard needs JavaScript."]


def test_streamlits_own_scripts_styles_and_notice_of_rights_stay(page):
    files = re.compile(r'(?:src|href)="\./(static/[^"]+)"')

    assert files.findall(page) == files.findall(STREAMLITS)
    assert "Apache License" in page


@pytest.mark.parametrize(
    ("query", "accepted", "language"),
    [
        (b"", None, "en"),
        (b"", "ru-RU,ru;q=0.9,en;q=0.8", "ru"),
        (b"", "ru", "ru"),
        (b"", "RU_ru", "ru"),
        (b"", "de,ru;q=0.9", "en"),
        (b"lang=ru&period=today", "en-GB", "ru"),
        (b"lang=xx", "ru", "ru"),
        (b"lang=%22%3E%3Cscript%3E", "<script>", "en"),
        (b"lang=\xff&\xfe", "\xff", "en"),
    ],
)
def test_the_address_chooses_the_language_and_then_the_browser(query, accepted, language):
    assert index.language(query, accepted, KNOWN) == language
