"""Facts and corrections as rows of numbers, and back; what makes no fact is refused."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from operator import attrgetter
from typing import Final, TypeAlias

from components.ledger.facts import Correction, Fact, Series
from components.ledger.store.schema import COUNTED
from components.measures.counts import Counts, Sides
from components.measures.outcomes import Source
from components.periods.window import Window

Row: TypeAlias = Sequence[object]
Values: TypeAlias = Mapping[str, object]

BIGGEST: Final = 2**63 - 1
"""The biggest number that both databases can hold."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND: Final = timedelta(seconds=1)
_MICROSECOND: Final = timedelta(microseconds=1)
_numbers: Final = attrgetter(*(f"{side}.{name}" for side in Sides.__slots__ for name in COUNTED))
_NAMES: Final = tuple(f"{side}_{name}" for side in ("in", "out") for name in COUNTED)


def series(account: bytes, one: Series) -> Values:
    """Return the columns that say whose totals a row holds."""
    spelled = ",".join(str(extension) for extension in sorted(one.extensions))
    return {"account": account, "source": one.source.value, "extensions": spelled}


def fact(account: bytes, one: Fact) -> Values:
    """Return the row of a fact, without its number."""
    return {
        **_place(account, one),
        "read_at": stamp(one.read_at),
        **dict(zip(_NAMES, _numbers(one.sides), strict=True)),
    }


def stamp(moment: datetime) -> int:
    """Return a moment (aware) as microseconds since 1970."""
    return (moment - _EPOCH) // _MICROSECOND


def fits(one: Fact) -> bool:
    """Tell whether both databases can hold the numbers of a fact."""
    biggest: int = max(_numbers(one.sides))
    return biggest <= BIGGEST


def correction(account: bytes, one: Correction) -> Values:
    """Return the row of a correction, without its number."""
    return {
        **_place(account, one),
        "noticed_at": stamp(one.noticed_at),
        "before": json.dumps(_numbers(one.before)),
        "after": json.dumps(_numbers(one.after)),
    }


def facts_of(account: bytes, one: Series) -> Callable[[Row], Fact]:
    """Return what reads a row as a fact: whose it is, window, moment, numbers.

    It raises ``ValueError`` or ``OverflowError`` where the row is no fact of this account and
    series.
    """
    ours = tuple(series(account, one).values())

    def read(row: Row) -> Fact:
        if tuple(row[:3]) != ours:
            raise ValueError("a row of another account or series")
        start, end, read_at = row[3:6]
        return Fact(one, _window(start, end), _sides(row[6:]), _moment(read_at))

    return read


def read_correction(row: Row, account: bytes) -> Correction:
    """Return the correction that a row holds.

    Raises ``ValueError`` or ``OverflowError`` where it is no correction of this account.
    """
    _whose, source, extensions, start, end, noticed_at, before, after = row
    one = Series(Source(str(source)), _extensions(str(extensions)))
    if tuple(row[:3]) != tuple(series(account, one).values()):
        raise ValueError("a row of another account or series")
    sides = _sides(_list(before)), _sides(_list(after))
    return Correction(one, _window(start, end), *sides, _moment(noticed_at))


def _place(account: bytes, one: Fact | Correction) -> Values:
    return {
        **series(account, one.series),
        "starts_at": (one.window.start - _EPOCH) // _SECOND,
        "ends_at": (one.window.end - _EPOCH) // _SECOND,
    }


def _extensions(spelled: str) -> frozenset[int]:
    return frozenset(int(extension) for extension in spelled.split(",") if extension)


def _list(text: object) -> Sequence[object]:
    found = json.loads(str(text))
    return found if isinstance(found, list) else ()


def _window(start: object, end: object) -> Window:
    starts_at, ends_at = _whole((start, end))
    return Window(_EPOCH + timedelta(seconds=starts_at), _EPOCH + timedelta(seconds=ends_at))


def _moment(microseconds: object) -> datetime:
    return _EPOCH + timedelta(microseconds=_whole((microseconds,))[0])


def _sides(numbers: Sequence[object]) -> Sides:
    whole = _whole(numbers)
    if len(whole) != len(_NAMES) or min(whole) < 0:
        raise ValueError("not the numbers of a total")
    half = len(COUNTED)
    return Sides(Counts(*whole[:half]), Counts(*whole[half:]))


def _whole(values: Sequence[object]) -> Sequence[int]:
    # SQLite keeps whatever it was given, in a column of any type; and True is an int to Python.
    whole = [value for value in values if type(value) is int]
    if len(whole) != len(values):
        raise ValueError("not a whole number")
    return whole
