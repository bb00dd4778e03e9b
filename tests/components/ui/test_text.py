"""Numbers and times as people read them; outside text as the characters it is, and no more."""

import re
import unicodedata
from datetime import UTC, date, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from babel import Locale
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from components.exports.sheet import Cell, Unit
from components.ui import text

EN, RU = Locale("en"), Locale("ru")
MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 11, 18, 12, 15, tzinfo=UTC)

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])

STREAMLITS_OWN = re.compile(r"(?:^|\s)(?:<->|->|<-|--|>=|<=|~=)(?:\s|$)|:streamlit:")
"""What Streamlit's front end still exchanges for signs after Markdown has been read."""

OPENING_ISOLATES = "\u2066\u2067\u2068"
OPENING_RUNS = "\u202a\u202b\u202d\u202e"

awkward = st.text(
    st.sampled_from("\\`*_{}[]()<>#+-.!|~$:^=&\"'/@ \t\n1aж\u2028\u2029\u00a0")
    | st.characters(exclude_categories=["Cs"])
)
turning = st.text(
    st.sampled_from("\u2069\u202c\u05d0\u0627\u200f\u2029\nab" + OPENING_ISOLATES + OPENING_RUNS)
)


def displayed(source):
    """Return the characters that Markdown shows, or None where it makes anything else of them."""
    block = [token for token in MARKDOWN.parse(source) if token.type != "inline"]
    pieces = [piece for token in MARKDOWN.parse(source) for piece in token.children or ()]
    if {token.type for token in block} > {"paragraph_open", "paragraph_close"} or len(block) > 2:
        return None
    return "".join(piece.content for piece in pieces) if _only_text(pieces) else None


def _only_text(pieces):
    return {piece.type for piece in pieces} <= {"text"}


def directions_outside(shown):
    """Return what of a text can act on its neighbours: by the rules X1 to X8 of UAX 9.

    Signs that turn text, where no isolate surrounds them, and whatever is still open at the end.
    """
    opened, loose = [], []
    for sign in shown:
        if sign in OPENING_ISOLATES + OPENING_RUNS:
            loose += [sign] if sign != "\u2068" and not opened else []
            opened.append(sign)
        elif sign == "\u202c" and opened and opened[-1] in OPENING_RUNS:
            opened.pop()
        elif sign == "\u2069" and any(other in OPENING_ISOLATES for other in opened):
            while opened.pop() not in OPENING_ISOLATES:
                pass
        elif unicodedata.bidirectional(sign) == "B":
            opened = []
            loose.append(sign)
        elif unicodedata.bidirectional(sign) in {"R", "AL"} and not opened:
            loose.append(sign)
    return loose + opened


# Numbers


@pytest.mark.parametrize(
    ("locale", "spelled"),
    [(EN, "1,234,567"), (RU, "1\u00a0234\u00a0567"), (Locale("de"), "1.234.567")],
)
def test_a_number_is_grouped_as_its_readers_do(locale, spelled):
    assert text.number(1_234_567, locale) == spelled


@pytest.mark.parametrize(("locale", "spelled"), [(EN, "67.8 %"), (RU, "67,8 %")])
def test_a_share_is_in_per_cent_with_one_decimal(locale, spelled):
    assert text.percent(59 / 87, locale).replace("\u00a0", " ") == spelled


def test_no_share_is_a_dash_and_not_a_zero():
    assert text.percent(None, EN) == text.ABSENT


@pytest.mark.parametrize(
    ("seconds", "spelled"),
    [(0, "0:00"), (958 / 87, "0:11"), (6142 / 59, "1:44"), (59.6, "1:00"), (3661, "61:01")],
)
def test_a_talk_is_in_minutes_and_seconds(seconds, spelled):
    assert text.talk(seconds) == spelled


def test_no_talk_is_a_dash_and_not_a_zero():
    assert text.talk(None) == text.ABSENT


@pytest.mark.parametrize(
    ("seconds", "spelled"), [(0, "0:00:00"), (6142, "1:42:22"), (360_000, "100:00:00")]
)
def test_a_total_of_seconds_is_in_hours(seconds, spelled):
    assert text.hours(seconds) == spelled


# Times


@pytest.mark.parametrize(
    ("locale", "spelled"),
    [
        (EN, "Wed, Nov 18, 2026"),
        (Locale("en", "GB"), "Wed, 18 Nov 2026"),
        (RU, "ср, 18 нояб. 2026\u202fг."),
    ],
)
def test_a_day_names_its_weekday_month_and_year(locale, spelled):
    assert text.day(date(2026, 11, 18), locale).replace("\u00a0", "\u202f") == spelled


def test_a_moment_of_today_is_a_time():
    assert text.moment(NOW, now=NOW, zone=MOSCOW, locale=EN) == "15:15"


def test_a_moment_of_another_day_names_the_day():
    late = datetime(2026, 11, 17, 20, 59, tzinfo=UTC)

    assert text.moment(late, now=NOW, zone=MOSCOW, locale=EN) == "Tue, Nov 17, 2026, 23:59"


def test_today_is_the_day_of_the_zone():
    before_midnight_utc = datetime(2026, 11, 17, 21, tzinfo=UTC)

    assert text.moment(before_midnight_utc, now=NOW, zone=MOSCOW, locale=EN) == "00:00"


@pytest.mark.parametrize(
    ("zone", "spelled"),
    [
        ("Europe/Moscow", "UTC+03:00"),
        ("UTC", "UTC+00:00"),
        ("Asia/Kathmandu", "UTC+05:45"),
        ("America/St_Johns", "UTC−03:30"),
    ],
)
def test_an_offset_says_how_far_a_zone_is_from_utc(zone, spelled):
    assert text.offset(ZoneInfo(zone), NOW) == spelled


def test_an_offset_is_that_of_the_moment():
    summer = datetime(2026, 7, 1, tzinfo=UTC)

    assert text.offset(ZoneInfo("Europe/Berlin"), summer) == "UTC+02:00"


# Outside text


@pytest.mark.parametrize(
    "plain", ["", "Приёмная", "Ann O’Neil", "<b>*x*</b> $1$", "=1+1", "104 · ٣"]
)
def test_plain_characters_stay_as_they_are(plain):
    assert text.as_characters(plain) == plain


@given(st.text(st.characters(categories=["Cc"]), min_size=1))
def test_control_characters_become_spaces(control):
    assert text.as_characters(control) == " " * len(control)


@given(awkward | turning)
def test_no_text_turns_round_what_stands_beside_it(outside):
    assert directions_outside(text.as_characters(outside)) == []


@pytest.mark.parametrize(
    "outside",
    [
        pytest.param("\u2069\u202eabc", id="closes the fence and turns what follows"),
        pytest.param("\u2029\u202eabc", id="begins a new paragraph and turns what follows"),
        pytest.param("\u202eabc", id="turns and never ends"),
        pytest.param("\u2067\u2067abc", id="opens twice and never closes"),
        pytest.param("\u05d0\u05d1", id="Hebrew"),
    ],
)
def test_a_text_cannot_break_out_of_its_fence(outside):
    assert directions_outside(text.as_characters(outside)) == []


@settings(deadline=None)  # the first example makes the parser
@example("# x")
@example("1. x")
@example("    x")
@example("![x](http://127.0.0.1/x.png)")
@example("<b>x</b> &amp; &#65;")
@example("a\\")
@given(awkward)
def test_markdown_shows_any_text_as_the_characters_it_is(outside):
    shown = displayed(text.in_markdown(outside))

    assert shown is not None
    assert _bare(shown) == _bare(text.as_characters(outside))


@given(awkward)
def test_every_sign_that_streamlits_markdown_knows_is_escaped(outside):
    unescaped = re.sub(r"\\[!-/:-@\[-`{-~]", "", text.in_markdown(outside))

    assert re.search(r"[\\`*_{}\[\]()<>#+\-.!|~$:^=&@/]", unescaped) is None


@pytest.mark.parametrize(
    "outside", ["a -> b", "a <- b", "<->", "1 -- 2", "a >= b", "<=", "~=", ":streamlit:"]
)
def test_streamlit_finds_no_sign_of_its_own_in_outside_text(outside):
    shown = displayed(text.in_markdown(outside))

    assert STREAMLITS_OWN.search(shown) is None


def _bare(shown):
    """Leave out what cannot be seen: the spaces around, and what only keeps two signs apart."""
    return shown.replace("\u2060", "").strip()


# Cells of a table


@pytest.mark.parametrize(
    ("cell", "english", "russian"),
    [
        (Cell(1_234_567, Unit.COUNT), "1,234,567", "1 234 567"),
        (Cell(-12, Unit.COUNT, is_change=True), "−12", "−12"),
        (Cell(12, Unit.COUNT, is_change=True), "+12", "+12"),
        (Cell(0, Unit.COUNT, is_change=True), "0", "0"),
        (Cell(Fraction(12_345, 10), Unit.PER_DAY), "1,234.5", "1 234,5"),
        (Cell(59 / 87, Unit.SHARE), "67.8 %", "67,8 %"),
        (Cell(-0.5, Unit.SHARE, is_change=True), "−50.0 %", "−50,0 %"),
        (Cell(12.5, Unit.SHARE, is_change=True), "+1,250.0 %", "+1 250,0 %"),
        (Cell(-0.0821, Unit.POINTS, is_change=True), "−8.2 pp", "−8,2 pp"),
        (Cell(104.1, Unit.TALK), "1:44", "1:44"),
        (Cell(-65, Unit.TALK, is_change=True), "−1:05", "−1:05"),
        (Cell(6142, Unit.TIME), "1:42:22", "1:42:22"),
        (Cell(None, Unit.SHARE), "–", "–"),
        (Cell("Calls", Unit.TEXT), "Calls", "Calls"),
        (Cell("", Unit.TEXT), "", ""),
    ],
)
def test_a_cell_reads_as_its_language_writes_numbers(cell, english, russian):
    spelled = [
        text.cell(cell, locale, "pp").replace("\N{NO-BREAK SPACE}", " ") for locale in (EN, RU)
    ]

    assert spelled == [english, russian]


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**6))
def test_a_share_in_a_table_reads_as_on_a_card(part, whole):
    share = part / whole

    cell = text.cell(Cell(share, Unit.SHARE), EN, "pp")

    assert cell.replace("−", "-") in {text.percent(share, EN), text.percent(share, EN)[1:]}


def test_a_moment_of_a_table_has_its_day():
    moment = datetime.fromisoformat("2026-11-01T09:30")

    assert text.cell(Cell(moment, Unit.MOMENT), EN, "pp") == "Sun, Nov 1, 2026, 09:30"
