"""Public holidays come from a library, by country and year; nothing else is taken for a country."""

from datetime import date

import pytest

from components.periods.days_off import countries, days_off


def test_countries_are_iso_codes_in_their_order():
    found = countries()

    assert {"RU", "DE", "KZ", "BY", "US"} <= set(found)
    assert list(found) == sorted(set(found))
    assert all(len(code) == 2 and code.isascii() and code.isupper() for code in found)


@pytest.mark.parametrize(
    ("country", "day"),
    [
        ("RU", date(2026, 1, 1)),
        ("RU", date(2026, 5, 9)),
        ("RU", date(2026, 6, 12)),
        ("RU", date(2025, 5, 2)),  # instead of 4 January, a Saturday
        ("DE", date(2026, 10, 3)),
        ("DE", date(2025, 4, 21)),  # the Monday after Easter
    ],
)
def test_a_public_holiday_is_a_day_off(country, day):
    assert day in days_off(country, day.year)


@pytest.mark.parametrize(
    ("country", "day"),
    [
        ("RU", date(2026, 11, 25)),
        ("DE", date(2026, 11, 22)),  # an ordinary Sunday
        ("DE", date(2026, 11, 1)),  # in some of its states only
    ],
)
def test_a_weekend_or_a_holiday_of_a_region_is_none(country, day):
    assert day not in days_off(country, day.year)


@pytest.mark.parametrize("country", countries())
def test_every_country_has_days_of_the_year_asked_for_only(country):
    found = days_off(country, 2026)

    assert {day.year for day in found} <= {2026}
    assert len(found) < 60


@pytest.mark.parametrize("year", [2000, 2099])
def test_the_first_and_the_last_year_can_be_asked_for(year):
    assert all(day.year == year for day in days_off("RU", year))


@pytest.mark.parametrize("country", ["", "XX", "ru", "RUS", "UK", "../RU"])
def test_an_unknown_country_is_refused(country):
    with pytest.raises(ValueError):
        days_off(country, 2026)


def test_a_year_is_looked_up_once():
    assert days_off("RU", 2026) is days_off("RU", 2026)
