"""The table of the benchmarks: what holds, what does not, and by how much."""

import pytest

from benchmarks.row import Row, table


def test_a_row_says_how_much_it_is_of_what_stands_beside_it():
    assert Row("requests", 83, "naive", 166).ratio == 0.5


def test_there_is_no_ratio_to_nothing():
    assert Row("errors", 1, "runs", 0).ratio is None


@pytest.mark.parametrize(
    ("most", "holds"), [(None, True), (83, True), (82, False)], ids=["no limit", "at it", "over it"]
)
def test_a_row_holds_up_to_its_limit(most, holds):
    assert Row("requests", 83, "naive", 171, most=most).holds is holds


def test_a_table_has_a_line_for_each_row_below_its_head():
    rows = [
        Row("requests", 83, "naive", 171, most=83),
        Row("a look", 7.25, "one line", 3.5, "ms", 7.0),
    ]

    assert table(rows).splitlines() == [
        "measured  here    beside    there   ratio  at most",
        "requests  83      naive     171     0.49   83",
        "a look    7.2 ms  one line  3.5 ms  2.07   7 ms     MISSED",
    ]
