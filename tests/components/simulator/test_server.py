"""Starting, stopping, and what a test can see of the requests."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from time import monotonic

import httpx
import pytest

from components.simulator import Office, Simulator
from components.simulator.accounts import Account


def test_it_listens_on_the_loopback_on_a_free_port(pbx):
    assert pbx.url.startswith("http://127.0.0.1:")
    assert int(pbx.url.rsplit(":", 1)[1]) > 0


def test_start_and_stop_are_quick():
    began = monotonic()

    with Simulator(office=Office.quiet()):
        pass

    # 0.05 s is measured; the rest is for a busy machine.
    assert monotonic() - began < 1


def test_without_arguments_it_is_a_typical_office_for_demo():
    account = Simulator().accounts[0]

    assert (account.app_id, account.app_secret) == ("demo", "demo")
    assert len(account.office.extensions) > 15


def test_before_its_start_it_has_no_address():
    with pytest.raises(RuntimeError, match="never started"):
        _ = Simulator(office=Office.quiet()).url


def test_it_runs_only_once_at_a_time(pbx):
    with pytest.raises(RuntimeError, match="already running"):
        pbx.start()


def test_an_office_and_accounts_exclude_each_other():
    with pytest.raises(ValueError, match="not both"):
        Simulator(office=Office.quiet(), accounts=[Account(office=Office.quiet())])


def test_a_taken_port_is_an_error(pbx):
    second = Simulator(office=Office.quiet(), port=int(pbx.url.rsplit(":", 1)[1]))

    with pytest.raises(OSError, match="in use"):
        second.start()


def test_stopped_it_refuses_connections_even_on_kept_ones(pbx, caller):
    caller.get("/user/")

    pbx.stop()

    with pytest.raises(httpx.TransportError):
        caller.get("/user/")
    with pytest.raises(httpx.ConnectError):
        caller.get("/user/")


def test_started_again_it_has_the_same_address_and_tokens(pbx, caller):
    url = pbx.url

    pbx.stop()
    pbx.stop()
    pbx.start()

    assert pbx.url == url
    assert caller.get("/user/").status_code == 200


def test_a_stop_interrupts_a_long_latency(pbx, caller):
    pbx.habits = replace(pbx.habits, latency=60)
    with ThreadPoolExecutor() as pool:
        waiting = pool.submit(caller.get, "/user/")
        began = monotonic()

        pbx.stop()
        waiting.exception(timeout=5)

    assert monotonic() - began < 3


def test_the_log_says_who_asked_what_and_when(pbx, caller):
    caller.day(extension_id=[1, 2])

    record = pbx.requests[-1]

    assert (record.method, record.path, record.status) == (
        "GET",
        "/api/ver1.0/client/@me/calls/stats/",
        200,
    )
    assert (record.authorised, record.account) == (True, "demo")
    assert record.parameters["extension_id"] == ["1", "2"]
    assert record.started <= record.ended <= monotonic()
    assert record.headers["accept-encoding"].startswith("gzip")


def test_requests_are_counted_by_what_they_ask_for(pbx, caller):
    caller.sign_in(secret="wrong")
    caller.day()
    caller.get("/user/")

    assert (pbx.token_requests, pbx.statistics_requests, len(pbx.requests)) == (2, 1, 4)


def test_a_listener_hears_of_every_request(clock, callers):
    heard = []
    with Simulator(office=Office.quiet(), clock=clock, on_request=heard.append) as pbx:
        callers(pbx.url).sign_in()

    assert [record.path for record in heard] == ["/oauth/token"]
