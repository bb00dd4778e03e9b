"""Who has the next turn: the urgent before the patient, everybody in a row, and nobody never."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.ledger.queueing.urgency import Urgency
from components.ledger.queueing.waiting import Candidate, Waiting

PERSON, WALL, REST = Urgency


class Errand:
    """Just its name, its urgency, and whether a wall shows it."""

    def __init__(self, key, urgency=PERSON):
        self.key = key
        self.level = urgency
        self.is_watched = urgency is WALL


def errands(urgency, names):
    return [Errand(name, urgency) for name in names]


@pytest.fixture
def waiting():
    return Waiting()


def row(waiting, jobs, turns):
    """Return whose the next turns are, if all of them go on waiting."""
    for job in jobs:
        waiting.want(job, 0)
    return [take(waiting, jobs) for _ in range(turns)]


def take(waiting, jobs):
    chosen = waiting.take([Candidate(job, job.level) for job in jobs])
    return chosen and chosen.job.key


# Whose turn it is


def test_nobody_has_a_turn_where_nobody_waits(waiting):
    assert take(waiting, []) is None


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_a_person_comes_before_a_wall_and_a_wall_before_the_rest(waiting, order):
    jobs = [Errand("person", PERSON), Errand("wall", WALL), Errand("rest", REST)]
    for position in order:
        waiting.want(jobs[position], 0)

    taken = []
    while jobs:
        taken.append(take(waiting, jobs))
        jobs = [job for job in jobs if job.key != taken[-1]]

    assert taken == ["person", "wall", "rest"]


@pytest.mark.parametrize("urgency", Urgency)
def test_those_who_are_equally_urgent_take_turns(waiting, urgency):
    assert row(waiting, errands(urgency, "abc"), 7) == list("abcabca")


def test_a_newcomer_has_a_turn_before_anybody_has_a_second_one_after_it(waiting):
    first, second, newcomer = errands(PERSON, "abn")
    row(waiting, [first, second], 3)

    waiting.want(newcomer, 0)

    assert [take(waiting, [first, second, newcomer]) for _ in range(3)] == ["b", "n", "a"]


def test_wanting_again_and_again_brings_no_turn_sooner(waiting):
    patient, eager = errands(PERSON, "pe")
    taken = []
    for _ in range(6):
        waiting.want(patient, 0)
        for _ in range(10):
            waiting.want(eager, 0)
        taken.append(take(waiting, [patient, eager]))

    assert Counter(taken) == {"p": 3, "e": 3}


@given(st.lists(st.sampled_from(Urgency), min_size=1, max_size=12))
def test_nobody_waits_for_ever(urgencies):
    jobs = [Errand(number, urgency) for number, urgency in enumerate(urgencies)]

    taken = Counter(row(Waiting(), jobs, 14 * len(jobs)))

    assert set(taken) == {job.key for job in jobs}


def test_a_wall_has_a_turn_after_four_of_people(waiting):
    jobs = [*errands(PERSON, "pq"), Errand("w", WALL)]

    assert row(waiting, jobs, 10) == list("pqpqwpqpqw")


def test_the_rest_has_a_turn_after_twelve_of_people(waiting):
    jobs = [Errand("p"), Errand("r", REST)]

    assert row(waiting, jobs, 13) == [*"pppppppppppp", "r"]


def test_the_rest_has_a_turn_beside_people_and_walls(waiting):
    jobs = [Errand("p"), *errands(WALL, "uvw"), Errand("r", REST)]

    assert "r" in row(waiting, jobs, 15)


def test_a_hundred_walls_do_not_keep_a_person_waiting(waiting):
    walls = errands(WALL, range(100))
    row(waiting, walls, 50)

    taken = row(waiting, [*walls, Errand("p")], 100)

    assert taken.count("p") == 80
    assert taken[0] == "p"


# Who waits at all


def test_what_was_dropped_has_no_turn(waiting):
    job = Errand("a")
    waiting.want(job, 0)

    waiting.drop("a")

    assert "a" not in waiting
    assert take(waiting, [job]) is None


def test_what_was_never_wanted_is_dropped_without_ado(waiting):
    waiting.drop("a")

    assert "a" not in waiting


def test_of_two_equal_jobs_the_first_stays(waiting):
    first, second = Errand("a"), Errand("a")

    waiting.want(first, 0)
    waiting.want(second, 0)

    assert waiting.jobs(0) == [first]


@pytest.mark.parametrize(("seconds", "is_there"), [(15.0, True), (15.1, False)])
def test_what_nobody_wants_for_a_quarter_of_a_minute_lapses(waiting, seconds, is_there):
    waiting.want(Errand("a"), 100.0)

    assert bool(waiting.jobs(100.0 + seconds)) is is_there


def test_what_is_wanted_again_in_time_goes_on_waiting(waiting):
    job = Errand("a")
    for second in range(0, 60, 14):
        waiting.want(job, second)

    assert waiting.jobs(60) == [job]


def test_nobody_is_left_once_all_is_cleared(waiting):
    for job in errands(PERSON, "abc"):
        waiting.want(job, 0)

    waiting.clear()

    assert waiting.jobs(0) == []


# Walls


def test_walls_are_counted_by_what_they_show(waiting):
    for job in [*errands(WALL, "aabb"), *errands(PERSON, "cd")]:
        waiting.want(job, 0)

    assert waiting.walls(0) == 2


def test_a_wall_counts_also_while_it_wants_nothing(waiting):
    waiting.want(Errand("a", WALL), 0)
    waiting.clear()

    assert waiting.walls(60) == 1


@pytest.mark.parametrize(("seconds", "walls"), [(180.0, 1), (180.1, 0)])
def test_a_wall_that_is_silent_for_three_minutes_is_gone(waiting, seconds, walls):
    waiting.want(Errand("a", WALL), 0)

    assert waiting.walls(seconds) == walls
