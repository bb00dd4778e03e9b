"""What is tried again: each row of the table of failures, and the patience of a page."""

import inspect
import traceback
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.ledger.queueing import retry
from components.ledger.queueing.retry import Pause, again_at
from components.ringme import errors
from components.ringme.errors import (
    AccessDenied,
    AnswerTooLarge,
    BadRequest,
    CertificateRefused,
    ClientNotFound,
    CredentialsRefused,
    Denial,
    HostProblem,
    HostRefused,
    NoAnswer,
    NoConnection,
    NoSignIn,
    NotFound,
    PbxFault,
    QuotaUsedUp,
    Redirected,
    Resource,
    RingmeError,
    SignInUnavailable,
    Silence,
    StatisticsBusy,
    UnexpectedAnswer,
    Unreachable,
)

NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)

CUT_JSON = UnexpectedAnswer("body", "not JSON, or JSON cut short")
GATEWAY_PAGE = UnexpectedAnswer("body", "markup instead of JSON", is_json=False)

# (error, pauses of a refresh, counts for the breaker, charged to the hour)
TABLE = [
    (HostRefused(HostProblem.EMPTY), [], False, False),
    (Unreachable(NoConnection.NAME), [(0, 0.5), (0, 1)], True, False),
    (Unreachable(NoConnection.TIMEOUT), [(0, 0.5), (0, 1)], True, False),
    (CertificateRefused(), [], False, False),
    (NoAnswer(Silence.TIMEOUT), [(5, 10)], True, True),
    (NoAnswer(Silence.RESET), [(5, 10)], True, True),
    (NoAnswer(Silence.CUT), [(5, 10)], True, True),
    (PbxFault(500), [(0, 1), (0, 2)], True, True),
    (PbxFault(503, 0), [(0, 1), (0, 2)], True, True),
    (PbxFault(503, 1), [(1, 1), (1, 2)], True, True),
    (PbxFault(503, 30), [(30, 30), (30, 30)], True, True),
    (PbxFault(503, 31), [], True, True),
    (StatisticsBusy(), [(1, 1), (3, 3), (8, 8)], False, True),
    (QuotaUsedUp(None), [], False, True),
    (CredentialsRefused(), [], False, False),
    (SignInUnavailable(NoSignIn.SILENT), [(0, 2), (0, 4), (0, 8)], True, False),
    (AccessDenied(Denial.UNKNOWN, Resource.CALLS), [], False, True),
    (NotFound(Resource.CALLS), [], False, True),
    (ClientNotFound(), [], False, True),
    (BadRequest(422, "a1b2"), [], False, True),
    (Redirected(302), [], True, True),
    (GATEWAY_PAGE, [(0, 5)], True, True),
    (CUT_JSON, [(0, 1)], True, True),
    (AnswerTooLarge(), [(0, 1)], True, True),
]
ERRORS = [error for error, *_ in TABLE]


def named(value):
    return str(value) if isinstance(value, Exception) else ""


def pauses(error, *, urgent):
    found = []
    while (pause := retry.pause(error, len(found) + 1, urgent=urgent)) is not None:
        found.append((pause.least, pause.most))
    return found


@pytest.mark.parametrize(("error", "expected", "counts", "charged"), TABLE, ids=named)
def test_each_row_of_the_table_of_failures(error, expected, counts, charged):
    assert pauses(error, urgent=False) == expected
    assert retry.row(error).counts is counts
    assert retry.row(error).charged is charged


def test_every_error_has_its_row():
    kinds = {kind for _, kind in inspect.getmembers(errors, inspect.isclass)}

    without = {kind for kind in kinds if issubclass(kind, RingmeError)} - set(map(type, ERRORS))

    assert without == {RingmeError}


def test_a_special_kind_of_an_error_stands_in_the_row_of_its_kind():
    class Special(PbxFault):
        pass

    assert retry.row(Special(500)) == retry.row(PbxFault(500))


@pytest.mark.parametrize("error", ERRORS, ids=named)
def test_a_person_waits_no_longer_but_for_silence_not_again(error):
    expected = [] if isinstance(error, NoAnswer) else pauses(error, urgent=False)

    assert pauses(error, urgent=True) == expected


class Tries:
    """A request with a script of failures, and the pauses between its tries."""

    def __init__(self, *script, allowed=lambda: True, urgent=False, draw=max):
        self.script = list(script)
        self.made = 0
        self.waited = []
        self._carry_out = retry.attempts(
            urgent=urgent, wait=self.waited.append, allowed=allowed, draw=draw
        )

    def ask(self):
        self.made += 1
        if self.script:
            raise self.script.pop(0)
        return "answer"

    def run(self):
        return self._carry_out(self.ask)


def test_what_succeeds_is_asked_once():
    tries = Tries()

    assert tries.run() == "answer"
    assert (tries.made, tries.waited) == (1, [])


def test_what_fails_once_is_tried_again():
    tries = Tries(PbxFault(502))

    assert tries.run() == "answer"
    assert (tries.made, tries.waited) == (2, [1])


def test_another_running_request_is_waited_for_1_3_and_8_seconds():
    tries = Tries(*[StatisticsBusy()] * 3)

    assert tries.run() == "answer"
    assert tries.waited == [1, 3, 8]


@pytest.mark.parametrize("error", ERRORS, ids=named)
def test_what_goes_on_failing_is_tried_as_often_as_the_table_says_and_then_told(error):
    tries = Tries(*[error] * 9)

    with pytest.raises(type(error)) as caught:
        tries.run()

    assert caught.value is error
    assert tries.waited == [most for _, most in pauses(error, urgent=False)]
    assert tries.made == len(tries.waited) + 1


def test_tries_are_counted_together_whatever_the_failure():
    tries = Tries(PbxFault(502), PbxFault(502), StatisticsBusy(), StatisticsBusy())

    with pytest.raises(StatisticsBusy):
        tries.run()

    assert tries.waited == [1, 2, 8]


def test_without_leave_nothing_is_tried_again():
    tries = Tries(PbxFault(502), allowed=lambda: False)

    with pytest.raises(PbxFault):
        tries.run()

    assert tries.made == 1


def test_leave_is_asked_only_where_the_table_would_try_again():
    asked = []
    tries = Tries(BadRequest(400, "x"), allowed=lambda: asked.append(True))

    with pytest.raises(BadRequest):
        tries.run()

    assert asked == []


def test_who_waits_for_a_person_does_not_repeat_a_silence():
    tries = Tries(NoAnswer(Silence.TIMEOUT), urgent=True)

    with pytest.raises(NoAnswer):
        tries.run()

    assert tries.made == 1


def test_an_error_that_is_not_ours_is_told_at_once():
    tries = Tries(ZeroDivisionError())

    with pytest.raises(ZeroDivisionError):
        tries.run()

    assert tries.made == 1


def test_no_other_error_rides_along():
    tries = Tries(PbxFault(502), StatisticsBusy(), PbxFault(504))

    with pytest.raises(PbxFault) as caught:
        tries.run()

    assert (caught.value.__cause__, caught.value.__context__) == (None, None)


def test_a_try_leaves_no_trace_of_the_former_ones():
    error = PbxFault(502)
    with pytest.raises(PbxFault):
        Tries(error, error, error).run()
    first = len(traceback.extract_tb(error.__traceback__))

    error = PbxFault(502)
    with pytest.raises(PbxFault):
        Tries(error, allowed=lambda: False).run()

    assert first <= 3 * len(traceback.extract_tb(error.__traceback__))


@given(st.sampled_from(ERRORS), st.randoms(use_true_random=False))
def test_a_drawn_pause_lies_within_its_row(error, dice):
    tries = Tries(*[error] * 9, draw=dice.uniform)

    with pytest.raises(type(error)):
        tries.run()

    for waited, (least, most) in zip(tries.waited, pauses(error, urgent=False), strict=True):
        assert least <= waited <= most


def test_pauses_are_drawn_at_random_unless_told_otherwise():
    waited = []
    for _ in range(20):
        carry_out = retry.attempts(urgent=False, wait=waited.append, allowed=lambda: True)
        with pytest.raises(PbxFault):
            carry_out(Tries(*[PbxFault(502)] * 3).ask)

    assert len(set(waited)) > 20


def test_a_pause_tells_its_bounds():
    assert retry.pause(PbxFault(502), 2, urgent=False) == Pause(0, 2)


# The patience of a page


@pytest.mark.parametrize(
    ("error", "pause"),
    [
        (PbxFault(502), timedelta(seconds=30)),
        (NoAnswer(Silence.TIMEOUT), timedelta(seconds=30)),
        (StatisticsBusy(), timedelta(seconds=30)),
        (QuotaUsedUp(None), timedelta(seconds=30)),
        (CredentialsRefused(), timedelta(minutes=15)),
        (AccessDenied(Denial.UNKNOWN, Resource.CALLS), timedelta(hours=1)),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else str(value),
)
def test_each_failure_has_its_pause(error, pause):
    assert again_at(error, NOON) == NOON + pause


def test_a_used_up_quota_is_not_asked_before_its_reset():
    reset = NOON + timedelta(minutes=48)

    assert again_at(QuotaUsedUp(reset), NOON) == reset


def test_a_reset_that_is_over_is_no_reason_to_ask_at_once():
    assert again_at(QuotaUsedUp(NOON), NOON) == NOON + timedelta(seconds=30)
