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
from components.ringme.errors import (
    AccessDenied,
    CredentialsRefused,
    HostRefused,
    PbxFault,
    QuotaUsedUp,
    RingmeError,
    SignInUnavailable,
    UnexpectedAnswer,
    Unreachable,
)
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

OPEN = {"access": {"mode": "open"}}


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
    return settings.read(environment, {**OPEN, "accounts": {"office": entry}})


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
    callboard = operated(settings.read(MEMORY, {**OPEN, "accounts": {"office": entry}}))

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


# The operator's accounts while the PBX does not accept them


@pytest.fixture
def restarted(operated, pbx, tmp_path):
    """Make Callboards of the operator with one account, one after the other, on one store."""

    def start(**changes):
        read = replace(operators(pbx, **changes), store=f"sqlite:///{tmp_path}/kept.db")
        return operated(read)

    return start


def opened_once(callboard):
    """Open the account and see its numbers once, so that they are known after a restart."""
    visitor = callboard.operator_visitor("office")
    total = ask(visitor)
    callboard.close()
    return visitor, total


FAILURES = {
    "its own fault": (Fault.ERROR_500, Where.USER, PbxFault),
    "a fault of its sign-in": (Fault.ERROR_500, Where.TOKEN, SignInUnavailable),
    "no connection any more": (Fault.RESET, Where.EVERYTHING, RingmeError),
    "a user who is blocked": (Fault.USER_BLOCKED_403, Where.USER, AccessDenied),
    "an answer that means nothing": (Fault.HTML_200, Where.USER, UnexpectedAnswer),
    "a quota that is used up": (Fault.QUOTA_429, Where.USER, QuotaUsedUp),
}


def test_after_a_restart_an_account_opens_with_its_last_numbers_though_the_pbx_is_gone(
    restarted, pbx
):
    before, total = opened_once(restarted(title="Head office"))
    pbx.stop()

    visitor = restarted(title="Head office").operator_visitor("office")

    assert visitor.desk.look(wish(), asking=False).survey.total == total
    assert replace(visitor, desk=before.desk) == before
    assert visitor.desk.user.client_id == before.desk.user.client_id


@pytest.mark.parametrize("case", FAILURES)
def test_whatever_the_pbx_says_to_the_sign_in_the_last_numbers_are_shown(restarted, pbx, case):
    fault, where, kind = FAILURES[case]
    _visitor, total = opened_once(restarted())
    pbx.faults.add(fault, where=where)

    visitor = restarted().operator_visitor("office")

    assert visitor.desk.look(wish(), asking=False).survey.total == total
    with pytest.raises(kind):
        visitor.desk.confirm()


def test_what_is_not_known_comes_once_the_pbx_is_back(restarted, pbx, clock):
    opened_once(restarted())
    pbx.stop()
    visitor = restarted().operator_visitor("office")
    window = Window(DAY.end, DAY.end + timedelta(days=1))
    missing = visitor.desk.wait(wish(window))

    pbx.start()
    clock.move(minutes=6)

    assert (missing.survey.total, type(missing.trouble.error)) == (None, Unreachable)
    assert ask(visitor, window).inbound.total > 0


def test_a_secret_that_was_refused_meanwhile_is_told_beside_the_last_numbers(restarted):
    _visitor, total = opened_once(restarted())

    visitor = restarted(app_secret="wrong").operator_visitor("office")

    assert visitor.desk.look(wish(), asking=False).survey.total == total
    look = visitor.desk.wait(wish(Window(DAY.end, DAY.end + timedelta(days=1))))
    assert type(look.trouble.error) is CredentialsRefused


def test_an_account_that_is_opened_without_the_pbx_signs_in_no_more_often(restarted, pbx):
    opened_once(restarted())
    pbx.faults.add(Fault.ERROR_500, where=Where.USER)
    callboard = restarted()

    visitors = [callboard.operator_visitor("office") for _ in range(5)]

    assert len({id(visitor) for visitor in visitors}) == 1
    assert sum(record.place is Where.USER for record in pbx.requests) == 2


def test_where_the_quota_is_used_up_an_account_is_opened_and_nothing_is_asked(restarted, pbx):
    opened_once(restarted())
    pbx.faults.add(Fault.QUOTA_429, where=Where.API)
    visitor = restarted().operator_visitor("office")
    before = len(pbx.requests)

    look = visitor.desk.wait(wish(Window(DAY.end, DAY.end + timedelta(days=1))))

    assert isinstance(look.trouble.error, QuotaUsedUp)
    assert len(pbx.requests) == before


def test_an_account_that_was_never_accepted_is_not_opened(restarted, pbx):
    pbx.faults.add(Fault.ERROR_500)

    for _ in range(2):
        with pytest.raises(RingmeError):
            restarted().operator_visitor("office")


@pytest.mark.parametrize("changes", [{"app_id": "another"}, {"host": "http://127.0.0.1:9"}])
def test_what_is_remembered_holds_for_no_other_account(restarted, pbx, changes):
    opened_once(restarted())
    pbx.faults.add(Fault.ERROR_500)

    with pytest.raises(RingmeError):
        restarted(**changes).operator_visitor("office")


def test_nobody_is_let_in_by_credentials_of_his_own_that_the_pbx_does_not_accept(restarted, pbx):
    opened_once(restarted())
    pbx.faults.add(Fault.ERROR_500, where=Where.USER, times=2)
    callboard = restarted()
    callboard.operator_visitor("office")

    with pytest.raises(PbxFault):
        callboard.connect(pbx.url, "demo", "demo")
    with pytest.raises(CredentialsRefused):
        callboard.connect(pbx.url, "demo", "wrong")

    visitor = callboard.connect(pbx.url, "demo", "demo")
    assert (visitor.kind, visitor.title) == (Kind.OWN, "demo")


def test_of_a_visitors_own_credentials_nothing_is_remembered(restarted, pbx):
    first = restarted()
    first.connect(pbx.url, "demo", "demo")
    first.close()
    pbx.faults.add(Fault.ERROR_500, where=Where.USER)

    with pytest.raises(RingmeError):
        restarted().operator_visitor("office")


def test_what_is_remembered_tells_neither_login_nor_application(restarted, tmp_path):
    opened_once(restarted(app_id="demo"))

    with closing(sqlite3.connect(tmp_path / "kept.db")) as other:
        rows = other.execute("SELECT * FROM callboard_identities").fetchall()

    assert [row[1:] for row in rows] == [(7001, '"Europe/Moscow"')]
    assert not any(word in row[0] for row in rows for word in (b"demo", b"127", b"example"))


# Displays and tries


def test_a_wall_is_refreshed_as_often_as_the_operator_says(operated, pbx):
    callboard = operated(replace(operators(pbx), wall_refresh=timedelta(seconds=2)))

    assert callboard.operator_visitor("office").desk.refresh == timedelta(seconds=2)


def test_a_display_opens_its_board_after_a_restart(restarted):
    first = restarted()
    display, key = first.displays.make(
        title="Hall", account="office", board="period=today", expires_at=None
    )
    first.close()

    assert restarted().displays.find(key, whom="203.0.113.7") == display


def test_wrong_keys_are_counted_apart_from_wrong_passcodes(callboard):
    for number in range(100):
        callboard.displays.find(f"{number}", whom="203.0.113.9")

    assert callboard.key_tries.until("203.0.113.9") is not None
    assert callboard.key_tries.until("203.0.113.7") is None
    assert callboard.tries.until("203.0.113.9") is None


# Ready or not


def test_a_callboard_whose_store_and_settings_are_right_is_ready(restarted):
    assert restarted().readiness() == ()


def test_a_setting_that_cannot_be_used_is_told(operated):
    callboard = operated(settings.read({**MEMORY, "CALLBOARD_WALL_REFRESH": "often"}, {}))

    assert callboard.readiness() == ("configuration",)


def test_accounts_of_which_nobody_said_how_they_open_are_told(operated, pbx):
    entry = {"host": pbx.url, "app_id": "demo", "app_secret": "demo"}

    callboard = operated(settings.read(MEMORY, {"accounts": {"office": entry}}))

    assert callboard.readiness() == ("configuration",)


def test_a_store_that_is_of_no_use_is_told_until_it_is_again(operated, clock, tmp_path):
    path = tmp_path / "kept.db"
    callboard = operated(kept_in(path))
    before = callboard.readiness()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("ALTER TABLE callboard_facts RENAME TO gone")
        during = callboard.readiness(), callboard.readiness()
        other.execute("ALTER TABLE gone RENAME TO callboard_facts")
    clock.move(minutes=1)

    assert (before, during, callboard.readiness()) == ((), (("store",), ("store",)), ())


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
