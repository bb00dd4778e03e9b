"""What the numbers of a file are, for a reader who has nothing else."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from components.measures.outcomes import MenuCountsAs, Source
from components.periods.hours import Shift, WorkingHours
from components.periods.ranges import Days
from components.ui import about
from components.ui.about import Origin
from tests import answers
from tests.answers import LEGS, MOSCOW
from tests.conftest import NOW

MISSED = MenuCountsAs.MISSED
HERE = Origin("Head office", (), MOSCOW, NOW)
OFFICE = WorkingHours((Shift(frozenset(range(5)), time(9), time(18)),), "RU")


@pytest.fixture
def lines(told):
    """Return what a sheet says, by what it is about; notes follow each other."""

    def read(shown, menu=MISSED, origin=HERE, language="en"):
        sheet = told(lambda: about.sheet(shown, menu, origin), language)
        found = {}
        for name, said in sheet.rows:
            found[name.value] = "\n".join(filter(None, [found.get(name.value), said.value]))
        return found

    return read


def test_it_says_whose_calls_were_counted_when_and_where(lines):
    told = lines(answers.overview())

    assert told["Account"] == "Head office"
    assert told["Counted"] == "Calls"
    assert told["Period"] == "Fri, Nov 1, 2019 – Sun, Nov 10, 2019"
    assert told["Time zone"] == "Europe/Moscow (UTC+03:00)"
    assert told["Extensions"] == "all extensions"
    assert told["Working hours"] == "All hours"


def test_it_names_the_extensions_and_the_working_hours(lines):
    asked = answers.question(hours=OFFICE)
    origin = replace(HERE, extensions=("101 · Анна", "104"))

    told = lines(answers.overview(asked=asked), origin=origin)

    assert told["Extensions"] == "101 · Анна, 104"
    assert told["Working hours"] == "Mon–Fri 09:00–18:00, without public holidays (Russia)"


@pytest.mark.parametrize(
    ("settled", "firm"), [(True, "Final"), (False, "Provisional, calls can show up a day late")]
)
def test_it_says_when_the_numbers_were_true_and_whether_they_can_change(lines, settled, firm):
    told = lines(answers.overview(settled=settled))

    assert told["As of"] == "Wed, Nov 18, 2026, 15:15"
    assert told["Standing"] == firm


def test_it_defines_every_measure_in_the_words_of_the_pbx(lines):
    told = lines(answers.overview())

    assert told["Answered"] == "Somebody spoke with somebody: bridged"
    assert told["Missed, not reached"].startswith("Nobody spoke: answered (by a queue or menu)")
    assert {"Calls", "Failed", "Answer rate", "Average talk", "Talk time", "Line time"} < set(told)
    assert "`" not in "".join(told.values())


def test_it_says_where_the_menu_counts_as_an_answer(lines):
    told = lines(answers.overview(), MenuCountsAs.ANSWERED)

    assert told["Answered"].endswith("bridged + answered")


def test_of_legs_it_defines_what_legs_have(lines):
    told = lines(answers.overview(LEGS, answers.question(source=Source.LEGS)))

    assert told["Counted"] == "Call legs"
    assert "Connected" in told
    assert "Answer rate" not in told


def test_it_says_what_an_empty_cell_means(lines):
    assert lines(answers.overview())["Empty cell"].endswith("It never means 0.")


def test_of_two_periods_it_tells_both_with_their_lengths(lines):
    told = lines(answers.compared())

    assert told["A"] == "Fri, Nov 1, 2019 – Sun, Nov 10, 2019 (10 days)"
    assert told["B"] == "Fri, Oct 18, 2019 – Sun, Oct 27, 2019 (10 days)"
    assert "Note" not in told
    assert "A per day" not in told


def test_of_different_lengths_it_says_so_and_what_a_day_means(lines):
    told = lines(answers.compared(other=Days(date(2019, 9, 1), date(2019, 9, 20))))

    assert told["A"].endswith("(10 days)")
    assert told["B"].endswith("(20 days)")
    assert "per day" in told["Note"]
    assert told["A per day"] == "A and B are not equally long, so changes are those per day."


def test_of_a_running_period_it_says_where_the_other_was_cut(lines):
    edge = NOW - timedelta(minutes=5)

    told = lines(answers.compared(period="today", edge=edge))

    assert told["A"].startswith("Wed, Nov 18, 2026, 00:00 – Wed, Nov 18, 2026, 15:10")
    assert told["B"].startswith("Wed, Nov 11, 2026, 00:00 – Wed, Nov 11, 2026, 15:10")
    assert told["Note"].startswith("A is still running: B is cut at Wed, Nov 11, 2026, 15:10")


def test_with_working_hours_a_length_is_told_in_both(lines):
    told = lines(answers.compared(hours=OFFICE))

    assert told["A"].endswith("(5 days with working time, 45 hours in all)")


def test_it_is_told_in_russian(lines):
    assert "Europe/Moscow (UTC+03:00)" in lines(answers.overview(), language="ru").values()
