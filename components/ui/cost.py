"""What a view costs: said first where it is much, shown while it is paid, stopped at will."""

from typing import Final

import streamlit as st

from components.bootstrap import Visitor
from components.ledger.listed import Way
from components.ledger.queueing.urgency import Urgency
from components.periods.buckets import Step
from components.reports.answer import Answer
from components.reports.comparison import Comparison
from components.reports.inquiry import Inquiry
from components.reports.question import Question
from components.ui import address, state, text
from components.ui.filters import View
from components.ui.language import _, locale, ngettext
from components.ui.loading import Loaded
from components.ui.state import Loading

_MINUTE: Final = 60


def tell(loaded: Loaded, view: View, visitor: Visitor) -> None:
    """Ask whether a dear view is to be loaded, or show how far the loading has come.

    What it takes to tell extensions apart is told by :func:`tell_parts`, where that was chosen.
    """
    if not _parts(loaded):
        _tell(loaded, view, visitor)


def tell_parts(loaded: Loaded, view: View, visitor: Visitor) -> None:
    """Ask whether the extensions are to be told apart at their price, or show how far it is."""
    if _parts(loaded):
        _tell(loaded, view, visitor)


def _parts(loaded: Loaded) -> int:
    """Return how many extensions are to be told apart."""
    question = loaded.answer.question if loaded.answer is not None else None
    return len(question.split) if isinstance(question, Comparison) else 0


def _tell(loaded: Loaded, view: View, visitor: Visitor) -> None:
    answer = loaded.answer
    session = state.session()
    if answer is None or answer.trouble is not None or not answer.missing:
        session.loading = None
        return
    if loaded.is_asking:
        _progress(answer, visitor)
    else:
        session.loading = Loading(answer.question, answer.missing)
        _offer(answer, view, visitor, parts=_parts(loaded))


def _progress(answer: Answer, visitor: Visitor) -> None:
    session = state.session()
    begun = session.loading
    if begun is None or begun.question != answer.question or begun.missing < answer.missing:
        begun = session.loading = Loading(answer.question, answer.missing)
    done = begun.missing - answer.missing
    told = _("{done} of {all} answers came, {time} left").format(
        done=text.number(done, locale()),
        all=text.number(begun.missing, locale()),
        time=_time(answer.missing * visitor.desk.queue.seconds),
    )
    with st.container(
        horizontal=True, vertical_alignment="center", key="progress", width="stretch"
    ):
        st.progress(done / begun.missing, text=told)
        st.button(_("Stop"), key="stop", icon=":material/stop:", on_click=state.stop)


def _offer(answer: Answer, view: View, visitor: Visitor, *, parts: int) -> None:
    told = _of_parts(parts) + " " if parts and answer.question.hours is None else ""
    with st.container(key="cost", border=True):
        st.markdown(text.in_markdown(told + _price(answer, view, visitor)))
        with st.container(horizontal=True):
            st.button(
                _("Load"),
                key="load",
                type="primary",
                icon=":material/download:",
                on_click=state.agree,
            )
            if not parts and _may_be_coarser(answer.question):
                st.button(
                    _("Coarser"),
                    key="coarser",
                    icon=":material/zoom_out_map:",
                    help=_("Larger steps of time take fewer requests."),
                    on_click=state.coarsen,
                )


def _may_be_coarser(question: Inquiry) -> bool:
    """Tell whether larger steps of time are another way to look at it."""
    is_fixed = state.session().page in (address.WEEK, address.EXTENSIONS)
    return not is_fixed and state.coarser_step(question) is not None


def _of_parts(parts: int) -> str:
    """Return what it takes to tell extensions apart; working hours take more, a request a day."""
    return ngettext(
        "To tell {number} extension apart takes two requests: one for A and one for B.",
        "To tell {number} extensions apart takes two requests for each: one for A and one for B.",
        parts,
    ).format(number=text.number(parts, locale()))


def _price(answer: Answer, view: View, visitor: Visitor) -> str:
    """Return what a view takes, what is left of the hour, and how long it will last."""
    queue = visitor.desk.queue
    told = ngettext(
        "This view takes {number} request, {time}.",
        "This view takes {number} requests, {time}.",
        answer.missing,
    ).format(
        number=text.number(answer.missing, locale()),
        time=_time(answer.missing * queue.seconds),
    )
    asked = answer.question
    if isinstance(asked, Question) and (asked.step, asked.way) == (Step.HOUR, Way.STATISTICS):
        told += " " + _("At most: several hours without a call take one.")
    if queue.shares is None:
        return told
    until = text.moment(
        queue.shares.resets_at, now=visitor.desk.now, zone=view.zone, locale=locale()
    )
    told += " " + _("{left} of {limit} are left until {time}, for all programs.").format(
        left=text.number(queue.shares.left, locale()),
        limit=text.number(queue.shares.limit, locale()),
        time=until,
    )
    ours = queue.shares.of(Urgency.PERSON)
    if ours < answer.missing:
        told += " " + _("{number} of them can be had before that, the rest afterwards.").format(
            number=text.number(ours, locale())
        )
    return told


def _time(seconds: float) -> str:
    """Return about how long something takes, in words."""
    if seconds < _MINUTE:
        whole = max(1, round(seconds))
        return ngettext("about {number} second", "about {number} seconds", whole).format(
            number=whole
        )
    minutes = round(seconds / _MINUTE)
    return ngettext("about {number} minute", "about {number} minutes", minutes).format(
        number=minutes
    )
