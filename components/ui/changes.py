"""What changed, as cards: A, the difference and what it means, and B below."""

from collections.abc import Iterator, Mapping
from typing import Final, Literal

import streamlit as st

from components.exports.sheet import Cell, Unit
from components.measures import changes
from components.measures.changes import COUNTED, Change, Kind, Lengths, Meaning, Measure
from components.measures.counts import Direction
from components.measures.outcomes import MenuCountsAs, Source
from components.reports.answer import Compared
from components.ui import cards, remarks, tables, text, verdicts, words
from components.ui.language import _, locale
from components.ui.verdicts import Pair

_COLOURS: Final[Mapping[Meaning, Literal["blue", "orange", "off"]]] = {
    Meaning.BETTER: "blue",
    Meaning.WORSE: "orange",
    Meaning.NEITHER: "off",
}
"""As in the charts: not green and red, which many people cannot tell apart."""


def draw(direction: Direction, found: Compared, menu: MenuCountsAs) -> None:
    """Draw the cards of one direction in rows that wrap, and what Missed is made of."""
    source = found.comparison.source
    a, b = found.a.sides[direction], found.b.sides[direction]
    lengths = Lengths(found.days_a, found.days_b)
    pair = Pair(a, b, source, menu, lengths, is_per_day=found.is_per_day)
    named = words.measures(source, direction)
    with st.container(horizontal=True, gap="xsmall", key=f"cards_{direction.value}"):
        for measure in changes.measures(source):
            key = f"kpi_{direction.value}_{measure.value}"
            with st.container(key=key, width="stretch", border=True, gap="xxsmall"):
                _card(named[measure], measure, pair)
    turn = _turn(pair, named[Measure.ANSWER_RATE])
    if turn:
        st.caption(turn)
    if source is Source.CALLS:
        for side, counts in zip(remarks.sides().values(), (a, b), strict=True):
            st.caption(f"{side} · {cards.composition(direction, counts, menu)}")


def _card(label: str, measure: Measure, pair: Pair) -> None:
    change, said = pair.change(measure), verdicts.of(measure, pair)
    unit = verdicts.UNITS[change.kind][0]
    st.metric(
        label,
        _spelled(Cell(change.a, unit)),
        _difference(change),
        delta_color=_COLOURS[said.meaning],
        delta_arrow=_arrow(change),
        help="  \n".join(_help(measure, pair)),
    )
    # In the label there would be no room for it.
    told = _("B: {number} per day") if change.kind is Kind.PER_DAY else _("B: {number}")
    told = told.format(number=_spelled(Cell(change.b, unit)))
    st.caption(f"**{said.word}**  \n{told}" if said.word else told)


def _turn(pair: Pair, label: str) -> str:
    """Return how few calls would turn a rate that could be chance; empty where there is none."""
    if pair.source is Source.LEGS:
        return ""
    said = verdicts.of(Measure.ANSWER_RATE, pair)
    if not said.reason:
        return ""
    return f"{label} · {said.word}: {said.reason}"


def _difference(change: Change) -> str | None:
    """Return a change absolute and in per cent, or in points; None where a number is absent."""
    if change.absolute is None:
        return None
    told = _spelled(Cell(change.absolute, verdicts.UNITS[change.kind][1], is_change=True))
    if change.share is None:
        return told
    share = _spelled(Cell(change.share, Unit.SHARE, is_change=True))
    return f"{told} ({share})"


def _arrow(change: Change) -> Literal["up", "down", "off"]:
    if not change.absolute or not verdicts.is_seen(change):
        return "off"
    return "up" if change.absolute > 0 else "down"


def _help(measure: Measure, pair: Pair) -> Iterator[str]:
    """Yield the formula of a card, its n, and the interval of its change."""
    yield _formula(measure, pair)
    if measure is Measure.ANSWER_RATE:
        yield _("A: {a}. B: {b}.").format(**_both(pair.counted(Measure.ANSWERED), pair, " / "))
    elif pair.is_per_day and measure in COUNTED:
        a, b = pair.counted(measure)
        yield _("In all: A {a}, B {b}.").format(a=_number(a), b=_number(b))
    elif measure is Measure.AVERAGE_TALK:
        yield _("n = {a} in A, {b} in B.").format(
            a=_number(pair.a.bridged), b=_number(pair.b.bridged)
        )
    interval = verdicts.interval_words(measure, pair)
    if interval:
        yield interval


def _both(answered: tuple[int, int], pair: Pair, over: str) -> dict[str, str]:
    totals = (pair.a.total, pair.b.total)
    return {
        name: _number(part) + over + _number(whole)
        for name, part, whole in zip("ab", answered, totals, strict=True)
    }


def _formula(measure: Measure, pair: Pair) -> str:
    is_legs = pair.source is Source.LEGS
    formulas = {
        Measure.CALLS: _("All legs: `total`") if is_legs else _("All calls: `total`"),
        Measure.ANSWERED: _("Legs on which somebody spoke with somebody: `bridged`")
        if is_legs
        else cards.answered_formula(pair.menu),
        Measure.MISSED: cards.missed_formula(pair.menu),
        Measure.FAILED: _("Declined for other reasons, often technical: `failed`"),
        Measure.ANSWER_RATE: _("Answered / calls"),
        Measure.AVERAGE_TALK: _("Talk time / conversations. Waiting is not talk."),
    }
    return formulas[measure]


def _number(value: int) -> str:
    return text.number(value, locale())


def _spelled(cell: Cell) -> str:
    spelled = text.cell(cell, locale(), tables.points())
    return spelled.replace(" ", "\N{NO-BREAK SPACE}")
