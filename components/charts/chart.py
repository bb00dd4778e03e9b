"""A figure that is handed over many times, and told only once."""

from typing import Any

import plotly.graph_objects as go


class Chart(go.Figure):
    """A figure whose ``to_dict`` copies it once: afterwards it must not be changed any more.

    Streamlit asks for it at every run of a page. Copied each time, a quarter by hour takes 16 ms.
    """

    def to_dict(self) -> dict[str, Any]:
        """Return what the figure holds, the same object each time; nobody may write to it."""
        told: dict[str, Any] | None = self.__dict__.get("_told")
        if told is None:
            told = self.__dict__["_told"] = super().to_dict()
        return told
