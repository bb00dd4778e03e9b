"""Paths and what they ask for."""

import pytest

from components.simulator.faults import Where
from components.simulator.routes import BASE, Route, find
from components.simulator.tally import Kind


@pytest.mark.parametrize(
    ("path", "route"),
    [
        ("/oauth/token", Route(Where.TOKEN)),
        (f"{BASE}/user/", Route(Where.USER)),
        (f"{BASE}/client/7001", Route(Where.CLIENT, "7001")),
        (f"{BASE}/client/@me/extension/", Route(Where.EXTENSIONS, "@me")),
        (f"{BASE}/client/%40me/calls/stats/", Route(Where.STATISTICS, "@me", Kind.CALLS)),
        (f"{BASE}/client/7001/cdr/stats/", Route(Where.STATISTICS, "7001", Kind.LEGS)),
    ],
)
def test_a_path_of_the_contract_is_found(path, route):
    assert find(path) == route


@pytest.mark.parametrize(
    "rest", ["/user", "/client/7/extension", "/client/@me/calls/stats", "/client/@me/cdr/stats"]
)
def test_a_collection_without_its_slash_has_moved(rest):
    route = find(BASE + rest)

    assert route is not None
    assert route.moved_to == f"{BASE}{rest}/"


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "",
        BASE,
        f"{BASE}/",
        f"{BASE}/oauth/token",
        f"{BASE}/client/",
        f"{BASE}/client/7001/",
        f"{BASE}/client/7001/call_history/",
        f"{BASE}/client/7001/calls/stats/x",
        "/oauth/token/",
    ],
)
def test_anything_else_is_nothing(path):
    assert find(path) is None
