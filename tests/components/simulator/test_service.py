"""The order of checks: path, encoding, token, quota, the one place for statistics."""

import gzip
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import httpx
import pytest

from components.simulator import Fault, Office, Simulator, Where
from components.simulator.accounts import Account

QUOTA_HEADERS = ("x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset")
FORBIDDEN = {
    Fault.ACCESS_DENIED_403: "access_denied",
    Fault.USER_BLOCKED_403: "user_blocked",
    Fault.USER_ACCESS_403: "user_access_type_deny",
    Fault.APP_ACCESS_403: "app_access_type_deny",
    Fault.UNNAMED_403: None,
}
STATUSES = {
    Fault.BAD_REQUEST_400: 400,
    Fault.UNAUTHORISED_401: 401,
    Fault.NOT_FOUND_404: 404,
    Fault.CLIENT_NOT_FOUND_404: 404,
    Fault.UNPROCESSABLE_422: 422,
    Fault.ERROR_500: 500,
    Fault.HTML_502: 502,
    Fault.UNAVAILABLE_503: 503,
    Fault.TIMEOUT_504: 504,
    Fault.REDIRECT_302: 302,
    Fault.HTML_200: 200,
    Fault.EMPTY_BODY: 200,
    Fault.HUGE_BODY: 200,
}


def test_good_credentials_give_a_bearer_token_for_an_hour(stranger):
    answer = stranger.sign_in().json()

    assert answer.keys() == {"access_token", "token_type", "expires_in", "scope"}
    assert (answer["token_type"], answer["expires_in"], answer["scope"]) == ("Bearer", 3600, "all")


def test_the_life_of_a_token_may_stay_untold(pbx, stranger):
    pbx.habits = replace(pbx.habits, token_life_told=False)

    assert "expires_in" not in stranger.sign_in().json()


@pytest.mark.parametrize("status", [400, 401])
def test_wrong_credentials_are_refused_with_either_status(pbx, stranger, status):
    pbx.habits = replace(pbx.habits, refusal=status)

    answer = stranger.sign_in(secret="wrong")

    assert (answer.status_code, answer.json()) == (status, {"error": "invalid_client"})


@pytest.mark.parametrize(
    "sent",
    [
        {"json": {"grant_type": "client_credentials"}},
        {"data": {"grant_type": "password", "client_id": "demo", "client_secret": "demo"}},
        {"data": {"client_id": "demo"}},
    ],
    ids=["json", "password", "none"],
)
def test_only_a_form_with_client_credentials_is_understood(stranger, sent):
    answer = stranger.http.post("/oauth/token", **sent)

    assert answer.status_code == 400
    assert "error" in answer.json()


def test_a_token_is_asked_for_by_post(stranger):
    assert stranger.http.get("/oauth/token").status_code == 405


def test_the_token_endpoint_carries_no_quota_headers(stranger):
    assert not set(QUOTA_HEADERS) & stranger.sign_in().headers.keys()


@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer wrong", "Basic ZGVtbzpkZW1v"])
def test_without_a_good_token_nobody_is_let_in(pbx, caller, authorization):
    answer = caller.get("/user/", headers={"Authorization": authorization})

    assert answer.status_code == 401
    assert not pbx.requests[-1].authorised


def test_an_expired_token_is_refused(caller, clock):
    clock.move(hours=1)

    assert caller.get("/user/").status_code == 401


def test_killed_tokens_are_refused_until_a_new_one_is_asked_for(pbx, caller):
    pbx.kill_tokens()
    refused = caller.get("/user/").status_code
    caller.sign_in()

    assert (refused, caller.get("/user/").status_code) == (401, 200)


def test_gzip_is_required(caller):
    answer = caller.get("/user/", headers={"Accept-Encoding": "identity"})

    assert answer.status_code == 406
    assert "gzip" in answer.json()["message"]


def test_an_answer_is_gzipped(caller):
    with caller.http.stream(
        "GET", "/api/ver1.0/user/", headers={"Authorization": f"Bearer {caller.token}"}
    ) as answer:
        raw = b"".join(answer.iter_raw())

    assert answer.headers["content-encoding"] == "gzip"
    assert b"client_id" in gzip.decompress(raw)


def test_a_collection_without_its_slash_redirects_there_with_its_query(caller):
    answer = caller.get("/client/@me/extension", page=2)

    assert answer.status_code == 301
    assert answer.headers["location"] == "/api/ver1.0/client/@me/extension/?page=2"


@pytest.mark.parametrize("path", ["/nothing/", "/client/@me/call_history/", "/client/@me/"])
def test_an_unknown_path_is_not_found_in_json(caller, path):
    answer = caller.get(path)

    assert answer.status_code == 404
    assert "message" in answer.json()


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_the_api_is_read_only(caller, method):
    assert caller.http.request(method, "/api/ver1.0/user/").status_code == 405


def test_every_answer_of_the_api_says_what_is_left_of_the_quota(caller):
    first, second = caller.get("/user/"), caller.get("/client/7002")

    assert [first.headers[name] for name in QUOTA_HEADERS] == ["1000", "999", "2700"]
    assert second.headers["x-ratelimit-remaining"] == "998"


def test_a_used_up_quota_refuses_until_the_next_hour(pbx, caller, clock):
    pbx.habits = replace(pbx.habits, quota=1)
    caller.get("/user/")

    refused = caller.get("/user/")
    clock.move(minutes=45)
    later = caller.get("/user/")

    assert refused.status_code == 429
    assert refused.json()["status"] == "rate_limit_exceeded"
    assert refused.headers["x-ratelimit-remaining"] == "0"
    assert later.status_code == 200


def test_a_second_statistics_request_at_a_time_is_refused_and_counted(pbx, caller, callers):
    other = callers(pbx.url)
    other.token = caller.token
    with ThreadPoolExecutor() as pool:
        with pbx.hold(Where.STATISTICS) as held:
            first = pool.submit(caller.day)
            held.wait_for(1)
            second = other.day(kind="cdr")
        answered = first.result().status_code

    assert answered == 200
    assert second.status_code == 429
    assert second.json() == {
        "message": "Stats request already exists, concurrent request not allowed"
    }
    assert int(second.headers["x-ratelimit-remaining"]) > 0
    assert pbx.overlaps == 1


def test_another_resource_is_answered_while_statistics_run(pbx, caller, callers):
    other = callers(pbx.url)
    other.token = caller.token
    with ThreadPoolExecutor() as pool:
        with pbx.hold(Where.STATISTICS) as held:
            running = pool.submit(caller.day)
            held.wait_for(1)
            status = other.get("/user/").status_code
        running.result()

    assert (status, pbx.overlaps) == (200, 0)


def test_two_customers_may_ask_for_statistics_at_once(clock, callers):
    accounts = [
        Account(app_id=name, app_secret=name, client_id=number, office=Office.quiet())
        for number, name in enumerate("ab", start=1)
    ]
    with Simulator(accounts=accounts, clock=clock) as pbx, ThreadPoolExecutor() as pool:
        both = [callers(pbx.url), callers(pbx.url)]
        for name, caller in zip("ab", both, strict=True):
            caller.sign_in(name, name)
        with pbx.hold(Where.STATISTICS) as held:
            running = [pool.submit(caller.day) for caller in both]
            held.wait_for(2)
        statuses = [one.result().status_code for one in running]

    assert (statuses, pbx.overlaps) == ([200, 200], 0)


def test_a_request_given_up_by_its_client_still_holds_the_place(pbx, caller):
    pbx.habits = replace(pbx.habits, statistics_latency=60)
    caller.http.timeout = 0.1
    with pytest.raises(httpx.ReadTimeout):
        caller.day()
    caller.http.timeout = 5

    assert caller.day().status_code == 429


def test_one_statistics_request_after_the_other_never_overlaps(pbx, caller):
    statuses = {caller.day().status_code for _ in range(50)}

    assert (statuses, pbx.overlaps, pbx.statistics_requests) == ({200}, 0, 50)


@pytest.mark.parametrize(("fault", "name"), FORBIDDEN.items())
def test_every_kind_of_forbidden_has_its_own_status(pbx, caller, fault, name):
    pbx.faults.add(fault, times=1)

    answer = caller.day()

    assert answer.status_code == 403
    assert answer.json().get("status") == name


@pytest.mark.parametrize(("fault", "status"), STATUSES.items())
def test_a_fault_strikes_once_and_the_next_answer_is_good(pbx, caller, fault, status):
    pbx.faults.add(fault, times=1)

    assert [caller.day().status_code for _ in range(2)] == [status, 200]


def test_a_gateways_page_is_html_without_quota_headers_but_charged(pbx, caller):
    pbx.faults.add(Fault.HTML_502, times=1)

    page, after = caller.get("/user/"), caller.get("/user/")

    assert page.headers["content-type"] == "text/html"
    assert not set(QUOTA_HEADERS) & page.headers.keys()
    assert after.headers["x-ratelimit-remaining"] == "998"


@pytest.mark.parametrize(
    ("fault", "name"),
    [(Fault.QUOTA_429, "rate_limit_exceeded"), (Fault.UNNAMED_QUOTA_429, None)],
)
def test_a_quota_may_be_used_up_by_others(pbx, caller, fault, name):
    pbx.faults.add(fault, times=1)

    answer = caller.day()

    assert (answer.status_code, answer.json().get("status")) == (429, name)
    assert answer.headers["x-ratelimit-remaining"] == "0"


def test_another_program_may_be_asking_for_statistics(pbx, caller):
    pbx.faults.add(Fault.BUSY_429, times=1)

    answer = caller.day()

    assert (answer.status_code, answer.json().keys()) == (429, {"message"})
    assert pbx.overlaps == 0


def test_quota_headers_may_be_missing_or_absurd(pbx, caller):
    pbx.faults.add(Fault.NO_QUOTA_HEADERS, times=1)
    without = caller.get("/user/")
    pbx.faults.add(Fault.ABSURD_QUOTA_HEADERS, times=1)
    absurd = caller.get("/user/")

    assert not set(QUOTA_HEADERS) & without.headers.keys()
    assert absurd.headers["x-ratelimit-remaining"] == "many"


def test_faults_of_the_token_strike_the_token_only(pbx, caller):
    pbx.faults.add(Fault.HTML_502, where=Where.TOKEN)

    assert caller.sign_in().status_code == 502
    assert caller.get("/user/").status_code == 200


def test_a_503_says_when_to_come_again(pbx, caller):
    pbx.faults.add(Fault.UNAVAILABLE_503, times=1)

    assert caller.day().headers["retry-after"] == "1"


def test_a_latency_really_passes(pbx, caller):
    pbx.habits = replace(pbx.habits, latency=0.03, statistics_latency=0.05)

    user, statistics = caller.get("/user/").elapsed, caller.day().elapsed

    assert user.total_seconds() >= 0.03
    assert statistics.total_seconds() >= 0.08


def test_a_huge_body_is_small_on_the_wire(pbx, caller):
    pbx.faults.add(Fault.HUGE_BODY, times=1)

    answer = caller.day()

    assert int(answer.headers["content-length"]) < 100_000 < len(answer.content)


def test_a_request_that_was_never_let_in_uses_up_no_fault(pbx, stranger):
    pbx.faults.add(Fault.HTML_502, times=1)

    status = stranger.get("/user/").status_code

    assert status == 401
    assert pbx.faults.planned()


def test_a_hostile_target_is_just_not_found(pbx):
    assert httpx.get(f"{pbx.url}/%5B?%ff=%00&&&", trust_env=False).status_code == 404
