"""What a page has to say: failures before notes, as characters, in whole sentences."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from components.measures.counts import Counts, Sides
from components.measures.outcomes import Source
from components.measures.stretches import Standing, Stretch
from components.periods.buckets import Step
from components.periods.window import Window
from components.reports.overview import Overview
from components.reports.question import Question
from components.ringme.errors import QuotaUsedUp
from components.ui import notices

WINDOW = Window(datetime(2026, 11, 16, 21, tzinfo=UTC), datetime(2026, 11, 17, 21, tzinfo=UTC))


def overview(source, **gaps):
    """Return an overview whose totals are larger than their endings by so much."""
    sides = Sides(**{side: Counts(total=10 + gap, bridged=10) for side, gap in gaps.items()})
    question = Question(source, WINDOW, Step.DAY, ZoneInfo("Europe/Moscow"))
    stretch = Stretch(0, 1, sides, Standing.PROVISIONAL, WINDOW.end)
    return Overview(question, sides, (stretch,), WINDOW.end, settled=False)


def _page(failures, notes):
    notices.show(failures=failures, notes=notes)


def test_failures_and_notes_are_shown_as_the_characters_they_are(stage):
    at = stage(_page, ["<b>broken</b>"], ["*note*"]).run()

    assert [one.value for one in at.error] == [r"\<b\>broken\<\/b\>"]
    assert [one.value for one in at.info] == [r"\*note\*"]


def test_nothing_to_say_takes_no_room(stage):
    at = stage(_page, [], []).run()

    assert len(at.main.children) == 0


def test_a_failure_tells_its_moment_in_the_zone_on_screen(told):
    reset = datetime(2100, 1, 1, 9, tzinfo=UTC)

    zone = ZoneInfo("Asia/Tokyo")

    sentence = told(lambda: notices.of_error(QuotaUsedUp(reset), now=reset, zone=zone))

    assert "18:00" in sentence


@pytest.mark.parametrize(
    ("language", "gap", "words"),
    [
        ("en", 1, "1 call apart"),
        ("en", -3, "3 calls apart"),
        ("ru", 21, "21 звонок"),
        ("ru", 3, "3 звонка"),
        ("ru", 5, "5 звонков"),
    ],
)
def test_outcomes_that_do_not_add_up_are_told_with_the_difference(language, gap, words, told):
    [note] = told(lambda: notices.of_gaps(overview(Source.CALLS, inbound=gap)), language)

    assert words in note


def test_each_direction_that_does_not_add_up_is_told(told):
    first, second = told(lambda: notices.of_gaps(overview(Source.CALLS, inbound=1, outbound=2)))

    assert first.startswith("Inbound")
    assert second.startswith("Outbound")


def test_nothing_is_expected_of_the_sum_of_legs(told):
    assert told(lambda: notices.of_gaps(overview(Source.LEGS, inbound=1))) == []
