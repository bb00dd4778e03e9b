"""What a comparison shows at each place: both numbers, how firm they are, and a text with both."""

import pytest

from components.charts.points import Point, points
from components.measures.counts import Direction, Sides
from components.measures.frames import compared_frame
from components.measures.outcomes import MenuCountsAs, Source
from components.measures.stretches import Standing

IN, OUT = Direction
LABELS = {
    "a": {0: "Mon, 16 Nov", 1: "Tue, 17 Nov", 2: "Wed, 18 Nov"},
    "b": {-1: "Sun, 8 Nov", 0: "Mon, 9 Nov", 1: "Tue, 10 Nov"},
}


@pytest.fixture
def see(compare_words):
    """Return the points of two periods; B stands one place further left."""

    def see(a, b, direction=IN, measure="answered", source=Source.CALLS):
        frame = compared_frame(a, b, source, MenuCountsAs.MISSED, shift=-1)
        return points(
            frame[::-1],
            direction,
            measure,
            labels=LABELS,
            words=compare_words,
            number="{:g}".format,
        )

    return see


def test_both_numbers_meet_at_their_place(see, stretch):
    [point] = see([stretch(0)], [stretch(1, sides=Sides())])

    assert (point.first, point.calls) == (0, {"a": 59, "b": 0})


def test_the_text_names_the_bucket_of_each_side(see, stretch):
    [point] = see([stretch(0)], [stretch(1, sides=Sides())])

    assert point.hover == ("<b>Inbound · Answered</b><br>● Mon, 16 Nov: 59<br>○ Mon, 9 Nov: 0")


def test_an_unknown_number_is_absent_not_zero(see, stretch):
    [point] = see([stretch(0)], [])

    assert point.calls == {"a": 59}
    assert point.hover.endswith("○ Mon, 9 Nov: –")


def test_a_side_that_has_no_bucket_there_is_not_spoken_of(see, stretch):
    before, after = see([stretch(2)], [stretch(0)])

    assert before.hover == "<b>Inbound · Answered</b><br>○ Sun, 8 Nov: 59"
    assert after.hover == "<b>Inbound · Answered</b><br>● Wed, 18 Nov: 59"


def test_points_stand_in_the_order_of_their_places(see, stretch):
    found = see([stretch(1), stretch(0)], [stretch(0)])

    assert [(point.first, point.end) for point in found] == [(-1, 0), (0, 1), (1, 2)]


def test_where_nothing_is_known_there_is_no_point(see, stretch):
    found = see([stretch(0), stretch(2)], [])

    assert [point.first for point in found] == [0, 2]


def test_a_number_that_is_not_final_says_so(see, stretch):
    [point] = see([stretch(0, standing=Standing.OPEN)], [stretch(1)])

    assert point.is_open("a")
    assert not point.is_open("b")
    assert not point.is_final
    assert "● Mon, 16 Nov: 59 <i>(So far)</i><br>" in point.hover


def test_provisional_is_neither_final_nor_open(see, stretch):
    [point] = see([stretch(0)], [stretch(1, standing=Standing.PROVISIONAL)])

    assert not point.is_final
    assert not point.is_open("b")
    assert point.hover.endswith("<i>(Provisional)</i>")


def test_two_final_numbers_are_final(see, stretch):
    [point] = see([stretch(0)], [stretch(1)])

    assert point.is_final


def test_a_side_that_is_not_there_is_not_open():
    assert not Point(0, {}, {}, "").is_open("a")


@pytest.mark.parametrize(
    ("direction", "measure", "head"),
    [
        (IN, "calls", "Inbound · Calls"),
        (IN, "missed", "Inbound · Missed"),
        (OUT, "missed", "Outbound · Not reached"),
        (OUT, "failed", "Outbound · Failed"),
    ],
)
def test_the_text_has_the_words_of_direction_and_measure(see, stretch, direction, measure, head):
    [point] = see([stretch(0)], [], direction, measure)

    assert point.hover.startswith(f"<b>{head}</b>")


@pytest.mark.parametrize(
    ("measure", "numbers"), [("calls", (87, 146)), ("missed", (20, 37)), ("failed", (8, 22))]
)
def test_each_measure_has_its_documented_number(see, stretch, measure, numbers):
    found = [see([stretch(0)], [], direction, measure)[0].calls["a"] for direction in Direction]

    assert tuple(found) == numbers


def test_legs_have_no_points_of_missed(see, stretch):
    assert see([stretch(0)], [], measure="missed", source=Source.LEGS) == []
