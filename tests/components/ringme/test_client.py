"""The client and a simulated PBX, over real HTTP."""

import gc
import weakref
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from http import HTTPStatus
from threading import Semaphore
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from components.measures.counts import Counts, Sides
from components.measures.outcomes import Source
from components.periods.window import Window
from components.ringme.client import Client, Credentials, Timeouts
from components.ringme.errors import (
    AccessDenied,
    AnswerTooLarge,
    BadRequest,
    ClientNotFound,
    CredentialsRefused,
    Denial,
    NoAnswer,
    NoConnection,
    NoSignIn,
    NotFound,
    PbxFault,
    QuotaUsedUp,
    Redirected,
    Resource,
    RingmeError,
    SignInUnavailable,
    Silence,
    StatisticsBusy,
    UnexpectedAnswer,
    Unreachable,
)
from components.ringme.hosts import Host
from components.ringme.models import User
from components.simulator import (
    PEOPLE,
    EmptySides,
    Fault,
    Habits,
    Kind,
    Office,
    Simulator,
    Where,
)

DAY = Window(datetime(2026, 3, 2, 21, tzinfo=UTC), datetime(2026, 3, 3, 21, tzinfo=UTC))
NOVEMBER = Window(datetime(2019, 10, 31, 21, tzinfo=UTC), datetime(2019, 11, 10, 21, tzinfo=UTC))
NOW = datetime(2026, 11, 23, 14, 20, tzinfo=UTC)
PATIENT = Timeouts(connect=10, read=30, total=60)
HURRIED = Timeouts(connect=5, read=0.5, total=1)
KINDS = {Source.CALLS: Kind.CALLS, Source.LEGS: Kind.LEGS}


def ask(client):
    return client.statistics(Source.CALLS, DAY, client_id=None)


def waiting_for(fault):
    """Wait long for what comes, and only a little for what never will."""
    return HURRIED if fault in {Fault.HANG, Fault.DRIP} else PATIENT


def failure(client):
    with pytest.raises(RingmeError) as caught:
        ask(client)
    return caught.value


def expected(counted):
    """Turn the simulator's count into ours, by an arithmetic of its own."""
    sides = (
        Counts(**{key.replace(" ", "_"): count for key, count in counted[side].items()})
        for side in ("in", "out")
    )
    return Sides(*sides)


# --- what it asks and gets


def test_the_documented_example_comes_back_as_it_is_printed(connect):
    with Simulator(office=Office.documented_example()) as pbx:
        answer = connect(pbx.url).statistics(Source.CALLS, NOVEMBER, client_id=None)

    assert answer.sides.inbound == Counts(87, 59, 15, 5, 0, 0, 8, 6386, 6142)
    assert answer.sides.outbound == Counts(146, 87, 0, 37, 0, 0, 22, 958, 958)


def test_the_user_says_whose_statistics_there_are(pbx, connect):
    client = connect(pbx.url)

    user = client.user()

    assert user == User(7101, "demo@example.org", "full", 7001, "Europe/Moscow")
    by_id = client.statistics(Source.CALLS, DAY, client_id=user.client_id)
    assert by_id == client.statistics(Source.CALLS, DAY, client_id=None)


def test_every_request_is_made_as_the_contract_wants_it(pbx, connect):
    client = connect(pbx.url)
    client.user()
    client.statistics(Source.LEGS, DAY, extensions={PEOPLE[1].id, PEOPLE[0].id}, client_id=7001)

    token, user, statistics = pbx.requests

    assert (token.method, token.path, token.query) == ("POST", "/oauth/token", "")
    assert user.path == "/api/ver1.0/user/"
    assert statistics.path == "/api/ver1.0/client/7001/cdr/stats/"
    assert statistics.parameters == {
        "start_datetime": ["2026-03-02 21:00:00"],
        "end_datetime": ["2026-03-03 20:59:59"],
        "extension_id": [str(number) for number in sorted([PEOPLE[0].id, PEOPLE[1].id])],
    }
    for request in pbx.requests:
        assert request.headers["accept-encoding"] == "gzip"
        assert request.headers["user-agent"] == "Callboard"
    assert "authorization" not in token.headers


@pytest.mark.parametrize("cap", [1, 4, 5, 100])
def test_all_extensions_are_read_whatever_a_page_holds(pbx, connect, cap):
    pbx.habits = replace(pbx.habits, per_page_cap=cap)

    extensions = connect(pbx.url).extensions(7001)

    assert [one.id for one in extensions] == [one.id for one in PEOPLE]
    assert [one.number for one in extensions] == [one.number for one in PEOPLE]
    assert [one.label for one in extensions] == [one.label for one in PEOPLE]


def test_a_pbx_that_ignores_the_page_does_not_hold_us_for_ever(pbx, connect):
    pbx.habits = replace(pbx.habits, per_page_cap=5)
    pbx.faults.add(Fault.IGNORED_PAGES)

    assert len(connect(pbx.url).extensions(None)) == 5
    assert len(pbx.requests) == 3


@pytest.mark.parametrize("cap", [7, 500])
def test_the_calls_of_a_window_are_those_that_its_statistics_count(pbx, connect, cap):
    pbx.habits = replace(pbx.habits, calls_cap=cap)
    client = connect(pbx.url)
    told = ask(client).sides
    number = told.inbound.total + told.outbound.total

    pages = [client.calls(DAY, page=page, client_id=7001) for page in range(1, number // cap + 2)]

    records = [record for page in pages for record in page.records]
    assert {page.per_page for page in pages} == {cap}
    assert len({record.uuid for record in records}) == len(records) == number
    assert sum(record.duration for record in records) == (
        told.inbound.duration + told.outbound.duration
    )


def test_no_number_of_a_caller_is_logged(pbx, connect, caplog):
    caplog.set_level("DEBUG")

    page = connect(pbx.url).calls(DAY, page=1, client_id=7001)

    callers = {record.caller for record in page.records if record.caller.startswith("+")}
    assert callers
    assert [caller for caller in callers if caller in caplog.text] == []


@pytest.mark.parametrize("form", EmptySides)
def test_a_side_without_calls_may_be_told_in_any_form(connect, form):
    with Simulator(office=Office.quiet(), habits=Habits(empty_sides=form)) as pbx:
        assert ask(connect(pbx.url)).sides == Sides()


@pytest.mark.parametrize(
    ("fault", "unknown"),
    [
        (Fault.NULL_COUNT, set()),
        (Fault.MISSING_KEYS, set()),
        (Fault.UNKNOWN_KEYS, {"in.parked", "generated_by"}),
    ],
)
def test_keys_missing_or_more_than_known_are_survived(pbx, connect, fault, unknown):
    pbx.faults.add(fault)

    answer = ask(connect(pbx.url))

    counted = expected(pbx.count(Kind.CALLS, DAY.start, DAY.end))
    assert answer.sides.inbound.bridged == counted.inbound.bridged
    assert answer.sides.inbound.busy in {0, counted.inbound.busy}
    assert answer.unknown == unknown


# --- what goes wrong (each class that the project tells apart)

RESET = datetime(2026, 11, 23, 15, tzinfo=UTC)

FAILURES = {
    Fault.UNAUTHORISED_401: CredentialsRefused(),
    Fault.ACCESS_DENIED_403: AccessDenied(Denial.ACCESS_DENIED, Resource.CALLS),
    Fault.USER_BLOCKED_403: AccessDenied(Denial.USER_BLOCKED, Resource.CALLS),
    Fault.USER_ACCESS_403: AccessDenied(Denial.USER_ACCESS_TYPE, Resource.CALLS),
    Fault.APP_ACCESS_403: AccessDenied(Denial.APP_ACCESS_TYPE, Resource.CALLS),
    Fault.UNNAMED_403: AccessDenied(Denial.UNKNOWN, Resource.CALLS),
    Fault.NOT_FOUND_404: NotFound(Resource.CALLS),
    Fault.CLIENT_NOT_FOUND_404: ClientNotFound(),
    Fault.QUOTA_429: QuotaUsedUp(RESET),
    Fault.UNNAMED_QUOTA_429: QuotaUsedUp(RESET),
    Fault.BUSY_429: StatisticsBusy(),
    Fault.ERROR_500: PbxFault(500),
    Fault.HTML_502: PbxFault(502),
    Fault.UNAVAILABLE_503: PbxFault(503, 1),
    Fault.TIMEOUT_504: PbxFault(504),
    Fault.REDIRECT_302: Redirected(302),
    Fault.HTML_200: UnexpectedAnswer("content-type", "HTML instead of JSON", is_json=False),
    Fault.EMPTY_BODY: UnexpectedAnswer("body", "empty", is_json=False),
    Fault.CUT_JSON: UnexpectedAnswer("body", "not JSON, or JSON cut short"),
    Fault.BAD_UTF8: UnexpectedAnswer("body", "not UTF-8"),
    Fault.WRONG_SHAPE: UnexpectedAnswer("body", "text instead of an object"),
    Fault.DEEP_JSON: UnexpectedAnswer("body", "too deep"),
    Fault.HUGE_BODY: AnswerTooLarge(),
    Fault.CUT_BODY: NoAnswer(Silence.CUT),
    Fault.CLOSED: NoAnswer(Silence.CUT),
    Fault.RESET: NoAnswer(Silence.RESET),
    Fault.HANG: NoAnswer(Silence.TIMEOUT),
    Fault.DRIP: NoAnswer(Silence.TIMEOUT),
    Fault.NAN_COUNT: UnexpectedAnswer("body", "NaN or Infinity"),
    Fault.INFINITE_COUNT: UnexpectedAnswer("body", "a number beyond all bounds"),
    Fault.TEXT_COUNT: UnexpectedAnswer("in.busy", "text instead of a whole number"),
    Fault.BOOL_COUNT: UnexpectedAnswer("in.busy", "a boolean instead of a whole number"),
    Fault.FLOAT_COUNT: UnexpectedAnswer("in.busy", "a fraction instead of a whole number"),
    Fault.NEGATIVE_COUNT: UnexpectedAnswer("in.busy", "negative"),
    Fault.ENORMOUS_COUNT: UnexpectedAnswer("in.busy", "too large a number"),
    Fault.LIST_COUNT: UnexpectedAnswer("in.busy", "a list instead of a whole number"),
    Fault.DUPLICATE_KEYS: UnexpectedAnswer("body", "the same key twice"),
    Fault.WRONG_SIDE: UnexpectedAnswer("in", "a list instead of an object"),
    Fault.NO_SIDES: UnexpectedAnswer("body", "neither in nor out"),
}


@pytest.mark.parametrize("fault", FAILURES)
def test_every_failure_is_its_own_error_and_the_next_answer_is_good(pbx, connect, fault):
    client = connect(pbx.url, timeouts=waiting_for(fault), clock=lambda: NOW)
    good = ask(client)
    pbx.faults.add(fault)

    error = failure(client)

    assert type(error) is type(FAILURES[fault])
    if not isinstance(error, QuotaUsedUp):
        # When a quota returns depends on the simulator's own clock.
        assert vars(error) == vars(FAILURES[fault])
    pbx.faults.clear()
    assert ask(client) == good


@pytest.mark.parametrize("fault", FAILURES)
def test_a_question_is_asked_once(pbx, connect, fault):
    client = connect(pbx.url, timeouts=waiting_for(fault))
    pbx.faults.add(fault)

    failure(client)

    repeated = fault is Fault.UNAUTHORISED_401
    assert pbx.statistics_requests == (2 if repeated else 1)
    assert pbx.token_requests == (2 if repeated else 1)


@pytest.mark.parametrize("fault", [Fault.BAD_REQUEST_400, Fault.UNPROCESSABLE_422])
def test_a_mistake_of_ours_is_found_in_the_log_by_its_reference(pbx, connect, caplog, fault):
    client = connect(pbx.url)
    pbx.faults.add(fault)

    error = failure(client)

    assert isinstance(error, BadRequest)
    assert len(error.reference) == 8
    assert error.reference in caplog.text


def test_the_time_until_the_quota_returns_is_the_pbxs(connect):
    with Simulator(habits=Habits(quota=1), clock=lambda: NOW) as pbx:
        client = connect(pbx.url, clock=lambda: NOW)
        client.user()

        error = failure(client)

    assert isinstance(error, QuotaUsedUp)
    assert error.resets_at == RESET


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault.ERROR_500, SignInUnavailable(NoSignIn.FAULT)),
        (Fault.HTML_502, SignInUnavailable(NoSignIn.FAULT)),
        (Fault.HTML_200, SignInUnavailable(NoSignIn.UNEXPECTED)),
        (Fault.EMPTY_BODY, SignInUnavailable(NoSignIn.UNEXPECTED)),
        (Fault.CUT_JSON, SignInUnavailable(NoSignIn.UNEXPECTED)),
        (Fault.WRONG_SHAPE, SignInUnavailable(NoSignIn.UNEXPECTED)),
        (Fault.HUGE_BODY, SignInUnavailable(NoSignIn.UNEXPECTED)),
        (Fault.HANG, SignInUnavailable(NoSignIn.SILENT)),
        (Fault.DRIP, SignInUnavailable(NoSignIn.SILENT)),
        (Fault.REDIRECT_302, Redirected(302)),
        (Fault.CUT_BODY, NoAnswer(Silence.CUT)),
        (Fault.RESET, NoAnswer(Silence.RESET)),
        (Fault.UNAUTHORISED_401, CredentialsRefused()),
        (Fault.BAD_REQUEST_400, CredentialsRefused()),
    ],
)
def test_every_failure_of_the_sign_in_is_its_own_error(pbx, connect, fault, error):
    pbx.faults.add(fault, where=Where.TOKEN)

    found = failure(connect(pbx.url, timeouts=waiting_for(fault)))

    assert (type(found), vars(found)) == (type(error), vars(error))
    assert pbx.token_requests == 1
    assert pbx.statistics_requests == 0


@pytest.mark.parametrize("status", [400, 401])
def test_wrong_credentials_are_refused_either_way(pbx, connect, status):
    pbx.habits = replace(pbx.habits, refusal=status)

    assert isinstance(failure(connect(pbx.url, app_secret="wrong")), CredentialsRefused)


def test_a_pbx_that_is_gone_refuses_the_connection(pbx, connect):
    client = connect(pbx.url)
    ask(client)
    pbx.stop()

    error = failure(client)

    assert isinstance(error, Unreachable)
    assert error.kind is NoConnection.REFUSED


# --- the token


def test_a_token_serves_many_questions(pbx, connect):
    client = connect(pbx.url)
    for _ in range(3):
        client.user()

    assert pbx.token_requests == 1


def test_a_token_is_renewed_a_minute_before_its_end(pbx, connect):
    now = [0.0]
    client = connect(pbx.url, monotonic=lambda: now[0])
    client.user()

    now[0] = 3600 - 61
    client.user()
    assert pbx.token_requests == 1
    now[0] = 3600 - 60
    client.user()
    assert pbx.token_requests == 2


@pytest.mark.parametrize("told", [True, False])
def test_a_dead_token_is_renewed_once_and_nobody_notices(pbx, connect, told):
    pbx.habits = replace(pbx.habits, token_life_told=told)
    client = connect(pbx.url)
    good = ask(client)
    pbx.kill_tokens()

    assert ask(client) == good
    assert pbx.token_requests == 2


@pytest.fixture
def crowded():
    """A PBX that can refuse one token to fifty threads before it gives out another."""
    refused = Semaphore(0)

    def hear(request):
        if request.status == HTTPStatus.UNAUTHORIZED:
            refused.release()

    def meet(pbx, client):
        pbx.faults.add(Fault.UNAUTHORISED_401, where=Where.USER, times=50)
        with ThreadPoolExecutor(50) as pool:
            with pbx.hold(Where.USER) as held:
                asking = [pool.submit(client.user) for _ in range(50)]
                held.wait_for(50)
                with pbx.hold(Where.TOKEN):
                    assert all(refused.acquire(timeout=30) for _ in asking)
            return [one.exception() or one.result() for one in asking]

    with Simulator(on_request=hear) as pbx:
        yield pbx, meet


def test_fifty_threads_with_a_dead_token_cost_one_token_and_no_answer(crowded, connect):
    pbx, meet = crowded
    pbx.habits = replace(pbx.habits, new_token_kills_old=True)
    client = connect(pbx.url, timeouts=PATIENT)
    known = client.user()

    assert meet(pbx, client) == [known] * 50
    assert pbx.token_requests == 2


def test_fifty_threads_with_refused_credentials_cost_one_token_request(crowded, connect):
    pbx, meet = crowded
    client = connect(pbx.url, timeouts=PATIENT)
    client.user()
    pbx.faults.add(Fault.UNAUTHORISED_401, where=Where.TOKEN)

    assert {type(error) for error in meet(pbx, client)} == {CredentialsRefused}
    assert pbx.token_requests == 2


# --- the quota


def test_the_quota_is_read_from_every_answer(connect):
    with Simulator(habits=Habits(quota=10), clock=lambda: NOW) as pbx:
        client = connect(pbx.url, clock=lambda: NOW)
        assert client.quota is None

        client.user()
        assert (client.quota.limit, client.quota.remaining) == (10, 9)
        assert client.quota.resets_at == RESET
        pbx.faults.add(Fault.NOT_FOUND_404, times=1)
        failure(client)
        assert client.quota.remaining == 8


@pytest.mark.parametrize("fault", [Fault.NO_QUOTA_HEADERS, Fault.ABSURD_QUOTA_HEADERS])
def test_quota_headers_that_are_missing_or_absurd_are_survived(pbx, connect, fault):
    client = connect(pbx.url)
    pbx.faults.add(fault)

    ask(client)

    assert client.quota is None


# --- its end


def test_a_client_may_be_closed_twice(pbx, connect):
    client = connect(pbx.url)
    client.user()

    client.close()
    client.close()


def test_a_forgotten_client_is_gone_at_once_and_gives_its_sockets_back(pbx):
    client = Client(Credentials(Host(pbx.url), "demo", "demo"))
    client.user()
    connections = client._line._http
    forgotten = weakref.ref(client)
    gc.disable()
    try:
        del client
        assert forgotten() is None
    finally:
        gc.enable()

    assert connections.is_closed


# --- the numbers

ZONES = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Europe/Moscow"]
# Both changes of the clocks of each zone lie in these weeks.
SPRING, AUTUMN = date(2026, 3, 1), date(2025, 10, 1)


@st.composite
def days(draw):
    """Draw whole local days around a change of the clocks: some have 23 or 25 hours."""
    zone = ZoneInfo(draw(st.sampled_from(ZONES)))
    first = draw(st.sampled_from([SPRING, AUTUMN])) + timedelta(days=draw(st.integers(0, 39)))
    last = first + timedelta(days=draw(st.integers(1, 7)))
    start, end = (
        datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC) for day in (first, last)
    )
    return Window(start, end)


@st.composite
def moments(draw):
    """Draw any seconds at all, up to the longest window that may be asked for."""
    first = draw(st.sampled_from([SPRING, AUTUMN]))
    start = datetime(first.year, first.month, first.day, tzinfo=UTC)
    start += timedelta(seconds=draw(st.integers(0, 20 * 86400)))
    length = draw(st.integers(1, 86400) | st.integers(1, 30 * 86400))
    return Window(start, start + timedelta(seconds=length))


@pytest.fixture(scope="module")
def office():
    """An office with all its calls known, and one client that keeps its connection."""
    with (
        Simulator(habits=Habits(quota=1_000_000)) as pbx,
        closing(Client(Credentials(Host(pbx.url), "demo", "demo"))) as client,
    ):
        yield pbx, client


@settings(
    max_examples=1000,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    window=days() | moments(),
    source=st.sampled_from(Source),
    extensions=st.sets(st.sampled_from([one.id for one in PEOPLE]), max_size=4),
)
def test_the_answer_for_any_window_is_what_the_pbx_counted(office, window, source, extensions):
    pbx, client = office

    answer = client.statistics(source, window, extensions=extensions, client_id=7001)

    counted = pbx.count(KINDS[source], window.start, window.end, extensions)
    assert answer.sides == expected(counted)
