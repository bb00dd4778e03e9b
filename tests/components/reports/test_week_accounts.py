"""200 made-up accounts: the map by the list, the map by statistics, and a count by hand agree."""

from collections import Counter

import pytest

from components.ledger.listed import Way
from components.measures import week as maps
from components.measures.counts import Direction
from components.measures.outcomes import Source
from components.periods.buckets import Step
from components.reports import overview, week
from components.reports.question import Question
from tests import accounts
from tests.accounts import ACCOUNTS, CUSTOMERS


@pytest.fixture(scope="module")
def pbx():
    with accounts.simulator() as simulator:
        yield simulator


def drawn(pbx, customer, way):
    """Return the map of both directions by one way, the totals, and what is asked in the end."""
    with accounts.sitting(pbx, customer) as desk:
        asked = Question(Source.CALLS, customer.window, Step.HOUR, customer.zone, customer.asked)
        if way is Way.LIST:
            overview.wait(desk, week.question(desk, asked))
            asked = week.question(desk, asked)
        answer = overview.wait(desk, asked)
        assert answer.trouble is None
        assert answer.missing == 0
        cells = [
            maps.cells(answer.shown.stretches, asked.marks, side, customer.zone)
            for side in Direction
        ]
        before = len(pbx.requests)
        overview.wait(desk, week.question(desk, asked))
        assert len(pbx.requests) == before
        return cells, answer.shown.sides


@pytest.mark.parametrize("tens", range(ACCOUNTS // 10))
def test_both_ways_give_the_map_that_is_counted_by_hand(pbx, tens):
    for customer in CUSTOMERS[tens * 10 : tens * 10 + 10]:
        by_list, total = drawn(pbx, customer, Way.LIST)
        by_statistics, same = drawn(pbx, customer, Way.STATISTICS)

        assert by_list == by_statistics
        assert total == same
        for cells, direction in zip(by_list, Direction, strict=True):
            found, missed = customer.by_hand(direction)
            told = {(cell.weekday, cell.hour): cell.counts.total for cell in cells}
            assert +Counter(told) == found
            lost = {(one.weekday, one.hour): maps.missed(one, customer.menu) for one in cells}
            assert +Counter(lost) == missed
            assert sum(told.values()) == total[direction].total
