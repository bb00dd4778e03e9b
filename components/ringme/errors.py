"""Why the PBX's answer did not come: a class for each thing that a person can do about it.

    RingmeError
    ├── HostRefused          this host may not be asked           problem
    ├── Unreachable          no connection came about             kind
    ├── CertificateRefused   the host is not who it says it is
    ├── NoAnswer             asked, but no whole answer came      kind
    ├── PbxFault             a fault of the PBX's own (5xx)       status, retry_after
    ├── Redirected           wrong host: it points elsewhere      status
    ├── CredentialsRefused   App ID or App Secret is wrong
    ├── SignInUnavailable    the token service does not work      kind
    ├── AccessDenied         no right to this resource (403)      denial, resource
    ├── NotFound             no such thing (404)                  resource
    ├── ClientNotFound       no such client (404)
    ├── BadRequest           our own mistake (other 4xx)          status, reference
    ├── QuotaUsedUp          the hour's requests are spent        resets_at
    ├── StatisticsBusy       another statistics request is running
    └── UnexpectedAnswer     an answer that means nothing         field, problem, is_json
        └── AnswerTooLarge

They carry data, not prose: the sentence on screen is made by the page. `str()` is one short line
for the log. None of them ever holds a value from an answer or a request, so no secret can ride
along; whoever raises one does so outside of any `except` block, so no other error rides along.
"""

from datetime import datetime
from enum import StrEnum


class HostProblem(StrEnum):
    """What is wrong with the host that somebody typed."""

    EMPTY = "empty"
    MALFORMED = "malformed"
    NOT_HTTPS = "not-https"
    USER_INFO = "user-info"
    PORT = "port"
    PATH = "path"
    ADDRESS = "address"
    NOT_ALLOWED = "not-allowed"


class NoConnection(StrEnum):
    """At which step a connection did not come about."""

    NAME = "name"
    REFUSED = "refused"
    TIMEOUT = "timeout"
    TLS = "tls"
    PROXY = "proxy"
    OTHER = "other"


class Silence(StrEnum):
    """How an answer failed to arrive after the question was sent."""

    TIMEOUT = "timeout"
    RESET = "reset"
    CUT = "cut"


class NoSignIn(StrEnum):
    """What the token service did instead of answering."""

    FAULT = "fault"
    SILENT = "silent"
    UNEXPECTED = "unexpected"


class Denial(StrEnum):
    """The `status` of a 403 (contract, section 4)."""

    ACCESS_DENIED = "access_denied"
    USER_BLOCKED = "user_blocked"
    USER_ACCESS_TYPE = "user_access_type_deny"
    APP_ACCESS_TYPE = "app_access_type_deny"
    UNKNOWN = "unknown"


class Resource(StrEnum):
    """What was asked for, as the paths of the API call it."""

    USER = "user"
    EXTENSIONS = "extension"
    CALLS = "calls/stats"
    LEGS = "cdr/stats"
    RECORDS = "calls"


class RingmeError(Exception):
    """Anything that kept the PBX's answer from us."""


class HostRefused(RingmeError):
    """Nothing was sent: this host may not be asked."""

    def __init__(self, problem: HostProblem) -> None:
        super().__init__(f"host refused ({problem})")
        self.problem = problem


class Unreachable(RingmeError):
    """No connection came about, so the PBX has not seen the request."""

    def __init__(self, kind: NoConnection) -> None:
        super().__init__(f"no connection ({kind})")
        self.kind = kind


class CertificateRefused(RingmeError):
    """The host's certificate does not prove who it is; the check is never switched off."""

    def __init__(self) -> None:
        super().__init__("certificate refused")


class NoAnswer(RingmeError):
    """No whole answer came; the PBX may still be computing and hold its lock."""

    def __init__(self, kind: Silence) -> None:
        super().__init__(f"no whole answer ({kind})")
        self.kind = kind


class PbxFault(RingmeError):
    """5xx: the PBX, or the gateway before it, has a fault of its own.

    `retry_after` is the pause in seconds that it asked for, if it named one.
    """

    def __init__(self, status: int, retry_after: int | None = None) -> None:
        super().__init__(f"fault of the PBX ({status})")
        self.status = status
        self.retry_after = retry_after


class Redirected(RingmeError):
    """3xx: this is not the API's host; redirects are never followed."""

    def __init__(self, status: int) -> None:
        super().__init__(f"redirected ({status})")
        self.status = status


class CredentialsRefused(RingmeError):
    """App ID or App Secret was refused, or a brand-new token was."""

    def __init__(self) -> None:
        super().__init__("credentials refused")


class SignInUnavailable(RingmeError):
    """The token service gave neither a token nor a refusal."""

    def __init__(self, kind: NoSignIn) -> None:
        super().__init__(f"sign-in unavailable ({kind})")
        self.kind = kind


class AccessDenied(RingmeError):
    """403: these credentials have no right to this resource; others may work."""

    def __init__(self, denial: Denial, resource: Resource) -> None:
        super().__init__(f"access to {resource} denied ({denial})")
        self.denial = denial
        self.resource = resource


class NotFound(RingmeError):
    """404: there is no such resource, or an extension in the question is gone."""

    def __init__(self, resource: Resource) -> None:
        super().__init__(f"{resource} not found")
        self.resource = resource


class ClientNotFound(RingmeError):
    """404 `client_not_found`: the PBX knows no such client."""

    def __init__(self) -> None:
        super().__init__("client not found")


class BadRequest(RingmeError):
    """Any other 4xx: a mistake of this program's; `reference` finds it in the log."""

    def __init__(self, status: int, reference: str) -> None:
        super().__init__(f"bad request ({status}), reference {reference}")
        self.status = status
        self.reference = reference


class QuotaUsedUp(RingmeError):
    """429: nothing may be asked before `resets_at` (aware, UTC)."""

    def __init__(self, resets_at: datetime | None) -> None:
        super().__init__("hourly request quota used up")
        self.resets_at = resets_at


class StatisticsBusy(RingmeError):
    """429: another statistics request of this account is running; wait a little."""

    def __init__(self) -> None:
        super().__init__("another statistics request is running")


class UnexpectedAnswer(RingmeError):
    """The answer is not what the API promises.

    `field` is a path into the answer such as `in.busy`, or `body`, or the header at fault;
    `problem` says what is wrong with it without repeating the value. `is_json` is off where it
    is no JSON at all, such as a gateway's page: that takes longer to pass.
    """

    def __init__(self, field: str, problem: str, *, is_json: bool = True) -> None:
        super().__init__(f"unexpected answer: {field}: {problem}")
        self.field = field
        self.problem = problem
        self.is_json = is_json


class AnswerTooLarge(UnexpectedAnswer):
    """The answer went on beyond every honest size and was not read to its end."""

    def __init__(self) -> None:
        super().__init__("body", "too large")
