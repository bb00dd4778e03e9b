"""Charts and tables that were drawn already: the same numbers in the same words, the same figure.

Drawing a figure takes longer than all the rest of a page, and the browser leaves one alone that
comes as it was. Sessions that show the same share it, and it is forgotten with the last of them.
"""

from collections.abc import Callable, Hashable
from typing import Any, Final, TypeVar, cast
from weakref import WeakValueDictionary

from components.ui import state

_Figure = TypeVar("_Figure")

_shared: Final[WeakValueDictionary[Hashable, Any]] = WeakValueDictionary()
"""Figures that some session shows, each by its place and by all that it is made of."""


def drawn(place: str, made_of: tuple[Hashable, ...], draw: Callable[[], _Figure]) -> _Figure:
    """Return what ``draw`` gave for a place of the page, drawn anew only where it differs.

    ``made_of`` is all that the figure depends on: numbers, choices and the visitor's speech,
    compared by value. Nobody may change a figure that came from here.
    """
    charts = state.session().charts
    former = charts.get(place)
    if former is not None and former[0] == made_of:
        return cast("_Figure", former[1])
    # Where two sessions draw the same at once, both are right and one of them stays.
    figure: _Figure | None = _shared.get((place, made_of))
    if figure is None:
        figure = _shared[place, made_of] = draw()
    charts[place] = (made_of, figure)
    return figure
