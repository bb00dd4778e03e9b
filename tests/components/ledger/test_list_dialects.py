"""PBXs that spell or cut their list of calls otherwise (contract, section 8): the same facts."""

import json
from dataclasses import replace

import pytest

from components.ledger.books import Wish
from components.ledger.listed import Way
from components.ringme.errors import NoAnswer, PbxFault, RingmeError
from components.simulator import Fault, Habits, Simulator, Where, answers, resources
from tests.components.ledger.test_list_errand import (
    DAY,
    END,
    NOW,
    each_hour,
    hourly,
    learn,
    seated,
)

TWO_DAYS = hourly(END - 4 * DAY, END - 2 * DAY)


@pytest.fixture
def pbx():
    with Simulator(habits=Habits(quota=100_000), clock=lambda: NOW) as made:
        yield made


@pytest.fixture
def speaks(monkeypatch):
    """Have the PBX's list of calls changed before it is sent: ``change`` takes a page."""

    def install(change):
        plain = resources._HANDLERS[Where.RECORDS]

        def bent(asked):
            page = json.loads(plain(asked).body)
            return answers.success(change(page))

        monkeypatch.setitem(resources._HANDLERS, Where.RECORDS, bent)

    return install


def nested(page):
    page["call_history"] = page.pop("calls")
    return page


def bare(page):
    return {"calls": page["calls"]}


def boastful(page):
    """Say that pages are as long as was asked, though they are cut."""
    return page | {"per_page": 500}


def worded(page):
    return page | {"per_page": str(page["per_page"]), "page": str(page["page"])}


def fractions(page):
    for call in page["calls"]:
        for field in ("init_time_gmt", "start_time_gmt", "hangup_time_gmt"):
            call[field] += ".987654"
    return page


def begun_before(page):
    """Tell of a call when it was begun, and leave its start open."""
    for call in page["calls"]:
        call["start_time_gmt"] = None
    return page


def nulls(page):
    for call in page["calls"]:
        call["bridged_duration"] = call["bridged_duration"] or None
        call["duration"] = call["duration"] or None
        call["extension_id"] = call["hangup_time_gmt"] = call["did_number"] = None
    return page


def more_fields(page):
    for call in page["calls"]:
        call |= {"cost": 1.5, "tags": ["a"], "queue": {"id": 7}, "extension_id": "40101"}
    return page


class Repeating:
    """Shows the last call of each page once more at the head of the next."""

    def __init__(self):
        self.last = []

    def __call__(self, page):
        if page["page"] == 1:
            self.last = []
        calls = self.last + page["calls"]
        self.last = calls[-1:]
        return page | {"calls": calls}


DIALECTS = {
    "call_history": nested,
    "no envelope": bare,
    "boastful": boastful,
    "worded": worded,
    "fractions": fractions,
    "begun": begun_before,
    "nulls": nulls,
    "more": more_fields,
    "repeating": Repeating(),
    "plain": dict,
}


@pytest.fixture
def expected(pbx):
    """Return the hours of the two days as the statistics tell them, and none of the requests."""
    with seated(pbx) as desk:
        desk.wait(TWO_DAYS)
        return each_hour(desk, TWO_DAYS)


@pytest.mark.parametrize("cap", [20, 100, 500])
@pytest.mark.parametrize("name", DIALECTS)
def test_a_list_is_read_to_the_call_however_it_is_spelled_and_cut(pbx, speaks, expected, name, cap):
    pbx.habits = replace(pbx.habits, calls_cap=cap)
    speaks(DIALECTS[name])
    with seated(pbx) as desk:
        desk.wait(Wish(TWO_DAYS.series, (TWO_DAYS.marks[0], TWO_DAYS.marks[-1])))
        total = desk.look(TWO_DAYS, asking=False).survey.total

        desk.wait(TWO_DAYS, way=Way.LIST)

        plan = desk.plan(TWO_DAYS)
        assert (plan.way, plan.requests, plan.mismatch, plan.denied) == (Way.LIST, 0, None, None)
        assert each_hour(desk, TWO_DAYS) == expected
        calls = total.inbound.total + total.outbound.total
        assert pbx.record_requests <= -(-calls // cap) + 1


@pytest.mark.parametrize("cap", [20, 100])
def test_how_long_pages_are_is_learnt_from_the_first(pbx, speaks, cap):
    pbx.habits = replace(pbx.habits, calls_cap=cap)
    speaks(boastful)
    with seated(pbx) as desk:
        learn(desk, TWO_DAYS)
        other = hourly(END - 9 * DAY, END - 7 * DAY)
        desk.wait(Wish(other.series, (other.marks[0], other.marks[-1])))
        sides = desk.look(other, asking=False).survey.total

        price = desk._lists.price(other)

        assert price == -(-(sides.inbound.total + sides.outbound.total) // cap)


@pytest.mark.parametrize(
    "change",
    [
        lambda page: page | {"calls": page["calls"][1:]},
        lambda page: page | {"calls": [one | {"duration": 7} for one in page["calls"]]},
        lambda page: page | {"calls": [one | {"flow": "in"} for one in page["calls"]]},
        lambda page: page | {"calls": [one | {"call_uuid": "same"} for one in page["calls"]]},
    ],
    ids=["one is missing", "seconds differ", "directions differ", "no names of its own"],
)
def test_nothing_of_a_list_that_differs_in_any_field_is_kept(pbx, speaks, change):
    speaks(change)
    with seated(pbx) as desk:
        learn(desk, TWO_DAYS)

        plan = desk.plan(TWO_DAYS)
        assert plan.way is Way.STATISTICS
        assert plan.mismatch.listed != plan.mismatch.told
        assert desk.size == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda page: page["calls"],
        lambda page: page | {"calls": None},
        lambda page: page | {"calls": [one | {"flow": "sideways"} for one in page["calls"]]},
        lambda page: page | {"calls": [one | {"result": "diverted"} for one in page["calls"]]},
        lambda page: page | {"calls": [one | {"duration": -1} for one in page["calls"]]},
        lambda page: page | {"calls": [one | {"start_time_gmt": "soon"} for one in page["calls"]]},
    ],
    ids=["no object", "null", "direction", "ending", "negative", "moment"],
)
def test_a_list_that_cannot_be_read_leaves_the_statistics(pbx, speaks, change):
    speaks(change)
    with seated(pbx) as desk:
        learn(desk, TWO_DAYS)

        plan = desk.plan(TWO_DAYS)
        assert plan.way is Way.STATISTICS
        assert isinstance(plan.denied, RingmeError)
        desk.wait(TWO_DAYS)
        assert desk.look(TWO_DAYS, asking=False).is_done


def test_a_list_that_fails_twice_in_a_row_leaves_the_statistics(pbx):
    pbx.faults.add(Fault.ERROR_500, where=Where.RECORDS)
    with seated(pbx) as desk:
        learn(desk, TWO_DAYS)
        assert isinstance(desk.look(TWO_DAYS, asking=False).trouble.error, PbxFault)
        assert desk.plan(TWO_DAYS).way is Way.LIST

        desk.forgive()
        desk.wait(TWO_DAYS, way=Way.LIST)

        assert desk.plan(TWO_DAYS).way is Way.STATISTICS
        assert isinstance(desk.plan(TWO_DAYS).denied, PbxFault)


def test_whoever_tries_again_has_the_list_asked_for_again(pbx):
    pbx.faults.add(Fault.APP_ACCESS_403, where=Where.RECORDS)
    with seated(pbx) as desk:
        learn(desk, TWO_DAYS)
        pbx.faults.clear()

        desk.forgive()

        assert desk.plan(TWO_DAYS).way is Way.LIST
        desk.wait(TWO_DAYS, way=Way.LIST)
        assert desk.look(TWO_DAYS, asking=False).is_done


def test_a_total_that_fails_is_no_reason_to_give_up_the_list(pbx):
    with seated(pbx) as desk:
        lists = desk._lists
        errand = desk._list_errand(TWO_DAYS)

        for _ in range(3):
            errand.fail(NoAnswer("timeout"))

        assert lists.denied() is None
