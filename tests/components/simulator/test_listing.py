"""The list of calls shows the calls that the statistics count, page by page."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from components.simulator import PEOPLE, Fault, Kind, Office, listing
from components.simulator.calls import Call, Direction, Ending, Leg
from components.simulator.faults import Where

DAY = timedelta(days=1)
START = datetime(2026, 11, 18, tzinfo=UTC)
WHEN = {"start_datetime": "2026-11-18 00:00:00", "end_datetime": "2026-11-18 23:59:59"}


def page(caller, **parameters):
    return caller.get("/client/@me/calls/", **{**WHEN, "order": "asc", **parameters}).json()


@pytest.mark.parametrize("extensions", [[], [40104], [40101, 40150]])
def test_it_holds_each_call_that_the_statistics_count(caller, office, extensions):
    records = page(caller, per_page=500, extension_id=extensions)["calls"]

    counted = office.count(Kind.CALLS, START, START + DAY, extensions)
    assert Counter((one["flow"], one["result"]) for one in records) == Counter(
        {
            (side, ending.value): counts[ending.value]
            for side, counts in counted.items()
            for ending in Ending
            if counts.get(ending.value)
        }
    )
    assert sum(one["duration"] for one in records) == sum(
        side["duration"] for side in counted.values()
    )


def test_pages_follow_each_other_without_gap_or_repeat(pbx, caller):
    pbx.habits = replace(pbx.habits, calls_cap=50)
    whole = pbx.count(Kind.CALLS, START, START + DAY)
    total = sum(side["total"] for side in whole.values())

    pages = [page(caller, page=number, per_page=500) for number in range(1, total // 50 + 2)]

    names = [one["call_uuid"] for each in pages for one in each["calls"]]
    assert {each["per_page"] for each in pages} == {50}
    assert len(set(names)) == len(names) == total
    moments = [one["start_time_gmt"] for each in pages for one in each["calls"]]
    assert moments == sorted(moments)


def test_it_can_be_later_than_the_statistics(pbx, caller, clock):
    pbx.habits = replace(pbx.habits, listing_late=3600)
    clock.now = START + 12 * timedelta(hours=1)

    shown = page(caller, per_page=500)["calls"]

    assert (
        0
        < len(shown)
        < sum(side["total"] for side in pbx.count(Kind.CALLS, START, START + DAY).values())
    )
    assert max(one["hangup_time_gmt"] for one in shown) <= "2026-11-18 11:00:00"


def test_a_pbx_may_ignore_the_page_or_deny_the_list(pbx, caller):
    pbx.faults.add(Fault.IGNORED_PAGES, where=Where.RECORDS)

    assert page(caller, page=2) | {"page": 1} == page(caller, page=1)
    pbx.faults.add(Fault.APP_ACCESS_403, where=Where.RECORDS)
    assert page(caller)["status"] == "app_access_type_deny"
    assert pbx.record_requests == 3


def test_a_record_names_who_took_part_and_the_number_outside():
    talk = Leg(40101, Ending.BRIDGED, 60, 60)
    rang = Leg(40102, Ending.ANSWERED_ELSEWHERE)
    call = Call(
        start=START,
        direction=Direction.INBOUND,
        ending=Ending.BRIDGED,
        legs=(talk, rang),
        ringing=5,
        duration=60,
        bridged_duration=60,
        outsider="+12025550199",
    )
    withheld = replace(call, start=START + timedelta(hours=1), outsider="")

    people = {one.id: one for one in PEOPLE}
    shown, hidden = (listing.record(one, people) for one in (call, withheld))

    assert (shown["extension_id"], shown["extension_name"]) == (40101, "000*101")
    assert (shown["from_username"], hidden["from_username"]) == ("+12025550199", listing.WITHHELD)
    assert shown["hangup_time_gmt"] == "2026-11-18 00:01:05"
    assert "+12025550199" not in repr(call)


def test_an_office_names_its_calls_apart():
    same = Call.direct(START, Direction.INBOUND, Ending.FAILED, 40101)

    first, second = Office.of([same, same]).calls(START, START + DAY)

    assert first == second
    assert first.uuid != second.uuid
