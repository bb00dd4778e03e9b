"""Loads what a page asks for, as seldom as possible, and keeps the last good numbers."""

from contextlib import closing
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from components.bootstrap import Kind, Visitor
from components.ledger.store.shelf import Shelf
from components.measures.outcomes import Source
from components.periods import against, spelling
from components.periods.against import Against, Side
from components.periods.buckets import Step
from components.periods.hours import WorkingHours, parse_shift
from components.periods.presets import Preset
from components.reports.comparison import Comparison
from components.reports.question import UNASKED, Question
from components.simulator import Fault, Where
from components.ui import loading, state
from components.ui.directories import Directory
from components.ui.filters import View
from tests.pages.screen import look_again

MOSCOW = ZoneInfo("Europe/Moscow")
TRIES = 3
"""How often a PBX with a fault of its own is asked in a row (the table of failures)."""


def _page(visitor, questions, zone, seen):
    question = questions[-1]
    loaded = loading.load(visitor, question, patient=True)
    loading.tell(loaded, View(question, zone, Directory({}), ()), visitor)
    seen.append(loaded)


@pytest.fixture
def asked(desk):
    def ask(preset, step=Step.DAY):
        return Question(Source.CALLS, spelling.resolve(preset, MOSCOW, desk.now), step, MOSCOW)

    return ask


@pytest.fixture
def visitor(desk):
    return Visitor(Kind.OWN, desk, title="Acme", zone=MOSCOW)


@pytest.fixture
def page(stage, visitor, asked):
    """A page that asks the last of its questions, not yet run; with what it has loaded."""
    questions, seen = [asked(Preset.THIS_WEEK)], []
    return stage(_page, visitor, questions, MOSCOW, seen, visitor=visitor), questions, seen


def test_an_answer_is_shown_without_a_word(page, witness):
    at, [question], seen = page

    at.run()

    assert seen[-1].shown.sides == witness(question.source, question.window)
    assert (seen[-1].is_current, seen[-1].is_asking) == (True, False)
    assert not [*at.error, *at.info]


def test_no_question_asks_nothing(page, pbx):
    at, questions, seen = page
    questions.append(None)

    at.run()

    assert (seen[-1].answer, seen[-1].shown, seen[-1].news) == (None, None, None)
    assert pbx.statistics_requests == 0


def test_no_question_leaves_the_last_good_numbers(page):
    at, questions, seen = page
    at.run()
    questions.append(None)

    at.run()

    assert seen[-1].shown is seen[0].shown
    assert "last good numbers" in at.info[0].value


def test_a_period_that_lies_ahead_is_said_to(page, asked, pbx):
    at, questions, seen = page
    at.run()
    before = pbx.statistics_requests
    ahead = spelling.parse("2026-11-19..2026-11-20")
    questions.append(asked(ahead))

    at.run()

    assert seen[-1].shown is None
    assert [one.value for one in at.info] == ["This period has not begun yet\\."]
    assert pbx.statistics_requests == before


# What is asked


def test_a_question_that_costs_much_is_not_asked(page, asked, pbx):
    at, questions, seen = page
    questions.append(asked(Preset.LAST_28_DAYS))

    at.run()

    assert seen[-1].answer.missing == 28 > UNASKED
    assert (seen[-1].is_asking, pbx.statistics_requests) == (False, 0)


def test_a_question_that_was_agreed_to_is_asked_whatever_it_costs(page, asked, pbx, remembered):
    at, questions, _seen = page
    questions.append(asked(Preset.LAST_28_DAYS))
    remembered(at).agreed = questions[-1]

    at.run()

    assert pbx.statistics_requests == 28


def test_a_question_that_was_stopped_is_not_asked_however_little_it_costs(page, pbx, remembered):
    at, [question], _seen = page
    remembered(at).stopped = question

    at.run()

    assert pbx.statistics_requests == 0


def test_what_was_stopped_and_is_known_all_the_same_grows_no_older(page, pbx, clock, remembered):
    at, [question], seen = page
    at.run()
    remembered(at).stopped = question
    clock.move(minutes=2)
    at.run()

    look_again(at)

    assert seen[-1].shown.stretches[-1].read_at == clock.now
    assert pbx.statistics_requests == 3 + 1


def test_whoever_was_waited_for_once_is_only_looked_at(page, pbx, remembered):
    at, [question], seen = page
    remembered(at).waited = (question, None)
    with pbx.hold(Where.STATISTICS) as held:
        at.run()
        held.wait_for(1)

    assert (seen[-1].shown, seen[-1].is_asking, seen[-1].answer.missing) == (None, True, 3)


def test_what_was_waited_for_is_remembered(page, remembered):
    at, [question], _seen = page

    at.run()

    assert remembered(at).waited == (question, None)


def test_an_update_that_is_answered_is_over(page, clock, pbx, remembered):
    at, [question], seen = page
    at.run()
    clock.move(seconds=30)
    remembered(at).update = state.Update(question, clock.now)

    at.run()

    assert seen[-1].shown.as_of == clock.now
    assert remembered(at).update is None
    assert pbx.statistics_requests == 3 + 2


def test_an_update_that_fails_goes_on(page, clock, pbx, remembered):
    at, [question], _seen = page
    at.run()
    update = remembered(at).update = state.Update(question, clock.now + timedelta(seconds=1))
    clock.move(seconds=30)
    pbx.faults.add(Fault.BAD_REQUEST_400)

    at.run()

    assert remembered(at).update == update
    assert len(at.error) == 1


def test_equal_numbers_are_the_same_numbers(page):
    at, _questions, seen = page
    at.run()

    at.run()

    assert seen[1].shown is seen[0].shown
    assert seen[1].answer.shown is seen[0].shown
    assert seen[1].news == seen[0].news


# What fails


def test_a_failure_is_told_and_keeps_the_last_good_numbers(page, asked, pbx):
    at, questions, seen = page
    at.run()
    questions.append(asked(Preset.LAST_WEEK))
    pbx.faults.add(Fault.HTML_502)

    at.run()

    assert seen[-1].shown is seen[0].shown
    assert not seen[-1].is_current
    assert "502" in at.error[0].value
    assert "last good numbers" in at.info[0].value


def test_a_first_failure_has_no_numbers_to_speak_of(page, pbx):
    at, _questions, seen = page
    pbx.faults.add(Fault.HTML_502)

    at.run()

    assert seen[-1].shown is None
    assert len(at.error) == 1
    assert not at.info


def test_a_failed_question_is_not_asked_again_with_every_click(page, pbx):
    at, _questions, _seen = page
    pbx.faults.add(Fault.HTML_502)

    at.run()
    at.run()

    assert pbx.statistics_requests == TRIES


def test_a_failed_question_is_asked_again_after_a_while(page, pbx, clock):
    at, _questions, seen = page
    pbx.faults.add(Fault.HTML_502)
    at.run()
    pbx.faults.clear()
    clock.move(seconds=30)
    at.run()

    look_again(at)

    assert seen[-1].shown is not None
    assert not at.error


def test_another_question_is_asked_although_one_has_just_failed(page, asked, pbx):
    at, questions, seen = page
    pbx.faults.add(Fault.HTML_502)
    at.run()
    pbx.faults.clear()
    questions.append(asked(Preset.LAST_WEEK))

    at.run()

    assert seen[-1].trouble is None


def test_a_visitor_can_ask_again_at_once(page, pbx):
    at, _questions, seen = page
    pbx.faults.add(Fault.HTML_502)
    at.run()
    pbx.faults.clear()

    at.button(key="again").click().run()

    assert seen[-1].shown is not None
    assert not at.error


def test_a_failure_and_its_end_are_news(page, pbx):
    at, _questions, seen = page
    pbx.faults.add(Fault.HTML_502)
    at.run()
    pbx.faults.clear()

    at.button(key="again").click().run()

    assert len({seen[0].news, seen[1].news}) == 2


def test_outcomes_that_do_not_add_up_are_told(page, pbx):
    at, _questions, _seen = page
    pbx.faults.add(Fault.MISCOUNT)

    at.run()

    # Three calls in each of the three days.
    assert "9 calls apart" in at.info[0].value


def test_a_failure_keeps_nothing_of_its_way_alive(page, pbx):
    at, _questions, seen = page
    pbx.faults.add(Fault.HTML_502)

    at.run()

    error = seen[-1].trouble.error
    assert (error.__traceback__, error.__cause__, error.__context__) == (None, None, None)


def test_a_store_that_fails_is_noted(stage, asked, sit, clock, tmp_path):
    seen = []
    with closing(Shelf(f"sqlite:///{tmp_path}", clock=clock)) as shelf:
        visitor = Visitor(Kind.OWN, sit(shelf), title="Acme", zone=MOSCOW)
        at = stage(_page, visitor, [asked(Preset.THIS_WEEK)], MOSCOW, seen, visitor=visitor).run()

    assert seen[-1].is_current
    assert ["goes on from memory" in one.value for one in at.info] == [True]


# Two periods


def _compare(visitor, views, seen):
    loaded = loading.of_two(visitor, views[-1])
    loading.tell(loaded, views[-1], visitor)
    seen.append(loaded)


@pytest.fixture
def paired(desk):
    """Return a view of two periods, of which extensions may be told apart."""

    def pair(period, other=Against.WEEKDAY, split=(), **asked):
        found = against.pair(spelling.parse(period), other, MOSCOW, desk.now)
        question = Comparison(Source.CALLS, found, Step.DAY, MOSCOW, **asked)
        return View(question, MOSCOW, Directory({}), (), split)

    return pair


@pytest.fixture
def both(stage, visitor, paired):
    """A page that compares what the last of its views says, not yet run; with what it loaded."""
    views, seen = [paired("this-week")], []
    return stage(_compare, visitor, views, seen, visitor=visitor), views, seen


def test_two_periods_are_shown_without_a_word(both, witness):
    at, [view], seen = both

    at.run()

    found = seen[-1].compared
    assert found.a.sides == witness(Source.CALLS, view.question.pair.a)
    assert found.b.sides == witness(Source.CALLS, view.question.pair.cut(found.edge).b)
    assert (seen[-1].is_current, seen[-1].is_asking) == (True, False)
    assert not [*at.error, *at.info]


def test_two_periods_that_are_shown_are_not_asked_for_again_the_whole_day(both, pbx, clock):
    at, _views, seen = both
    at.run()
    before = pbx.statistics_requests
    clock.move(hours=5)

    at.run()

    assert seen[1].compared is seen[0].compared
    assert seen[1].news == seen[0].news
    assert pbx.statistics_requests == before


def test_newer_numbers_of_two_periods_are_asked_for_together(both, clock, pbx, remembered):
    at, _views, seen = both
    at.run()
    before = pbx.statistics_requests
    clock.move(minutes=50)
    at.run()
    remembered(at).update = state.Update(seen[-1].answer.question, clock.now)

    at.run()

    assert seen[-1].compared.edge == clock.now
    assert remembered(at).update is None
    # Today and yesterday, which can still get late calls, and the edge of the other side.
    assert pbx.statistics_requests == before + 3


def test_a_day_later_two_periods_are_asked_for_anew(both, paired, clock):
    at, views, seen = both
    views.append(paired("2026-11-16..2026-11-17"))
    at.run()
    before = seen[-1].compared.settled
    clock.move(days=1)
    at.run()

    look_again(at)

    assert (before, seen[-1].compared.settled) == (False, True)


def test_no_comparison_leaves_the_last_good_numbers_of_two_periods(both):
    at, views, seen = both
    at.run()
    views.append(View(None, MOSCOW, Directory({}), ()))

    at.run()

    assert seen[-1].compared is seen[0].compared
    assert not seen[-1].is_current


def test_numbers_of_one_period_are_no_numbers_of_two(both, page, remembered):
    one, _questions, shown = page
    one.run()
    at, views, seen = both
    remembered(at).good = shown[-1].shown
    views.append(View(None, MOSCOW, Directory({}), ()))

    at.run()

    assert seen[-1].shown is None
    assert shown[-1].compared is None


def test_two_periods_that_cost_much_are_not_asked_for(both, paired, pbx):
    at, views, seen = both
    views.append(paired("last-28-days"))

    at.run()

    assert (seen[-1].is_asking, pbx.statistics_requests) == (False, 0)
    assert seen[-1].answer.missing > UNASKED


def test_extensions_are_not_told_apart_before_somebody_agrees(both, paired, pbx):
    at, views, seen = both
    at.run()
    before = pbx.statistics_requests
    views.append(paired("this-week", split=(40101, 40104)))

    at.run()

    assert seen[-1].answer.missing == 2 * 2
    assert (seen[-1].is_asking, seen[-1].is_current) == (False, True)
    assert seen[-1].compared.a == seen[0].compared.a
    assert pbx.statistics_requests == before


def test_extensions_are_told_apart_at_their_price(both, paired, pbx, clock, remembered, witness):
    at, views, seen = both
    views.append(paired("this-week", split=(40101, 40104)))
    at.run()
    before = pbx.statistics_requests
    remembered(at).agreed = seen[-1].answer.question
    clock.move(seconds=50)

    at.run()

    found = seen[-1].compared
    b = found.comparison.closed(Side.B, found.edge).window
    assert [part.b for part in found.parts] == [
        witness(Source.CALLS, b, [part.extension]) for part in found.parts
    ]
    assert pbx.statistics_requests == before + 2 * 2
    assert found.edge == seen[0].compared.edge


def test_extensions_that_were_told_apart_are_not_asked_for_again(both, paired, pbx, remembered):
    at, views, seen = both
    views.append(paired("this-week", split=(40101,)))
    at.run()
    remembered(at).agreed = seen[-1].answer.question
    at.run()
    before = pbx.statistics_requests

    at.run()

    assert seen[-1].compared is seen[-2].compared
    assert pbx.statistics_requests == before


def test_a_failure_keeps_the_last_good_numbers_of_two_periods(both, paired, pbx):
    at, views, seen = both
    at.run()
    views.append(paired("2026-10-05..2026-10-06"))
    pbx.faults.add(Fault.HTML_502)

    at.run()

    assert seen[-1].compared is seen[0].compared
    assert "502" in at.error[0].value
    assert "last good numbers" in at.info[0].value


def test_numbers_that_came_with_a_failure_are_asked_for_again(both, pbx, clock):
    at, _views, seen = both
    pbx.faults.add(Fault.HTML_502)
    at.run()
    pbx.faults.clear()
    clock.move(seconds=30)
    at.run()
    # First the running side, then the other one.
    look_again(at)

    look_again(at)

    assert seen[-1].is_current
    assert not at.error


@pytest.mark.parametrize("opened", ["sun.03:00-04:00"])
def test_periods_without_working_time_have_nothing_to_count(both, paired, pbx, opened):
    at, views, seen = both
    opened = WorkingHours((parse_shift(opened),))
    views.append(paired("2026-11-09..2026-11-10", hours=opened))

    at.run()

    assert seen[-1].shown is None
    assert [one.value for one in at.info] == ["No working time lies in this period\\."]
    assert pbx.statistics_requests == 0
