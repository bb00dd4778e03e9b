"""Neither secret nor token leaves the client, but on the wire."""

import logging
import traceback
from contextlib import suppress
from datetime import UTC, datetime

import pytest

from components.measures.outcomes import Source
from components.periods.window import Window
from components.ringme.client import Credentials, Timeouts
from components.ringme.errors import RingmeError
from components.ringme.hosts import Host
from components.simulator import Account, Fault, Office, Simulator, Where

DAY = Window(datetime(2026, 3, 2, 21, tzinfo=UTC), datetime(2026, 3, 3, 21, tzinfo=UTC))
SECRET = "canary5ecret0123456789abcdef"
HURRIED = Timeouts(connect=5, read=0.5, total=1)

STRUCK = [
    (fault, place)
    for fault in Fault
    for place in (Where.TOKEN, Where.STATISTICS)
    if fault.usual_place is Where.API or fault.usual_place is place
]


@pytest.fixture
def guarded():
    """A PBX whose App Secret is a canary."""
    with Simulator(accounts=[Account(office=Office.quiet(), app_secret=SECRET)]) as pbx:
        yield pbx


def failure(client):
    """Ask; return the error with its whole way, without the frames of a test that knows all."""
    try:
        client.statistics(Source.CALLS, DAY, client_id=None)
    except RingmeError as error:
        return error
    return None


def everything_said(error):
    """Return all that an error could tell a log, a screen, or a tool that prints variables."""
    told = traceback.TracebackException.from_exception(error, capture_locals=True)
    return "\n".join([str(error), repr(error), repr(vars(error)), *told.format()])


def tokens(pbx):
    """Return every token that was ever sent."""
    sent = {request.headers.get("authorization", "") for request in pbx.requests}
    return {header.removeprefix("Bearer ") for header in sent if header}


@pytest.mark.parametrize(("fault", "place"), STRUCK)
def test_no_failure_tells_the_secret_or_the_token(guarded, connect, caplog, fault, place):
    caplog.set_level(logging.DEBUG)
    timeouts = HURRIED if fault in {Fault.HANG, Fault.DRIP} else None
    client = connect(guarded.url, app_secret=SECRET, timeouts=timeouts)
    if place is Where.STATISTICS:
        client.user()
    guarded.faults.add(fault, where=place)

    error = failure(client)

    said = caplog.text + repr(client) + repr(vars(client)) + repr(client._bearer)
    if error is not None:
        assert error.__context__ is error.__cause__ is None
        said += everything_said(error)
    assert "httpcore" in caplog.text
    for canary in {SECRET, *tokens(guarded)}:
        assert canary not in said


def test_the_canaries_did_fly(guarded, connect):
    client = connect(guarded.url, app_secret=SECRET)
    client.user()

    assert len(tokens(guarded)) == 1
    assert all(len(token) > 20 for token in tokens(guarded))


def test_a_success_tells_neither(guarded, connect, caplog):
    caplog.set_level(logging.DEBUG)
    client = connect(guarded.url, app_secret=SECRET)

    client.user()
    client.extensions(None)
    guarded.kill_tokens()
    answer = client.statistics(Source.CALLS, DAY, client_id=None)

    for canary in {SECRET, *tokens(guarded)}:
        assert canary not in caplog.text + repr(client) + repr(answer)


def test_a_failure_that_many_threads_share_tells_neither(guarded, connect):
    client = connect(guarded.url, app_secret=SECRET)
    client.user()
    guarded.kill_tokens()
    guarded.faults.add(Fault.HTML_502, where=Where.TOKEN)
    dead = client._bearer._token

    said = ""
    for _ in range(2):
        with suppress(RingmeError):
            client._bearer.renewed(dead)
        said += everything_said(client._bearer._flight.landed.exception())

    for canary in {SECRET, *tokens(guarded)}:
        assert canary not in said


def test_an_unreachable_host_tells_neither(guarded, connect, caplog):
    caplog.set_level(logging.DEBUG)
    client = connect(guarded.url, app_secret=SECRET)
    client.user()
    sent = tokens(guarded)
    guarded.stop()

    error = failure(client)

    assert error is not None
    for canary in {SECRET, *sent}:
        assert canary not in caplog.text + everything_said(error)


def test_credentials_show_whose_they_are_and_not_the_secret():
    credentials = Credentials(Host("https://pbx.example"), "app", SECRET)

    assert "pbx.example" in repr(credentials)
    assert SECRET not in repr(credentials)
    assert SECRET not in str(credentials)
