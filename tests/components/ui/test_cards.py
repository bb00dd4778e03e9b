"""The figures of one direction: the documented example, its shares, and what Missed is made of."""

import pytest

from components.measures.counts import Counts, Direction, Sides
from components.measures.outcomes import MenuCountsAs, Source
from components.ui import cards
from tests.oracles import DOCUMENTED


def counts(side):
    return Counts(**{name.replace(" ", "_"): number for name, number in DOCUMENTED[side].items()})


GOLDEN = Sides(counts("in"), counts("out"))


def _page(direction, sides, source, menu):
    cards.draw(direction, sides, source, menu)


@pytest.fixture
def drawn(stage):
    """Return the cards of one direction: the figures, or the whole page."""

    def draw(direction, sides=GOLDEN, source=Source.CALLS, menu=MenuCountsAs.MISSED, **said):
        at = stage(_page, direction, sides, source, menu, **said).run()
        assert not at.exception
        return at

    return draw


def figures(at):
    return {card.label: card.value for card in at.metric}


def test_the_documented_inbound_calls_are_shown_exactly(drawn):
    assert figures(drawn(Direction.INBOUND)) == {
        "Calls": "87",
        "Answered": "59",
        "Missed": "20",
        "Failed": "8",
        "Answer rate": "67.8 %",
        "Average talk": "1:44",
    }


def test_the_documented_outbound_calls_are_shown_exactly(drawn):
    assert figures(drawn(Direction.OUTBOUND)) == {
        "Calls": "146",
        "Answered": "87",
        "Not reached": "37",
        "Failed": "22",
        "Answer rate": "59.6 %",
        "Average talk": "0:11",
    }


def test_a_russian_reads_the_same_figures(drawn):
    assert figures(drawn(Direction.OUTBOUND, language="ru")) == {
        "Звонки": "146",
        "Отвеченные": "87",
        "Недозвоны": "37",
        "Сбои": "22",
        "Доля ответов": "59,6 %",
        "Ср. разговор": "0:11",
    }


def test_missed_is_always_shown_with_what_it_is_made_of(drawn):
    at = drawn(Direction.INBOUND)

    assert at.caption[0].value == (
        "Missed: ended in queue or menu 15, rang out 5, busy 0, declined 0"
    )


def test_an_account_whose_menu_answers_counts_those_calls_as_answered(drawn):
    at = drawn(Direction.INBOUND, menu=MenuCountsAs.ANSWERED)

    assert {"Answered": "74", "Missed": "5", "Answer rate": "85.1 %"}.items() <= figures(at).items()
    assert at.caption[0].value == "Missed: rang out 5, busy 0, declined 0"


def test_an_answer_rate_comes_with_its_n_and_its_interval(drawn):
    rate = next(card for card in drawn(Direction.INBOUND).metric if card.label == "Answer rate")

    assert rate.delta == "n = 87"
    assert "59 / 87" in rate.help
    assert "57.4 % to 76.7 %" in rate.help


def test_without_calls_rates_and_averages_are_absent_and_counts_are_zero(drawn):
    at = drawn(Direction.INBOUND, Sides())

    assert list(figures(at).values()) == ["0", "0", "0", "0", "–", "–"]


def test_legs_have_neither_missed_nor_a_rate(drawn):
    at = drawn(Direction.INBOUND, source=Source.LEGS)

    assert figures(at) == {"Legs": "87", "Connected": "59", "Failed": "8", "Average talk": "1:44"}
    assert not at.caption
