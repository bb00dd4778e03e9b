"""Why answered calls changed: a plain sentence, and parts that sum to the difference."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.bootstrap import Kind, Visitor
from components.measures import frames
from components.measures.causes import Causes, Effect, Why
from components.measures.counts import Counts, Direction, Sides
from components.measures.outcomes import MenuCountsAs, Source
from components.periods.against import Days
from components.reports.answer import RowOfTwo
from components.ringme.models import Extension
from components.ui import whys
from components.ui.directories import Directory
from components.ui.filters import View
from components.ui.loading import Loaded
from components.ui.selection import Selection
from tests import answers
from tests.answers import BUSY, GOLDEN, MOSCOW

LONGER = Days(date(2019, 9, 1), date(2019, 9, 20))
MISSED = MenuCountsAs.MISSED
ANNA = Extension(1, "104", "Анна", "phone", "active")
SLY = Extension(2, "105", "<b>Bob</b> & <a href='https://example.org'>Co</a>", "phone", "active")
KNOWN = {"104": ANNA, "105": SLY}


def _page(found, view, visitor):
    whys.draw(Loaded(None, found), found, view, visitor)


@pytest.fixture
def drawn(stage, desk):
    """Draw the reasons of a comparison, by what its reader has chosen."""

    def draw(found, why=Why.RATE, *, known=KNOWN, menu=MISSED, language="en", split=True):
        visitor = Visitor(Kind.OWN, desk, title="Acme", zone=MOSCOW, menu_counts_as=menu)
        ids = tuple(part.extension for part in found.parts or ())
        view = View(found.comparison, MOSCOW, Directory(known), (), ids if split else ())
        at = stage(
            lambda: _page(found, view, visitor),
            language=language,
            visitor=visitor,
            selection=Selection(why=why),
        ).run()
        assert not at.exception
        return at

    return draw


def told(at):
    return [one.value.replace("\\", "") for one in at.markdown]


def charts(at):
    return {chart.key: chart.proto for chart in at.get("plotly_chart")}


def rows(at, direction="in"):
    """Return the label of each bar of a waterfall by its name, from the top down."""
    spec = json.loads(charts(at)[f"chart_why_{direction}"].spec)
    axis = spec["layout"]["yaxis"]
    names = dict(zip(axis["tickvals"], axis["ticktext"], strict=True))
    labels = {
        part: label
        for bars in spec["data"]
        for part, label in zip(bars["y"], bars["text"], strict=True)
    }
    return {names[part].replace("<br>", " "): labels[part] for part in axis["tickvals"]}


def calls(total, answered, **more):
    return Counts(total, answered, not_answered=total - answered - sum(more.values()), **more)


def inbound(a, b):
    return answers.compared(Sides(a), Sides(b))


def outbound(a, b):
    return answers.compared(Sides(Counts(), a), Sides(Counts(), b))


FEWER, MORE = calls(70, 58), calls(100, 70)


def test_a_sentence_tells_what_is_of_the_calls_and_what_of_answering_them(drawn):
    at = drawn(inbound(calls(70, 58), calls(100, 70)))

    assert told(at) == [
        (
            "Inbound answered calls fell by 12: 21 fewer because fewer people called, "
            "9 more because more of them were answered."
        ),
        "Outbound answered calls did not change.",
    ]


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (
            inbound(calls(100, 70), calls(70, 58)),
            (
                "Inbound answered calls rose by 12: 25 more because more people called, "
                "13 fewer because fewer of them were answered."
            ),
        ),
        (
            outbound(calls(100, 50), calls(50, 25)),
            "Outbound answered calls rose by 25: 25 more because more calls were made.",
        ),
        (
            outbound(calls(50, 25), calls(100, 50)),
            "Outbound answered calls fell by 25: 25 fewer because fewer calls were made.",
        ),
        (
            inbound(calls(100, 50), calls(50, 50)),
            (
                "Inbound answered calls did not change: 50 more because more people called, "
                "50 fewer because fewer of them were answered."
            ),
        ),
        (
            inbound(calls(20, 10), Counts()),
            "Inbound answered calls rose by 10: 10 more because more people called.",
        ),
    ],
    ids=["rose", "more made", "fewer made", "as many", "from nothing"],
)
def test_the_sentence_fits_what_happened(found, sentence, drawn):
    assert sentence in told(drawn(found))


def test_periods_of_different_lengths_are_told_per_day(drawn):
    found = answers.compared(GOLDEN, BUSY, other=LONGER)

    at = drawn(found)

    assert told(at)[0].startswith("Inbound answered calls rose by 3.4 a day: 1.9 more because")
    assert list(rows(at).values()) == ["2.5", "+1.9", "+1.5", "5.9"]


def test_the_sentence_stays_whatever_the_difference_is_split_by(drawn):
    found = answers.compared(GOLDEN, BUSY)

    assert told(drawn(found, Why.OUTCOME)) == told(drawn(found, Why.RATE))


def test_each_direction_has_a_waterfall_of_its_own(drawn):
    at = drawn(answers.compared(GOLDEN, BUSY))

    assert rows(at) == {
        "<b>B: answered</b>": "50",
        "Number of calls": "−6",
        "Answer rate": "+15",
        "<b>A: answered</b>": "59",
    }
    assert rows(at, "out")["<b>A: answered</b>"] == "87"


def test_by_outcome_each_ending_has_its_part(drawn):
    assert rows(drawn(answers.compared(GOLDEN, BUSY), Why.OUTCOME)) == {
        "<b>B: answered</b>": "50",
        "Number of calls": "−6",
        "Ended in queue or menu": "+2",
        "Rang out": "+4",
        "Busy": "+4",
        "Declined": "+4",
        "Failed": "+1",
        "<b>A: answered</b>": "59",
    }


def test_what_the_menu_answered_is_no_loss_where_the_account_says_so(drawn):
    found = rows(drawn(answers.compared(GOLDEN, BUSY), Why.OUTCOME, menu=MenuCountsAs.ANSWERED))

    assert "Ended in queue or menu" not in found
    assert found["<b>A: answered</b>"] == "74"


def test_a_russian_reads_the_same_numbers(drawn):
    found = rows(drawn(answers.compared(GOLDEN, BUSY), language="ru"))

    assert list(found.values()) == ["50", "−6", "+15", "59"]


def apart(*extensions):
    """Return a comparison whose extensions have so many answered calls in A and in B."""
    rows = [RowOfTwo(one, Sides(Counts(a, a)), Sides(Counts(b, b))) for one, a, b in extensions]
    return replace(answers.compared(GOLDEN, BUSY), rows=tuple(rows))


def test_extensions_are_named_the_largest_change_first(drawn):
    at = drawn(apart((1, 20, 18), (2, 30, 25)), Why.EXTENSION)

    assert list(rows(at).items())[2:] == [
        ("104 · Анна", "+2"),
        ("All other calls", "+2"),
        ("<b>A: answered</b>", "59"),
    ]


def test_what_people_typed_as_a_name_is_no_markup_of_the_chart(drawn):
    name = list(rows(drawn(apart((2, 30, 25)), Why.EXTENSION)))[1]

    assert name == "105 · &lt;b&gt;Bob&lt;/b&gt; &amp; &lt;a hre…"


def test_an_extension_that_is_not_in_the_directory_goes_by_its_id(drawn):
    assert "#9" in rows(drawn(apart((9, 30, 25)), Why.EXTENSION))


def test_more_extensions_than_find_room_share_a_bar(drawn):
    found = apart(*((number, 100 - number, 50) for number in range(1, 21)))

    named = list(rows(drawn(found, Why.EXTENSION, known={})).items())

    assert [name for name, _ in named[1:13]] == [f"#{number}" for number in range(1, 13)]
    # 37 for the 13th, one less for each that follows.
    assert named[13:15] == [("8 other extensions", "+268"), ("All other calls", "−781")]


def test_an_extension_counts_beside_others_so_the_rest_may_be_less_than_nothing(drawn):
    at = drawn(apart((1, 20, 18)), Why.EXTENSION)

    assert any("rings at several extensions" in caption.value for caption in at.caption)


def test_until_extensions_are_told_apart_there_is_the_sentence_alone(drawn):
    at = drawn(answers.compared(GOLDEN, BUSY), Why.EXTENSION)

    assert not charts(at)
    assert len(told(at)) == len(Direction)


def test_without_a_list_of_extensions_there_are_none_to_tell_apart(drawn):
    at = drawn(answers.compared(GOLDEN, BUSY), Why.EXTENSION, known=None, split=False)

    assert [caption.value for caption in at.caption] == [
        "There is no list of extensions to tell apart."
    ]


def test_a_direction_without_calls_has_no_waterfall(drawn):
    assert list(charts(drawn(inbound(FEWER, MORE)))) == ["chart_why_in"]


def test_of_legs_nothing_is_told_and_that_is_said(drawn):
    at = drawn(answers.compared(answers.LEGS, GOLDEN, source=Source.LEGS))

    assert not charts(at)
    assert not at.radio
    assert "legs have no answer rate" in at.caption[0].value


def test_a_waterfall_is_told_in_words_to_those_who_do_not_see_it(drawn):
    chart = charts(drawn(answers.compared(GOLDEN, BUSY)))["chart_why_in"]

    assert chart.alt == (
        "Bars that lead from 50 answered calls in B to 59 in A: Number of calls −6, Answer rate +15"
    )


def test_a_waterfall_can_be_saved_as_a_picture(drawn):
    chart = charts(drawn(answers.compared(GOLDEN, BUSY)))["chart_why_out"]

    assert "callboard-why_out-2019-11-01-2019-11-10" in chart.config


def test_there_is_a_choice_of_what_to_split_by(drawn):
    at = drawn(answers.compared(GOLDEN, BUSY), Why.OUTCOME)

    assert at.radio(key="why").value is Why.OUTCOME


def split(effects, unit):
    """Return a difference that is made of so many units for each extension, the largest first."""
    largest_first = enumerate(sorted(effects, key=lambda effect: -abs(effect)))
    parts = (Effect(str(number), calls / unit) for number, calls in largest_first)
    return Causes(sum(effects) / unit, 0, (*parts, Effect("rest", 0)))


changed = st.lists(st.integers(-500, 500), max_size=40)


@settings(max_examples=60)
@given(inbound=changed, outbound=changed, tenths=st.booleans())
def test_folding_extensions_loses_no_call(inbound, outbound, tenths):
    unit = 10 if tenths else 1
    both = dict(zip(Direction, (inbound, outbound), strict=True))
    causes = {direction: split(effects, unit) for direction, effects in both.items()}

    frame = whys.folded(frames.cause_frame(causes))

    for direction, effects in both.items():
        mine = frame[(frame["direction"] == direction) & (frame["kind"] == "effect")]
        assert round(mine["calls"].sum(), 1) == round(sum(effects) / unit, 1)
        assert len(mine) <= whys.MOST + 2
