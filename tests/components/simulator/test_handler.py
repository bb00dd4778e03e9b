"""Everything that is done to a connection: kept, cut, reset, left hanging."""

import socket
from concurrent.futures import ThreadPoolExecutor
from email.utils import parsedate_to_datetime
from queue import Queue

import httpx
import pytest

from components.simulator import Fault, Habits, Office, Simulator, Where


def raw(pbx, text):
    """Send bytes as they are and read whatever comes until the connection closes."""
    address = pbx.url.removeprefix("http://").split(":")
    with socket.create_connection((address[0], int(address[1])), timeout=5) as connection:
        connection.sendall(text)
        return connection.makefile("rb").read()


def test_a_connection_is_kept_for_the_next_request(caller):
    one = caller.get("/user/").extensions["network_stream"]
    two = caller.get("/user/").extensions["network_stream"]

    ports = {stream.get_extra_info("client_addr") for stream in (one, two)}
    assert len(ports) == 1


def test_the_date_is_the_simulators_own(caller, clock):
    clock.move(seconds=-30)

    assert parsedate_to_datetime(caller.get("/user/").headers["date"]) == clock.now


def test_a_body_may_be_cut(pbx, caller):
    pbx.faults.add(Fault.CUT_BODY, times=1)

    with pytest.raises(httpx.RemoteProtocolError, match="complete message body"):
        caller.day()


def test_a_connection_may_close_without_an_answer(pbx, caller):
    pbx.faults.add(Fault.CLOSED, times=1)

    with pytest.raises(httpx.RemoteProtocolError, match="disconnected"):
        caller.day()


def test_a_connection_may_be_reset(pbx, caller):
    pbx.faults.add(Fault.RESET, times=1)

    with pytest.raises(httpx.ReadError, match="reset"):
        caller.day()


def test_an_answer_may_never_come(pbx, caller):
    pbx.faults.add(Fault.HANG, times=1)
    caller.http.timeout = 0.1

    with pytest.raises(httpx.ReadTimeout):
        caller.day()


def test_a_hung_request_leaves_the_place_for_statistics_free(pbx, caller):
    pbx.faults.add(Fault.HANG, times=1)
    caller.http.timeout = 0.1
    with pytest.raises(httpx.ReadTimeout):
        caller.day()
    caller.http.timeout = 5

    assert caller.day().status_code == 200


def test_an_answer_may_drip_and_still_arrive_whole(pbx, caller):
    plain = caller.sign_in(secret="wrong")
    pbx.faults.add(Fault.DRIP, times=1, where=Where.TOKEN)

    dripped = caller.sign_in(secret="wrong")

    assert dripped.json() == plain.json()
    assert dripped.elapsed.total_seconds() > 20 * 0.05


def test_a_stop_interrupts_a_dripping_answer_and_a_hung_one(clock, callers):
    heard = Queue()
    with (
        Simulator(office=Office.quiet(), clock=clock, on_request=heard.put) as pbx,
        ThreadPoolExecutor() as pool,
    ):
        waiting = []
        for fault in (Fault.DRIP, Fault.HANG):
            pbx.faults.add(fault, where=Where.TOKEN, times=1)
            waiting.append(pool.submit(callers(pbx.url).sign_in))
            heard.get(timeout=5)

        pbx.stop()

        troubles = [one.exception(timeout=5) for one in waiting]

    assert all(isinstance(trouble, httpx.TransportError) for trouble in troubles)


def test_a_network_fault_has_no_status_in_the_log(pbx, caller):
    pbx.faults.add(Fault.CLOSED, times=1)
    with pytest.raises(httpx.RemoteProtocolError):
        caller.day()

    assert pbx.requests[-1].status is None
    assert pbx.requests[-1].faults == {Fault.CLOSED}


def test_a_client_that_leaves_harms_nobody(pbx, caller, capfd):
    pbx.habits = Habits(latency=0.05)
    caller.http.timeout = 0.01
    for _ in range(3):
        with pytest.raises(httpx.ReadTimeout):
            caller.get("/user/")
    caller.http.timeout = 5

    assert caller.get("/user/").status_code == 200
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    "headers",
    [b"Content-Length: 99999999", b"Content-Length: x", b"Transfer-Encoding: chunked"],
)
def test_a_body_too_long_or_of_unknown_length_is_refused(pbx, headers):
    answer = raw(pbx, b"POST /oauth/token HTTP/1.1\r\nHost: x\r\n" + headers + b"\r\n\r\n")

    assert answer.startswith(b"HTTP/1.1 413 ")


def test_fifty_connections_at_once_are_all_answered(pbx, caller, callers):
    others = [callers(pbx.url) for _ in range(50)]
    for other in others:
        other.token = caller.token

    with ThreadPoolExecutor(50) as pool:
        statuses = list(pool.map(lambda one: one.get("/user/").status_code, others))

    assert statuses == [200] * 50
