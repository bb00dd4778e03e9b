"""Text from outside is shown as the characters it is, wherever it comes from and stands."""

import pytest
from playwright.sync_api import expect

from tests.browser.customers import HOSTILE_ID, HOSTILE_LABELS, HOSTILE_TITLE

MARKS = "\u2066\u2067\u2068\u2069"
NUMBERS = range(500, 500 + len(HOSTILE_LABELS))


def plain(text):
    """Return a text without the fences around right-to-left text, its spaces drawn together."""
    return " ".join(text.translate(dict.fromkeys(map(ord, MARKS))).split())


def written(number):
    """Return what stands for an extension."""
    return plain(f"{number} · {HOSTILE_LABELS[number - NUMBERS.start]}")


def assert_nothing_became_alive(screen):
    main = screen.page.locator("body")
    assert main.locator("img[src*='203.0.113.9'], script:not([src]):has-text('alert')").count() == 0
    assert main.locator("a[href^=javascript], a[href*='203.0.113.9'], .katex, b").count() == 0
    assert screen.outside() == []


@pytest.fixture(scope="module")
def hostile(visit_for_long, callboard):
    """One tab with all labels, for tests that only look them up."""
    return visit_for_long("/?account=hostile", program=callboard)


def test_labels_are_characters_among_the_options(hostile):
    screen = hostile
    search = screen.part("ext").get_by_role("combobox")

    for number in NUMBERS:
        search.fill(str(number))

        option = screen.page.get_by_role("option").filter(has_text=f"{number} · ")
        assert plain(option.inner_text()) == written(number)
        assert_nothing_became_alive(screen)


def test_labels_are_found_by_their_characters(hostile):
    screen = hostile

    for number, part in ((504, "=1+"), (500, "<b>"), (507, "right to"), (501, "![X](")):
        screen.part("ext").get_by_role("combobox").fill(part)

        option = screen.page.get_by_role("option").filter(has_text=f"{number} · ")
        expect(option).to_be_visible()


def test_labels_are_characters_once_chosen(visit):
    screen = visit("/?account=hostile&" + "&".join(f"ext={number}" for number in NUMBERS))

    tags = screen.part("ext").locator("[data-tag] > span")
    expect(tags).to_have_count(len(NUMBERS))
    assert [plain(text) for text in tags.all_text_contents()] == list(map(written, NUMBERS))
    heading = plain(screen.part("range").inner_text())
    assert [number for number in NUMBERS if written(number) not in heading] == []
    assert_nothing_became_alive(screen)


def test_the_operators_title_is_characters(visit):
    screen = visit("/connect")
    button = screen.part("account_hostile").get_by_role("button")
    assert plain(button.inner_text()) == plain(HOSTILE_TITLE)

    button.click()

    expect(screen.part("kpi_in_calls")).to_be_visible()
    for part in ("account", "range"):
        assert plain(HOSTILE_TITLE) in plain(screen.part(part).inner_text())
    assert_nothing_became_alive(screen)


def test_the_login_of_a_visitor_is_characters(visit, pbx, secrets):
    screen = visit("/")

    screen.connect(app_id=HOSTILE_ID, secret=secrets[HOSTILE_ID], host=pbx.url)

    expect(screen.part("kpi_in_calls")).to_be_visible()
    assert plain(f"{HOSTILE_ID}@example.org") in plain(screen.part("account").inner_text())
    assert_nothing_became_alive(screen)
