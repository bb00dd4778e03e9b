"""A link is kept for years and passed on: the address says the whole view, and nothing else."""

import re

from playwright.sync_api import expect

VIEW = {
    "period": ["2019-11-04T09:00..2019-11-08T18:30"],
    "by": ["hour"],
    "ext": ["101", "104"],
    "source": ["legs"],
    "tz": ["Asia/Tokyo"],
    "show": ["shares"],
    "lang": ["en"],
}
LINK = "&".join(f"{name}={value}" for name, values in VIEW.items() for value in values)


def address(pattern):
    return re.compile(re.escape(pattern))


def assert_view(screen):
    expect(screen.part("by").get_by_role("radio", name="By hour")).to_be_checked()
    screen.press("load")
    expect(screen.part("show").get_by_role("radio", name="Shares")).to_be_checked()
    expect(screen.part("source").get_by_role("radio", name="Call legs")).to_be_checked()
    expect(screen.part("tz").get_by_role("combobox")).to_have_value("Asia/Tokyo")
    for words in ("Nov 4, 2019, 09:00", "Nov 8, 2019, 18:30", "101 · Анна", "104 · Galina"):
        expect(screen.part("range")).to_contain_text(words)
    assert screen.query == VIEW


def test_a_link_is_restored_after_connecting_by_the_form(visit, pbx, secrets):
    screen = visit(f"/?{LINK}", locale="ru-RU")
    assert screen.query == VIEW

    screen.connect(app_id="guest", secret=secrets["guest"], host=pbx.url)

    assert_view(screen)


def test_a_link_is_restored_in_the_demo(visit):
    period = "2025-10-06T09:00..2025-10-10T18:30"
    screen = visit(f"/?period={period}&ext=101&ext=104&source=legs&tz=Asia/Tokyo&show=shares")

    screen.press("demo")

    expect(screen.part("range")).to_contain_text("Mon, Oct 6, 2025, 09:00")
    expect(screen.part("range")).to_contain_text("Asia/Tokyo")
    assert screen.query == {
        "period": [period],
        "ext": ["101", "104"],
        "source": ["legs"],
        "tz": ["Asia/Tokyo"],
        "show": ["shares"],
    }


def test_every_control_writes_itself_into_the_address(visit):
    screen = visit("/?account=golden&period=2019-11-01..2019-11-10")

    screen.switch("source", "Call legs")
    expect(screen.page).to_have_url(address("source=legs"))
    screen.switch("by", "By week")
    expect(screen.page).to_have_url(address("by=week"))
    screen.pick("ext", "101 · Анна Петрова")
    expect(screen.page).to_have_url(address("ext=101"))
    screen.page.keyboard.press("Escape")
    screen.pick("period", "Last quarter")
    expect(screen.page).to_have_url(address("period=last-quarter"))
    # What was chosen and is now as usual does not stand there any more.
    expect(screen.page).not_to_have_url(address("by="))
    screen.switch("by", "By month")
    expect(screen.page).to_have_url(address("by=month"))
    screen.pick("lang", "Русский")
    expect(screen.page).to_have_url(address("lang=ru"))

    assert screen.query == {
        "account": ["golden"],
        "period": ["last-quarter"],
        "by": ["month"],
        "ext": ["101"],
        "source": ["legs"],
        "lang": ["ru"],
    }


def test_what_is_as_usual_leaves_the_address(visit):
    screen = visit("/?account=quiet&period=last-week&source=legs")

    screen.switch("source", "Calls")
    screen.pick("period", "Last 7 days")

    expect(screen.page).to_have_url(re.compile(r"\?account=quiet$"))


def test_back_undoes_and_forward_repeats(visit):
    screen = visit("/?account=quiet&period=last-week")
    screen.switch("source", "Call legs")
    expect(screen.part("kpi_in_calls")).to_contain_text("Legs")

    screen.page.go_back()

    expect(screen.part("kpi_in_calls")).to_contain_text("Calls")
    expect(screen.part("source").get_by_role("radio", name="Calls")).to_be_checked()
    assert screen.query == {"account": ["quiet"], "period": ["last-week"]}

    screen.page.go_forward()

    expect(screen.part("kpi_in_calls")).to_contain_text("Legs")
    assert screen.query["source"] == ["legs"]


def test_the_selection_survives_a_look_at_another_page(visit):
    screen = visit("/?account=quiet&period=last-week&source=legs")

    screen.turn_to("Connection")
    expect(screen.part("app_secret")).to_be_visible()
    screen.turn_to("Overview")

    expect(screen.part("kpi_in_calls")).to_contain_text("Legs")
    expect(screen.page).to_have_url(address("/?account=quiet&period=last-week&source=legs"))


def test_nonsense_in_an_address_is_as_if_it_were_not_there(visit):
    nonsense = "period=0001-01-01..9999-12-31&source=%00&tz=..%2F..%2Fetc%2Fpasswd&ext=&lang=xx"

    screen = visit(f"/?account=quiet&{nonsense}&show=%F0%9F%98%80&unknown=1")

    expect(screen.part("period").get_by_role("combobox")).to_have_value("Last 7 days")
    expect(screen.part("source").get_by_role("radio", name="Calls")).to_be_checked()
    expect(screen.part("tz").get_by_role("combobox")).to_have_value("Europe/Moscow")
    expect(screen.figure("in_calls")).to_have_text("0")
    expect(screen.notice).to_have_count(0)


def test_an_unknown_extension_is_named_and_never_widened_to_all(visit, pbx):
    asked = pbx.statistics_requests

    screen = visit("/?account=golden&period=2019-11-01..2019-11-11&ext=999")

    expect(screen.note).to_contain_text("Extension 999 is not in this account")
    expect(screen.figure("in_calls")).to_have_count(0)
    assert screen.query["ext"] == ["999"]
    assert pbx.statistics_requests == asked


def test_an_unknown_account_is_told_and_the_form_offered(visit):
    screen = visit("/?account=nobody")

    expect(screen.failure).to_contain_text("There is no account of this name here.")
    expect(screen.part("app_secret")).to_be_visible()
