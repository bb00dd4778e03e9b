"""What a visitor's tab remembers, and what it must forget."""

from datetime import UTC, datetime

import pytest

from components.bootstrap import Kind, Visitor
from components.measures.counts import Sides
from components.measures.outcomes import Source
from components.periods.window import Window
from components.reports.overview import Overview
from components.reports.question import Question
from components.ringme.errors import StatisticsBusy
from components.ui import state
from components.ui.selection import Selection
from components.ui.state import Trouble, Update

MOMENT = datetime(2026, 11, 18, tzinfo=UTC)
QUESTION = Question(Source.CALLS, Window(datetime(2026, 11, 17, tzinfo=UTC), MOMENT))
SHOWN = {
    "good": Overview(QUESTION, Sides(), MOMENT, settled=True),
    "trouble": Trouble(QUESTION, StatisticsBusy(), MOMENT),
    "update": Update(QUESTION, MOMENT),
}
CHOSEN = Selection(account="sales", extensions=("104",), language="ru")


def _script(act):
    act()


@pytest.fixture
def visitor(desk):
    return Visitor(Kind.OPERATOR, desk, title="Support", zone=None, name="support")


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


def test_another_account_shows_nothing_of_the_former_one(after, visitor):
    session = after(lambda: state.admit(visitor), selection=CHOSEN, **SHOWN)

    assert (session.good, session.trouble, session.update) == (None, None, None)


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
