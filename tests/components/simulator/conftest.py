"""A simulator on a loopback socket, a clock to be set, and a caller that speaks plain HTTP."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from components.simulator import Office, Simulator

NOW = datetime(2026, 11, 20, 12, 15, tzinfo=UTC)


class SetClock:
    """A clock that stands until it is moved."""

    def __init__(self):
        self.now = NOW

    def __call__(self):
        return self.now

    def move(self, **amount):
        self.now += timedelta(**amount)


class Caller:
    """Speaks to a simulator as any HTTP client would, without Callboard's own code."""

    def __init__(self, url):
        self.http = httpx.Client(base_url=url, trust_env=False, timeout=5)
        self.token = "none"

    def sign_in(self, app_id="demo", secret="demo"):
        form = {
            "grant_type": "client_credentials",
            "client_id": app_id,
            "client_secret": secret,
        }
        answer = self.http.post("/oauth/token", data=form)
        if answer.status_code == 200:
            self.token = answer.json().get("access_token", "")
        return answer

    def get(self, path, *, headers=None, **parameters):
        authorised = {"Authorization": f"Bearer {self.token}", **(headers or {})}
        return self.http.get(f"/api/ver1.0{path}", params=parameters, headers=authorised)

    def statistics(self, start, end, *, kind="calls", client="@me", **parameters):
        """Ask for the half-open window as the contract has it: in UTC, the end a second early."""
        return self.get(
            f"/client/{client}/{kind}/stats/",
            start_datetime=wire(start),
            end_datetime=wire(end - timedelta(seconds=1)),
            **parameters,
        )

    def day(self, **parameters):
        """Ask for a plain working day."""
        start = datetime(2026, 11, 18, tzinfo=UTC)
        return self.statistics(start, start + timedelta(days=1), **parameters)


def wire(moment):
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")


@pytest.fixture
def clock():
    return SetClock()


@pytest.fixture(scope="session")
def office():
    """Shared, because an office never changes and remembers its days."""
    return Office.typical()


@pytest.fixture
def pbx(clock, office):
    with Simulator(office=office, clock=clock) as simulator:
        yield simulator


@pytest.fixture
def stranger(pbx):
    """A caller without a token."""
    caller = Caller(pbx.url)
    yield caller
    caller.http.close()


@pytest.fixture
def caller(stranger):
    """A caller with a token."""
    stranger.sign_in()
    return stranger


@pytest.fixture
def callers():
    """Make callers of any simulator."""
    made = []

    def make(url):
        made.append(Caller(url))
        return made[-1]

    yield make
    for caller in made:
        caller.http.close()
