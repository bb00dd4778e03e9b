"""A real spreadsheet program opens the files: what looks like a formula comes out as text."""

import os
import shutil
import subprocess
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest

from components.exports import csv_file, xlsx_file
from components.exports.sheet import Sheet, count, text
from components.exports.spelling import Spelling
from tests.formulas import FORMULA_LIKE

ENGLISH = Spelling(decimal=".", points="pp")
NOW = datetime(2026, 11, 18, 12, 15, tzinfo=UTC)
PATIENCE = 120
"""Seconds for a program that takes five to start."""

AS_CSV = "CSV:44,34,76,1,,1033,false,true,false,false,false,0,true"
"""Commas, UTF-8, numbers made out, and formulas run where there are any (the last word)."""

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


@pytest.fixture(scope="module")
def soffice():
    """Return LibreOffice; a machine without it may leave this out, a CI may not."""
    path = os.environ.get("CALLBOARD_SOFFICE") or shutil.which("soffice")
    if not path and not os.environ.get("CI"):
        pytest.skip("LibreOffice is not installed here (see .ci/soffice)")
    assert path
    return path


@pytest.fixture(scope="module")
def opened(soffice, tmp_path_factory):
    """Return the cells that LibreOffice finds in a file: kind of value, formula, text."""
    home = tmp_path_factory.mktemp("office")

    def convert(name, data, *options):
        (home / name).write_bytes(data)
        command = [soffice, f"-env:UserInstallation={(home / 'profile').as_uri()}", "--headless"]
        command += [*options, "--convert-to", "fods", "--outdir", str(home), str(home / name)]
        subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)  # noqa: S603
        tree = ET.parse((home / name).with_suffix(".fods"))  # noqa: S314 (our own file)
        return [
            [_cell(cell) for cell in row.iter(f"{TABLE}table-cell")]
            for row in tree.iter(f"{TABLE}table-row")
        ]

    return convert


def _cell(cell):
    shown = "\n".join(_shown(line) for line in cell.iter(f"{TEXT}p"))
    return cell.get(f"{OFFICE}value-type"), cell.get(f"{TABLE}formula"), shown


def _shown(line):
    """Return the characters of a line: blanks and tabs are elements of their own."""
    parts = [line.text or ""]
    for child in line:
        blanks = int(child.get(f"{TEXT}c", "1")) if child.tag == f"{TEXT}s" else 0
        parts += [
            " " * blanks,
            "\t" * (child.tag == f"{TEXT}tab"),
            child.text or "",
            child.tail or "",
        ]
    return "".join(parts)


def plain(label):
    """Return a label without what files spell in many ways: line ends, and the apostrophe."""
    return label.replace("\r", "\n").replace("'", "").strip("\n")


@pytest.fixture(scope="module")
def files(opened):
    """Return what is found in a workbook and in a CSV file of the labels, below the header."""
    rows = tuple((text(label), count(number)) for number, label in enumerate(FORMULA_LIKE))
    sheet = Sheet("Labels", ("Name", "Calls"), rows)
    book = opened("book.xlsx", xlsx_file.encode([sheet], ENGLISH, made_at=NOW))
    lines = opened("lines.csv", csv_file.encode(sheet, ENGLISH), f"--infilter={AS_CSV}")
    return {"xlsx": book[1 : 1 + len(rows)], "csv": lines[1 : 1 + len(rows)]}


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_every_label_comes_back_as_the_text_it_is(files, kind):
    found = [row[0] for row in files[kind]]

    assert {(what, formula) for what, formula, _shown in found} == {("string", None)}
    assert [plain(shown) for *_what, shown in found] == [plain(label) for label in FORMULA_LIKE]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_numbers_are_numbers(files, kind):
    found = [row[1] for row in files[kind]]

    assert found == [("float", None, str(number)) for number in range(len(FORMULA_LIKE))]


def test_without_the_apostrophe_the_same_program_would_have_run_it(opened):
    rows = opened("control.csv", b"Name,Calls\r\n=1+1,1\r\n", f"--infilter={AS_CSV}")

    assert rows[1][0] == ("float", "of:=1+1", "2")
