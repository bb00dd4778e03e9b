"""What the charts show, before they are drawn: lengths, labels and hover texts."""

import pandas as pd
import pytest

from components.charts.bars import Bar, bars, both_words, word
from components.measures.counts import Counts, Sides
from components.measures.frames import OUTCOMES, outcome_frame
from components.measures.outcomes import MenuCountsAs

MENU = MenuCountsAs.MISSED


@pytest.fixture
def counts(words):
    """How counts are shown."""
    return {"words": words, "number": str, "shares": False}


@pytest.fixture
def shares(words):
    """How shares are shown: with one decimal."""
    return {"words": words, "number": "{:.1%}".format, "shares": True}


@pytest.fixture
def absent(one_sided):
    """The outcomes of inbound calls only."""
    return outcome_frame(one_sided, MENU)


def test_the_lengths_are_the_documented_counts(outcomes_frame, counts):
    found = bars(outcomes_frame, "outcome", **counts)

    assert [bar.length for bar in found] == [59, 20, 8, 87, 37, 22]


def test_the_labels_are_the_documented_shares(outcomes_frame, shares):
    found = bars(outcomes_frame, "outcome", **shares)

    assert [bar.label for bar in found] == ["67.8%", "23.0%", "9.2%", "59.6%", "25.3%", "15.1%"]


def test_a_bar_says_on_hover_what_it_counts(outcomes_frame, counts):
    found = bars(outcomes_frame, "outcome", **counts)

    assert found[1].hover == "Inbound · Missed<br>Calls: 20"


def test_a_bar_of_a_share_says_so_on_hover(outcomes_frame, shares):
    found = bars(outcomes_frame, "outcome", **shares)

    assert found[1].hover == "Inbound · Missed<br>Share: 23.0%"


def test_a_direction_may_have_its_own_word(outcomes_frame, counts, words):
    words["out.missed"] = "Not reached"

    found = bars(outcomes_frame, "outcome", **counts)

    assert found[4].hover == "Outbound · Not reached<br>Calls: 37"


def test_the_word_of_one_direction_is_not_the_word_of_the_other(words):
    assert word({**words, "out.missed": "Not reached"}, "missed", "in") == "Missed"


def test_a_legend_names_both_words_where_the_directions_differ(words):
    assert both_words({**words, "out.missed": "Not reached"}, "missed") == "Missed / Not reached"


def test_a_legend_names_one_word_where_they_do_not(words):
    assert both_words(words, "failed") == "Failed"


def test_an_ending_has_the_colour_of_what_it_counts_as(endings_frame, counts):
    found = bars(endings_frame, "ending", **counts)

    assert {bar.kind for bar in found if bar.group == "missed"} == {
        "answered",
        "not_answered",
        "busy",
        "rejected",
    }


def test_counts_are_formatted_as_whole_numbers(outcomes_frame, counts):
    seen = []

    bars(outcomes_frame, "outcome", **{**counts, "number": lambda n: seen.append(n) or ""})

    assert {type(number) for number in seen} == {int}


def test_a_zero_is_a_bar_that_says_zero(absent, counts):
    found = bars(absent, "outcome", **counts)

    assert found[3] == Bar("out", "answered", "answered", 0, "0", "Outbound · Answered<br>Calls: 0")


def test_an_absent_share_is_not_a_zero(absent, shares):
    found = bars(absent, "outcome", **shares)

    assert [bar.label for bar in found[3:]] == ["–", "–", "–"]


def test_an_absent_share_is_never_formatted(absent, shares):
    def number(share):
        assert not pd.isna(share)
        return "n"

    assert len(bars(absent, "outcome", **{**shares, "number": number})) == 6


@pytest.mark.parametrize("how", ["counts", "shares"])
def test_without_calls_there_are_no_bars(how, request):
    frame = outcome_frame(Sides(), MENU)

    assert bars(frame, "outcome", **request.getfixturevalue(how)) == ()


def test_without_rows_there_are_no_bars(counts):
    frame = pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in OUTCOMES.items()})

    assert bars(frame, "outcome", **counts) == ()


def test_calls_without_a_total_have_bars_but_no_share(shares):
    frame = outcome_frame(Sides(inbound=Counts(total=0, bridged=3)), MENU)

    assert {bar.label for bar in bars(frame, "outcome", **shares)} == {"–"}


def test_the_order_of_the_rows_does_not_matter(endings_frame, counts):
    shuffled = endings_frame.sample(frac=1, random_state=7)

    assert bars(shuffled, "ending", **counts) == bars(endings_frame, "ending", **counts)


def test_the_frame_stays_as_it_was(outcomes_frame, counts):
    before = outcomes_frame.copy(deep=True)

    bars(outcomes_frame, "outcome", **counts)

    pd.testing.assert_frame_equal(outcomes_frame, before)
