"""What stands on a wall, in words: figures, targets, comparisons, and why a number is old.

Everything is short: it is read from far away, and large letters leave little room.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Final
from zoneinfo import ZoneInfo

from babel.dates import format_skeleton

from components.ledger.queueing.turns import QuotaKept
from components.ledger.setbacks import Trouble
from components.measures import targets
from components.measures.changes import Change, Kind
from components.measures.outcomes import Source
from components.measures.targets import Figure, Mark, Target
from components.periods import spelling
from components.periods.presets import Preset
from components.periods.spelling import Period
from components.periods.window import Window
from components.reports.board import Panel
from components.reports.wall import Before
from components.ringme import errors
from components.ui import heading, text, words
from components.ui.language import _, locale, ngettext
from components.ui.period import preset_words
from components.ui.selection import Selection

_WEEK: Final = timedelta(days=6)
"""For so long the name of a weekday says which day is meant."""

_MINUTES: Final = timedelta(minutes=2)
"""From here on a time between two refreshes is told in whole minutes."""


def figure(one: Figure) -> tuple[str, str]:
    """Return whose calls a figure tells of, and what."""
    direction = one.direction
    named = words.measures(Source.CALLS, direction)[one.measure]
    return words.directions()[direction], named


def name(one: Figure) -> str:
    """Return the name of a figure where it stands alone."""
    return " · ".join(figure(one))


def number(one: Figure, found: Fraction | int | None) -> str:
    """Return a figure as the cards of other pages tell it."""
    match targets.kind(one):
        case Kind.RATE:
            return text.percent(None if found is None else float(found), locale())
        case Kind.AVERAGE:
            return text.talk(None if found is None else float(found))
    return text.ABSENT if found is None else text.number(int(found), locale())


def states() -> Mapping[Mark, str]:
    """Return the words for how a figure stands; ``NONE`` is where nothing is known."""
    return {
        Mark.GOOD: _("On target"),
        Mark.WATCH: _("Watch"),
        Mark.BAD: _("Off target"),
        Mark.NONE: _("No data"),
    }


def target(one: Figure, wanted: Target | None) -> tuple[str, str]:
    """Return what a figure should be, in full and in brief; nothing where nobody said."""
    if wanted is None:
        return "", ""
    sign = "≤" if targets.is_lower_better(one, wanted) else "≥"
    good = wanted.good
    goal = _round_percent(good) if targets.is_rate(one) else number(one, good)
    told = _together(f"{sign} {goal}")
    return _("Target {goal}").format(goal=told), told


def comparison(found: Change, one: Figure, before: Before, zone: ZoneInfo) -> tuple[str, str]:
    """Return how a figure has changed and what it was, and in brief what it was."""
    local = before.window.start.astimezone(zone)
    is_day = before.window.length <= timedelta(hours=25)
    when = format_skeleton("E", local, locale=locale()) if is_day else _("before")
    was = f"{when} {_together(number(one, found.b))}"
    changed = _change(found)
    return (f"{changed} · {was}" if changed else was), was


def scope(before: Before | None, zone: ZoneInfo, whose: str) -> tuple[str, str]:
    """Return what the numbers are compared with, whose they are and by which clock; in brief too.

    ``whose`` is as from outside.
    """
    told = []
    if before is not None:
        start, end = (at.astimezone(zone) for at in (before.window.start, before.window.end))
        days = format_skeleton("MMMEd", start, locale=locale())
        last = (end - timedelta(seconds=1)).date()
        if last != start.date():
            days += " – " + format_skeleton("MMMEd", last, locale=locale())
        is_cut = (end.hour, end.minute) != (0, 0)
        said = _("Compared with {days} until {time}") if is_cut else _("Compared with {days}")
        told.append(said.format(days=days, time=f"{end:%H:%M}"))
    brief = " · ".join([*told, *([whose] if whose else [])])
    return " · ".join([*([brief] if brief else []), zone.key.replace("_", " ")]), brief


def period(chosen: Period, window: Window, zone: ZoneInfo) -> tuple[str, str]:
    """Return the name of a period, with its date where it is a day, and the name alone."""
    if not isinstance(chosen, Preset):
        told = heading.span(window, zone)
        return told, told
    told = preset_words()[chosen]
    if chosen not in (Preset.TODAY, Preset.YESTERDAY):
        return told, told
    return f"{told} · {_day(window.start.astimezone(zone))}", told


def clock(at: datetime, *, now: datetime, zone: ZoneInfo) -> str:
    """Return a moment: ``14:02``, on another day ``Mon 14:02``, long ago ``17 Nov 14:02``."""
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    told = f"{local:%H:%M}"
    if local.date() == today:
        return told
    skeleton = "E" if abs(today - local.date()) <= _WEEK else "MMMd"
    return f"{format_skeleton(skeleton, local, locale=locale())} {told}"


def reason(trouble: Trouble, *, now: datetime, zone: ZoneInfo) -> str:
    """Return in one line why numbers do not come."""

    def told(at: datetime) -> str:
        return clock(at, now=now, zone=zone)

    match trouble.error:
        case errors.QuotaUsedUp(resets_at=resets_at) | QuotaKept(resets_at=resets_at):
            return _("Quota used up until {time}").format(time=told(resets_at or trouble.again_at))
        case errors.AccessDenied():
            return _("No right to these numbers")
    why = _reasons().get(type(trouble.error), _("The PBX fails"))
    since = _since(trouble)
    return _("{what} since {time}").format(what=why, time=told(since))


def all_reasons() -> tuple[str, ...]:
    """Return every reason with some moment, so that there is room for each."""
    at = "00:00"
    since = _("{what} since {time}")
    return (
        _("Quota used up until {time}").format(time=at),
        _("No right to these numbers"),
        _("The PBX fails"),
        silent(),
        slowed(timedelta(minutes=10)),
        slowed(timedelta(seconds=100)),
        *(since.format(what=what, time=at) for what in _reasons().values()),
    )


def slowed(refresh: timedelta) -> str:
    """Return that numbers come less often than they should."""
    if refresh < _MINUTES:
        seconds = round(refresh / timedelta(seconds=1))
        often = ngettext(
            "To spare the quota: every {number} second",
            "To spare the quota: every {number} seconds",
            seconds,
        )
        return often.format(number=seconds)
    minutes = round(refresh / timedelta(minutes=1))
    told = ngettext(
        "To spare the quota: every {number} minute",
        "To spare the quota: every {number} minutes",
        minutes,
    )
    return told.format(number=minutes)


def silent() -> str:
    """Return what a browser says on its own when the server is gone."""
    return _("Callboard does not answer")


def summary(selection: Selection) -> str:
    """Return what the board of a selection shows: its period, figures and extensions, as text."""
    return " | ".join(_panel(panel) for panel in selection.wall.panels)


def _panel(panel: Panel) -> str:
    """Return what one board of a wall shows."""
    named = preset_words()
    chosen = panel.period
    told = [text.as_characters(panel.title)] if panel.title else []
    told.append(named[chosen] if isinstance(chosen, Preset) else spelling.spell(chosen))
    told.extend(name(tile.figure) for tile in panel.tiles)
    if panel.is_part:
        told.append(", ".join(map(text.as_characters, (*panel.teams, *panel.extensions))))
    return "; ".join(told)


def _since(trouble: Trouble) -> datetime:
    return trouble.since or trouble.at


def _reasons() -> Mapping[type[errors.RingmeError], str]:
    silence, odd = _("No connection"), _("No answer that can be read")
    return {
        errors.Unreachable: silence,
        errors.NoAnswer: silence,
        errors.CertificateRefused: _("Certificate refused"),
        errors.CredentialsRefused: _("Credentials refused"),
        errors.SignInUnavailable: _("Sign-in fails"),
        errors.StatisticsBusy: _("Another program is asking"),
        errors.UnexpectedAnswer: odd,
        errors.AnswerTooLarge: odd,
        errors.PbxFault: _("The PBX fails"),
    }


def _change(found: Change) -> str:
    """Return a change with its sign; nothing where there is none to tell."""
    by = found.absolute
    if by is None:
        return ""
    sign = "+" if by > 0 else "−" if by < 0 else "±"
    match found.kind:
        case Kind.RATE:
            points = text.percent(float(abs(by)), locale()).removesuffix("%").rstrip()
            return f"{sign}{points} {_('pp')}"
        case Kind.AVERAGE:
            return sign + text.talk(float(abs(by)))
    return sign + text.number(abs(int(by)), locale())


def _together(told: str) -> str:
    """Return a number whose sign or unit does not slip into the next line."""
    return told.replace(" ", "\u00a0")


def _round_percent(share: Fraction) -> str:
    """Return a share in per cent, without a decimal that says nothing."""
    if (100 * share).denominator == 1:
        return f"{int(100 * share)} %"
    return text.percent(float(share), locale())


def _day(local: datetime) -> str:
    return format_skeleton("MMMEd", local, locale=locale())
