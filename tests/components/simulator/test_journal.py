"""The log of requests."""

import pytest

from components.simulator.faults import Where
from components.simulator.journal import Journal, Record


def record(query="", place=Where.USER):
    return Record(
        method="GET",
        path="/api/ver1.0/user/",
        query=query,
        place=place,
        status=200,
        authorised=True,
        account="demo",
        faults=frozenset(),
        started=0.0,
        ended=0.5,
        headers={"authorization": "Bearer canary"},
    )


def test_headers_stay_out_of_the_repr():
    assert "canary" not in repr(record())


def test_a_parameter_may_stand_there_more_than_once():
    parameters = record("extension_id=1&extension_id=2&empty=").parameters

    assert parameters == {"extension_id": ["1", "2"], "empty": [""]}


def test_a_record_cannot_be_changed():
    with pytest.raises(AttributeError):
        record().status = 500


def test_the_newest_are_kept_and_all_are_counted():
    journal = Journal()

    for number in range(10_005):
        journal.write(record(str(number)))

    assert [one.query for one in journal.records()][::9_999] == ["5", "10004"]
    assert journal.count(Where.USER) == 10_005
    assert journal.count(Where.TOKEN) == 0


def test_a_listener_hears_of_every_record():
    heard = []

    Journal(heard.append).write(record())

    assert heard == [record()]
