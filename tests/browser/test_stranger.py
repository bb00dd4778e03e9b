"""The very first request of a freshly started server is a deep link, as from a television."""

import pytest
from playwright.sync_api import expect

PAGES = {
    "/connect": ("connect", "app_secret"),
    "/?account=golden&period=last-week": ("", "kpi_in_calls"),
    "/hours?account=golden&period=last-week": ("hours", "as_of"),
    "/": ("", "app_secret"),
}


MENU = [
    "/",
    "/compare",
    "/extensions",
    "/hours",
    "/missed",
    "/wall",
    "/displays",
    "/diagnostics",
    "/connect",
]


@pytest.mark.parametrize("path", PAGES)
def test_a_deep_link_gets_the_frame_the_door_and_the_right_page(visit, start, path):
    page, part = PAGES[path]

    with start() as fresh:
        screen = visit(path, program=fresh)

        expect(screen.part(part)).to_be_visible()
        expect(screen.part("lang")).to_be_visible()
        links = screen.page.get_by_test_id("stSidebarNavLink")
        addresses = links.evaluate_all("links => links.map(link => new URL(link.href).pathname)")
        assert addresses == MENU
        assert screen.page.title() == "Callboard"
        assert screen.page.url.startswith(f"{fresh.url}/{page}")


def test_no_page_shows_a_number_to_somebody_who_is_not_let_in(visit, pbx):
    asked = len(pbx.requests)
    screen = visit("/")

    places = ("overview", "compare", "extensions", "hours", "missed", "nowhere", "frame")
    for path in ("/?period=yesterday&ext=101", *(f"/{place}" for place in places)):
        screen.go(path)

        expect(screen.part("app_secret")).to_be_visible()
        assert screen.page.locator("[class*=st-key-kpi_]").count() == 0
    assert len(pbx.requests) == asked
