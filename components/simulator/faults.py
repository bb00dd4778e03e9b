"""What can go wrong with a PBX, as a closed list, and the board on which it is switched on."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum, StrEnum, auto
from threading import Lock
from typing import Self


class Where(StrEnum):
    """The requests that a fault strikes. ``API`` is everything but the token."""

    TOKEN = "token"
    USER = "user"
    CLIENT = "client"
    EXTENSIONS = "extensions"
    STATISTICS = "statistics"
    RECORDS = "records"
    API = "api"
    EVERYTHING = "everything"

    def covers(self, place: "Where") -> bool:
        """Say whether a request of ``place`` is struck."""
        return self in {Where.EVERYTHING, place} or (self is Where.API and place is not Where.TOKEN)


class Nature(Enum):
    """What a fault does: of the first three at most one strikes a request, the last adds up."""

    ANSWER = auto()
    NETWORK = auto()
    COUNT = auto()
    HABIT = auto()


class Fault(StrEnum):
    """Everything that can be made to go wrong; ``meaning`` says what is seen."""

    nature: Nature
    meaning: str

    def __new__(cls, name: str, nature: Nature, meaning: str) -> Self:
        """Make a member that is its name and knows what it does."""
        member = str.__new__(cls, name)
        member._value_ = name
        member.nature = nature
        member.meaning = meaning
        return member

    BAD_REQUEST_400 = "bad-request-400", Nature.ANSWER, "400 with a message"
    UNAUTHORISED_401 = "unauthorised-401", Nature.ANSWER, "401 although the token is good"
    ACCESS_DENIED_403 = "access-denied-403", Nature.ANSWER, "403, no right to this resource"
    USER_BLOCKED_403 = "user-blocked-403", Nature.ANSWER, "403, the user is blocked"
    USER_ACCESS_403 = "user-access-403", Nature.ANSWER, "403, the user's access kind forbids it"
    APP_ACCESS_403 = "app-access-403", Nature.ANSWER, "403, the application's type forbids it"
    UNNAMED_403 = "unnamed-403", Nature.ANSWER, "403 without a status that anybody knows"
    NOT_FOUND_404 = "not-found-404", Nature.ANSWER, "404, no such resource"
    CLIENT_NOT_FOUND_404 = "client-not-found-404", Nature.ANSWER, "404, no such client"
    UNPROCESSABLE_422 = "unprocessable-422", Nature.ANSWER, "422 with a message"
    QUOTA_429 = "quota-429", Nature.ANSWER, "429, the hour's quota is used up"
    UNNAMED_QUOTA_429 = "unnamed-quota-429", Nature.ANSWER, "the same, told by its headers alone"
    BUSY_429 = "busy-429", Nature.ANSWER, "429, another statistics request is running"
    ERROR_500 = "error-500", Nature.ANSWER, "500 as JSON"
    HTML_502 = "html-502", Nature.ANSWER, "502 as a gateway's HTML page"
    UNAVAILABLE_503 = "unavailable-503", Nature.ANSWER, "503 with Retry-After: 1"
    TIMEOUT_504 = "timeout-504", Nature.ANSWER, "504 as a gateway's HTML page"
    REDIRECT_302 = "redirect-302", Nature.ANSWER, "302 to /login of the same host"
    HTML_200 = "html-200", Nature.ANSWER, "200 with an HTML page instead of JSON"
    EMPTY_BODY = "empty-body", Nature.ANSWER, "200 with nothing in it"
    CUT_JSON = "cut-json", Nature.ANSWER, "200 with half of the JSON, of the promised length"
    BAD_UTF8 = "bad-utf8", Nature.ANSWER, "200 with JSON that is not UTF-8"
    WRONG_SHAPE = "wrong-shape", Nature.ANSWER, "200 with a JSON text instead of an object"
    DEEP_JSON = "deep-json", Nature.ANSWER, "200 with JSON nested 100,000 deep"
    HUGE_BODY = "huge-body", Nature.ANSWER, "200 with 8 MiB of good JSON, small when gzipped"

    CUT_BODY = "cut-body", Nature.NETWORK, "the connection closes in the middle of the body"
    CLOSED = "closed", Nature.NETWORK, "the connection closes without an answer"
    RESET = "reset", Nature.NETWORK, "the connection is reset without an answer"
    HANG = "hang", Nature.NETWORK, "no answer until the client gives up"
    DRIP = "drip", Nature.NETWORK, "the body comes byte by byte, twenty a second"

    NAN_COUNT = "nan-count", Nature.COUNT, "in.busy is NaN"
    INFINITE_COUNT = "infinite-count", Nature.COUNT, "in.busy is 1e400"
    TEXT_COUNT = "text-count", Nature.COUNT, "in.busy is a text"
    BOOL_COUNT = "bool-count", Nature.COUNT, "in.busy is true"
    FLOAT_COUNT = "float-count", Nature.COUNT, "in.busy is 2.5"
    NEGATIVE_COUNT = "negative-count", Nature.COUNT, "in.busy is -3"
    ENORMOUS_COUNT = "enormous-count", Nature.COUNT, "in.busy is 2 to the 80th"
    LIST_COUNT = "list-count", Nature.COUNT, "in.busy is a list"
    DUPLICATE_KEYS = "duplicate-keys", Nature.COUNT, "in.busy stands there twice"
    WRONG_SIDE = "wrong-side", Nature.COUNT, "in is a list"
    NO_SIDES = "no-sides", Nature.COUNT, "neither in nor out, but other keys"

    NULL_COUNT = "null-count", Nature.HABIT, "in.busy is null"
    MISSING_KEYS = "missing-keys", Nature.HABIT, "busy and rejected are missing"
    UNKNOWN_KEYS = "unknown-keys", Nature.HABIT, "keys that nobody knows, in and beside the sides"
    MISCOUNT = "miscount", Nature.HABIT, "in.total is 3 more than its outcomes"
    IGNORED_EXTENSIONS = "ignored-extensions", Nature.HABIT, "extension_id is ignored"
    IGNORED_PAGES = "ignored-pages", Nature.HABIT, "page is ignored: always the first one"
    NO_QUOTA_HEADERS = "no-quota-headers", Nature.HABIT, "no X-RateLimit headers"
    ABSURD_QUOTA_HEADERS = "absurd-quota-headers", Nature.HABIT, "X-RateLimit headers of nonsense"

    @property
    def usual_place(self) -> Where:
        """Where this fault strikes unless told otherwise."""
        if self in _OF_PAGES:
            return Where.EXTENSIONS
        return Where.STATISTICS if self in OF_STATISTICS else Where.API


_OF_PAGES = frozenset({Fault.IGNORED_PAGES})
_PAGED = frozenset({Where.EXTENSIONS, Where.RECORDS})

OF_STATISTICS = frozenset(
    {fault for fault in Fault if fault.nature is Nature.COUNT}
    | {
        Fault.NULL_COUNT,
        Fault.MISSING_KEYS,
        Fault.UNKNOWN_KEYS,
        Fault.MISCOUNT,
        Fault.IGNORED_EXTENSIONS,
    }
)
"""Faults that mean nothing outside of a statistics answer."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A fault that waits for its requests; ``times`` None means until cleared."""

    fault: Fault
    where: Where
    times: int | None


class Faults:
    """The board of planned faults, shared by all requests; safe from many threads.

    Faults that add up (``Nature.HABIT``) all strike. Of the others, the first one planned strikes
    until its times are used up, then the next: planned in a row they are a script.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._planned: tuple[Planned, ...] = ()

    def add(self, fault: Fault, *, times: int | None = None, where: Where | None = None) -> None:
        """Plan a fault for the next ``times`` requests it strikes, or until cleared.

        ValueError when it could never strike there.
        """
        place = fault.usual_place if where is None else where
        if times is not None and times < 1:
            raise ValueError("a fault strikes at least once")
        if place not in _possible(fault):
            raise ValueError(f"{fault.value} cannot strike at {place.value}")
        with self._lock:
            self._planned = (*self._planned, Planned(fault, place, times))

    def clear(self, fault: Fault | None = None) -> None:
        """Forget this fault, or all."""
        self._keep(lambda one: fault is not None and one.fault is not fault)

    def planned(self) -> tuple[Planned, ...]:
        """Return what still waits, in order."""
        return self._planned

    def strike(self, place: Where) -> frozenset[Fault]:
        """Return the faults that strike this request, each used up by one."""
        struck: set[Fault] = set()
        left: list[Planned] = []
        exclusive = False
        with self._lock:
            for one in self._planned:
                adds_up = one.fault.nature is Nature.HABIT
                if not _fits(one, place) or (exclusive and not adds_up):
                    left.append(one)
                    continue
                struck.add(one.fault)
                exclusive = exclusive or not adds_up
                left.extend(_used(one))
            self._planned = tuple(left)
        return frozenset(struck)

    def _keep(self, wanted: Callable[[Planned], bool]) -> None:
        with self._lock:
            self._planned = tuple(one for one in self._planned if wanted(one))


def _possible(fault: Fault) -> frozenset[Where]:
    """Return where a fault can strike."""
    if fault in _OF_PAGES:
        return _PAGED | {Where.API, Where.EVERYTHING}
    if fault in OF_STATISTICS:
        return frozenset({Where.STATISTICS, Where.API, Where.EVERYTHING})
    return frozenset(Where)


def _fits(one: Planned, place: Where) -> bool:
    if one.fault in OF_STATISTICS:
        return place is Where.STATISTICS
    if one.fault in _OF_PAGES and place not in _PAGED:
        return False
    return one.where.covers(place)


def _used(one: Planned) -> tuple[Planned, ...]:
    """Return what is left of a plan after it struck once more."""
    if one.times is None:
        return (one,)
    return (replace(one, times=one.times - 1),) if one.times > 1 else ()
