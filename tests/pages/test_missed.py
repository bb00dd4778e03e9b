"""Callers who wait for a call back, through the whole program."""

import gc
import logging
import weakref
from datetime import timedelta

import pytest

from components.simulator import Fault, Where
from components.ui import state
from tests.pages.doors import sent
from tests.pages.screen import failures, notes, wait_for_answers


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


def test_no_number_is_stored_logged_or_sent_before_it_is_unmasked(
    missed, pbx, caplog, tmp_path, monkeypatch
):
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv("CALLBOARD_STORE", f"sqlite:///{tmp_path / 'callboard.db'}")

    at = switched_on(missed())

    told = sent(at) + caplog.text + str(dict(at.query_params))
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    known = numbers(pbx)
    assert known
    assert [number for number in known if number in told] == []
    assert [number for number in known if number.encode() in kept] == []


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
