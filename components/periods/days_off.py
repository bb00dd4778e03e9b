"""Public holidays, by the ``holidays`` library: the only place that knows it."""

from datetime import date
from functools import cache, lru_cache
from typing import Final

import holidays

_YEARS: Final = 512
"""Of countries that are remembered: a century of five of them, a few kilobytes a year."""


@cache
def countries() -> tuple[str, ...]:
    """Return the countries whose holidays are known, by ISO 3166-1 code (``DE``), sorted."""
    return tuple(sorted(holidays.list_supported_countries(include_aliases=False)))


@lru_cache(maxsize=_YEARS)
def days_off(country: str, year: int) -> frozenset[date]:
    """Return the days of a year that are public holidays in the whole of a country.

    With the days off that are given instead, as far as the library knows them for that year;
    weekends are not among them unless they are holidays, nor are holidays of a region. Raises
    ``ValueError`` for a country that is not among ``countries``.
    """
    if country not in countries():
        raise ValueError(f"no holidays are known for {country!r}")
    found = holidays.country_holidays(country, years=year)
    return frozenset(day for day in found if day.year == year)
