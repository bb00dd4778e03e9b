"""One Callboard behind all sessions, made of the environment and the operator's secrets."""

import pytest

from components.ui import backend


def _script(seen):
    seen.append(backend.callboard())


def test_all_sessions_share_one_callboard(stage):
    seen = []

    for _session in range(2):
        stage(_script, seen).run()

    assert seen[0] is seen[1]


def test_the_operators_accounts_come_from_the_secrets(stage):
    seen = []
    account = {"host": "pbx.example.com", "app_id": "a", "app_secret": "b"}

    stage(_script, seen, secrets={"accounts": {"sales": account}}).run()

    assert list(seen[0].settings.accounts) == ["sales"]


def test_the_environment_is_read(stage, monkeypatch):
    monkeypatch.setenv("CALLBOARD_ALLOWED_HOSTS", "pbx.example.com")
    seen = []

    stage(_script, seen).run()

    assert "pbx.example.com" in seen[0].settings.allowed_hosts


@pytest.fixture
def empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))


@pytest.mark.usefixtures("empty_folder")
def test_an_installation_without_secrets_has_no_accounts():
    assert backend._secrets() == {}
