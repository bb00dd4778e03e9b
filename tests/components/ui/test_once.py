"""What was drawn is drawn once, and again as soon as anything in it differs."""

import gc

import pytest

from components.ui import once


class Figure:
    """Stands for a chart: it can be drawn, kept and forgotten."""


@pytest.fixture
def look(stage):
    """Make sessions, each of which draws figures made of these numbers whenever it runs."""

    def build(*numbers, place="chart"):
        seen = []
        script = stage(_draw, place, numbers, seen)
        return script, seen

    return build


def _draw(place, numbers, seen):
    seen.extend(once.drawn(place, (number,), Figure) for number in numbers)


def test_the_same_numbers_are_drawn_once(look):
    at, (seen) = look(1, 1)

    at.run()

    assert seen[0] is seen[1]


def test_other_numbers_are_drawn_anew(look):
    at, seen = look(1, 2)

    at.run()

    assert seen[0] is not seen[1]


def test_a_rerun_draws_nothing_again(look):
    at, seen = look(1)

    at.run().run()

    assert seen[0] is seen[1]


def test_each_place_has_its_own(look):
    (left, at_left), (right, at_right) = look(1, place="left"), look(1, place="right")

    left.run()
    right.run()

    assert at_left[0] is not at_right[0]


def test_two_sessions_share_what_both_show(look):
    (first, seen), (second, seen_too) = look(1), look(1)

    first.run()
    second.run()

    assert seen[0] is seen_too[0]


def test_what_no_session_shows_any_more_is_forgotten(look):
    at, seen = look(1)
    at.run()

    del at
    seen.clear()
    gc.collect()

    assert ("chart", (1,)) not in once._shared
