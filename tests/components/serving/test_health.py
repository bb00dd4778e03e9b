"""Whether the process lives, and whether it can do its work."""

import pytest
from starlette.applications import Starlette

from components.serving import health


def program(*missing, base=""):
    """Make a program in which something is missing, or nothing."""
    return Starlette(routes=health.routes(lambda: missing, base=base))


def test_a_living_process_says_who_it_is(ask):
    answer = ask(program(), "/healthz")

    assert (answer.status_code, answer.json()) == (200, {"callboard": "alive"})


def test_a_living_process_need_not_be_ready(ask):
    assert ask(program("store"), "/healthz").status_code == 200


def test_where_nothing_is_missing_it_is_ready(ask):
    answer = ask(program(), "/readyz")

    assert (answer.status_code, answer.json()) == (200, {"callboard": "ready"})


def test_what_is_missing_is_named(ask):
    answer = ask(program("store", "configuration"), "/readyz")

    assert answer.status_code == 503
    assert answer.json() == {"callboard": "not ready", "because": ["store", "configuration"]}


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
@pytest.mark.parametrize("missing", [(), ("store",)])
def test_an_answer_is_of_this_moment(ask, path, missing):
    assert ask(program(*missing), path).headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_probe_may_ask_for_the_headers_alone(ask, path):
    answer = ask(program(), path, "HEAD")

    assert (answer.status_code, answer.content) == (200, b"")


def test_both_stand_below_the_base(ask):
    below = program(base="callboard")

    assert ask(below, "/callboard/healthz").json() == {"callboard": "alive"}
    assert ask(below, "/healthz").status_code == 404
