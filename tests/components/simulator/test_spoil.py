"""What each fault makes of a good statistics answer."""

import json
from math import inf, isnan

import pytest

from components.simulator import answers
from components.simulator.faults import Fault, Nature
from components.simulator.spoil import INSTEAD, spoil
from components.simulator.tally import Kind, nothing

SIDES = nothing(Kind.CALLS)
GOOD = answers.success(SIDES)
OUTSIDE_OF_THE_BODY = {
    Fault.IGNORED_EXTENSIONS,
    Fault.IGNORED_PAGES,
    Fault.NO_QUOTA_HEADERS,
    Fault.ABSURD_QUOTA_HEADERS,
}


def spoilt(fault, good=GOOD):
    return json.loads(spoil(good, fault).body)


@pytest.mark.parametrize("fault", sorted(set(Fault) - OUTSIDE_OF_THE_BODY))
def test_every_fault_of_answers_changes_the_answer(fault):
    assert spoil(GOOD, fault) != GOOD


@pytest.mark.parametrize("fault", sorted(OUTSIDE_OF_THE_BODY))
def test_faults_that_show_elsewhere_leave_it(fault):
    assert spoil(GOOD, fault) == GOOD


@pytest.mark.parametrize(
    ("fault", "count"),
    [
        (Fault.INFINITE_COUNT, inf),
        (Fault.TEXT_COUNT, "12"),
        (Fault.BOOL_COUNT, True),
        (Fault.FLOAT_COUNT, 2.5),
        (Fault.NEGATIVE_COUNT, -3),
        (Fault.ENORMOUS_COUNT, 2**80),
        (Fault.LIST_COUNT, [1]),
        (Fault.NULL_COUNT, None),
    ],
)
@pytest.mark.parametrize("good", [GOOD, answers.success({}), answers.success({"in": None})])
def test_a_count_of_the_wrong_kind_stands_in_busy(fault, count, good):
    assert spoilt(fault, good)["in"]["busy"] == count


def test_nan_stands_in_busy():
    assert isnan(spoilt(Fault.NAN_COUNT)["in"]["busy"])


def test_busy_stands_there_twice():
    text = spoil(GOOD, Fault.DUPLICATE_KEYS).body.decode()

    assert text.partition('"out"')[0].count('"busy"') == 2


def test_missing_keys_are_missing_on_both_sides_and_an_empty_side_stays_empty():
    without = spoilt(Fault.MISSING_KEYS)

    assert not {"busy", "rejected"} & (without["in"].keys() | without["out"].keys())
    assert spoilt(Fault.MISSING_KEYS, answers.success({"in": None})) == {"in": None}


def test_unknown_keys_stand_inside_and_beside_the_sides():
    more = spoilt(Fault.UNKNOWN_KEYS)

    assert more["in"].keys() - SIDES["in"].keys() == {"parked"}
    assert more.keys() - SIDES.keys() == {"generated_by"}


def test_a_miscount_makes_the_total_three_too_many():
    assert spoilt(Fault.MISCOUNT)["in"]["total"] == 3


def test_a_side_may_be_a_list_and_the_sides_may_have_other_names():
    assert spoilt(Fault.WRONG_SIDE)["in"] == [1, 2]
    assert not {"in", "out"} & spoilt(Fault.NO_SIDES).keys()


def test_a_huge_body_is_good_json_of_more_than_eight_megabytes():
    huge = spoil(GOOD, Fault.HUGE_BODY)

    assert len(huge.body) > 8 * 1024 * 1024
    assert json.loads(huge.body) == SIDES


def test_cut_json_is_not_json():
    with pytest.raises(json.JSONDecodeError):
        spoilt(Fault.CUT_JSON)


def test_bad_utf8_is_not_text():
    with pytest.raises(UnicodeDecodeError):
        spoil(GOOD, Fault.BAD_UTF8).body.decode()


def test_deep_json_is_deeper_than_python_reads():
    with pytest.raises(RecursionError):
        spoilt(Fault.DEEP_JSON)


def test_every_fault_is_a_status_or_says_what_it_does_to_the_body():
    answered = {fault for fault in Fault if fault.nature is Nature.ANSWER}

    assert answered == set(INSTEAD) | {Fault.CUT_JSON, Fault.HUGE_BODY}
