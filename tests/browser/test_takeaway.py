"""What an analyst found leaves the page: as files, as a picture, on paper, and as a link."""

import csv
import re
from functools import cache, partial
from io import StringIO
from urllib.parse import urlsplit

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.browser import customers
from tests.browser.screen import PHONE

SOMEBODY = customers.SPARE[-2]
"""Whose days are over and known to all tests here: none of them changes anything."""

WEEK = "period=2025-10-06..2025-10-12"
PAGES = {"": "table_outcomes", "compare": "table_compare"}
LANGUAGES = {"en": "en-US", "ru": "ru-RU"}

BLANKS = re.compile("[\\s\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]+")
PNG = b"\x89PNG\r\n\x1a\n"
A4 = {"width": 703, "height": 1032}
"""Pixels that the margins leave of the paper."""

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page or "overview")
each_language = pytest.mark.parametrize("language", LANGUAGES)

_TABLE = """table => [...table.querySelectorAll("tr")].map(
    row => [...row.querySelectorAll("th, td")].map(cell => cell.innerText))"""

# Inside of a drawing, Plotly has handles that lie beyond its edge, where nothing is drawn.
_REACH = """() => Math.max(...[...document.querySelectorAll(".stMain *:not(svg *)")]
    .filter(each => each.checkVisibility({visibilityProperty: true}))
    .map(each => each.getBoundingClientRect().right))"""

_CARDS = """() => [...document.querySelectorAll("[class*=st-key-kpi_]")].map(
    card => card.innerText)"""


def whole(visit, crowded, page, **tab):
    """Open a page of the customer of these tests and wait until all of it is there."""
    screen = visit(f"/{page}?account={SOMEBODY.app_id}&{WEEK}", program=crowded, **tab)
    expect(screen.part(PAGES[page]).locator("table")).to_be_visible()
    screen.rest()
    return screen


@pytest.fixture
def shown(visit, crowded):
    """Open a page in a tab of the test's own."""
    return partial(whole, visit, crowded)


@pytest.fixture(scope="module")
def stays(visit_for_long, crowded):
    """Give a page whose tab outlives a test: what is taken away leaves it as it was."""

    @cache
    def stays(page, locale="en-US"):
        return whole(visit_for_long, crowded, page, locale=locale)

    return stays


def download(screen, what, folder):
    """Press a button of the popover and return where the file is."""
    screen.part("download").get_by_role("button").first.click()
    with screen.page.expect_download() as coming:
        screen.page.locator(f".st-key-download_{what}").get_by_role("button").click()
    path = folder / coming.value.suggested_filename
    # Only then is the popover closed: without its button, the browser would give the file up.
    coming.value.save_as(path)
    screen.page.keyboard.press("Escape")
    return path


def read(path, language):
    """Return the lines of a CSV file."""
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.reader(StringIO(text), delimiter=";" if language == "ru" else ","))


def table(screen, page):
    """Return the table that is on screen, cell by cell."""
    return screen.part(PAGES[page]).locator("table").evaluate(_TABLE)


def plain(cell, language):
    """Return a cell by its number alone: files have no groups of digits and no plus."""
    bare = BLANKS.sub("", cell).replace("−", "-").replace("–", "").replace("+", "")
    bare = bare.replace(",", "." if language == "ru" else "")
    return re.sub(r"^(-?)(\d+):(\d\d)(?=$|\()", _as_hours, bare)


def _as_hours(found):
    sign, minutes, seconds = found.groups()
    return f"{sign}{int(minutes) // 60}:{int(minutes) % 60:02}:{seconds}"


def merged(rows, page):
    """Return the lines of a file as the table has them: "282 (68.1 %)" is one cell.

    On the overview every number has its share, on the other page the last one has.
    """
    apart = 3 if page else 1
    return [
        [
            *row[:apart],
            *(f"{number}({share})" if share else number for number, share in pairs(row[apart:])),
        ]
        for row in rows
    ]


def pairs(cells):
    return zip(cells[::2], cells[1::2], strict=True)


# Files


@each_language
@each_page
def test_a_table_that_was_downloaded_is_the_one_on_screen(stays, tmp_path, page, language):
    screen = stays(page, LANGUAGES[language])

    path = download(screen, "table", tmp_path)
    _header, *rows = read(path, language)
    _columns, *seen = table(screen, page)

    assert re.fullmatch(r"callboard-[a-z0-9-]+\.csv", path.name)
    spelled = [[plain(cell, language) for cell in row] for row in rows]
    expected = [[plain(cell, language) for cell in row] for row in seen]
    assert merged(spelled, page) == expected


@each_page
def test_the_trend_sums_up_to_the_cards(stays, tmp_path, page):
    screen = stays(page)
    answered = screen.figure("in_answered").inner_text().replace(",", "")

    header, *rows = read(download(screen, "trend", tmp_path), "en")
    column = header.index("Inbound: Answered")
    mine = [row for row in rows if not page or row[0] == "A"]

    assert mine[-1][column] == answered
    assert sum(int(row[column]) for row in mine[:-1]) == int(answered)


@each_page
def test_the_workbook_holds_the_table_what_it_is_and_the_trend(stays, tmp_path, page):
    screen = stays(page)

    book = openpyxl.load_workbook(download(screen, "workbook", tmp_path))

    assert len(book.sheetnames) == 3
    said = {row[0].value: row[1].value for row in book.worksheets[1].iter_rows()}
    assert said["Time zone"].startswith("Europe/Moscow")
    assert said["Standing"] == "Final"


@each_page
def test_a_chart_is_saved_as_a_picture_with_the_keyboard(stays, page):
    screen = stays(page)
    chart = screen.part("chart_compare" if page else "chart_trend")
    button = chart.locator(".modebar-btn")
    expect(button).to_be_visible()

    with screen.page.expect_download() as coming:
        button.press("Enter")

    assert re.fullmatch(r"callboard-[a-z0-9-]+\.png", coming.value.suggested_filename)
    assert coming.value.path().read_bytes().startswith(PNG)


# Links


# Links to a comparison are followed in ``test_compare``.


def test_a_copied_link_shows_the_same_cards_to_somebody_else(shown, visit, crowded):
    screen = shown("")
    cards = screen.page.evaluate(_CARDS)
    screen.part("copy_link").get_by_role("button").first.click()
    link = screen.page.locator(".st-key-link_dates code").inner_text()

    other = visit(_path(link), program=crowded)
    expect(other.part(PAGES[""]).locator("table")).to_be_visible()
    other.rest()

    assert link.startswith(screen.home)
    assert other.page.evaluate(_CARDS) == cards


def test_a_link_that_goes_along_names_no_date(visit):
    screen = visit("/?account=golden&period=last-week")
    expect(screen.figure("in_calls")).to_be_visible()

    screen.part("copy_link").get_by_role("button").first.click()

    moving = screen.page.locator(".st-key-link_always code")
    expect(moving).to_have_text(f"{screen.home}/?account=golden&period=last-week")
    expect(screen.page.locator(".st-key-link_always")).to_contain_text("Always the week before")


def _path(link):
    parts = urlsplit(link)
    return f"{parts.path}?{parts.query}"


# Paper


@each_page
def test_a_page_is_printed_on_a4_and_nothing_is_cut(stays, tmp_path, page):
    screen = stays(page)
    expect(screen.page.locator(".main-svg").first).to_be_visible()

    screen.page.pdf(path=tmp_path / "page.pdf", format="A4", print_background=True)
    printed = (tmp_path / "page.pdf").read_bytes()

    assert len(re.findall(rb"/Type\s*/Page\b", printed)) <= 4
    assert set(re.findall(rb"/MediaBox \[0 0 (\d+)[\d.]* (\d+)", printed)) <= {
        (b"594", b"841"),
        (b"595", b"842"),
    }


@each_page
def test_on_paper_the_numbers_stand_without_what_is_pressed(shown, page):
    screen = shown(page, theme="dark")
    screen.page.emulate_media(media="print")
    screen.page.set_viewport_size(A4)

    for key in ("filters", "away"):
        expect(screen.part(key)).not_to_be_visible()
    expect(screen.page.get_by_test_id("stSidebar")).not_to_be_visible()
    expect(screen.page.locator(".modebar").first).not_to_be_visible()
    expect(screen.figure("in_calls")).to_be_visible()
    expect(screen.figure("in_calls")).to_have_css("color", "rgb(22, 32, 43)")
    assert screen.page.evaluate(_REACH) <= A4["width"] + 1


def test_a_chart_drawn_on_a_phone_is_printed_whole_too(shown):
    screen = shown("", size=PHONE)
    expect(screen.page.locator(".main-svg").first).to_be_visible()

    screen.page.emulate_media(media="print")
    screen.page.set_viewport_size(A4)

    assert screen.page.evaluate(_REACH) <= A4["width"] + 1
