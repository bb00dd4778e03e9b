"""The overview: asked, loaded, drawn."""

import re
from dataclasses import replace

import pytest

from components.bootstrap import Kind
from components.measures.outcomes import MenuCountsAs, Source
from components.simulator import Extension, Fault, Office
from tests.pages.screen import (
    bars,
    cards,
    charts,
    counted,
    failures,
    line,
    load,
    notes,
    table,
    trend,
    words,
)

HOSTILE = "<b>![x](http://evil.invalid/x.png)</b> $1+1$ =1+1 :red[*x*] \u202egnp"

FIGURES = ("calls", "answered", "missed", "failed", "answer_rate", "average_talk")
EXAMPLE = {
    "in": ("87", "59", "20", "8", "67.8 %", "1:44"),
    "out": ("146", "87", "37", "22", "59.6 %", "0:11"),
}


# Asked, loaded, drawn


def test_the_overview_of_the_last_seven_days_comes_first(visit, expected, window):
    at = visit().run()

    assert counted(at) == expected(window("last-7-days"))


def test_a_working_page_has_nothing_to_say_besides_its_numbers(visit):
    at = visit().run()

    assert (failures(at), notes(at), list(at.exception)) == ([], [], [])


def test_a_view_costs_one_statistics_request_for_each_of_its_days(visit, pbx):
    visit().run()

    assert pbx.statistics_requests == 7


def test_a_rerun_costs_nothing(visit, pbx):
    at = visit().run()
    before = len(pbx.requests)

    at.run()

    assert len(pbx.requests) == before


def test_a_second_tab_costs_no_statistics(visit, pbx):
    visit().run()
    before = pbx.statistics_requests

    at = visit().run()

    assert cards(at) != {}
    assert pbx.statistics_requests == before


def test_the_trend_stands_above_outcomes_and_endings(visit):
    at = visit().run()

    assert charts(at) == ["chart_trend", "chart_outcomes", "chart_endings"]


def test_the_trend_has_a_bar_for_each_day(visit):
    at = visit().run()

    assert {len(heights) for heights in trend(at).values()} == {7}


@pytest.mark.parametrize("period", ["last-7-days", "today", "last-90-days"])
def test_the_steps_of_the_trend_add_up_to_the_cards(visit, period):
    at = visit(period=period).run()

    shown = {key: int(value.replace(",", "")) for key, value in counted(at).items()}
    names = {"Answered": "answered", "Missed / Not reached": "missed", "Failed": "failed"}
    assert {
        f"{side}_{names[name]}": sum(heights) for (side, name), heights in trend(at).items()
    } == {key: value for key, value in shown.items() if not key.endswith("_calls")}


def test_the_bars_carry_the_numbers_of_the_cards(visit):
    at = visit().run()

    shown = cards(at)
    assert bars(at)["Answered"] == [shown["in_answered"], shown["out_answered"]]
    assert bars(at)["Missed / Not reached"] == [shown["in_missed"], shown["out_missed"]]
    assert bars(at)["Failed"] == [shown["in_failed"], shown["out_failed"]]


def test_the_table_carries_the_numbers_of_the_cards(visit):
    at = visit().run()

    shown = cards(at)
    assert table(at)[0] == ("Calls", shown["in_calls"], shown["out_calls"])


def test_the_page_says_which_days_it_shows_and_in_which_zone(visit):
    at = visit().run()

    assert "Thu, Nov 12, 2026 – Wed, Nov 18, 2026" in words(at)
    assert "Europe/Moscow (UTC+03:00)" in words(at)


def test_the_page_says_when_its_numbers_were_true(visit):
    at = visit().run()

    assert line(at, "as_of").startswith("As of 15:15")


def test_the_page_says_what_is_left_of_the_quota(visit, pbx):
    pbx.habits = replace(pbx.habits, quota=1000)

    at = visit().run()

    assert line(at, "quota").startswith("Requests left until 16:00: 99")


class TestTheDocumentedExample:
    """The vendor's own ten days, to the last digit."""

    @pytest.fixture
    def office(self):
        return Office.documented_example()

    @pytest.mark.parametrize("side", EXAMPLE)
    def test_the_cards_show_the_golden_numbers(self, visit, side):
        at = visit(period="2019-11-01..2019-11-10").run()

        shown = cards(at)
        assert tuple(shown[f"{side}_{name}"] for name in FIGURES) == EXAMPLE[side]

    def test_what_was_missed_is_told_with_its_parts(self, visit):
        at = visit(period="2019-11-01..2019-11-10").run()

        assert "Missed: ended in queue or menu 15, rang out 5, busy 0, declined 0" in words(at)
        assert "Not reached: ended in queue or menu 0, rang out 37, busy 0, declined 0" in words(at)

    def test_a_menu_that_answers_changes_the_numbers(self, visit, answering):
        at = visit(visitor=answering, period="2019-11-01..2019-11-10").run()

        shown = cards(at)
        assert tuple(shown[f"in_{name}"] for name in FIGURES[:5]) == (
            "87",
            "74",
            "5",
            "8",
            "85.1 %",
        )

    def test_a_menu_that_answers_is_said_to(self, visit, answering):
        at = visit(visitor=answering, period="2019-11-01..2019-11-10").run()

        assert "Calls that ended in queue or menu count as answered in this account." in words(at)

    @pytest.fixture
    def answering(self, callboard, pbx):
        """A visitor to an account whose menu answers callers by itself."""
        visitor = callboard.connect(pbx.url, "demo", "demo")
        return replace(visitor, menu_counts_as=MenuCountsAs.ANSWERED)


def test_a_menu_that_does_not_answer_is_not_mentioned(visit):
    assert "count as answered" not in words(visit().run())


class TestAHostileLabel:
    """A colleague whose label is anything but a name."""

    @pytest.fixture
    def office(self):
        return Office.quiet(people=[Extension(1, "101", HOSTILE)])

    def test_it_is_offered_as_the_characters_that_it_is(self, visit):
        options = visit().run().multiselect("ext").options

        assert HOSTILE in options[0]

    def test_it_is_named_in_a_place_that_knows_no_markdown(self, visit):
        at = visit(ext="101").run()

        assert any(HOSTILE in element.value for element in at.main.text)

    def test_it_stands_nowhere_else(self, visit):
        at = visit(ext="101").run()

        markdown = ("title", "subheader", "caption", "markdown", "error", "info", "warning")
        assert not any("evil" in element.value for kind in markdown for element in at.get(kind))


# Legs


def test_legs_have_neither_missed_nor_a_rate(visit):
    at = visit(source="legs").run()

    assert {key.split("_", 1)[1] for key in cards(at)} == {
        "calls",
        "answered",
        "failed",
        "average_talk",
    }


def test_legs_are_counted_from_their_own_resource(visit, witness, window):
    at = visit(source="legs").run()

    sides = witness(Source.LEGS, window("last-7-days"))
    assert cards(at)["in_calls"] == f"{sides.inbound.total:,}"
    assert cards(at)["out_failed"] == f"{sides.outbound.failed:,}"


def test_legs_have_no_chart_of_outcomes(visit):
    at = visit(source="legs").run()

    assert charts(at) == ["chart_trend", "chart_endings"]


def test_the_days_of_legs_add_up_to_the_cards(visit):
    at = visit(source="legs").run()

    shown, drawn = cards(at), trend(at)
    assert f"{sum(drawn['in', 'Connected']):,}" == shown["in_answered"]
    assert f"{sum(drawn['out', 'Failed']):,}" == shown["out_failed"]


def test_no_word_about_missed_calls_stands_beside_legs(visit):
    at = visit(source="legs").run()

    assert "Missed" not in words(at)
    assert not any("Missed" in row[0] for row in table(at))


def test_legs_that_do_not_add_up_are_no_news(visit, pbx):
    pbx.faults.add(Fault.MISCOUNT)

    assert notes(visit(source="legs").run()) == []


def test_the_switch_between_calls_and_legs_asks_the_other_resource(visit, pbx):
    at = visit().run()

    at.radio("source").set_value("legs").run()

    assert pbx.requests[-1].path.endswith("/cdr/stats/")
    assert at.query_params == {"source": "legs"}


# No calls


class TestAQuietOffice:
    """An account whose phone never rings."""

    @pytest.fixture
    def office(self):
        return Office.quiet()

    def test_an_empty_period_is_said_to_be_empty(self, visit):
        assert notes(visit().run()) == ["Nothing was counted in this period."]

    def test_no_calls_are_nought_and_no_rate_at_all(self, visit):
        shown = cards(visit().run())

        assert tuple(shown[f"in_{name}"] for name in FIGURES) == ("0", "0", "0", "0", "–", "–")

    def test_nothing_is_drawn_of_no_calls(self, visit):
        at = visit().run()

        assert charts(at) == []

    def test_an_empty_period_still_has_its_moment(self, visit):
        assert line(visit().run(), "as_of").startswith("As of 15:15")


# The sum check


def test_outcomes_that_do_not_add_up_are_noted_beside_the_numbers(visit, pbx):
    pbx.faults.add(Fault.MISCOUNT)

    at = visit().run()

    # Three calls in each of the seven answers.
    assert notes(at) == ["Inbound: the outcomes do not add up to the total; 21 calls apart."]
    assert cards(at) != {}


# Languages


def test_words_follow_the_language(visit):
    at = visit(lang="ru").run()

    assert at.title[0].value == "Обзор"


def test_numbers_follow_the_language(visit):
    at = visit(lang="ru").run()

    assert re.fullmatch(r"\d\d,\d\s%", cards(at)["in_answer_rate"])


def test_days_follow_the_language(visit):
    at = visit(lang="ru", period="2026-11-14..2026-11-17").run()

    assert "вт, 17 нояб. 2026 г." in words(at)


def test_the_demo_is_drawn_like_any_account(visit, callboard):
    at = load(visit(visitor=callboard.demo_visitor(), period="last-28-days").run())

    assert int(cards(at)["in_calls"].replace(",", "")) > 0
    assert callboard.demo_visitor().kind is Kind.DEMO
