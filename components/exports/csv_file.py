"""A sheet as a CSV file that both a spreadsheet and a program open without being told how."""

import csv
from datetime import datetime
from decimal import Decimal
from io import StringIO

from components.exports.sheet import Cell, Sheet, Unit, shown
from components.exports.spelling import MINUS, Spelling, duration, harmless


def encode(sheet: Sheet, spelling: Spelling) -> bytes:
    """Return the table as UTF-8 with a byte order mark, without which spreadsheets guess a code.

    One line for the header and each row. Numbers are rounded as on screen and carry no grouping;
    a cell without a number is empty.
    """
    lines = StringIO()
    writer = csv.writer(lines, delimiter=spelling.separator, lineterminator="\r\n")
    writer.writerow([harmless(name) for name in sheet.columns])
    writer.writerows([spell(cell, spelling) for cell in row] for row in sheet.rows)
    return lines.getvalue().encode("utf-8-sig", "replace")


def spell(cell: Cell, spelling: Spelling) -> str:
    """Return a cell as it stands in the file.

    What is less than zero begins with a hyphen where it is a number (a count, a share), and with a
    minus sign where it is text to a spreadsheet (points, a length of time).
    """
    if isinstance(cell.value, datetime):
        return cell.value.isoformat(" ", "minutes")
    if isinstance(cell.value, str):
        return harmless(cell.value)
    value = shown(cell)
    return "" if value is None else _number(value, cell.unit, spelling)


def _number(value: Decimal, unit: Unit, spelling: Spelling) -> str:
    match unit:
        case Unit.TALK | Unit.TIME:
            return duration(int(value))
        case Unit.SHARE:
            return f"{spelling.number(_hundredfold(value))} %"
        case Unit.POINTS:
            points = _hundredfold(value)
            return f"{spelling.number(points)} {spelling.points}".replace("-", MINUS)
        case _:
            return spelling.number(value)


def _hundredfold(value: Decimal) -> Decimal:
    return value.scaleb(2)
