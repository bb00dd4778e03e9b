"""A reader of Russian meets no English but for names."""

import re

import pytest
from playwright.sync_api import expect

LANGUAGES = ("en-US", "ru-RU")

GOLDEN = "/?account=golden&period=2019-11-01..2019-11-10"

PAGES = {
    "/connect": ".st-key-demo",
    GOLDEN: ".st-key-chart_endings .main-svg",
    f"{GOLDEN}&source=legs": ".st-key-chart_endings .main-svg",
    "/?account=quiet&ext=101&ext=999": "[class*=st-key-notice]",
    "/?account=nobody": "[class*=st-key-notice]",
    "/?account=golden&period=2018-01-01..2018-03-31&by=day": ".st-key-cost",
    "/hours?account=golden&period=2019-11-01..2019-11-10": ".st-key-chart_hours .main-svg",
    "/extensions?account=golden&period=2019-11-02..2019-11-09": ".st-key-cost",
    "/missed?account=golden": "[class*=st-key-notice]",
    "/diagnostics?account=golden": ".st-key-diagnostics_requests",
}
"""Each page, and what is drawn on it last."""

NAMES = {"English", "Golden Example", "Quiet Office", "Typical Office", "App ID", "App Secret"}

STREAMLIT = {
    "App pages",
    "Choose an option",
    "Choose date range",
    "Clear all",
    "Collapse sidebar",
    "Download as CSV",
    "Fullscreen",
    "Help",
    "Main menu",
    "Open",
    "Search",
    "Show/hide columns",
    "Remove 101 · Анна Петрова",
    "Selected values",
    "Show password",
    "Sidebar",
    "Skip to main content",
}
"""Streamlit's own words for screen readers, which it lets nobody translate."""


def english(screen, drawn):
    """Return every line of a page, seen or heard, that has an English-looking word in it."""
    expect(screen.page.locator(drawn).first).to_be_visible()
    screen.stand()
    page = screen.page.get_by_test_id("stApp")
    texts = [screen.text]
    for name in ("alt", "aria-label", "placeholder", "title"):
        spoken = "(all, name) => all.map(one => one.getAttribute(name))"
        texts += page.locator(f"[{name}]").evaluate_all(spoken, name)
    icons = set(page.locator("[translate=no]").all_text_contents())
    lines = {line.strip() for text in texts for line in text.splitlines()}
    return {line for line in lines - icons if re.search("[a-z]{3}", line) and ":" not in line}


@pytest.fixture(scope="module")
def readers(visit_for_long, callboard):
    """One tab for each language, led from page to page."""
    return [visit_for_long("/connect", program=callboard, locale=locale) for locale in LANGUAGES]


@pytest.mark.parametrize("path", PAGES)
def test_no_line_reads_the_same_in_both_languages(readers, path):
    for screen in readers:
        screen.go(path)

    ours, theirs = (english(screen, PAGES[path]) for screen in readers)

    assert ours & theirs - NAMES - STREAMLIT == set()
    assert ours


def test_the_language_of_the_browser_is_only_the_first_choice(visit):
    screen = visit("/connect", locale="ru-RU")
    expect(screen.part("demo")).not_to_contain_text("Try the demo")

    screen.pick("lang", "English")

    expect(screen.part("demo")).to_contain_text("Try the demo")
    assert screen.query == {"lang": ["en"]}
