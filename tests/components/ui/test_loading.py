"""Loads what a page asks for, as seldom as possible, and keeps the last good numbers."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from components.bootstrap import Kind, Visitor
from components.measures.outcomes import Source
from components.periods import spelling
from components.periods.presets import Preset
from components.reports.question import Question
from components.simulator import Fault
from components.ui import loading
from components.ui.directories import Directory
from components.ui.filters import View

MOSCOW = ZoneInfo("Europe/Moscow")


def _page(visitor, questions, zone, seen):
    question = questions[-1]
    loaded = loading.load(visitor, question)
    loading.tell(loaded, View(question, zone, Directory({}), ()), visitor)
    seen.append(loaded)


@pytest.fixture
def asked(desk):
    def ask(preset, source=Source.CALLS):
        return Question(source, spelling.resolve(preset, MOSCOW, desk.now))

    return ask


@pytest.fixture
def page(stage, desk, asked):
    """A page that asks the last of its questions, not yet run; with what it has loaded."""
    visitor = Visitor(Kind.OWN, desk, title="Acme", zone=MOSCOW)
    questions, seen = [asked(Preset.YESTERDAY)], []
    return stage(_page, visitor, questions, MOSCOW, seen), questions, seen


def test_an_answer_is_shown_without_a_word(page, witness):
    at, [question], seen = page

    at.run()

    assert seen[-1].overview.sides == witness(question.source, question.window)
    assert not [*at.error, *at.info]


def test_no_question_asks_nothing(page, pbx):
    at, questions, seen = page
    questions.append(None)

    at.run()

    assert seen[-1].overview is None
    assert pbx.statistics_requests == 0


def test_a_failure_is_told_and_keeps_the_last_good_numbers(page, asked, pbx):
    at, questions, seen = page
    at.run()
    questions.append(asked(Preset.TODAY))
    pbx.faults.add(Fault.HTML_502)

    at.run()

    assert seen[-1].overview is seen[0].overview
    assert "502" in at.error[0].value
    assert "last good numbers" in at.info[0].value


def test_a_first_failure_has_no_numbers_to_speak_of(page, pbx):
    at, _questions, seen = page
    pbx.faults.add(Fault.HTML_502)

    at.run()

    assert seen[-1].overview is None
    assert len(at.error) == 1
    assert not at.info


def test_a_failed_question_is_not_asked_again_with_every_click(page, pbx):
    at, _questions, _seen = page
    pbx.faults.add(Fault.HTML_502)

    at.run()
    at.run()

    assert pbx.statistics_requests == 1


def test_a_failed_question_is_asked_again_after_a_while(page, pbx, clock):
    at, _questions, seen = page
    pbx.faults.add(Fault.HTML_502)
    at.run()
    pbx.faults.clear()
    clock.now += timedelta(seconds=30)

    at.run()

    assert seen[-1].overview is not None
    assert not at.error


def test_another_question_is_asked_although_one_has_just_failed(page, asked, pbx):
    at, questions, seen = page
    pbx.faults.add(Fault.HTML_502)
    at.run()
    pbx.faults.clear()
    questions.append(asked(Preset.TODAY))

    at.run()

    assert seen[-1].trouble is None


def test_a_visitor_can_ask_again_at_once(page, pbx):
    at, _questions, seen = page
    pbx.faults.add(Fault.HTML_502)
    at.run()
    pbx.faults.clear()

    at.button(key="again").click().run()

    assert seen[-1].overview is not None
    assert not at.error


def test_outcomes_that_do_not_add_up_are_told(page, pbx):
    at, _questions, _seen = page
    pbx.faults.add(Fault.MISCOUNT)

    at.run()

    assert "3 calls apart" in at.info[0].value


def test_a_failure_keeps_nothing_of_its_way_alive(page, pbx):
    at, _questions, seen = page
    pbx.faults.add(Fault.HTML_502)

    at.run()

    error = seen[-1].trouble.error
    assert (error.__traceback__, error.__cause__, error.__context__) == (None, None, None)
