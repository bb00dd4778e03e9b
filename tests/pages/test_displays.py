"""The page of the displays: for the operator's accounts only."""

import pytest

from components.simulator import Simulator
from components.ui import state
from tests.conftest import PLENTY
from tests.pages import doors


@pytest.fixture
def pbx(clock):
    customers = doors.customers()
    with Simulator(accounts=customers, clock=clock, habits=PLENTY) as simulator:
        yield simulator


def test_who_sees_an_account_finds_its_displays(app, operate, pbx):
    operate(doors.secrets(pbx, "open"))
    at = app()
    at.query_params["account"] = doors.OFFICE
    at.run()

    at.switch_page("displays.py").run()

    assert not at.exception
    assert at.title[0].value == "Displays"
    assert "There is no display yet." in [one.value for one in at.caption]


def test_credentials_of_ones_own_make_no_link(app, operate, pbx):
    callboard = operate(doors.secrets(pbx, "open"))
    at = app()
    visitor = callboard.connect(pbx.url, "own", "own")
    at.session_state[state._KEY] = state.Session(visitor=visitor)
    at.run()

    at.switch_page("displays.py").run()

    assert "credentials of your own stay yours" in at.info[0].value
    assert not [one for one in at.button if one.label == "Make the link"]
