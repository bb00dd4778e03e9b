"""Where facts go: what an operator's URL means, and what may be shown of it."""

from pathlib import Path

import pytest

from components.ledger.store import places
from components.ledger.store.places import StoreKind


def test_the_usual_place_is_a_file_in_the_users_data_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))

    place = places.read(None)

    assert place.kind is StoreKind.SQLITE
    assert place.path.name == "callboard.db"
    assert tmp_path in place.path.parents


def test_an_sqlite_url_names_a_file(tmp_path):
    place = places.read(f"sqlite:///{tmp_path}/facts.db")

    assert (place.kind, place.path) == (StoreKind.SQLITE, tmp_path / "facts.db")
    assert place.label == str(tmp_path / "facts.db")


def test_a_file_without_a_folder_is_in_the_present_one(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)

    assert places.read("sqlite:///facts.db").path == Path.cwd() / "facts.db"


@pytest.mark.parametrize(
    "url",
    ["sqlite://", "sqlite:///", "sqlite:///:memory:", "sqlite:///file:x?mode=memory&uri=true"],
)
def test_a_store_in_memory_has_no_place(url):
    place = places.read(url)

    assert (place.kind, place.path, place.label) == (StoreKind.MEMORY, None, "")


def test_a_name_that_only_sqlite_reads_is_no_file_of_ours():
    place = places.read("sqlite:///file:/data/facts.db?mode=ro&uri=true")

    assert (place.kind, place.path) == (StoreKind.SQLITE, None)


@pytest.mark.parametrize(
    ("url", "label"),
    [
        ("postgresql://user:canary@db.example.org:5433/facts", "db.example.org/facts"),
        ("postgresql+psycopg://user:canary@db.example.org/facts", "db.example.org/facts"),
        ("postgresql://user:canary@/facts?host=/run/postgresql", "/run/postgresql/facts"),
        ("postgresql://user:canary@/facts?host=a:1&host=b:2", "a:1,b:2/facts"),
        ("postgresql://", "localhost/"),
    ],
)
def test_of_a_server_only_host_and_database_are_shown(url, label):
    place = places.read(url)

    assert (place.kind, place.label) == (StoreKind.POSTGRESQL, label)
    assert "canary" not in f"{place!r} {place}"
