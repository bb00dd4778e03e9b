"""The field's own terms in the visitor's language: directions, outcomes, endings, accounts."""

from collections.abc import Mapping

from components.bootstrap import Kind, Visitor
from components.measures.changes import Measure
from components.measures.counts import Direction
from components.measures.outcomes import Ending, MenuCountsAs, Outcome, Source
from components.ui import text
from components.ui.language import _
from components.ui.selection import Of


def directions() -> Mapping[Direction, str]:
    """Return the words for the two directions."""
    return {Direction.INBOUND: _("Inbound"), Direction.OUTBOUND: _("Outbound")}


def outcomes(direction: Direction | None = None) -> Mapping[Outcome, str]:
    """Return the words for the outcomes of calls; outbound calls are not missed but not reached.

    Without a direction the words fit both at once.
    """
    missed = {
        Direction.INBOUND: _("Missed"),
        Direction.OUTBOUND: _("Not reached"),
        None: _("Missed or not reached"),
    }
    return {
        Outcome.ANSWERED: _("Answered"),
        Outcome.MISSED: missed[direction],
        Outcome.FAILED: _("Failed"),
    }


def endings(source: Source, menu: MenuCountsAs = MenuCountsAs.MISSED) -> Mapping[Ending, str]:
    """Return the words for the ways in which calls, or their legs, end.

    Where a menu answers callers too, only a conversation is *Connected*.
    """
    legs = source is Source.LEGS
    apart = legs or menu is MenuCountsAs.ANSWERED
    return {
        Ending.BRIDGED: _("Connected") if apart else _("Answered"),
        Ending.ANSWERED: _("Picked up, not connected") if legs else _("Ended in queue or menu"),
        Ending.ANSWERED_ELSEWHERE: _("Answered elsewhere"),
        Ending.DIVERTED: _("Diverted"),
        Ending.NOT_ANSWERED: _("Rang out"),
        Ending.BUSY: _("Busy"),
        Ending.REJECTED: _("Declined"),
        Ending.FAILED: _("Failed"),
    }


def measures(source: Source, direction: Direction) -> Mapping[Measure, str]:
    """Return the words for what two periods are compared by."""
    found = outcomes(direction)
    is_legs = source is Source.LEGS
    return {
        Measure.CALLS: _("Legs") if is_legs else _("Calls"),
        Measure.ANSWERED: _("Connected") if is_legs else found[Outcome.ANSWERED],
        Measure.MISSED: found[Outcome.MISSED],
        Measure.FAILED: found[Outcome.FAILED],
        Measure.ANSWER_RATE: _("Answer rate"),
        Measure.AVERAGE_TALK: _("Average talk"),
    }


def trends(source: Source) -> Mapping[Of, str]:
    """Return the words for what the trends of two periods can show, in both directions at once."""
    if source is Source.LEGS:
        return {Of.CALLS: _("Legs"), Of.ANSWERED: _("Connected"), Of.FAILED: _("Failed")}
    found = outcomes()
    return {
        Of.CALLS: _("Calls"),
        Of.ANSWERED: found[Outcome.ANSWERED],
        Of.MISSED: found[Outcome.MISSED],
        Of.FAILED: found[Outcome.FAILED],
    }


def types() -> Mapping[str, str]:
    """Return the words for the types of extensions that are known."""
    return {"phone": _("Phone"), "queue": _("Queue"), "ivr": _("Menu"), "fax": _("Fax")}


def account(visitor: Visitor) -> str:
    """Return the account's title, as characters."""
    return _("Demo office") if visitor.kind is Kind.DEMO else text.as_characters(visitor.title)
