"""One token for all threads."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from components.ringme.bearer import Bearer


class Clock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


class Service:
    """Gives out token-1, token-2, …; may be told to fail, or to wait."""

    def __init__(self, life=3600):
        self.life = life
        self.asked = 0
        self.error = None
        self.gate = Event()
        self.gate.set()

    def __call__(self):
        self.asked += 1
        number = self.asked
        assert self.gate.wait(10)
        if self.error is not None:
            raise self.error
        return f"token-{number}", self.life


class OutOfOrderError(Exception):
    pass


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def service():
    return Service()


@pytest.fixture
def bearer(service, clock):
    return Bearer(service, clock)


def outcomes(threads, action):
    """Do the same in many threads at once; return each result or error."""
    start = Barrier(threads)

    def run(_):
        start.wait(10)
        try:
            return action()
        except OutOfOrderError as error:
            return error

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(run, range(threads)))


def test_a_token_is_fetched_when_it_is_first_needed(bearer, service):
    assert service.asked == 0
    assert bearer.token() == "token-1"


def test_a_token_serves_until_a_minute_before_its_end(bearer, service, clock):
    bearer.token()

    clock.now += 3600 - 61
    assert bearer.token() == "token-1"
    clock.now += 1
    assert bearer.token() == "token-2"
    assert service.asked == 2


def test_a_short_life_is_used_to_its_half(clock):
    bearer = Bearer(Service(life=10), clock)
    bearer.token()

    clock.now += 4.9
    assert bearer.token() == "token-1"
    clock.now += 0.1
    assert bearer.token() == "token-2"


def test_a_life_is_counted_from_when_the_token_was_asked_for(clock):
    def slow():
        clock.now += 100
        return "token", 200

    bearer = Bearer(slow, clock)
    bearer.token()

    clock.now += 40
    assert bearer._renew_at == clock.now


def test_many_threads_at_the_start_share_one_fetch(bearer, service):
    assert outcomes(50, bearer.token) == ["token-1"] * 50
    assert service.asked == 1


def test_many_threads_with_one_dead_token_share_one_fetch(bearer, service):
    dead = bearer.token()

    assert outcomes(50, lambda: bearer.renewed(dead)) == ["token-2"] * 50
    assert service.asked == 2


def test_who_comes_late_with_a_dead_token_gets_the_renewed_one(bearer, service):
    dead = bearer.token()
    bearer.renewed(dead)

    assert bearer.renewed(dead) == "token-2"
    assert bearer.token() == "token-2"
    assert service.asked == 2


def test_many_threads_with_one_dead_token_share_one_failure(bearer, service):
    dead = bearer.token()
    service.error = OutOfOrderError()

    assert outcomes(50, lambda: bearer.renewed(dead)) == [service.error] * 50
    assert service.asked == 2


def test_after_a_failure_the_next_question_asks_anew(bearer, service):
    dead = bearer.token()
    service.error = OutOfOrderError()
    with pytest.raises(OutOfOrderError):
        bearer.renewed(dead)
    service.error = None

    assert bearer.token() == "token-3"
    assert bearer.renewed(dead) == "token-3"


def test_a_failure_at_the_start_is_not_remembered(bearer, service):
    service.error = OutOfOrderError()
    for _ in range(2):
        with pytest.raises(OutOfOrderError):
            bearer.token()

    assert service.asked == 2


def test_a_service_that_repeats_a_dead_token_is_asked_each_time(clock):
    asked = []

    def repeat():
        asked.append(1)
        return "the-same", 3600

    bearer = Bearer(repeat, clock)
    dead = bearer.token()

    assert bearer.renewed(dead) == bearer.renewed(dead) == "the-same"
    assert len(asked) == 3


def test_nobody_is_left_waiting_when_the_fetching_thread_is_interrupted(bearer, service):
    service.error = KeyboardInterrupt()
    service.gate.clear()
    with ThreadPoolExecutor(2) as pool:
        waiting = [pool.submit(bearer.token) for _ in range(2)]
        service.gate.set()

        assert {type(one.exception(10)) for one in waiting} == {KeyboardInterrupt}


def test_neither_bearer_nor_token_shows_the_token(bearer):
    assert repr(bearer) == "<Bearer without token>"

    token = bearer.token()

    assert repr(bearer) == "<Bearer with token>"
    assert repr(token) == "<token>"
    assert f"Bearer {token}" == "Bearer token-1"
