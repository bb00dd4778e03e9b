"""The soak runs all its parts or those that are named, for as long as it is told to."""

import pytest

from benchmarks import soak
from benchmarks.row import Row


@pytest.fixture
def ran(monkeypatch):
    """Put two quick parts in the place of the real ones; return which ran, and for how long."""
    ran = []

    def part(name, here):
        def run(minutes):
            ran.append((name, minutes))
            return [Row(name, here, "limit", 2, most=2)]

        return run

    monkeypatch.setattr(soak, "PARTS", {"good": part("good", 1), "bad": part("bad", 3)})
    return ran


def test_all_parts_run_for_two_hours_and_a_limit_that_was_passed_is_told(ran, capsys):
    assert soak.main([]) == 1

    assert ran == [("good", 120), ("bad", 120)]
    assert "MISSED" in capsys.readouterr().out


def test_a_part_is_tried_for_minutes(ran):
    assert soak.main(["good", "--minutes", "0.5"]) == 0
    assert ran == [("good", 0.5)]


def test_a_part_that_is_none_runs_nothing(ran):
    with pytest.raises(SystemExit):
        soak.main(["god"])

    assert ran == []


def test_growth_is_the_slope_after_what_settles_first():
    # A quarter of an hour of growth, then three quarters that grow by 2 MB an hour.
    early = [(minute / 60, 100 + 10 * minute) for minute in range(15)]
    later = [(minute / 60, 300 + minute / 30) for minute in range(15, 60)]

    (row,) = soak._grown([*early, *later])

    assert row.here == pytest.approx(2)
    assert not row.holds
