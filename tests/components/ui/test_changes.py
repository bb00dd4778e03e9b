"""The cards of a comparison: A, the change and what it means, and B below."""

from datetime import date

import pytest
from streamlit.proto.Metric_pb2 import Metric

from components.measures.counts import Counts, Direction, Sides
from components.measures.outcomes import MenuCountsAs, Source
from components.periods.against import Days
from components.ui import changes
from tests import answers
from tests.answers import BUSY, GOLDEN

BLUE, ORANGE, GREY = (Metric.MetricColor.Value(name) for name in ("BLUE", "ORANGE", "GRAY"))
UP, DOWN, LEVEL = (Metric.MetricDirection.Value(name) for name in ("UP", "DOWN", "NONE"))

LONGER = Days(date(2019, 9, 1), date(2019, 9, 20))

BAD = Sides(Counts(900, 300, 400, 100, failed=100, bridged_duration=30_000))
GOOD = Sides(Counts(900, 700, 100, 50, failed=50, bridged_duration=70_000))


def _page(direction, found, menu):
    changes.draw(direction, found, menu)


@pytest.fixture
def drawn(stage):
    """Return the cards of one direction as they were drawn."""

    def draw(found, direction=Direction.INBOUND, menu=MenuCountsAs.MISSED, **said):
        at = stage(_page, direction, found, menu, **said).run()
        assert not at.exception
        return at

    return draw


@pytest.fixture
def cards(drawn):
    """Return each card by its label: its value, its change, and the words below it."""

    def read(found, **said):
        at = drawn(found, **said)
        return {
            card.metric[0].label: tuple(
                plain(part)
                for part in (card.metric[0].value, card.metric[0].delta, card.caption[0].value)
            )
            for card in blocks(at)
        }

    return read


def plain(text):
    return text.replace("\u00a0", " ").replace("  \n", " · ").replace("**", "")


def blocks(at):
    """Return the containers of the cards."""
    return [block for block in at.main if (block.key or "").startswith("kpi_")]


def looks(at):
    return {card.label: (card.proto.color, card.proto.direction) for card in at.metric}


def test_each_card_has_a_its_change_and_b(cards):
    assert cards(answers.compared(GOLDEN, BUSY)) == {
        "Calls": ("87", "−13 (−13.0 %)", "could be chance · B: 100"),
        "Answered": ("59", "+9 (+18.0 %)", "could be chance · B: 50"),
        "Missed": ("20", "−20 (−50.0 %)", "better · B: 40"),
        "Failed": ("8", "−2 (−20.0 %)", "could be chance · B: 10"),
        "Answer rate": ("67.8 %", "+17.8 pp", "better · B: 50.0 %"),
        "Average talk": ("1:44", "−0:16 (−13.2 %)", "shorter · B: 2:00"),
    }


def test_the_cards_have_the_keys_of_the_overview(drawn):
    at = drawn(answers.compared(), direction=Direction.OUTBOUND)

    assert {card.key for card in blocks(at)} == {
        f"kpi_out_{name}"
        for name in ("calls", "answered", "missed", "failed", "answer_rate", "average_talk")
    }


def test_a_russian_reads_the_same_numbers(cards):
    found = cards(answers.compared(GOLDEN, BUSY), language="ru")

    assert found["Доля ответов"][0] == "67,8 %"
    assert found["Звонки"][1] == "−13 (−13,0 %)"


def test_good_and_bad_are_coloured_by_meaning_and_arrows_by_sign(drawn):
    better, worse = (looks(drawn(answers.compared(*both))) for both in ((GOOD, BAD), (BAD, GOOD)))

    assert better == {
        "Calls": (GREY, LEVEL),
        "Answered": (BLUE, UP),
        "Missed": (BLUE, DOWN),
        "Failed": (BLUE, DOWN),
        "Answer rate": (BLUE, UP),
        "Average talk": (GREY, LEVEL),
    }
    assert worse["Missed"] == (ORANGE, UP)
    assert worse["Answered"] == (ORANGE, DOWN)


def test_what_could_be_chance_has_no_colour_but_still_its_arrow(drawn):
    found = looks(drawn(answers.compared(GOLDEN, BUSY)))

    assert found["Calls"] == (GREY, DOWN)
    assert found["Answered"] == (GREY, UP)


def test_a_rate_that_could_be_chance_says_how_few_calls_would_turn_it(drawn):
    a, b = (Sides(Counts(100, answered, not_answered=100 - answered)) for answered in (60, 72))

    at = drawn(answers.compared(a, b))

    told = "Answer rate · could be chance: 12 answered calls more would turn it"
    assert told in [caption.value for caption in at.caption]


def test_a_rate_that_is_more_than_chance_says_nothing_of_turning(drawn):
    at = drawn(answers.compared(GOOD, BAD))

    assert not any("turn" in caption.value for caption in at.caption)


def test_from_nothing_a_change_is_absolute_only(cards):
    found = cards(answers.compared(GOLDEN, Sides()))

    assert found["Answered"] == ("59", "+59", "better · B: 0")
    assert found["Answer rate"] == ("67.8 %", "", "B: –")
    assert found["Average talk"] == ("1:44", "", "B: –")


def test_what_did_not_change_says_so(cards, drawn):
    found = answers.compared(GOLDEN, GOLDEN)

    assert cards(found)["Missed"] == ("20", "0 (0.0 %)", "no change · B: 20")
    assert set(looks(drawn(found)).values()) == {(GREY, LEVEL)}


def test_periods_of_different_lengths_are_compared_per_day(cards):
    found = cards(answers.compared(GOLDEN, BUSY, other=LONGER))

    assert found["Calls"] == ("8.7", "+3.7 (+74.0 %)", "more · B: 5.0 per day")
    assert found["Answer rate"] == ("67.8 %", "+17.8 pp", "better · B: 50.0 %")


def test_missed_is_always_shown_with_what_it_is_made_of(drawn):
    at = drawn(answers.compared(GOLDEN, BUSY))

    assert [caption.value for caption in at.caption][-2:] == [
        "A · Missed: ended in queue or menu 15, rang out 5, busy 0, declined 0",
        "B · Missed: ended in queue or menu 20, rang out 10, busy 5, declined 5",
    ]


def test_a_menu_that_counts_as_answered_does_so_in_both(cards):
    found = cards(answers.compared(GOLDEN, BUSY), menu=MenuCountsAs.ANSWERED)

    assert found["Answered"][0] == "74"
    assert found["Answered"][2].endswith("B: 70")


def test_legs_have_neither_missed_nor_a_rate_nor_a_judgement(cards, drawn):
    found = answers.compared(answers.LEGS, GOLDEN, source=Source.LEGS)

    assert list(cards(found)) == ["Legs", "Connected", "Failed", "Average talk"]
    assert {colour for colour, _ in looks(drawn(found)).values()} == {GREY}


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("Answer rate", ["Answered / calls", "A: 59 / 87. B: 50 / 100.", "95 % interval"]),
        ("Answered", ["`bridged`", "95 % interval of the difference: ", " a day."]),
        ("Average talk", ["Waiting is not talk", "n = 59 in A, 50 in B."]),
    ],
)
def test_a_card_tells_its_formula_its_n_and_its_interval_on_demand(label, words, drawn):
    at = drawn(answers.compared(GOLDEN, BUSY))

    told = next(card.help for card in at.metric if card.label == label).replace("\u00a0", " ")
    assert [word for word in words if word not in told] == []


def test_per_day_the_totals_are_told_on_demand(drawn):
    at = drawn(answers.compared(GOLDEN, BUSY, period="2019-11-01..2019-11-09", other=LONGER))

    assert "In all: A 87, B 100." in at.metric[0].help
