"""The dark screen: what a display shows while it may not, or cannot, show its board."""

from collections.abc import Callable
from functools import cache
from html import escape
from pathlib import Path
from time import monotonic_ns
from typing import Final, NoReturn

import streamlit as st

from components.ui.language import _

_STYLE: Final = Path(__file__).with_name("dark.css")

_CALMLY: Final = 10
"""Seconds between two looks whether there is light again."""


def draw(sentence: str, *, is_over: Callable[[], bool]) -> NoReturn:
    """Show one sentence on a black page, and end the run.

    ``is_over`` is asked every 10 seconds, because nobody is there to press anything; once it
    says so, the page runs anew. Streamlit keeps both, so neither may hold a visitor.
    """
    st.html(f"<style>{_style()}</style>")
    st.fragment(_wait, run_every=_CALMLY)(sentence, is_over)
    st.stop()


def _wait(sentence: str, is_over: Callable[[], bool]) -> None:
    if is_over():
        st.rerun()
    # The marks by which the page's own script sees that the server still draws.
    marks = {
        "data-redraw": str(_CALMLY),
        "data-drawn": str(monotonic_ns()),
        "data-gone": _("Callboard does not answer"),
    }
    told = " ".join(f'{name}="{escape(value)}"' for name, value in marks.items())
    with st.container(key="dark"):
        st.html(f"<div data-board {told}><p data-reason>{escape(sentence)}</p></div>")


@cache
def _style() -> str:
    return _STYLE.read_text("utf-8")
