"""The benchmarks are run by name, or all together."""

import pytest

from benchmarks import __main__ as program
from benchmarks.row import Row


@pytest.fixture
def ran(monkeypatch):
    """Put two quick benchmarks in the place of the real ones; return the names that ran."""
    names = []

    def measure(name, here):
        names.append(name)
        return [Row(name, here, "limit", 2, most=2)]

    quick = {"good": lambda: measure("good", 1), "bad": lambda: measure("bad", 3)}
    monkeypatch.setattr(program, "BENCHMARKS", quick)
    return names


def test_all_run_without_a_name(ran, capsys):
    program.main([])

    assert ran == ["good", "bad"]
    assert "MISSED" in capsys.readouterr().out


def test_a_name_runs_that_one(ran):
    assert program.main(["good"]) == 0
    assert ran == ["good"]


@pytest.mark.usefixtures("ran")
def test_a_limit_that_was_passed_is_told_to_the_caller():
    assert program.main(["bad"]) == 1


def test_a_name_that_is_none_runs_nothing(ran, capsys):
    assert program.main(["god"]) == 2
    assert ran == []
    assert "'god'" in capsys.readouterr().err
