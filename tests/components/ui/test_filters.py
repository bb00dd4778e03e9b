"""The controls above the numbers, and the question that they make, never wider than was meant."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from components.bootstrap import Kind, Visitor
from components.measures.outcomes import Source
from components.periods import spelling
from components.periods.buckets import Step
from components.periods.hours import WorkingHours, parse_shift
from components.periods.presets import Preset
from components.periods.ranges import Minutes
from components.simulator import PEOPLE, Fault, Where
from components.ui import directories, filters, state
from components.ui.selection import Selection, Show

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 11, 18, 12, 15, tzinfo=UTC)
SOMEBODY = PEOPLE[0]


def _page(visitor, seen):
    seen.append(filters.view(visitor, directories.read(visitor)))


def _switch(seen):
    seen.append(filters.show())


def _trend(seen):
    """Draw the step for the selection's period, whose window is made elsewhere on the page."""
    chosen = state.session().selection
    seen.append(filters.by(spelling.resolve(chosen.period, MOSCOW, NOW)))


@pytest.fixture
def visitor(desk):
    return Visitor(Kind.OWN, desk, title="Acme", zone=MOSCOW)


@pytest.fixture
def steps(stage):
    """Draw the choice of step for a selection; returns the page and the step of each run."""

    def draw(**chosen):
        seen = []
        at = stage(_trend, seen, selection=Selection(**chosen)).run()
        assert not at.exception
        return at, seen

    return draw


@pytest.fixture
def controls(stage, visitor):
    """Draw the controls for a selection; returns the page and the view of each run."""

    def draw(**chosen):
        seen = []
        at = stage(_page, visitor, seen, selection=Selection(**chosen)).run()
        assert not at.exception
        return at, seen

    return draw


def test_a_selection_becomes_a_question_in_the_accounts_zone(controls, desk):
    _at, [view] = controls(period=Preset.YESTERDAY, source=Source.LEGS)

    assert view.question.window == spelling.resolve(Preset.YESTERDAY, MOSCOW, desk.now)
    assert view.question.source is Source.LEGS
    assert view.question.extensions == frozenset()


def test_extensions_are_chosen_by_the_numbers_that_people_dial(controls):
    _at, [view] = controls(extensions=(SOMEBODY.number,))

    assert view.question.extensions == {SOMEBODY.id}
    assert not view.notes


def test_an_unknown_extension_is_left_out_and_told(controls):
    _at, [view] = controls(extensions=(SOMEBODY.number, "99999"))

    assert view.question.extensions == {SOMEBODY.id}
    assert [note for note in view.notes if "99999" in note] == list(view.notes)


def test_unknown_extensions_alone_never_mean_the_whole_account(controls):
    _at, [view] = controls(extensions=("99999",))

    assert view.question is None


def test_an_unknown_extension_of_a_link_stays_in_the_control(controls):
    at, _seen = controls(extensions=("99999",))

    assert at.multiselect(key="ext").value == ["99999"]


def test_a_list_that_cannot_be_read_is_told_and_the_account_is_still_asked(controls, pbx):
    pbx.faults.add(Fault.ACCESS_DENIED_403, where=Where.EXTENSIONS)

    _at, [view] = controls()

    assert view.question is not None
    assert ["list of extensions" in note for note in view.notes] == [True]


def test_another_zone_moves_the_days(controls, desk):
    _at, [view] = controls(period=Preset.TODAY, zone="Asia/Tokyo")

    assert view.question.window == spelling.resolve(Preset.TODAY, ZoneInfo("Asia/Tokyo"), desk.now)


def test_the_accounts_own_zone_is_not_written_into_the_address(controls, remembered):
    at, _seen = controls()

    assert remembered(at).selection.zone is None


def test_a_zone_that_a_link_names_stays_in_the_address(controls, remembered):
    at, _seen = controls(zone="Europe/Moscow")

    assert remembered(at).selection.zone == "Europe/Moscow"


def test_a_period_without_time_in_the_zone_is_told(controls):
    never = spelling.parse("2011-12-30..2011-12-30")

    _at, [view] = controls(period=never, zone="Pacific/Apia")

    assert view.question is None
    assert list(view.notes) == ["This period holds no time in this zone."]


def test_a_change_goes_into_the_selection_and_the_address(controls, remembered):
    at, seen = controls()

    at.multiselect(key="ext").set_value([SOMEBODY.number]).run()

    assert seen[-1].question.extensions == {SOMEBODY.id}
    assert remembered(at).selection.extensions == (SOMEBODY.number,)
    assert dict(at.query_params) == {"ext": SOMEBODY.number}


def test_the_switch_between_counts_and_shares_keeps_its_place_in_the_address(stage):
    seen = []

    at = stage(_switch, seen, selection=Selection(show=Show.SHARES)).run()

    assert seen == [Show.SHARES]
    assert dict(at.query_params) == {"show": "shares"}


def test_the_longest_period_is_a_question_like_any_other(controls):
    _at, [view] = controls(period=spelling.parse("2015-01-01..2026-11-18"))

    assert view.question.step is Step.MONTH
    assert not view.notes


def test_a_question_cuts_time_where_the_days_of_its_zone_begin(controls):
    _at, [view] = controls(period=Preset.YESTERDAY, zone="Asia/Kolkata", by=Step.HOUR)

    assert view.question.marks[0] == datetime(2026, 11, 16, 18, 30, tzinfo=UTC)
    assert len(view.question.marks) == 25


@pytest.mark.parametrize(
    ("period", "step"),
    [
        (Preset.TODAY, Step.HOUR),
        (Preset.LAST_7_DAYS, Step.DAY),
        (Preset.LAST_90_DAYS, Step.WEEK),
        (spelling.parse("2025-01-01..2025-12-31"), Step.MONTH),
    ],
)
def test_without_a_choice_the_trend_has_the_usual_step_of_its_period(period, step, steps):
    at, seen = steps(period=period)

    assert seen == [step]
    assert "by" not in at.query_params


def test_a_link_names_the_step(steps):
    at, seen = steps(period=Preset.LAST_28_DAYS, by=Step.WEEK)

    assert seen == [Step.WEEK]
    assert at.radio(key="by").value is Step.WEEK
    assert at.query_params["by"] == "week"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["By hour", "By day", "By week"]),
        ("ru", ["По часам", "По дням", "По неделям"]),
    ],
)
def test_the_steps_that_fit_the_period_are_offered(language, words, stage):
    chosen = Selection(period=Preset.LAST_28_DAYS)

    at = stage(_trend, [], language=language, selection=chosen).run()

    assert at.radio(key="by").options == words


def test_where_one_step_fits_there_is_nothing_to_choose(steps):
    morning = Minutes(datetime(2026, 11, 18, 9), datetime(2026, 11, 18, 12))  # noqa: DTZ001

    at, _seen = steps(period=morning)

    assert not at.radio


def test_a_step_that_is_chosen_goes_into_the_address(steps, remembered):
    at, seen = steps()

    at.radio(key="by").set_value(Step.HOUR).run()

    assert seen == [Step.DAY, Step.HOUR]
    assert remembered(at).selection.by is Step.HOUR
    assert dict(at.query_params) == {"by": "hour"}


def test_back_to_the_usual_step_the_address_is_plain_again(steps):
    at, seen = steps(by=Step.HOUR)

    at.radio(key="by").set_value(Step.DAY).run()

    assert seen == [Step.HOUR, Step.DAY]
    assert dict(at.query_params) == {}


def test_another_period_brings_its_own_usual_step(steps, remembered):
    at, seen = steps()
    remembered(at).selection = Selection(period=Preset.LAST_90_DAYS)

    at.run()

    assert seen == [Step.DAY, Step.WEEK]
    assert at.radio(key="by").value is Step.WEEK


def test_a_chosen_step_stays_where_the_new_period_has_room_for_it(steps, remembered):
    at, seen = steps(by=Step.HOUR)
    remembered(at).selection = Selection(period=Preset.LAST_28_DAYS, by=Step.HOUR)

    at.run()

    assert seen == [Step.HOUR, Step.HOUR]


def test_a_step_that_does_not_fit_is_as_if_it_had_not_been_chosen(steps, remembered):
    at, seen = steps(period=spelling.parse("2025-01-01..2025-12-31"), by=Step.HOUR)

    assert seen == [Step.MONTH]
    assert remembered(at).selection.by is None
    assert "by" not in at.query_params


# Working hours


def test_all_hours_count_unless_others_are_chosen(controls):
    _at, [view] = controls()

    assert view.question.hours is None


def test_working_hours_are_part_of_the_question(controls):
    office = parse_shift("mon-fri.09:00-18:00")

    at, [view] = controls(hours=(office,), holidays="DE")

    assert view.question.hours == WorkingHours((office,), "DE")
    assert dict(at.query_params) == {"hours": "mon-fri.09:00-18:00", "holidays": "DE"}


# Two windows


def _both(seen):
    seen.append(filters.by(*(spelling.resolve(one, MOSCOW, NOW) for one in PAIR)))


PAIR = (spelling.parse("last-90-days"), spelling.parse("2026-01-01..2026-01-03"))


def test_only_steps_that_fit_both_windows_are_offered(stage):
    seen = []

    at = stage(_both, seen).run()

    assert at.radio(key="by").options == ["By hour", "By day"]
    assert seen == [Step.DAY]
