"""What the numbers of two periods are: from when to when, how long, where, and as of when."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from components.bootstrap import Kind, Visitor
from components.measures.outcomes import MenuCountsAs
from components.periods.against import Against, Days
from components.periods.hours import Shift, WorkingHours
from components.ui import both
from components.ui.directories import Directory
from components.ui.filters import View
from tests import answers
from tests.answers import MOSCOW
from tests.conftest import NOW

BERLIN = ZoneInfo("Europe/Berlin")
OFFICE = WorkingHours((Shift(frozenset(range(5)), time(9), time(18)),), "RU")
EDGE = datetime(2026, 11, 18, 12, 10, 30, tzinfo=UTC)


def _page(found, view, visitor):
    both.draw(found, view, visitor)


@pytest.fixture
def drawn(stage, desk):
    """Draw the heading of two periods; return all that it says, from the top down."""

    def draw(found, *, zone=MOSCOW, menu=MenuCountsAs.MISSED, language="en"):
        visitor = Visitor(Kind.OWN, desk, title="Acme", zone=zone, menu_counts_as=menu)
        view = View(found.comparison, zone, Directory(None), ())
        at = stage(
            lambda: _page(found, view, visitor),
            language=language,
            visitor=visitor,
            question=found.comparison,
            compared=found,
        ).run()
        assert not at.exception
        return at

    return draw


def plain(text):
    return text.replace("\\", "").removeprefix(":material/info: ")


def ranges(at):
    """Return both ranges, each with its length."""
    lengths = [at.main.get_by_key(f"range_{side}").caption[0].value for side in "ab"]
    return dict(zip((plain(one.value) for one in at.subheader), map(plain, lengths), strict=True))


def said(at):
    return [plain(one.value) for one in at.main.get_by_key("remarks").caption]


def test_both_ranges_stand_with_their_weekdays_and_lengths(drawn):
    at = drawn(answers.compared(period="2026-10-01..2026-10-31"))

    assert ranges(at) == {
        "A: Thu, Oct 1, 2026 – Sat, Oct 31, 2026": "31 days",
        "B: Thu, Aug 27, 2026 – Sat, Sep 26, 2026": "31 days",
    }
    assert said(at) == []


def test_a_russian_reads_them_in_russian(drawn):
    at = drawn(answers.compared(period="2026-10-01..2026-10-03"), language="ru")

    assert "чт, 1 окт. 2026" in next(iter(ranges(at)))


def test_a_period_that_runs_is_told_up_to_where_it_was_read(drawn):
    at = drawn(answers.compared(period="last-7-days", edge=EDGE))

    assert ranges(at) == {
        "A: Thu, Nov 12, 2026, 00:00 – Wed, Nov 18, 2026, 15:10": "6.6 days",
        "B: Thu, Nov 5, 2026, 00:00 – Wed, Nov 11, 2026, 15:10": "6.6 days",
    }
    assert said(at) == [
        (
            "A is still running: B is cut at Wed, Nov 11, 2026, 15:10, "
            "as far as A had come at Wed, Nov 18, 2026, 15:10."
        )
    ]


def test_less_than_a_day_is_told_in_hours(drawn):
    at = drawn(answers.compared(period="today", edge=EDGE))

    assert set(ranges(at).values()) == {"15.2 hours"}


def test_periods_of_different_lengths_say_so(drawn):
    at = drawn(answers.compared(other=Days(date(2019, 9, 1), date(2019, 9, 20))))

    assert list(ranges(at).values()) == ["10 days", "20 days"]
    assert said(at) == ["A and B are not equally long, so counts are compared per day."]


def test_a_day_whose_clocks_were_changed_is_not_hidden(drawn):
    at = drawn(answers.compared(period="2026-10-19..2026-10-25", zone=BERLIN), zone=BERLIN)

    assert said(at) == ["A: the clocks were changed on Sun, Oct 25, 2026, a day of 25 hours."]


def test_the_zone_tells_both_distances_where_they_differ(drawn):
    winter = answers.compared(period="2026-11-01..2026-11-07", other=Against.WEEKDAY, zone=BERLIN)

    assert "Europe/Berlin (UTC+01:00 / UTC+02:00)" in drawn(winter, zone=BERLIN).text[0].value
    assert "Europe/Moscow (UTC+03:00)" in drawn(answers.compared()).text[0].value


def test_working_hours_are_told_and_measured(drawn):
    at = drawn(answers.compared(period="2026-10-26..2026-11-08", hours=OFFICE))

    assert at.text[0].value.endswith("Mon–Fri 09:00–18:00, without public holidays (Russia)")
    assert list(ranges(at).values()) == [
        "9 days with working time, 81 hours in all",
        "10 days with working time, 90 hours in all",
    ]


def test_provisional_numbers_say_so_and_offer_newer_ones(drawn, remembered):
    at = drawn(answers.compared(period="last-7-days", edge=EDGE))

    at.button(key="update").click().run()

    assert "provisional" in at.main.get_by_key("as_of").caption[0].value
    assert remembered(at).update.at == NOW


def test_final_numbers_offer_no_newer_ones(drawn):
    at = drawn(answers.compared())

    assert plain(at.main.get_by_key("as_of").caption[0].value) == "As of 15:15"
    assert not at.button


def test_what_is_left_of_the_hours_quota_stands_there_too(drawn):
    assert drawn(answers.compared()).main.get_by_key("quota").caption


def test_a_menu_that_counts_as_answered_is_stated(drawn):
    at = drawn(answers.compared(), menu=MenuCountsAs.ANSWERED)

    assert any("count as answered" in caption.value for caption in at.caption)
