"""The figures of one direction as cards: each with its share or n, and its formula on demand."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from components.measures import rates
from components.measures.counts import Counts, Direction, Sides
from components.measures.outcomes import (
    MenuCountsAs,
    Outcome,
    Source,
    ended,
    endings,
    outcome_of,
    outcomes,
)
from components.ui import text, words
from components.ui.language import _, locale


@dataclass(frozen=True, slots=True)
class Card:
    """One figure. ``key`` ends its element key; ``note`` stands below it, ``formula`` on demand."""

    key: str
    label: str
    value: str
    note: str
    formula: str


def draw(direction: Direction, sides: Sides, source: Source, menu: MenuCountsAs) -> None:
    """Draw the cards of one direction in rows that wrap, and what Missed is made of."""
    legs = source is Source.LEGS
    made = _legs(direction, sides) if legs else _calls(direction, sides, menu)
    with st.container(horizontal=True, gap="xsmall", key=f"cards_{direction.value}"):
        for card in made:
            with st.container(key=f"kpi_{direction.value}_{card.key}", width="stretch"):
                st.metric(
                    card.label,
                    card.value,
                    card.note,
                    delta_color="off",
                    delta_arrow="off",
                    help=card.formula,
                    border=True,
                )
    if not legs:
        st.caption(composition(direction, sides[direction], menu))


def _calls(direction: Direction, sides: Sides, menu: MenuCountsAs) -> Sequence[Card]:
    counts = sides[direction]
    named = words.outcomes(direction)
    numbers = outcomes(counts, menu)
    return (
        Card("calls", _("Calls"), _number(counts.total), _in_all(sides), _("All calls: `total`")),
        Card(
            "answered",
            named[Outcome.ANSWERED],
            _number(numbers[Outcome.ANSWERED]),
            _talked(counts),
            answered_formula(menu),
        ),
        Card(
            "missed",
            named[Outcome.MISSED],
            _number(numbers[Outcome.MISSED]),
            _part(numbers[Outcome.MISSED], counts),
            missed_formula(menu),
        ),
        Card(
            "failed",
            named[Outcome.FAILED],
            _number(numbers[Outcome.FAILED]),
            _part(numbers[Outcome.FAILED], counts),
            _("Declined for other reasons, often technical: `failed`. Counted apart."),
        ),
        _rate(counts, menu),
        _talk(counts),
    )


def _legs(direction: Direction, sides: Sides) -> Sequence[Card]:
    """Legs have no established partition, so neither missed nor a rate is made of them."""
    counts = sides[direction]
    return (
        Card("calls", _("Legs"), _number(counts.total), _in_all(sides), _("All legs: `total`")),
        Card(
            "answered",
            _("Connected"),
            _number(counts.bridged),
            _talked(counts),
            _("Legs on which somebody spoke with somebody: `bridged`"),
        ),
        Card(
            "failed",
            _("Failed"),
            _number(counts.failed),
            _part(counts.failed, counts),
            _("Declined for other reasons, often technical: `failed`"),
        ),
        _talk(counts),
    )


def _rate(counts: Counts, menu: MenuCountsAs) -> Card:
    answered = outcomes(counts, menu)[Outcome.ANSWERED]
    interval = rates.wilson(answered, counts.total)
    formula = _("Answered / calls = {answered} / {calls}.").format(
        answered=_number(answered), calls=_number(counts.total)
    )
    note = _("n = {number}").format(number=_number(counts.total))
    if interval is not None:
        low, high = (text.percent(end, locale()) for end in (interval.low, interval.high))
        formula += " " + _("95 % Wilson interval: {low} to {high}.").format(low=low, high=high)
    return Card(
        "answer_rate",
        _("Answer rate"),
        text.percent(rates.answer_rate(counts, menu), locale()),
        note,
        formula,
    )


def _talk(counts: Counts) -> Card:
    formula = _("Talk time / conversations = {talk} / {answered}. Waiting is not talk.").format(
        talk=text.hours(counts.bridged_duration), answered=_number(counts.bridged)
    )
    return Card(
        "average_talk",
        _("Average talk"),
        text.talk(rates.average_talk(counts)),
        _("n = {number}").format(number=_number(counts.bridged)),
        formula,
    )


def answered_formula(menu: MenuCountsAs) -> str:
    """Return what Answered is made of, in the PBX's words."""
    if menu is MenuCountsAs.ANSWERED:
        return _("Somebody spoke, or the menu served the caller: `bridged` + `answered`")
    return _("Somebody spoke with somebody: `bridged`")


def missed_formula(menu: MenuCountsAs) -> str:
    """Return what Missed is made of, in the PBX's words."""
    if menu is MenuCountsAs.ANSWERED:
        return _("Nobody spoke: `not answered` + `busy` + `rejected`")
    return _("Nobody spoke: `answered` (by a queue or menu) + `not answered` + `busy` + `rejected`")


def composition(direction: Direction, counts: Counts, menu: MenuCountsAs) -> str:
    """Return what Missed is made of, which always goes with it (design, section 2)."""
    spoken = words.endings(Source.CALLS, menu)
    parts = [
        f"{spoken[ending].lower()} {_number(ended(counts, ending))}"
        for ending in endings(Source.CALLS)
        if outcome_of(ending, menu) is Outcome.MISSED
    ]
    return f"{words.outcomes(direction)[Outcome.MISSED]}: {', '.join(parts)}"


def _in_all(sides: Sides) -> str:
    both = sides[Direction.INBOUND].total + sides[Direction.OUTBOUND].total
    return _("of {number} in all").format(number=_number(both))


def _talked(counts: Counts) -> str:
    return _("{time} of talk").format(time=text.hours(counts.bridged_duration))


def _part(part: int, counts: Counts) -> str:
    return _("{share} of all").format(share=text.percent(rates.share(part, counts.total), locale()))


def _number(value: int) -> str:
    return text.number(value, locale())
