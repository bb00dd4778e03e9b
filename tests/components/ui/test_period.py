"""The control for the period: named ones, whole days, local minutes."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from components.periods import spelling
from components.periods.presets import Preset
from components.periods.ranges import Days
from components.ui import period
from components.ui.language import LANGUAGES

NOW = datetime(2026, 11, 18, 12, 15, tzinfo=UTC)
TWO_DAYS = Days(date(2026, 11, 16), date(2026, 11, 17))
UNTIL_MIDNIGHT = spelling.parse("2026-11-17T09:00..2026-11-18T00:00")
MORNING = spelling.parse("2026-11-17T09:00..2026-11-17T12:30")


def _page(seen, chosen, zone, now):
    seen.append(period.choose(seen[-1] if seen else chosen, zone=zone, now=now))


@pytest.fixture
def control(stage):
    """Draw the control; returns the page and what the control has said at each run."""

    def draw(chosen, zone="Europe/Moscow"):
        seen = []
        at = stage(_page, seen, chosen, ZoneInfo(zone), NOW).run()
        assert not at.exception
        return at, seen

    return draw


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_preset_has_a_name_of_its_own(language, told):
    names = told(period.preset_words, language)

    assert set(names) == set(Preset)
    assert len(set(names.values())) == len(Preset)


@pytest.mark.parametrize(
    "chosen", [Preset.TODAY, TWO_DAYS, MORNING, UNTIL_MIDNIGHT], ids=spelling.spell
)
def test_the_control_says_what_was_chosen_before(chosen, control):
    at, seen = control(chosen)

    assert seen == [chosen]
    assert not at.caption


def test_another_preset_is_taken_at_once(control):
    at, seen = control(Preset.TODAY)

    at.selectbox(key="period").set_value("last-month").run()

    assert seen[-1] is Preset.LAST_MONTH


def test_a_custom_range_starts_from_the_days_of_the_former_period(control):
    at, seen = control(Preset.YESTERDAY)

    at.selectbox(key="period").set_value("custom").run()

    assert seen[-1] == Days(date(2026, 11, 17), date(2026, 11, 17))


def test_a_range_of_which_one_end_is_picked_changes_nothing_yet(control):
    at, seen = control(TWO_DAYS)

    at.date_input(key="days").set_value((date(2026, 11, 1),)).run()

    assert seen[-1] == TWO_DAYS


def test_days_that_are_picked_are_taken(control):
    at, seen = control(TWO_DAYS)

    at.date_input(key="days").set_value((date(2026, 11, 1), date(2026, 11, 2))).run()

    assert seen[-1] == Days(date(2026, 11, 1), date(2026, 11, 2))


def test_times_begin_with_the_hours_of_an_office(control):
    at, seen = control(TWO_DAYS)

    at.toggle(key="timed").set_value(True).run()

    assert spelling.spell(seen[-1]) == "2026-11-16T09:00..2026-11-17T18:00"


def test_an_end_before_the_beginning_is_told_and_not_taken(control):
    at, seen = control(MORNING)

    at.time_input(key="until").set_value(time(8)).run()

    assert seen[-1] == MORNING
    assert [one.value for one in at.caption] == ["The end must come after the beginning."]


@pytest.mark.parametrize(
    ("spelled", "zone"),
    [
        ("2011-12-30..2011-12-30", "Pacific/Apia"),
        ("2026-03-29T02:30..2026-03-29T03:10", "Europe/Berlin"),
    ],
    ids=["a day that Samoa never had", "an hour that the clocks skipped"],
)
def test_a_range_that_holds_no_time_in_the_zone_can_still_be_changed(spelled, zone, control):
    chosen = spelling.parse(spelled)
    day = date.fromisoformat(spelled[:10])

    at, seen = control(chosen, zone)

    assert seen == [chosen]
    assert at.date_input(key="days").value == (day, day)
