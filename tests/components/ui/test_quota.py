"""How many requests the hour has left; what the PBX did not say stays out."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from components.ringme.quota import Quota
from components.ui.quota import meter

NOW = datetime(2026, 11, 18, 12, 15, tzinfo=UTC)
SOON = NOW + timedelta(minutes=45)


def _page(quota, now, zone):
    meter(quota, now=now, zone=zone)


@pytest.mark.parametrize(
    ("quota", "told"),
    [
        (Quota(1000, 988, SOON), "Requests left until 16:00: 988 of 1,000"),
        (Quota(None, 988, SOON), "Requests left until 16:00: 988"),
        (Quota(1000, 0, None), "Requests left this hour: 0 of 1,000"),
        (Quota(1000, 988, NOW), "Requests left this hour: a new hour has begun"),
        (Quota(1000, None, SOON), "Requests left this hour: not told by the PBX"),
        (None, "Requests left this hour: not told by the PBX"),
    ],
    ids=["all", "no limit", "no reset", "after the reset", "nothing left is known", "never heard"],
)
def test_the_meter_tells_what_is_known(quota, told, stage):
    at = stage(_page, quota, NOW, ZoneInfo("Europe/Moscow")).run()

    assert [one.value for one in at.caption] == [told]


def test_the_meter_speaks_russian(stage):
    at = stage(_page, Quota(1000, 988, SOON), NOW, ZoneInfo("UTC"), language="ru").run()

    assert at.caption[0].value == "Остаток запросов до 13:00: 988 из 1\u00a0000"
