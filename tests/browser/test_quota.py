"""An hour with few requests: what is left of it belongs to the customer's other programs."""

import re

import pytest
from playwright.sync_api import expect

from components.simulator import Habits, Where
from tests.browser import customers

LIMIT = 40
FLOOR = 5


@pytest.fixture
def poor():
    """Serve all customers, each of whom may ask only so often in an hour."""
    with customers.simulator(Habits(quota=LIMIT), customers.slow_clock()) as simulator:
        yield simulator


def test_a_view_that_costs_too_much_stops_before_the_quota_is_used_up(visit, start, poor):
    with start(pbx=poor) as program:
        screen = visit("/?account=office&period=2025-09-01..2025-10-30&by=day", program=program)
        assert screen.price == 60
        told = screen.part("cost").get_by_text("of them can be had before that").inner_text()
        ours = int(re.search(r"(\d+) of them can be had", told)[1])

        screen.press("load")

        expect(screen.failure).to_contain_text("is kept for other programs. New numbers come at ")
        expect(screen.figure("in_calls")).not_to_be_empty()
        screen.press("again")
        expect(screen.failure).to_contain_text("is kept for other programs")
        screen.rest()
        counted = [one for one in poor.requests if one.place is not Where.TOKEN]
        assert {one.status for one in counted} == {200}
        assert poor.statistics_requests == ours
        left = LIMIT - len(counted)
        assert left >= FLOOR
        expect(screen.part("quota")).to_contain_text(f": {left} of {LIMIT}")
