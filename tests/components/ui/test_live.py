"""Keeps an open page at its numbers: a look that shows something new runs the page anew."""

from zoneinfo import ZoneInfo

import pytest
from streamlit.runtime.scriptrunner import RerunException

from components.bootstrap import Kind, Visitor
from components.measures.outcomes import Source
from components.periods import against, spelling
from components.periods.against import Against
from components.periods.buckets import Step
from components.periods.presets import Preset
from components.reports import overview
from components.reports.comparison import Comparison
from components.reports.question import Question
from components.simulator import Fault, Where
from components.ui import live, loading, state
from components.ui.directories import Directory
from components.ui.filters import View
from tests.pages.screen import wait_for_answers

MOSCOW = ZoneInfo("Europe/Moscow")
OMSK = ZoneInfo("Asia/Omsk")


def _page(visitor, view, seen):
    loaded = loading.load(visitor, view.question, patient=True)
    live.watch(visitor, view, loaded)
    seen.append(loaded)


def _look(news):
    try:
        live._look()
    except RerunException:
        news.append(True)
    else:
        news.append(False)


def _overtaken(visitor, view, seen, clock):
    """Draw a page for which newer numbers come while it is being drawn."""
    seen.append(loading.load(visitor, view.question, patient=True))
    if len(seen) == 1:
        clock.move(minutes=2)
        overview.wait(visitor.desk, view.question)
    live.watch(visitor, view, seen[-1])


@pytest.fixture
def visitor(desk):
    return Visitor(Kind.OWN, desk, title="Acme", zone=MOSCOW)


@pytest.fixture
def asked(clock):
    def ask(period, zone=MOSCOW):
        return Question(Source.CALLS, spelling.resolve(period, zone, clock.now), Step.DAY, zone)

    return ask


@pytest.fixture
def page(stage, visitor, asked, remembered):
    """Draw a page; returns what its session knows, and what it has loaded at each run."""

    def draw(period=Preset.THIS_WEEK, zone=MOSCOW, **known):
        seen = []
        view = View(asked(period, zone) if period else None, zone, Directory({}), ())
        at = stage(_page, visitor, view, seen, visitor=visitor, **known).run()
        assert not at.exception
        return remembered(at), seen

    return draw


@pytest.fixture
def look(stage):
    """Let a page of a session look again; returns whether it found news."""

    def again(session):
        news = []
        at = stage(_look, news)
        at.session_state[state._KEY] = session
        at.run()
        assert not at.exception
        return news[-1]

    return again


def test_a_page_is_not_run_anew_without_news(page, look, pbx):
    session, seen = page()

    assert not look(session)
    assert len(seen) == 1
    assert pbx.statistics_requests == 3


def test_a_look_has_what_grew_old_asked_for_and_the_next_one_shows_it(page, look, pbx, clock):
    session, _seen = page()
    clock.move(minutes=2)

    first = look(session)
    wait_for_answers()

    assert (first, look(session)) == (False, True)
    assert pbx.statistics_requests == 3 + 1


def test_settled_numbers_are_never_asked_for_again(page, look, pbx, clock):
    session, _seen = page(Preset.LAST_WEEK)
    clock.move(hours=8)

    looks = [look(session), look(session)]

    wait_for_answers()
    assert looks == [False, False]
    assert pbx.statistics_requests == 7


def test_an_answer_that_came_is_news(page, look, pbx):
    pbx.faults.add(Fault.BAD_REQUEST_400, times=1)
    session, _seen = page()
    session.visitor.desk.forgive()
    look(session)

    wait_for_answers()

    assert look(session)


def test_a_page_is_drawn_before_it_looks(stage, visitor, asked, clock, look, remembered):
    seen, view = [], View(asked(Preset.THIS_WEEK), MOSCOW, Directory({}), ())

    at = stage(_overtaken, visitor, view, seen, clock, visitor=visitor).run()

    assert len(seen) == 1
    assert look(remembered(at))


@pytest.mark.parametrize(("zone", "hours"), [(MOSCOW, 9), (OMSK, 6)], ids=str)
def test_the_page_is_run_anew_when_a_day_of_its_zone_begins(page, look, clock, zone, hours):
    session, _seen = page(Preset.LAST_WEEK, zone)
    clock.move(hours=hours - 1, minutes=44)

    before = look(session)
    clock.move(minutes=1)

    assert (before, look(session)) == (False, True)


def test_a_price_is_looked_at_without_asking(page, look, pbx):
    session, _seen = page(Preset.LAST_28_DAYS)

    assert not look(session)
    assert pbx.statistics_requests == 0


def test_a_price_that_somebody_else_has_paid_is_news(page, look, pbx, asked):
    session, _seen = page(Preset.LAST_28_DAYS)
    page(Preset.LAST_28_DAYS, agreed=asked(Preset.LAST_28_DAYS))

    assert look(session)
    assert pbx.statistics_requests == 28


def test_a_failure_is_news(page, look, pbx, clock):
    session, _seen = page()
    pbx.faults.add(Fault.BAD_REQUEST_400)
    clock.move(minutes=2)
    look(session)

    wait_for_answers()

    assert look(session)


def test_two_periods_are_looked_at_without_asking_for_them_again(stage, visitor, clock, look, pbx):
    pair = against.pair(Preset.THIS_WEEK, Against.WEEKDAY, MOSCOW, clock.now)
    view = View(Comparison(Source.CALLS, pair, Step.DAY, MOSCOW), MOSCOW, Directory({}), ())
    at = stage(_page, visitor, view, [], visitor=visitor).run()
    before = pbx.statistics_requests
    clock.move(hours=5)

    looks = [look(at.session_state[state._KEY]) for _ in range(2)]

    wait_for_answers()
    assert looks == [False, False]
    assert pbx.statistics_requests == before


def test_whoever_has_left_is_not_looked_for(page, look):
    session, _seen = page()
    session.visitor = None

    assert not look(session)


def test_a_page_without_a_question_does_not_look(page):
    session, [loaded] = page(None)

    assert live._pace(loaded) is None
    assert session.drawn.news is None


def test_whoever_waits_is_looked_after_at_once_and_others_calmly(page, pbx, asked):
    _session, [whole] = page()
    _session, [price] = page(Preset.LAST_28_DAYS)
    with pbx.hold(Where.STATISTICS):
        waited = (asked(Preset.LAST_WEEK), None)
        _session, [coming] = page(Preset.LAST_WEEK, waited=waited)

    paces = [live._pace(loaded) for loaded in (whole, price, coming)]
    assert paces[0] == paces[1] > paces[2] == 1
