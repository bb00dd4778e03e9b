"""Numbers, times and outside text as people read them.

Numbers and dates are Babel's, after a locale. Text from outside (labels,
titles, messages of the PBX) is shown as the characters it is: Streamlit reads
most of what it is given as Markdown, which could fetch images and set links.
"""

import re
import unicodedata
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_skeleton
from babel.numbers import format_decimal, format_percent

from components.exports.sheet import Cell, Unit, shown

ABSENT: Final = "–"
"""What stands where there is no number. It is never a zero (design, section 2)."""

_remembered: Final = lru_cache(4096)
"""Babel takes 5 to 13 µs for a text, and a page drawn again has the same hundred of them."""

_MARKDOWN: Final = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:^=&\"'/@])")
_EXCHANGED: Final = re.compile(r"(?<=[<>~-])(?=[=>-])|(?<=:)(?=streamlit:)")
"""Between signs of which Streamlit still makes one, such as an arrow, after Markdown was read."""

_PLAIN_END: Final = "\u0590"
"""Where the first script that is written from right to left begins: Hebrew."""

_JOINER: Final = "\u2060"
_BLANK: Final = frozenset({"Cc", "Zl", "Zp"})
_ISOLATES: Final = "\u2066\u2067\u2068"
_FENCE: Final = "\u2068"
_END: Final = "\u2069"
_DIRECTED: Final = frozenset(
    {"R", "AL", "RLE", "RLO", "LRE", "LRO", "PDF", "RLI", "LRI", "FSI", "PDI"}
)


@_remembered
def number(value: int, locale: Locale) -> str:
    """Return a whole number with the locale's grouping."""
    return format_decimal(value, locale=locale)


@_remembered
def percent(share: float | None, locale: Locale) -> str:
    """Return a share of 1 in per cent with one decimal, such as ``67.8 %``."""
    if share is None:
        return ABSENT
    return format_percent(share, format="#,##0.0 %", locale=locale)


def talk(seconds: float | None) -> str:
    """Return a length of talk as m:ss, rounded to the second; the minutes may pass 59."""
    if seconds is None:
        return ABSENT
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"


def hours(seconds: int) -> str:
    """Return a total of seconds as h:mm:ss."""
    minutes, rest = divmod(seconds, 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"


@_remembered
def cell(value: Cell, locale: Locale, points: str) -> str:
    """Return a cell of a table as people read it, rounded as it is in every file.

    ``points`` is the word for percentage points. What is less than zero has a true minus sign.
    """
    if isinstance(value.value, str):
        return value.value
    if isinstance(value.value, datetime):
        return f"{day(value.value.date(), locale)}, {value.value:%H:%M}"
    number = shown(value)
    if number is None:
        return ABSENT
    more = "+" if value.is_change else ""
    sign = "−" if number < 0 else more if number > 0 else ""
    return sign + _spelled(abs(number), value.unit, locale, points)


def _spelled(number: Decimal, unit: Unit, locale: Locale, points: str) -> str:
    match unit:
        case Unit.TALK:
            return talk(float(number))
        case Unit.TIME:
            return hours(int(number))
        case Unit.SHARE:
            return f"{format_decimal(number.scaleb(2), '#,##0.0', locale)} %"
        case Unit.POINTS:
            return f"{format_decimal(number.scaleb(2), '#,##0.0', locale)} {points}"
        case Unit.PER_DAY:
            return format_decimal(number, "#,##0.0", locale)
        case _:
            return format_decimal(number, locale=locale)


@_remembered
def day(value: date, locale: Locale) -> str:
    """Return a day with its weekday, month in letters and year."""
    return format_skeleton("yMMMEd", value, locale=locale)


def moment(instant: datetime, *, now: datetime, zone: ZoneInfo, locale: Locale) -> str:
    """Return a moment in a zone as ``14:02``, with its day when that is not today."""
    local = instant.astimezone(zone)
    clock = f"{local:%H:%M}"
    if local.date() == now.astimezone(zone).date():
        return clock
    return f"{day(local.date(), locale)}, {clock}"


def offset(zone: ZoneInfo, at: datetime) -> str:
    """Return a zone's distance from UTC at a moment, such as ``UTC+03:00``."""
    away = at.astimezone(zone).utcoffset() or timedelta(0)
    minutes = abs(away) // timedelta(minutes=1)
    sign = "−" if away < timedelta(0) else "+"
    return f"UTC{sign}{minutes // 60:02}:{minutes % 60:02}"


def as_characters(text: str) -> str:
    """Return outside text for places that show characters as they are: options, cells, ``st.text``.

    Right-to-left text and direction marks are fenced in, so that they cannot
    turn round what stands beside them; controls and line ends become spaces.
    """
    if text.isprintable() and max(text, default="") < _PLAIN_END:
        return text  # nearly every name: signs with a direction or without a shape are elsewhere
    visible = "".join(" " if unicodedata.category(sign) in _BLANK else sign for sign in text)
    if not any(unicodedata.bidirectional(sign) in _DIRECTED for sign in visible):
        return visible
    inside, still_open = [], 0
    for sign in visible:
        if sign == _END and not still_open:
            continue  # it would end the fence, and whatever follows would be outside
        still_open += (sign in _ISOLATES) - (sign == _END)
        inside.append(sign)
    return _FENCE + "".join(inside) + _END * (still_open + 1)


def in_markdown(text: str) -> str:
    """Return outside text for places that Streamlit reads as Markdown, every sign escaped."""
    apart = _EXCHANGED.sub(_JOINER, as_characters(text).strip())
    return _MARKDOWN.sub(r"\\\1", apart)
