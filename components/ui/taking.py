"""Takes the numbers away: the table and the trend as files, and a chart as a picture."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final
from zoneinfo import ZoneInfo

import streamlit as st
from babel.numbers import get_decimal_symbol

from components.bootstrap import Visitor
from components.charts import picture as pictures
from components.exports import csv_file, xlsx_file
from components.exports.names import file_name
from components.exports.sheet import Sheet
from components.exports.spelling import Spelling
from components.measures.outcomes import MenuCountsAs
from components.periods.window import Window
from components.reports.answer import Compared, Overview
from components.reports.compare import Align
from components.ui import about, language, sheets, tables, trend_sheets, words
from components.ui.about import Origin
from components.ui.filters import View
from components.ui.language import Speech, _, locale, speech

_CSV: Final = "text/csv"
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_SECOND: Final = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Taken:
    """What is taken away: values alone, for Streamlit keeps them until the next run or for longer.

    A download is made when somebody presses its button, in a thread that knows no visitor.
    """

    shown: Overview | Compared
    menu: MenuCountsAs
    align: Align
    origin: Origin
    speech: Speech

    def table(self) -> Sheet:
        """Return the table of the page."""
        if isinstance(self.shown, Compared):
            return sheets.compared(self.shown, self.menu)
        question = self.shown.question
        return sheets.overview(self.shown.sides, question.source, self.menu)

    def trend(self) -> Sheet:
        """Return the trend behind the chart of the page."""
        if isinstance(self.shown, Compared):
            return trend_sheets.compared(self.shown, self.menu, self.align)
        return trend_sheets.overview(self.shown, self.menu)

    def csv(self, sheet: "Callable[[Taken], Sheet]") -> bytes:
        """Return one of the sheets as a CSV file."""
        with language.speaking(self.speech):
            return csv_file.encode(sheet(self), _spelling())

    def xlsx(self) -> bytes:
        """Return the workbook: the table, what its numbers are, and the trend."""
        with language.speaking(self.speech):
            explained = about.sheet(self.shown, self.menu, self.origin)
            pages = (self.table(), explained, self.trend())
            return xlsx_file.encode(pages, _spelling(), made_at=self.origin.now)

    def file_name(self, what: str, suffix: str) -> str:
        """Return a file's name that tells what is in it and the days of it."""
        zone = self.origin.zone
        if isinstance(self.shown, Compared):
            asked = self.shown.comparison.pair
            spans = [*_days(asked.a, zone), "against", *_days(asked.b, zone)]
            return file_name("callboard-compare", what, *spans, suffix=suffix)
        days = _days(self.shown.question.window, zone)
        return file_name("callboard-overview", what, *days, suffix=suffix)


@dataclass(frozen=True, slots=True)
class TakenSheet:
    """One table that is taken away: values alone, as in :class:`Taken`."""

    sheet: Sheet
    window: Window
    zone: ZoneInfo
    now: datetime
    speech: Speech

    def encoded(self, suffix: str) -> bytes:
        """Return the table as a file of this kind."""
        with language.speaking(self.speech):
            if suffix == "csv":
                return csv_file.encode(self.sheet, _spelling())
            return xlsx_file.encode((self.sheet,), _spelling(), made_at=self.now)


def offer(
    shown: Overview | Compared, view: View, visitor: Visitor, align: Align = Align.POSITION
) -> None:
    """Draw the popover *Download* (key ``download``): CSV of the table, CSV of the trend, XLSX.

    ``shown`` is what the page shows; ``align`` how its chart lays two periods over each other.
    Nothing is made before somebody presses a button, and what is kept until then holds values
    only.
    """
    # What is in a popover that tracks its state is drawn, and sent, only while it is open.
    popover = st.popover(
        _("Download"), icon=":material/download:", key="download", on_change="rerun"
    )
    if not popover.open:
        return
    taken = Taken(shown, visitor.menu_counts_as, align, _origin(shown, view, visitor), speech())
    with popover:
        _button(_("Table (CSV)"), taken, "table", partial(taken.csv, Taken.table))
        _button(_("Trend (CSV)"), taken, "trend", partial(taken.csv, Taken.trend))
        _button(_("Everything (XLSX)"), taken, "", taken.xlsx)
        st.caption(_("A chart is saved as a picture by the camera in its corner."))


def offer_sheet(sheet: Sheet, what: str, window: Window, zone: ZoneInfo, visitor: Visitor) -> None:
    """Draw the popover *Download* (key ``download``) for one table: CSV and XLSX of it.

    ``what`` is the table's name in those of the files.
    """
    popover = st.popover(
        _("Download"), icon=":material/download:", key="download", on_change="rerun"
    )
    if not popover.open:
        return
    taken = TakenSheet(sheet, window, zone, visitor.desk.now, speech())
    name = f"callboard-{what}"
    with popover:
        for suffix, word, kind in (
            ("csv", _("Table (CSV)"), _CSV),
            ("xlsx", _("Everything (XLSX)"), _XLSX),
        ):
            st.download_button(
                word,
                partial(taken.encoded, suffix),
                file_name=file_name(name, *_days(window, zone), suffix=suffix),
                mime=kind,
                key=f"download_{suffix}",
                on_click="ignore",
                icon=":material/table:",
                type="tertiary",
            )


def picture(chart: str, window: Window, zone: ZoneInfo) -> dict[str, Any]:
    """Return the ``config`` of a Plotly chart that offers itself as a PNG, and nothing else.

    ``chart`` is the element key, such as ``chart_trend``; with the days of the window in the zone
    it makes the file's name.
    """
    name = file_name("callboard", chart.removeprefix("chart_"), *_days(window, zone))
    spoken = {
        "save": _("Save the chart as a picture (PNG)"),
        "making": _("The picture is being made…"),
        "saved": _("The picture was saved"),
        "failed": _("The picture could not be made."),
    }
    return pictures.config(name, spoken)


def _button(label: str, taken: Taken, what: str, make: Callable[[], bytes]) -> None:
    is_csv = bool(what)
    st.download_button(
        label,
        make,
        file_name=taken.file_name(what, "csv" if is_csv else "xlsx"),
        mime=_CSV if is_csv else _XLSX,
        key=f"download_{what or 'workbook'}",
        on_click="ignore",
        icon=":material/table:" if is_csv else ":material/folder_zip:",
        type="tertiary",
    )


def _origin(shown: Overview | Compared, view: View, visitor: Visitor) -> Origin:
    asked = shown.question if isinstance(shown, Overview) else shown.comparison
    names = tuple(view.directory.whose(asked.extensions))
    return Origin(words.account(visitor), names, view.zone, visitor.desk.now)


def _days(window: Window, zone: ZoneInfo) -> list[str]:
    """Return the first and last local day of a window, once where they are the same."""
    ends = (window.start, window.end - _SECOND)
    return list(dict.fromkeys(end.astimezone(zone).date().isoformat() for end in ends))


def _spelling() -> Spelling:
    return Spelling(get_decimal_symbol(locale()), tables.points())
