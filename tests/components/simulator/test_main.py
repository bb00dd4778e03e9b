"""The command line."""

import argparse
import signal
import subprocess
import sys
from datetime import UTC, datetime

import httpx
import pytest

from components.simulator import EmptySides, Fault, Kind, Where
from components.simulator.__main__ import build, main, planned_fault

NOVEMBER = datetime(2019, 11, 1, tzinfo=UTC), datetime(2019, 11, 11, tzinfo=UTC)


@pytest.fixture
def serve():
    """Start the program as its user would; ends it after the test."""
    running = []

    def start(*arguments):
        command = [sys.executable, "-m", "components.simulator", "--port", "0", *arguments]
        process = subprocess.Popen(  # noqa: S603 - our own program
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        running.append(process)
        return process

    yield start
    for process in running:
        process.kill()
        process.communicate()


def test_it_prints_its_address_and_credentials_and_serves_until_told_to_stop(serve):
    process = serve("--office", "quiet", "--verbose")
    line = process.stdout.readline()
    url = line.split(" at ")[1].split()[0]
    status = httpx.get(f"{url}/nothing?x=1", trust_env=False).status_code

    process.send_signal(signal.SIGTERM)
    _, printed = process.communicate(timeout=5)

    assert "App ID demo, secret demo" in line
    assert (status, process.returncode) == (404, 0)
    assert "404 GET '/nothing?x=1'" in printed


def test_every_habit_can_be_set():
    arguments = (
        "--latency 0.5 --statistics-latency 2 --quota 7 --token-life 60 --hide-token-life "
        "--token-uses 3 --new-token-kills-old --refusal 400 --per-page-cap 4 --empty-sides null"
    )

    habits = build(arguments.split()).habits

    assert (habits.latency, habits.statistics_latency, habits.quota) == (0.5, 2, 7)
    assert (habits.token_life, habits.token_life_told, habits.token_uses) == (60, False, 3)
    assert (habits.new_token_kills_old, habits.refusal) == (True, 400)
    assert (habits.per_page_cap, habits.empty_sides) == (4, EmptySides.NULL)


@pytest.mark.parametrize(
    ("arguments", "total"), [("--office documented", 87), ("--office quiet", 0), ("--seed 5", 600)]
)
def test_the_office_can_be_chosen(arguments, total):
    counted = build(arguments.split()).accounts[0].office.count(Kind.CALLS, *NOVEMBER)

    assert counted["in"]["total"] == pytest.approx(total, rel=0.3)


def test_the_credentials_can_be_chosen():
    account = build(["--app-id", "a", "--app-secret", "s"]).accounts[0]

    assert (account.app_id, account.app_secret) == ("a", "s")


def test_faults_can_be_planned():
    simulator = build(["--fault", "html-502@token:3", "--fault", "nan-count"])

    planned = [(one.fault, one.where, one.times) for one in simulator.faults.planned()]

    assert planned == [
        (Fault.HTML_502, Where.TOKEN, 3),
        (Fault.NAN_COUNT, Where.STATISTICS, None),
    ]


@pytest.mark.parametrize("fault", Fault)
def test_every_fault_can_be_named(fault):
    assert planned_fault(fault.value) == (fault, None, None)


@pytest.mark.parametrize("text", ["", "nonsense", "html-502@moon", "html-502:often"])
def test_a_fault_that_is_none_is_refused(text):
    with pytest.raises(argparse.ArgumentTypeError):
        planned_fault(text)


def test_help_names_every_fault_and_place(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])

    printed = capsys.readouterr().out
    assert all(fault.value in printed and fault.meaning in printed for fault in Fault)
    assert all(where.value in printed for where in Where)


@pytest.mark.parametrize("arguments", ["--quota 0", "--fault nan-count@token", "--latency -1"])
def test_what_cannot_be_is_told_in_one_line(arguments, capsys):
    assert main(arguments.split()) == 2

    assert capsys.readouterr().err.count("\n") == 1
