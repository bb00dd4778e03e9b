"""The rows' sum, what of the account it leaves out, and a PBX that does not listen."""

from dataclasses import fields

from hypothesis import given
from hypothesis import strategies as st

from components.measures import ranking
from components.measures.counts import Counts, Direction, Sides

counts = st.builds(
    lambda bridged, missed, seconds: Counts(
        total=bridged + missed,
        bridged=bridged,
        not_answered=missed,
        duration=seconds,
        bridged_duration=seconds if bridged else 0,
    ),
    bridged=st.integers(0, 99),
    missed=st.integers(0, 99),
    seconds=st.integers(0, 9999),
)
sides = st.builds(Sides, counts, counts)


def inbound(total):
    return Sides(inbound=Counts(total=total, bridged=total))


@given(st.lists(sides, max_size=12))
def test_the_total_is_the_sum_of_every_field(rows):
    total = ranking.total(rows)

    for direction in Direction:
        for field in fields(Counts):
            expected = sum(getattr(row[direction], field.name) for row in rows)
            assert getattr(total[direction], field.name) == expected


@given(st.lists(sides, max_size=12), sides)
def test_rows_and_difference_make_the_account(rows, account):
    found = ranking.difference(rows, account)

    for direction in Direction:
        summed = sum(row[direction].total for row in rows)
        assert summed - found[direction] == account[direction].total


def test_a_row_that_is_not_known_is_not_zero():
    assert ranking.total([inbound(3), None]) is None
    assert ranking.difference([inbound(3), None], inbound(3)) is None


def test_an_extension_above_the_account_cannot_be():
    assert ranking.is_filter_ignored([inbound(5), inbound(101)], inbound(100))
    assert not ranking.is_filter_ignored([inbound(5), inbound(100)], inbound(100))


def test_several_that_are_all_the_account_are_one_answer_given_to_each():
    account = inbound(100)

    assert ranking.is_filter_ignored([account, account, None], account)
    assert not ranking.is_filter_ignored([account], account)
    assert not ranking.is_filter_ignored([Sides(), Sides()], Sides())
    assert not ranking.is_filter_ignored([inbound(50), inbound(50)], account)


def test_while_calls_come_in_one_extension_may_have_more_than_the_account_had():
    account, menu, phone = inbound(100), inbound(101), inbound(40)

    assert not ranking.is_filter_ignored([menu, phone], account, may_grow=True)
    assert ranking.is_filter_ignored([menu, phone], account)


def test_an_ignored_filter_is_noticed_while_calls_come_in():
    assert ranking.is_filter_ignored([inbound(100), inbound(101)], inbound(100), may_grow=True)
