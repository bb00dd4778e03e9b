"""Who waits for an answer."""

from components.ledger.queueing.urgency import Urgency


def test_a_person_comes_before_a_wall_and_a_wall_before_the_rest():
    assert sorted(Urgency) == [Urgency.PERSON, Urgency.WALL, Urgency.REST]
