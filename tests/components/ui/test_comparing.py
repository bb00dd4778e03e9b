"""The controls of two periods, and the comparison that they make: always the one that was meant."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from components.bootstrap import Kind, Visitor
from components.measures.causes import Why
from components.measures.outcomes import Source
from components.periods import against, spelling
from components.periods.against import Against
from components.periods.buckets import Step
from components.periods.hours import parse_shift
from components.periods.presets import Preset
from components.periods.ranges import Days
from components.simulator import PEOPLE, Fault, Where
from components.ui import comparing, directories
from components.ui.selection import Selection

MOSCOW = ZoneInfo("Europe/Moscow")
SOMEBODY = PEOPLE[0]
OCTOBER = Days(date(2026, 10, 1), date(2026, 10, 31))
LAST_YEAR = Days(date(2025, 11, 1), date(2025, 11, 10))


def _page(visitor, seen):
    seen.append(comparing.view(visitor, directories.read(visitor)))


@pytest.fixture
def visitor(desk):
    return Visitor(Kind.OWN, desk, title="Acme", zone=MOSCOW)


@pytest.fixture
def controls(stage, visitor):
    """Draw the controls for a selection; returns the page and the view of each run."""

    def draw(**chosen):
        seen = []
        known = {"visitor": visitor, "selection": Selection(**chosen)}
        at = stage(_page, visitor, seen, **known).run()
        assert not at.exception
        return at, seen

    return draw


@pytest.fixture
def paired(desk):
    """Return the pair that two periods make now."""
    return lambda period, other, **how: against.pair(period, other, MOSCOW, desk.now, **how)


@pytest.mark.parametrize("other", [one for one in Against if one is not Against.NONE])
@pytest.mark.parametrize("period", [Preset.LAST_7_DAYS, Preset.LAST_MONTH, OCTOBER], ids=str)
def test_a_selection_becomes_a_comparison_in_the_accounts_zone(controls, paired, period, other):
    _at, [view] = controls(period=period, against=other)

    assert view.question.pair == paired(period, other)
    assert view.question.source is Source.CALLS
    assert not view.notes


@pytest.mark.parametrize(
    ("period", "usual"),
    [
        (Preset.LAST_7_DAYS, Against.WEEKDAY),
        (Preset.LAST_MONTH, Against.PREVIOUS),
        (OCTOBER, Against.PREVIOUS),
    ],
    ids=str,
)
def test_without_a_choice_a_period_is_compared_with_what_is_usual(
    controls, paired, period, usual, remembered
):
    at, [view] = controls(period=period)

    assert view.question.pair == paired(period, usual)
    assert at.selectbox(key="against").value == usual
    assert remembered(at).selection.against is None


def test_a_range_of_its_own_has_a_calendar_of_its_own(controls, paired):
    at, [view] = controls(against=LAST_YEAR)

    assert view.question.pair == paired(Preset.LAST_7_DAYS, LAST_YEAR)
    assert at.selectbox(key="against").value == "custom"
    assert at.date_input(key="against_days").value == (LAST_YEAR.first, LAST_YEAR.last)


def test_a_choice_stands_in_the_address(controls):
    at, seen = controls()

    at.selectbox(key="against").select("year").run()

    assert dict(at.query_params) == {"against": "year"}
    assert seen[-1].question.pair.range_b == Days(date(2025, 11, 12), date(2025, 11, 18))


def test_a_choice_of_what_is_usual_leaves_the_address_short(controls, remembered):
    at, _seen = controls(against=Against.YEAR)

    at.selectbox(key="against").select("weekday").run()

    assert remembered(at).selection.against is None
    assert dict(at.query_params) == {}


def test_what_a_link_named_stays_in_the_address_though_it_is_usual(controls):
    at, _seen = controls(against=Against.WEEKDAY)

    assert dict(at.query_params) == {"against": "weekday"}


def test_another_period_brings_what_is_usual_for_it(controls, paired):
    at, seen = controls()

    at.selectbox(key="period").select("last-month").run()

    assert at.selectbox(key="against").value == "previous"
    assert seen[-1].question.pair == paired(Preset.LAST_MONTH, Against.PREVIOUS)


def test_a_chosen_kind_stays_with_another_period(controls, remembered):
    at, _seen = controls(against=Against.YEAR)

    at.selectbox(key="period").select("last-month").run()

    assert remembered(at).selection.against is Against.YEAR


def test_a_custom_range_begins_with_what_was_compared_so_far(controls, remembered, page_question):
    at, seen = controls()
    page_question(at, seen[-1])

    at.selectbox(key="against").select("custom").run()

    assert remembered(at).selection.against == Days(date(2026, 11, 5), date(2026, 11, 11))
    assert seen[-1].question.pair.b == seen[0].question.pair.b


@pytest.fixture
def page_question(remembered):
    """Let a page ask what its controls say, as a page does when it loads."""

    def ask(at, view):
        remembered(at).question = view.question

    return ask


def test_without_a_comparison_so_far_a_custom_range_begins_with_the_period(controls, remembered):
    at, _seen = controls(against=Against.NONE)

    at.selectbox(key="against").select("custom").run()

    assert remembered(at).selection.against == Days(date(2026, 11, 12), date(2026, 11, 18))


def test_other_days_of_a_custom_range_go_into_the_address(controls):
    at, seen = controls(against=LAST_YEAR)

    at.date_input(key="against_days").set_value((OCTOBER.first, OCTOBER.last)).run()

    assert dict(at.query_params) == {"against": "2026-10-01..2026-10-31"}
    assert not seen[-1].question.pair.is_alike


def test_both_periods_can_have_times(controls):
    period = spelling.parse("2026-11-10T09:00..2026-11-10T12:00")
    other = against.parse("2026-11-03T09:00..2026-11-03T12:00")

    at, [view] = controls(period=period, against=other)

    assert (view.question.pair.range_a, view.question.pair.range_b) == (period, other)
    assert {one.key for one in at.time_input} == {"from", "until", "against_from", "against_until"}


# Complete days


def test_complete_days_leave_out_today(controls, paired):
    at, seen = controls()

    at.toggle(key="complete").set_value(True).run()

    assert seen[-1].question.pair == paired(Preset.LAST_7_DAYS, Against.WEEKDAY, complete=True)
    assert seen[-1].question.pair.running is None
    assert dict(at.query_params) == {"complete": "days"}


def test_where_no_day_is_over_yet_that_is_told(controls):
    _at, [view] = controls(period=Preset.TODAY, complete=True)

    assert (view.question, list(view.notes)) == (None, ["No day of this period is over yet."])


# What cannot be compared


def test_a_link_that_compares_with_nothing_is_asked_with_what(controls, remembered):
    at, [view] = controls(against=Against.NONE)

    assert view.question is None
    assert list(view.notes) == ["Choose what this period is to be compared with."]
    assert remembered(at).selection.against is Against.NONE


def test_nothing_is_not_offered_to_compare_with(controls):
    at, _seen = controls()

    assert "Nothing" not in at.selectbox(key="against").options


def test_a_period_that_lies_before_all_records_is_told(controls):
    period = spelling.parse("2000-01-01..2000-01-07")

    _at, [view] = controls(period=period)

    assert (view.question, len(view.notes)) == (None, 1)


def test_unknown_extensions_alone_never_mean_the_whole_account(controls):
    _at, [view] = controls(extensions=("99999",))

    assert view.question is None


# Steps, hours, extensions


@pytest.mark.parametrize(
    ("period", "other", "step"),
    [
        ("today", Against.WEEKDAY, Step.HOUR),
        ("last-28-days", Against.WEEKDAY, Step.DAY),
        ("last-90-days", Against.WEEKDAY, Step.WEEK),
        # B is too short for weeks, and too long for hours.
        ("last-90-days", Days(date(2026, 1, 1), date(2026, 1, 3)), Step.DAY),
        ("yesterday", Days(date(2026, 1, 1), date(2026, 3, 31)), Step.DAY),
    ],
)
def test_a_step_suits_both_periods(controls, period, other, step):
    _at, [view] = controls(period=spelling.parse(period), against=other)

    assert view.question.step is step


def test_a_moment_and_many_years_are_cut_somehow(controls):
    moment = spelling.parse("2026-11-10T09:00..2026-11-10T09:30")
    years = Days(date(2010, 1, 1), date(2025, 12, 31))

    at, [view] = controls(period=moment, against=years)

    assert view.question.step is Step.MONTH
    assert [one.key for one in at.radio] == ["source"]


def test_a_chosen_step_stays_where_both_have_room_for_it(controls):
    _at, [view] = controls(period=Preset.LAST_28_DAYS, by=Step.WEEK)

    assert view.question.step is Step.WEEK


def test_working_hours_are_compared_alone(controls):
    chosen = Selection(hours=(parse_shift("mon-fri.09:00-18:00"),), holidays="RU")

    _at, [view] = controls(hours=chosen.hours, holidays="RU")

    assert view.question.hours == chosen.working_hours


def test_extensions_are_told_apart_only_where_that_was_chosen(controls):
    _at, [plain] = controls()
    _at, [apart] = controls(why=Why.EXTENSION)

    assert plain.split == ()
    assert apart.split == tuple(sorted(one.id for one in PEOPLE))
    assert apart.question == plain.question


def test_of_chosen_extensions_those_are_told_apart(controls):
    _at, [view] = controls(why=Why.EXTENSION, extensions=(SOMEBODY.number,))

    assert view.split == (SOMEBODY.id,)


def test_legs_are_not_told_apart(controls):
    _at, [view] = controls(why=Why.EXTENSION, source=Source.LEGS)

    assert view.split == ()


def test_without_a_list_of_extensions_there_is_nothing_to_tell_apart(controls, pbx):
    pbx.faults.add(Fault.ACCESS_DENIED_403, where=Where.EXTENSIONS)

    _at, [view] = controls(why=Why.EXTENSION)

    assert view.split == ()
    assert view.question is not None


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_kind_has_a_name(told, language):
    names = told(comparing.kinds, language)

    assert set(names) == set(Against)
    assert all(names.values())
