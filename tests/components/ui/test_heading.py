"""What the numbers are: from when to when, in which zone, whose, and as of when."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from components.bootstrap import Kind, Visitor
from components.measures.counts import Sides
from components.measures.outcomes import MenuCountsAs, Source
from components.periods import spelling
from components.periods.buckets import Step
from components.periods.hours import Shift, WorkingHours
from components.periods.window import Window
from components.reports.overview import Overview
from components.reports.question import Question
from components.ringme.models import Extension
from components.ui import heading
from components.ui.directories import Directory
from components.ui.filters import View

ANNA = Extension(1, "104", "Анна", "phone", "active")
NOBODY = Extension(2, "105", "", "phone", "active")
MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 11, 18, 12, 15, tzinfo=UTC)
DAY = Window(datetime(2026, 11, 16, 21, tzinfo=UTC), datetime(2026, 11, 17, 21, tzinfo=UTC))


def window(period, zone):
    return spelling.resolve(spelling.parse(period), ZoneInfo(zone), NOW)


@pytest.mark.parametrize(
    ("period", "zone", "spelled"),
    [
        ("2026-11-17..2026-11-17", "Europe/Moscow", "Tue, Nov 17, 2026"),
        (
            "2026-11-16..2026-11-17",
            "Europe/Moscow",
            "Mon, Nov 16, 2026 – Tue, Nov 17, 2026",
        ),
        ("2026-10-25..2026-10-25", "Europe/Berlin", "Sun, Oct 25, 2026"),
        (
            "2026-11-17T09:00..2026-11-17T18:30",
            "Europe/Moscow",
            "Tue, Nov 17, 2026, 09:00 – Tue, Nov 17, 2026, 18:30",
        ),
    ],
    ids=["a day", "days", "a day of 25 hours", "minutes"],
)
def test_a_span_reads_as_its_period_was_chosen(period, zone, spelled, told):
    assert told(lambda: heading.span(window(period, zone), ZoneInfo(zone))) == spelled


def test_whole_days_of_one_zone_are_times_in_another(told):
    span = told(lambda: heading.span(DAY, ZoneInfo("UTC")))

    assert span == "Mon, Nov 16, 2026, 21:00 – Tue, Nov 17, 2026, 21:00"


def test_a_span_is_read_in_russian(told):
    span = told(lambda: heading.span(DAY, MOSCOW), "ru")

    assert span.startswith("вт, 17 нояб. 2026")


def _page(shown, view, visitor):
    heading.draw(shown, view, visitor)


@pytest.fixture
def drawn(stage, desk):
    """Draw the heading of a day's answer."""

    def draw(*, extensions=(), known=None, settled=True, menu=MenuCountsAs.MISSED, hours=None):
        question = Question(Source.CALLS, DAY, Step.HOUR, MOSCOW, frozenset(extensions), hours)
        shown = Overview(question, Sides(), (), NOW, settled=settled)
        visitor = Visitor(Kind.OWN, desk, title="Acme", zone=MOSCOW, menu_counts_as=menu)
        view = View(question, MOSCOW, Directory(known), ())
        at = stage(lambda: _page(shown, view, visitor), visitor=visitor, good=shown)
        at.run()
        assert not at.exception
        return at

    return draw


def test_the_zone_stands_beside_the_period_with_its_offset(drawn):
    assert "Europe/Moscow (UTC+03:00)" in drawn().text[0].value


def test_the_extensions_that_were_counted_are_named(drawn):
    at = drawn(extensions=[2, 1], known={"104": ANNA, "105": NOBODY})

    assert "104 · Анна, 105" in at.text[0].value


def test_working_hours_are_told_and_all_hours_are_not(drawn):
    office = WorkingHours((Shift(frozenset(range(5)), time(9), time(18)),))

    assert drawn(hours=office).text[0].value.endswith("(UTC+03:00) · Mon–Fri 09:00–18:00")
    assert drawn().text[0].value.endswith("(UTC+03:00)")


def test_final_numbers_offer_no_newer_ones(drawn):
    at = drawn(settled=True)

    assert not at.button
    assert at.caption[0].value.replace("\\", "") == "As of 15:15"


def test_provisional_numbers_say_so_and_offer_newer_ones(drawn):
    at = drawn(settled=False)

    assert "provisional" in at.caption[0].value
    assert [button.key for button in at.button] == ["update"]


def test_an_update_refuses_what_was_read_before_now(drawn, remembered, desk):
    at = drawn(settled=False)

    at.button(key="update").click().run()

    assert remembered(at).update.at == desk.now


def test_a_menu_that_counts_as_answered_is_stated(drawn):
    at = drawn(menu=MenuCountsAs.ANSWERED)

    assert any("count as answered" in caption.value for caption in at.caption)
