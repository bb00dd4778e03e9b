"""The control for working hours says the whole of them at once, and in words."""

from datetime import time

import pytest

from components.periods.hours import Shift, WorkingHours, parse_shift
from components.ui import hours, state
from components.ui.selection import Selection

OFFICE = parse_shift("mon-fri.09:00-18:00")
SATURDAY = parse_shift("sat.10:00-14:00")
MANY = tuple(parse_shift(f"{day}.08:00-12:00") for day in ("mon", "wed", "fri"))


def _page():
    hours.choose(state.session().selection)


@pytest.fixture
def control(stage):
    """Draw the control for a selection, opened."""

    def draw(language="en", **chosen):
        at = stage(_page, language=language, selection=Selection(**chosen))
        at.session_state["hours"] = True
        at.run()
        assert not at.exception
        return at

    return draw


def apply(at):
    return at.button(key="hours_apply").click().run()


def test_a_closed_control_draws_nothing_of_its_form(stage):
    at = stage(_page).run()

    assert not [*at.button, *at.selectbox, *at.time_input]


@pytest.mark.parametrize(
    ("chosen", "label"), [({}, "All hours"), ({"holidays": "DE"}, "Working hours")]
)
def test_the_control_tells_whether_hours_are_set(control, chosen, label):
    popover = control(**chosen).get("popover")[0]

    assert popover.proto.popover.label == label


def test_office_hours_are_offered_where_nothing_is_set(control, remembered):
    at = apply(control())

    assert remembered(at).selection == Selection(hours=(OFFICE,))


def test_what_is_set_stands_in_the_form(control):
    at = control(hours=(SATURDAY,), holidays="DE")

    assert at.get("button_group")[0].value == [5]
    assert at.time_input(key="hours_from_0").value == time(10)
    assert at.time_input(key="hours_until_0").value == time(14)
    assert at.selectbox(key="hours_holidays").value == "DE"


@pytest.mark.parametrize("shifts", [(), (OFFICE,), (OFFICE, SATURDAY), MANY], ids=len)
def test_what_was_set_stays_as_it_is_when_it_is_applied(control, remembered, shifts):
    chosen = Selection(hours=shifts, holidays="RU")

    at = apply(control(hours=shifts, holidays="RU"))

    assert remembered(at).selection == chosen


def test_other_days_have_other_hours(control, remembered):
    at = control()
    at.get("button_group")[1].set_value([5])
    at.time_input(key="hours_from_1").set_value(time(10))
    at.time_input(key="hours_until_1").set_value(time(14))

    apply(at)

    assert remembered(at).selection.hours == (OFFICE, SATURDAY)


def test_a_night_goes_on_into_the_next_day(control, remembered):
    at = control()
    at.time_input(key="hours_from_0").set_value(time(22))
    at.time_input(key="hours_until_0").set_value(time(6))

    apply(at)

    assert remembered(at).selection.hours == (Shift(OFFICE.weekdays, time(22), time(6)),)


def test_without_days_and_country_all_hours_count(control, remembered):
    at = control(hours=(OFFICE,))
    at.get("button_group")[0].set_value([])

    apply(at)

    assert remembered(at).selection == Selection()


def test_all_hours_come_back_with_one_button(control, remembered):
    at = control(hours=(OFFICE, SATURDAY), holidays="DE")

    at.button(key="hours_all").click().run()

    assert remembered(at).selection == Selection()


def test_the_form_closes_when_it_is_applied(control):
    at = apply(control())

    assert not at.time_input
    assert at.session_state["hours"] is False


@pytest.mark.parametrize(
    ("language", "country"), [("en", "Germany"), ("ru", "Германия")], ids=["en", "ru"]
)
def test_countries_have_names_in_the_visitors_language(control, language, country):
    at = control(language=language)

    assert country in at.selectbox(key="hours_holidays").options


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ({0, 1, 2, 3, 4}, "Mon–Fri"),
        ({0}, "Mon"),
        ({0, 1}, "Mon, Tue"),
        ({0, 1, 2, 5}, "Mon–Wed, Sat"),
        ({5, 6}, "Sat, Sun"),
        (set(range(7)), "Mon–Sun"),
    ],
    ids=str,
)
def test_days_of_the_week_are_told_as_people_tell_them(told, days, words):
    assert told(lambda: hours.weekdays(days)) == words


@pytest.mark.parametrize(
    ("shifts", "country", "words"),
    [
        ((OFFICE,), None, "Mon–Fri 09:00–18:00"),
        ((OFFICE, SATURDAY), None, "Mon–Fri 09:00–18:00; Sat 10:00–14:00"),
        ((OFFICE,), "DE", "Mon–Fri 09:00–18:00, without public holidays (Germany)"),
        ((), "DE", "All hours, without public holidays (Germany)"),
    ],
)
def test_working_hours_are_told_in_one_line(told, shifts, country, words):
    assert told(lambda: hours.spoken(WorkingHours(shifts, country))) == words
