"""Zones by name, whoever wrote the name."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.periods import zones


@pytest.mark.parametrize("name", ["Europe/Moscow", "America/Argentina/Buenos_Aires", "UTC"])
def test_a_zone_goes_by_its_iana_name(name):
    assert zones.named(name) == ZoneInfo(name)


@pytest.mark.parametrize(
    "name",
    [
        None,
        "",
        " ",
        "Mars/Olympus",
        "Europe",
        "europe/moscow",
        "Europe/Moscow ",
        "Europe/Moscow\n",
        "../Europe/Moscow",
        "/etc/passwd",
        "../../../etc/passwd",
        "Europe/Moscow\x00",
        "tzdata.zi",
        "zone.tab",
        "UTC+3",
        "GMT" * 1000,
    ],
)
def test_what_is_no_name_of_a_zone_is_no_zone(name):
    assert zones.named(name) is None


@given(st.text(max_size=30))
def test_any_text_at_all_is_a_zone_of_that_name_or_none(text):
    zone = zones.named(text)

    assert zone is None or zone.key == text


def test_every_name_on_offer_is_a_zone():
    assert [zones.named(name).key for name in zones.names()] == list(zones.names())


def test_no_name_is_offered_twice():
    assert len(set(zones.names())) == len(zones.names())


def test_regions_come_before_plain_names_each_in_order():
    regions = [name for name in zones.names() if "/" in name]
    plain = [name for name in zones.names() if "/" not in name]

    assert list(zones.names()) == sorted(regions) + sorted(plain)


@pytest.mark.parametrize("name", ["localtime", "Factory", "posixrules"])
def test_a_name_that_means_another_zone_on_each_machine_is_not_offered(name):
    assert name not in zones.names()
