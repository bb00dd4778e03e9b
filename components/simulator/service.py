"""The PBX behind its socket: a request in, an answer out, in the order in which a PBX checks."""

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from functools import reduce
from http import HTTPStatus
from typing import Final
from urllib.parse import parse_qs

from components.simulator import answers, resources, routes, spoil
from components.simulator.accounts import Account, Clock, Line, Quota, Tokens
from components.simulator.answers import Answer
from components.simulator.faults import Fault, Faults, Nature, Where
from components.simulator.gate import Gate
from components.simulator.habits import Habits
from components.simulator.resources import Asked
from components.simulator.routes import Route

_FORM: Final = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it came in; header names are in lower case."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes = b""

    @property
    def path(self) -> str:
        """The target without its query."""
        return self.target.partition("?")[0]

    @property
    def query(self) -> str:
        """The query as it came, without the question mark."""
        return self.target.partition("?")[2]


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer and how it came about, for the journal."""

    answer: Answer
    place: Where | None = None
    line: Line | None = None
    faults: frozenset[Fault] = frozenset()


class Service:
    """Answers requests for all accounts; safe from many threads."""

    def __init__(self, accounts: tuple[Account, ...], clock: Clock, habits: Habits) -> None:
        self.habits = habits
        self.faults = Faults()
        self.gate = Gate()
        self.lines = tuple(Line(account, clock) for account in accounts)
        self.tokens = Tokens(self.lines, clock)
        self._clock = clock

    def answer(self, request: Request) -> Answered:
        """Answer one request; waits as long as the habits and the gate say."""
        route = routes.find(request.path)
        if route is None:
            return Answered(answers.refusal(HTTPStatus.NOT_FOUND, "No such resource"))
        return self._token(request) if route.place is Where.TOKEN else self._api(request, route)

    def _token(self, request: Request) -> Answered:
        self.gate.pass_through(Where.TOKEN)
        self.gate.pause(self.habits.latency)
        faults = self.faults.strike(Where.TOKEN)
        if request.method != "POST":
            good = answers.token_refusal(HTTPStatus.METHOD_NOT_ALLOWED, "method_not_allowed")
            return Answered(good, Where.TOKEN)
        line, answer = self._sign_in(request)
        return Answered(_spoilt(answer, faults), Where.TOKEN, line, faults)

    def _sign_in(self, request: Request) -> tuple[Line | None, Answer]:
        form = parse_qs(request.body.decode("latin-1"), keep_blank_values=True)
        content_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if content_type != _FORM:
            return None, answers.token_refusal(HTTPStatus.BAD_REQUEST, "invalid_request")
        if form.get("grant_type") != ["client_credentials"]:
            return None, answers.token_refusal(HTTPStatus.BAD_REQUEST, "unsupported_grant_type")
        app_id, secret = form.get("client_id", [""])[0], form.get("client_secret", [""])[0]
        line = self.tokens.line(app_id, secret)
        if line is None:
            return None, answers.token_refusal(self.habits.refusal, "invalid_client")
        token = {"access_token": self.tokens.issue(line, self.habits), "token_type": "Bearer"}
        life = {"expires_in": self.habits.token_life} if self.habits.token_life_told else {}
        return line, answers.success({**token, **life, "scope": "all"})

    def _api(self, request: Request, route: Route) -> Answered:
        early = _turned_away(request, route)
        if early is not None:
            return Answered(early, route.place)
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        line = self.tokens.use(token) if scheme.lower() == "bearer" else None
        if line is None:
            refused = answers.refusal(HTTPStatus.UNAUTHORIZED, "Unauthorized")
            return Answered(refused, route.place)
        if not line.charge(self.habits.quota):
            return self._signed(spoil.quota_used_up(), route, line, frozenset())
        with _place_for(line, route) as free:
            if not free:
                return self._signed(spoil.statistics_busy(), route, line, frozenset())
            return self._let_in(request, route, line)

    def _let_in(self, request: Request, route: Route, line: Line) -> Answered:
        habits = self.habits
        is_long = route.place in {Where.STATISTICS, Where.RECORDS}
        extra = habits.statistics_latency if is_long else 0.0
        self.gate.pass_through(route.place)
        self.gate.pause(habits.latency + extra)
        faults = self.faults.strike(route.place)
        parameters = parse_qs(request.query, keep_blank_values=True)
        asked = Asked(line.account, route, parameters, self._clock(), habits, faults)
        good = resources.answer(asked)
        return self._signed(_spoilt(good, faults), route, line, faults)

    def _signed(
        self, answer: Answer, route: Route, line: Line, faults: frozenset[Fault]
    ) -> Answered:
        """Put the quota's headers on an answer of the API."""
        headers = _quota_headers(line.quota(self.habits.quota), faults)
        signed = replace(answer, headers={**answer.headers, **headers})
        return Answered(signed, route.place, line, faults)


def _turned_away(request: Request, route: Route) -> Answer | None:
    """Answer what is settled before anybody asks for a token; None for all else."""
    if request.method != "GET":
        return answers.refusal(HTTPStatus.METHOD_NOT_ALLOWED, "Method not allowed")
    if route.moved_to is not None:
        query = f"?{request.query}" if request.query else ""
        return answers.redirect(HTTPStatus.MOVED_PERMANENTLY, route.moved_to + query)
    if not answers.accepts_gzip(request.headers.get("accept-encoding", "")):
        return answers.refusal(HTTPStatus.NOT_ACCEPTABLE, "Accept-Encoding: gzip is required")
    return None


def _place_for(line: Line, route: Route) -> AbstractContextManager[bool]:
    """Take the account's one place for statistics, which the list of calls needs, too."""
    is_shared = route.place in {Where.STATISTICS, Where.RECORDS}
    return line.statistics() if is_shared else nullcontext(enter_result=True)


def _spoilt(good: Answer, faults: frozenset[Fault]) -> Answer:
    """Let the faults strike: those that add up first, so that the others have the last word."""
    ordered = sorted(faults, key=lambda fault: (fault.nature is not Nature.HABIT, fault))
    if good.status != HTTPStatus.OK:
        ordered = [fault for fault in ordered if fault.nature in {Nature.ANSWER, Nature.NETWORK}]
    return reduce(spoil.spoil, ordered, good)


def _quota_headers(quota: Quota, faults: frozenset[Fault]) -> dict[str, str]:
    if Fault.NO_QUOTA_HEADERS in faults or faults & spoil.FROM_A_GATEWAY:
        return {}
    values: tuple[object, object, object] = (quota.limit, quota.remaining, quota.reset)
    if Fault.ABSURD_QUOTA_HEADERS in faults:
        values = ("-5", "many", "99999999999999999999")
    elif faults & spoil.USED_UP:
        values = (quota.limit, 0, quota.reset)
    names = ("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset")
    return {name: str(value) for name, value in zip(names, values, strict=True)}
