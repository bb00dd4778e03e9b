"""The field's own terms: each has a word, and no two on one screen have the same."""

import pytest

from components.bootstrap import Kind, Visitor
from components.measures.counts import Direction
from components.measures.outcomes import Outcome, Source, endings
from components.ui import words
from components.ui.language import LANGUAGES

SCREENS = {
    "directions": (words.directions, list(Direction)),
    "inbound outcomes": (lambda: words.outcomes(Direction.INBOUND), list(Outcome)),
    "outbound outcomes": (lambda: words.outcomes(Direction.OUTBOUND), list(Outcome)),
    "outcomes of both": (words.outcomes, list(Outcome)),
    "endings of calls": (lambda: words.endings(Source.CALLS), endings(Source.CALLS)),
    "endings of legs": (lambda: words.endings(Source.LEGS), endings(Source.LEGS)),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("screen", SCREENS)
def test_every_term_has_a_word_of_its_own(screen, language, told):
    speak, terms = SCREENS[screen]

    spoken = told(speak, language)

    assert len({spoken[term] for term in terms}) == len(terms)


@pytest.mark.parametrize(
    ("language", "missed"),
    [("en", ["Missed", "Not reached"]), ("ru", ["Пропущенные", "Недозвоны"])],
)
def test_outbound_calls_are_not_missed_but_not_reached(language, missed, told):
    spoken = told(
        lambda: [words.outcomes(direction)[Outcome.MISSED] for direction in Direction], language
    )

    assert spoken == missed


@pytest.fixture
def visitor(desk):
    def make(kind, title):
        return lambda: words.account(Visitor(kind, desk, title=title, zone=None))

    return make


def test_the_demo_is_called_what_it_is_in_every_language(visitor, told):
    assert told(visitor(Kind.DEMO, "demo"), "ru") == "Демо-офис"


def test_a_title_that_turns_is_fenced_in(visitor, told):
    assert told(visitor(Kind.OWN, "\u202eevil")).startswith("\u2068")
