"""The calls of the last hours: read page by page, in memory only, and forgotten soon."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from components.ledger.books import Wish
from components.ledger.callbacks import CallbackErrand, Callbacks
from components.ledger.facts import Series
from components.ledger.queueing.urgency import Urgency
from components.measures.counts import Direction
from components.measures.outcomes import Ending, Source
from components.ringme.errors import AccessDenied, Denial, QuotaUsedUp, Resource
from components.ringme.models import CallRecord, CallsPage
from components.simulator import Fault, Where

DAY = timedelta(days=1)
DENIED = AccessDenied(Denial.APP_ACCESS_TYPE, Resource.RECORDS)
NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)


def record(uuid, extension=101, direction=Direction.INBOUND):
    return CallRecord(
        uuid=uuid,
        direction=direction,
        ending=Ending.NOT_ANSWERED,
        begins_at=NOON,
        ends_at=None,
        duration=0,
        bridged_duration=0,
        extension=extension,
        caller="outside",
        callee="dialled",
    )


@pytest.fixture
def pages():
    """Pages of two, which a test fills."""
    return []


@pytest.fixture
def callbacks(pages, clock):
    return Callbacks(lambda _window, page: CallsPage(page, 2, tuple(pages[page - 1])), clock=clock)


def read(callbacks):
    while callbacks.is_due(DAY):
        callbacks.read_on(DAY)
    return callbacks.look(DAY).heard


def test_nothing_is_known_before_the_last_page_came(callbacks, pages):
    pages += [[record("a"), record("b")], [record("c")]]
    callbacks.read_on(DAY)
    assert callbacks.look(DAY).heard is None

    callbacks.read_on(DAY)

    assert len(callbacks.look(DAY).heard.contacts) == 3


def test_a_call_is_there_once_for_each_extension_and_a_repeat_ends_the_list(callbacks, pages):
    pages += [[record("a", 101), record("a", 102)], [record("a", 101), record("a", 102)]]

    assert sorted(one.extension for one in read(callbacks).contacts) == [101, 102]


def test_the_number_is_that_of_whoever_is_outside(callbacks, pages):
    pages += [[record("a")], []]
    assert read(callbacks).contacts[0].number == "outside"

    pages[0] = [record("b", direction=Direction.OUTBOUND)]
    callbacks.renew()

    assert read(callbacks).contacts[0].number == "dialled"


def test_the_list_is_read_again_after_five_minutes_and_forgotten_after_fifteen(
    callbacks, pages, clock
):
    pages += [[record("a")]]
    read(callbacks)
    clock.move(minutes=4, seconds=59)
    assert not callbacks.look(DAY).is_asking
    clock.move(seconds=1)
    assert callbacks.look(DAY).is_asking
    assert callbacks.look(DAY).heard is not None

    clock.move(minutes=15)
    callbacks.look(timedelta(days=3))

    assert callbacks._heard == {}


def test_a_long_list_is_read_again_the_later_the_more_it_costs(callbacks, pages, clock):
    pages += [[record(f"{page}"), record(f"{page}+")] for page in range(9)] + [[]]
    read(callbacks)

    clock.move(minutes=19, seconds=59)
    assert not callbacks.is_due(DAY)
    clock.move(seconds=1)
    assert callbacks.is_due(DAY)


def test_the_list_is_of_the_moment_at_which_its_first_page_was_asked(callbacks, pages, clock):
    pages += [[record("a"), record("b")], [record("c")]]
    began = clock.now
    callbacks.read_on(DAY)
    clock.move(seconds=30)
    callbacks.read_on(DAY)

    assert callbacks.look(DAY).heard.read_at == began


def test_what_failed_is_not_asked_again_at_once_and_a_quota_is_the_queues(callbacks, clock):
    callbacks.fail(QuotaUsedUp(clock.now))
    assert callbacks.is_due(DAY)

    callbacks.fail(DENIED)

    waited = callbacks.look(DAY)
    assert (waited.is_asking, waited.error) == (False, DENIED)
    callbacks.renew()
    assert callbacks.look(DAY).is_asking


def test_an_errand_is_urgent_as_long_as_something_is_due(callbacks, pages):
    pages += [[record("a")]]
    errand = CallbackErrand(DAY, account=b"a", callbacks=callbacks, quota=lambda: None)
    assert errand.urgency() is Urgency.PERSON

    errand.ask()

    assert errand.urgency() is None
    assert errand.key == (b"a", DAY)


def test_no_number_shows_itself(callbacks, pages):
    pages += [[record("a")]]

    assert "outside" not in repr(read(callbacks))


def test_the_desk_reads_the_list_in_its_queue(desk, pbx):
    waited = desk.await_callers(DAY)

    assert waited.heard is not None
    assert not waited.is_asking
    assert pbx.record_requests == 1
    assert desk.callers(DAY).heard is waited.heard


def test_a_list_that_is_denied_harms_no_statistics(desk, pbx):
    pbx.faults.add(Fault.APP_ACCESS_403, where=Where.RECORDS)

    waited = desk.await_callers(DAY)

    assert isinstance(waited.error, AccessDenied)
    assert waited.heard is None
    assert desk.queue.circuit.value == "closed"


def test_pages_are_read_to_the_end(desk, pbx):
    pbx.habits = replace(pbx.habits, calls_cap=20)

    found = desk.await_callers(timedelta(days=3)).heard

    assert pbx.record_requests == len({one.uuid for one in found.contacts}) // 20 + 1


def test_what_is_known_stays_until_it_was_read_anew(callbacks, pages):
    pages += [[record("a")]]
    before = read(callbacks)

    callbacks.renew()
    assert callbacks.look(DAY).heard is before
    assert callbacks.look(DAY).is_asking
    callbacks.fail(DENIED)

    waited = callbacks.look(DAY)
    assert (waited.heard, waited.error, waited.is_asking) == (before, DENIED, False)
    pages[0] = [record("b")]
    callbacks.renew()
    assert read(callbacks).contacts[0].uuid == "b"
    assert not callbacks.is_due(DAY)


def test_callers_are_forgotten_by_whoever_looks_at_anything_later(desk, clock):
    assert desk.await_callers(DAY).heard is not None
    clock.move(minutes=15)

    desk.look(Wish(Series(Source.CALLS), (NOON - DAY, NOON)), asking=False)

    assert desk._callbacks._heard == {}


@pytest.mark.parametrize("cap", [20, 100])
def test_a_pbx_that_cuts_its_pages_without_a_word_is_read_to_the_end(clock, cap):
    everybody = [record(f"{number}") for number in range(2 * cap + 7)]
    asked = []

    def ask(_window, page):
        asked.append(page)
        return CallsPage(page, 500, tuple(everybody[(page - 1) * cap : page * cap]))

    found = read(Callbacks(ask, clock=clock))

    assert len(found.contacts) == len(everybody)
    assert asked == [1, 2, 3]
