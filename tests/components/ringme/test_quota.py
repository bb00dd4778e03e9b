"""The hourly quota, as the headers tell it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.ringme import quota
from components.ringme.quota import Quota

NOW = datetime(2026, 11, 23, 14, 20, tzinfo=UTC)
RESET = datetime(2026, 11, 23, 15, tzinfo=UTC)


def headers(limit="1000", remaining="812", reset="2400"):
    given = {
        "X-RateLimit-Limit": limit,
        "X-RateLimit-Remaining": remaining,
        "X-RateLimit-Reset": reset,
    }
    return {name: value for name, value in given.items() if value is not None}


def test_the_headers_tell_limit_rest_and_seconds_to_the_reset():
    assert quota.read(headers(), NOW) == Quota(1000, 812, RESET)


def test_the_case_of_a_headers_name_does_not_matter():
    assert quota.read({"x-ratelimit-remaining": "5"}, NOW) == Quota(None, 5, None)


def test_nothing_left_is_not_the_same_as_nothing_known():
    assert quota.read(headers(remaining="0"), NOW) == Quota(1000, 0, RESET)
    assert quota.read(headers(remaining=None), NOW) == Quota(1000, None, RESET)


@pytest.mark.parametrize(
    "absurd",
    [
        "-5",
        "many",
        "",
        "1e3",
        "12.5",
        "0x10",
        "٣",
        "²",
        "+7",
        "1,000",
        "9" * 20,
        "9" * 5000,
        "7, 7",
    ],
)
def test_an_absurd_figure_is_unknown(absurd):
    assert quota.read(headers(limit=absurd), NOW) == Quota(None, 812, RESET)
    assert quota.read(headers(remaining=absurd), NOW) == Quota(1000, None, RESET)
    assert quota.read(headers(reset=absurd), NOW) == Quota(1000, 812, None)


def test_more_left_than_there_ever_was_is_absurd():
    assert quota.read(headers(limit="100", remaining="101"), NOW) == Quota(100, None, RESET)


def test_a_reset_in_more_than_a_day_is_absurd():
    assert quota.read(headers(reset="86400"), NOW) == Quota(1000, 812, NOW + timedelta(days=1))
    assert quota.read(headers(reset="86401"), NOW) == Quota(1000, 812, None)


def test_a_quota_of_none_at_all_is_absurd():
    assert quota.read(headers(limit="0", remaining=None, reset=None), NOW) is None


def test_no_usable_header_is_no_quota():
    assert quota.read({}, NOW) is None
    assert quota.read(headers("x", "y", "z"), NOW) is None


@given(st.dictionaries(st.sampled_from(list(headers())), st.text()), st.text())
def test_no_header_can_break_the_reading(given, other):
    seen = quota.read({**given, other: other}, NOW)

    assert seen is None or seen != Quota(None, None, None)


def test_of_one_hour_the_smaller_rest_is_believed():
    earlier = Quota(1000, 700, RESET)
    overtaken = Quota(1000, 701, RESET + timedelta(seconds=2))

    assert quota.newer(earlier, overtaken, NOW).remaining == 700


def test_a_new_hour_starts_with_a_new_figure():
    fresh = Quota(1000, 999, RESET + timedelta(hours=1))

    assert quota.newer(Quota(1000, 3, RESET), fresh, NOW + timedelta(hours=1)) == fresh


def test_an_answer_without_headers_changes_nothing():
    known = Quota(1000, 700, RESET)

    assert quota.newer(known, None, NOW) == known
    assert quota.newer(None, None, NOW) is None
    assert quota.newer(None, known, NOW) == known


def test_what_one_answer_leaves_out_is_kept_until_the_reset():
    known = Quota(1000, 700, RESET)

    assert quota.newer(known, Quota(None, 600, None), NOW) == Quota(1000, 600, RESET)
    assert quota.newer(known, Quota(None, None, RESET), NOW) == known
    assert quota.newer(known, Quota(None, 990, None), RESET) == Quota(None, 990, None)


def test_without_any_reset_the_newest_figure_stands():
    assert quota.newer(Quota(None, 5, None), Quota(None, 9, None), NOW) == Quota(None, 9, None)


def test_the_next_hour_is_the_next_full_one():
    assert quota.next_hour(NOW) == RESET
    assert quota.next_hour(RESET) == RESET + timedelta(hours=1)
