"""The PBX's clock, as its answers tell it."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.measures.outcomes import Source
from components.periods.window import Window
from components.ringme import clock as module
from components.ringme.clock import PbxClock
from components.ringme.errors import PbxFault
from components.ringme.quota import Quota
from components.simulator import Habits, Simulator
from components.simulator.faults import Fault, Where

NOW = datetime(2026, 11, 23, 14, 20, 5, tzinfo=UTC)
SECOND = timedelta(seconds=1)
NONE = timedelta(0)
MONDAY = Window(datetime(2026, 11, 16, tzinfo=UTC), datetime(2026, 11, 17, tzinfo=UTC))


class Watch:
    """A clock that stands until it is set, ahead of true time or behind."""

    def __init__(self, **ahead):
        self.now = NOW + timedelta(**ahead)

    def __call__(self):
        return self.now


@pytest.fixture
def own():
    return Watch()


@pytest.fixture
def clock(own):
    return PbxClock(own)


@pytest.fixture
def hear(clock, own):
    """Hear answers that took some seconds, of a PBX that is so many seconds ahead."""

    def hear(*aheads, took=0.0):
        for ahead in aheads:
            # As the header does: without the fraction, which here is half a second.
            said = own.now - timedelta(seconds=took / 2 - ahead)
            asked_at = own.now - timedelta(seconds=took)
            clock.hear(spelled(said), asked_at=asked_at, answered_at=own.now)

    return hear


def spelled(moment):
    return format_datetime(moment, usegmt=True)


def about(seconds):
    """The header tells whole seconds."""
    return pytest.approx(seconds, abs=1)


def ahead(clock):
    return clock.ahead.total_seconds()


# --- the header


def test_a_header_names_a_moment():
    assert module.read("Mon, 23 Nov 2026 14:20:05 GMT") == NOW


@pytest.mark.parametrize(
    "odd",
    [
        None,
        "",
        "now",
        "Tue, 23 Nov 2026 14:20:05 GMT",
        "Mon, 23 Nov 2026 14:20:05",
        "Mon, 23 Nov 2026 14:20:05 MSK",
        "Mon, 23 Nov 2026 14:20:05 +0000",
        "Mon, 23 nov 2026 14:20:05 GMT",
        "Mon, 23 Now 2026 14:20:05 GMT",
        "Mon, 3 Nov 2026 14:20:05 GMT",
        "Mon, 31 Nov 2026 14:20:05 GMT",
        "Mon, 23 Nov 2026 24:20:05 GMT",
        "Mon, 23 Nov 2026 14:20:60 GMT",
        "Mon, 23 Nov 2026 14:20:05 GMT, Mon, 23 Nov 2026 14:20:05 GMT",
        "Thu, 01 Jan 1970 00:00:07 GMT",
        "Fri, 31 Dec 9999 23:59:59 GMT",
        "Monday, 23-Nov-26 14:20:05 GMT",
        "Mon Nov 23 14:20:05 2026",
        "Mon, ٢٣ Nov 2026 14:20:05 GMT",
    ],
)
def test_a_header_that_is_not_well_formed_names_none(odd):
    assert module.read(odd) is None


@given(st.text())
def test_no_header_can_break_the_reading(text):
    assert module.read(text) is None


@given(st.integers(946684800, 7258118399))
def test_every_second_that_is_spelled_is_read(second):
    moment = datetime.fromtimestamp(second, UTC)

    assert module.read(spelled(moment)) == moment


# --- what is believed


def test_before_the_first_answer_it_is_this_servers_time(clock):
    assert clock() == NOW
    assert not clock.is_told


@pytest.mark.parametrize("seconds", [-59, -20, 0, 1, 59])
def test_up_to_a_minute_it_is_exactly_this_servers_time(clock, hear, seconds):
    hear(seconds, seconds)

    assert clock() == NOW
    assert clock.is_told


@pytest.mark.parametrize("seconds", [-86400, -180, -62, 62, 180, 86400])
def test_more_than_a_minute_is_believed_when_it_is_said_twice(clock, hear, seconds):
    hear(seconds)
    once = clock()
    hear(seconds)

    assert once == NOW
    assert (clock() - NOW).total_seconds() == about(seconds)


def test_one_wrong_header_moves_nothing(clock, hear):
    hear(0, 7200, 0, 0)
    still = clock()
    hear(180, 180, -7200, 180)

    assert still == NOW
    assert ahead(clock) == about(180)


def test_two_wrong_headers_that_differ_move_nothing(clock, hear):
    hear(0, 7200, -7200, 300)

    assert clock() == NOW


def test_a_header_that_is_none_is_no_answer(clock, hear, own):
    hear(180)
    clock.hear("now", asked_at=own.now, answered_at=own.now)
    hear(180)

    assert ahead(clock) == about(180)


def test_a_difference_of_about_a_minute_does_not_flutter(clock, hear):
    seen = set()
    for _ in range(20):
        hear(58, 58, 62, 62)
        seen.add(round(ahead(clock), -1))

    assert seen == {60}


def test_a_small_drift_moves_nothing_and_a_large_one_does(clock, hear):
    hear(180, 180)
    at_first = clock.ahead
    hear(190, 190, 172, 172)
    still = clock.ahead
    hear(210, 210)

    assert still == at_first
    assert ahead(clock) == about(210)


def test_a_clock_that_was_put_right_is_this_servers_again(clock, hear):
    hear(180, 180, 3, 3)

    assert clock() == NOW


def test_an_answer_that_took_long_tells_less(clock, hear):
    hear(62, 62, took=50)
    little = clock()
    hear(180, 180, took=50)

    assert little == NOW
    assert ahead(clock) == about(180)


def test_an_answer_during_which_this_servers_clock_was_set_back_tells_nothing(clock, own):
    for _ in range(2):
        clock.hear(spelled(NOW), asked_at=own.now + 600 * SECOND, answered_at=own.now)

    assert clock.ahead == NONE
    assert not clock.is_told


def test_moments_of_this_servers_clock_can_be_told_by_the_other(clock, hear):
    hear(3600, 3600)

    assert clock.at(NOW - 60 * SECOND) == NOW - 60 * SECOND + clock.ahead


def test_a_difference_is_logged_once(hear, caplog):
    hear(180, 180, 181, 182, 180)

    assert len(caplog.messages) == 1


# --- over real sockets


@pytest.fixture
def host():
    """A PBX with a watch of its own."""
    watch = Watch(minutes=3)
    with Simulator(clock=watch, habits=Habits(quota=1000)) as simulator:
        simulator.watch = watch
        yield simulator


def ask(client):
    return client.statistics(Source.CALLS, MONDAY, client_id=None)


def test_a_sign_in_is_enough_to_learn_the_pbxs_time(host, own, connect):
    client = connect(host.url, clock=own)

    client.user()

    assert ahead(client.clock) == about(180)
    assert (client.clock() - host.watch()).total_seconds() == about(0)


def test_a_pbx_whose_clock_is_right_changes_nothing(host, own, connect):
    host.watch.now = NOW + 20 * SECOND
    client = connect(host.url, clock=own)

    client.user()

    assert client.clock() == NOW
    assert client.clock.is_told


def test_a_pbx_whose_clock_jumps_ahead_and_back_is_followed(host, own, connect):
    client = connect(host.url, clock=own)
    seen = []
    for days in (0, 1, 0):
        host.watch.now = NOW + timedelta(days=days)
        ask(client)
        ask(client)
        seen.append(round(ahead(client.clock)))

    assert seen == [0, about(86400), 0]


def test_the_reset_of_the_quota_does_not_jump_with_the_pbxs_clock(host, own, connect):
    client = connect(host.url, clock=own)
    client.user()
    before = client.quota
    host.watch.now += timedelta(days=1)
    ask(client)
    ask(client)

    assert client.clock.ahead > timedelta(hours=23)
    assert isinstance(before, Quota)
    assert client.quota.resets_at == before.resets_at


def test_a_gateways_time_is_not_the_pbxs(host, own, connect):
    client = connect(host.url, clock=own)
    host.watch.now = NOW
    client.user()
    host.watch.now = NOW + timedelta(minutes=20)
    host.faults.add(Fault.HTML_502, where=Where.STATISTICS)
    for _ in range(3):
        with pytest.raises(PbxFault):
            ask(client)

    assert client.clock() == NOW
