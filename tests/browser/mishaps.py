"""Everything that can go wrong between Callboard and the PBX, and the sentence that says it."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from components.simulator import Fault, Simulator, Where
from tests.browser.customers import HABITS


@dataclass(frozen=True)
class Mishap:
    """A failure of one class: how it comes about, and how its sentence begins."""

    name: str
    sentence: str
    begin: Callable[[Simulator], None]


def fault(planned: Fault, sentence: str) -> Mishap:
    """Let every statistics request meet a fault."""
    return Mishap(
        planned.value, sentence, lambda pbx: pbx.faults.add(planned, where=Where.STATISTICS)
    )


def sign_in_fault(planned: Fault, sentence: str) -> Mishap:
    """Let the token die, and the request for the next one meet a fault."""

    def begin(pbx: Simulator) -> None:
        pbx.kill_tokens()
        pbx.faults.add(planned, where=Where.TOKEN)

    return Mishap(f"sign-in-{planned.value}", sentence, begin)


QUOTA = fault(Fault.QUOTA_429, "The hourly quota of requests is used up.")
"""The one that another try does not end: only the next hour does."""

PASSING = (
    Mishap("stopped", "No connection: the host accepts none.", Simulator.stop),
    fault(Fault.RESET, "The PBX did not answer in time, or broke off."),
    fault(Fault.HTML_502, "The PBX has a fault of its own (code 502)."),
    fault(Fault.REDIRECT_302, "This host redirects"),
    fault(Fault.UNAUTHORISED_401, "App ID or App Secret was refused."),
    sign_in_fault(Fault.HTML_502, "The sign-in service of the PBX does not answer properly."),
    fault(Fault.ACCESS_DENIED_403, "The application lacks the right to this."),
    fault(Fault.USER_BLOCKED_403, "The PBX has blocked this user."),
    fault(Fault.USER_ACCESS_403, "This user's kind of access does not allow this."),
    fault(Fault.APP_ACCESS_403, "This type of application does not allow this."),
    fault(Fault.NOT_FOUND_404, "The PBX does not have what was asked for."),
    fault(Fault.CLIENT_NOT_FOUND_404, "The PBX knows no such client."),
    fault(Fault.BAD_REQUEST_400, "The PBX did not understand the request"),
    fault(Fault.HTML_200, "The PBX answered something that cannot be read."),
)
"""What is over once the PBX is well again."""

CASES = (*PASSING, QUOTA)
"""A case for each sentence but "busy", whose pauses take 12 seconds.

That one and more faults are in ``tests/pages/test_overview_trouble``, hosts and sign-in in
``test_newcomer``.
"""


def mend(pbx: Simulator) -> None:
    """Let the PBX be well again, from whatever befell it."""
    pbx.faults.clear()
    pbx.habits = HABITS
    with suppress(RuntimeError):  # it never stopped
        pbx.start()


def in_an_hour(zone: str) -> str:
    """Return when the hour that has just begun by the PBX's clock strikes, as the page says it."""
    now = datetime.now(UTC)
    return f"{(now + timedelta(hours=1)).astimezone(ZoneInfo(zone)):%H:00}"
