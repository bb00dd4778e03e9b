"""Links that can be copied: these dates, and dates that go along with the days."""

from datetime import UTC, date, datetime
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.periods import spelling
from components.periods.against import Against, pair
from components.periods.buckets import Step
from components.periods.presets import Preset
from components.periods.ranges import Days, Minutes
from components.reports.comparison import Comparison
from components.ui import links, selection
from components.ui.directories import Directory
from components.ui.filters import View
from components.ui.selection import Selection, Source
from tests import answers
from tests.answers import MOSCOW
from tests.conftest import NOW

NOBODY = Directory({})


def view(asked):
    return View(asked, MOSCOW, NOBODY, ())


def comparison(period, other, *, complete=False):
    found = pair(period, other, MOSCOW, NOW, complete=complete)
    return Comparison(Source.CALLS, found, Step.DAY, MOSCOW)


@pytest.fixture
def visitor(callboard, pbx):
    return callboard.connect(pbx.url, "demo", "demo")


@pytest.fixture
def offered(stage, visitor):
    """Return the links of the popover by what stands above each, and everything that is said."""

    def open_it(chosen, asked=None):
        at = stage(links.offer, view(asked), visitor, selection=chosen, visitor=visitor)
        at.session_state["copy_link"] = True
        at.run()
        assert not at.exception
        codes = [code.value for code in at.get("code")]
        captions = [caption.value for caption in at.caption]
        return dict(zip(captions, codes, strict=False)), captions

    return open_it


def query(link):
    return parse_qs(urlsplit(link).query)


def test_nothing_of_it_is_sent_before_it_is_opened(stage, visitor):
    at = stage(links.offer, view(None), visitor, visitor=visitor).run()

    assert not [*at.get("code"), *at.caption]


def test_a_preset_has_both_links(offered):
    chosen = Selection(account="sales", period=Preset.LAST_7_DAYS)

    found, _said = offered(chosen, answers.question("last-7-days"))

    assert query(found["These dates"]) == {
        "account": ["sales"],
        "period": ["2026-11-12..2026-11-18"],
        "tz": ["Europe/Moscow"],
    }
    assert query(found["Always the last 7 days"]) == {"account": ["sales"]}


def test_a_range_stays_what_it_is_and_has_one_link(offered):
    days = Days(date(2026, 11, 1), date(2026, 11, 10))
    chosen = Selection(account="sales", period=days)

    found, _said = offered(chosen, answers.question("2026-11-01..2026-11-10"))

    assert [query(link)["period"] for link in found.values()] == [["2026-11-01..2026-11-10"]]


def test_the_language_of_the_sender_does_not_travel(offered):
    chosen = Selection(account="sales", language="ru")

    found, _said = offered(chosen, answers.question("last-7-days"))

    assert not any("lang" in query(link) for link in found.values())


def test_who_has_credentials_of_his_own_is_told_what_the_reader_meets(offered):
    _found, said = offered(Selection(), answers.question("last-7-days"))

    assert said[-1] == "Whoever opens the link connects to the account first."


def test_what_asks_nothing_has_no_dates(offered):
    found, _said = offered(Selection(account="sales", period=Preset.TODAY))

    assert list(found) == ["Always today"]


def test_two_periods_are_both_pinned(visitor):
    chosen = Selection(period=Preset.LAST_7_DAYS)
    asked = comparison(Preset.LAST_7_DAYS, Against.WEEKDAY)

    fixed = links.pinned(chosen, view(asked), visitor)

    assert fixed.period == Days(date(2026, 11, 12), date(2026, 11, 18))
    assert fixed.against == Days(date(2026, 11, 5), date(2026, 11, 11))


def test_complete_days_are_pinned_as_the_days_that_they_are(visitor):
    chosen = Selection(period=Preset.THIS_WEEK, complete=True)
    asked = comparison(Preset.THIS_WEEK, Against.WEEKDAY, complete=True)

    fixed = links.pinned(chosen, view(asked), visitor)

    assert fixed.period == Days(date(2026, 11, 16), date(2026, 11, 17))
    assert fixed.against == Days(date(2026, 11, 9), date(2026, 11, 10))
    assert not fixed.complete


def test_minutes_stay_minutes(visitor):
    minutes = spelling.parse("2026-11-01T09:00..2026-11-01T18:30")
    asked = comparison(minutes, Against.PREVIOUS)

    fixed = links.pinned(Selection(period=minutes), view(asked), visitor)

    assert fixed.period == minutes
    assert isinstance(fixed.against, Minutes)


@pytest.mark.parametrize("preset", list(Preset))
@pytest.mark.parametrize("other", [one for one in Against if one is not Against.NONE])
def test_a_pinned_comparison_means_the_same_windows_later_on(visitor, preset, other):
    asked = comparison(preset, other)
    fixed = links.pinned(Selection(period=preset, against=other), view(asked), visitor)

    later = datetime(2031, 5, 5, tzinfo=UTC)
    again = pair(fixed.period, fixed.against, ZoneInfo(fixed.zone), later)

    assert (again.a, again.b) == (asked.pair.a, asked.pair.b)


def test_every_preset_has_words_of_its_own(told):
    words = told(links.always)

    assert set(words) == set(Preset)
    assert len(set(words.values())) == len(Preset)


def test_a_link_is_absolute_and_keeps_the_page(stage):
    heard = []
    at = stage(lambda: heard.append(links.address(Selection(account="sales"))))
    at.context = {**at.context, "url": "https://calls.example/board/compare"}

    at.run()

    assert heard == ["https://calls.example/board/compare?account=sales"]


def test_a_browser_that_tells_no_address_gets_the_query(told):
    assert told(lambda: links.address(Selection(account="sales"))) == "/?account=sales"


@given(st.text(min_size=1, max_size=20), st.lists(st.text(min_size=1, max_size=8), unique=True))
def test_whatever_is_chosen_reads_back_the_same(account, extensions):
    chosen = Selection(account=account, extensions=tuple(extensions))
    spelled = selection.spell(chosen)

    again = parse_qs(links._query(chosen), keep_blank_values=True)

    assert again == spelled
