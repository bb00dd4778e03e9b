"""What stands beside each other: extensions, the teams that are made of them, sums, the account."""

from collections.abc import Sequence
from dataclasses import dataclass

from components.measures import ranking
from components.measures.counts import Sides
from components.reports.answer import Compared, Overview, Row
from components.ringme.models import Extension
from components.ui import text, words
from components.ui.directories import Directory
from components.ui.language import _, ngettext


@dataclass(frozen=True, slots=True)
class Line:
    """Totals under a name, of one period or of two (``b`` is what ``a`` is compared with).

    ``key`` is the short number of an extension or the name of a team, ``names`` what stands in the
    columns before the numbers, as it came. None is not known. ``trend`` is what each bucket of the
    period came to; None where that is not told.
    """

    key: str
    names: tuple[str, str, str]
    a: Sides | None
    b: Sides | None = None
    trend: tuple[Sides | None, ...] | None = None


def extensions(
    shown: Overview | Compared, directory: Directory, kinds: Sequence[str] = ()
) -> list[Line]:
    """Return a line for each extension that was asked for, of some types where any are named."""
    listed = {one.id: one for one in (directory.known or {}).values()}
    named = words.types()
    lines = []
    for row in shown.rows:
        one = listed.get(row.extension)
        if one is None or (kinds and one.type not in kinds):
            continue
        names = one.number, one.label.strip(), named.get(one.type, one.type)
        if isinstance(row, Row):
            lines.append(Line(one.number, names, row.sides, None, row.trend))
        else:
            lines.append(Line(one.number, names, row.a, row.b))
    return lines


def teams(lines: Sequence[Line], directory: Directory) -> list[Line]:
    """Return a line for each team that some of these extensions are in: the sum of its own."""
    found = []
    for name in directory.teams:
        own = members(name, lines, directory)
        if own:
            number = ngettext("{number} extension", "{number} extensions", len(own))
            told = name, number.format(number=len(own)), _("Team")
            found.append(summed(told, own, key=name))
    return found


def members(team: str, lines: Sequence[Line], directory: Directory) -> list[Line]:
    """Return those of the lines whose extensions are in a team."""
    ids = directory.members(team)
    known = directory.known or {}
    return [line for line in lines if line.key in known and known[line.key].id in ids]


def summed(names: tuple[str, str, str], lines: Sequence[Line], *, key: str = "") -> Line:
    """Return the sum of some lines; what one of them does not know, it does not know either."""
    b = ranking.total([line.b for line in lines])
    trends = [line.trend for line in lines]
    return Line(key, names, ranking.total([line.a for line in lines]), b, _together(trends))


def account(shown: Overview | Compared) -> Line:
    """Return the account's own totals."""
    names = "", _("Account"), ""
    if isinstance(shown, Overview):
        return Line("", names, shown.sides)
    return Line("", names, shown.a.sides, shown.b.sides)


def kinds(shown: Overview | Compared, directory: Directory) -> list[str]:
    """Return the types of the extensions that were asked for."""
    asked = {row.extension for row in shown.rows}
    return sorted({one.type for one in _known(directory) if one.id in asked})


def type_name(kind: str) -> str:
    """Return the word for a type of extension, as characters."""
    return words.types().get(kind) or text.as_characters(kind)


def _known(directory: Directory) -> Sequence[Extension]:
    return list((directory.known or {}).values())


def _together(
    trends: Sequence[tuple[Sides | None, ...] | None],
) -> tuple[Sides | None, ...] | None:
    """Return the sum of trends, bucket by bucket; None where one of them is not told."""
    told = [trend for trend in trends if trend is not None]
    if not told or len(told) < len(trends):
        return None
    return tuple(ranking.total(bucket) for bucket in zip(*told, strict=True))
