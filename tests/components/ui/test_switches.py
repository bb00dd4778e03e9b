"""Switches keep their place in the selection, whatever a link says and a source lacks."""

import pytest

from components.measures.causes import Why
from components.measures.outcomes import Source
from components.reports.compare import Align
from components.ui import state, switches
from components.ui.selection import Of, Selection


def _of(source, seen):
    seen.append(switches.of(source))


def _align():
    switches.align(state.session().selection.align or Align.WEEKDAY)


def _why():
    switches.why(state.session().selection.why)


@pytest.mark.parametrize("of", Of)
def test_the_trend_of_calls_shows_what_was_chosen(stage, of):
    seen = []

    at = stage(_of, Source.CALLS, seen, selection=Selection(of=of)).run()

    assert (seen, at.radio(key="of").value) == ([of], of)


def test_legs_have_no_trend_of_missed_ones_but_the_choice_is_kept(stage, remembered):
    seen = []

    at = stage(_of, Source.LEGS, seen, selection=Selection(of=Of.MISSED)).run()

    assert seen == [Of.ANSWERED]
    assert at.radio(key="of").options == ["Legs", "Connected", "Failed"]
    assert remembered(at).selection.of is Of.MISSED


def test_another_trend_goes_into_the_selection_before_the_page_runs(stage, remembered):
    seen = []
    at = stage(_of, Source.CALLS, seen).run()

    at.radio(key="of").set_value(Of.CALLS).run()

    assert seen == [Of.ANSWERED, Of.CALLS]
    assert remembered(at).selection.of is Of.CALLS


def test_trends_lie_over_each_other_as_was_chosen(stage, remembered):
    at = stage(_align).run()

    at.radio(key="align").set_value(Align.POSITION).run()

    assert remembered(at).selection.align is Align.POSITION


def test_the_split_goes_into_the_selection(stage, remembered):
    at = stage(_why).run()

    at.radio(key="why").set_value(Why.EXTENSION).run()

    assert remembered(at).selection.why is Why.EXTENSION
    assert at.radio(key="why").value is Why.EXTENSION


def test_a_selection_that_changed_by_itself_is_shown(stage, remembered):
    at = stage(_why).run()
    remembered(at).selection = Selection(why=Why.OUTCOME)

    at.run()

    assert at.radio(key="why").value is Why.OUTCOME
