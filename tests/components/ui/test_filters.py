"""The controls above the numbers, and the question that they make, never wider than was meant."""

from zoneinfo import ZoneInfo

import pytest

from components.bootstrap import Kind, Visitor
from components.measures.outcomes import Source
from components.periods import spelling
from components.periods.presets import Preset
from components.simulator import PEOPLE, Fault, Where
from components.ui import directories, filters
from components.ui.selection import Selection, Show

MOSCOW = ZoneInfo("Europe/Moscow")
SOMEBODY = PEOPLE[0]


def _page(visitor, seen):
    seen.append(filters.view(visitor, directories.read(visitor)))


def _switch(seen):
    seen.append(filters.show())


@pytest.fixture
def visitor(desk):
    return Visitor(Kind.OWN, desk, title="Acme", zone=MOSCOW)


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


def test_a_period_that_would_eat_up_the_quota_is_not_asked(controls):
    _at, [view] = controls(period=spelling.parse("2015-01-01..2026-11-18"))

    assert view.question is None
    assert ["145 requests" in note for note in view.notes] == [True]


def test_a_year_to_date_is_asked_even_in_december(controls):
    _at, [view] = controls(period=spelling.parse("2025-01-01..2025-12-31"))

    assert view.question is not None
