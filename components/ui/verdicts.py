"""Whether a change is good, bad, or perhaps nothing but chance, in words a manager understands."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from components.exports.sheet import Cell, Unit, shown
from components.measures import chance, changes
from components.measures.changes import COUNTED, Change, Kind, Lengths, Meaning, Measure
from components.measures.counts import Counts
from components.measures.outcomes import MenuCountsAs, Source
from components.measures.rates import Interval
from components.ui import tables, text
from components.ui.language import _, locale, ngettext

UNITS: Final[Mapping[Kind, tuple[Unit, Unit]]] = {
    Kind.COUNT: (Unit.COUNT, Unit.COUNT),
    Kind.PER_DAY: (Unit.PER_DAY, Unit.PER_DAY),
    Kind.RATE: (Unit.SHARE, Unit.POINTS),
    Kind.AVERAGE: (Unit.TALK, Unit.TALK),
}
"""The unit of the two numbers of a change, and that of their difference."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One direction in both periods, and how long those are.

    ``is_per_day`` says that they are of different lengths, so that counts are compared per day.
    """

    a: Counts
    b: Counts
    source: Source
    menu: MenuCountsAs
    days: Lengths
    is_per_day: bool

    def change(self, measure: Measure) -> Change:
        """Return how a measure changed."""
        lengths = self.days if self.is_per_day else None
        return changes.change(measure, self.a, self.b, self.source, self.menu, lengths)

    def counted(self, measure: Measure) -> tuple[int, int]:
        """Return a count of A and of B, as they are."""
        both = (self.a, self.b)
        a, b = (changes.counted(measure, one, self.source, self.menu) for one in both)
        return a, b


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a change means: good or bad, the word for it, and why it may mean nothing."""

    meaning: Meaning
    word: str
    reason: str = ""


def of(measure: Measure, pair: Pair) -> Verdict:
    """Return what the change of a measure means. What could be chance is neither good nor bad."""
    found = pair.change(measure)
    change = found.absolute
    if change is None:
        return Verdict(Meaning.NEITHER, "")
    if not is_seen(found):
        return Verdict(Meaning.NEITHER, _("no change"))
    if _could_be_chance(measure, pair):
        return Verdict(Meaning.NEITHER, _("could be chance"), _turn(measure, pair))
    words = {
        Meaning.BETTER: _("better"),
        Meaning.WORSE: _("worse"),
        Meaning.NEITHER: _neutral(measure, is_more=change > 0),
    }
    means = meaning(measure, pair)
    return Verdict(means, words[means])


def is_seen(change: Change) -> bool:
    """Tell whether a change is more than nothing as it is shown: a tenth of a second is not."""
    return bool(shown(Cell(change.absolute, UNITS[change.kind][1])))


def meaning(measure: Measure, pair: Pair) -> Meaning:
    """Return whether a change is good or bad: only where it is known to be more than chance."""
    if interval(measure, pair) is None or _could_be_chance(measure, pair):
        return Meaning.NEITHER
    return changes.meaning(measure, pair.change(measure))


def _could_be_chance(measure: Measure, pair: Pair) -> bool:
    found = interval(measure, pair)
    return found is not None and chance.could_be_chance(found)


def _neutral(measure: Measure, *, is_more: bool) -> str:
    """Return the word for a change that is neither good nor bad."""
    if measure is Measure.AVERAGE_TALK:
        return _("longer") if is_more else _("shorter")
    return _("more") if is_more else _("fewer")


def interval(measure: Measure, pair: Pair) -> Interval | None:
    """Return the 95 % interval of a change: of shares for a rate, of calls a day for a count.

    None for averages, which are no counts, and for legs: the legs of one call come together.
    """
    if pair.source is Source.LEGS:
        return None
    if measure is Measure.ANSWER_RATE:
        return chance.rate_difference(*_trials(pair))
    if measure not in COUNTED:
        return None
    a, b = pair.counted(measure)
    return chance.count_difference(a, pair.days.a, b, pair.days.b)


def interval_words(measure: Measure, pair: Pair) -> str:
    """Return the interval of a change as people read it; empty where there is none."""
    found = interval(measure, pair)
    if found is None:
        return ""
    unit = Unit.POINTS if measure is Measure.ANSWER_RATE else Unit.PER_DAY
    low, high = (
        text.cell(Cell(end, unit, is_change=True), locale(), tables.points())
        for end in (found.low, found.high)
    )
    told = (
        _("95 % interval of the difference: {low} to {high}.")
        if measure is Measure.ANSWER_RATE
        else _("95 % interval of the difference: {low} to {high} a day.")
    )
    return told.format(low=low, high=high)


def _turn(measure: Measure, pair: Pair) -> str:
    """Return how few calls would turn a difference of rates."""
    if measure is not Measure.ANSWER_RATE:
        return ""
    number = chance.calls_to_turn(*_trials(pair))
    change = pair.change(measure).absolute
    if not number or not change:
        return ""
    told = (
        ngettext(
            "{number} answered call fewer would turn it",
            "{number} answered calls fewer would turn it",
            number,
        )
        if change > 0
        else ngettext(
            "{number} answered call more would turn it",
            "{number} answered calls more would turn it",
            number,
        )
    )
    return told.format(number=text.number(number, locale()))


def _trials(pair: Pair) -> tuple[int, int, int, int]:
    answered_a, answered_b = pair.counted(Measure.ANSWERED)
    return answered_a, pair.a.total, answered_b, pair.b.total
