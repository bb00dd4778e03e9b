"""The list of extensions: read seldom, kept when a reading fails, never asked for in vain."""

import traceback
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from components.ledger.listing import Listing
from components.ringme.client import Client, Credentials
from components.ringme.errors import AccessDenied, PbxFault, RingmeError
from components.ringme.hosts import Host
from components.simulator import PEOPLE, Extension, Fault, Office, Simulator, Where


@pytest.fixture
def office():
    """An office of this test alone, because people come and go in it."""
    return Office.quiet()


@pytest.fixture
def listing(client, clock):
    return Listing(lambda: client.extensions(None), clock=clock)


@pytest.fixture
def asked(pbx):
    """Return how many times the list was asked for, from its first page."""
    return lambda: readings(pbx)


def readings(pbx):
    asked = [record for record in pbx.requests if record.place is Where.EXTENSIONS]
    # A token that died within the hour is no reading.
    return sum(record.authorised and record.parameters["page"] == ["1"] for record in asked)


@pytest.fixture
def empty(clock):
    """The PBX of an account without a single extension, and its list."""
    nobody = Office(people=(), calls_of=lambda _day: ())
    with Simulator(office=nobody, clock=clock) as pbx:
        client = Client(Credentials(Host(pbx.url), "demo", "demo"), clock=clock)
        with closing(client):
            yield pbx, Listing(lambda: client.extensions(None), clock=clock)


def break_down(pbx, fault=Fault.ERROR_500):
    pbx.faults.add(fault, where=Where.EXTENSIONS)


def refusal(listing):
    with pytest.raises(RingmeError) as caught:
        listing.read()
    return caught.value


def test_the_list_holds_every_extension_of_the_account(listing):
    extensions = listing.read()

    assert {(each.id, each.number, each.label) for each in extensions} == {
        (each.id, each.number, each.label) for each in PEOPLE
    }


def test_the_list_is_not_asked_for_again_within_the_hour(listing, asked, clock):
    listing.read()
    clock.move(minutes=59, seconds=59)

    listing.read()

    assert asked() == 1


def test_the_list_is_asked_for_again_after_an_hour(listing, asked, clock):
    listing.read()
    clock.move(hours=1)

    listing.read()

    assert asked() == 2


def test_a_new_colleague_is_there_after_an_hour(listing, office, clock):
    listing.read()
    office.extensions = (*office.extensions, Extension(40999, "999", "Newcomer"))
    clock.move(hours=1)

    extensions = listing.read()

    assert "999" in {each.number for each in extensions}


def test_twenty_threads_cost_one_reading(listing, asked, at_once):
    lists = at_once(20, lambda _position: listing.read())

    assert len(set(lists)) == 1
    assert asked() == 1


def test_an_account_without_extensions_is_no_failure(empty):
    _pbx, listing = empty

    assert listing.read() == ()


def test_an_account_without_extensions_is_not_asked_again_at_once(empty):
    pbx, listing = empty
    listing.read()

    listing.read()

    assert readings(pbx) == 1


def test_why_there_is_no_list_is_told(listing, pbx):
    break_down(pbx, Fault.APP_ACCESS_403)

    with pytest.raises(AccessDenied):
        listing.read()


def test_a_failed_reading_is_not_tried_again_at_once(listing, pbx, asked, clock):
    break_down(pbx)
    refusal(listing)
    clock.move(seconds=29)

    refusal(listing)

    assert asked() == 1


def test_a_failed_reading_is_tried_again_after_a_minute(listing, pbx, clock):
    break_down(pbx)
    refusal(listing)
    pbx.faults.clear()
    clock.move(minutes=1)

    assert len(listing.read()) == len(PEOPLE)


def test_twenty_threads_share_one_failure(listing, pbx, asked, at_once):
    break_down(pbx)

    troubles = at_once(20, lambda _position: type(refusal(listing)))

    assert set(troubles) == {PbxFault}
    assert asked() == 1


def test_the_old_list_stays_when_a_new_reading_fails(listing, pbx, clock):
    before = listing.read()
    break_down(pbx)
    clock.move(hours=1)

    assert listing.read() == before


def test_a_failing_pbx_is_asked_seldom_while_the_old_list_is_shown(listing, pbx, asked, clock):
    listing.read()
    break_down(pbx)
    clock.move(hours=1)
    for _ in range(6):
        listing.read()
        clock.move(seconds=15)

    assert asked() == 1 + 3


def test_who_has_the_old_list_does_not_wait_for_the_new_one(listing, pbx, office, clock):
    before = listing.read()
    office.extensions = (*office.extensions, Extension(40999, "999", "Newcomer"))
    clock.move(hours=1)
    with ThreadPoolExecutor(1) as pool:
        with pbx.hold(Where.EXTENSIONS) as held:
            reading = pool.submit(listing.read)
            held.wait_for(1)

            meanwhile = listing.read()
        after = reading.result(10)

    assert meanwhile == before
    assert listing.read() == after != before


def test_who_has_no_list_waits_for_the_one_who_reads_it(listing, pbx, asked):
    with ThreadPoolExecutor(2) as pool:
        with pbx.hold(Where.EXTENSIONS) as held:
            readings = [pool.submit(listing.read) for _ in range(2)]
            held.wait_for(1)

            assert not any(reading.done() for reading in readings)
        lists = {reading.result(10) for reading in readings}

    assert (len(lists), asked()) == (1, 1)


def test_a_success_ends_the_trouble(listing, pbx, clock):
    break_down(pbx)
    refusal(listing)
    pbx.faults.clear()
    clock.move(minutes=1)
    listing.read()
    clock.move(minutes=30)

    assert len(listing.read()) == len(PEOPLE)


def test_an_error_that_is_told_often_does_not_grow(listing, pbx):
    break_down(pbx)
    first = len(traceback.extract_tb(refusal(listing).__traceback__))
    for _ in range(100):
        refusal(listing)

    last = len(traceback.extract_tb(refusal(listing).__traceback__))

    assert last <= first


def test_an_error_carries_no_other_error(listing, pbx):
    break_down(pbx)

    trouble = refusal(listing)

    assert (trouble.__cause__, trouble.__context__) == (None, None)
