"""How the store does, in words: what it is, where, and that the program does without it."""

from collections.abc import Mapping

from components.ledger.store.places import StoreKind
from components.ledger.store.shelf import Condition
from components.ledger.store.trouble import StoreTrouble
from components.ui.language import _


def store_note(condition: Condition) -> str | None:
    """Return what is wrong with the store and what that means; None while nothing is."""
    if condition.trouble is None:
        return None
    return _troubles()[condition.trouble] + " " + _("Callboard goes on from memory.")


def kind(condition: Condition) -> str:
    """Return the words for what keeps the facts."""
    kinds: Mapping[StoreKind, str] = {
        StoreKind.MEMORY: _("Memory only, until the program ends"),
        StoreKind.SQLITE: _("SQLite file"),
        StoreKind.POSTGRESQL: _("PostgreSQL database"),
    }
    return kinds[condition.kind]


def _troubles() -> Mapping[StoreTrouble, str]:
    return {
        StoreTrouble.LOCKED: _("Another program holds the store of known numbers."),
        StoreTrouble.FULL: _("There is no room left for the store of known numbers."),
        StoreTrouble.READ_ONLY: _("The store of known numbers may not be written to."),
        StoreTrouble.DAMAGED: _("The store of known numbers is damaged."),
        StoreTrouble.UNREACHABLE: _("The store of known numbers cannot be reached."),
        StoreTrouble.NEWER: _(
            "The store of known numbers was made by a newer Callboard, so it is left alone."
        ),
        StoreTrouble.OTHER: _("The store of known numbers does not work; the log says why."),
    }
