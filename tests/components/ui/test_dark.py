"""The dark screen: one sentence, nothing to press, and light again by itself."""

import re

from streamlit.testing.v1.element_tree import UnknownElement

from components.ui import dark

HOSTILE = '<script>alert(1)</script> & "quoted"'


def _draw(sentence, answers, after):
    dark.draw(sentence, is_over=lambda: answers.pop(0))
    after.append("drawn on")


def html(at):
    return [one.proto.body for one in at.main if isinstance(one, UnknownElement)] + [
        one.proto.body for one in at.main.get("html")
    ]


def drawn(at):
    (board,) = {body for body in html(at) if "data-board" in body}
    return board


def test_a_sentence_stands_there_as_characters_and_the_run_ends(stage):
    after = []

    at = stage(_draw, HOSTILE, [False], after).run()

    assert "&lt;script&gt;" in drawn(at)
    assert "<script" not in drawn(at)
    assert after == []
    assert len(at.button) == 0


def test_each_look_is_marked_as_a_new_one(stage):
    at = stage(_draw, "Dark.", [False, False], []).run()
    first = drawn(at)

    second = drawn(at.run())

    marks = [re.search(r'data-drawn="(\d+)"', one).group(1) for one in (first, second)]
    assert int(marks[0]) < int(marks[1])
    assert 'data-redraw="10"' in second


def test_light_comes_back_by_itself(stage):
    answers = [True, False]

    stage(_draw, "Dark.", answers, []).run()

    assert answers == []
