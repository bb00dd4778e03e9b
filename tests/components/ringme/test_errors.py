"""The error tree."""

import inspect

import pytest

from components.ringme import errors
from components.ringme.errors import (
    AccessDenied,
    AnswerTooLarge,
    BadRequest,
    Denial,
    HostProblem,
    HostRefused,
    NoConnection,
    QuotaUsedUp,
    Resource,
    RingmeError,
    UnexpectedAnswer,
    Unreachable,
)

TYPES = [
    member
    for _, member in inspect.getmembers(errors, inspect.isclass)
    if issubclass(member, Exception)
]


@pytest.mark.parametrize("kind", TYPES)
def test_every_error_has_one_root_and_stands_in_the_tree(kind):
    assert issubclass(kind, RingmeError)
    assert kind.__name__ in (errors.__doc__ or "")


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (HostRefused(HostProblem.USER_INFO), "host refused (user-info)"),
        (Unreachable(NoConnection.REFUSED), "no connection (refused)"),
        (
            AccessDenied(Denial.APP_ACCESS_TYPE, Resource.CALLS),
            "access to calls/stats denied (app_access_type_deny)",
        ),
        (BadRequest(422, "a1b2"), "bad request (422), reference a1b2"),
        (QuotaUsedUp(None), "hourly request quota used up"),
        (UnexpectedAnswer("in.busy", "negative"), "unexpected answer: in.busy: negative"),
        (AnswerTooLarge(), "unexpected answer: body: too large"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_an_error_is_one_short_line_in_the_log(error, text):
    assert str(error) == text


def test_an_unexpected_answer_is_json_unless_said_otherwise():
    assert UnexpectedAnswer("in.busy", "negative").is_json
    assert not UnexpectedAnswer("body", "markup", is_json=False).is_json


def test_an_answer_that_is_too_large_is_an_unexpected_one():
    assert issubclass(AnswerTooLarge, UnexpectedAnswer)
