"""A workbook as another library reads it."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest

from components.exports import xlsx_file
from components.exports.sheet import Cell, Sheet, Unit, count, text
from tests.formulas import FORMULA_LIKE

NOW = datetime(2026, 11, 18, 12, 15, tzinfo=UTC)


@pytest.fixture
def book(english):
    """Return what another library finds in a workbook of these sheets."""

    def read(*sheets, spelling=english):
        return openpyxl.load_workbook(BytesIO(xlsx_file.encode(sheets, spelling, made_at=NOW)))

    return read


def table(*rows, columns=("Name", "Calls")):
    return Sheet("Table", columns, rows)


def values(page):
    return [[cell.value for cell in row] for row in page.iter_rows()]


def test_sheets_keep_their_order_and_their_names(book, mixed):
    assert book(mixed, table()).sheetnames == ["Mixed", "Table"]


def test_a_name_that_a_workbook_does_not_allow_is_made_to_fit(book):
    sheet = Sheet("Calls: in/out [all] – every number of the period", ("A",), ())

    assert book(sheet).sheetnames == ["Calls  in out  all  – every num"]


def test_numbers_are_numbers_rounded_as_on_screen(book, mixed):
    assert values(book(mixed).active) == [
        ["Measure", "A", "Change"],
        ["Calls", 1234, -5],
        ["Rang out", 0.678, 0.125],
        ["Rate", None, -8.2],
        ["Talk", timedelta(seconds=104), "−1:05"],
        ["Time", timedelta(seconds=100_000), "+1:00:00"],
        ["Daily", 10.2, None],
        ["Total", datetime.fromisoformat("2026-11-01T09:30"), 0],
    ]


def test_numbers_look_as_on_screen(book, mixed):
    formats = [row[1].number_format for row in book(mixed).active.iter_rows(min_row=2)]

    assert [one.split(";")[0] for one in formats] == [
        "#,##0",
        "#,##0.0\\ %",
        "#,##0.0\\ %",
        "[m]:ss",
        "[h]:mm:ss",
        "#,##0.0",
        "yyyy\\-mm\\-dd\\ hh:mm",
    ]


def test_a_change_shows_which_way_it_went(book, mixed, russian):
    change = book(mixed, spelling=russian).active["C4"].number_format

    assert change == '+#,##0.0 "п. п.";"−"#,##0.0 "п. п.";#,##0.0 "п. п."'


def test_a_part_is_indented_below_its_whole(book, mixed):
    page = book(mixed).active

    assert (page["A2"].alignment.indent, page["A3"].alignment.indent) == (0, 1)


def test_totals_stand_out(book, mixed):
    page = book(mixed).active

    assert [page[f"A{row}"].font.bold for row in (1, 7, 8)] == [True, False, True]


def test_the_header_stays_in_sight_and_the_table_fits_the_paper(book, mixed):
    page = book(mixed).active

    assert page.freeze_panes == "A2"
    assert page.page_setup.paperSize == 9
    assert page.page_setup.fitToHeight == 0


@pytest.mark.parametrize("label", FORMULA_LIKE)
def test_a_label_is_a_text_exactly_as_it_was(book, label):
    cell = book(table((text(label), count(1)))).active["A2"]

    assert cell.data_type == "s"
    # XML has one sign for the end of a line, and openpyxl leaves it at that.
    assert cell.value.replace("_x000D_", "\n").replace("\r", "\n") == label.replace("\r", "\n")


def test_no_part_of_the_file_holds_a_formula_or_a_link(english):
    sheet = table(*((text(label), count(1)) for label in FORMULA_LIKE))
    data = xlsx_file.encode([sheet], english, made_at=NOW)

    with ZipFile(BytesIO(data)) as parts:
        page = parts.read("xl/worksheets/sheet1.xml").decode()

    assert "<f>" not in page
    assert "<hyperlink" not in page


def test_a_text_too_long_for_a_cell_is_cut_and_not_lost(book):
    cell = book(table((text("a" * 40_000), count(1)))).active["A2"]

    assert cell.value == "a" * 32_767


def test_half_a_sign_spoils_no_file(book):
    assert book(table((text("A\ud800"), count(1)))).active["A2"].value == "A?"


def test_the_file_tells_when_it_was_made(book, mixed):
    assert book(mixed).properties.created.replace(tzinfo=UTC) == NOW


def test_a_book_of_many_rows_needs_few_formats(english):
    rows = tuple((text(str(number)), Cell(number, Unit.COUNT)) for number in range(2_000))
    data = xlsx_file.encode([table(*rows)], english, made_at=NOW)

    with ZipFile(BytesIO(data)) as parts:
        styles = parts.read("xl/styles.xml").decode()

    assert styles.count("<xf ") < 10
