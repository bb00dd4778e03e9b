"""Waiting that can be ended from outside."""

from threading import Thread
from time import monotonic

import pytest

from components.simulator.faults import Where
from components.simulator.gate import Gate


@pytest.fixture
def gate():
    return Gate()


def test_a_pause_lasts_as_long_as_asked(gate):
    began = monotonic()

    gate.pause(0.03)

    assert monotonic() - began >= 0.03


def test_a_release_ends_a_long_pause(gate):
    waiting = Thread(target=gate.pause, args=(60,))
    waiting.start()

    gate.release()

    waiting.join(timeout=2)
    assert not waiting.is_alive()


def test_an_open_gate_lets_everybody_pass(gate):
    began = monotonic()

    gate.pass_through(Where.USER)

    assert monotonic() - began < 1


def test_a_closed_gate_holds_until_the_block_ends(gate):
    passing = Thread(target=gate.pass_through, args=(Where.STATISTICS,))

    with gate.hold(Where.API) as held:
        passing.start()
        held.wait_for(1)
        held_up = passing.is_alive()

    passing.join(timeout=2)
    assert held_up
    assert not passing.is_alive()


def test_a_gate_closed_to_one_place_lets_others_pass(gate):
    with gate.hold(Where.STATISTICS):
        gate.pass_through(Where.USER)


def test_waiting_for_requests_that_do_not_come_gives_up(gate):
    with gate.hold(Where.API) as held, pytest.raises(TimeoutError, match="0 of 1"):
        held.wait_for(1, patience=0.01)


def test_after_a_release_nobody_waits_until_resumed(gate):
    gate.release()

    with gate.hold(Where.EVERYTHING):
        gate.pass_through(Where.USER)
    gate.resume()

    assert not gate.released
