"""The client: carries a question to the PBX and its answer back, once. It alone knows httpx."""

import logging
import secrets
import socket
import ssl
import time
import weakref
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from http.cookiejar import CookieJar, DefaultCookiePolicy
from threading import Lock
from types import MappingProxyType
from typing import Final

import httpx

from components.measures.outcomes import Source
from components.periods.window import Window
from components.ringme import answers, quota, wire
from components.ringme.bearer import Bearer
from components.ringme.body import Body
from components.ringme.clock import PbxClock
from components.ringme.errors import (
    CertificateRefused,
    NoAnswer,
    NoConnection,
    RingmeError,
    Silence,
    Unreachable,
)
from components.ringme.hosts import Host
from components.ringme.models import CallsPage, Extension, Statistics, User
from components.ringme.quota import Quota

_log: Final = logging.getLogger(__name__)

_HEADERS: Final = {
    "Accept": "application/json",
    # Required (contract, section 2); httpx would offer whatever else is installed, too.
    "Accept-Encoding": "gzip",
    "User-Agent": "Callboard",
}
# Enough for every session of a busy process at once. As many are kept as there may be: a pool that
# closes surplus ones can close one that another thread was just given (encode/httpcore#1110).
_LIMITS: Final = httpx.Limits(max_connections=64, max_keepalive_connections=64)

_SILENCES: Final[Mapping[type[httpx.HTTPError], Silence]] = MappingProxyType(
    {
        httpx.TimeoutException: Silence.TIMEOUT,
        httpx.RemoteProtocolError: Silence.CUT,
        httpx.NetworkError: Silence.RESET,
    }
)


@dataclass(frozen=True, slots=True)
class Credentials:
    """An application of the customer's, and the host that it belongs to."""

    host: Host
    app_id: str
    app_secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Timeouts:
    """How long to wait, in seconds: for a connection, for each piece, for the whole answer."""

    connect: float = 3.0
    read: float = 30.0
    total: float = 60.0


def utc_now() -> datetime:
    """Return the present moment (aware, UTC)."""
    return datetime.now(UTC)


class Client:
    """One account of a PBX; any number of threads may share it.

    It asks once: the one repetition is after a 401, with a new token. Redirects are not
    followed, cookies are not kept, an environment's proxy is used but for this machine itself.

    Each question raises Unreachable, CertificateRefused, NoAnswer, PbxFault, Redirected,
    CredentialsRefused, SignInUnavailable, AccessDenied, NotFound, ClientNotFound, BadRequest,
    QuotaUsedUp, StatisticsBusy or UnexpectedAnswer (with AnswerTooLarge).
    """

    def __init__(
        self,
        credentials: Credentials,
        *,
        clock: Callable[[], datetime] = utc_now,
        monotonic: Callable[[], float] = time.monotonic,
        timeouts: Timeouts | None = None,
    ) -> None:
        """Connect to nothing yet.

        `clock` is this server's, and dates quotas: they end after so many seconds, whatever the
        PBX's own clock says. `monotonic` measures answers and lives of tokens. Raises
        Unreachable where the environment names a proxy that cannot be used.
        """
        self.clock = PbxClock(clock)
        self._host = credentials.host
        self._line = _Line(credentials, timeouts or Timeouts(), monotonic, self.clock)
        # A client that is forgotten gives its sockets back.
        self._close = weakref.finalize(self, self._line.close)
        self._bearer = Bearer(self._line.sign_in, monotonic)
        self._quota: Quota | None = None
        self._sent = 0
        self._quota_lock = Lock()

    def __repr__(self) -> str:
        """Name the host, and neither secret nor token."""
        return f"<Client of {self._host}>"

    @property
    def quota(self) -> Quota | None:
        """What is left of the hour's requests as far as the answers told; None if none did."""
        return self._quota

    @property
    def sent(self) -> int:
        """How many requests were counted against the hour, as far as they were answered."""
        return self._sent

    def user(self) -> User:
        """Ask who the credentials belong to. Raises what the class lists."""
        return answers.decode_user(self._ask(wire.ask_user()))

    def extensions(self, client_id: int | None) -> tuple[Extension, ...]:
        """Ask for all extensions, page by page. Raises what the class lists."""
        listing = wire.Listing()
        while listing.page is not None:
            page = self._ask(wire.ask_extensions(client_id, listing.page))
            listing.add(answers.decode_extension_page(page))
        return listing.extensions()

    def statistics(
        self,
        source: Source,
        window: Window,
        *,
        extensions: Collection[int] = (),
        client_id: int | None,
    ) -> Statistics:
        """Ask for the totals of a window, of all extensions or of the given ones together.

        The PBX computes one such answer at a time: keeping a line is the caller's part. Raises
        what the class lists, and ValueError for a window of more than 30 days.
        """
        question = wire.ask_statistics(source, window, extensions=extensions, client_id=client_id)
        return answers.decode_statistics(source, self._ask(question))

    def calls(
        self,
        window: Window,
        *,
        page: int,
        extensions: Collection[int] = (),
        client_id: int | None,
    ) -> CallsPage:
        """Ask for one page of a window's single calls, oldest first, counted from 1.

        It takes the same place in line as statistics. Raises what `statistics` raises.
        """
        question = wire.ask_calls(window, page, extensions=extensions, client_id=client_id)
        return answers.decode_calls(window, self._ask(question))

    def close(self) -> None:
        """Give the sockets back; nothing can be asked afterwards. Closing twice is harmless."""
        self._close()

    def _ask(self, question: wire.Question) -> object:
        token = self._bearer.token()
        answer = self._get(question, token)
        if answer.status == HTTPStatus.UNAUTHORIZED:
            answer = self._get(question, self._bearer.renewed(token))
        if answer.status == HTTPStatus.OK:
            return wire.content(answer)
        error = wire.refusal(
            answer,
            question.resource,
            now=self.clock.own(),
            reference=secrets.token_hex(4),
        )
        _log.warning("GET %s: %s", question.path, str(error))
        raise error

    def _get(self, question: wire.Question, token: str) -> wire.Answer:
        answer = self._line.get(question, token)
        now = self.clock.own()
        seen = quota.read(answer.headers, now)
        with self._quota_lock:
            self._sent += 1
            self._quota = quota.newer(self._quota, seen, now)
        return answer


class _Line:
    """The connections to one host; apart from `Client`, so that neither holds the other alive."""

    def __init__(
        self,
        credentials: Credentials,
        timeouts: Timeouts,
        monotonic: Callable[[], float],
        clock: PbxClock,
    ) -> None:
        self._credentials = credentials
        self._longest = timeouts.total
        self._monotonic = monotonic
        self._clock = clock
        self._http = _connections(credentials.host, timeouts)
        self.close = self._http.close

    def get(self, question: wire.Question, token: str) -> wire.Answer:
        """Carry one question to the API."""
        request = self._http.build_request(
            "GET",
            question.path,
            params=question.query,
            headers={"Authorization": f"Bearer {token}"},
        )
        return self._exchange(request)

    def sign_in(self) -> tuple[str, int]:
        """Fetch a token, and its life in seconds."""
        request = self._http.build_request(
            "POST",
            wire.TOKEN_PATH,
            data=wire.token_form(self._credentials.app_id, self._credentials.app_secret),
        )
        try:
            answer = self._exchange(request)
        except RingmeError as error:
            trouble = wire.sign_in_trouble(error)
        else:
            return wire.sign_in(answer)
        raise trouble

    def _exchange(self, request: httpx.Request) -> wire.Answer:
        started, asked_at = self._monotonic(), self._clock.own()
        try:
            with closing(self._http.send(request, stream=True)) as response:
                self._hear(response, asked_at)
                answer = self._receive(response, deadline=started + self._longest)
        except httpx.HTTPError as error:
            trouble = _trouble(error)
        except RingmeError as error:
            trouble = error
        else:
            self._report(logging.INFO, request, answer.status, started)
            return answer
        self._report(logging.WARNING, request, str(trouble), started)
        # Raised out here so that httpx's error, whose request carries the token or the secret,
        # does not ride along as __context__.
        raise trouble

    def _hear(self, response: httpx.Response, asked_at: datetime) -> None:
        """Note the PBX's time, unless a gateway before it may be the one who answers."""
        if response.status_code < HTTPStatus.INTERNAL_SERVER_ERROR:
            date = response.headers.get("Date")
            self._clock.hear(date, asked_at=asked_at, answered_at=self._clock.own())

    def _receive(self, response: httpx.Response, *, deadline: float) -> wire.Answer:
        """Read an answer to its end. Of a refusal, the status counts even if the rest is lost."""
        try:
            content = self._read(response, deadline)
        except (httpx.HTTPError, RingmeError):
            if response.status_code == HTTPStatus.OK:
                raise
            content = b""
        return wire.Answer(response.status_code, dict(response.headers), content)

    def _read(self, response: httpx.Response, deadline: float) -> bytes:
        body = Body(response.headers.get("Content-Encoding", ""))
        for piece in response.iter_raw():
            if self._monotonic() > deadline:
                raise NoAnswer(Silence.TIMEOUT)
            body.feed(piece)
        return body.whole()

    def _report(self, level: int, request: httpx.Request, result: object, started: float) -> None:
        seconds = self._monotonic() - started
        path = request.url.path
        _log.log(level, "%s %s: %s after %.3f s", request.method, path, result, seconds)


def _connections(host: Host, timeouts: Timeouts) -> httpx.Client:
    try:
        return httpx.Client(
            base_url=host.base,
            headers=_HEADERS,
            # The PBX keeps no session; a cookie would only tie our requests to one machine of it.
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
            follow_redirects=False,
            limits=_LIMITS,
            timeout=httpx.Timeout(timeouts.read, connect=timeouts.connect),
            # Operators behind a proxy name it in the environment; none leads back to this machine.
            trust_env=not host.is_loopback,
        )
    except (ValueError, ImportError, httpx.InvalidURL):
        trouble = Unreachable(NoConnection.PROXY)
    raise trouble


def _trouble(error: httpx.HTTPError) -> RingmeError:
    """Choose our error for httpx's, from its kind alone: its text may hold anything."""
    if isinstance(error, httpx.ConnectError):
        return _no_connection(error)
    if isinstance(error, httpx.ConnectTimeout | httpx.PoolTimeout):
        return Unreachable(NoConnection.TIMEOUT)
    for kind, silence in _SILENCES.items():
        if isinstance(error, kind):
            return NoAnswer(silence)
    proxy = isinstance(error, httpx.ProxyError)
    return Unreachable(NoConnection.PROXY if proxy else NoConnection.OTHER)


def _no_connection(error: httpx.ConnectError) -> RingmeError:
    for cause in _causes(error):
        match cause:
            case ssl.SSLCertVerificationError():
                return CertificateRefused()
            case ssl.SSLError():
                return Unreachable(NoConnection.TLS)
            case socket.gaierror():
                return Unreachable(NoConnection.NAME)
            case ConnectionRefusedError():
                return Unreachable(NoConnection.REFUSED)
    return Unreachable(NoConnection.OTHER)


def _causes(error: BaseException) -> Iterator[BaseException]:
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__
