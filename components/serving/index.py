"""The start page: Streamlit's own, under our name, with our script and without inline ones."""

import re
from typing import Final
from urllib.parse import parse_qs

TITLE: Final = "Callboard"

SCRIPT: Final = "callboard.js"
"""Counts the ages of a wall's figures on, and brings it back: the file beside this module."""

DEFAULT: Final = "en"
"""The language of whoever reads none of ours."""

_COMMENT: Final = r"\s*(?:<!--(?:(?!-->).)*-->\s*)?"
"""What may stand before an element, and goes with it."""

_POINTER: Final = re.compile(_COMMENT + r'<link rel="service-desc"[^>]*>', re.DOTALL)
"""Where to find the agents' interface, which is closed."""

_INLINE: Final = re.compile(_COMMENT + r"<script>.*?</script>", re.DOTALL)
"""One line for crawlers that render pages; the policy lets no inline script run."""

_NOSCRIPT: Final = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)

_TOLD: Final = f"<noscript>{TITLE} needs JavaScript.</noscript>"


def dress(page: str, language: str) -> str:
    """Return Streamlit's ``index.html`` as Callboard's, for readers of ``language``."""
    for unwanted in (_POINTER, _INLINE):
        page = unwanted.sub("", page)
    page = _NOSCRIPT.sub(_TOLD, page)
    page = re.sub(r"<title>[^<]*</title>", f"<title>{TITLE}</title>", page)
    page = re.sub(r"<html\b[^>]*>", f'<html lang="{language}">', page)
    # Relative, as Streamlit's own files are: so it is found below any server.baseUrlPath.
    return page.replace("</head>", f'  <script defer src="./{SCRIPT}"></script>\n  </head>')


def language(query: bytes, accepted: str | None, known: tuple[str, ...]) -> str:
    """Return the language that a page will speak: the address's choice, else the browser's first.

    ``accepted`` is the ``Accept-Language`` header. Neither can bring in a word that is not in
    ``known``.
    """
    chosen = parse_qs(query.decode("latin-1")).get("lang", [""])[0]
    first = re.split(r"[-_,;]", accepted or "", maxsplit=1)[0].strip().lower()
    return next((tag for tag in (chosen, first) if tag in known), DEFAULT)
