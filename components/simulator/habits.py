"""How a healthy PBX may differ from another healthy one: none of this is a fault."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class EmptySides(StrEnum):
    """What stands in an answer for a direction in which nothing happened."""

    ZEROS = "zeros"
    ABSENT = "absent"
    NULL = "null"


REFUSALS: Final = (400, 401)
"""The statuses by which the sign-in service refuses credentials (contract, section 1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """The settings of one PBX; change them with ``dataclasses.replace``.

    ``latency`` and ``statistics_latency`` are seconds before an answer, the latter on top and for
    statistics only. ``quota`` is the number of requests an hour. ``token_life`` is in seconds;
    with ``token_life_told`` off, ``expires_in`` is missing. ``token_uses`` lets a token die after
    so many requests. ``refusal`` is the status for wrong credentials. ``per_page_cap`` limits the
    page length whatever is asked, ``calls_cap`` that of the list of calls. That list shows a call
    only ``listing_late`` seconds after the statistics do.
    """

    latency: float = 0.0
    statistics_latency: float = 0.0
    quota: int = 1000
    token_life: int = 3600
    token_life_told: bool = True
    token_uses: int | None = None
    new_token_kills_old: bool = False
    refusal: int = 401
    per_page_cap: int = 100
    calls_cap: int = 500
    listing_late: float = 0.0
    empty_sides: EmptySides = EmptySides.ZEROS

    def __post_init__(self) -> None:
        """Refuse settings that no PBX could have."""
        if self.refusal not in REFUSALS:
            raise ValueError(f"credentials are refused with one of {REFUSALS}")
        if min(self.latency, self.statistics_latency, self.listing_late) < 0:
            raise ValueError("a latency cannot be negative")
        uses = 1 if self.token_uses is None else self.token_uses
        if min(self.quota, self.token_life, self.per_page_cap, self.calls_cap, uses) < 1:
            raise ValueError("quota, token life, token uses and page caps begin at 1")
