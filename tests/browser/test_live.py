"""A page that stays open keeps itself at the newest numbers, without a click."""

from playwright.sync_api import expect

from tests.browser import customers


def test_an_open_page_shows_what_another_visitor_has_asked_for(visit, crowded):
    open_page, other = (visit("/?account=ringing", program=crowded) for _ in range(2))
    for screen in (open_page, other):
        expect(screen.figure("in_calls")).to_have_text("0")

    customers.RINGING.office.ring()
    other.press("update")

    for screen in (other, open_page):
        expect(screen.figure("in_calls")).to_have_text("1")
    expect(open_page.part("chart_trend").locator(".main-svg").first).to_be_visible()
