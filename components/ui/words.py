"""The field's own terms in the visitor's language: directions, outcomes, endings, accounts."""

from collections.abc import Mapping

from components.bootstrap import Kind, Visitor
from components.measures.counts import Direction
from components.measures.outcomes import Ending, MenuCountsAs, Outcome, Source
from components.ui import text
from components.ui.language import _


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


def account(visitor: Visitor) -> str:
    """Return the account's title, as characters."""
    return _("Demo office") if visitor.kind is Kind.DEMO else text.as_characters(visitor.title)
