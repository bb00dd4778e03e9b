"""Saved views in the browser: without a mouse, readable for everybody, and kept over a restart."""

import pytest
from playwright.sync_api import expect

from tests.browser.screen import DESK, PHONE
from tests.browser.test_accessibility import violations

WEEK = "period=last-week"


def enter(screen, key):
    """Press a button with the keyboard."""
    screen.part(key).get_by_role("button").first.focus()
    screen.page.keyboard.press("Enter")


def save(screen, name):
    """Save the view that is shown, by mouse."""
    screen.press("view_save")
    screen.part("view_name").locator("input").fill(name)
    screen.press("view_save_now")
    expect(entry(screen, name)).to_be_visible()


def entry(screen, name):
    """Return the button of a saved view."""
    return screen.part("views").get_by_role("button", name=name, exact=True)


def reveal(screen):
    """Show the sidebar, which a phone hides at first."""
    if screen.page.viewport_size == PHONE:
        screen.page.get_by_test_id("stExpandSidebarButton").click()
    expect(screen.part("view_save")).to_be_visible()


def test_views_are_saved_renamed_opened_and_removed_without_a_mouse(view):
    screen = view(WEEK)
    screen.complete()

    enter(screen, "view_save")
    screen.part("view_name").locator("input").focus()
    screen.page.keyboard.type("Last *week*")
    screen.page.keyboard.press("Enter")
    expect(entry(screen, "Last *week*")).to_be_visible()
    expect(screen.part("view_name")).to_have_count(0)

    enter(screen, "view_change")
    field = screen.page.get_by_role("textbox", name="New name")
    field.fill("Seven days")
    field.press("Enter")
    expect(entry(screen, "Seven days")).to_be_visible()
    expect(field).to_have_count(0)

    # Today takes a request for each hour, which late in the day is more than comes unasked.
    screen.pick("period", "Last 7 days")
    screen.complete()
    entry(screen, "Seven days").focus()
    screen.page.keyboard.press("Enter")
    expect(screen.part("period").get_by_role("combobox")).to_have_value("Last week")
    screen.complete()
    assert screen.query["period"] == ["last-week"]

    enter(screen, "view_change")
    enter(screen, "view_remove")
    expect(entry(screen, "Seven days")).to_have_count(0)
    expect(screen.part("view_change")).to_have_count(0)


@pytest.mark.parametrize(
    ("theme", "size"), [("light", PHONE), ("dark", DESK)], ids=["light-phone", "dark-desk"]
)
def test_saved_views_have_no_serious_violation(view, theme, size):
    screen = view(WEEK, theme=theme, size=size)
    reveal(screen)
    save(screen, "Last week")
    screen.press("view_save")
    screen.press("view_save_now")
    expect(screen.failure).to_be_visible()
    saving = violations(screen)
    screen.page.keyboard.press("Escape")
    screen.press("view_change")
    expect(screen.part("view_remove")).to_be_visible()

    assert saving == []
    assert violations(screen) == []


def test_saved_views_are_there_after_a_restart(view, start, customer):
    with start(customer) as program:
        save(view(WEEK, program=program), "Понедельник")

    with program:
        screen = view(program=program)
        entry(screen, "Понедельник").click()

        expect(screen.part("period").get_by_role("combobox")).to_have_value("Last week")
