"""The sections of Diagnostics: what is known at one moment, as characters."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from components.ledger.desk import Entry
from components.ledger.facts import Correction, Series
from components.ledger.queueing.breaker import Circuit
from components.ledger.queueing.budget import Shares, Wait, Why
from components.ledger.queueing.turns import State
from components.ledger.queueing.urgency import Urgency
from components.ledger.store.places import StoreKind
from components.ledger.store.shelf import Condition
from components.ledger.store.trouble import StoreTrouble
from components.measures.counts import Counts, Sides
from components.measures.outcomes import Source
from components.periods.buckets import Step
from components.periods.window import Window
from components.reports.question import Question
from components.ringme.errors import PbxFault, QuotaUsedUp
from components.ringme.quota import Quota
from components.ui import diagnostics
from components.ui.diagnostics import Diagnosis
from tests.pages.screen import plain

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 11, 18, 12, 15, tzinfo=UTC)
RESET = NOW + timedelta(minutes=45)
MONDAY = Window(datetime(2026, 11, 15, 21, tzinfo=UTC), datetime(2026, 11, 16, 21, tzinfo=UTC))
TUESDAY = Window(MONDAY.end, MONDAY.end + timedelta(days=1))
CALLS, LEGS = Series(Source.CALLS), Series(Source.LEGS)

WELL = Diagnosis(
    now=NOW,
    ahead=timedelta(0),
    zone=MOSCOW,
    queue=State(
        waiting=dict.fromkeys(Urgency, 0),
        is_asking=False,
        circuit=Circuit.CLOSED,
        opens_again_at=None,
        wait=None,
        shares=None,
        seconds=1,
    ),
    quota=Quota(1000, 700, RESET),
    store=Condition(StoreKind.SQLITE, "calls/callboard.db", None, None, 0, None),
    facts=1234,
    corrections=(),
    entries=(),
    question=None,
)

SHARES = Shares(limit=1000, left=700, floor=100, others=150, reserve=0, resets_at=RESET)
LATE = Correction(CALLS, MONDAY, Sides(), Sides(Counts(total=1, busy=1)), NOW)


def entry(series=CALLS, window=MONDAY, error=None, **ago):
    return Entry(series, window, NOW - timedelta(**ago), 1.25, error)


def _page(section, seen):
    section(seen)


@pytest.fixture
def drawn(stage):
    """Draw a section of a diagnosis with changes."""

    def draw(section, *, language="en", **changes):
        at = stage(_page, section, replace(WELL, **changes), language=language).run()
        assert not at.exception
        return at

    return draw


def sentences(at):
    return [one.value for one in at.text]


def warnings(at):
    return [plain(one.value) for one in at.warning]


def captions(at):
    return [plain(one.value) for one in at.caption]


def rows(at):
    """Return the cells of the table, as people read them."""
    return [tuple(map(plain, row)) for row in at.table[0].value.itertuples(index=False)]


def queue(**changes):
    return replace(WELL.queue, **changes)


# Queue, quota, circuit


def test_the_queue_says_whether_it_works_and_who_waits(drawn):
    waiting = {Urgency.PERSON: 2, Urgency.WALL: 0, Urgency.REST: 0}

    at = drawn(diagnostics.queue, queue=queue(is_asking=True, waiting=waiting))

    assert sentences(at) == ["A request is on its way."]
    assert rows(at)[0] == ("Waiting: people's questions", "2")


def test_a_pbx_whose_clock_is_right_is_no_news(drawn):
    at = drawn(diagnostics.queue)

    assert warnings(at) == []
    assert rows(at)[-1] == ("The PBX's clock", "as this server's")


def test_a_pbx_whose_clock_is_not_this_servers_is_told(drawn):
    at = drawn(diagnostics.queue, ahead=timedelta(minutes=3))

    assert warnings(at) == [
        "The clock of the PBX is 3 min ahead of this server's. It decides what is over."
    ]
    assert rows(at)[-1] == ("The PBX's clock", "3 min ahead")


def test_the_quota_is_told_with_its_shares(drawn):
    at = drawn(diagnostics.quota, queue=queue(shares=SHARES))

    assert at.caption[0].value == "Requests left until 16:00: 700 of 1,000"
    assert ("Free for people's questions", "450") in rows(at)


def test_a_quota_that_was_never_heard_of_has_no_shares(drawn):
    at = drawn(diagnostics.quota, quota=None)

    assert "not told by the PBX" in at.caption[0].value
    assert len(at.table) == 0


def test_a_wait_for_the_quota_stands_out(drawn):
    at = drawn(diagnostics.quota, queue=queue(wait=Wait(RESET, Why.USED_UP)))

    assert warnings(at) == ["The hour's quota is used up. Nothing is asked before 16:00."]


def test_an_open_circuit_stands_out(drawn):
    at = drawn(diagnostics.circuit, queue=queue(circuit=Circuit.OPEN, opens_again_at=RESET))

    assert warnings(at) == ["Open: the PBX failed too often, so nothing is asked before 16:00."]


# Ledger


def test_a_ledger_that_does_well_says_how_much_it_knows_and_tells_no_path(drawn):
    at = drawn(diagnostics.ledger)

    assert sentences(at) == ["The store works."]
    assert rows(at) == [
        ("Totals in memory", "1,234"),
        ("Waiting to be written", "0"),
        ("Kept in", "SQLite file"),
    ]
    assert captions(at) == []


def test_a_store_in_trouble_is_told_with_its_time_and_what_waits(drawn):
    store = replace(WELL.store, trouble=StoreTrouble.FULL, since=NOW, waiting=7)

    at = drawn(diagnostics.ledger, store=store)

    (told,) = warnings(at)
    assert told.startswith("There is no room left for the store of known numbers.")
    assert told.endswith("Callboard goes on from memory. Since 15:15.")
    assert ("Waiting to be written", "7") in rows(at)


def test_a_damaged_file_is_told_by_its_name_in_characters(drawn):
    aside = "calls/**call**board.db.damaged-20261118T121500Z"

    at = drawn(diagnostics.ledger, store=replace(WELL.store, set_aside=aside))

    assert captions(at) == [f"A damaged file was set aside: {aside.split('/')[1]}"]
    assert "**call" not in at.caption[-1].value


def test_a_store_in_memory_has_no_place(drawn):
    at = drawn(diagnostics.ledger, store=Condition(StoreKind.MEMORY, "", None, None, 0, None))

    assert captions(at) == []


# Corrections


def test_no_correction_is_said_to_be_none(drawn):
    assert sentences(drawn(diagnostics.corrections)) == ["None so far."]


def test_a_correction_is_a_row_for_each_figure_that_changed(drawn):
    at = drawn(diagnostics.corrections, corrections=(LATE,))

    period, whose = "Mon, Nov 16, 2026", "(Calls · all extensions)"
    assert rows(at) == [
        ("15:15", period, f"Inbound · Calls {whose}", "0 → 1"),
        ("15:15", period, f"Inbound · Busy {whose}", "0 → 1"),
    ]


def test_corrections_that_cannot_be_read_are_not_said_to_be_none(drawn):
    store = replace(WELL.store, trouble=StoreTrouble.LOCKED, since=NOW)

    at = drawn(diagnostics.corrections, store=store)

    assert sentences(at) == ["Not known while the store is in trouble."]


def test_many_corrections_stay_readable(drawn):
    at = drawn(diagnostics.corrections, corrections=(LATE,) * 100)

    assert len(rows(at)) == 30


# Errors


def test_no_error_is_said_to_be_none(drawn):
    at = drawn(diagnostics.errors, entries=(entry(seconds=1),))

    assert sentences(at) == ["None so far."]


def test_an_error_is_told_in_plain_words_with_its_second(drawn):
    failed = entry(error=PbxFault(502), seconds=5)

    at = drawn(diagnostics.errors, entries=(failed, entry(seconds=9)))

    assert rows(at) == [
        (
            "15:14:55",
            "The PBX has a fault of its own (code 502). Try again later.",
            "Mon, Nov 16, 2026",
        )
    ]


def test_an_error_tells_its_moment_in_the_zone_on_screen(drawn):
    at = drawn(diagnostics.errors, entries=(entry(error=QuotaUsedUp(RESET)),))

    assert "16:00" in rows(at)[0][1]


# Requests


def test_without_a_view_the_latest_requests_are_shown(drawn):
    entries = tuple(entry(seconds=number) for number in range(100))

    at = drawn(diagnostics.requests, entries=entries)

    assert sentences(at) == ["The latest requests of this account."]
    assert len(rows(at)) == 20


def test_the_requests_behind_a_view_are_those_of_its_series_and_time(drawn):
    entries = (entry(), entry(LEGS), entry(window=TUESDAY))

    at = drawn(
        diagnostics.requests,
        entries=entries,
        question=Question(Source.CALLS, MONDAY, Step.DAY, MOSCOW),
    )

    assert sentences(at) == [
        "For what you saw last (Mon, Nov 16, 2026), 1 request was sent lately."
    ]
    assert rows(at) == [("15:15:00", "Mon, Nov 16, 2026", "Calls · all extensions", "1.25 s")]


def test_a_request_that_failed_has_no_answer(drawn):
    at = drawn(diagnostics.requests, entries=(entry(error=PbxFault(500)),))

    assert rows(at)[0][-1] == "1.25 s, no answer"


def test_a_view_that_cost_nothing_says_so(drawn):
    at = drawn(
        diagnostics.requests,
        entries=(entry(),),
        question=Question(Source.CALLS, TUESDAY, Step.DAY, MOSCOW),
    )

    assert sentences(at) == [
        "For what you saw last (Tue, Nov 17, 2026), no request was sent lately."
    ]
    assert len(at.table) == 0


def test_the_requests_are_counted_in_russian(drawn):
    at = drawn(
        diagnostics.requests,
        language="ru",
        entries=(entry(), entry()),
        question=Question(Source.CALLS, MONDAY, Step.DAY, MOSCOW),
    )

    assert "отправлено 2 запроса." in sentences(at)[0]


# The look


def test_a_look_takes_what_the_desk_knows_and_costs_nothing(callboard, pbx, stage):
    visitor = callboard.connect(pbx.url, "demo", "demo")
    before, seen = len(pbx.requests), []

    stage(lambda: seen.append(diagnostics.look(visitor))).run()

    assert (seen[0].zone, seen[0].entries, seen[0].question) == (MOSCOW, (), None)
    assert len(pbx.requests) == before
