"""The board: which faults strike which requests, and how often."""

import pytest

from components.simulator.faults import OF_STATISTICS, Fault, Faults, Where


@pytest.fixture
def board():
    return Faults()


def test_a_fault_strikes_as_often_as_planned(board):
    board.add(Fault.HTML_502, times=2)

    struck = [board.strike(Where.USER) for _ in range(3)]

    assert struck == [{Fault.HTML_502}, {Fault.HTML_502}, set()]


def test_without_times_it_strikes_until_cleared(board):
    board.add(Fault.HTML_502)

    before = [board.strike(Where.USER) for _ in range(5)]
    board.clear()

    assert all(before)
    assert not board.strike(Where.USER)


def test_clearing_one_fault_leaves_the_others(board):
    board.add(Fault.HTML_502)
    board.add(Fault.RESET)

    board.clear(Fault.HTML_502)

    assert [one.fault for one in board.planned()] == [Fault.RESET]


def test_faults_planned_in_a_row_are_a_script(board):
    board.add(Fault.HTML_502, times=1)
    board.add(Fault.RESET, times=1)
    board.add(Fault.HTML_502, times=1)

    struck = [board.strike(Where.USER) for _ in range(4)]

    assert struck == [{Fault.HTML_502}, {Fault.RESET}, {Fault.HTML_502}, set()]


def test_habits_strike_beside_another_fault(board):
    board.add(Fault.NO_QUOTA_HEADERS)
    board.add(Fault.MISCOUNT)
    board.add(Fault.NAN_COUNT)

    assert board.strike(Where.STATISTICS) == {
        Fault.NO_QUOTA_HEADERS,
        Fault.MISCOUNT,
        Fault.NAN_COUNT,
    }


@pytest.mark.parametrize("place", [Where.USER, Where.CLIENT, Where.EXTENSIONS, Where.STATISTICS])
def test_a_fault_of_the_api_spares_the_token(board, place):
    board.add(Fault.ERROR_500)

    assert board.strike(place)
    assert not board.strike(Where.TOKEN)


def test_a_fault_of_everything_strikes_the_token_too(board):
    board.add(Fault.ERROR_500, where=Where.EVERYTHING)

    assert board.strike(Where.TOKEN)


def test_a_fault_of_one_place_waits_for_it(board):
    board.add(Fault.ERROR_500, where=Where.STATISTICS, times=1)

    assert not board.strike(Where.USER)
    assert board.strike(Where.STATISTICS)


@pytest.mark.parametrize("fault", sorted(OF_STATISTICS))
def test_faults_of_counts_strike_statistics_only(board, fault):
    board.add(fault, where=Where.API)

    assert not board.strike(Where.EXTENSIONS)
    assert board.strike(Where.STATISTICS)


@pytest.mark.parametrize(
    ("fault", "where"),
    [(Fault.NAN_COUNT, Where.TOKEN), (Fault.IGNORED_PAGES, Where.STATISTICS)],
)
def test_a_fault_that_could_never_strike_is_refused(board, fault, where):
    with pytest.raises(ValueError, match="cannot strike"):
        board.add(fault, where=where)


def test_a_fault_strikes_at_least_once(board):
    with pytest.raises(ValueError, match="at least once"):
        board.add(Fault.RESET, times=0)


def test_every_fault_has_a_name_and_a_meaning():
    assert all(fault.value and fault.meaning and fault.nature for fault in Fault)
    assert Fault["HTML_502"] == "html-502"
