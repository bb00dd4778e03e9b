"""The parts put together: who is let in, who shares a desk, and what is left when they are gone."""

import gc
import logging
import sqlite3
import threading
import weakref
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from components import settings
from components.bootstrap import Callboard, Kind
from components.ledger.books import Wish
from components.ledger.facts import Series
from components.ledger.store import places
from components.measures.outcomes import MenuCountsAs, Source
from components.periods.window import Window
from components.ringme.client import Client, Credentials
from components.ringme.errors import CredentialsRefused, HostRefused, RingmeError, Unreachable
from components.simulator import Account, Fault, Habits, Office, Simulator, Where
from tests.conftest import PATIENCE

CANARY = "canary-5ecre7"
DAY = Window(datetime(2026, 11, 9, 21, tzinfo=UTC), datetime(2026, 11, 10, 21, tzinfo=UTC))

REFUSED = [
    "",
    "apiproxy.telphin.ru:8443",
    "apiproxy.telphin.ru/api",
    "http://apiproxy.telphin.ru",
    "https://user@apiproxy.telphin.ru",
    "ftp://apiproxy.telphin.ru",
    "evil.example.org",
    "169.254.169.254",
    "[::1]",
    "two words",
]


MEMORY = {"CALLBOARD_STORE": places.MEMORY}
"""What keeps an installation of a test from writing into this machine's folders."""


def ask(visitor, window=DAY):
    """Return the total of a window, and have it asked for if need be."""
    return visitor.desk.wait(wish(window)).survey.total


def wish(window=DAY):
    return Wish(Series(Source.CALLS), (window.start, window.end))


def finish():
    """Wait until no queue works any more: only then nothing is held on to."""
    for thread in threading.enumerate():
        if thread.name == "callboard-turns":
            thread.join(20)
    gc.collect()


def days(number):
    return [Window(DAY.start - timedelta(days=each), DAY.end) for each in range(number)]


def operators(pbx, **changes):
    """Return the settings of an operator with one account, ``office``."""
    entry = {"host": pbx.url, "app_id": "demo", "app_secret": "demo", **changes}
    environment = {"CALLBOARD_ALLOW_HTTP": "1", **MEMORY}
    return settings.read(environment, {"accounts": {"office": entry}})


@pytest.fixture
def operated(clock):
    """Make Callboards of other settings."""
    with ExitStack() as stack:

        def make(read):
            made = Callboard(read, clock=clock, patience=PATIENCE, wait=lambda _: None)
            return stack.enter_context(closing(made))

        yield make


@pytest.fixture
def pbx_of(clock):
    """Make simulators of certain accounts."""
    with ExitStack() as stack:

        def start(*accounts, **habits):
            made = Simulator(accounts=accounts, clock=clock, habits=Habits(quota=100_000, **habits))
            return stack.enter_context(made)

        yield start


# A visitor's own credentials


def test_a_visitor_whom_the_pbx_accepts_is_let_in(callboard, pbx):
    visitor = callboard.connect(pbx.url, "demo", "demo")

    assert (visitor.kind, visitor.title, visitor.name) == (Kind.OWN, "demo@example.org", None)
    assert visitor.menu_counts_as is MenuCountsAs.MISSED


def test_a_visitors_days_are_those_of_the_account(callboard, pbx):
    assert callboard.connect(pbx.url, "demo", "demo").zone == ZoneInfo("Europe/Moscow")


@pytest.mark.parametrize("name", [None, "", "Mars/Olympus", "../../etc/passwd"])
def test_where_the_pbx_names_no_zone_days_are_utc(callboard, pbx_of, office, name):
    pbx = pbx_of(Account(office=office, timezone=name))

    assert callboard.connect(pbx.url, "demo", "demo").zone == ZoneInfo("UTC")


@pytest.mark.parametrize("host", REFUSED)
def test_a_host_that_may_not_be_asked_is_refused(callboard, host):
    with pytest.raises(HostRefused):
        callboard.connect(host, "demo", "demo")


def test_nothing_is_sent_to_a_host_that_is_refused(operated, pbx):
    callboard = operated(settings.read(MEMORY, {}))

    with pytest.raises(HostRefused):
        callboard.connect(pbx.url, "demo", "demo")

    assert pbx.requests == ()


def test_a_visitor_may_name_a_host_that_the_operator_allowed_in_any_spelling(operated):
    callboard = operated(settings.read({"CALLBOARD_ALLOWED_HOSTS": "pbx.invalid", **MEMORY}, {}))

    with pytest.raises(Unreachable):
        callboard.connect("https://PBX.invalid:443/", "demo", "demo")


@pytest.mark.parametrize("pair", [("demo", "wrong"), ("wrong", "demo")])
def test_credentials_that_the_pbx_refuses_let_nobody_in(callboard, pbx, pair):
    with pytest.raises(CredentialsRefused):
        callboard.connect(pbx.url, *pair)


def test_a_wrong_secret_is_refused_also_while_others_are_in_with_the_right_one(callboard, pbx):
    inside = callboard.connect(pbx.url, "demo", "demo")

    with pytest.raises(CredentialsRefused):
        callboard.connect(pbx.url, "demo", "wrong")

    assert inside.desk.quota is not None


def test_a_refusal_carries_no_other_error(callboard, pbx):
    with pytest.raises(CredentialsRefused) as caught:
        callboard.connect(pbx.url, "demo", CANARY)

    assert (caught.value.__cause__, caught.value.__context__) == (None, None)


def test_who_was_refused_may_try_again(callboard, pbx):
    pbx.faults.add(Fault.ERROR_500, times=1)
    with pytest.raises(RingmeError):
        callboard.connect(pbx.url, "demo", "demo")

    assert ask(callboard.connect(pbx.url, "demo", "demo"))


# Who shares what


def test_two_sessions_with_the_same_credentials_sit_at_one_desk(callboard, pbx):
    first = callboard.connect(pbx.url, "demo", "demo")

    assert callboard.connect(pbx.url, "demo", "demo").desk is first.desk


def test_two_sessions_with_the_same_credentials_cost_one_token_and_one_request(callboard, pbx):
    first = callboard.connect(pbx.url, "demo", "demo")
    second = callboard.connect(pbx.url, "demo", "demo")

    assert ask(first) == ask(second)
    assert (pbx.token_requests, pbx.statistics_requests) == (1, 1)


def test_twenty_sessions_that_come_at_once_sit_at_one_desk(callboard, pbx, at_once):
    visitors = at_once(20, lambda _position: callboard.connect(pbx.url, "demo", "demo"))

    assert len({id(visitor.desk) for visitor in visitors}) == 1
    assert pbx.token_requests == 1


def test_every_visitor_is_asked_for_by_name_at_the_pbx(callboard, pbx):
    callboard.connect(pbx.url, "demo", "demo")
    callboard.connect(pbx.url, "demo", "demo")

    assert sum(record.place is Where.USER for record in pbx.requests) == 2


def test_two_apps_of_one_customer_wait_for_each_other(callboard, pbx_of, office, at_once):
    pbx = pbx_of(
        Account(office=office, app_id="one", client_id=7001),
        Account(office=office, app_id="two", client_id=7001),
        statistics_latency=0.005,
    )
    visitors = [callboard.connect(pbx.url, app, "demo") for app in ("one", "two")]

    at_once(20, lambda position: ask(visitors[position % 2], days(20)[position]))

    asked = [record for record in pbx.requests if record.place is Where.STATISTICS]
    asked.sort(key=lambda record: record.started)
    assert {record.account for record in asked} == {"one", "two"}
    assert all(before.ended <= after.started for before, after in pairwise(asked))


def test_two_apps_of_one_customer_share_no_facts(callboard, pbx_of, office):
    pbx = pbx_of(
        Account(office=office, app_id="one", client_id=7001),
        Account(office=office, app_id="two", client_id=7001),
    )

    for app in ("one", "two"):
        ask(callboard.connect(pbx.url, app, "demo"))

    assert pbx.statistics_requests == 2


@pytest.fixture
def neighbours(callboard, pbx_of, office):
    """Two customers of one PBX, one with calls and one without, and a visitor of each."""
    pbx = pbx_of(
        Account(office=office, app_id="busy", client_id=7001),
        Account(office=Office.quiet(), app_id="quiet", client_id=7002),
    )
    visitors = [callboard.connect(pbx.url, app, "demo") for app in ("busy", "quiet")]
    return pbx, *visitors


def test_two_customers_share_no_facts(neighbours):
    _pbx, busy, quiet = neighbours

    assert ask(busy).inbound.total > 0
    assert ask(quiet).inbound.total == 0


def test_two_customers_do_not_wait_for_each_other(neighbours):
    pbx, *visitors = neighbours
    with pbx.hold(Where.STATISTICS) as held:
        for visitor in visitors:
            visitor.desk.look(wish())

        held.wait_for(2)


def test_two_customers_share_neither_desk_nor_token(neighbours):
    pbx, busy, quiet = neighbours

    assert busy.desk is not quiet.desk
    assert pbx.token_requests == 2


def test_the_same_credentials_at_two_hosts_are_two_accounts(callboard, pbx, pbx_of):
    elsewhere = pbx_of(Account(office=Office.quiet()))

    here, there = (callboard.connect(each.url, "demo", "demo") for each in (pbx, elsewhere))

    assert ask(here) != ask(there)


def test_app_id_and_secret_cannot_be_shifted_against_each_other(callboard, pbx_of, office):
    pbx = pbx_of(
        Account(office=office, app_id="ab", app_secret="c", client_id=1),
        Account(office=office, app_id="a", app_secret="bc", client_id=2),
    )

    first, second = callboard.connect(pbx.url, "ab", "c"), callboard.connect(pbx.url, "a", "bc")

    assert first.desk is not second.desk


# What is left of a visitor


@pytest.fixture
def guarded(pbx_of, office):
    """A PBX of which the visitor's secret is the canary."""
    return pbx_of(Account(office=office, app_secret=CANARY))


def held_credentials():
    """Return every set of credentials in this process that holds the canary, once all is idle."""
    finish()
    return [
        each
        for each in gc.get_objects()
        if isinstance(each, Credentials) and each.app_secret == CANARY
    ]


def test_a_visitor_who_stays_is_remembered(callboard, guarded):
    visitor = callboard.connect(guarded.url, "demo", CANARY)

    assert held_credentials() != []
    assert visitor.desk.user.login == "demo@example.org"


def test_a_visitor_who_left_leaves_no_desk(callboard, guarded):
    visitor = callboard.connect(guarded.url, "demo", CANARY)
    ask(visitor)
    desk = weakref.ref(visitor.desk)

    del visitor
    finish()

    assert desk() is None


def test_a_visitor_who_left_leaves_neither_client_nor_secret(callboard, guarded):
    visitor = callboard.connect(guarded.url, "demo", CANARY)
    ask(visitor)

    del visitor

    assert held_credentials() == []
    assert clients_of(guarded) == []


def test_a_secret_is_gone_without_waiting_for_the_collector(callboard, guarded):
    visitor = callboard.connect(guarded.url, "demo", CANARY)
    ask(visitor)
    visitor.desk.extensions()
    finish()
    desk = weakref.ref(visitor.desk)
    client = weakref.ref(visitor.desk._client)
    gc.disable()
    try:
        del visitor

        assert (desk(), client()) == (None, None)
    finally:
        gc.enable()


def test_a_visitor_who_met_a_failure_and_left_leaves_nothing(callboard, guarded, caplog):
    # pytest keeps every log record, and with it the error that was logged.
    caplog.set_level(logging.CRITICAL, logger="components.ringme.client")
    visitor = callboard.connect(guarded.url, "demo", CANARY)
    guarded.faults.add(Fault.ERROR_500)
    assert ask(visitor) is None
    with pytest.raises(RingmeError):
        visitor.desk.extensions()

    del visitor

    assert held_credentials() == []


@pytest.mark.parametrize("times", [1, 3])
def test_a_failure_of_one_visitor_is_not_kept_by_another_of_the_same_customer(
    callboard, pbx_of, office, caplog, times
):
    # pytest keeps every log record, and with it the error that was logged.
    caplog.set_level(logging.CRITICAL, logger="components.ringme.client")
    pbx = pbx_of(
        Account(office=office, app_id="stays", client_id=7001),
        Account(office=office, app_id="leaves", app_secret=CANARY, client_id=7001),
    )
    stays = callboard.connect(pbx.url, "stays", "demo")
    leaves = callboard.connect(pbx.url, "leaves", CANARY)
    pbx.faults.add(Fault.ERROR_500, where=Where.STATISTICS, times=times)
    ask(leaves)

    del leaves

    assert held_credentials() == []
    assert ask(stays) is not None


def test_a_visitor_who_left_in_the_middle_is_forgotten_once_the_answer_is_there(callboard, guarded):
    visitor = callboard.connect(guarded.url, "demo", CANARY)
    with guarded.hold(Where.STATISTICS) as held:
        visitor.desk.look(wish())
        held.wait_for(1)
        del visitor

    assert held_credentials() == []
    assert clients_of(guarded) == []


def test_a_visitor_who_was_refused_leaves_nothing(callboard, pbx):
    with pytest.raises(CredentialsRefused):
        callboard.connect(pbx.url, "demo", CANARY)

    assert held_credentials() == []
    assert clients_of(pbx) == []


def test_a_visitor_who_left_does_not_take_the_desk_of_another(callboard, guarded):
    first = callboard.connect(guarded.url, "demo", CANARY)
    second = callboard.connect(guarded.url, "demo", CANARY)
    ask(first)

    del first
    finish()

    ask(second)
    assert guarded.statistics_requests == 1


def test_a_visitor_who_comes_back_is_asked_for_credentials_anew(callboard, guarded):
    visitor = callboard.connect(guarded.url, "demo", CANARY)
    del visitor
    finish()

    with pytest.raises(CredentialsRefused):
        callboard.connect(guarded.url, "demo", "wrong")


def test_a_visitor_does_not_show_the_secret(callboard, guarded):
    visitor = callboard.connect(guarded.url, "demo", CANARY)

    assert CANARY not in f"{visitor!r} {callboard!r} {vars(callboard)!r}"


def clients_of(pbx):
    return [
        each
        for each in gc.get_objects()
        if isinstance(each, Client) and repr(each) == f"<Client of {pbx.url}>"
    ]


# The operator's accounts


def test_an_operators_account_is_shown_as_the_operator_set_it_up(operated, pbx):
    callboard = operated(
        operators(pbx, title="Head office", timezone="Asia/Omsk", menu_counts_as="answered")
    )

    visitor = callboard.operator_visitor("office")

    assert (visitor.kind, visitor.name, visitor.title) == (Kind.OPERATOR, "office", "Head office")
    assert visitor.zone == ZoneInfo("Asia/Omsk")
    assert visitor.menu_counts_as is MenuCountsAs.ANSWERED


def test_an_operators_account_without_a_zone_has_the_pbxs(operated, pbx):
    visitor = operated(operators(pbx)).operator_visitor("office")

    assert visitor.zone == ZoneInfo("Europe/Moscow")


def test_an_operators_account_signs_in_once(operated, pbx):
    callboard = operated(operators(pbx))
    visitors = [callboard.operator_visitor("office") for _ in range(5)]

    assert len({id(visitor) for visitor in visitors}) == 1
    assert len(pbx.requests) == 2


def test_an_operators_account_is_not_forgotten_when_nobody_looks(operated, pbx):
    callboard = operated(operators(pbx))
    ask(callboard.operator_visitor("office"))
    finish()

    ask(callboard.operator_visitor("office"))

    assert (pbx.token_requests, pbx.statistics_requests) == (1, 1)


def test_twenty_who_open_an_operators_account_at_once_are_one_visitor(operated, pbx, at_once):
    callboard = operated(operators(pbx))

    visitors = at_once(20, lambda _position: callboard.operator_visitor("office"))

    assert len({id(visitor) for visitor in visitors}) == 1
    assert pbx.token_requests == 1


def test_an_operators_account_needs_no_entry_in_the_list_of_hosts(operated):
    entry = {"host": "pbx.invalid", "app_id": "demo", "app_secret": "demo"}
    callboard = operated(settings.read(MEMORY, {"accounts": {"office": entry}}))

    with pytest.raises(Unreachable):
        callboard.operator_visitor("office")


def test_an_operators_plain_http_is_refused_unless_allowed(operated, pbx):
    callboard = operated(replace(operators(pbx), allow_http=False))

    with pytest.raises(HostRefused):
        callboard.operator_visitor("office")

    assert pbx.requests == ()


def test_an_operators_account_that_failed_may_be_tried_again(operated, pbx):
    callboard = operated(operators(pbx))
    pbx.faults.add(Fault.ERROR_500, times=1)
    with pytest.raises(RingmeError):
        callboard.operator_visitor("office")

    assert ask(callboard.operator_visitor("office"))


def test_an_account_that_the_operator_never_set_up_does_not_exist(operated, pbx):
    with pytest.raises(KeyError):
        operated(operators(pbx)).operator_visitor("archive")


def test_a_visitor_with_the_operators_own_credentials_costs_nothing_twice(operated, pbx):
    callboard = operated(operators(pbx))
    ask(callboard.operator_visitor("office"))

    ask(callboard.connect(pbx.url, "demo", "demo"))

    assert pbx.statistics_requests == 1


# The store


def kept_in(path):
    return settings.read({"CALLBOARD_ALLOW_HTTP": "1", "CALLBOARD_STORE": f"sqlite:///{path}"}, {})


def test_what_was_asked_is_known_after_a_restart(operated, pbx, tmp_path):
    for _ in range(2):
        callboard = operated(kept_in(tmp_path / "kept.db"))
        known = ask(callboard.connect(pbx.url, "demo", "demo"))
        callboard.close()

    assert known.inbound.total > 0
    assert pbx.statistics_requests == 1


def test_two_apps_share_nothing_of_the_store_either(operated, pbx_of, office, tmp_path):
    pbx = pbx_of(
        Account(office=office, app_id="one", client_id=7001),
        Account(office=office, app_id="two", client_id=7001),
    )
    callboard = operated(kept_in(tmp_path / "kept.db"))

    for app in ("one", "two"):
        ask(callboard.connect(pbx.url, app, "demo"))

    assert pbx.statistics_requests == 2


def test_the_store_holds_no_secret(operated, guarded, tmp_path):
    callboard = operated(kept_in(tmp_path / "kept.db"))
    ask(callboard.connect(guarded.url, "demo", CANARY))

    callboard.close()

    assert all(CANARY.encode() not in file.read_bytes() for file in tmp_path.iterdir())


# The end


def test_what_waits_for_the_store_is_written_at_the_end(operated, pbx, tmp_path):
    path = tmp_path / "kept.db"
    callboard = operated(kept_in(path))
    visitor = callboard.connect(pbx.url, "demo", "demo")
    ask(visitor, days(2)[1])
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        ask(visitor)
        finish()
        assert visitor.desk.store.waiting == 1

    callboard.close()

    again = operated(kept_in(path)).connect(pbx.url, "demo", "demo")
    assert again.desk.look(wish(), asking=False).survey.missing == ()


def test_a_closed_callboard_asks_nothing_more(callboard, pbx):
    visitor = callboard.connect(pbx.url, "demo", "demo")

    callboard.close()
    visitor.desk.wait(wish())

    assert pbx.statistics_requests == 0


def test_the_answer_on_its_way_is_the_last_one_when_the_callboard_is_closed(callboard, pbx):
    visitor = callboard.connect(pbx.url, "demo", "demo")
    with pbx.hold(Where.STATISTICS) as held:
        for window in days(3):
            visitor.desk.look(wish(window))
        held.wait_for(1)

        callboard.close()

    finish()
    assert pbx.statistics_requests == 1


# The demo


def test_the_demo_has_calls_and_needs_no_setting(operated):
    callboard = operated(settings.read(MEMORY, {}))

    visitor = callboard.demo_visitor()

    assert (visitor.kind, visitor.zone) == (Kind.DEMO, ZoneInfo("Europe/Moscow"))
    assert ask(visitor).inbound.total > 0


def test_everybody_sees_the_same_demo(callboard, at_once):
    visitors = at_once(5, lambda _position: callboard.demo_visitor())

    assert len({id(visitor.desk) for visitor in visitors}) == 1


def test_nothing_of_the_demo_reaches_the_store(operated, tmp_path):
    callboard = operated(settings.read({"CALLBOARD_STORE": f"sqlite:///{tmp_path}/kept.db"}, {}))

    ask(callboard.demo_visitor())

    assert list(tmp_path.iterdir()) == []


def test_a_closed_callboard_has_stopped_its_demo(callboard):
    visitor = callboard.demo_visitor()

    callboard.close()

    with pytest.raises(Unreachable):
        visitor.desk.extensions()


def test_the_present_is_told_by_the_clock_that_was_given(callboard, clock):
    clock.move(days=3)

    assert callboard.now == clock.now
