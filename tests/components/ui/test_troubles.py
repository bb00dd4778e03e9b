"""Every failure has one plain sentence of its own, and it repeats nothing from outside."""

from datetime import UTC, datetime

import pytest

from components.ledger.queueing.turns import QuotaKept
from components.ringme import errors
from components.ringme.errors import Denial, HostProblem, NoConnection, NoSignIn, Resource, Silence
from components.ui import troubles
from components.ui.language import LANGUAGES

RESET = datetime(2026, 11, 18, 13, tzinfo=UTC)
CANARY = "canary"

ONE_EACH = [
    errors.HostRefused(HostProblem.MALFORMED),
    errors.Unreachable(NoConnection.OTHER),
    errors.CertificateRefused(),
    errors.NoAnswer(Silence.TIMEOUT),
    errors.PbxFault(502, 30),
    errors.Redirected(302),
    errors.CredentialsRefused(),
    errors.SignInUnavailable(NoSignIn.FAULT),
    errors.AccessDenied(Denial.ACCESS_DENIED, Resource.CALLS),
    errors.NotFound(Resource.CALLS),
    errors.ClientNotFound(),
    errors.BadRequest(400, "a1b2c3"),
    errors.QuotaUsedUp(None),
    QuotaKept(RESET),
    errors.StatisticsBusy(),
    errors.UnexpectedAnswer("body", CANARY),
    errors.AnswerTooLarge(),
]

EVERY_MEMBER = [
    *map(errors.HostRefused, HostProblem),
    *map(errors.Unreachable, NoConnection),
    *map(errors.NoAnswer, Silence),
    *map(errors.SignInUnavailable, NoSignIn),
    *(errors.AccessDenied(denial, resource) for denial in Denial for resource in Resource),
]

each_language = pytest.mark.parametrize("language", LANGUAGES)


def kinds(root=errors.RingmeError):
    """Return every class below one."""
    below = root.__subclasses__()
    return {kind for child in below for kind in ({child} | kinds(child))}


@pytest.fixture
def sentences(told):
    """Return the sentences of failures in a language."""

    def tell(failures, language="en"):
        clock = "{:%H:%M}".format
        return told(lambda: [troubles.sentence(one, clock=clock) for one in failures], language)

    return tell


def test_these_are_all_kinds_of_failure():
    assert {type(error) for error in ONE_EACH} == kinds()


@each_language
def test_every_kind_has_a_sentence_of_its_own(language, sentences):
    # An answer that is too large is one that is not statistics; nobody can do anything else.
    apart = [error for error in ONE_EACH if not isinstance(error, errors.AnswerTooLarge)]

    assert len(set(sentences(apart, language))) == len(apart)


@each_language
def test_no_failure_is_left_to_the_log(language, sentences):
    unknown, *told = sentences([errors.RingmeError(), *ONE_EACH, *EVERY_MEMBER], language)

    assert unknown not in told


@each_language
def test_every_sentence_is_whole(language, sentences):
    told = sentences([*ONE_EACH, *EVERY_MEMBER], language)

    assert [one for one in told if not one.endswith(".") or "{" in one] == []


def test_a_russian_is_told_nothing_in_english(sentences):
    failures = [*ONE_EACH, *EVERY_MEMBER]
    both = zip(sentences(failures, "en"), sentences(failures, "ru"), strict=True)

    assert [one for one, other in both if set(one.split(". ")) & set(other.split(". "))] == []


@each_language
def test_hosts_are_refused_each_for_its_own_reason(language, sentences):
    # What stands before the name and what stands after it is mended in the same way.
    reasons = [problem for problem in HostProblem if problem is not HostProblem.PATH]

    told = sentences([errors.HostRefused(problem) for problem in reasons], language)

    assert len(set(told)) == len(reasons)


@each_language
def test_denials_say_what_is_denied_and_where_that_is_mended(language, sentences):
    denied = [
        errors.AccessDenied(Denial.ACCESS_DENIED, resource)
        for resource in (Resource.CALLS, Resource.EXTENSIONS, Resource.USER)
    ]

    told = sentences(denied, language)

    assert len(set(told)) == len(denied)


def test_a_problem_that_may_quote_the_answer_is_not_repeated(sentences):
    [sentence] = sentences([errors.UnexpectedAnswer("in.busy", CANARY)])

    assert CANARY not in sentence


def test_the_field_at_fault_is_named(sentences):
    [sentence] = sentences([errors.UnexpectedAnswer("in.busy", "a text")])

    assert "in.busy" in sentence


def test_a_body_without_a_field_at_fault_names_none(sentences):
    whole, large = sentences([errors.UnexpectedAnswer("body", "empty"), errors.AnswerTooLarge()])

    assert whole == large


def test_a_quota_that_is_used_up_says_when_it_comes_back(sentences):
    [sentence] = sentences([errors.QuotaUsedUp(RESET)])

    assert "13:00" in sentence


def test_a_quota_that_is_kept_for_others_is_not_called_used_up(sentences):
    [sentence] = sentences([QuotaKept(RESET)])

    assert "13:00" in sentence
    assert "used up" not in sentence


def test_our_own_mistake_gives_the_reference_for_the_log(sentences):
    [sentence] = sentences([errors.BadRequest(422, "a1b2c3")])

    assert "a1b2c3" in sentence
