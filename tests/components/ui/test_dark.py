"""The dark screen: one sentence, nothing to press, and the end of the run."""

import pytest

from components.ui import dark

HOSTILE = '<img src=x onerror=alert(1)> & "quoted"'


def _page(sentence, drawn_after):
    dark.draw(sentence, is_over=lambda: False)
    drawn_after.append("more")


@pytest.fixture
def screen(stage):
    """Draw a dark screen; returns what the browser is told, and what was drawn after it."""

    def draw(sentence):
        drawn_after = []
        at = stage(_page, sentence, drawn_after).run()
        assert not at.exception
        return "".join(node.proto.body for node in at.get("html")), drawn_after

    return draw


def test_the_sentence_is_told_and_nothing_comes_after_it(screen):
    told, drawn_after = screen("Switched off.")

    assert "<p data-reason>Switched off.</p>" in told
    assert drawn_after == []


def test_a_sentence_is_characters(screen):
    told, _drawn_after = screen(HOSTILE)

    assert "<img" not in told
    assert "&lt;img src=x onerror=alert(1)&gt; &amp; &quot;quoted&quot;" in told


def test_the_page_can_tell_when_the_server_no_longer_draws(screen):
    told, _drawn_after = screen("Switched off.")

    assert 'data-redraw="10"' in told
    assert 'data-gone="Callboard does not answer"' in told
