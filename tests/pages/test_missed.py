"""Callers who wait for a call back, through the whole program."""

import gc
import logging
import weakref
from contextlib import closing
from datetime import timedelta

import pytest

from components import settings
from components.bootstrap import Callboard
from components.simulator import Fault, Office, Simulator, Where
from components.simulator.calls import Call, Direction, Ending, Leg
from components.ui import state
from tests.conftest import NOW, PATIENCE
from tests.pages.doors import sent
from tests.pages.screen import failures, line, look_again, notes, wait_for_answers, words


@pytest.fixture
def missed(visit):
    """Open the page, as somebody who brought own credentials unless told otherwise."""

    def open_page(**tab):
        at = visit(**tab)
        at.switch_page("missed.py")
        return at.run()

    return open_page


def switched_on(at):
    return at.toggle("callers_on").set_value(True).run()


def numbers(pbx):
    """Return every telephone number that the PBX told, without its plus."""
    now = pbx._clock()
    days = pbx.accounts[0].office.calls(now - timedelta(days=8), now)
    return {call.outsider.lstrip("+") for call in days if call.outsider}


def rows(at):
    return at.main.get_by_key("table_missed").table[0].value


def test_nothing_is_read_before_somebody_switches_it_on(missed, pbx):
    at = missed()

    assert not at.exception
    assert pbx.record_requests == 0
    assert at.main.table == []


def test_callers_wait_masked_and_whole_on_demand(missed, pbx):
    at = switched_on(missed())

    assert not at.exception
    assert len(rows(at))
    assert rows(at)["Caller"].str.startswith("•").any()
    at.toggle("unmasked").set_value(True).run()
    shown = set(rows(at)["Caller"].str.removeprefix("\\+"))
    assert shown & numbers(pbx)
    assert pbx.record_requests == 1


@pytest.fixture
def filed(tmp_path, clock):
    """Start a Callboard that keeps its counts in a file, and return it with the folder."""
    place = f"sqlite:///{tmp_path / 'callboard.db'}"
    set_up = settings.read({"CALLBOARD_ALLOW_HTTP": "1", "CALLBOARD_STORE": place}, {})
    made = Callboard(set_up, clock=clock, patience=PATIENCE, wait=lambda _: None)
    with closing(made):
        yield made, tmp_path


def test_no_number_is_stored_logged_or_sent_before_it_is_unmasked(visit, filed, pbx, caplog):
    caplog.set_level(logging.DEBUG)
    callboard, folder = filed
    at = visit(visitor=callboard.connect(pbx.url, "demo", "demo"), period="last-7-days")
    at.switch_page("hours.py")
    told = [sent(at.run())]
    assert pbx.record_requests > 0
    at.switch_page("missed.py")
    told.append(sent(at.run()))
    told.append(sent(switched_on(at)))
    at.radio("since").set_value(timedelta(days=7)).run()
    told += [sent(at), caplog.text, str(dict(at.query_params)), repr(at.session_state[state._KEY])]
    wait_for_answers()
    callboard.close()

    kept = b"".join(path.read_bytes() for path in folder.iterdir())
    known = numbers(pbx)
    assert len(known) > 100
    assert len(kept) > 10_000
    assert [number for number in known if any(number in each for each in told)] == []
    assert [number for number in known if number.encode() in kept] == []


def test_no_number_stands_in_the_address_the_log_or_a_files_name_even_when_unmasked(
    missed, pbx, caplog
):
    caplog.set_level(logging.DEBUG)
    at = switched_on(missed())

    at.toggle("unmasked").set_value(True).run()

    names = [node.proto.label for node in at.get("download_button")]
    told = caplog.text + str(dict(at.query_params)) + str(names)
    assert [number for number in numbers(pbx) if number in told] == []


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (Fault.APP_ACCESS_403, "type of application does not allow this"),
        (Fault.QUOTA_429, "quota"),
        (Fault.ERROR_500, "fault of its own"),
    ],
)
def test_where_the_list_fails_the_last_rows_stay_with_their_time(missed, pbx, clock, fault, said):
    at = switched_on(missed())
    before = rows(at)["Caller"].tolist()
    as_of = line(at, "as_of")
    pbx.faults.add(fault, where=Where.RECORDS)
    clock.move(minutes=7)

    at.button("update").click().run()
    at = look_again(at)

    assert not at.exception
    assert said in " ".join(failures(at))
    assert rows(at)["Caller"].tolist() == before
    assert line(at, "as_of") == as_of
    pbx.faults.clear()
    clock.move(hours=1)
    at.button("again").click().run()
    at = look_again(at)
    assert failures(at) == []
    assert line(at, "as_of") != as_of


ANN = ("+1202555" + "0123", "012025550123")
BOB, EVE, DAN, FAY, GUS = (
    f"+1202555{number}" for number in ("0101", "0102", "0103", "0104", "0105")
)
IN, OUT = Direction.INBOUND, Direction.OUTBOUND


def phoned(minutes, outsider, way=IN, ending=Ending.NOT_ANSWERED, rings=(40101,)):
    """Make a call so many minutes ago that rang these extensions."""
    talk = 60 if ending is Ending.BRIDGED else 0
    return Call(
        start=NOW - timedelta(minutes=minutes),
        direction=way,
        ending=ending,
        legs=tuple(Leg(one, ending, talk, talk) for one in rings),
        ringing=10,
        duration=talk,
        bridged_duration=talk,
        outsider=outsider,
    )


SCRIPT = (
    # Missed, then returned by another extension.
    *(phoned(300, BOB), phoned(290, BOB, OUT, Ending.BRIDGED, (40102,))),
    # Missed by three at once.
    phoned(280, EVE, rings=(40101, 40102, 40103)),
    # Reached on the second try.
    *(phoned(270, DAN), phoned(265, DAN, ending=Ending.BRIDGED)),
    # Withheld, twice.
    *(phoned(260, ""), phoned(255, "")),
    # One person by two spellings.
    *(phoned(250, ANN[0]), phoned(240, ANN[1])),
    # Missed again after being called back.
    *(phoned(230, FAY), phoned(220, FAY, OUT, Ending.BRIDGED), phoned(30, FAY)),
    # Called back in vain.
    *(phoned(210, GUS), phoned(200, GUS, OUT)),
    # A colleague.
    phoned(190, "000*104"),
)


def test_a_scripted_morning_leaves_just_those_who_wait(missed, callboard, clock):
    with Simulator(office=Office.of(SCRIPT), clock=clock) as scripted:
        at = switched_on(missed(visitor=callboard.connect(scripted.url, "demo", "demo")))
        at.toggle("unmasked").set_value(True).run()
        found = rows(at)

    told = [
        (one["Caller"].removeprefix("\\"), one["Missed"].split(" ")[0], "in vain" in one["Missed"])
        for _, one in found.iterrows()
    ]
    assert told == [
        (FAY, "1", False),
        (GUS, "1", True),
        (ANN[1], "2", False),
        ("Number withheld", "1", False),
        ("Number withheld", "1", False),
        (EVE, "1", False),
    ]


def test_a_page_that_waits_for_the_list_says_so_and_then_what_came(missed, pbx, hasty):
    at = missed(visitor=hasty())

    with pbx.hold(Where.RECORDS):
        switched_on(at)
        assert "being read" in words(at)
        assert at.main.table == []
    at = look_again(at)

    assert len(rows(at))


@pytest.mark.parametrize("is_allowed", [True, False])
def test_an_operators_account_shows_callers_only_where_the_operator_says_so(
    app, secrets, is_allowed
):
    changes = {"missed": True} if is_allowed else {}
    at = app(secrets=secrets(**changes), account="office")
    at.switch_page("missed.py")
    at.run()
    at.run()

    assert not at.exception
    assert bool(at.main.table) is is_allowed
    assert any("missed = true" in note for note in notes(at)) is not is_allowed


def test_an_application_without_the_right_is_told_so(missed, pbx):
    pbx.faults.add(Fault.APP_ACCESS_403, where=Where.RECORDS)

    at = switched_on(missed())

    assert failures(at)
    assert at.main.table == []


def test_who_leaves_takes_callers_and_desk_along(missed):
    at = switched_on(missed())
    desk = weakref.ref(at.session_state[state._KEY].visitor.desk)

    at.button("leave").click().run()
    wait_for_answers()
    gc.collect()

    assert desk() is None
    assert not at.session_state[state._KEY].shows_callers
