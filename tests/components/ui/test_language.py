"""Every visible text goes through gettext, and every catalogue holds all of them."""

import ast
import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from babel import Locale
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from components.ui import language, state
from components.ui.language import (
    DATE_FORMATS,
    LANGUAGES,
    LOCALE_FOLDER,
    _,
    locale_of,
    understood,
)
from components.ui.selection import Selection

ROOT = Path(__file__).resolve().parents[3]
SCREENS = sorted([*ROOT.glob("pages/*.py"), *ROOT.glob("components/ui/*.py")])
TRANSLATED = sorted(set(LANGUAGES) - {"en"})

KEYWORDS = {"_": None, "ngettext": (1, 2)}
"""As in ``make words``."""

NAMES = {"App ID", "App Secret", "n = {number}"}
"""The providers' cabinets call them so in every language."""

SHOWN = {"alt", "body", "help", "label", "placeholder", "text", "title"}
"""Arguments of Streamlit's that people read."""

TALKING = {
    "button",
    "caption",
    "error",
    "header",
    "info",
    "metric",
    "spinner",
    "subheader",
    "title",
}
TALKING |= {"date_input", "form_submit_button", "multiselect", "radio", "selectbox"}
TALKING |= {"success", "text", "text_input", "time_input", "toggle", "warning", "write", "markdown"}
"""Elements whose first argument people read."""


def extracted():
    """Return every message of the source: a text, or its two English forms."""
    found = set()
    for folder in ("components", "pages"):
        for _file, _line, message, _comments, _context in extract_from_dir(
            ROOT / folder, keywords=KEYWORDS
        ):
            found.add(message)
    return found


def catalogue(name):
    path = LOCALE_FOLDER / name / "LC_MESSAGES" / "callboard.po"
    with path.open("rb") as file:
        return read_po(file, locale=name)


def messages(name):
    return [message for message in catalogue(name) if message.id]


def forms(text):
    """Return a text's forms: one, or as many as the language has."""
    return [text] if isinstance(text, str) else list(text)


def marks(text):
    """Return the placeholders and the PBX's own words in a text."""
    return Counter(re.findall(r"\{\w*\}|`[^`]*`", text))


def calls(path):
    return [node for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]


def tree(path):
    return ast.parse(path.read_text("utf-8"), str(path))


def called(node):
    """Return the last name of what a call calls."""
    match node.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def literals(node):
    """Yield the words that stand in an expression itself, not inside of another call."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.Call() | ast.Subscript() | ast.FormattedValue():
            return
        case _:
            yield from chain.from_iterable(map(literals, ast.iter_child_nodes(node)))


def shown(call):
    """Yield the arguments of a call that people read."""
    if called(call) in TALKING:
        yield from call.args[:1]
    yield from (keyword.value for keyword in call.keywords if keyword.arg in SHOWN)


def prose(node):
    """Yield the constants below a node that are sentences to people and in no catalogue.

    What holds an angle or an attribute is markup around them.
    """
    match node:
        case ast.Call() if called(node) in {*KEYWORDS, "exception"}:
            return
        case ast.Expr(value=ast.Constant()):
            return
        case ast.Constant(value=str(text)) if re.search(r"[<>]|=\"", text):
            return
        case ast.Constant(value=str(text)) if re.search(r"[^\W\d_] [^\W\d_]", text):
            yield text
        case _:
            yield from chain.from_iterable(map(prose, ast.iter_child_nodes(node)))


each_screen = pytest.mark.parametrize("path", SCREENS, ids=lambda path: path.stem)
each_translation = pytest.mark.parametrize("name", TRANSLATED)


# The source


@each_screen
def test_no_element_is_given_words_of_the_source(path):
    words = [
        text
        for call in calls(path)
        for argument in shown(call)
        for text in literals(argument)
        if re.search(r"[^\W\d_]{2}", text)
    ]

    assert words == []


@each_screen
def test_no_sentence_stands_in_the_source_outside_of_gettext(path):
    assert list(prose(tree(path))) == []


@each_screen
def test_a_message_is_a_literal_that_can_be_extracted(path):
    asked = [call for call in calls(path) if ast.unparse(call.func) in KEYWORDS]

    texts = [text for call in asked for text in call.args[: 1 if called(call) == "_" else 2]]

    assert [ast.unparse(text) for text in texts if not isinstance(text, ast.Constant)] == []


# The catalogues


def test_every_language_but_english_has_a_catalogue_and_no_other_has():
    assert sorted(folder.name for folder in LOCALE_FOLDER.iterdir()) == TRANSLATED


@each_translation
def test_no_message_of_the_source_is_missing_and_none_is_unused(name):
    held = {message.id for message in messages(name)}

    assert held == extracted()
    assert list(catalogue(name).obsolete) == []


@each_translation
def test_every_message_is_translated_and_none_is_a_guess(name):
    undone = [
        message.id
        for message in messages(name)
        if message.fuzzy or not all(map(str.strip, forms(message.string)))
    ]

    assert undone == []


@each_translation
def test_a_translation_keeps_the_placeholders_and_the_words_of_the_pbx(name):
    broken = [
        (one.id, form)
        for one in messages(name)
        for form in forms(one.string)
        if marks(form) != marks(forms(one.id)[-1])
    ]

    assert broken == []


@each_translation
def test_a_translation_ends_as_the_message_does(name):
    ends = re.compile(r"[.…:]?$")

    different = [
        one.id
        for one in messages(name)
        for form in forms(one.string)
        if ends.search(form).group() != ends.search(forms(one.id)[-1]).group()
    ]

    assert different == []


@each_translation
def test_a_plural_has_all_forms_of_the_language(name):
    count = catalogue(name).num_plurals

    plurals = [one for one in messages(name) if one.pluralizable]

    assert plurals
    assert [one.id for one in plurals if len(one.string) != count] == []


def test_russian_is_written_in_cyrillic():
    foreign = [
        one.id
        for one in messages("ru")
        if one.id not in NAMES
        and not all(re.search("[а-яё]", form.lower()) for form in forms(one.string))
    ]

    assert foreign == []


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (0, "звонков"),
        (1, "звонок"),
        (2, "звонка"),
        (4, "звонка"),
        (5, "звонков"),
        (11, "звонков"),
        (12, "звонков"),
        (21, "звонок"),
        (111, "звонков"),
        (1002, "звонка"),
    ],
)
def test_russian_counts_as_it_should(number, word):
    form = language.catalogue("ru").ngettext("{number} call", "{number} calls", number)

    assert form == f"{{number}} {word}"


@pytest.mark.parametrize(("name", "word"), [("en", "Missed"), ("ru", "Пропущенные")])
def test_a_text_comes_in_the_language_of_the_session(name, word, told):
    assert told(lambda: language._("Missed"), name) == word


@pytest.mark.parametrize(("name", "word"), [("en", "{number} calls"), ("ru", "{number} звонка")])
def test_a_plural_comes_in_the_language_of_the_session(name, word, told):
    assert told(lambda: language.ngettext("{number} call", "{number} calls", 3), name) == word


def test_a_language_without_a_catalogue_reads_english():
    assert language.catalogue("nl").gettext("Missed") == "Missed"


# The browser's tags


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("ru", "ru"),
        ("ru-RU", "ru"),
        ("RU_ru", "ru"),
        ("ru-Cyrl-UA", "ru"),
        ("en-GB", "en"),
        ("rue-UA", "en"),
        ("de-DE", "en"),
        ("", "en"),
        (None, "en"),
    ],
)
def test_a_browser_tag_chooses_the_language(tag, code):
    assert understood(tag) == code


@pytest.mark.parametrize(
    ("code", "tag", "chosen"),
    [
        ("en", "en-GB", "en_GB"),
        ("en", "en-US", "en_US"),
        ("ru", "ru-KZ", "ru_KZ"),
        ("ru", "en-GB", "ru"),
        ("en", "ru-RU", "en"),
        ("en", "en-x-nonsense-", "en"),
        ("en", None, "en"),
    ],
)
def test_numbers_follow_the_browser_where_it_speaks_the_language(code, tag, chosen):
    assert str(locale_of(code, tag)) == chosen


@given(st.sampled_from(sorted(LANGUAGES)), st.text() | st.from_regex(r"(en|ru)[-_].*"))
def test_whatever_the_browser_says_there_is_a_locale_of_the_language(code, tag):
    assert locale_of(code, tag).language == code


@given(st.none() | st.text())
def test_whatever_the_browser_says_there_is_a_language(tag):
    assert understood(tag) in LANGUAGES


def test_the_calendar_knows_an_order_for_every_language():
    assert DATE_FORMATS.keys() == LANGUAGES.keys()


def test_a_browser_without_a_zone_is_told_the_time_of_utc(stage):
    heard = []
    at = stage(_zone, heard)
    at.context = {}

    at.run()

    assert heard == [ZoneInfo("UTC")]


def test_a_browser_is_told_the_time_of_its_zone(told):
    assert told(language.browser_zone) == ZoneInfo("Europe/Moscow")


def _zone(heard):
    heard.append(language.browser_zone())


def _read(heard, *settled):
    for chosen in settled:
        state.session().selection = Selection(language=chosen)
        language.settle()
        heard.append(_("Overview"))


def _read_in_a_fragment(heard):
    heard.append((_("Overview"), language.locale()))


def test_a_choice_of_language_holds_from_the_moment_it_is_settled(stage):
    heard = []

    stage(_read, heard, "ru", "en", "ru").run()

    assert heard == ["Обзор", "Overview", "Обзор"]


def test_a_run_without_the_frame_reads_the_language_of_its_session(stage):
    heard = []

    for name in ("ru", "en"):
        stage(_read_in_a_fragment, heard, language=name).run()

    assert heard == [("Обзор", Locale("ru")), ("Overview", Locale("en"))]


def test_the_same_speech_is_one_value(told):
    assert told(language.speech, "ru") == told(language.speech, "ru")
    assert told(language.speech, "ru") != told(language.speech, "en")


# Where nobody looks


def test_a_thread_without_a_visitor_speaks_as_it_was_told(told):
    heard = told(language.speech, "ru")

    with ThreadPoolExecutor(1) as pool:
        said = pool.submit(_say, heard, "Inbound").result()

    assert said == "Входящие"


def _say(heard, message):
    with language.speaking(heard):
        return language._(message)
