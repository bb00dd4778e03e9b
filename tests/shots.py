"""Takes pictures of every page, as a new visitor of the demo sees it: ``make shots``.

``python -m tests.shots --picture docs/overview.png`` takes the README's instead.
"""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.chromium import launch
from tests.browser.program import ROOT, Program
from tests.browser.screen import DESK, PHONE, Screen
from tests.browser.wall import Wall

LANGUAGES = {"en": "en-GB", "ru": "ru-RU"}

LOOKS = {
    "light": ("light", DESK),
    "dark": ("dark", DESK),
    "phone": ("light", PHONE),
    "phone-dark": ("dark", PHONE),
}
"""What a picture is named after: theme and size."""

PAPER = {"width": 703, "height": 1032}
"""Pixels that the margins leave of A4."""


@dataclass(frozen=True)
class View:
    """One picture of the demo: its address, whether its price is paid, and what is drawn last."""

    query: str
    last: str = "chart_endings"
    is_loaded: bool = True
    page: str = ""


OVERVIEW = View("period=last-28-days")


def _compare(query: str, last: str = "chart_why_out", *, is_loaded: bool = True) -> View:
    return View(query, last, is_loaded, page="compare")


VIEWS = {
    "overview": OVERVIEW,
    "overview-final": View("period=2025-10-06..2025-10-19"),
    # What is known by day is asked for by hour, and shown as it is until somebody pays.
    "overview-coarse": View("period=2025-10-06..2025-10-19&by=hour", is_loaded=False),
    "overview-today": View("period=today"),
    "overview-cost": View("period=2020-01-01..2020-03-31&by=day", "cost", is_loaded=False),
    "overview-legs": View("period=last-28-days&by=week&source=legs&show=shares&ext=101&ext=104"),
    "overview-empty": View("period=2010-01-01..2010-01-10", "as_of"),
    "compare": _compare("period=last-7-days"),
    "compare-final": _compare("period=2025-10-06..2025-10-12&why=outcome&of=calls"),
    "compare-unequal": _compare("period=2025-10-01..2025-10-31&against=2025-09-01..2025-09-12"),
    "compare-hours": _compare("period=last-week&hours=mon-fri.09:00-18:00&holidays=DE"),
    "compare-cost": _compare(
        "period=2025-10-15..2025-10-16&by=day&why=extension", "cost", is_loaded=False
    ),
    "compare-extensions": _compare("period=2025-10-08..2025-10-09&by=day&why=extension"),
}

VIEWS |= {
    "hours": View("period=last-28-days", "chart_hours", page="hours"),
    "extensions": View("period=last-week", "difference", page="extensions"),
}

WALLS = {
    "720p": {"width": 1280, "height": 720},
    "1080p": {"width": 1920, "height": 1080},
    "4k": {"width": 3840, "height": 2160},
    "upright": {"width": 1080, "height": 1920},
}
"""The televisions on which the wall is taken."""

BOARD = "figure=in_answer_rate~80~60&figure=in_missed~10~30&figure=in_calls&figure=out_calls"

PRINTED = ("overview", "compare")
"""Views that are also taken as they are printed on A4."""

PICTURE = {"width": 1440, "height": 1800}


def main(arguments: list[str] | None = None) -> int:
    """Take the pictures that were asked for and say where they are."""
    parser = argparse.ArgumentParser(prog="python -m tests.shots", description=__doc__)
    parser.add_argument("--picture", type=Path, metavar="FILE", help="only the README's picture")
    picture = parser.parse_args(arguments).picture
    with _stage() as (browser, home):
        for path in [_picture(browser, home, picture)] if picture else _all(browser, home):
            sys.stdout.write(f"{path} {path.stat().st_size // 1024} kB\n")
    return 0


@contextmanager
def _stage() -> Iterator[tuple[Browser, str]]:
    """Start Callboard and a browser."""
    with (
        TemporaryDirectory() as folder,
        Program(Path(folder)) as program,
        sync_playwright() as playwright,
    ):
        yield launch(playwright), program.url


def _all(browser: Browser, home: str) -> Iterator[Path]:
    """Take every page in every language and look."""
    folder = ROOT / "shots"
    folder.mkdir(exist_ok=True)
    for language, look in product(LANGUAGES, LOOKS):
        screen = _screen(browser, home, LANGUAGES[language], *LOOKS[look])
        screen.go("/connect")
        yield _whole(screen, folder / f"connect-{look}-{language}.png")
        for name, view in VIEWS.items():
            _demo(screen, view)
            yield _whole(screen, folder / f"{name}-{look}-{language}.png")
            if look == "light" and name in PRINTED:
                yield from _printed(screen, folder / f"{name}-print-{language}.png")
        screen.page.locator("a[href$='/diagnostics']").evaluate("link => link.click()")
        expect(screen.part("diagnostics_requests")).to_be_visible()
        yield _whole(screen, folder / f"diagnostics-{look}-{language}.png")
        screen.page.context.close()
    for language, locale in LANGUAGES.items():
        yield from _walls(_screen(browser, home, locale, "dark", DESK), language)


def _walls(screen: Screen, language: str) -> Iterator[Path]:
    """Take the wall on every television, then its set-up."""
    screen.go(f"/wall?period=last-28-days&{BOARD}")
    screen.press("demo")
    wall = Wall(screen)
    wall.until_all("live", within=30)
    expect(screen.page.locator(".wb-gap")).to_have_count(0, timeout=60_000)
    for name, size in WALLS.items():
        screen.page.set_viewport_size(size)
        path = ROOT / "shots" / f"wall-{name}-{language}.png"
        screen.page.screenshot(path=path)
        yield path
    screen.page.set_viewport_size(DESK)
    screen.press("wall_open")
    expect(screen.page.locator(".wb-picture section").first).to_be_visible()
    yield _whole(screen, ROOT / "shots" / f"wall-setup-{language}.png")
    screen.page.context.close()


def _picture(browser: Browser, home: str, path: Path) -> Path:
    """Take the overview down to the end of its charts, for the README."""
    screen = _screen(browser, home, LANGUAGES["en"], "light", PICTURE)
    _demo(screen, OVERVIEW)
    charts = screen.part("chart_endings").bounding_box()
    assert charts is not None, "the overview shows its charts"
    height = int(charts["y"] + charts["height"])
    screen.page.screenshot(path=path, clip={"x": 0, "y": 0, **PICTURE, "height": height})
    return path


def _screen(browser: Browser, home: str, locale: str, theme: str, size: dict[str, int]) -> Screen:
    context = browser.new_context(
        locale=locale, timezone_id="Europe/Moscow", color_scheme=theme, viewport=size
    )
    return Screen(context.new_page(), home)


def _demo(screen: Screen, view: View) -> None:
    """Open a view of the demo and wait until all of it is drawn."""
    screen.go(f"/{view.page}?{view.query}")
    screen.press("demo")
    known = screen.part(view.last).or_(screen.part("cost"))
    expect(known.first).to_be_visible(timeout=30_000)
    if view.is_loaded and screen.part("cost").is_visible():
        screen.press("load")
    last = screen.part(view.last)
    expect(last).to_be_visible(timeout=30_000)
    expect(screen.part("progress")).to_have_count(0, timeout=30_000)
    if view.last.startswith("chart"):
        expect(last.locator(".main-svg").first).to_be_visible(timeout=30_000)
    screen.rest()


def _whole(screen: Screen, path: Path) -> Path:
    """Take the whole page: Streamlit scrolls inside of it, so the window grows for a moment."""
    size = screen.page.viewport_size
    main = screen.page.get_by_test_id("stMain")
    height = main.evaluate("main => main.scrollHeight")
    screen.page.set_viewport_size({**size, "height": max(height, size["height"])})
    screen.rest()
    screen.page.screenshot(path=path)
    screen.page.set_viewport_size(size)
    return path


def _printed(screen: Screen, path: Path) -> Iterator[Path]:
    """Take the pages that it makes on paper, and all that is on them in one strip."""
    size = screen.page.viewport_size
    paper = path.with_suffix(".pdf")
    screen.page.pdf(path=paper, format="A4", print_background=True)
    yield paper
    screen.page.emulate_media(media="print")
    screen.page.set_viewport_size(PAPER)
    screen.page.screenshot(path=path, full_page=True)
    yield path
    screen.page.emulate_media(media="null")
    screen.page.set_viewport_size(size)


if __name__ == "__main__":
    sys.exit(main())
