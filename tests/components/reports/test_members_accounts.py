"""200 made-up accounts: rows, their sum and the account's line are what is counted by hand."""

from dataclasses import replace

import pytest

from components.measures import ranking
from components.measures.counts import Direction, Sides
from components.measures.outcomes import Source
from components.periods.buckets import Step
from components.reports import overview
from components.reports.question import Question
from tests import accounts
from tests.accounts import ACCOUNTS, CUSTOMERS


@pytest.fixture(scope="module")
def pbx():
    with accounts.simulator() as simulator:
        yield simulator


def by_hand(customer, direction, extension=None):
    """Count the calls that an extension took part in, or all; those that were answered; talk."""
    found = [
        call
        for call in customer.calls
        if customer.window.start <= call.start < customer.window.end
        and call.direction.value == direction.value
        and (extension is None or any(leg.extension_id == extension for leg in call.legs))
    ]
    talks = [call.bridged_duration for call in found if call.ending.value == "bridged"]
    return len(found), len(talks), sum(talks)


def told(sides, direction):
    counts = sides[direction]
    return counts.total, counts.bridged, counts.bridged_duration


@pytest.mark.parametrize("tens", range(ACCOUNTS // 10))
def test_rows_their_sum_and_the_account_are_what_is_counted_by_hand(pbx, tens):
    for customer in CUSTOMERS[tens * 10 : tens * 10 + 10]:
        members = tuple(customer.extensions)
        asked = Question(
            Source.CALLS, customer.window, Step.MONTH, customer.zone, is_whole=True, members=members
        )
        with accounts.sitting(pbx, customer) as desk:
            before = len(pbx.requests)
            shown = overview.wait(desk, asked).shown
            assert len(pbx.requests) - before <= 1 + len(members)
            trended = replace(asked, member_step=Step.DAY)
            trends = overview.wait(desk, trended).shown.rows

        rows = [row.sides for row in shown.rows]
        for direction in Direction:
            account = by_hand(customer, direction)
            each = [by_hand(customer, direction, member) for member in members]
            assert [told(sides, direction) for sides in rows] == each
            assert told(shown.sides, direction) == account
            total = ranking.total(rows)
            assert told(total, direction) == tuple(map(sum, zip(*each, strict=True)))
            more = ranking.difference(rows, shown.sides)[direction]
            assert more == sum(calls for calls, *_rest in each) - account[0]
        assert [sum(row.trend, Sides()) for row in trends] == rows
        # Where each of several took part in every call, that is how an ignored filter looks, too.
        took_all = all(
            by_hand(customer, direction, member) == by_hand(customer, direction)
            for member in members
            for direction in Direction
        )
        is_alike = took_all and len(members) > 1 and shown.sides != Sides()
        assert ranking.is_filter_ignored(rows, shown.sides) == is_alike
