"""Frames to draw, with the numbers of the documented example, and words to draw them with."""

from datetime import UTC, datetime

import pytest

from components.charts.theme import PALETTES, Shade
from components.measures.counts import Counts, Sides
from components.measures.frames import ending_frame, outcome_frame
from components.measures.outcomes import MenuCountsAs, Source
from components.measures.stretches import Standing, Stretch
from tests.oracles import DOCUMENTED

MENU = MenuCountsAs.MISSED


def side(raw):
    return Counts(**{key.replace(" ", "_"): value for key, value in raw.items()})


@pytest.fixture(scope="session")
def documented():
    """The vendor's example, both directions."""
    return Sides(side(DOCUMENTED["in"]), side(DOCUMENTED["out"]))


@pytest.fixture
def outcomes_frame(documented):
    return outcome_frame(documented, MENU)


@pytest.fixture
def endings_frame(documented):
    return ending_frame(documented, Source.CALLS, MENU)


@pytest.fixture
def legs_frame(documented):
    return ending_frame(documented, Source.LEGS, MENU)


@pytest.fixture
def one_sided(documented):
    """The example's inbound calls, and no outbound call at all."""
    return Sides(inbound=documented.inbound)


@pytest.fixture
def words():
    """The page's words in English; both charts take them from one mapping here."""
    return {
        "in": "Inbound",
        "out": "Outbound",
        "calls": "Calls",
        "share": "Share",
        "answered": "Answered",
        "missed": "Missed",
        "failed": "Failed",
        "bridged": "Talked",
        "not_answered": "Rang out",
        "busy": "Busy",
        "rejected": "Declined",
        "answered_elsewhere": "Answered elsewhere",
        "diverted": "Diverted",
    }


@pytest.fixture
def time_words(words):
    """The words of a chart along time, by day; outbound calls are not missed but not reached."""
    return {
        **words,
        "out.missed": "Not reached",
        "other": "Ended otherwise",
        "provisional": "Provisional",
        "open": "So far",
        "together": "{first} – {last}, together",
        "average": "{number} a day",
    }


@pytest.fixture
def stretch(documented):
    """Make stretches with the vendor's numbers: one bucket, final."""

    def make(first, *, buckets=1, sides=documented, standing=Standing.FINAL):
        return Stretch(first, buckets, sides, standing, datetime(2026, 11, 18, tzinfo=UTC))

    return make


@pytest.fixture
def given(words):
    """What every chart is given beside its frame, for counts."""
    return {"words": words, "palette": PALETTES[Shade.LIGHT], "number": str, "shares": False}


@pytest.fixture
def given_shares(given):
    """The same for shares: in whole per cent."""
    return {**given, "number": "{:.0%}".format, "shares": True}


@pytest.fixture
def compare_words(time_words):
    """The words of two periods along time."""
    return {**time_words, "a": "This week", "b": "Last week"}
