"""A stretch knows which buckets it spans."""

from datetime import UTC, datetime

from components.measures.counts import Sides
from components.measures.stretches import Standing, Stretch


def test_a_stretch_ends_before_the_bucket_that_follows_its_last():
    stretch = Stretch(4, 3, Sides(), Standing.FINAL, datetime(2026, 11, 18, tzinfo=UTC))

    assert stretch.end == 7


def test_the_names_of_standings_are_those_in_frames():
    assert [standing.value for standing in Standing] == ["final", "provisional", "open"]
