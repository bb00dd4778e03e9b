"""What a visitor chose survives the address; nonsense in an address is as if it were not there."""

from datetime import datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.measures.outcomes import Source
from components.periods import zones
from components.periods.buckets import Step
from components.periods.presets import Preset
from components.periods.ranges import NEWEST, OLDEST, Days, Minutes
from components.ui.selection import LANGUAGES, Selection, Show, read, spell

dates = st.dates(OLDEST, NEWEST)
minutes = st.builds(
    lambda day, hour, minute: datetime.combine(day, time(hour, minute)),
    dates,
    st.integers(0, 23),
    st.integers(0, 59),
)
periods = st.one_of(
    st.sampled_from(Preset),
    st.tuples(dates, dates).map(sorted).map(lambda ends: Days(*ends)),
    st.lists(minutes, min_size=2, max_size=2, unique=True)
    .map(sorted)
    .map(lambda ends: Minutes(*ends)),
)
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
)

NAMES = ("account", "period", "by", "ext", "source", "tz", "show", "lang")

FULL = Selection(
    account="sales",
    period=Preset.YESTERDAY,
    by=Step.HOUR,
    extensions=("104", "105"),
    source=Source.LEGS,
    zone="Europe/Moscow",
    show=Show.SHARES,
    language="ru",
)


@given(selections)
def test_an_address_holds_the_whole_selection(selection):
    assert read(spell(selection)) == selection


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
    }


@pytest.mark.parametrize("name", ["hour", "day", "week", "month"])
def test_the_names_of_the_steps_are_those_that_links_rely_on(name):
    assert read({"by": [name]}).by == name


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
