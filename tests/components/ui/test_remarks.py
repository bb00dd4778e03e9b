"""What is to be said beside two periods, in plain words."""

from datetime import UTC, date, datetime, timedelta

import pytest

from components.periods.remarks import Remark, Side, Trait
from components.ui import remarks

SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)

SAID = [
    (
        Remark(Trait.SHORT_DAY, Side.A, SPRING, timedelta(hours=23)),
        "A: the clocks were changed on Sun, Mar 29, 2026, a day of 23 hours.",
    ),
    (
        Remark(Trait.LONG_DAY, Side.B, AUTUMN, timedelta(hours=24, minutes=30)),
        "B: the clocks were changed on Sun, Oct 25, 2026, a day of 24.5 hours.",
    ),
    (
        Remark(Trait.LEAP_DAY, Side.B, date(2024, 2, 29)),
        "B has a 29 February, A has none.",
    ),
    (
        Remark(Trait.UNEQUAL, days=(31, 30)),
        "A and B are not equally long, so counts are compared per day.",
    ),
    (
        Remark(Trait.CLAMPED, Side.B, date(2023, 2, 28)),
        "There is no 29 February in B: its 28 February stands for that day, too.",
    ),
    (
        Remark(Trait.CUT, Side.B, moments=(NOON, NOON - timedelta(days=7))),
        "A is still running: B is cut at 11-11 12:00, as far as A had come at 11-18 12:00.",
    ),
    (
        Remark(Trait.CUT, Side.A, moments=(NOON - timedelta(days=7), NOON)),
        "B is still running: A is cut at 11-11 12:00, as far as B had come at 11-18 12:00.",
    ),
]


def clock(moment):
    return f"{moment:%m-%d %H:%M}"


@pytest.mark.parametrize(("remark", "sentence"), SAID, ids=[remark.trait for remark, _ in SAID])
def test_each_remark_has_a_sentence(remark, sentence, told):
    assert told(lambda: remarks.sentences([remark], clock)) == [sentence]


def test_every_trait_has_its_words():
    assert {remark.trait for remark, _ in SAID} == set(Trait)


def test_remarks_keep_their_order(told):
    found = told(lambda: remarks.sentences([remark for remark, _ in SAID], clock))

    assert found == [sentence for _, sentence in SAID]
