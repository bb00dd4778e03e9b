"""From plain JSON values to models."""

import json
import math
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.measures.counts import NO_CALLS, Counts, Direction, Sides
from components.measures.outcomes import Ending, Source
from components.periods.window import Window
from components.ringme import answers
from components.ringme.errors import UnexpectedAnswer
from components.ringme.models import Extension, User
from tests.oracles import DOCUMENTED

WIRE_KEYS = {
    "not_answered": "not answered",
    "answered_elsewhere": "answered elsewhere",
}
LEGS_ONLY = {"answered_elsewhere", "diverted"}
FIELDS = tuple(Counts.__slots__)

NUMBERS = st.integers(min_value=0, max_value=2**63 - 1)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["in", "out", "total", "busy", "id", "name", "access_token", "expires_in"]
            )
            | st.text(),
            inner,
            max_size=6,
        )
    ),
)


def encoded(counts, source):
    fields = [name for name in FIELDS if source is Source.LEGS or name not in LEGS_ONLY]
    return {WIRE_KEYS.get(name, name): getattr(counts, name) for name in fields}


def sides_of(source):
    fields = {name: NUMBERS for name in FIELDS if source is Source.LEGS or name not in LEGS_ONLY}
    counts = st.builds(Counts, **fields)
    return st.builds(Sides, counts, counts)


def fault(function, *arguments):
    with pytest.raises(UnexpectedAnswer) as caught:
        function(*arguments)
    return caught.value


def statistics_fault(body, source=Source.CALLS):
    error = fault(answers.decode_statistics, source, body)
    return error.field, error.problem


def test_the_documented_example_is_read_as_it_is_printed():
    sides = answers.decode_statistics(Source.CALLS, DOCUMENTED).sides

    assert sides.inbound == Counts(87, 59, 15, 5, 0, 0, 8, 6386, 6142)
    assert sides.outbound == Counts(146, 87, 0, 37, 0, 0, 22, 958, 958)


@given(st.sampled_from(Source).flatmap(lambda source: st.tuples(st.just(source), sides_of(source))))
def test_what_is_written_is_what_is_read(asked):
    source, sides = asked
    written = {"in": encoded(sides.inbound, source), "out": encoded(sides.outbound, source)}

    read = answers.decode_statistics(source, json.loads(json.dumps(written)))

    assert read.sides == sides
    assert read.unknown == frozenset()


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"in": None},
        {"out": None},
        {"in": None, "out": None},
        {"in": {}},
        {"in": {"total": None}},
    ],
)
def test_an_absent_side_and_an_absent_count_are_no_calls(body):
    assert answers.decode_statistics(Source.CALLS, body).sides == Sides(NO_CALLS, NO_CALLS)


def test_one_side_alone_is_read():
    read = answers.decode_statistics(Source.CALLS, {"out": {"total": 3, "busy": 3}})

    assert read.sides == Sides(NO_CALLS, Counts(total=3, busy=3))


def test_unknown_keys_are_kept_by_their_paths():
    body = {"in": {"total": 1, "parked": 1}, "out": {"diverted": 2}, "node": "b"}

    assert answers.decode_statistics(Source.CALLS, body).unknown == {
        "in.parked",
        "out.diverted",
        "node",
    }
    assert answers.decode_statistics(Source.LEGS, body).unknown == {"in.parked", "node"}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (True, "a boolean instead of a whole number"),
        ("12", "text instead of a whole number"),
        (2.5, "a fraction instead of a whole number"),
        (5.0, "a fraction instead of a whole number"),
        (math.nan, "a fraction instead of a whole number"),
        ([], "a list instead of a whole number"),
        ({}, "an object instead of a whole number"),
        (-1, "negative"),
        (2**63, "too large a number"),
    ],
)
@pytest.mark.parametrize("key", ["busy", "not answered", "bridged_duration"])
def test_a_count_of_the_wrong_kind_is_named(key, value, expected):
    assert statistics_fault({"in": {key: value}}) == (f"in.{key}", expected)


def test_the_first_wrong_side_is_named():
    assert statistics_fault({"in": [1]}) == ("in", "a list instead of an object")
    assert statistics_fault({"out": 0}) == ("out", "a whole number instead of an object")
    assert statistics_fault({"out": False}) == ("out", "a boolean instead of an object")


def test_an_answer_that_speaks_of_neither_side_is_no_statistics():
    assert statistics_fault({"message": "ok"}) == ("body", "neither in nor out")


@pytest.mark.parametrize("body", [None, [], "statistics", 3, True])
def test_what_is_no_object_is_no_statistics(body):
    assert statistics_fault(body)[0] == "body"


@given(st.sampled_from(Source), ANYTHING)
def test_no_value_can_break_the_reading_of_statistics(source, body):
    try:
        read = answers.decode_statistics(source, body)
    except UnexpectedAnswer:
        return

    for counts in (read.sides.inbound, read.sides.outbound):
        numbers = [getattr(counts, name) for name in FIELDS]
        assert all(type(number) is int and number >= 0 for number in numbers)


@given(
    st.sampled_from([answers.decode_user, answers.decode_extension_page, answers.decode_token]),
    ANYTHING,
)
def test_no_value_can_break_any_other_reading(decode, body):
    try:
        decode(body)
    except UnexpectedAnswer:
        return


def test_a_user_is_read():
    body = {
        "id": 8,
        "login": "demo@example.org",
        "access": "read_only",
        "client_id": 7,
        "timezone": "Europe/Moscow",
        "phone": "+7",
    }

    assert answers.decode_user(body) == User(8, "demo@example.org", "read_only", 7, "Europe/Moscow")


def test_an_id_may_come_as_its_digits():
    user = answers.decode_user({"id": "8", "client_id": "7"})

    assert (user.id, user.client_id) == (8, 7)


@pytest.mark.parametrize("empty", [{}, {"client_id": None, "timezone": None}, {"timezone": ""}])
def test_a_user_needs_no_more_than_an_id(empty):
    assert answers.decode_user({"id": 8, **empty}) == User(8, "", "", None, None)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "id"),
        ({"id": 0}, "id"),
        ({"id": 8, "client_id": "seven"}, "client_id"),
        ({"id": 8, "client_id": "-7"}, "client_id"),
        ({"id": 8, "client_id": True}, "client_id"),
        ({"id": 8, "timezone": 3}, "timezone"),
        ({"id": 8, "login": []}, "login"),
        ([], "body"),
    ],
)
def test_a_user_of_the_wrong_kind_is_refused(body, field):
    assert fault(answers.decode_user, body).field == field


def test_an_extensions_number_follows_the_last_star():
    page = [
        {"id": 1, "name": "000*104", "label": "Anna", "type": "phone", "status": "active"},
        {"id": 2, "name": "0*0*105", "label": None, "extension_group_id": 4},
        {"id": 3, "name": "106"},
    ]

    assert answers.decode_extension_page(page) == (
        Extension(1, "104", "Anna", "phone", "active"),
        Extension(2, "105", "", "", ""),
        Extension(3, "106", "", "", ""),
    )


def test_a_label_keeps_every_character_that_can_be_sent_on():
    hostile = "<b>![x](http://evil)$x$=1+1 \u202e\u0000 Юля"
    page = [{"id": 1, "name": "1", "label": hostile}, {"id": 2, "name": "2", "label": "a\ud800b"}]

    hostile_one, broken_one = answers.decode_extension_page(page)

    assert hostile_one.label == hostile
    assert broken_one.label == "a\ufffdb"


@pytest.mark.parametrize(
    ("page", "field"),
    [
        ({"extensions": []}, "body"),
        (None, "body"),
        ([3], "[0]"),
        ([{"id": 1, "name": "1"}, {"id": 2}], "[1].name"),
        ([{"name": "1"}], "[0].id"),
        ([{"id": 1, "name": 104}], "[0].name"),
        ([{"id": 1, "name": "1", "label": 5}], "[0].label"),
    ],
)
def test_an_extension_of_the_wrong_kind_is_named_by_its_place(page, field):
    assert fault(answers.decode_extension_page, page).field == field


@pytest.mark.parametrize(
    ("given", "life"),
    [
        ({"expires_in": 3600}, 3600),
        ({"expires_in": 1}, 1),
        ({"expires_in": 86400}, 3600),
        ({}, 600),
        ({"expires_in": None}, 600),
        ({"expires_in": 0}, 600),
        ({"expires_in": -1}, 600),
        ({"expires_in": "3600"}, 600),
        ({"expires_in": True}, 600),
        ({"expires_in": 1.5}, 600),
    ],
)
def test_a_life_that_makes_no_sense_is_short(given, life):
    assert answers.decode_token({"access_token": "t", **given}) == ("t", life)


@pytest.mark.parametrize(
    "token", [None, "", 5, ["t"], "a b", "a\r\nX-Evil: 1", "a\n", "ключ", "t" * 8193]
)
def test_what_cannot_stand_in_a_header_is_no_token_and_is_not_repeated(token):
    error = fault(answers.decode_token, {"access_token": token})

    assert error.field == "access_token"
    assert "Evil" not in str(error)


# Single calls

NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)
HOUR = Window(NOON, NOON + timedelta(hours=1))
CALL = {
    "call_uuid": "a1",
    "flow": "in",
    "result": "not answered",
    "init_time_gmt": "2026-11-18 12:10:00",
    "start_time_gmt": "2026-11-18 12:10:01.5",
    "hangup_time_gmt": "2026-11-18 12:10:31",
    "duration": 0,
    "bridged_duration": None,
    "extension_id": 40101,
    "from_username": "+12025550123",
    "to_username": "12025550100",
}


def page_of(**changes):
    return answers.decode_calls(HOUR, {"page": 1, "per_page": 500, "calls": [{**CALL, **changes}]})


def record_of(**changes):
    (record,) = page_of(**changes).records
    return record


def test_a_call_is_read_with_all_that_counts():
    record = record_of()

    assert (record.direction, record.ending) == (Direction.INBOUND, Ending.NOT_ANSWERED)
    assert record.begins_at == NOON + timedelta(minutes=10, seconds=1.5)
    assert record.ends_at == NOON + timedelta(minutes=10, seconds=31)
    assert (record.duration, record.bridged_duration, record.extension) == (0, 0, 40101)
    assert (record.uuid, record.caller, record.callee) == ("a1", "+12025550123", "12025550100")


@pytest.mark.parametrize(
    ("changes", "minute"),
    [
        ({"start_time_gmt": None}, 10),
        ({"start_time_gmt": "2026-11-18 13:00:02", "init_time_gmt": "2026-11-18 12:59:50"}, 59),
        ({"start_time_gmt": "2026-11-18 12:20:00", "init_time_gmt": "2026-11-18 11:59:59"}, 20),
        ({"init_time_gmt": None}, 10),
    ],
)
def test_a_call_is_placed_by_its_start_or_by_what_lies_in_the_window(changes, minute):
    assert record_of(**changes).begins_at.minute == minute


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"flow": "sideways"}, "calls[0].flow"),
        ({"result": "answered elsewhere"}, "calls[0].result"),
        ({"result": None}, "calls[0].result"),
        ({"duration": -1}, "calls[0].duration"),
        ({"bridged_duration": "12"}, "calls[0].bridged_duration"),
        ({"start_time_gmt": "yesterday"}, "calls[0].start_time_gmt"),
        ({"start_time_gmt": "2026-02-31 10:00:00"}, "calls[0].start_time_gmt"),
        ({"start_time_gmt": None, "init_time_gmt": ""}, "calls[0].start_time_gmt"),
        ({"extension_id": True}, "calls[0].extension_id"),
        ({"from_username": ["+7"]}, "calls[0].from_username"),
    ],
)
def test_a_call_that_means_nothing_names_its_field_and_not_its_value(changes, field):
    error = fault(page_of_changes, changes)

    assert error.field == field
    assert "yesterday" not in str(error)


def page_of_changes(changes):
    return page_of(**changes)


def test_a_page_says_how_long_pages_are_or_is_as_long_as_it_is():
    told = answers.decode_calls(HOUR, {"page": 2, "per_page": 20, "call_history": [CALL, CALL]})
    untold = answers.decode_calls(HOUR, {"calls": [CALL, CALL]})

    assert (told.page, told.per_page, len(told.records)) == (2, 20, 2)
    assert (untold.page, untold.per_page) == (1, 2)


@given(ANYTHING)
def test_a_list_of_calls_of_anything_is_read_or_refused(body):
    try:
        answers.decode_calls(HOUR, body)
    except UnexpectedAnswer:
        return
    assert isinstance(body, dict)
