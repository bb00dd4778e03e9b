"""The API's dialect: questions to requests, answers to values or errors. No socket, no clock.

Section numbers are those of the project's contract with the API, which says for each statement
whether the vendor documents it or integrators saw it.
"""

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Final

from components.measures.outcomes import Source
from components.periods.window import LONGEST, Window
from components.ringme import quota
from components.ringme.answers import decode_token
from components.ringme.body import decode_json
from components.ringme.errors import (
    AccessDenied,
    BadRequest,
    ClientNotFound,
    CredentialsRefused,
    Denial,
    NoAnswer,
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
)
from components.ringme.models import Extension

TOKEN_PATH: Final = "/oauth/token"
"""At the host's root, not under the API's base (section 1)."""

_BASE: Final = "/api/ver1.0"
_SECOND: Final = timedelta(seconds=1)
_PER_PAGE: Final = 100
CALLS_PER_PAGE: Final = 500
"""How long a page of the list of calls is asked to be; the PBX may cut it (section 8)."""

# Ten thousand extensions; a PBX that goes on is not counting its pages.
_MOST_PAGES: Final = 100
# A pause longer than a day is no pause.
_LONGEST_PAUSE: Final = 24 * 60 * 60

_RESOURCES: Final = {Source.CALLS: Resource.CALLS, Source.LEGS: Resource.LEGS}
_DENIALS: Final = {denial.value: denial for denial in Denial}
_CREDENTIALS_REFUSED: Final = frozenset(
    {
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.UNAUTHORIZED,
        HTTPStatus.FORBIDDEN,
    }
)
# It may be asked 20 times a second (section 5), so a 429 is trouble of its own making.
_SERVICE_DOWN: Final = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS})


@dataclass(frozen=True, slots=True)
class Question:
    """One GET: what is asked for, where it stands, and with which parameters."""

    resource: Resource
    path: str
    query: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer as it came; its body may hold a token, so it does not show itself."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)


def token_form(app_id: str, app_secret: str) -> dict[str, str]:
    """Return the form that asks for a token (section 1)."""
    return {
        "grant_type": "client_credentials",
        "client_id": app_id,
        "client_secret": app_secret,
    }


def ask_user() -> Question:
    """Ask who the credentials belong to (section 2)."""
    return Question(Resource.USER, f"{_BASE}/user/")


def ask_extensions(client_id: int | None, page: int) -> Question:
    """Ask for one page of the client's extensions (section 7)."""
    return Question(
        Resource.EXTENSIONS,
        _client_path(client_id, Resource.EXTENSIONS),
        (("page", str(page)), ("per_page", str(_PER_PAGE))),
    )


def ask_statistics(
    source: Source,
    window: Window,
    *,
    extensions: Collection[int] = (),
    client_id: int | None,
) -> Question:
    """Ask for the totals of a window (section 3).

    The API takes both ends as belonging to the range, so the half-open window ends one second
    early on the wire. Several extensions are one question with one answer for all.

    Raises ValueError for a window that is longer than the API takes.
    """
    if window.length > LONGEST:
        raise ValueError("the window is longer than the API takes; cut it")
    resource = _RESOURCES[source]
    return Question(resource, _client_path(client_id, resource), _span(window, extensions))


def ask_calls(
    window: Window, page: int, *, extensions: Collection[int] = (), client_id: int | None
) -> Question:
    """Ask for a page of the calls of a window, oldest first (section 8).

    New calls would shift the pages of any other order. The window's ends and the extensions are
    meant as in `ask_statistics`.

    Raises ValueError for a window that is longer than the API takes.
    """
    if window.length > LONGEST:
        raise ValueError("the window is longer than the API takes; cut it")
    return Question(
        Resource.RECORDS,
        _client_path(client_id, Resource.RECORDS),
        (
            *_span(window, extensions),
            ("order", "asc"),
            ("page", str(page)),
            ("per_page", str(CALLS_PER_PAGE)),
        ),
    )


class Listing:
    """Puts the pages of a list together and knows when it is complete (section 7).

    The API gives no total: the list ends with a page that is empty, shorter than the first, or
    without news, for a PBX that ignores the page's number would otherwise never end.
    """

    def __init__(self) -> None:
        """Start with nothing read: page 1 is to be asked for."""
        self._found: dict[int, Extension] = {}
        self._full = 0
        self.page: int | None = 1

    def add(self, batch: Collection[Extension]) -> None:
        """Take the page that `page` asked for; `page` becomes the next, or None at the end."""
        known = len(self._found)
        for extension in batch:
            self._found.setdefault(extension.id, extension)
        self._full = self._full or len(batch)
        is_last = len(batch) < self._full or len(self._found) == known
        number = self.page or _MOST_PAGES
        self.page = None if is_last or number >= _MOST_PAGES else number + 1

    def extensions(self) -> tuple[Extension, ...]:
        """Return what was read, each extension once, in the PBX's order."""
        return tuple(self._found.values())


def content(answer: Answer) -> object:
    """Return the plain JSON value of an answer with status 200.

    Raises UnexpectedAnswer where it is not the JSON that it should be.
    """
    if answer.status != HTTPStatus.OK:
        raise UnexpectedAnswer("status", f"{answer.status} instead of 200", is_json=False)
    if "html" in _header(answer, "content-type").lower():
        raise UnexpectedAnswer("content-type", "HTML instead of JSON", is_json=False)
    return decode_json(answer.body)


def sign_in(answer: Answer) -> tuple[str, int]:
    """Return the token of the token service's answer, and its life in seconds (section 1).

    Raises CredentialsRefused where it says so in JSON, as the API does and a gateway does not;
    Redirected; and SignInUnavailable for anything else.
    """
    if answer.status in _CREDENTIALS_REFUSED and _members(answer.body):
        raise CredentialsRefused
    if _is_redirect(answer.status):
        raise Redirected(answer.status)
    if answer.status in _SERVICE_DOWN or answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise SignInUnavailable(NoSignIn.FAULT)
    token = None
    with suppress(UnexpectedAnswer):
        token = decode_token(content(answer))
    if token is None:
        raise SignInUnavailable(NoSignIn.UNEXPECTED)
    return token


def sign_in_trouble(error: RingmeError) -> RingmeError:
    """Choose what a failed exchange means when it was with the token service.

    Without a connection, it fails as anywhere else; a service that is silent or talks nonsense
    is one that is not available.
    """
    match error:
        case NoAnswer(kind=Silence.TIMEOUT):
            return SignInUnavailable(NoSignIn.SILENT)
        case UnexpectedAnswer():
            return SignInUnavailable(NoSignIn.UNEXPECTED)
        case _:
            return error


def refusal(answer: Answer, resource: Resource, *, now: datetime, reference: str) -> RingmeError:
    """Choose the error that an answer other than 200 stands for (section 4).

    Its body may be anything; the status decides. `reference` is what BadRequest is found by.
    """
    status = answer.status
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return PbxFault(status, _number(_header(answer, "retry-after")))
    if _is_redirect(status):
        return Redirected(status)
    if status < HTTPStatus.BAD_REQUEST:
        return UnexpectedAnswer("status", f"{status} instead of 200", is_json=False)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return _too_many(answer, now)
    return _refused(answer, resource) or BadRequest(status, reference)


def _refused(answer: Answer, resource: Resource) -> RingmeError | None:
    """Return the error of a 4xx that says no to us, or None where the question was at fault."""
    word = _word(answer)
    match answer.status:
        case HTTPStatus.UNAUTHORIZED:
            return CredentialsRefused()
        case HTTPStatus.FORBIDDEN:
            return AccessDenied(_DENIALS.get(word, Denial.UNKNOWN), resource)
        case HTTPStatus.NOT_FOUND:
            return ClientNotFound() if word == "client_not_found" else NotFound(resource)
        case _:
            return None


def _too_many(answer: Answer, now: datetime) -> RingmeError:
    """Tell the two kinds of 429 apart (sections 4 and 5).

    Only the quota's has a status. Where neither the body nor the headers speak of the lock on
    statistics, the quota is assumed: to wait for its reset harms nobody.
    """
    error = _members(answer.body)
    left = quota.read(answer.headers, now)
    remaining = None if left is None else left.remaining
    is_lock = "already exists" in str(error.get("message", "")).lower()
    is_plain = bool(error) and not error.get("status")
    if (
        _word(answer) != "rate_limit_exceeded"
        and remaining != 0
        and (is_lock or is_plain or remaining)
    ):
        return StatisticsBusy()
    resets_at = None if left is None else left.resets_at
    return QuotaUsedUp(resets_at or quota.next_hour(now))


def _client_path(client_id: int | None, resource: Resource) -> str:
    """Return the path of a client's collection: always with its slash (section 2)."""
    return f"{_BASE}/client/{'@me' if client_id is None else client_id}/{resource}/"


def _span(window: Window, extensions: Collection[int]) -> tuple[tuple[str, str], ...]:
    ids = (("extension_id", str(number)) for number in sorted(set(extensions)))
    return (
        ("start_datetime", _moment(window.start)),
        ("end_datetime", _moment(window.end - _SECOND)),
        *ids,
    )


def _moment(moment: datetime) -> str:
    return moment.replace(tzinfo=None).isoformat(sep=" ", timespec="seconds")


def _is_redirect(status: int) -> bool:
    return HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST


def _header(answer: Answer, name: str) -> str:
    found: Iterable[str] = (text for key, text in answer.headers.items() if key.lower() == name)
    return next(iter(found), "")


def _number(text: str) -> int | None:
    """Return the seconds of a Retry-After; its other form, a date, is not waited for."""
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(_LONGEST_PAUSE))):
        return None
    return min(int(text), _LONGEST_PAUSE)


def _word(answer: Answer) -> str:
    """Return the `status` of an error's body: the API's own word for it, or nothing."""
    word = _members(answer.body).get("status")
    return word if isinstance(word, str) else ""


def _members(body: bytes) -> Mapping[str, object]:
    """Return the members of an error's body; a gateway's page has none."""
    try:
        value = decode_json(body)
    except UnexpectedAnswer:
        return {}
    return value if isinstance(value, dict) else {}
