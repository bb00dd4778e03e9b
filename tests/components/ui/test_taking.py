"""What is taken away is what was shown: as CSV, as a workbook, and as a picture."""

import csv
import gc
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from io import BytesIO, StringIO
from types import FunctionType, ModuleType
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from components.bootstrap import Visitor
from components.exports import spelling
from components.exports.sheet import Sheet, count, text
from components.ledger.desk import Desk
from components.measures.outcomes import MenuCountsAs
from components.periods.ranges import Days
from components.periods.window import Window
from components.reports.compare import Align
from components.ringme.client import Client
from components.ui import tables, taking
from components.ui.about import Origin
from components.ui.directories import Directory
from components.ui.filters import View
from components.ui.language import speech
from components.ui.taking import Taken, TakenSheet
from tests import answers
from tests.answers import MOSCOW
from tests.conftest import NOW

MISSED = MenuCountsAs.MISSED
CODE = (FunctionType, ModuleType, type)
LONGER = Days(date(2019, 9, 1), date(2019, 9, 20))
ORIGIN = Origin("Head office", (), MOSCOW, NOW)

SHOWN = {
    "overview": answers.overview(),
    "compare": answers.compared(),
    "compare-per-day": answers.compared(other=LONGER),
}


@pytest.fixture
def taken(told):
    """Return what a visitor who reads a language takes away."""
    return lambda shown, language="en": told(
        lambda: Taken(shown, MISSED, Align.POSITION, ORIGIN, speech()), language
    )


@pytest.fixture
def screen(stage):
    """Return the table of a page as it is read: its header and its rows."""

    def draw(shown, language):
        at = stage(_table, shown, language=language).run()
        assert not at.exception
        frame = at.table[0].value
        return [list(frame.columns), *map(list, frame.itertuples(index=False))]

    return draw


def _table(shown):
    if shown is SHOWN["overview"]:
        tables.numbers(shown.sides, shown.question.source, MISSED)
    else:
        tables.compared(shown, MISSED)


def elsewhere(make):
    """Return what a function makes in a thread that works for no visitor, as Streamlit does."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(make).result()


def lines(data, language):
    text = data.decode("utf-8-sig")
    return list(csv.reader(StringIO(text), delimiter=";" if language == "ru" else ","))


def on_paper(cell):
    """Return a cell of the screen without what a file spells otherwise: signs, groups, lengths."""
    plain = re.sub("[\\s,\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]", "", cell)
    plain = plain.replace("−", "-").removeprefix("+").replace("–", "")
    return re.sub(r"^(-?)(\d+):(\d\d)$", _length, plain)


def _length(found):
    sign, minutes, seconds = found.groups()
    return f"{sign}{int(minutes) // 60}:{int(minutes) % 60:02}:{seconds}"


def told_apart(cells, page):
    """Return a row of the screen as the file has it: what stands in brackets in columns apart."""
    name, *numbers = cells
    parts = [re.fullmatch(r"(.*?)(?:\s\((.*)\))?", number).groups("") for number in numbers]
    if page == "overview":
        return [name, *(one for part in parts for one in part)]
    (a, daily_a), (b, daily_b), change = parts
    return [name, a, b, *([daily_a, daily_b] if page == "compare-per-day" else []), *change]


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("page", SHOWN)
def test_the_csv_file_parsed_again_is_the_table_on_screen(taken, screen, page, language):
    shown = SHOWN[page]
    made = taken(shown, language)

    header, *rows = lines(elsewhere(lambda: made.csv(Taken.table)), language)
    columns, *read = screen(shown, language)

    assert {re.sub(r" \(.*\)", "", column) for column in columns} <= set(header)
    assert [[on_paper(cell) for cell in row] for row in rows] == [
        [on_paper(cell) for cell in told_apart(row, page)] for row in read
    ]


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("page", SHOWN)
def test_the_workbook_and_the_csv_file_hold_the_same(taken, page, language):
    made = taken(SHOWN[page], language)

    book = openpyxl.load_workbook(BytesIO(elsewhere(made.xlsx)))
    for sheet, taker in ((0, Taken.table), (2, Taken.trend)):
        rows = list(book.worksheets[sheet].iter_rows())
        found = [[_as_text(cell) for cell in row] for row in rows]
        file = lines(made.csv(taker), language)
        assert [[on_paper(cell) for cell in row] for row in found] == [
            [on_paper(cell.replace(",", ".") if at else cell) for cell in row]
            for at, row in enumerate(file)
        ]


def _as_text(cell):
    """Return a number of a workbook by its own format, in as few words as that takes."""
    value, look = cell.value, cell.number_format
    match value:
        case None | str():
            return value or ""
        case datetime():
            return f"{value:%Y-%m-%d %H:%M}"
        case timedelta():
            return spelling.duration(round(value.total_seconds()))
    if "%" in look:
        return f"{value * 100:.1f} %"
    behind = " " + look.split('"')[1] if '"' in look.split(";")[0] else ""
    return f"{value:.1f}{behind}" if "0.0" in look else str(value)


def test_the_workbook_has_the_table_then_what_it_is_then_the_trend(taken):
    book = openpyxl.load_workbook(BytesIO(taken(answers.overview()).xlsx()))

    assert book.sheetnames == ["Overview", "About", "Trend"]


def test_a_file_s_name_tells_the_page_and_its_days(taken):
    overview, compared = taken(answers.overview()), taken(answers.compared())

    assert overview.file_name("table", "csv") == (
        "callboard-overview-table-2019-11-01-2019-11-10.csv"
    )
    assert compared.file_name("", "xlsx") == (
        "callboard-compare-2019-11-01-2019-11-10-against-2019-10-18-2019-10-27.xlsx"
    )


def test_one_day_is_named_once(taken):
    shown = answers.overview(asked=answers.question("2019-11-01..2019-11-01"))

    assert taken(shown).file_name("trend", "csv") == "callboard-overview-trend-2019-11-01.csv"


# On the page


@pytest.fixture
def visitor(callboard, pbx):
    return callboard.connect(pbx.url, "demo", "demo")


def _offer(shown, visitor):
    taking.offer(shown, View(shown.question, MOSCOW, Directory({}), ()), visitor)


@pytest.fixture
def offered(stage, visitor):
    """Draw the popover, open unless told otherwise."""

    def draw(*, is_open=True):
        at = stage(_offer, answers.overview(), visitor, visitor=visitor)
        at.session_state["download"] = is_open
        at.run()
        assert not at.exception
        return at

    return draw


def test_the_popover_offers_two_tables_and_a_workbook(offered):
    assert [button.proto.label for button in offered().get("download_button")] == [
        "Table (CSV)",
        "Trend (CSV)",
        "Everything (XLSX)",
    ]


def test_nothing_of_it_is_sent_before_it_is_opened(offered):
    assert not offered(is_open=False).get("download_button")


def test_a_press_runs_no_page(offered):
    assert all(button.proto.ignore_rerun for button in offered().get("download_button"))


def test_what_waits_for_a_press_leads_to_no_visitor(told, visitor):
    shown = answers.overview()
    view = View(shown.question, MOSCOW, Directory({}), ())
    origin = taking._origin(shown, view, visitor)

    kept = told(lambda: Taken(shown, MISSED, Align.POSITION, origin, speech()))

    assert {type(one) for one in reached(kept)} & {Visitor, Desk, Client} == set()
    assert Visitor in {type(one) for one in reached([visitor])}


def reached(start):
    """Return everything that a value leads to, but for code and what modules hold."""
    seen, waiting = {}, [start]
    while waiting:
        one = waiting.pop()
        if id(one) not in seen and not isinstance(one, CODE):
            seen[id(one)] = one
            waiting += gc.get_referents(one)
    return seen.values()


# Pictures


def picture(zone="Europe/Moscow"):
    window = answers.question("2019-11-01..2019-11-10").window
    return taking.picture("chart_trend", window, ZoneInfo(zone))


def test_a_picture_is_named_after_its_chart_and_its_days(told):
    options = told(picture)["toImageButtonOptions"]

    assert options["filename"] == "callboard-trend-2019-11-01-2019-11-10"


def test_the_days_are_those_of_the_zone_on_screen(told):
    options = told(lambda: picture("UTC"))["toImageButtonOptions"]

    assert options["filename"] == "callboard-trend-2019-10-31-2019-11-10"


def test_the_button_speaks_the_visitor_s_language(told):
    config = told(picture)

    words = config["locales"][config["locale"]]["dictionary"]

    assert words["Download plot as a PNG"] == "Save the chart as a picture (PNG)"


# One table alone


def one_table(told, language, *cells):
    table = Sheet("Missed", ("Caller", "Attempts"), (cells,))
    window = Window(NOW - timedelta(days=1), NOW)
    return told(lambda: TakenSheet(table, window, MOSCOW, NOW, speech()), language)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_one_table_is_a_csv_file_as_its_reader_spells_it(told, language):
    taken = one_table(told, language, text("Front desk"), count(1234))

    data = elsewhere(lambda: taken.encoded("csv"))

    assert lines(data, language) == [["Caller", "Attempts"], ["Front desk", "1234"]]


def test_one_table_is_a_workbook_of_one_sheet(told):
    data = one_table(told, "en", text("Front desk"), count(1234)).encoded("xlsx")

    book = openpyxl.load_workbook(BytesIO(data))
    assert book.sheetnames == ["Missed"]
    assert list(book["Missed"].values) == [("Caller", "Attempts"), ("Front desk", 1234)]


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_label_of_one_table_never_becomes_a_formula(told, suffix):
    data = one_table(told, "en", text("=HYPERLINK(1)"), count(1)).encoded(suffix)

    if suffix == "csv":
        assert lines(data, "en")[1][0] == "'=HYPERLINK(1)"
    else:
        cell = openpyxl.load_workbook(BytesIO(data))["Missed"]["A2"]
        assert (cell.data_type, cell.value) == ("s", "=HYPERLINK(1)")
