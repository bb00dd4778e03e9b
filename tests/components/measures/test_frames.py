"""The frames for charts: exact columns and dtypes, every pair present, absent is not zero."""

from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from itertools import product

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.measures.causes import Causes, Effect
from components.measures.counts import Counts, Direction, Sides
from components.measures.frames import (
    CAUSES,
    COMPARED,
    ENDINGS,
    OUTCOMES,
    TREND,
    cause_frame,
    compared_frame,
    ending_frame,
    outcome_frame,
    trend_frame,
)
from components.measures.outcomes import Ending, MenuCountsAs, Source
from components.measures.stretches import Standing, Stretch

MISSED, ANSWERED = MenuCountsAs
SOURCES = st.sampled_from(Source)
MENUS = st.sampled_from(MenuCountsAs)
COUNTS = st.builds(
    Counts, **dict.fromkeys(("total", *(ending.value for ending in Ending)), st.integers(0, 10**9))
)
SIDES = st.builds(Sides, COUNTS, COUNTS)
STRETCHES = st.lists(
    st.builds(
        Stretch,
        first=st.integers(0, 3000),
        buckets=st.integers(1, 300),
        sides=SIDES,
        standing=st.sampled_from(Standing),
        read_at=st.just(datetime(2026, 11, 18, tzinfo=UTC)),
    ),
    max_size=5,
)

DIRECTIONS = ["in", "out"]
GROUPS = {
    Source.CALLS: ["answered", "missed", "failed"],
    Source.LEGS: ["answered", "failed", "other"],
}
CALL_ENDINGS = ["bridged", "answered", "not_answered", "busy", "rejected", "failed"]
LEG_ENDINGS = [*CALL_ENDINGS, "answered_elsewhere", "diverted"]


def pairs(frame, *columns):
    return list(zip(*(frame[column] for column in columns), strict=True))


def calls(frame, kind):
    """Return the calls of a frame by direction and kind."""
    return dict(zip(pairs(frame, "direction", kind), frame["calls"], strict=True))


def test_the_columns_of_outcomes_are_these():
    assert dict(OUTCOMES) == {
        "direction": pd.CategoricalDtype(DIRECTIONS),
        "outcome": pd.CategoricalDtype(["answered", "missed", "failed"]),
        "calls": "int64",
        "share": "float64",
    }


def test_the_columns_of_endings_are_these():
    assert dict(ENDINGS) == {
        "direction": pd.CategoricalDtype(DIRECTIONS),
        "ending": pd.CategoricalDtype(LEG_ENDINGS),
        "outcome": pd.CategoricalDtype(["answered", "missed", "failed", "other"]),
        "calls": "int64",
        "share": "float64",
    }


@pytest.mark.parametrize(
    ("column", "order"),
    [
        (OUTCOMES["direction"], DIRECTIONS),
        (OUTCOMES["outcome"], ["answered", "missed", "failed"]),
        (ENDINGS["ending"], LEG_ENDINGS),
        (ENDINGS["outcome"], ["answered", "missed", "failed", "other"]),
    ],
)
def test_categories_stand_in_the_order_in_which_they_are_shown(column, order):
    assert list(column.categories) == order


@given(sides=SIDES, menu=MENUS)
def test_a_frame_of_outcomes_has_exactly_its_dtypes(sides, menu):
    assert outcome_frame(sides, menu).dtypes.to_dict() == OUTCOMES


@given(sides=SIDES, source=SOURCES, menu=MENUS)
def test_a_frame_of_endings_has_exactly_its_dtypes(sides, source, menu):
    assert ending_frame(sides, source, menu).dtypes.to_dict() == ENDINGS


def test_a_frame_without_any_call_has_its_dtypes_too():
    assert outcome_frame(Sides(), MISSED).dtypes.to_dict() == OUTCOMES


@given(sides=SIDES, menu=MENUS)
def test_every_pair_of_direction_and_outcome_has_its_row(sides, menu):
    expected = list(product(DIRECTIONS, ["answered", "missed", "failed"]))

    assert pairs(outcome_frame(sides, menu), "direction", "outcome") == expected


@given(sides=SIDES, menu=MENUS)
def test_calls_have_a_row_for_each_direction_and_ending_of_calls(sides, menu):
    frame = ending_frame(sides, Source.CALLS, menu)

    assert pairs(frame, "direction", "ending") == list(product(DIRECTIONS, CALL_ENDINGS))


@given(sides=SIDES, menu=MENUS)
def test_legs_have_a_row_for_each_direction_and_ending_of_legs(sides, menu):
    frame = ending_frame(sides, Source.LEGS, menu)

    assert pairs(frame, "direction", "ending") == list(product(DIRECTIONS, LEG_ENDINGS))


def test_the_documented_example_gives_these_outcomes(documented):
    assert list(outcome_frame(documented, MISSED)["calls"]) == [59, 20, 8, 87, 37, 22]


def test_the_documented_example_gives_these_endings(documented):
    frame = ending_frame(documented, Source.CALLS, MISSED)

    assert list(frame["calls"]) == [59, 15, 5, 0, 0, 8, 87, 0, 37, 0, 0, 22]


def test_the_documented_example_gives_these_shares(documented):
    shares = outcome_frame(documented, MISSED)["share"]

    assert [round(100 * share, 1) for share in shares] == [67.8, 23.0, 9.2, 59.6, 25.3, 15.1]


def test_an_answering_menu_shows_in_the_outcomes(documented):
    assert list(outcome_frame(documented, ANSWERED)["calls"]) == [74, 5, 8, 87, 37, 22]


@given(sides=SIDES, menu=MENUS, source=SOURCES)
def test_the_endings_hold_the_counts_of_their_names(sides, menu, source):
    found = calls(ending_frame(sides, source, menu), "ending")

    assert found == {(side, name): getattr(sides[Direction(side)], name) for side, name in found}


@given(sides=SIDES, menu=MENUS)
def test_the_endings_of_one_colour_add_up_to_the_outcome(sides, menu):
    endings = ending_frame(sides, Source.CALLS, menu)

    summed = endings.groupby(["direction", "outcome"], observed=False)["calls"].sum()

    assert summed.drop("other", level="outcome").to_dict() == calls(
        outcome_frame(sides, menu), "outcome"
    )


def test_shares_are_absent_in_a_direction_without_calls():
    frame = outcome_frame(Sides(inbound=Counts(total=2, bridged=2)), MISSED)

    assert list(frame["share"].isna()) == [False] * 3 + [True] * 3


def test_counts_are_zero_in_a_direction_without_calls():
    frame = outcome_frame(Sides(inbound=Counts(total=2, bridged=2)), MISSED)

    assert list(frame["calls"]) == [2, 0, 0, 0, 0, 0]


@pytest.mark.parametrize("menu", MenuCountsAs)
def test_legs_never_have_a_missed(documented, menu):
    groups = ending_frame(documented, Source.LEGS, menu)["outcome"]

    assert "missed" not in set(groups)


def test_a_leg_is_answered_failed_or_something_else(documented):
    frame = ending_frame(documented, Source.LEGS, MISSED)

    assert dict(pairs(frame, "ending", "outcome")) == {
        **dict.fromkeys(LEG_ENDINGS, "other"),
        "bridged": "answered",
        "failed": "failed",
    }


def test_the_menu_does_not_concern_legs(documented):
    frames = [ending_frame(documented, Source.LEGS, menu) for menu in MenuCountsAs]

    pd.testing.assert_frame_equal(*frames)


def test_a_number_beyond_64_bits_is_refused_not_wrapped_round():
    with pytest.raises(OverflowError):
        outcome_frame(Sides(inbound=Counts(total=2**63, bridged=2**63)), MISSED)


@pytest.fixture
def stretch(documented):
    """Two weeks of the documented example, not told apart."""
    moment = datetime(2026, 11, 18, tzinfo=UTC)
    return Stretch(3, 14, documented, Standing.PROVISIONAL, moment)


def test_the_columns_of_a_trend_are_these():
    assert dict(TREND) == {
        "first": "int64",
        "buckets": "int64",
        "direction": pd.CategoricalDtype(DIRECTIONS),
        "outcome": pd.CategoricalDtype(["answered", "missed", "failed", "other"]),
        "calls": "int64",
        "standing": pd.CategoricalDtype(["final", "provisional", "open"]),
    }


@given(stretches=STRETCHES, source=SOURCES, menu=MENUS)
def test_a_trend_has_exactly_its_dtypes(stretches, source, menu):
    frame = trend_frame(stretches, source, menu)

    assert list(frame) == list(TREND)
    assert frame.dtypes.to_dict() == TREND


@given(stretches=STRETCHES, source=SOURCES, menu=MENUS)
def test_a_trend_has_a_row_for_each_stretch_direction_and_group(stretches, source, menu):
    frame = trend_frame(stretches, source, menu)

    times = [(stretch.first, stretch.buckets, stretch.standing) for stretch in stretches]
    assert sorted(pairs(frame, "direction", "outcome", "first", "buckets", "standing")) == sorted(
        (direction, group, *time)
        for direction, group, time in product(DIRECTIONS, GROUPS[source], times)
    )


@given(stretches=STRETCHES, menu=MENUS)
def test_a_trend_holds_the_outcomes_of_each_of_its_stretches(stretches, menu):
    frame = trend_frame(stretches, Source.CALLS, menu)

    whole = frame.groupby(["direction", "outcome"], observed=False, sort=False)["calls"]
    for place, stretch in enumerate(stretches):
        rows = whole.nth(place)
        assert list(rows) == list(outcome_frame(stretch.sides, menu)["calls"])


def test_the_documented_example_gives_this_trend(stretch):
    frame = trend_frame([stretch], Source.CALLS, MISSED)

    assert list(frame["calls"]) == [59, 20, 8, 87, 37, 22]
    assert set(frame["buckets"]) == {14}


def test_legs_along_time_have_no_missed(stretch):
    frame = trend_frame([stretch], Source.LEGS, MISSED)

    assert calls(frame, "outcome") == {
        ("in", "answered"): 59,
        ("in", "failed"): 8,
        ("in", "other"): 20,
        ("out", "answered"): 87,
        ("out", "failed"): 22,
        ("out", "other"): 37,
    }


def test_a_sum_beyond_64_bits_is_refused_not_wrapped_round(stretch):
    many = Sides(inbound=Counts(total=2**63, busy=2**62, rejected=2**62))

    with pytest.raises(OverflowError):
        trend_frame([replace(stretch, sides=many)], Source.CALLS, MISSED)


# Two periods


@pytest.fixture
def bucket(stretch):
    """Make buckets of the documented example: final, and one by one."""

    def bucket(first, **other):
        return replace(
            stretch, **{"first": first, "buckets": 1, "standing": Standing.FINAL} | other
        )

    return bucket


def places(frame, side):
    """Return where the calls of one side stand, for one direction and measure."""
    mine = frame[(frame["side"] == side) & (frame["direction"] == "in")]
    return mine[mine["measure"] == "calls"]["position"].tolist()


def test_the_columns_of_a_comparison_are_these():
    assert dict(COMPARED) == {
        "side": pd.CategoricalDtype(["a", "b"]),
        "direction": pd.CategoricalDtype(DIRECTIONS),
        "position": "int64",
        "measure": pd.CategoricalDtype(["calls", "answered", "missed", "failed"]),
        "calls": "int64",
        "standing": pd.CategoricalDtype(["final", "provisional", "open"]),
    }


@given(a=STRETCHES, b=STRETCHES, source=SOURCES, menu=MENUS, shift=st.integers(-50, 50))
def test_a_comparison_has_exactly_its_dtypes(a, b, source, menu, shift):
    frame = compared_frame(a, b, source, menu, shift=shift)

    assert list(frame) == list(COMPARED)
    assert frame.dtypes.to_dict() == COMPARED


@given(a=STRETCHES, b=STRETCHES, source=SOURCES, menu=MENUS)
def test_a_comparison_has_a_row_for_each_bucket_direction_and_measure(a, b, source, menu):
    frame = compared_frame(a, b, source, menu)

    measures = {Source.CALLS: 4, Source.LEGS: 3}[source]
    known = [stretch for stretch in (*a, *b) if stretch.buckets == 1]
    assert len(frame) == len(known) * len(Direction) * measures


def test_the_documented_example_gives_these_measures(bucket):
    frame = compared_frame([bucket(0)], [], Source.CALLS, MISSED)

    assert calls(frame, "measure") == {
        ("in", "calls"): 87,
        ("in", "answered"): 59,
        ("in", "missed"): 20,
        ("in", "failed"): 8,
        ("out", "calls"): 146,
        ("out", "answered"): 87,
        ("out", "missed"): 37,
        ("out", "failed"): 22,
    }


def test_an_answering_menu_shows_in_a_comparison(bucket):
    frame = compared_frame([bucket(0)], [], Source.CALLS, ANSWERED)

    assert calls(frame, "measure")["in", "answered"] == 74


def test_legs_of_two_periods_have_no_missed(bucket):
    frame = compared_frame([bucket(0)], [bucket(0)], Source.LEGS, MISSED)

    assert set(frame["measure"]) == {"calls", "answered", "failed"}


def test_a_begins_at_0_and_b_where_it_is_put(bucket):
    frame = compared_frame(
        [bucket(0), bucket(3)], [bucket(0), bucket(1)], Source.CALLS, MISSED, shift=-1
    )

    assert (places(frame, "a"), places(frame, "b")) == ([0, 3], [-1, 0])


def test_what_is_known_of_several_buckets_together_only_is_left_out(bucket):
    frame = compared_frame([bucket(0, buckets=2), bucket(2)], [], Source.CALLS, MISSED)

    assert places(frame, "a") == [2]


def test_a_comparison_tells_how_firm_each_number_is(bucket):
    frame = compared_frame([bucket(0, standing=Standing.OPEN)], [bucket(0)], Source.CALLS, MISSED)

    assert set(pairs(frame, "side", "standing")) == {("a", "open"), ("b", "final")}


def test_a_compared_number_beyond_64_bits_is_refused_not_wrapped_round(bucket):
    huge = bucket(0, sides=Sides(Counts(total=2**63)))

    with pytest.raises(OverflowError):
        compared_frame([huge], [], Source.CALLS, MISSED)


# Causes


@pytest.fixture
def inbound_causes():
    """Ten answered calls more, by the day: more calls, and a lower rate."""
    effects = (Effect("volume", Fraction("1.3")), Effect("rate", Fraction("-0.3")))
    return Causes(Fraction("3.1"), Fraction("2.1"), effects)


def test_a_waterfall_goes_from_b_by_each_effect_to_a(inbound_causes):
    frame = cause_frame({Direction.INBOUND: inbound_causes, Direction.OUTBOUND: None})

    assert pairs(frame, "direction", "part", "kind", "calls", "order") == [
        ("in", "b", "total", 2.1, 0),
        ("in", "volume", "effect", 1.3, 1),
        ("in", "rate", "effect", -0.3, 2),
        ("in", "a", "total", 3.1, 3),
    ]


def test_each_direction_has_its_own_order(inbound_causes):
    frame = cause_frame(dict.fromkeys(Direction, inbound_causes))

    assert pairs(frame, "direction", "order") == [(way, n) for way in DIRECTIONS for n in range(4)]


def test_the_columns_of_causes_are_these():
    assert dict(CAUSES) == {
        "direction": pd.CategoricalDtype(DIRECTIONS),
        "part": "str",
        "kind": pd.CategoricalDtype(["total", "effect"]),
        "calls": "float64",
        "order": "int64",
    }


@pytest.mark.parametrize("known", [True, False])
def test_causes_have_exactly_their_dtypes(inbound_causes, known):
    frame = cause_frame({Direction.INBOUND: inbound_causes if known else None})

    assert list(frame) == list(CAUSES)
    assert frame.dtypes.to_dict() == CAUSES
