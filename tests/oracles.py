"""Second, independent arithmetic: what the tests believe instead of asking the code under test.

Nothing here imports ``components``. Counts are the raw answers of the PBX, with its own keys.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import combinations, product
from math import hypot
from typing import Final
from zoneinfo import ZoneInfo

DOCUMENTED: Final[Mapping[str, Mapping[str, int]]] = {
    "in": {
        "busy": 0,
        "bridged_duration": 6142,
        "answered": 15,
        "not answered": 5,
        "rejected": 0,
        "failed": 8,
        "bridged": 59,
        "duration": 6386,
        "total": 87,
    },
    "out": {
        "busy": 0,
        "bridged_duration": 958,
        "answered": 0,
        "not answered": 37,
        "rejected": 0,
        "failed": 22,
        "bridged": 87,
        "duration": 958,
        "total": 146,
    },
}
"""The vendor's example, as its page prints it: the first ten days of November 2019."""

# --- time -----------------------------------------------------------------------------------------

CLOCKS: Final = (
    "Europe/Moscow",  # +03:00, and +04:00 for some years
    "Asia/Kolkata",  # +05:30
    "Asia/Kathmandu",  # +05:45
    "Europe/Berlin",  # 23 and 25 hours
    "America/Sao_Paulo",  # no midnight in spring, until 2018
    "Asia/Beirut",  # no midnight in spring, and the hour before midnight twice in autumn
    "America/Havana",  # midnight twice in autumn
    "Australia/Lord_Howe",  # changes by half an hour
    "Pacific/Apia",  # no 30 December 2011
)
"""Zones whose clocks do, between them, nearly everything that clocks have done since 2000."""

_QUARTER: Final = timedelta(minutes=15)


def quarter_hours(first: date, last: date, zone: ZoneInfo) -> list[datetime]:
    """Return the UTC quarter hours whose local date lies between two days, both included.

    By brute force over every quarter hour around the range. The clocks in ``CLOCKS`` change at
    quarter hours; Newfoundland's, which changed at 00:01 until 2011, would need minutes.
    """
    moment = datetime(first.year, first.month, first.day, tzinfo=UTC) - timedelta(days=2)
    beyond = datetime(last.year, last.month, last.day, tzinfo=UTC) + timedelta(days=3)
    inside = []
    while moment < beyond:
        if first <= moment.astimezone(zone).date() <= last:
            inside.append(moment)
        moment += _QUARTER
    return inside


# --- colour ---------------------------------------------------------------------------------------

Rgb = tuple[float, float, float]

# Machado, Oliveira, Fernandes: "A Physiologically-based Model for Simulation of Color Vision
# Deficiency", IEEE TVCG 15 (2009), table of matrices for severity 1.0, on linear RGB.
_MACHADO: Final[Mapping[str, tuple[Rgb, Rgb, Rgb]]] = {
    "normal": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
}

VISIONS: Final = tuple(_MACHADO)
"""The eyes to simulate: normal, protanopia, deuteranopia."""

# sRGB to CIE XYZ, IEC 61966-2-1, and its white point D65.
_XYZ: Final = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
_WHITE: Final = (0.9505, 1.0, 1.089)


def contrast(one: str, other: str) -> float:
    """Return the WCAG 2 contrast of two ``#rrggbb`` colours, 1 to 21."""
    low, high = sorted(_product(_XYZ[1:2], _linear(colour))[0] for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def difference(one: str, other: str, vision: str) -> float:
    """Return how far apart two ``#rrggbb`` colours look to these eyes, in CIE76."""
    lightness, green_red, blue_yellow = (
        a - b for a, b in zip(_lab(one, vision), _lab(other, vision), strict=True)
    )
    return hypot(lightness, green_red, blue_yellow)


def _linear(colour: str) -> Rgb:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return _expand(red), _expand(green), _expand(blue)


def _expand(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _product(matrix: tuple[Rgb, ...], vector: Rgb) -> list[float]:
    return [
        sum(factor * value for factor, value in zip(row, vector, strict=True)) for row in matrix
    ]


def _lab(colour: str, vision: str) -> Rgb:
    red, green, blue = (
        min(max(value, 0.0), 1.0) for value in _product(_MACHADO[vision], _linear(colour))
    )
    xyz = _product(_XYZ, (red, green, blue))
    x, y, z = (_cube_root(value / white) for value, white in zip(xyz, _WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _cube_root(value: float) -> float:
    return value ** (1 / 3) if value > 216 / 24389 else (24389 / 27 * value + 16) / 116


# --- totals that follow from totals ---------------------------------------------------------------

Told = tuple[int, int, int]
"""From which mark to which later one, and what was counted there."""


def derived(told: Iterable[Told], marks: int) -> list[list[int | None]]:
    """Return every total between marks ``0 … marks - 1`` that follows from those that were told.

    By brute force until nothing more follows: totals add up, the other way round they count
    negative, and where nothing was counted, nothing was counted in any part.
    """
    table: list[list[int | None]] = [[None] * marks for _ in range(marks)]
    for mark in range(marks):
        table[mark][mark] = 0
    for start, end, total in told:
        table[start][end], table[end][start] = total, -total
    while _follow(table):
        pass
    return table


def _follow(table: list[list[int | None]]) -> bool:
    """Enter what follows at once; return whether anything did."""
    every = range(len(table))
    is_news = False
    for middle, start, end in product(every, repeat=3):
        one, other = table[start][middle], table[middle][end]
        if table[start][end] is None and one is not None and other is not None:
            table[start][end] = one + other
            is_news = True
    for start, middle, end in combinations(every, 3):
        if table[start][end] == 0 and table[start][middle] is None:
            table[start][middle] = table[middle][start] = 0
            is_news = True
    return is_news


def fewest_windows(marks: Sequence[int], told: Iterable[tuple[int, int]], longest: int) -> int:
    """Return how few windows, none longer than ``longest``, join all marks to one network.

    What was told is joined already. Dreyfus and Wagner's minimal tree, over every whole instant
    within reach; the zero rule is left out.
    """
    told = list(told)
    first, last = min(marks) - longest, max(marks) + longest
    nodes = range(last - first + 1)
    hops = [[0 if a == b else 1 if abs(a - b) <= longest else _FAR for b in nodes] for a in nodes]
    for start, end in told:
        if first <= start and end <= last:
            hops[start - first][end - first] = hops[end - first][start - first] = 0
    for via, a, b in product(nodes, repeat=3):
        hops[a][b] = min(hops[a][b], hops[a][via] + hops[via][b])
    terminals = [mark - first for mark in marks]
    trees = {1 << place: hops[node] for place, node in enumerate(terminals)}
    for group in range(1, 1 << len(terminals)):
        if group in trees:
            continue
        parts = [part for part in range(1, group) if part & group == part]
        met = [
            min(trees[part][node] + trees[group ^ part][node] for part in parts) for node in nodes
        ]
        trees[group] = [min(met[via] + hops[via][node] for via in nodes) for node in nodes]
    return trees[(1 << len(terminals)) - 1][terminals[0]]


_FAR: Final = 1_000_000
