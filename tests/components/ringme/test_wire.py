"""The API's dialect, without a socket."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.measures.outcomes import Source
from components.periods.window import LONGEST, Window
from components.ringme import wire
from components.ringme.errors import (
    AccessDenied,
    AnswerTooLarge,
    BadRequest,
    CertificateRefused,
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
from components.ringme.models import Extension

NOW = datetime(2026, 11, 23, 14, 20, tzinfo=UTC)
NEXT_HOUR = datetime(2026, 11, 23, 15, tzinfo=UTC)
LOCKED = "Stats request already exists, concurrent request not allowed"
HTML = b"<html><h1>429</h1></html>"


def window(start, end):
    return Window(
        datetime.fromisoformat(start).replace(tzinfo=UTC),
        datetime.fromisoformat(end).replace(tzinfo=UTC),
    )


def answer(status, body=b"", **headers):
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return wire.Answer(status, {"content-type": "application/json", **named}, content)


def refused(given):
    return wire.refusal(given, Resource.CALLS, now=NOW, reference="a1b2")


def seen(error):
    """Return an error's type and its data, to be compared."""
    return type(error), vars(error)


# --- questions


def test_a_half_open_window_ends_one_second_early_on_the_wire():
    asked = wire.ask_statistics(
        Source.CALLS, window("2026-11-01 21:00", "2026-11-02 21:00"), client_id=7001
    )

    assert asked.resource is Resource.CALLS
    assert asked.path == "/api/ver1.0/client/7001/calls/stats/"
    assert asked.query == (
        ("start_datetime", "2026-11-01 21:00:00"),
        ("end_datetime", "2026-11-02 20:59:59"),
    )


def test_neighbouring_windows_never_share_a_second():
    first = wire.ask_statistics(
        Source.CALLS, window("2026-01-01 10:00", "2026-01-01 11:00"), client_id=1
    )
    second = wire.ask_statistics(
        Source.CALLS, window("2026-01-01 11:00", "2026-01-01 12:00"), client_id=1
    )

    assert first.query[1][1] == "2026-01-01 10:59:59"
    assert second.query[0][1] == "2026-01-01 11:00:00"


def test_legs_have_a_path_of_their_own():
    asked = wire.ask_statistics(Source.LEGS, window("2026-01-01", "2026-01-02"), client_id=None)

    assert asked.path == "/api/ver1.0/client/@me/cdr/stats/"


def test_extensions_repeat_their_key_and_are_asked_once_each():
    asked = wire.ask_statistics(
        Source.CALLS, window("2026-01-01", "2026-01-02"), extensions=[12, 5, 12], client_id=1
    )

    assert asked.query[2:] == (("extension_id", "5"), ("extension_id", "12"))


def test_a_window_longer_than_the_api_takes_is_not_asked():
    start = datetime(2026, 1, 1, tzinfo=UTC)
    longest = Window(start, start + LONGEST)
    longer = Window(start, start + LONGEST + timedelta(seconds=1))

    assert wire.ask_statistics(Source.CALLS, longest, client_id=1).query
    with pytest.raises(ValueError, match="cut it"):
        wire.ask_statistics(Source.CALLS, longer, client_id=1)


def test_user_and_extensions_end_with_their_slash():
    assert wire.ask_user().path == "/api/ver1.0/user/"
    asked = wire.ask_extensions(None, 3)
    assert asked.path == "/api/ver1.0/client/@me/extension/"
    assert asked.query == (("page", "3"), ("per_page", "100"))


# --- paging


def extensions(*numbers):
    return [Extension(number, str(number), "", "phone", "active") for number in numbers]


def ids(listing):
    return [extension.id for extension in listing.extensions()]


def test_a_list_ends_with_a_page_shorter_than_the_first():
    listing = wire.Listing()
    listing.add(extensions(3, 1))
    assert listing.page == 2
    listing.add(extensions(2, 5))
    assert listing.page == 3
    listing.add(extensions(4))

    assert listing.page is None
    assert ids(listing) == [3, 1, 2, 5, 4]


def test_a_list_ends_with_an_empty_page():
    listing = wire.Listing()
    listing.add([])

    assert listing.page is None
    assert ids(listing) == []


def test_a_list_ends_when_a_page_brings_nothing_new():
    listing = wire.Listing()
    listing.add(extensions(1, 2))
    listing.add(extensions(2, 1))

    assert listing.page is None
    assert ids(listing) == [1, 2]


def test_a_list_that_never_ends_is_left():
    listing = wire.Listing()
    asked = 0
    while listing.page is not None:
        asked += 1
        listing.add(extensions(listing.page))

    assert asked == 100


# --- answers


def test_the_content_of_an_answer_is_its_json():
    assert wire.content(answer(200, {"in": None})) == {"in": None}
    assert wire.content(wire.Answer(200, {}, b"[]")) == []
    assert wire.content(wire.Answer(200, {"content-type": "text/plain"}, b"[]")) == []


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (answer(200, b"<html>"), "body"),
        (answer(200, {}, content_type="text/html; charset=utf-8"), "content-type"),
        (answer(204), "status"),
        (answer(206, {}), "status"),
    ],
)
def test_an_answer_that_is_not_the_promised_json_is_unexpected(given, field):
    with pytest.raises(UnexpectedAnswer) as caught:
        wire.content(given)

    assert (caught.value.field, caught.value.is_json) == (field, False)


def test_an_answer_does_not_show_its_body_or_headers():
    assert repr(answer(200, b"canary", set_cookie="canary")) == "Answer(status=200)"


# --- refusals (contract, section 4)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (answer(301), Redirected(301)),
        (answer(302, HTML), Redirected(302)),
        (answer(204), UnexpectedAnswer("status", "204 instead of 200", is_json=False)),
        (answer(400, {"message": "malformed"}), BadRequest(400, "a1b2")),
        (answer(401), CredentialsRefused()),
        (
            answer(403, {"message": "", "status": "access_denied"}),
            AccessDenied(Denial.ACCESS_DENIED, Resource.CALLS),
        ),
        (
            answer(403, {"status": "user_blocked"}),
            AccessDenied(Denial.USER_BLOCKED, Resource.CALLS),
        ),
        (
            answer(403, {"status": "user_access_type_deny"}),
            AccessDenied(Denial.USER_ACCESS_TYPE, Resource.CALLS),
        ),
        (
            answer(403, {"status": "app_access_type_deny"}),
            AccessDenied(Denial.APP_ACCESS_TYPE, Resource.CALLS),
        ),
        (answer(403, {"status": "other"}), AccessDenied(Denial.UNKNOWN, Resource.CALLS)),
        (answer(403, {"status": ["x"]}), AccessDenied(Denial.UNKNOWN, Resource.CALLS)),
        (answer(403, HTML), AccessDenied(Denial.UNKNOWN, Resource.CALLS)),
        (answer(404, {"message": "no"}), NotFound(Resource.CALLS)),
        (answer(404, HTML), NotFound(Resource.CALLS)),
        (answer(404, {"status": "client_not_found"}), ClientNotFound()),
        (answer(422, {"message": "no"}), BadRequest(422, "a1b2")),
        (answer(405, b"\xff"), BadRequest(405, "a1b2")),
        (answer(500, {"message": "no"}), PbxFault(500)),
        (answer(502, HTML), PbxFault(502)),
        (answer(503, retry_after="7"), PbxFault(503, 7)),
        (answer(503, retry_after="Wed, 21 Oct 2026 07:28:00 GMT"), PbxFault(503)),
        (answer(503, retry_after="-7"), PbxFault(503)),
        (answer(503, retry_after="²"), PbxFault(503)),
        (answer(503, retry_after="99999"), PbxFault(503, 86400)),
        (answer(504, b""), PbxFault(504)),
    ],
    ids=lambda value: str(value)[:60],
)
def test_every_refusal_is_its_own_error(given, expected):
    assert seen(refused(given)) == seen(expected)


LIMITED = {"message": "Rate limit exceeded", "status": "rate_limit_exceeded"}
BUSY = {"message": LOCKED}


@pytest.mark.parametrize(
    ("body", "remaining", "expected"),
    [
        (LIMITED, None, QuotaUsedUp),
        (LIMITED, "0", QuotaUsedUp),
        (LIMITED, "5", QuotaUsedUp),
        (BUSY, "5", StatisticsBusy),
        (BUSY, None, StatisticsBusy),
        (BUSY, "0", QuotaUsedUp),
        ({"message": "slow down"}, "5", StatisticsBusy),
        ({"message": "slow down"}, None, StatisticsBusy),
        ({"message": "slow down"}, "0", QuotaUsedUp),
        ({"message": LOCKED, "status": "busy"}, None, StatisticsBusy),
        ({"message": "x", "status": "other"}, "5", StatisticsBusy),
        ({"message": "x", "status": "other"}, None, QuotaUsedUp),
        (HTML, "5", StatisticsBusy),
        (HTML, "0", QuotaUsedUp),
        (HTML, None, QuotaUsedUp),
        (b"", None, QuotaUsedUp),
        ({"message": None, "status": 3}, None, QuotaUsedUp),
    ],
)
def test_the_two_kinds_of_429_are_told_apart(body, remaining, expected):
    headers = {} if remaining is None else {"x_ratelimit_remaining": remaining}

    assert type(refused(answer(429, body, **headers))) is expected


@pytest.mark.parametrize(
    ("reset", "expected"),
    [("90", NOW + timedelta(seconds=90)), (None, NEXT_HOUR), ("soon", NEXT_HOUR)],
)
def test_a_quota_used_up_says_until_when(reset, expected):
    headers = {} if reset is None else {"x_ratelimit_reset": reset}

    assert refused(answer(429, LIMITED, **headers)).resets_at == expected


@given(
    st.integers(201, 599),
    st.binary() | st.sampled_from([b"null", b"[]", b'{"status": {}}', b'{"message": 5}']),
    st.dictionaries(st.text(), st.text()),
)
def test_no_answer_can_break_the_choice_of_error(status, body, headers):
    error = wire.refusal(
        wire.Answer(status, headers, body), Resource.LEGS, now=NOW, reference="a1b2"
    )

    assert isinstance(error, RingmeError)
    assert str(error).isprintable()


# --- signing in (contract, section 1)


def test_the_form_asks_for_client_credentials():
    assert wire.token_form("id", "secret") == {
        "grant_type": "client_credentials",
        "client_id": "id",
        "client_secret": "secret",
    }


def test_a_good_answer_of_the_token_service_is_a_token_and_its_life():
    given = {"access_token": "abc", "token_type": "Bearer", "expires_in": 1800, "scope": "all"}

    assert wire.sign_in(answer(200, given)) == ("abc", 1800)


REFUSED = {"error": "invalid_client"}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (answer(400, REFUSED), CredentialsRefused()),
        (answer(401, REFUSED), CredentialsRefused()),
        (answer(403, REFUSED), CredentialsRefused()),
        (answer(401, HTML), SignInUnavailable(NoSignIn.UNEXPECTED)),
        (answer(401), SignInUnavailable(NoSignIn.UNEXPECTED)),
        (answer(404, REFUSED), SignInUnavailable(NoSignIn.UNEXPECTED)),
        (answer(429, REFUSED), SignInUnavailable(NoSignIn.FAULT)),
        (answer(500, REFUSED), SignInUnavailable(NoSignIn.FAULT)),
        (answer(502, HTML), SignInUnavailable(NoSignIn.FAULT)),
        (answer(302, HTML), Redirected(302)),
        (answer(200, HTML), SignInUnavailable(NoSignIn.UNEXPECTED)),
        (answer(200, b'{"access_token": "canary'), SignInUnavailable(NoSignIn.UNEXPECTED)),
        (answer(200, {"access_token": ""}), SignInUnavailable(NoSignIn.UNEXPECTED)),
        (answer(200, []), SignInUnavailable(NoSignIn.UNEXPECTED)),
        (answer(204), SignInUnavailable(NoSignIn.UNEXPECTED)),
    ],
    ids=lambda value: str(value)[:60],
)
def test_the_token_service_refuses_or_is_not_available(given, expected):
    with pytest.raises(RingmeError) as caught:
        wire.sign_in(given)

    assert seen(caught.value) == seen(expected)
    assert caught.value.__context__ is None


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (NoAnswer(Silence.TIMEOUT), SignInUnavailable(NoSignIn.SILENT)),
        (AnswerTooLarge(), SignInUnavailable(NoSignIn.UNEXPECTED)),
        (UnexpectedAnswer("body", "broken gzip"), SignInUnavailable(NoSignIn.UNEXPECTED)),
        (NoAnswer(Silence.RESET), NoAnswer(Silence.RESET)),
        (Unreachable(NoConnection.REFUSED), Unreachable(NoConnection.REFUSED)),
        (CertificateRefused(), CertificateRefused()),
    ],
    ids=lambda value: str(value)[:60],
)
def test_a_silent_token_service_is_not_available_and_an_unreachable_one_is_unreachable(
    error, expected
):
    assert seen(wire.sign_in_trouble(error)) == seen(expected)


def test_calls_are_asked_for_oldest_first_in_long_pages():
    window = Window(NOW - timedelta(hours=1), NOW)

    question = wire.ask_calls(window, 3, extensions=[205, 101, 205], client_id=7)

    assert (question.resource, question.path) == (Resource.RECORDS, "/api/ver1.0/client/7/calls/")
    assert question.query == (
        ("start_datetime", "2026-11-23 13:20:00"),
        ("end_datetime", "2026-11-23 14:19:59"),
        ("extension_id", "101"),
        ("extension_id", "205"),
        ("order", "asc"),
        ("page", "3"),
        ("per_page", "500"),
    )


def test_calls_of_too_long_a_window_are_not_asked_for():
    with pytest.raises(ValueError, match="longer"):
        wire.ask_calls(Window(NOW - LONGEST - timedelta(seconds=1), NOW), 1, client_id=None)
