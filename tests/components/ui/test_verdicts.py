"""Whether a change is good, bad or perhaps chance: by its meaning, and by its interval."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.measures import chance
from components.measures.changes import Lengths, Meaning, Measure, measures
from components.measures.counts import Counts
from components.measures.outcomes import MenuCountsAs, Source
from components.ui import verdicts
from components.ui.verdicts import Pair

WEEK = Lengths(Fraction(7), Fraction(7))
EVERY = [(source, measure) for source in Source for measure in measures(source)]


def counts(total, answered, missed=0, failed=0, talk=0):
    return Counts(total, answered, not_answered=missed, failed=failed, bridged_duration=talk)


def pair(a, b, *, source=Source.CALLS, days=WEEK):
    return Pair(a, b, source, MenuCountsAs.MISSED, days, is_per_day=days.a != days.b)


MANY, FEW = counts(900, 600, 200, 100, 60_000), counts(600, 300, 400, 200, 60_000)


@pytest.fixture
def judged(told):
    """Return what a change means to a visitor."""
    return lambda measure, *both, **more: told(lambda: verdicts.of(measure, pair(*both, **more)))


@pytest.mark.parametrize(
    ("measure", "up", "down"),
    [
        (Measure.CALLS, "more", "fewer"),
        (Measure.ANSWERED, "better", "worse"),
        (Measure.ANSWER_RATE, "better", "worse"),
    ],
)
def test_more_answered_calls_are_better(measure, up, down, judged):
    assert judged(measure, MANY, FEW).word == up
    assert judged(measure, FEW, MANY).word == down


@pytest.mark.parametrize("measure", [Measure.MISSED, Measure.FAILED])
def test_fewer_lost_calls_are_better(measure, judged):
    assert judged(measure, MANY, FEW).word == "better"
    assert judged(measure, FEW, MANY).word == "worse"


def test_longer_talk_is_neither_good_nor_bad(judged):
    assert judged(Measure.AVERAGE_TALK, FEW, MANY).word == "longer"
    assert judged(Measure.AVERAGE_TALK, MANY, FEW) == verdicts.Verdict(Meaning.NEITHER, "shorter")


@pytest.mark.parametrize(
    ("a", "b", "reason"),
    [
        (counts(100, 60), counts(100, 72), "12 answered calls more would turn it"),
        (counts(100, 72), counts(100, 60), "12 answered calls fewer would turn it"),
        (counts(100, 70), counts(100, 71), "1 answered call more would turn it"),
    ],
)
def test_a_rate_that_could_be_chance_says_how_few_calls_would_turn_it(a, b, reason, judged):
    said = judged(Measure.ANSWER_RATE, a, b)

    assert said == verdicts.Verdict(Meaning.NEITHER, "could be chance", reason)


def test_a_count_that_could_be_chance_is_neither_good_nor_bad(judged):
    said = judged(Measure.ANSWERED, counts(100, 60), counts(100, 72))

    assert said == verdicts.Verdict(Meaning.NEITHER, "could be chance")


def test_the_same_number_has_not_changed(judged):
    assert judged(Measure.ANSWERED, FEW, FEW) == verdicts.Verdict(Meaning.NEITHER, "no change")


def test_less_than_is_shown_is_no_change(judged):
    a, b = counts(100, 60, talk=6_000), counts(100, 60, talk=6_012)

    assert judged(Measure.AVERAGE_TALK, a, b) == verdicts.Verdict(Meaning.NEITHER, "no change")


def test_a_rate_of_no_calls_means_nothing(judged):
    assert judged(Measure.ANSWER_RATE, FEW, Counts()) == verdicts.Verdict(Meaning.NEITHER, "")


def test_legs_come_together_so_nobody_knows_what_is_chance(judged):
    said = judged(Measure.ANSWERED, MANY, FEW, source=Source.LEGS)

    assert said == verdicts.Verdict(Meaning.NEITHER, "more")


def test_counts_of_periods_of_different_lengths_are_judged_per_day(judged):
    said = judged(Measure.ANSWERED, MANY, FEW, days=Lengths(Fraction(14), Fraction(7)))

    assert said.word == "no change"


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        (Measure.ANSWER_RATE, "95 % interval of the difference: −24.6 pp to +1.1 pp."),
        (Measure.ANSWERED, "95 % interval of the difference: −5.0 to +1.5 a day."),
        (Measure.AVERAGE_TALK, ""),
    ],
)
def test_an_interval_is_told_in_the_unit_of_its_change(measure, words, told):
    made = pair(counts(100, 60), counts(100, 72))

    assert told(lambda: verdicts.interval_words(measure, made)) == words


small = st.builds(
    lambda answered, missed, failed: counts(answered + missed + failed, answered, missed, failed),
    *[st.integers(0, 50)] * 3,
)


@given(a=small, b=small, of=st.sampled_from(EVERY))
def test_nothing_is_good_or_bad_of_which_chance_is_not_excluded(a, b, of):
    source, measure = of
    made = pair(a, b, source=source)

    found = verdicts.interval(measure, made)

    said = verdicts.meaning(measure, made)
    assert said is Meaning.NEITHER or (found is not None and not chance.could_be_chance(found))
