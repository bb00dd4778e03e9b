"""The overview: newer numbers, and what it says when there are none."""

from contextlib import closing

import pytest

from components import settings
from components.bootstrap import Callboard
from components.simulator import PEOPLE, Fault, Office
from tests.pages.screen import (
    break_statistics,
    cards,
    counted,
    failures,
    keys,
    line,
    load,
    look_again,
    notes,
    plain,
    wait_for_answers,
)

TRIES = 3
"""How often a PBX with a fault of its own is asked in a row (the table of failures)."""

# Newer numbers


def test_an_update_asks_again_for_the_days_that_can_still_change(visit, pbx, clock):
    at = visit().run()
    before = pbx.statistics_requests
    clock.move(seconds=10)

    at.button("update").click().run()

    # Yesterday, which calls may still be added to, and today.
    assert pbx.statistics_requests == before + 2


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
    before = pbx.statistics_requests

    look_again(at)
    look_again(at)

    assert pbx.statistics_requests == before


def test_final_numbers_offer_no_update(visit):
    at = load(visit(period="2026-09-01..2026-09-30").run())

    assert "update" not in keys(at)
    assert line(at, "as_of") == "As of 15:15"


def test_numbers_that_may_still_grow_are_called_provisional(visit):
    assert "provisional" in line(visit().run(), "as_of")


def test_a_page_that_stays_open_gets_newer_numbers_after_two_minutes(
    visit, pbx, clock, expected, window
):
    at = visit(period="this-week").run()
    before = pbx.statistics_requests
    clock.move(minutes=2)
    at.run()

    look_again(at)

    # Today alone: yesterday grows more slowly.
    assert pbx.statistics_requests == before + 1
    assert counted(at) == expected(window("this-week"))


def test_a_page_that_stays_open_asks_nothing_before_two_minutes_are_over(visit, pbx, clock):
    at = visit().run()
    before = pbx.statistics_requests
    clock.move(seconds=119)

    look_again(at)

    assert pbx.statistics_requests == before


def test_a_page_of_settled_numbers_asks_nothing_however_long_it_stays_open(visit, pbx, clock):
    at = visit(period="last-week").run()
    before = pbx.statistics_requests
    for _ in range(3):
        clock.move(hours=20)
        look_again(at)

    assert pbx.statistics_requests == before


def test_an_hour_that_begins_is_asked_for(visit, pbx, clock):
    at = visit(period="today").run()
    before = pbx.statistics_requests
    clock.move(minutes=50)
    at.run()

    look_again(at)

    # At 16:05: the new hour, the one before it, and that from 14 to 15, read a while after its end.
    assert pbx.statistics_requests == before + 3


def test_an_update_of_old_numbers_asks_once_for_each_hour_that_has_begun(visit, pbx, clock):
    at = visit(period="today").run()
    before = pbx.statistics_requests
    clock.move(minutes=3)

    at.button("update").click().run()

    assert pbx.statistics_requests == before + 16


def test_an_update_of_one_question_leaves_the_others_as_they_are(visit, pbx, clock):
    at = visit(period="this-week").run()
    at.selectbox("period").set_value("today").run()
    clock.move(seconds=5)
    at.button("update").click().run()
    before = pbx.statistics_requests

    at.selectbox("period").set_value("this-week").run()

    assert pbx.statistics_requests == before


# Trouble


@pytest.mark.parametrize("pause", [{"seconds": 0}, {"minutes": 5}])
def test_another_try_in_vain_costs_one_request(visit, pbx, clock, pause):
    break_statistics(pbx, Fault.BAD_REQUEST_400)
    at = visit().run()
    clock.move(**pause)

    at.button("again").click().run()

    assert pbx.statistics_requests == 2
    assert len(failures(at)) == 1


REQUESTS = {
    Fault.ACCESS_DENIED_403: 1,
    Fault.BUSY_429: 4,
    Fault.CLOSED: 1,
    Fault.CUT_JSON: 2,
    Fault.ERROR_500: TRIES,
    Fault.HTML_200: 2,
    Fault.NOT_FOUND_404: 1,
    Fault.QUOTA_429: 1,
    Fault.UNAUTHORISED_401: 2,
}


@pytest.mark.parametrize(("fault", "requests"), REQUESTS.items())
def test_what_fails_is_asked_as_often_as_may_help_and_the_rest_not_at_all(
    visit, pbx, fault, requests
):
    break_statistics(pbx, fault)

    visit().run()

    assert pbx.statistics_requests == requests


def test_a_failure_that_passes_is_never_seen(visit, pbx, expected, window):
    break_statistics(pbx, times=TRIES - 1)

    at = visit().run()

    assert failures(at) == []
    assert counted(at) == expected(window("last-7-days"))


def test_after_five_failures_in_a_row_the_pbx_is_left_alone(visit, pbx):
    break_statistics(pbx)
    at = visit().run()
    for _ in range(3):
        at.button("again").click().run()

    assert pbx.statistics_requests == 5
    assert len(failures(at)) == 1


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
        look_again(at)

    assert pbx.statistics_requests == TRIES


def test_trouble_is_still_told_while_nothing_is_asked(visit, pbx, clock):
    break_statistics(pbx)
    at = visit().run()
    clock.move(seconds=29)

    at.run()

    assert len(failures(at)) == 1


def test_a_rerun_asks_again_after_half_a_minute(visit, pbx, clock):
    break_statistics(pbx, times=TRIES)
    at = visit().run()
    clock.move(seconds=30)
    at.run()

    look_again(at)

    assert failures(at) == []
    assert cards(at) != {}


@pytest.mark.parametrize(
    ("wait", "requests"),
    [
        ({"minutes": 44, "seconds": 59}, 1),
        ({"minutes": 45}, 1),
        # A second later, and then up to ten, so that not all programs come at once.
        ({"minutes": 45, "seconds": 12}, 2),
    ],
)
def test_a_used_up_quota_is_not_asked_for_more_before_its_hour_is_over(
    visit, pbx, clock, wait, requests
):
    break_statistics(pbx, Fault.QUOTA_429)
    at = visit().run()
    clock.move(**wait)

    at.run()

    wait_for_answers()
    assert pbx.statistics_requests == requests


def test_nobody_can_press_a_used_up_quota_for_more(visit, pbx):
    break_statistics(pbx, Fault.QUOTA_429)
    at = visit().run()

    at.button("again").click().run()

    assert pbx.statistics_requests == 1
    assert failures(at)[0].startswith("The hourly quota of requests is used up.")


def test_a_used_up_quota_closes_the_account_to_every_question(visit, pbx):
    break_statistics(pbx, Fault.QUOTA_429, times=1)
    at = visit().run()

    at.selectbox("period").select("today").run()

    assert pbx.statistics_requests == 1
    assert failures(at)[0].startswith("The hourly quota of requests is used up.")


def test_whoever_wants_to_try_again_need_not_wait(visit, pbx):
    break_statistics(pbx, times=TRIES)
    at = visit().run()

    at.button("again").click().run()

    assert failures(at) == []
    assert cards(at) != {}


def test_another_question_need_not_wait_for_the_one_that_failed(visit, pbx, expected, window):
    break_statistics(pbx, times=TRIES)
    at = visit().run()

    at.selectbox("period").select("this-week").run()

    assert counted(at) == expected(window("this-week"))


def test_the_last_good_numbers_stay_with_their_own_moment(visit, pbx, clock):
    at = visit().run()
    before = cards(at)
    clock.move(minutes=5)
    break_statistics(pbx)
    at.run()

    look_again(at)

    assert cards(at) == before
    assert line(at, "as_of").startswith("As of 15:15")


def test_the_last_good_numbers_are_said_to_be_that(visit, pbx, clock):
    at = visit().run()
    clock.move(minutes=5)
    break_statistics(pbx)
    at.run()

    look_again(at)

    assert len(failures(at)) == 1
    assert notes(at) == ["Below are the last good numbers, with their own period and time."]


def test_the_last_good_numbers_of_another_period_keep_their_own_days(visit, pbx):
    at = visit(period="last-week").run()
    before = cards(at)
    break_statistics(pbx)

    at.selectbox("period").select("today").run()

    days = [plain(element.value) for element in at.main.subheader]
    assert (days[0], cards(at)) == ("Mon, Nov 9, 2026 – Sun, Nov 15, 2026", before)


def test_what_came_before_a_failure_is_not_asked_again(visit, pbx):
    visit(period="2026-11-12..2026-11-14").run()
    break_statistics(pbx, Fault.BAD_REQUEST_400, times=1)
    at = visit().run()
    before = pbx.statistics_requests

    at.button("again").click().run()

    # Of five settled days two are missing, beside yesterday and today.
    assert pbx.statistics_requests == before + 4


def test_an_update_that_fails_keeps_the_numbers(visit, pbx, clock):
    at = visit().run()
    before = cards(at)
    clock.move(minutes=1)
    break_statistics(pbx)

    at.button("update").click().run()

    assert len(failures(at)) == 1
    assert cards(at) == before


# The store


class TestAStoreThatFails:
    """An operator whose store is a folder, which no database can be."""

    @pytest.fixture
    def visitor(self, tmp_path, clock, pbx):
        given = {"CALLBOARD_ALLOW_HTTP": "1", "CALLBOARD_STORE": f"sqlite:///{tmp_path}"}
        with closing(Callboard(settings.read(given, {}), clock=clock, patience=30)) as made:
            yield made.connect(pbx.url, "demo", "demo")

    def test_it_is_noted_beside_the_numbers(self, visit, visitor):
        at = visit(visitor=visitor).run()

        assert [told.endswith("Callboard goes on from memory.") for told in notes(at)] == [True]
        assert cards(at) != {}

    def test_nothing_is_asked_twice_all_the_same(self, visit, visitor, pbx):
        visit(visitor=visitor).run()

        visit(visitor=visitor).run()

        assert pbx.statistics_requests == 7


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
