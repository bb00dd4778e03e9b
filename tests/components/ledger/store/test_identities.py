"""What the PBX said whose an application is comes back, and tells nobody whose that was."""

from contextlib import closing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from components.ledger.store import identities
from components.ledger.store.database import Store
from components.ledger.store.identities import Identity
from components.ledger.store.rows import BIGGEST
from tests.kept import behind_the_back

OURS = identities.application("https://pbx.example.org", "app")
MOSCOW = Identity(7001, "Europe/Moscow")

shared = settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)


def test_where_nothing_was_said_nothing_is_remembered(store):
    assert identities.read(store, OURS) is None


@pytest.mark.parametrize("identity", [MOSCOW, Identity(None, None), Identity(BIGGEST, "")])
def test_what_was_said_is_there_when_the_store_is_opened_again(place, identity):
    with closing(Store.open(place)) as first:
        identities.keep(first, OURS, identity)

    with closing(Store.open(place)) as second:
        assert identities.read(second, OURS) == identity


@shared
@given(number=st.none() | st.integers(1, BIGGEST), zone=st.none() | st.text(max_size=20))
def test_whatever_zone_the_pbx_names_comes_back(store, number, zone):
    identities.keep(store, OURS, Identity(number, zone))

    assert identities.read(store, OURS) == Identity(number, zone)


def test_what_was_said_last_holds(store):
    identities.keep(store, OURS, MOSCOW)

    identities.keep(store, OURS, Identity(7002, None))

    assert identities.read(store, OURS) == Identity(7002, None)


@pytest.mark.parametrize("other", [("https://pbx.example.org", "App"), ("https://pbx", "app")])
def test_another_host_or_another_application_is_another(store, other):
    identities.keep(store, OURS, MOSCOW)

    assert identities.read(store, identities.application(*other)) is None


@pytest.mark.parametrize("identity", [Identity(BIGGEST + 1, None), Identity(1, "Z" * 1000)])
def test_what_no_table_holds_is_not_remembered(store, identity):
    identities.keep(store, OURS, identity)

    assert identities.read(store, OURS) is None


def test_the_store_tells_neither_host_nor_application(path, file):
    whose = identities.application("https://canary.example.org", "canary-app")
    with closing(Store.open(file)) as store:
        identities.keep(store, whose, MOSCOW)

    kept = b"".join(each.read_bytes() for each in path.parent.iterdir())

    assert b"Europe/Moscow" in kept
    assert b"canary" not in kept


def test_those_who_remember_together_do_not_fail(place, at_once):
    Store.open(place).close()

    def keep(position):
        with closing(Store.open(place)) as own:
            identities.keep(own, OURS, Identity(position, None))

    at_once(5, keep)

    with closing(Store.open(place)) as store:
        assert identities.read(store, OURS).client_id in range(5)


BROKEN = ["timezone = 'Europe/Moscow'", "timezone = '7'", "timezone = '[]'"]
LOOSE = ["client_id = 'seven'", "client_id = 1.5", "timezone = x'00ff'"]


def spoil(place, change):
    with behind_the_back(place) as connection:
        connection.execute(text(f"UPDATE callboard_identities SET {change}"))  # noqa: S608


@pytest.mark.parametrize("change", BROKEN)
def test_a_row_that_makes_no_identity_is_left_out_and_told(store, place, caplog, change):
    identities.keep(store, OURS, MOSCOW)
    spoil(place, change)

    assert identities.read(store, OURS) is None
    assert "left out" in caplog.text


@pytest.mark.parametrize("change", LOOSE)
def test_a_value_that_only_sqlite_would_keep_is_left_out(file, change):
    with closing(Store.open(file)) as store:
        identities.keep(store, OURS, MOSCOW)
        spoil(file, change)

        assert identities.read(store, OURS) is None
