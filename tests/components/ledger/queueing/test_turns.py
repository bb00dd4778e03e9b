"""The queue of a customer: one request at a time, in turns, and never one too many."""

import gc
import logging
import threading
import weakref
from collections import Counter
from contextlib import closing, contextmanager
from datetime import timedelta
from threading import Event, Lock

import pytest

from components.ledger.queueing import retry
from components.ledger.queueing.breaker import Circuit
from components.ledger.queueing.budget import Why
from components.ledger.queueing.turns import QuotaKept, Turns
from components.ledger.queueing.urgency import Urgency
from components.ledger.store.lease import Hold, LineTaken, NoLease
from components.ringme.errors import (
    AccessDenied,
    BadRequest,
    CredentialsRefused,
    Denial,
    NoAnswer,
    NoConnection,
    PbxFault,
    QuotaUsedUp,
    Resource,
    Silence,
    StatisticsBusy,
    UnexpectedAnswer,
    Unreachable,
)
from components.ringme.quota import Quota

PERSON, WALL, REST = Urgency
CUSTOMER = b"customer"
LONG = 20
"""Seconds after which a test gives up waiting for what takes milliseconds."""

CANARY = "canary-5ecre7"


class Errand:
    """Wants so many requests; the first of them fail as they are told to."""

    def __init__(self, key="errand", requests=1, *, urgency=PERSON, errors=(), act=None):
        self.key = key
        self.is_watched = urgency is WALL
        self.level = urgency
        self.left = requests
        self.errors = list(errors)
        self.act = act or (lambda: None)
        self.quota = None
        self.asked = 0
        self.failure = None

    def urgency(self):
        return self.level if self.left and self.failure is None else None

    def refresh(self):
        """Nobody else learns anything."""

    def ask(self):
        self.asked += 1
        self.act()
        if self.errors:
            raise self.errors.pop(0)
        self.left -= 1

    def fail(self, error):
        self.failure = error


class Seconds:
    """A monotonic clock that stands until it is moved."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def seconds():
    return Seconds()


@pytest.fixture
def pauses():
    """What was waited between two tries, instead of waiting."""
    return []


@pytest.fixture
def lines():
    return NoLease()


@pytest.fixture
def turns(clock, seconds, pauses, lines):
    made = Turns(CUSTOMER, clock=clock, lines=lines, monotonic=seconds, wait=pauses.append)
    with closing(made):
        yield made


def workers():
    return [each for each in threading.enumerate() if each.name == "callboard-turns"]


def finish(turns):
    """Wait until the queue has nothing more to do."""
    turns.wait_for(lambda: False, LONG)
    for worker in workers():
        worker.join(LONG)


def do(turns, *jobs):
    for job in jobs:
        turns.want(job)
    finish(turns)


@contextmanager
def busy(turns, **more):
    """Keep the queue busy with a request until the block ends, then let it finish."""
    came, may_go = Event(), Event()

    def stand():
        came.set()
        assert may_go.wait(LONG)

    errand = Errand("busy", act=stand, **more)
    turns.want(errand)
    assert came.wait(LONG)
    try:
        yield errand
    finally:
        may_go.set()
        finish(turns)


def diary(*jobs):
    """Let these jobs write down when they ask."""
    written = []
    for job in jobs:
        job.act = lambda key=job.key: written.append(key)
    return written


def fault():
    return PbxFault(500)


# A job and its turns


def test_a_job_is_asked_until_it_has_what_it_needs(turns):
    errand = Errand(requests=7)

    do(turns, errand)

    assert (errand.asked, errand.left, errand.failure) == (7, 0, None)


def test_a_job_that_needs_nothing_is_not_asked(turns):
    errand = Errand(requests=0)

    do(turns, errand)

    assert errand.asked == 0


def test_the_same_job_wanted_by_many_is_done_once(turns):
    errands = [Errand("same", requests=2) for _ in range(5)]
    with busy(turns):
        for errand in errands:
            turns.want(errand)

    assert [errand.asked for errand in errands] == [2, 0, 0, 0, 0]


def test_jobs_take_turns_a_request_each(turns):
    errands = [Errand(name, requests=3) for name in "abc"]
    written = diary(*errands)
    with busy(turns):
        for errand in errands:
            turns.want(errand)

    assert written == list("abcabcabc")


def test_people_come_before_walls_and_walls_before_the_rest(turns):
    errands = [Errand("r", urgency=REST), Errand("w", urgency=WALL), Errand("p")]
    written = diary(*errands)
    with busy(turns):
        for errand in errands:
            turns.want(errand)

    assert written == ["p", "w", "r"]


def test_a_person_who_comes_later_does_not_wait_for_the_rest(turns):
    written = []
    person = Errand("p", act=lambda: written.append("p"))

    def act():
        written.append("r")
        turns.want(person)

    do(turns, Errand("r", requests=5, urgency=REST, act=act))

    assert written[:2] == ["r", "p"]


def test_walls_and_the_rest_are_passed_over_for_a_while_but_not_for_ever(turns):
    errands = [Errand("p", 40), Errand("w", 2, urgency=WALL), Errand("r", 1, urgency=REST)]
    written = diary(*errands)
    with busy(turns):
        for errand in errands:
            turns.want(errand)

    assert written.index("w") <= 5
    assert written.index("r") <= 14


# Many threads


def test_one_request_is_on_its_way_at_a_time_whoever_asks(turns, at_once):
    running, overlaps = Lock(), []

    def act():
        overlaps.append(not running.acquire(blocking=False))
        running.release()

    def want(position):
        for number in range(3):
            turns.want(Errand((position, number), requests=2, act=act))

    at_once(50, want)
    finish(turns)

    assert overlaps == [False] * 300


def test_nobody_is_forgotten_however_many_come_and_go(clock, lines, at_once):
    with closing(Turns(CUSTOMER, clock=clock, lines=lines)) as turns:

        def come(position):
            return all(waited(turns, Errand((position, number))) for number in range(20))

        assert all(at_once(50, come))


def test_nobody_is_forgotten_just_when_the_queue_becomes_idle(clock, lines):
    with closing(Turns(CUSTOMER, clock=clock, lines=lines)) as turns:
        assert all(waited(turns, Errand(number)) for number in range(1000))


class Growing(Errand):
    """Wants a request more whenever somebody says so."""

    def __init__(self):
        super().__init__()
        self.wanted = self.done = 0
        self.lock = Lock()

    def more(self):
        with self.lock:
            self.wanted += 1
            return self.wanted

    def urgency(self):
        return PERSON if self.done < self.wanted else None

    def ask(self):
        self.done = self.wanted


def test_who_wants_the_same_anew_just_when_it_is_done_is_not_forgotten(clock, lines, at_once):
    errand = Growing()
    with closing(Turns(CUSTOMER, clock=clock, lines=lines)) as turns:

        def come_once():
            mine = errand.more()
            return turns.wait_for(lambda: errand.done >= mine or turns.want(errand), LONG)

        assert all(at_once(10, lambda _position: all(come_once() for _ in range(50))))


def test_what_is_wanted_while_it_is_found_done_is_not_forgotten(turns):
    class Late(Errand):
        def urgency(self):
            found = super().urgency()
            if found is None and self.asked == 1:
                self.left = 1
                turns.want(self)
            return found

    errand = Late()

    do(turns, errand)

    assert errand.asked == 2


def test_what_is_wanted_while_nothing_else_is_found_to_do_is_not_forgotten(turns):
    other = Errand("other")

    class Last(Errand):
        def urgency(self):
            if other.left:
                turns.want(other)

    do(turns, Last())

    assert other.asked == 1


def waited(turns, errand):
    """Want a job as a page does, and tell whether it was done when the waiting ended."""

    def is_done():
        if errand.left <= 0:
            return True
        turns.want(errand)
        return False

    return turns.wait_for(is_done, LONG)


# Who is interested


def test_what_nobody_wants_any_more_is_not_asked(turns, seconds):
    given_up, wanted = Errand("a"), Errand("b")
    with busy(turns):
        turns.want(given_up)
        turns.want(wanted)
        seconds.now += 15.1
        turns.want(wanted)

    assert (given_up.asked, wanted.asked) == (0, 1)


def test_what_was_dropped_is_not_asked(turns):
    errand = Errand("a")
    with busy(turns):
        turns.want(errand)
        turns.drop("a")

    assert errand.asked == 0


def test_a_request_that_is_on_its_way_is_waited_for_though_its_job_was_dropped(turns):
    with busy(turns, requests=5) as errand:
        turns.drop(errand.key)

    assert (errand.asked, errand.left) == (1, 4)


def test_what_was_dropped_while_another_process_had_the_line_is_not_asked(clock):
    errand = Errand()

    class Late(NoLease):
        @contextmanager
        def hold(self, customer, *, patience):
            turns.drop(errand.key)
            with super().hold(customer, patience=patience) as hold:
                yield hold

    with closing(Turns(CUSTOMER, clock=clock, lines=Late())) as turns:
        do(turns, errand)

    assert errand.asked == 0


def test_the_worker_ends_when_there_is_nothing_to_do(turns):
    do(turns, Errand())

    assert workers() == []


def test_a_queue_that_was_idle_starts_again(turns):
    do(turns, Errand("a"))
    again = Errand("b")

    do(turns, again)

    assert again.asked == 1


@pytest.mark.parametrize("errors", [[], [AccessDenied(Denial.UNKNOWN, Resource.CALLS)]])
def test_an_idle_queue_holds_no_job(turns, errors):
    errand = Errand(errors=errors)
    do(turns, errand)
    left = weakref.ref(errand)

    del errand
    gc.collect()

    assert left() is None


@pytest.mark.parametrize("failures", [1, 3])
def test_a_failure_keeps_no_job_alive_that_is_gone(turns, failures):
    class Fragile(Errand):
        def ask(self):
            self.asked += 1
            if self.asked <= failures:
                raise PbxFault(500)
            self.left -= 1

    errand = Fragile()
    do(turns, errand)
    left = weakref.ref(errand)

    del errand
    gc.collect()

    assert left() is None


# Trying again


LIKE_NEVER_BEFORE = [
    (AccessDenied(Denial.UNKNOWN, Resource.CALLS), PERSON, 0),
    (BadRequest(400, "ab12"), PERSON, 0),
    (CredentialsRefused(), PERSON, 0),
    (NoAnswer(Silence.TIMEOUT), PERSON, 0),
    (NoAnswer(Silence.TIMEOUT), WALL, 1),
    (NoAnswer(Silence.RESET), REST, 1),
    (PbxFault(500), PERSON, 2),
    (PbxFault(503, retry_after=7), PERSON, 2),
    (PbxFault(503, retry_after=31), PERSON, 0),
    (QuotaUsedUp(None), PERSON, 0),
    (StatisticsBusy(), PERSON, 3),
    (UnexpectedAnswer("in.busy", "no number"), PERSON, 1),
    (Unreachable(NoConnection.REFUSED), PERSON, 2),
]


@pytest.mark.parametrize(("error", "urgency", "times"), LIKE_NEVER_BEFORE, ids=repr)
def test_a_failure_is_tried_again_as_often_as_the_table_says(turns, pauses, error, urgency, times):
    errand = Errand(urgency=urgency, errors=[error] * 9)

    do(turns, errand)

    assert (errand.asked, len(pauses)) == (times + 1, times)
    assert errand.failure is error


@pytest.mark.parametrize(("error", "urgency", "times"), LIKE_NEVER_BEFORE, ids=repr)
def test_the_pauses_are_those_of_the_table(turns, pauses, error, urgency, times):
    do(turns, Errand(urgency=urgency, errors=[error] * 9))

    urgent = urgency is PERSON
    allowed = [retry.pause(error, tried, urgent=urgent) for tried in range(1, times + 1)]
    assert all(one.least <= paused <= one.most for one, paused in zip(allowed, pauses, strict=True))


def test_a_busy_pbx_is_asked_again_after_1_and_3_and_8_seconds(turns, pauses):
    do(turns, Errand(errors=[StatisticsBusy()] * 9))

    assert pauses == [1, 3, 8]


def test_a_failure_that_passes_is_none(turns):
    errand = Errand(errors=[fault()])

    do(turns, errand)

    assert (errand.asked, errand.left, errand.failure) == (2, 0, None)


def test_a_failed_job_does_not_hold_up_the_others(turns):
    failing, other = Errand("a", errors=[fault()] * 9), Errand("b")

    do(turns, failing, other)

    assert (other.left, other.failure) == (0, None)


def test_what_was_dropped_during_a_pause_is_not_tried_again(clock, lines):
    errand = Errand(errors=[fault()] * 9)

    def wait(_seconds):
        turns.drop(errand.key)

    with closing(Turns(CUSTOMER, clock=clock, lines=lines, wait=wait)) as turns:
        do(turns, errand)

    assert errand.asked == 1
    assert errand.failure is None


def test_nothing_is_tried_again_once_another_process_has_the_line(clock):
    class Lost(NoLease):
        @contextmanager
        def hold(self, customer, *, patience=0):  # noqa: ARG002
            yield Hold({}, taken_away=True)

    errand = Errand(errors=[fault()] * 9)
    with closing(Turns(CUSTOMER, clock=clock, lines=Lost(), wait=lambda _: None)) as turns:
        do(turns, errand)

    assert errand.asked == 1


def test_retries_stay_below_a_tenth_of_the_hour(turns, clock):
    told(turns, clock, limit=60, left=60)
    errands = [Errand(number, errors=[StatisticsBusy()] * 9) for number in range(8)]

    do(turns, *errands)

    assert sum(errand.asked for errand in errands) == 8 + 5


# The breaker


def broken(turns, number=5):
    """Let so many requests fail in a row."""
    errors = [PbxFault(500 + each) for each in range(number)]
    errands = [Errand(each, errors=errors[each : each + 1] * 9) for each in range(number)]
    do(turns, *errands)
    return errands


def test_five_failures_in_a_row_end_the_asking(turns):
    errands = broken(turns)

    assert sum(errand.asked for errand in errands) == 5
    assert turns.state().circuit is Circuit.OPEN


def test_the_last_failure_is_the_obstacle_for_all(turns, clock):
    broken(turns)

    found = turns.obstacle()

    assert (found.error.status, found.until) == (501, clock.now + timedelta(seconds=30))


@pytest.mark.parametrize(("after", "asked"), [(29, 0), (30, 1)])
def test_half_a_minute_later_one_request_is_let_through(turns, clock, after, asked):
    broken(turns)
    clock.move(seconds=after)
    errands = [Errand(name, errors=[fault()] * 9) for name in "abc"]

    do(turns, *errands)

    assert sum(errand.asked for errand in errands) == asked


def test_the_first_success_ends_the_trouble(turns, clock):
    broken(turns)
    clock.move(seconds=30)
    errands = [Errand(name, requests=3) for name in "abc"]

    do(turns, *errands)

    assert turns.obstacle() is None
    assert all(errand.left == 0 for errand in errands)


def test_a_refusal_does_not_open_the_circuit(turns):
    denied = AccessDenied(Denial.UNKNOWN, Resource.LEGS)

    do(turns, *[Errand(number, errors=[denied]) for number in range(9)])

    assert turns.state().circuit is Circuit.CLOSED


# The quota


def told(turns, clock, *, limit=1000, left=1000, minutes=45):
    """Let an answer tell what is left of the hour."""
    turns.hear(Quota(limit, left, clock.now + timedelta(minutes=minutes)), sent=0)


def used_up(turns, clock, minutes=45):
    resets_at = clock.now + timedelta(minutes=minutes)
    do(turns, Errand("unlucky", errors=[QuotaUsedUp(resets_at)]))
    return resets_at


def test_nothing_stands_in_the_way_at_first(turns):
    assert turns.obstacle() is None


@pytest.mark.parametrize("urgency", Urgency)
def test_after_a_429_nobody_asks_anything(turns, clock, urgency):
    used_up(turns, clock)
    clock.move(minutes=44)
    errands = [Errand(number, urgency=urgency) for number in range(5)]

    do(turns, *errands)

    assert [errand.asked for errand in errands] == [0] * 5


def test_after_a_429_the_obstacle_is_the_quota_until_a_little_after_its_reset(turns, clock):
    resets_at = used_up(turns, clock)

    found = turns.obstacle()

    assert type(found.error) is QuotaUsedUp
    assert timedelta(seconds=1) <= found.until - resets_at <= timedelta(seconds=11)


def test_after_the_reset_all_is_well_again(turns, clock):
    used_up(turns, clock)
    clock.move(minutes=45, seconds=11)
    errand = Errand()

    do(turns, errand)

    assert (errand.left, turns.obstacle()) == (0, None)


def test_others_on_their_way_stop_at_a_429_too(turns, clock):
    unlucky = Errand("a", errors=[QuotaUsedUp(clock.now + timedelta(minutes=45))])
    other = Errand("b", requests=9)

    do(turns, unlucky, other)

    assert unlucky.asked == 1
    assert other.asked <= 1


def test_a_429_without_a_reset_holds_until_the_next_full_hour(turns, clock):
    do(turns, Errand(errors=[QuotaUsedUp(None)]))

    assert turns.obstacle().until >= clock.now.replace(minute=0) + timedelta(hours=1)


def test_the_floor_is_kept_before_the_pbx_says_no(turns, clock):
    told(turns, clock, limit=1000, left=100)
    errand = Errand(requests=9)

    do(turns, errand)

    assert errand.asked == 0
    assert type(turns.obstacle().error) is QuotaKept


def test_what_an_answer_says_of_the_quota_is_heeded_at_the_next_request(turns, clock):
    errand = Errand(requests=9)
    errand.quota = Quota(1000, 100, clock.now + timedelta(minutes=45))

    do(turns, errand)

    assert errand.asked == 1


def test_a_request_that_never_reached_the_pbx_costs_nothing(turns, clock):
    told(turns, clock, left=500)

    do(turns, Errand(errors=[Unreachable(NoConnection.REFUSED)] * 3))

    assert turns.state().shares.left == 500


def test_refreshes_are_spread_over_the_hour_but_people_are_not_made_to_wait(turns, clock):
    told(turns, clock, limit=60, left=60)
    rest = [Errand(("r", number), urgency=REST) for number in range(5)]
    people = [Errand(("p", number)) for number in range(5)]

    do(turns, *rest, *people)

    assert [errand.asked for errand in people] == [1] * 5
    assert sum(errand.asked for errand in rest) == 1


def test_who_may_not_ask_now_waits_neither_long_nor_in_circles(turns, clock):
    used_up(turns, clock)
    errand, looks = Errand(), []

    def is_done():
        looks.append(errand)
        turns.want(errand)
        return False

    assert not turns.wait_for(is_done, LONG)
    assert len(looks) <= 4


def test_twenty_who_may_not_ask_now_do_not_keep_each_other_busy(turns, clock, at_once):
    used_up(turns, clock)
    looks = []

    def come(position):
        errand = Errand(position)

        def is_done():
            looks.append(position)
            turns.want(errand)
            return False

        turns.wait_for(is_done, LONG)

    at_once(20, come)

    assert len(looks) < 20 * 20


# Other processes


def test_a_line_that_others_keep_for_too_long_is_a_busy_pbx(clock):
    class Taken(NoLease):
        @contextmanager
        def hold(self, customer, *, patience):  # noqa: ARG002
            raise LineTaken
            yield

    errand = Errand()
    with closing(Turns(CUSTOMER, clock=clock, lines=Taken())) as turns:
        do(turns, errand)

    assert errand.asked == 0
    assert isinstance(errand.failure, StatisticsBusy)


def test_what_others_learnt_is_taken_over_before_anything_is_asked(turns):
    class Learning(Errand):
        def refresh(self):
            self.left = 0

    errand = Learning()

    do(turns, errand)

    assert errand.asked == 0


def test_a_429_of_one_process_holds_up_the_next(turns, clock, lines):
    used_up(turns, clock)
    errand = Errand()

    with closing(Turns(CUSTOMER, clock=clock, lines=lines)) as other:
        do(other, errand)

        assert errand.asked == 0
        assert isinstance(other.obstacle().error, QuotaUsedUp)


def test_customers_do_not_share_their_troubles(turns, clock, lines):
    used_up(turns, clock)
    errand = Errand()

    with closing(Turns(b"another", clock=clock, lines=lines)) as other:
        do(other, errand)

    assert errand.asked == 1


# Defects of ours


def defect():
    raise ValueError(CANARY)


def test_a_defect_fails_its_job_and_nothing_else(turns, pauses):
    broken_one, other = Errand("a", requests=9, act=defect), Errand("b", requests=3)

    do(turns, broken_one, other)

    assert str(broken_one.failure).startswith("a defect, reference ")
    assert (broken_one.asked, other.left, pauses) == (1, 0, [])


def test_a_defect_is_logged_with_its_place_and_without_its_words(turns, caplog):
    errand = Errand(act=defect)

    do(turns, errand)

    assert "ValueError" in caplog.text
    assert "in defect" in caplog.text
    assert str(errand.failure).split()[-1] in caplog.text
    assert CANARY not in caplog.text


@pytest.mark.parametrize("method", ["urgency", "refresh", "fail"])
def test_a_defect_anywhere_does_not_end_the_queue(turns, method, caplog):
    caplog.set_level(logging.CRITICAL)
    errand = Errand("a", errors=[StatisticsBusy()] * 9)
    setattr(errand, method, lambda *_: defect())
    do(turns, errand)
    other = Errand("b", requests=3)

    do(turns, other)

    assert errand.asked <= 4
    assert other.left == 0


# The end


def test_nothing_is_asked_once_the_queue_is_closed(turns):
    turns.close()
    errand = Errand()

    do(turns, errand)

    assert (errand.asked, workers()) == (0, [])


def test_a_request_on_its_way_is_the_last_one_when_the_queue_is_closed(turns):
    waiting = Errand("waiting")
    with busy(turns, requests=5) as errand:
        turns.want(waiting)
        turns.close()

    assert (errand.asked, waiting.asked) == (1, 0)


def test_closing_ends_a_pause_and_nothing_is_tried_again(clock, lines):
    turns = Turns(CUSTOMER, clock=clock, lines=lines)
    errand = Errand(errors=[StatisticsBusy()] * 9, act=turns.close)

    do(turns, errand)

    assert errand.asked == 1


def test_nobody_waits_for_a_closed_queue(clock, lines):
    turns = Turns(CUSTOMER, clock=clock, lines=lines)
    with busy(turns):
        turns.close()

    assert not turns.wait_for(lambda: False, LONG)


# How it does


def test_an_idle_queue_is_idle(turns):
    state = turns.state()

    assert (state.is_asking, sum(state.waiting.values())) == (False, 0)
    assert (state.circuit, state.opens_again_at) == (Circuit.CLOSED, None)
    assert (state.wait, state.shares) == (None, None)


def test_a_busy_queue_tells_who_waits(turns):
    with busy(turns):
        for errand in (Errand("p"), Errand("q"), Errand("w", urgency=WALL)):
            turns.want(errand)

        state = turns.state()

    assert state.is_asking
    assert state.waiting == {PERSON: 3, WALL: 1, REST: 0}


def test_the_state_tells_why_nothing_is_asked(turns, clock):
    used_up(turns, clock)

    assert turns.state().wait.why is Why.USED_UP


@pytest.mark.parametrize("urgency", [WALL, REST])
def test_the_state_tells_that_refreshes_are_spread_over_the_hour(turns, clock, urgency):
    told(turns, clock, limit=60, left=60)
    do(turns, Errand("first", urgency=urgency))

    wait = turns.state().wait

    assert wait.why is Why.PACED
    assert clock.now < wait.until < clock.now + timedelta(minutes=45)
    assert (turns.obstacle(), turns.obstacle(urgency)) == (None, None)


def test_the_state_tells_of_refreshes_that_can_wait_until_their_turn_has_come(turns, clock):
    told(turns, clock, limit=60, left=60)
    do(turns, Errand("first", urgency=REST))

    clock.now = turns.state().wait.until

    assert turns.state().wait is None


def test_what_holds_up_people_is_told_before_what_holds_up_refreshes(turns, clock):
    told(turns, clock, limit=60, left=60)
    do(turns, Errand("first", urgency=REST))
    resets_at = used_up(turns, clock)

    wait = turns.state().wait

    assert wait.why is Why.USED_UP
    assert wait.until >= resets_at


def test_the_state_tells_how_the_hour_is_shared(turns, clock):
    told(turns, clock, limit=1000, left=800)

    assert (turns.state().shares.left, turns.state().shares.floor) == (800, 100)


def test_the_usual_time_of_a_request_comes_near_to_what_requests_take(turns, seconds):
    def act():
        seconds.now += 4
        turns.want(errand)

    errand = Errand(requests=20, act=act)
    do(turns, errand)

    assert 3.5 < turns.state().seconds < 4


def test_walls_have_a_share_of_the_hour(turns, clock):
    told(turns, clock)
    do(turns, *[Errand(name, urgency=WALL) for name in "ab"])

    assert turns.state().shares.reserve == 2 * 45


# Waiting


def test_what_is_done_already_is_not_waited_for(turns):
    assert turns.wait_for(lambda: True, 0)


def test_patience_ends_while_a_request_is_still_on_its_way(clock, lines):
    with closing(Turns(CUSTOMER, clock=clock, lines=lines)) as turns, busy(turns):
        assert not turns.wait_for(lambda: False, 0.01)


def test_all_who_wait_hear_when_something_is_done(turns, at_once):
    errand = Errand(requests=5)

    assert all(at_once(10, lambda _: waited(turns, errand)))
    assert Counter(errand.asked for _ in range(10)) == {5: 10}


# Walls


def test_a_short_quota_stretches_the_refreshes_of_walls(turns, clock):
    told(turns, clock, limit=60, left=60)
    do(turns, Errand("first", urgency=WALL))

    assert timedelta(minutes=1) < turns.stretch() < timedelta(minutes=45)


def test_a_quota_that_is_used_up_or_ample_stretches_nothing(turns, clock):
    told(turns, clock, limit=1_000_000, left=1_000_000)
    assert turns.stretch() == timedelta(0)

    used_up(turns, clock)
    assert turns.stretch() == timedelta(0)


def test_a_wall_passes_an_open_breaker_half_a_refresh_after_the_last_try(turns, clock):
    for number in range(2):
        do(turns, Errand(number, errors=[PbxFault(500)] * 3))
    held, wall = Errand("person"), Errand("wall", urgency=WALL)
    clock.now += turns.refresh / 2 - timedelta(seconds=1)
    do(turns, held, wall)
    assert (held.asked, wall.asked) == (0, 0)

    clock.now += timedelta(seconds=1)
    do(turns, wall)

    assert wall.asked == 1
