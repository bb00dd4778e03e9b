"""Which language a visitor reads, and every visible text in it.

English stands in the source; the other languages are gettext catalogues below
``locale/``, read as they are, so that nothing has to be compiled.
"""

import gettext
from functools import cache
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


def _(message: str) -> str:
    """Return a text in the visitor's language."""
    return catalogue(state.session().language).gettext(message)


def ngettext(one: str, many: str, number: int) -> str:
    """Return the form of a text that goes with a number, in the visitor's language."""
    return catalogue(state.session().language).ngettext(one, many, number)


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


def locale() -> Locale:
    """Return the visitor's locale for numbers and dates."""
    return locale_of(state.session().language, st.context.locale)


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


def browser_zone() -> ZoneInfo:
    """Return the zone of the visitor's browser, for moments told before an account is known."""
    return zones.named(st.context.timezone) or ZoneInfo("UTC")
