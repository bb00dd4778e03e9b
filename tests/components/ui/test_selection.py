"""What a visitor chose survives the address; nonsense in an address is as if it were not there."""

from dataclasses import replace
from datetime import datetime, time

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from components.measures.causes import Why
from components.measures.changes import COUNTED
from components.measures.outcomes import Source
from components.periods import days_off, spelling, zones
from components.periods.against import Against
from components.periods.buckets import Step
from components.periods.hours import Shift, WorkingHours, parse_shift
from components.periods.presets import Preset
from components.periods.ranges import NEWEST, OLDEST, Days, Minutes
from components.reports.board import Board, Panel
from components.reports.compare import Align
from components.ui.selection import (
    LANGUAGES,
    MOST_SHIFTS,
    Of,
    Selection,
    Show,
    read,
    spell,
    spell_wall,
)

dates = st.dates(OLDEST, NEWEST)
clocks = st.builds(time, st.integers(0, 23), st.integers(0, 59))
minutes = st.builds(datetime.combine, dates, clocks)
ranges = st.one_of(
    st.tuples(dates, dates).map(sorted).map(lambda ends: Days(*ends)),
    st.lists(minutes, min_size=2, max_size=2, unique=True)
    .map(sorted)
    .map(lambda ends: Minutes(*ends)),
)
periods = st.sampled_from(Preset) | ranges
shifts = st.builds(Shift, st.frozensets(st.integers(0, 6), min_size=1), clocks, clocks)
numbers = st.text(st.characters(categories=["Nd", "L"]), min_size=1, max_size=20)
selections = st.builds(
    Selection,
    account=st.none() | st.text(min_size=1),
    period=periods,
    by=st.none() | st.sampled_from(Step),
    extensions=st.lists(numbers, unique=True, max_size=9).map(tuple),
    source=st.sampled_from(Source),
    zone=st.none() | st.sampled_from(zones.names()),
    show=st.sampled_from(Show),
    language=st.none() | st.sampled_from(sorted(LANGUAGES)),
    against=st.none() | st.sampled_from(Against) | ranges,
    complete=st.booleans(),
    align=st.none() | st.sampled_from(Align),
    of=st.sampled_from(Of),
    why=st.sampled_from(Why),
    hours=st.lists(shifts, unique=True, max_size=MOST_SHIFTS).map(tuple),
    holidays=st.none() | st.sampled_from(days_off.countries()),
)

NAMES = (
    *("account", "period", "by", "ext", "source", "tz", "show", "lang"),
    *("against", "complete", "align", "of", "why", "hours", "holidays"),
)
OFFICE = ("mon-fri.09:00-18:00", "sat.10:00-14:00")

FULL = Selection(
    account="sales",
    period=Preset.YESTERDAY,
    by=Step.HOUR,
    extensions=("104", "105"),
    source=Source.LEGS,
    zone="Europe/Moscow",
    show=Show.SHARES,
    language="ru",
    against=Against.WEEKS_52,
    complete=True,
    align=Align.POSITION,
    of=Of.MISSED,
    why=Why.OUTCOME,
    hours=tuple(map(parse_shift, OFFICE)),
    holidays="DE",
)


@hypothesis_settings(max_examples=1000)
@given(selections)
def test_an_address_holds_the_whole_selection(selection):
    assert replace(read(spell(selection)), wall=Board()) == selection


def test_a_link_to_another_page_means_the_same_on_the_wall():
    wall = read({"period": ["yesterday"], "ext": ["104"], "against": ["year"]}).wall.first

    assert (wall.period, wall.extensions) == (Preset.YESTERDAY, ("104",))
    assert wall.against is Against.YEAR


def test_the_wall_spells_its_board_and_no_other_page():
    wall = Board(Panel(period=Preset.YESTERDAY, title="Sales"), inches=32)
    chosen = Selection(account="sales", period=Preset.TODAY, zone="Europe/Moscow", wall=wall)

    spelled = spell_wall(chosen)

    assert spelled == {
        "account": ["sales"],
        "period": ["yesterday"],
        "title": ["Sales"],
        "screen": ["32"],
        "tz": ["Europe/Moscow"],
    }
    assert read(spelled).wall == wall
    assert "title" not in spell(chosen)


@given(selections)
def test_an_address_is_spelled_in_one_way_only(selection):
    assert spell(read(spell(selection))) == spell(selection)


@given(st.dictionaries(st.sampled_from(NAMES) | st.text(), st.lists(st.text())))
def test_nonsense_in_an_address_is_never_an_error(query):
    assert isinstance(read(query), Selection)


def test_the_names_in_an_address_are_those_that_links_rely_on():
    assert spell(FULL) == {
        "account": ["sales"],
        "period": ["yesterday"],
        "by": ["hour"],
        "ext": ["104", "105"],
        "source": ["legs"],
        "tz": ["Europe/Moscow"],
        "show": ["shares"],
        "lang": ["ru"],
        "against": ["52-weeks"],
        "complete": ["days"],
        "align": ["position"],
        "of": ["missed"],
        "why": ["outcome"],
        "hours": ["mon-fri.09:00-18:00", "sat.10:00-14:00"],
        "holidays": ["DE"],
    }


@pytest.mark.parametrize("name", ["hour", "day", "week", "month"])
def test_the_names_of_the_steps_are_those_that_links_rely_on(name):
    assert read({"by": [name]}).by == name


@pytest.mark.parametrize("name", ["previous", "weekday", "year", "52-weeks", "none"])
def test_the_names_of_what_is_compared_against_are_those_that_links_rely_on(name):
    assert read({"against": [name]}).against == name


def test_a_range_to_compare_against_is_spelled_like_a_period():
    found = read({"against": ["2025-11-01..2025-11-10"]}).against

    assert found == spelling.parse("2025-11-01..2025-11-10")


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("of", ["calls", "answered", "missed", "failed"]),
        ("why", ["rate", "outcome", "extension"]),
        ("align", ["position", "weekday"]),
    ],
)
def test_the_names_of_the_switches_are_those_that_links_rely_on(name, values):
    assert [getattr(read({name: [value]}), name) for value in values] == values


def test_every_trend_is_that_of_something_that_is_counted():
    assert [of.value for of in Of] == [measure.value for measure in COUNTED]


def test_what_is_as_usual_is_left_out_of_the_address():
    assert spell(Selection()) == {}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("period", "next-year"),
        ("period", "2026-11-10..2026-11-01"),
        ("period", "1999-12-31..2000-01-01"),
        ("by", "minute"),
        ("by", "HOUR"),
        ("ext", ""),
        ("source", "cdr"),
        ("tz", "Europe/Atlantis"),
        ("tz", "../../etc/passwd"),
        ("show", "both"),
        ("against", "last-week"),
        ("against", "2025-11-10..2025-11-01"),
        ("complete", "hours"),
        ("align", "top"),
        ("of", "answer_rate"),
        ("why", "me"),
        ("hours", "fri-mon.09:00-18:00"),
        ("hours", "mon.9-18"),
        ("holidays", "Atlantis"),
        ("holidays", "de"),
    ],
)
def test_what_cannot_be_read_is_as_if_it_were_not_there(name, value):
    assert read({name: [value]}) == Selection()


def test_an_empty_value_is_as_if_it_were_not_there():
    assert read({name: [""] for name in NAMES}) == Selection()


def test_of_a_name_that_stands_twice_the_last_one_counts():
    assert read({"source": ["legs", "calls"]}).source is Source.CALLS


def test_an_extension_that_stands_twice_is_one():
    assert read({"ext": ["104", "105", "104"]}).extensions == ("104", "105")


@pytest.mark.parametrize("number", ["104,105", "10-4", "<script>", "1 OR 1=1"])
def test_an_extension_that_nobody_has_stays_in_the_selection(number):
    assert read({"ext": [number]}).extensions == (number,)


def test_an_extension_is_never_longer_than_a_name():
    assert read({"ext": ["1" * 4000]}).extensions == ("1" * 40,)


# Working hours


def test_without_shifts_and_holidays_all_hours_count():
    assert Selection().working_hours is None


def test_shifts_and_holidays_make_working_hours():
    shift = parse_shift("mon-fri.09:00-18:00")

    chosen = read({"hours": ["mon-fri.09:00-18:00"], "holidays": ["RU"]})

    assert chosen.working_hours == WorkingHours((shift,), "RU")


def test_holidays_alone_are_working_hours_too():
    assert read({"holidays": ["RU"]}).working_hours == WorkingHours((), "RU")


def test_a_shift_that_stands_twice_is_one_and_nonsense_between_is_left_out():
    chosen = read({"hours": ["mon.09:00-18:00", "never", "mon.09:00-18:00"]})

    assert spell(chosen) == {"hours": ["mon.09:00-18:00"]}


def test_an_address_brings_no_more_shifts_than_a_week_has_days():
    many = [f"mon.{hour:02}:00-23:00" for hour in range(20)]

    assert len(read({"hours": many}).hours) == MOST_SHIFTS
