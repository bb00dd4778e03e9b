"""A wall tells the truth and comes back by itself, whatever breaks; in seconds here, not minutes.

``make soak`` does the same for hours and at the usual refresh.
"""

import re

import pytest

from tests.browser.cable import Cable
from tests.browser.wall import RECORDER, Wall, display_key

REFRESH = 2
GRACE = 3
"""Seconds; a busy machine is late itself."""

BACK = 30
"""Seconds in which a board stands again after the server does."""

WEEK = "period=last-7-days"

OUTAGE = re.compile(r"No connection since \d\d:\d\d")


@pytest.fixture
def program(start, customer):
    """A program of the test's own with one account, not yet started."""
    return start(customer, CALLBOARD_WALL_REFRESH=f"{REFRESH}")


@pytest.fixture
def television(visit, program, customer):
    """A television of the program's account, once the program runs."""
    key = display_key(program.store, customer.app_id, WEEK)

    def television(**tab):
        return Wall(visit(f"/wall?display={key}", **{"program": program, **tab}))

    return television


def test_figures_are_late_then_stale_without_the_pbx_and_live_when_it_is_back(
    television, program, pbx
):
    with program:
        wall = television()
        before = wall.until_all("live", within=BACK)

        pbx.stop()

        wall.until_all("late", "stale", within=2 * REFRESH + GRACE)
        stale = wall.until_all("stale", within=3 * REFRESH + GRACE)
        assert stale.values == before.values
        assert OUTAGE.search(stale.reason)
        pbx.start()
        live = wall.until_all("live", within=REFRESH + GRACE)
        assert live.reason == ""


def test_a_board_outlives_the_program_also_while_the_pbx_is_gone(television, program, pbx):
    with program:
        wall = television()
        before = wall.until_all("live", within=BACK)
    # The browser counts on by itself.
    gone = wall.until_all("stale", within=5 * REFRESH + GRACE)
    assert gone.values == before.values
    wall.until(lambda board: board.reason == "Callboard does not answer", within=15)
    pbx.stop()

    with program:
        back = wall.until(
            lambda board: board.drawn != before.drawn and bool(board.tiles), within=BACK
        )

        assert back.values == before.values
        assert back.states <= {"late", "stale"}
        wall.until(
            lambda board: OUTAGE.search(board.reason) is not None, within=2 * REFRESH + GRACE
        )
        pbx.start()
        wall.until_all("live", within=REFRESH + GRACE)


def test_cuts_of_the_wire_need_nobody(television, program):
    with program, Cable(program.url) as cable:
        wall = television(program=cable)
        wall.until_all("live", within=BACK)

        for _ in range(4):
            assert cable.cut() > 0
            wall.until_redrawn(within=BACK)
            wall.until_all("live", within=REFRESH + GRACE)

        assert wall.page.get_by_role("dialog").count() == 0


def test_a_pbx_that_never_answered_has_no_number_and_no_green_until_it_does(
    television, program, pbx
):
    pbx.stop()
    with program:
        wall = television(script=RECORDER)
        wall.page.wait_for_timeout(3000 * REFRESH)
        shown = set(wall.shown())
        pbx.start()
        wall.until_all("live", within=BACK)

    assert {state for state, _, _ in shown} <= {"no-data"}
    assert "good" not in {mark for _, mark, _ in shown}
    assert {value for _, _, value in shown} <= {"–"}
