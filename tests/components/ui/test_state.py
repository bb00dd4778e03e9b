"""What a visitor's tab remembers, and what it must forget."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from components.bootstrap import Kind, Visitor
from components.measures.counts import Sides
from components.measures.outcomes import Source
from components.periods import against, spelling
from components.periods.against import Against
from components.periods.buckets import Step
from components.periods.window import Window
from components.reports import overview
from components.reports.answer import Compared, Overview, RowOfTwo
from components.reports.comparison import Comparison
from components.reports.question import Question
from components.ringme.errors import StatisticsBusy
from components.simulator import Where
from components.ui import state
from components.ui.selection import Selection
from components.ui.state import Denied, Drawn, Finished, Loading, Update

MOSCOW = ZoneInfo("Europe/Moscow")
MOMENT = datetime(2026, 11, 17, 21, tzinfo=UTC)


def days(number, step=Step.DAY):
    return Question(Source.CALLS, Window(MOMENT - timedelta(days=number), MOMENT), step, MOSCOW)


def weeks(period="2026-10-19..2026-11-01", other=Against.WEEKDAY, step=Step.DAY):
    """Return the comparison of two periods that are over."""
    pair = against.pair(spelling.parse(period), other, MOSCOW, MOMENT)
    return Comparison(Source.CALLS, pair, step, MOSCOW)


def answered(comparison, rows=(), edge=None):
    """Return the numbers of a comparison in which nobody called."""
    a, b = (
        Overview(comparison.question(side), Sides(), (), MOMENT, settled=True)
        for side in against.Side
    )
    return Compared(comparison, a, b, edge, Fraction(14), Fraction(14), rows)


QUESTION = days(7)
COMPARISON = weeks()
COMPARED = answered(COMPARISON)
APART = replace(COMPARISON, split=(101,))
TODAY = date(2026, 11, 18)
SHOWN = {
    "question": QUESTION,
    "agreed": QUESTION,
    "stopped": QUESTION,
    "waited": (QUESTION, None),
    "loading": Loading(QUESTION, 7),
    "drawn": Drawn(None, date(2026, 11, 18)),
    "good": Overview(QUESTION, Sides(), (), MOMENT, settled=True),
    "compared": COMPARED,
    "finished": Finished(COMPARED, TODAY),
    "update": Update(QUESTION, MOMENT),
}
CHOSEN = Selection(account="sales", extensions=("104",), language="ru")


def _script(act):
    act()


@pytest.fixture
def visitor(desk):
    return Visitor(Kind.OPERATOR, desk, title="Support", zone=MOSCOW, name="support")


@pytest.fixture
def after(stage, remembered):
    """Return what a session knows after something was done, which knew this before."""

    def act(action, **known):
        at = stage(_script, action, **known).run()
        assert not at.exception
        return remembered(at)

    return act


def test_a_new_session_knows_nobody(told):
    assert told(state.session).visitor is None


# Accounts


def test_another_account_shows_nothing_of_the_former_one(after, visitor):
    session = after(lambda: state.admit(visitor), selection=CHOSEN, **SHOWN)

    assert {name: getattr(session, name) for name in SHOWN} == dict.fromkeys(SHOWN)


def test_an_account_that_was_let_in_stands_in_the_selection(after, visitor):
    session = after(lambda: state.admit(visitor), selection=CHOSEN)

    assert session.selection == Selection(account="support", extensions=("104",), language="ru")
    assert session.visitor is visitor


def test_leaving_forgets_everything_but_the_language(after, visitor):
    session = after(state.leave, visitor=visitor, selection=CHOSEN, **SHOWN)

    assert session == state.Session(selection=Selection(language="ru"))


def test_choosing_an_account_keeps_the_rest_of_the_selection(after):
    session = after(lambda: state.choose("support"), selection=CHOSEN)

    assert session.selection == Selection(account="support", extensions=("104",), language="ru")


# What a view costs


def test_whoever_agrees_agrees_to_what_is_shown_even_if_it_was_stopped(after):
    session = after(state.agree, question=QUESTION, stopped=QUESTION)

    assert (session.agreed, session.stopped) == (QUESTION, None)


def test_whoever_stops_does_not_agree_any_more(after, visitor):
    session = after(state.stop, visitor=visitor, question=QUESTION, agreed=QUESTION)

    assert (session.agreed, session.stopped) == (None, QUESTION)


@pytest.mark.parametrize("leaving", [state.stop, state.leave], ids=["stop", "leave"])
@pytest.mark.parametrize("update", [None, Update(QUESTION, MOMENT)], ids=["first", "update"])
def test_what_is_stopped_is_not_asked_any_more(after, visitor, pbx, leaving, update):
    newer_than = update.at if update else None
    with pbx.hold(Where.STATISTICS) as held:
        overview.look(visitor.desk, QUESTION, asking=True, newer_than=newer_than)
        held.wait_for(1)

        after(leaving, visitor=visitor, question=QUESTION, update=update)

        waiting = sum(visitor.desk.queue.waiting.values())
    assert waiting == 0


@pytest.mark.parametrize(
    ("question", "step"),
    [
        (days(7, Step.HOUR), Step.DAY),
        (days(28), Step.WEEK),
        (days(90, Step.WEEK), Step.MONTH),
        (days(90, Step.MONTH), None),
        (days(28, Step.WEEK), None),
        (days(1, Step.HOUR), Step.DAY),
        (weeks(), Step.WEEK),
        (weeks(step=Step.WEEK), None),
        # B is too short for weeks.
        (weeks(other=against.parse("2026-10-01..2026-10-02")), None),
    ],
)
def test_a_larger_step_is_one_that_still_fits_the_period(question, step):
    assert state.coarser_step(question) is step


def test_larger_steps_are_chosen_and_whoever_stopped_goes_on(after):
    session = after(state.coarsen, question=days(28), stopped=days(28))

    assert (session.selection.by, session.stopped) == (Step.WEEK, None)


def test_the_largest_step_stays(after):
    session = after(state.coarsen, question=days(90, Step.MONTH), stopped=QUESTION)

    assert (session.selection.by, session.stopped) == (None, QUESTION)


# Newer numbers


def test_an_update_refuses_what_was_read_before_it(after, visitor, clock):
    session = after(state.renew, visitor=visitor, stopped=QUESTION, good=SHOWN["good"])

    assert (session.update, session.stopped) == (Update(QUESTION, clock.now), None)


def test_an_update_without_numbers_renews_nothing(after, visitor):
    assert after(state.renew, visitor=visitor).update is None


@pytest.mark.parametrize(
    ("question", "asked"),
    [(COMPARISON, COMPARISON), (APART, COMPARISON), (QUESTION, QUESTION), (None, QUESTION)],
    ids=["two", "apart", "one", "none"],
)
def test_an_update_is_that_of_the_numbers_on_the_page(after, visitor, question, asked):
    session = after(state.renew, visitor=visitor, **{**SHOWN, "question": question})

    assert session.update.question == asked


@pytest.mark.parametrize(("question", "moment"), [(QUESTION, MOMENT), (days(28), None)])
def test_an_update_is_that_of_one_question(told, question, moment):
    def ask():
        state.session().update = Update(QUESTION, MOMENT)
        return state.newer_than(question)

    assert told(ask) == moment


def test_whoever_forgives_is_asked_and_waited_for_again(after, visitor):
    denied = Denied("sales", StatisticsBusy(), MOMENT)

    session = after(state.forgive, visitor=visitor, denied=denied, waited=(QUESTION, None))

    assert (session.denied, session.waited) == (None, None)


# Numbers that are shown


@pytest.mark.parametrize("found", [SHOWN["good"], COMPARED], ids=["one", "two"])
def test_equal_numbers_are_kept_as_the_same_value(after, found):
    equal = replace(found)
    kept = []

    after(lambda: kept.append(state.keep(equal)), good=SHOWN["good"], compared=COMPARED)

    assert kept[0] is found


def test_other_numbers_take_the_place_of_those_of_their_kind(after):
    other = answered(weeks("2026-10-05..2026-10-18"))

    session = after(lambda: state.keep(other), good=SHOWN["good"], compared=COMPARED)

    assert (session.good, session.compared) == (SHOWN["good"], other)


@pytest.mark.parametrize(
    ("question", "found"), [(QUESTION, SHOWN["good"]), (COMPARISON, COMPARED), (APART, COMPARED)]
)
def test_the_last_numbers_are_those_of_the_same_kind(after, question, found):
    last = []

    after(lambda: last.append(state.last(question)), good=SHOWN["good"], compared=COMPARED)

    assert last == [found]


@pytest.fixture
def is_finished(after):
    """Tell whether a question need not be asked again, after others were finished."""

    def tell(question, on=TODAY, done=COMPARED, **known):
        found = []
        act = lambda: found.append(state.finished(question, on))  # noqa: E731
        after(act, finished=Finished(done, TODAY), **known)
        return found == [done]

    return tell


def test_a_comparison_that_is_finished_is_not_asked_again(is_finished):
    assert is_finished(COMPARISON)


def test_on_another_day_it_is_asked_again(is_finished):
    assert not is_finished(COMPARISON, on=TODAY + timedelta(days=1))


def test_another_comparison_is_asked(is_finished):
    assert not is_finished(weeks("2026-10-05..2026-10-18"))


def test_a_question_of_one_period_is_never_finished(is_finished):
    assert not is_finished(QUESTION)


def test_whoever_wants_newer_numbers_has_it_asked_again(is_finished):
    assert not is_finished(COMPARISON, update=Update(COMPARISON, MOMENT))


def test_extensions_are_told_apart_by_a_question_of_their_own(is_finished):
    assert not is_finished(APART)


def test_extensions_that_were_told_apart_stay_so(is_finished):
    done = answered(APART, rows=(RowOfTwo(101, Sides(), Sides()),))

    assert is_finished(APART, done=done)
    assert is_finished(COMPARISON, done=done)
    assert not is_finished(replace(APART, split=(101, 102)), done=done)


def test_extensions_of_another_moment_are_told_apart_anew(is_finished):
    done = answered(APART, rows=(RowOfTwo(101, Sides(), Sides()),))

    assert not is_finished(replace(APART, edge=MOMENT), done=done)


# Widgets


def test_a_widget_of_which_the_callback_heard_shows_what_counts(told):
    def reseed():
        state.seed("of", "calls")
        state.reseed("of", "missed")
        return state.said("of")

    assert told(reseed) == "missed"


def test_a_widget_that_is_not_there_says_nothing(told):
    assert told(lambda: state.said("of")) is None


def test_a_widget_keeps_the_value_that_it_has(told):
    def seed_twice():
        state.seed("show", "shares")
        state.seed("show", "counts")
        return state.value("show")

    assert told(seed_twice) == "shares"


def test_a_forgotten_widget_takes_a_new_value(told):
    def seed_forget_seed():
        state.seed("show", "shares")
        state.forget("show", "never seen")
        state.seed("show", "counts")
        return state.value("show")

    assert told(seed_forget_seed) == "counts"
