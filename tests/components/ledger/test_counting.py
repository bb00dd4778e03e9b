"""Calls are counted into pieces of time, each once, and nothing else of them is kept."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from components.ledger.counting import Tally
from components.measures.counts import Direction, Sides
from components.measures.outcomes import Ending
from components.periods.window import Window
from components.ringme.models import CallRecord

NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
MARKS = tuple(NOON + number * HOUR for number in range(5))

ENDINGS = [one for one in Ending if one not in (Ending.ANSWERED_ELSEWHERE, Ending.DIVERTED)]


def call(uuid, minute=0.0, direction=Direction.INBOUND, ending=Ending.BRIDGED, seconds=60):
    return CallRecord(
        uuid=uuid,
        direction=direction,
        ending=ending,
        begins_at=NOON + timedelta(minutes=minute),
        ends_at=None,
        duration=seconds,
        bridged_duration=seconds if ending is Ending.BRIDGED else 0,
        extension=None,
        caller="+12025550123",
        callee="",
    )


calls = st.builds(
    call,
    uuid=st.uuids().map(str),
    minute=st.integers(0, 239),
    direction=st.sampled_from(Direction),
    ending=st.sampled_from(ENDINGS),
    seconds=st.integers(0, 600),
)


@given(found=st.lists(calls, max_size=30, unique_by=lambda one: one.uuid))
def test_each_call_is_counted_in_its_hour_under_its_ending(found):
    tally = Tally(MARKS)

    tally.add(found)

    counted = dict(tally.pieces())
    for one in found:
        assert any(window.start <= one.begins_at < window.end for window in counted)
    total = tally.total()
    for direction in Direction:
        mine = [one for one in found if one.direction is direction]
        assert total[direction].total == len(mine)
        assert total[direction].duration == sum(one.duration for one in mine)
        for ending in ENDINGS:
            expected = sum(one.ending is ending for one in mine)
            assert getattr(total[direction], ending.value) == expected


def test_a_repeat_is_not_counted_and_no_news():
    tally = Tally(MARKS)

    assert tally.add([call("a"), call("b"), call("a")])
    assert not tally.add([call("b"), call("a")])

    assert (tally.calls, tally.total().inbound.total) == (2, 2)


def test_settled_empty_hours_that_follow_each_other_are_one_piece():
    tally = Tally(MARKS)
    tally.add([call("a", minute=30)])

    first, rest = tally.pieces(firm_until=MARKS[4])

    assert first[0] == Window(MARKS[0], MARKS[1])
    assert rest == (Window(MARKS[1], MARKS[4]), Sides())
    assert len(tally.pieces(firm_until=MARKS[3])) == 3


def test_the_end_of_an_hour_belongs_to_the_next_one_and_fractions_to_their_own():
    tally = Tally(MARKS)

    tally.add([call("a", minute=60), call("b", minute=59.999)])

    assert [sides.inbound.total for _, sides in tally.pieces()] == [1, 1, 0, 0]


def test_what_lies_outside_is_left_out():
    tally = Tally(MARKS)

    tally.add([call("a", minute=-1), call("b", minute=240)])

    assert tally.total() == Sides()


def test_parts_until_a_moment():
    tally = Tally(MARKS)
    tally.add([call("a", minute=30), call("b", minute=90), call("c", minute=200)])

    assert tally.total(MARKS[2]).inbound.total == 2
    assert tally.pieces(MARKS[2])[-1][0].end == MARKS[2]


def test_no_number_is_kept():
    tally = Tally(MARKS)

    tally.add([call("a")])

    assert "5550123" not in repr(vars(tally))
