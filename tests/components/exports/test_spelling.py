"""Numbers as programs read them, and texts that no spreadsheet runs."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.exports.spelling import Spelling, duration, harmless
from tests.formulas import FORMULA_LIKE

SIGNS = "=+-@\t\r＝＋－＠"
STARTS = st.text(st.sampled_from(" '\"\N{NO-BREAK SPACE}“＂"), max_size=3)


def test_there_are_at_least_thirty_labels_to_try():
    assert len(set(FORMULA_LIKE)) >= 30


def test_cells_are_parted_by_what_the_decimal_sign_leaves_free(english, russian):
    assert (english.separator, russian.separator) == (",", ";")


def test_a_number_has_the_decimal_sign_of_the_language_and_no_grouping(russian):
    assert russian.number(Decimal("-1234567.8")) == "-1234567,8"


def test_a_large_number_is_written_out():
    assert Spelling(".", "pp").number(Decimal("1E+9")) == "1000000000"


@pytest.mark.parametrize(
    ("seconds", "spelled"),
    [(0, "0:00:00"), (59, "0:00:59"), (6142, "1:42:22"), (100_000, "27:46:40"), (-65, "−0:01:05")],
)
def test_a_length_of_time_may_pass_a_day_and_fall_below_zero(seconds, spelled):
    assert duration(seconds) == spelled


@pytest.mark.parametrize("label", FORMULA_LIKE)
def test_a_formula_gets_an_apostrophe_and_loses_nothing(label):
    spelled = harmless(label)

    assert spelled != label
    assert spelled.replace("'", "") == label.replace("'", "")


@pytest.mark.parametrize(
    "label",
    ["Anna", "Продажи", "2+2", "a=b", "Sales, Anna", "– ", "−5", "101 · Анна-Мария", "", "100 %"],
)
def test_a_text_that_nobody_could_run_stays_as_it_is(label):
    assert harmless(label) == label


@given(STARTS, st.sampled_from(SIGNS), st.text())
def test_whatever_stands_before_a_sign_and_behind_it_the_cell_begins_with_an_apostrophe(
    start, sign, rest
):
    assert harmless(start + sign + rest).startswith("'")


@given(st.text())
def test_what_is_harmless_stays_so(label):
    once = harmless(label)

    assert harmless(once).replace("'", "") == label.replace("'", "")
