"""Does once, at the start, what the first visitor would otherwise wait for.

It also comes before the freeze in ``app.py``: what a first run leaves behind in Babel, pandas and
Plotly would be looked through after every later run.
"""

from collections import defaultdict
from datetime import date
from importlib import import_module
from pkgutil import iter_modules
from typing import Final

from components import ui
from components.charts import endings, outcomes
from components.charts.theme import THEMED
from components.measures.counts import Counts, Sides
from components.measures.frames import ending_frame, outcome_frame
from components.measures.outcomes import MenuCountsAs, Source
from components.periods import zones
from components.ui import language, text
from components.ui.selection import LANGUAGES

_CALL: Final = Sides(Counts(total=1, bridged=1), Counts())
_MENU: Final = MenuCountsAs.MISSED


def warm_up() -> None:
    """Import what the pages use, read the catalogues, and draw the charts of one call."""
    for module in iter_modules(ui.__path__, f"{ui.__name__}."):
        import_module(module.name)
    zones.names()
    for name in LANGUAGES:
        language.catalogue(name)
        locale = language.locale_of(name, None)
        text.number(1, locale)
        text.percent(1, locale)
        text.day(date.min, locale)
    words: defaultdict[str, str] = defaultdict(str)
    for chart, frame in (
        (outcomes, outcome_frame(_CALL, _MENU)),
        (endings, ending_frame(_CALL, Source.CALLS, _MENU)),
    ):
        chart.figure(frame, words=words, palette=THEMED, number=str, shares=False).to_json()
