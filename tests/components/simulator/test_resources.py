"""What the API answers to requests that were let in, over a real socket."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from components.simulator import PEOPLE, EmptySides, Fault, Kind, Office, Simulator
from components.simulator.accounts import Account

DAY = timedelta(days=1)
START = datetime(2026, 11, 18, tzinfo=UTC)
EVENING = {"start_datetime": "2026-11-18 18:00:00", "end_datetime": "2026-11-18 18:59:59"}


def test_the_user_says_who_asks_and_in_which_zone(caller):
    user = caller.get("/user/").json()

    assert user == {
        "id": 7101,
        "login": "demo@example.org",
        "access": "full",
        "client_id": 7001,
        "timezone": "Europe/Moscow",
    }


@pytest.mark.parametrize("client", ["@me", "7001"])
def test_the_client_is_found_under_its_id_and_as_me(caller, client):
    answer = caller.get(f"/client/{client}").json()

    assert (answer["id"], answer["timezone"]) == (7001, "Europe/Moscow")


@pytest.mark.parametrize("rest", ["", "/extension/", "/calls/stats/", "/cdr/stats/"])
def test_another_client_is_not_found(caller, rest):
    answer = caller.get(f"/client/7002{rest}", **EVENING)

    assert answer.status_code == 404
    assert answer.json()["status"] == "client_not_found"


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("extensions", [[], [40104], [40101, 40150]])
def test_statistics_are_the_offices_own_count(caller, office, kind, extensions):
    answer = caller.statistics(START, START + DAY, kind=kind.value, extension_id=extensions)

    assert answer.json() == office.count(kind, START, START + DAY, extensions)


def test_the_end_is_inclusive_to_the_second(caller, office):
    first = next(office.calls(START, START + DAY)).start

    answer = caller.statistics(first, first + timedelta(seconds=1)).json()

    assert answer["in"]["total"] + answer["out"]["total"] >= 1


def test_the_future_has_no_calls_and_the_simulator_counts_alike(pbx, caller, clock):
    noon = clock.now
    ahead = caller.statistics(noon, noon + DAY).json()
    today = caller.statistics(noon - DAY, noon + DAY).json()

    assert ahead["in"]["total"] == ahead["out"]["total"] == 0
    assert today == pbx.count(Kind.CALLS, noon - DAY, noon + DAY)
    assert today != pbx.accounts[0].office.count(Kind.CALLS, noon - DAY, noon + DAY)


def test_late_calls_show_up_later(clock, callers):
    with Simulator(office=Office.typical(late=timedelta(hours=6)), clock=clock) as pbx:
        caller = callers(pbx.url)
        caller.sign_in()
        window = clock.now - timedelta(hours=4), clock.now - timedelta(hours=1)

        early = caller.statistics(*window).json()["in"]["total"]
        clock.move(minutes=40)
        clock.move(hours=7)
        caller.sign_in()
        late = caller.statistics(*window).json()["in"]["total"]

    assert early < late


@pytest.mark.parametrize(
    ("form", "answer"),
    [
        (EmptySides.ABSENT, {}),
        (EmptySides.NULL, {"in": None, "out": None}),
    ],
)
def test_a_side_without_calls_may_be_absent_or_null(pbx, caller, clock, form, answer):
    pbx.habits = replace(pbx.habits, empty_sides=form)

    assert caller.statistics(clock.now, clock.now + DAY).json() == answer


def test_a_side_with_calls_is_shown_whatever_the_form_of_empty_ones(pbx, caller, office):
    pbx.habits = replace(pbx.habits, empty_sides=EmptySides.ABSENT)

    assert caller.day().json() == office.count(Kind.CALLS, START, START + DAY)


@pytest.mark.parametrize(
    "broken",
    [
        {"start_datetime": None},
        {"end_datetime": None},
        {"start_datetime": "yesterday"},
        {"start_datetime": "2026-11-18T18:00:00"},
        {"start_datetime": "2026-11-18"},
        {"start_datetime": "2026-02-30 00:00:00"},
        {"end_datetime": "9999-12-31 23:59:59"},
        {"end_datetime": "2026-11-18 17:59:58"},
        {"end_datetime": ["2026-11-18 19:00:00", "2026-11-18 20:00:00"]},
        {"extension_id": "104a"},
        {"extension_id": "-1"},
        {"extension_id": "9" * 30},
    ],
    ids=str,
)
def test_a_malformed_parameter_is_refused_with_a_message(caller, broken):
    parameters = {**EVENING, **broken}
    sent = {name: value for name, value in parameters.items() if value is not None}

    answer = caller.get("/client/@me/calls/stats/", **sent)

    assert answer.status_code == 400
    assert answer.json().keys() == {"message"}


@pytest.mark.parametrize(
    ("start", "last_day", "status"),
    [
        ("2026-01-01", "2026-02-28", 200),
        ("2026-01-01", "2026-03-01", 400),
        ("2025-12-31", "2026-02-27", 200),
        ("2025-12-31", "2026-02-28", 400),
    ],
)
def test_a_range_of_more_than_two_months_is_refused(caller, start, last_day, status):
    answer = caller.get(
        "/client/@me/calls/stats/",
        start_datetime=f"{start} 00:00:00",
        end_datetime=f"{last_day} 23:59:59",
    )

    assert answer.status_code == status


def test_all_extensions_are_read_page_by_page(caller):
    pages = [
        caller.get("/client/@me/extension/", page=number, per_page=8).json()
        for number in (1, 2, 3, 4)
    ]

    assert [len(page) for page in pages] == [8, 8, 3, 0]
    assert [one["id"] for page in pages for one in page] == [one.id for one in PEOPLE]


def test_the_page_length_is_capped_whatever_is_asked(pbx, caller):
    pbx.habits = replace(pbx.habits, per_page_cap=5)

    assert len(caller.get("/client/@me/extension/", per_page=100).json()) == 5


def test_labels_in_any_script_arrive_whole(caller):
    shown = caller.get("/client/@me/extension/", per_page=100).json()

    assert [one["label"] for one in shown] == [one.label for one in PEOPLE]


@pytest.mark.parametrize(
    ("parameter", "number"),
    [({"type": "queue"}, 1), ({"status": "blocked"}, 1), ({"name": "000*104"}, 1)],
    ids=str,
)
def test_extensions_are_filtered(caller, parameter, number):
    assert len(caller.get("/client/@me/extension/", **parameter).json()) == number


@pytest.mark.parametrize("broken", [{"page": 0}, {"page": "x"}, {"per_page": 0}], ids=str)
def test_a_malformed_page_is_refused(caller, broken):
    assert caller.get("/client/@me/extension/", **broken).status_code == 400


def test_a_pbx_may_ignore_the_extension(pbx, caller):
    pbx.faults.add(Fault.IGNORED_EXTENSIONS)

    assert caller.day(extension_id=40104).json() == caller.day().json()


def test_a_pbx_may_ignore_the_page(pbx, caller):
    pbx.faults.add(Fault.IGNORED_PAGES)

    first, second = (
        caller.get("/client/@me/extension/", page=number, per_page=5).json() for number in (1, 2)
    )

    assert first == second


def test_a_pbx_may_serve_an_outcome_too_few(pbx, caller):
    pbx.faults.add(Fault.MISCOUNT)

    inbound = caller.day().json()["in"]

    assert inbound["total"] == 3 + sum(
        inbound[key]
        for key in ("bridged", "answered", "not answered", "busy", "rejected", "failed")
    )


def test_two_customers_see_their_own_office_and_client_only(clock, callers, office):
    accounts = [
        Account(office=office),
        Account(app_id="b", app_secret="b", client_id=8, office=Office.quiet()),
    ]
    with Simulator(accounts=accounts, clock=clock) as pbx:
        first, second = callers(pbx.url), callers(pbx.url)
        first.sign_in()
        second.sign_in("b", "b")

        assert first.day().json()["in"]["total"] > 0
        assert second.day().json()["in"]["total"] == 0
        assert second.get("/user/").json()["client_id"] == 8
        assert second.get("/client/7001").status_code == 404
