"""Corrections in words: what changed, and which of it touches what is shown."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from components.ledger.facts import Correction, Series
from components.measures.counts import Counts, Sides
from components.measures.outcomes import Source
from components.periods.buckets import Step
from components.periods.window import Window
from components.reports.question import Question
from components.ui import corrected
from components.ui.corrected import Change

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 11, 18, 12, 15, tzinfo=UTC)
MONDAY = Window(datetime(2026, 11, 15, 21, tzinfo=UTC), datetime(2026, 11, 16, 21, tzinfo=UTC))
TUESDAY = Window(MONDAY.end, MONDAY.end + timedelta(days=1))
QUESTION = Question(Source.CALLS, MONDAY, Step.HOUR, MOSCOW)

BEFORE = Sides(Counts(total=1087, bridged=1087))
LATE = Correction(
    Series(Source.CALLS), MONDAY, BEFORE, BEFORE + Sides(Counts(total=1, not_answered=1)), NOW
)
LONGER = replace(LATE, after=BEFORE + Sides(Counts(duration=3661)))


@pytest.fixture
def note(told):
    """Return what is told beside Monday's calls."""

    def ask(*corrections, question=QUESTION, now=NOW):
        return told(lambda: corrected.correction_note(corrections, question, now=now, zone=MOSCOW))

    return ask


# What changed


def test_only_figures_that_changed_are_told_totals_first(told):
    assert told(lambda: corrected.changes(LATE)) == [
        Change("Inbound · Calls", "1,087", "1,088"),
        Change("Inbound · Rang out", "0", "1"),
    ]


def test_lengths_of_time_are_told_as_such(told):
    assert told(lambda: corrected.changes(LONGER)) == [
        Change("Inbound · Line time", "0:00:00", "1:01:01")
    ]


def test_the_endings_of_legs_have_their_own_words(told):
    legs = replace(
        LATE,
        series=Series(Source.LEGS),
        before=Sides(),
        after=Sides(outbound=Counts(total=1, diverted=1)),
    )

    figures = [change.figure for change in told(lambda: corrected.changes(legs))]

    assert figures == ["Outbound · Legs", "Outbound · Diverted"]


# What is news


def test_a_correction_of_what_is_shown_is_told_with_both_figures(note):
    assert note(LONGER) == (
        "Corrected: Mon, Nov 16, 2026, Inbound · Line time: 1:01:01 instead of 0:00:00, "
        "noticed: 15:15."
    )


def test_further_changes_are_to_be_found_on_their_page(note):
    assert note(LATE, LONGER).endswith("15:15. The Diagnostics page shows all changes.")


@pytest.mark.parametrize(
    "other",
    [
        replace(LATE, window=TUESDAY),
        replace(LATE, series=Series(Source.LEGS)),
        replace(LATE, series=Series(Source.CALLS, frozenset({7}))),
        replace(LATE, noticed_at=NOW - timedelta(days=7)),
        replace(LATE, after=LATE.before),
    ],
    ids=["another day", "legs", "an extension", "a week ago", "the same"],
)
def test_what_does_not_touch_what_is_shown_is_no_news(other, note):
    assert note(other) is None


def test_a_correction_of_a_part_is_one_of_the_whole(note):
    both = replace(QUESTION, window=Window(MONDAY.start, TUESDAY.end))

    assert note(LATE, question=both) is not None


def test_without_corrections_there_is_no_news(note):
    assert note() is None
