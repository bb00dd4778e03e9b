"""A CSV file as programs and spreadsheets read it."""

import csv
from io import StringIO

import pandas as pd
import pytest

from components.exports import csv_file
from components.exports.sheet import Cell, Sheet, Unit, count, text
from tests.formulas import FORMULA_LIKE


def read(data, separator=","):
    """Return the lines of a file as another program reads them."""
    return list(csv.reader(StringIO(data.decode("utf-8-sig"), newline=""), delimiter=separator))


def test_the_file_says_that_it_is_utf_8(mixed, english):
    assert csv_file.encode(mixed, english).startswith(b"\xef\xbb\xbf")


def test_every_line_ends_as_the_standard_has_it(mixed, english):
    data = csv_file.encode(mixed, english)

    assert data.count(b"\r\n") == data.count(b"\n") == 1 + len(mixed.rows)


def test_numbers_are_spelled_for_a_reader_of_english(mixed, english):
    assert read(csv_file.encode(mixed, english)) == [
        ["Measure", "A", "Change"],
        ["Calls", "1234", "-5"],
        ["Rang out", "67.8 %", "12.5 %"],
        ["Rate", "", "−8.2 pp"],
        ["Talk", "0:01:44", "−0:01:05"],
        ["Time", "27:46:40", "1:00:00"],
        ["Daily", "10.2", ""],
        ["Total", "2026-11-01 09:30", "0"],
    ]


def test_numbers_are_spelled_for_a_reader_of_russian(mixed, russian):
    lines = read(csv_file.encode(mixed, russian), ";")

    assert lines[2:4] == [["Rang out", "67,8 %", "12,5 %"], ["Rate", "", "−8,2 п. п."]]
    assert lines[6][1] == "10,2"


def test_counts_arrive_as_numbers_in_pandas(english):
    sheet = Sheet(
        "Trend", ("Day", "Calls"), ((text("Mon"), count(1_234_567)), (text("Tue"), count(0)))
    )

    frame = pd.read_csv(StringIO(csv_file.encode(sheet, english).decode("utf-8-sig")))

    assert frame["Calls"].tolist() == [1_234_567, 0]


def test_an_absent_number_is_an_empty_cell_and_a_zero_is_a_zero(english):
    assert csv_file.spell(Cell(None, Unit.SHARE), english) == ""
    assert csv_file.spell(Cell(0.0, Unit.SHARE), english) == "0.0 %"


@pytest.mark.parametrize("label", FORMULA_LIKE)
def test_a_label_is_one_cell_whatever_is_in_it(label, english):
    sheet = Sheet("Labels", ("Name", "Calls"), ((text(label), count(1)),))

    (_header, (name, calls)) = read(csv_file.encode(sheet, english))

    assert name.replace("'", "") == label.replace("'", "")
    assert calls == "1"


def test_a_column_that_looks_like_a_formula_is_harmless_too(english):
    assert read(csv_file.encode(Sheet("T", ("=1+1",), ()), english)) == [["'=1+1"]]


def test_half_a_sign_spoils_no_file(english):
    assert "?" in csv_file.encode(Sheet("T", ("A\ud800",), ()), english).decode("utf-8")
