"""A chart as a picture: the one button of a chart, which saves it as a PNG."""

from collections.abc import Mapping
from typing import Any, Final

_SCALE: Final = 2
"""Pixels of a picture for one of the screen, so that it is sharp on paper too."""

_MESSAGES: Final[Mapping[str, str]] = {
    "save": "Download plot as a PNG",
    "making": "Preparing image - this may take a few seconds",
    "saved": "Image download succeeded",
    "failed": "Sorry, there was a problem downloading your image!",
}
"""What Plotly says by itself, by what we call it."""

_LANGUAGE: Final = "callboard"


def config(file_name: str, words: Mapping[str, str]) -> dict[str, Any]:
    """Return Plotly's settings for a chart with that one button, always in sight.

    ``file_name`` has no ending; ``words`` has a text for *save*, *making*, *saved* and *failed*.
    Plotly knows them as a language of its own.
    """
    spoken = {message: words[name] for name, message in _MESSAGES.items()}
    return {
        "displayModeBar": True,
        "displaylogo": False,
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": {"format": "png", "filename": file_name, "scale": _SCALE},
        "locale": _LANGUAGE,
        "locales": {_LANGUAGE: {"dictionary": spoken, "format": {}}},
    }
