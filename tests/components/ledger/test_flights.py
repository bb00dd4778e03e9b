"""Equal questions at the same time are one."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from components.ledger.flights import Flights


class Broken(Exception):
    pass


class Watched:
    """A key that tells when somebody looks for its like."""

    def __init__(self):
        self.looked_for = Event()

    def __hash__(self):
        return 1

    def __eq__(self, other):
        self.looked_for.set()
        return isinstance(other, Watched)


@pytest.fixture
def company():
    """Ask once, let a second ask the same while the first is on its way, and return both ends."""

    def run(flights, fetch):
        first = Watched()
        with ThreadPoolExecutor(2) as pool:
            asked = []

            def lead():
                asked.append(pool.submit(flights.share, Watched(), pytest.fail))
                # Looked for under the lock, so the second has joined once the lock is free.
                assert first.looked_for.wait(10)
                return fetch()

            ends = [pool.submit(flights.share, first, lead)]
            ends[0].exception(10)
            return [end.exception(10) or end.result() for end in ends + asked]

    return run


def test_a_question_alone_is_asked_and_answered():
    assert Flights().share("calls", lambda: 87) == 87


def test_a_question_is_asked_again_once_it_has_landed():
    answers = iter([1, 2])
    flights = Flights()
    flights.share("calls", lambda: next(answers))

    assert flights.share("calls", lambda: next(answers)) == 2


def test_who_joins_gets_the_same_answer_without_asking(company):
    flights = Flights()

    answers = company(flights, lambda: 87)

    assert answers == [87, 87]


def test_who_joins_gets_the_same_failure_without_asking(company):
    flights = Flights()

    def fail():
        raise Broken

    answers = company(flights, fail)

    assert [type(answer) for answer in answers] == [Broken, Broken]


def test_a_failure_is_not_remembered():
    flights = Flights()

    def fail():
        raise Broken

    with pytest.raises(Broken):
        flights.share("calls", fail)

    assert flights.share("calls", lambda: 87) == 87


def test_different_questions_do_not_wait_for_each_other():
    flights = Flights()

    def outer():
        return flights.share("legs", lambda: 2) + 1

    assert flights.share("calls", outer) == 3
