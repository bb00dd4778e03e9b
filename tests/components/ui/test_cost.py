"""What a view costs: said before, shown while it is paid."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from components.bootstrap import Kind, Visitor
from components.ledger.listed import Way
from components.ledger.queueing.urgency import Urgency
from components.ledger.setbacks import Trouble
from components.measures.outcomes import Source
from components.periods import against, spelling
from components.periods.against import Against
from components.periods.buckets import Step
from components.periods.window import Window
from components.reports.answer import Answer
from components.reports.comparison import Comparison
from components.reports.question import Question
from components.ringme.errors import StatisticsBusy
from components.simulator import Fault, Habits
from components.ui import cost
from components.ui.directories import Directory
from components.ui.filters import View
from components.ui.loading import Loaded
from components.ui.state import Loading
from tests.pages.screen import cost as price
from tests.pages.screen import keys, progress

MOSCOW = ZoneInfo("Europe/Moscow")
TODAY = datetime(2026, 11, 17, 21, tzinfo=UTC)


def days(number, step=Step.DAY):
    return Question(Source.CALLS, Window(TODAY - timedelta(days=number), TODAY), step, MOSCOW)


def loaded(missing, question=None, *, is_asking=False, trouble=None):
    """Return what was loaded of a question of which so many answers are missing."""
    answer = Answer(question or days(28), None, missing=missing, due=0, trouble=trouble)
    return Loaded(answer, None, is_asking)


def weeks(split=()):
    """Return the comparison of two weeks, of which extensions may be told apart."""
    pair = against.pair(spelling.parse("last-week"), Against.WEEKDAY, MOSCOW, TODAY)
    return Comparison(Source.CALLS, pair, Step.DAY, MOSCOW, split=split)


def _page(loadings, visitor):
    cost.tell(loadings[-1], View(None, MOSCOW, Directory({}), ()), visitor)


def _why(loadings, visitor):
    cost.tell_parts(loadings[-1], View(None, MOSCOW, Directory({}), ()), visitor)


@pytest.fixture
def page(stage, desk):
    """Draw what is told of the last of some loadings; returns the page and the loadings."""

    def draw(first, *, language="en", **known):
        visitor = Visitor(Kind.OWN, desk, title="Acme", zone=MOSCOW)
        loadings = [first]
        at = stage(_page, loadings, visitor, visitor=visitor, language=language, **known).run()
        assert not at.exception
        return at, loadings

    return draw


class TestAnHourOfAThousand:
    """A PBX of which it was heard how many requests the hour has left."""

    @pytest.fixture
    def pbx(self, pbx):
        pbx.habits = Habits(quota=1000)
        return pbx

    @pytest.mark.parametrize(
        ("missing", "takes"),
        [
            (1, "This view takes 1 request, about 1 second."),
            (28, "This view takes 28 requests, about 28 seconds."),
            (89, "This view takes 89 requests, about 1 minute."),
            (170, "This view takes 170 requests, about 3 minutes."),
        ],
    )
    def test_a_price_is_told_with_its_time_and_what_is_left(self, page, missing, takes):
        at, _ = page(loaded(missing))

        # Whose account it is was asked already.
        assert price(at) == f"{takes} 999 of 1,000 are left until 16:00, for all programs."

    def test_more_than_the_hour_has_left_comes_in_parts(self, page, desk):
        at, _ = page(loaded(1000))

        ours = desk.queue.shares.of(Urgency.PERSON)
        assert 0 < ours < 999
        assert price(at).endswith(f"{ours} of them can be had before that, the rest afterwards.")

    @pytest.mark.parametrize(
        ("missing", "takes"),
        [
            (21, "21 запрос, примерно 21 секунда"),
            (22, "22 запроса, примерно 22 секунды"),
            (28, "28 запросов, примерно 28 секунд"),
        ],
    )
    def test_a_price_is_told_in_russian(self, page, missing, takes):
        at, _ = page(loaded(missing), language="ru")

        assert takes in price(at)


class TestAnHourOfWhichNothingIsKnown:
    """A PBX that does not tell how many requests are left."""

    @pytest.fixture
    def pbx(self, pbx):
        pbx.faults.add(Fault.NO_QUOTA_HEADERS)
        return pbx

    def test_a_price_is_told_without_what_is_left(self, page):
        at, _ = page(loaded(28))

        assert price(at) == "This view takes 28 requests, about 28 seconds."

    @pytest.mark.parametrize(("way", "is_said"), [(Way.STATISTICS, True), (Way.LIST, False)])
    def test_hours_take_so_many_requests_at_most_by_the_statistics(self, page, way, is_said):
        at, _ = page(loaded(671, replace(days(28, Step.HOUR), way=way)))

        assert ("At most: several hours without a call take one." in price(at)) is is_said


def test_whoever_presses_load_agrees_to_what_is_shown(page, remembered):
    at, _ = page(loaded(28), question=days(28))

    at.button("load").click().run()

    assert remembered(at).agreed == days(28)


def test_whoever_presses_coarser_chooses_larger_steps(page, remembered):
    at, _ = page(loaded(28), question=days(28))

    at.button("coarser").click().run()

    assert remembered(at).selection.by is Step.WEEK


@pytest.mark.parametrize(
    ("question", "offered"),
    [
        (days(28), {"load", "coarser"}),
        (days(90, Step.MONTH), {"load"}),
        (days(1, Step.HOUR), {"load", "coarser"}),
    ],
    ids=["days of a month", "months", "hours of a day"],
)
def test_larger_steps_are_offered_where_they_fit_the_period(page, question, offered):
    at, _ = page(loaded(28, question))

    assert keys(at) == offered


def test_nothing_is_told_where_nothing_is_missing(page, remembered):
    at, _ = page(loaded(0), loading=Loading(days(28), 28))

    assert len(at.main.children) == 0
    assert remembered(at).loading is None


def test_a_failure_tells_no_price(page, remembered):
    trouble = Trouble(StatisticsBusy(), TODAY, TODAY)

    at, _ = page(loaded(28, trouble=trouble), loading=Loading(days(28), 28))

    assert len(at.main.children) == 0
    assert remembered(at).loading is None


def test_no_question_has_no_price(page):
    at, _ = page(Loaded(None, None))

    assert len(at.main.children) == 0


# While it is paid


def test_answers_are_counted_from_the_beginning_of_the_loading(page):
    at, loadings = page(loaded(28, is_asking=True))
    first = progress(at)
    loadings.append(loaded(20, is_asking=True))

    at.run()

    assert first == "0 of 28 answers came, about 28 seconds left"
    assert progress(at) == "8 of 28 answers came, about 20 seconds left"
    assert at.get("progress")[0].proto.value == 100 * 8 // 28


@pytest.mark.parametrize(
    "second",
    [loaded(5, days(7), is_asking=True), loaded(40, is_asking=True)],
    ids=["another question", "more than before"],
)
def test_another_loading_is_counted_by_itself(page, second):
    at, loadings = page(loaded(28, is_asking=True))
    loadings.append(second)

    at.run()

    assert progress(at).startswith(f"0 of {second.answer.missing} answers came")


def test_a_loading_can_be_stopped_and_nothing_else(page, remembered):
    at, _ = page(loaded(28, is_asking=True), question=days(28), agreed=days(28))
    offered = keys(at)

    at.button("stop").click().run()

    assert offered == {"stop"}
    assert (remembered(at).stopped, remembered(at).agreed) == (days(28), None)


def test_whoever_stopped_is_told_what_is_left(page, remembered):
    at, loadings = page(loaded(28, is_asking=True))
    loadings.append(loaded(20))

    at.run()

    assert price(at).startswith("This view takes 20 requests")
    assert remembered(at).loading.missing == 20


# Extensions that are to be told apart


@pytest.fixture
def why(stage, desk):
    """Draw what is told of extensions where they are to be told apart."""

    def draw(loading):
        visitor = Visitor(Kind.OWN, desk, title="Acme", zone=MOSCOW)
        at = stage(_why, [loading], visitor, visitor=visitor).run()
        assert not at.exception
        return at

    return draw


@pytest.mark.parametrize(
    ("split", "told"),
    [
        ((101,), "To tell 1 extension apart takes two requests: one for A and one for B."),
        (
            (101, 102, 103),
            "To tell 3 extensions apart takes two requests for each: one for A and one for B.",
        ),
    ],
    ids=len,
)
def test_the_price_of_telling_extensions_apart_is_said(why, split, told):
    at = why(loaded(2 * len(split), weeks(split)))

    assert price(at).startswith(told)
    assert f"This view takes {2 * len(split)} requests" in price(at)


def test_extensions_are_told_apart_at_once_or_not_at_all_not_more_coarsely(why):
    assert keys(why(loaded(6, weeks((101, 102, 103))))) == {"load"}


def test_the_price_of_telling_extensions_apart_stands_where_that_is_chosen_only(page):
    at, _ = page(loaded(6, weeks((101, 102, 103))))

    assert not keys(at)


def test_the_price_of_the_two_periods_stands_at_the_head_of_the_page_only(why, page):
    at, _ = page(loaded(28, weeks()))

    assert keys(at) == {"load", "coarser"}
    assert not keys(why(loaded(28, weeks())))


def test_how_far_it_has_come_is_told_of_extensions_too(why):
    at = why(loaded(6, weeks((101, 102, 103)), is_asking=True))

    assert progress(at).startswith("0 of 6 answers came")
