"""The overview: asked, loaded, drawn, and what it says when that does not work."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from components.bootstrap import Kind
from components.measures.counts import Direction
from components.measures.outcomes import MenuCountsAs, Source
from components.periods import spelling
from components.periods.window import Window
from components.simulator import PEOPLE, Extension, Fault, Office, Where
from tests.pages.screen import bars, cards, failures, line, notes, plain, table, words

MOSCOW = ZoneInfo("Europe/Moscow")
HOSTILE = "<b>![x](http://evil.invalid/x.png)</b> $1+1$ =1+1 :red[*x*] \u202egnp"

FIGURES = ("calls", "answered", "missed", "failed", "answer_rate", "average_talk")
EXAMPLE = {
    "in": ("87", "59", "20", "8", "67.8 %", "1:44"),
    "out": ("146", "87", "37", "22", "59.6 %", "0:11"),
}


@pytest.fixture
def window(clock):
    """Return the window that a period's spelling means to the account."""
    return lambda text, zone=MOSCOW: spelling.resolve(spelling.parse(text), zone, clock.now)


@pytest.fixture
def expected(witness):
    """Return the counted cards of an account's calls, from the simulator's own count."""

    def count(window, extensions=()):
        sides = witness(Source.CALLS, window, extensions)
        return {
            f"{direction.value}_{name}": f"{value:,}"
            for direction in Direction
            for name, value in _outcomes(sides[direction]).items()
        }

    return count


def _outcomes(counts):
    missed = counts.answered + counts.not_answered + counts.busy + counts.rejected
    return {
        "calls": counts.total,
        "answered": counts.bridged,
        "missed": missed,
        "failed": counts.failed,
    }


def counted(at):
    """Return those cards that are counts."""
    names = ("calls", "answered", "missed", "failed")
    return {key: value for key, value in cards(at).items() if key.split("_", 1)[1] in names}


def break_statistics(pbx, fault=Fault.ERROR_500, **times):
    pbx.faults.add(fault, where=Where.STATISTICS, **times)


# Asked, loaded, drawn


def test_the_overview_of_the_last_seven_days_comes_first(visit, expected, window):
    at = visit().run()

    assert counted(at) == expected(window("last-7-days"))


def test_a_working_page_has_nothing_to_say_besides_its_numbers(visit):
    at = visit().run()

    assert (failures(at), notes(at), list(at.exception)) == ([], [], [])


def test_one_view_costs_one_statistics_request(visit, pbx):
    visit().run()

    assert pbx.statistics_requests == 1


def test_a_rerun_costs_nothing(visit, pbx):
    at = visit().run()
    before = len(pbx.requests)

    at.run()

    assert len(pbx.requests) == before


def test_a_second_tab_costs_no_statistics(visit, pbx):
    visit().run()

    visit().run()

    assert pbx.statistics_requests == 1


def test_both_charts_are_drawn(visit):
    at = visit().run()

    assert len(at.main.get("plotly_chart")) == 2


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


# What the address asks for


@pytest.mark.parametrize(
    "period",
    ["today", "yesterday", "last-28-days", "last-month", "2026-11-02..2026-11-06"],
)
def test_a_link_restores_its_period(visit, expected, window, period):
    at = visit(period=period).run()

    assert counted(at) == expected(window(period))


def test_a_link_restores_its_minutes(visit, expected):
    at = visit(period="2026-11-10T09:00..2026-11-10T12:30").run()

    morning = Window(
        datetime(2026, 11, 10, 6, tzinfo=UTC), datetime(2026, 11, 10, 9, 30, tzinfo=UTC)
    )
    assert counted(at) == expected(morning)


def test_a_link_restores_its_extensions(visit, expected, window):
    at = visit(ext=["104", "101"]).run()

    assert counted(at) == expected(window("last-7-days"), [40101, 40104])


def test_extensions_are_named_beside_the_numbers(visit):
    at = visit(ext=["104", "113"]).run()

    assert "104 · Galina Ivanova, 113" in words(at)


def test_a_link_restores_its_zone(visit, expected, window):
    at = visit(tz="America/New_York", period="yesterday").run()

    assert counted(at) == expected(window("yesterday", ZoneInfo("America/New_York")))


def test_a_link_restores_its_way_of_showing(visit):
    at = visit(show="shares").run()

    assert all("%" in text for texts in bars(at).values() for text in texts)


LINK = {
    "period": "2026-11-02..2026-11-06",
    "ext": ["104", "101"],
    "source": "legs",
    "tz": "Asia/Omsk",
    "show": "shares",
    "lang": "ru",
}


def test_a_link_stays_in_the_address_as_it_was(visit):
    at = visit(**LINK).run()

    assert at.query_params == LINK


def test_a_link_stays_in_the_address_after_a_rerun(visit):
    # In English: a widget of another language cannot be sent back without a browser.
    link = {**LINK, "lang": "en"}
    at = visit(**link).run()

    assert at.run().query_params == link


def test_what_is_as_usual_is_left_out_of_the_address(visit):
    at = visit(period="last-7-days", source="calls", show="counts").run()

    assert at.query_params == {}


@pytest.mark.parametrize(
    "address",
    [
        {"period": "tomorrow"},
        {"period": "2026-11-31..2026-12-01"},
        {"period": "2026-11-10..2026-11-01"},
        {"period": "0001-01-01..9999-12-31"},
        {"source": "everything"},
        {"tz": "Mars/Olympus"},
        {"show": "<b>"},
        {"ext": [""]},
        {"colour": "blue"},
    ],
    ids=str,
)
def test_what_an_address_cannot_mean_is_as_if_it_were_not_there(visit, expected, window, address):
    at = visit(**address).run()

    assert counted(at) == expected(window("last-7-days"))
    assert at.query_params == {}


def test_a_period_that_begins_before_every_record_is_answered(visit):
    at = visit(period="2000-01-01..2000-01-31").run()

    assert notes(at) == ["Nothing was counted in this period."]


def test_a_day_that_a_zone_never_had_is_named_as_such(visit):
    at = visit(period="2011-12-30..2011-12-30", tz="Pacific/Apia").run()

    assert (failures(at), notes(at)) == ([], ["This period holds no time in this zone."])


def test_a_period_that_ends_at_midnight_is_no_mistake(visit):
    at = visit(period="2026-11-10T22:00..2026-11-11T00:00").run()

    assert "The end must come after the beginning." not in words(at)


# What the controls ask for


def test_another_period_is_asked_for_and_stands_in_the_address(visit, expected, window):
    at = visit().run()

    at.selectbox("period").select("yesterday").run()

    assert counted(at) == expected(window("yesterday"))
    assert at.query_params == {"period": "yesterday"}


def test_chosen_days_are_asked_for_and_stand_in_the_address(visit, expected, window):
    at = visit(period="2026-11-02..2026-11-06").run()
    first, last = datetime(2026, 10, 5, tzinfo=UTC).date(), datetime(2026, 10, 9, tzinfo=UTC).date()

    at.date_input("days").set_value((first, last)).run()

    assert counted(at) == expected(window("2026-10-05..2026-10-09"))
    assert at.query_params == {"period": "2026-10-05..2026-10-09"}


def test_half_a_choice_of_days_asks_nothing_new(visit, pbx):
    at = visit(period="2026-11-02..2026-11-06").run()
    before = pbx.statistics_requests

    at.date_input("days").set_value((datetime(2026, 10, 5, tzinfo=UTC).date(),)).run()

    assert pbx.statistics_requests == before
    assert at.query_params == {"period": "2026-11-02..2026-11-06"}


def test_chosen_extensions_are_asked_for_and_stand_in_the_address(visit, expected, window):
    at = visit().run()

    at.multiselect("ext").set_value(["104"]).run()

    assert counted(at) == expected(window("last-7-days"), [40104])
    assert at.query_params == {"ext": "104"}


def test_extensions_are_offered_by_number_and_label(visit):
    options = visit().run().multiselect("ext").options

    assert options == [
        f"{each.number} · {each.label}" if each.label else each.number for each in PEOPLE
    ]


def test_the_accounts_own_zone_stays_out_of_the_address(visit):
    at = visit(period="yesterday").run()

    assert at.selectbox("tz").value == "Europe/Moscow"
    assert at.query_params == {"period": "yesterday"}


def test_another_zone_is_asked_for_and_stands_in_the_address(visit, expected, window):
    at = visit(period="yesterday").run()

    at.selectbox("tz").select("Asia/Omsk").run()

    assert counted(at) == expected(window("yesterday", ZoneInfo("Asia/Omsk")))
    assert at.query_params == {"period": "yesterday", "tz": "Asia/Omsk"}


def test_shares_instead_of_counts_cost_nothing(visit, pbx):
    at = visit().run()
    before = len(pbx.requests)

    at.radio("show").set_value("shares").run()

    assert "%" in bars(at)["Answered"][0]
    assert len(pbx.requests) == before


def test_another_language_costs_nothing(visit, pbx):
    at = visit().run()
    before = len(pbx.requests)

    at.sidebar.selectbox("lang").select("ru").run()

    assert len(pbx.requests) == before


def test_today_is_another_day_after_midnight(visit, expected, window, clock):
    at = visit(period="today").run()
    clock.move(hours=24)

    at.run()

    assert counted(at) == expected(window("today"))


# Extensions that are not there


def test_an_unknown_extension_alone_asks_nothing(visit, pbx):
    at = visit(ext="999").run()

    assert pbx.statistics_requests == 0
    assert cards(at) == {}


def test_an_unknown_extension_is_named(visit):
    at = visit(ext="999").run()

    assert notes(at) == ["Extension 999 is not in this account, so it is not counted."]


def test_an_unknown_extension_does_not_widen_what_a_known_one_asks(visit, expected, window):
    at = visit(ext=["999", "104"]).run()

    assert counted(at) == expected(window("last-7-days"), [40104])


def test_an_unknown_extension_stays_in_the_link(visit):
    at = visit(ext=["104", "999"]).run()

    assert at.query_params == {"ext": ["104", "999"]}


def test_numbers_are_shown_without_the_list_of_extensions(visit, pbx, expected, window):
    at = visit()
    pbx.faults.add(Fault.ACCESS_DENIED_403, where=Where.EXTENSIONS)

    at.run()

    assert counted(at) == expected(window("last-7-days"))
    assert ["list of extensions" in note for note in notes(at)] == [True]


def test_without_the_list_of_extensions_a_filter_does_not_widen(visit, pbx):
    at = visit(ext="104")
    pbx.faults.add(Fault.ERROR_500, where=Where.EXTENSIONS)

    at.run()

    assert pbx.statistics_requests == 0
    assert cards(at) == {}


def test_without_the_list_nothing_is_said_about_who_is_in_it(visit, pbx):
    at = visit(ext="104")
    pbx.faults.add(Fault.ERROR_500, where=Where.EXTENSIONS)

    at.run()

    assert not any("is not in this account" in note for note in notes(at))


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

    assert len(at.main.get("plotly_chart")) == 1


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

        assert len(at.main.get("plotly_chart")) == 0

    def test_an_empty_period_still_has_its_moment(self, visit):
        assert line(visit().run(), "as_of").startswith("As of 15:15")


# The sum check


def test_outcomes_that_do_not_add_up_are_noted_beside_the_numbers(visit, pbx):
    pbx.faults.add(Fault.MISCOUNT)

    at = visit().run()

    assert notes(at) == ["Inbound: the outcomes do not add up to the total; 3 calls apart."]
    assert cards(at) != {}


# Newer numbers


def test_an_update_asks_the_pbx_again(visit, pbx, clock):
    at = visit().run()
    clock.move(seconds=10)

    at.button("update").click().run()

    assert pbx.statistics_requests == 2


def test_an_update_shows_the_new_moment_and_the_new_numbers(visit, expected, window, clock):
    at = visit(period="today").run()
    clock.move(minutes=1)

    at.button("update").click().run()

    assert line(at, "as_of").startswith("As of 15:16")
    assert counted(at) == expected(window("today"))


def test_an_update_of_a_long_period_shows_the_new_moment(visit, clock):
    at = visit(period="last-90-days").run()
    clock.move(minutes=1)

    at.button("update").click().run()

    assert line(at, "as_of").startswith("As of 15:16")


def test_an_update_is_asked_for_once_and_not_at_every_rerun(visit, pbx, clock):
    at = visit().run()
    clock.move(seconds=10)
    at.button("update").click().run()

    at.run()
    at.run()

    assert pbx.statistics_requests == 2


def test_final_numbers_offer_no_update(visit):
    at = visit(period="2026-09-01..2026-09-30").run()

    assert "update" not in {button.key for button in at.main.button}
    assert line(at, "as_of") == "As of 15:15"


def test_numbers_that_may_still_grow_are_called_provisional(visit):
    assert "provisional" in line(visit().run(), "as_of")


def test_a_page_that_stays_open_gets_newer_numbers_after_two_minutes(visit, pbx, clock):
    at = visit().run()
    clock.move(minutes=2)

    at.run()

    assert pbx.statistics_requests == 2


def test_an_update_of_old_numbers_costs_one_request(visit, pbx, clock):
    at = visit(period="today").run()
    clock.move(minutes=3)

    at.button("update").click().run()

    assert pbx.statistics_requests == 2


def test_an_update_of_one_question_leaves_the_others_as_they_are(visit, pbx, clock):
    at = visit(period="yesterday").run()
    at.selectbox("period").set_value("today").run()
    clock.move(seconds=5)
    at.button("update").click().run()

    at.selectbox("period").set_value("yesterday").run()

    assert pbx.statistics_requests == 3


# Trouble


def test_another_try_costs_one_request_even_after_the_pause(visit, pbx, clock):
    break_statistics(pbx, Fault.ERROR_500)
    at = visit().run()
    clock.move(minutes=5)

    at.button("again").click().run()

    assert pbx.statistics_requests == 2


SENTENCES = {
    Fault.ACCESS_DENIED_403: "The application lacks the right to this.",
    Fault.APP_ACCESS_403: "This type of application does not allow this.",
    Fault.BAD_REQUEST_400: "The PBX did not understand the request",
    Fault.BUSY_429: "The PBX is busy with another statistics request.",
    Fault.CLIENT_NOT_FOUND_404: "The PBX knows no such client.",
    Fault.CLOSED: "The PBX did not answer in time, or broke off.",
    Fault.ERROR_500: "The PBX has a fault of its own (code 500).",
    Fault.HTML_200: "The PBX answered something that cannot be read.",
    Fault.HTML_502: "The PBX has a fault of its own (code 502).",
    Fault.NEGATIVE_COUNT: "The PBX answered something that cannot be read.",
    Fault.NOT_FOUND_404: "The PBX does not have what was asked for.",
    Fault.QUOTA_429: "The hourly quota of requests is used up.",
    Fault.REDIRECT_302: "This host redirects",
    Fault.UNAUTHORISED_401: "App ID or App Secret was refused.",
    Fault.USER_BLOCKED_403: "The PBX has blocked this user.",
}


@pytest.mark.parametrize(("fault", "sentence"), SENTENCES.items())
def test_a_failure_is_one_sentence_and_no_number(visit, pbx, fault, sentence):
    break_statistics(pbx, fault)

    at = visit().run()

    assert [told.startswith(sentence) for told in failures(at)] == [True]
    assert (cards(at), list(at.exception)) == ({}, [])


def test_a_pbx_that_is_gone_is_one_sentence(visit, pbx):
    at = visit()
    pbx.stop()

    at.run()

    assert failures(at) == ["No connection: the host accepts none. Check it, or try later."]


def test_a_used_up_quota_names_the_time_of_the_next_numbers(visit, pbx):
    break_statistics(pbx, Fault.QUOTA_429)

    at = visit().run()

    assert failures(at)[0].endswith("16:00.")


def test_the_field_at_fault_is_named(visit, pbx):
    break_statistics(pbx, Fault.TEXT_COUNT)

    at = visit().run()

    assert failures(at)[0].endswith("in.busy.")


def test_reruns_do_not_ask_again_within_half_a_minute(visit, pbx, clock):
    break_statistics(pbx)
    at = visit().run()
    for _ in range(3):
        clock.move(seconds=9)
        at.run()

    assert pbx.statistics_requests == 1


def test_trouble_is_still_told_while_nothing_is_asked(visit, pbx, clock):
    break_statistics(pbx)
    at = visit().run()
    clock.move(seconds=29)

    at.run()

    assert len(failures(at)) == 1


def test_a_rerun_asks_again_after_half_a_minute(visit, pbx, clock):
    break_statistics(pbx, times=1)
    at = visit().run()
    clock.move(seconds=30)

    at.run()

    assert failures(at) == []
    assert cards(at) != {}


@pytest.mark.parametrize(
    ("wait", "requests"), [({"minutes": 44, "seconds": 59}, 1), ({"minutes": 45}, 2)]
)
def test_a_used_up_quota_is_not_asked_for_more_before_its_hour_is_over(
    visit, pbx, clock, wait, requests
):
    break_statistics(pbx, Fault.QUOTA_429)
    at = visit().run()
    clock.move(**wait)

    at.run()

    assert pbx.statistics_requests == requests


def test_whoever_wants_to_try_again_need_not_wait(visit, pbx):
    break_statistics(pbx, times=1)
    at = visit().run()

    at.button("again").click().run()

    assert failures(at) == []
    assert cards(at) != {}


def test_trying_again_in_vain_costs_one_request(visit, pbx):
    break_statistics(pbx)
    at = visit().run()

    at.button("again").click().run()

    assert pbx.statistics_requests == 2
    assert len(failures(at)) == 1


def test_another_question_need_not_wait_for_the_one_that_failed(visit, pbx, expected, window):
    break_statistics(pbx, times=1)
    at = visit().run()

    at.selectbox("period").select("yesterday").run()

    assert counted(at) == expected(window("yesterday"))


def test_the_last_good_numbers_stay_with_their_own_moment(visit, pbx, clock):
    at = visit().run()
    before = cards(at)
    clock.move(minutes=5)
    break_statistics(pbx)

    at.run()

    assert cards(at) == before
    assert line(at, "as_of").startswith("As of 15:15")


def test_the_last_good_numbers_are_said_to_be_that(visit, pbx, clock):
    at = visit().run()
    clock.move(minutes=5)
    break_statistics(pbx)

    at.run()

    assert len(failures(at)) == 1
    assert notes(at) == ["Below are the last good numbers, with their own period and time."]


def test_the_last_good_numbers_of_another_period_keep_their_own_days(visit, pbx):
    at = visit(period="yesterday").run()
    break_statistics(pbx)

    at.selectbox("period").select("last-28-days").run()

    assert "Tue, Nov 17, 2026" in [plain(element.value) for element in at.main.subheader]


def test_an_update_that_fails_keeps_the_numbers(visit, pbx, clock):
    at = visit().run()
    before = cards(at)
    clock.move(minutes=1)
    break_statistics(pbx)

    at.button("update").click().run()

    assert len(failures(at)) == 1
    assert cards(at) == before


# What nobody foresaw


class TestNumbersBeyondAllReason:
    """A PBX whose counts are valid one by one, and their sum too large for any chart."""

    @pytest.fixture
    def office(self):
        return Gigantic(PEOPLE, lambda _day: ())

    def test_a_page_that_fails_ends_as_one_sentence(self, visit):
        at = visit(period="last-90-days").run()

        assert failures(at) == ["Something went wrong inside Callboard. The log says what."]

    def test_a_page_that_fails_shows_no_stack_trace(self, visit):
        at = visit(period="last-90-days").run()

        assert list(at.exception) == []

    def test_a_page_that_fails_after_a_note_ends_as_one_sentence_too(self, visit):
        at = visit(period="last-90-days", ext=["100", "999"]).run()

        assert (len(failures(at)), len(at.exception)) == (1, 0)

    def test_why_a_page_failed_stands_in_the_log(self, visit, caplog):
        visit(period="last-90-days").run()

        assert any(record.exc_info for record in caplog.records if record.name == "callboard")

    def test_the_rest_of_the_program_goes_on(self, visit):
        at = visit(period="last-90-days").run()

        at.switch_page("connect.py").run()

        assert (failures(at), list(at.exception)) == ([], [])


class Gigantic(Office):
    """An office with more calls than there are seconds until the sun goes out."""

    def count(self, _kind, *_window, **_more):
        """Count what cannot be: every inbound call meets a busy line."""
        return {"in": {"total": 2**62, "busy": 2**62}, "out": {}}


# Languages


def test_words_follow_the_language(visit):
    at = visit(lang="ru").run()

    assert at.title[0].value == "Обзор"


def test_numbers_follow_the_language(visit):
    at = visit(lang="ru").run()

    assert re.fullmatch(r"\d\d,\d\s%", cards(at)["in_answer_rate"])


def test_days_follow_the_language(visit):
    at = visit(lang="ru", period="yesterday").run()

    assert "вт, 17 нояб. 2026 г." in words(at)


def test_the_demo_is_drawn_like_any_account(visit, callboard):
    at = visit(visitor=callboard.demo_visitor(), period="last-28-days").run()

    assert int(cards(at)["in_calls"].replace(",", "")) > 0
    assert callboard.demo_visitor().kind is Kind.DEMO


def test_a_month_is_asked_for_in_two_pieces_when_it_has_31_days(visit, pbx, window):
    visit(period="2026-10-01..2026-10-31").run()

    assert window("2026-10-01..2026-10-31").length == timedelta(days=31)
    assert pbx.statistics_requests == 2
