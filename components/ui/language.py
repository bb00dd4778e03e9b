"""Which language a visitor reads, and every visible text in it.

English stands in the source; the other languages are gettext catalogues below
``locale/``, read as they are, so that nothing has to be compiled.
"""

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import streamlit as st
from babel import Locale
from babel.core import UnknownLocaleError
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from components.periods import zones
from components.ui import state
from components.ui.selection import LANGUAGES

DATE_FORMATS: Final = {"en": "YYYY-MM-DD", "ru": "DD.MM.YYYY"}
"""How the calendar spells a date; it knows a few orders only."""

LOCALE_FOLDER: Final = Path(__file__).parent / "locale"

_TAGS: Final = 256
"""Browsers' tags whose locale is remembered: they come from outside, so there may be any number."""


@dataclass(frozen=True, slots=True)
class Speech:
    """What a visitor reads: the texts of a language, and the locale of numbers and dates."""

    texts: gettext.NullTranslations
    locale: Locale


_current: Final[ContextVar[Speech]] = ContextVar("speech")
"""The speech of the session that this thread works for.

A page has hundreds of texts and numbers, and asking the session for each takes longer than to
translate it. Streamlit gives each session threads of its own.
"""


def _(message: str) -> str:
    """Return a text in the visitor's language."""
    return speech().texts.gettext(message)


def ngettext(one: str, many: str, number: int) -> str:
    """Return the form of a text that goes with a number, in the visitor's language."""
    return speech().texts.ngettext(one, many, number)


def speech() -> Speech:
    """Return the visitor's speech; a fragment runs in a new thread, without :func:`settle`."""
    return _current.get(None) or _listen()


@contextmanager
def speaking(heard: Speech) -> Iterator[None]:
    """Speak as a visitor's session does, in a thread that works for none: that of a download."""
    former = _current.set(heard)
    try:
        yield
    finally:
        _current.reset(former)


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """Return the texts of a language; English needs none."""
    source = LOCALE_FOLDER / language / "LC_MESSAGES" / "callboard.po"
    if not source.exists():
        return gettext.NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(source.read_bytes()), locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def understood(tag: str | None) -> str:
    """Return the language that fits a browser's tag such as ``ru-RU``; English where none does."""
    language = (tag or "").replace("_", "-").split("-", maxsplit=1)[0].lower()
    return language if language in LANGUAGES else "en"


def settle() -> None:
    """Settle the language of this run: the visitor's choice, else the browser's."""
    session = state.session()
    session.language = understood(session.selection.language or st.context.locale)
    _listen()


def locale() -> Locale:
    """Return the visitor's locale for numbers and dates."""
    return speech().locale


@lru_cache(_TAGS)
def locale_of(language: str, tag: str | None) -> Locale:
    """Return the locale for numbers and dates: the browser's own if it speaks the language.

    So a reader of English in London sees days before months, one in Boston after.
    """
    if tag and understood(tag) == language:
        try:
            return Locale.parse(tag.replace("-", "_"))
        except (UnknownLocaleError, ValueError):
            pass
    return Locale.parse(language)


def _listen() -> Speech:
    language = state.session().language
    heard = Speech(catalogue(language), locale_of(language, st.context.locale))
    _current.set(heard)
    return heard


def browser_zone() -> ZoneInfo:
    """Return the zone of the visitor's browser, for moments told before an account is known."""
    return zones.named(st.context.timezone) or ZoneInfo("UTC")
