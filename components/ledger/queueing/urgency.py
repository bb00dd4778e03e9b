"""Who waits for an answer: the order in which questions get their turn."""

from enum import IntEnum


class Urgency(IntEnum):
    """The smaller, the sooner."""

    PERSON = 0
    """Somebody sits there and waits."""

    WALL = 1
    """A television is to be refreshed."""

    REST = 2
    """Something shown or known grows old."""
