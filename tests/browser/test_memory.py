"""What was once asked is known after the end of the program too, however it came to that end."""

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from components.simulator import Where

DAYS = "2025-10-01", "2025-10-30"
MONTH = "period={}..{}".format(*DAYS)
# So many requests that enough are missing for a price however slowly the page is drawn.
TWO_MONTHS = "period=2025-09-01..2025-10-30&by=day"
WEEK = "period=2025-10-06..2025-10-12"


@pytest.fixture
def program(start, customer):
    """A program of the test's own, not yet started."""
    return start(customer)


def windows(records):
    """Return what was asked about, in order."""
    asked = (record.parameters for record in records)
    return [(one["start_datetime"][0], one["end_datetime"][0]) for one in asked]


def assert_complete(screen, customer):
    screen.complete()
    calls = customer.inbound(*DAYS)
    expect(screen.figure("in_calls")).to_have_text(f"{calls:,}")
    assert sum(screen.trend()["in"]) == calls


def test_after_a_restart_a_view_costs_nothing(view, program, asked, customer):
    with program:
        screen = view(MONTH, program=program)
        screen.press("load")
        assert_complete(screen, customer)
    before = len(asked())

    with program:
        screen = view(MONTH, program=program)

        assert_complete(screen, customer)
        assert len(asked()) == before == 30


def test_a_program_that_was_killed_asks_only_for_the_answer_that_it_did_not_hear(
    view, program, asked, customer, pbx
):
    pbx.habits = replace(pbx.habits, statistics_latency=0.5)
    with program:
        screen = view(TWO_MONTHS, program=program)
        screen.press("load")
        expect(screen.figure("in_calls")).not_to_be_empty()
        with pbx.hold(Where.STATISTICS) as held:
            held.wait_for(1)
            known = len(asked())
            program.kill()
        screen.page.goto("about:blank")
    pbx.habits = replace(pbx.habits, statistics_latency=0)

    with program:
        screen = view(TWO_MONTHS, program=program)
        expect(screen.part("cost")).to_be_visible()
        assert screen.price == 60 - known
        screen.press("load")
        screen.complete()
        assert sum(screen.trend()["in"]) == customer.inbound("2025-09-01", "2025-10-30")

    # The answer that came after the kill was not heard by anybody.
    told = windows(asked())
    assert len(told) == 61
    assert len(set(told)) == 60
    assert told.count(told[known]) == 2


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("sqlite:///{folder}", "does not work; the log says why"),
    ],
    ids=["a folder"],
)
def test_a_store_that_does_not_work_is_noted_beside_the_numbers(
    view, start, asked, customer, tmp_path, url, sentence
):
    (tmp_path / "kept.db").touch()
    calls = customer.inbound("2025-10-06", "2025-10-12")

    with start(customer, CALLBOARD_STORE=url.format(folder=tmp_path)) as program:
        for _ in range(2):
            screen = view(WEEK, program=program)

            expect(screen.figure("in_calls")).to_have_text(f"{calls:,}")
            expect(screen.note).to_contain_text("Callboard goes on from memory.")
            expect(screen.note).to_contain_text(sentence)
            screen.complete()

    assert len(asked()) == 7


def test_a_damaged_store_is_set_aside_and_another_one_begun(view, program, asked, customer):
    program.store.parent.mkdir(parents=True)
    program.store.write_bytes(b"no database at all" * 1000)
    for _ in range(2):
        with program:
            screen = view(WEEK, program=program)
            calls = customer.inbound("2025-10-06", "2025-10-12")
            expect(screen.figure("in_calls")).to_have_text(f"{calls:,}")
            screen.complete()
            expect(screen.notice).to_have_count(0)

    (aside,) = program.store.parent.glob("callboard.db.damaged-*")
    assert aside.read_bytes() == b"no database at all" * 1000
    assert len(asked()) == 7
