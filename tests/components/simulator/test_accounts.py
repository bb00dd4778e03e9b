"""Tokens, the hour's quota and the one place for statistics."""

from dataclasses import replace

import pytest

from components.simulator.accounts import Account, Line, Quota, Tokens
from components.simulator.habits import Habits
from components.simulator.office import Office

HABITS = Habits()


@pytest.fixture
def line(clock):
    return Line(Account(office=Office.quiet(), app_secret="s3cret"), clock)


@pytest.fixture
def tokens(line, clock):
    return Tokens((line,), clock)


def test_the_secret_stays_out_of_the_repr(line):
    assert "s3cret" not in repr(line.account)


@pytest.mark.parametrize(("app_id", "secret"), [("demo", "demo"), ("ж", "s3cret"), ("", "")])
def test_wrong_credentials_are_nobodys(tokens, app_id, secret):
    assert tokens.line(app_id, secret) is None


def test_a_token_belongs_to_its_account_until_it_expires(tokens, line, clock):
    token = tokens.issue(line, HABITS)

    clock.move(seconds=3599)
    alive = tokens.use(token)
    clock.move(seconds=1)

    assert alive is line
    assert tokens.use(token) is None


def test_a_token_may_die_after_a_number_of_requests(tokens, line):
    token = tokens.issue(line, replace(HABITS, token_uses=2))

    assert [tokens.use(token) for _ in range(3)] == [line, line, None]


@pytest.mark.parametrize("kills", [True, False])
def test_a_new_token_may_kill_the_old_one(tokens, line, kills):
    habits = replace(HABITS, new_token_kills_old=kills)
    old, new = tokens.issue(line, habits), tokens.issue(line, habits)

    assert tokens.use(new) is line
    assert tokens.use(old) is (None if kills else line)


def test_killed_tokens_are_nobodys(tokens, line):
    token = tokens.issue(line, HABITS)

    tokens.kill()

    assert tokens.use(token) is None


def test_the_quota_is_used_up_and_comes_back_with_the_next_clock_hour(line, clock):
    charged = [line.charge(2) for _ in range(3)]
    clock.move(minutes=45)

    assert charged == [True, True, False]
    assert line.charge(2)


def test_the_quota_says_how_many_seconds_until_it_starts_again(line, clock):
    line.charge(10)
    before = line.quota(10)
    clock.move(minutes=44, seconds=59.5)

    assert before == Quota(limit=10, remaining=9, reset=45 * 60)
    assert line.quota(10).reset == 1


def test_a_quota_made_smaller_leaves_nothing_rather_than_less(line):
    for _ in range(5):
        line.charge(10)

    assert line.quota(3).remaining == 0


def test_statistics_have_one_place_and_who_meets_it_taken_is_counted(line):
    with line.statistics() as first, line.statistics() as second:
        pass
    with line.statistics() as third:
        pass

    assert (first, second, third) == (True, False, True)
    assert line.overlaps == 1


def test_the_place_is_free_again_after_a_failure(line):
    with pytest.raises(RuntimeError), line.statistics():
        raise RuntimeError

    with line.statistics() as free:
        assert free
