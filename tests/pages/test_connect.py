"""The account page: own credentials, the operator's accounts, the demo; and who is not let in."""

import logging

import pytest

from components.ui import backend
from tests.pages.screen import cards, failures, plain, words

CANARY = "canary-5ecre7"


@pytest.fixture
def page(app):
    """Open the account page in a new tab."""
    return lambda **tab: app(**tab).run().switch_page("connect.py").run()


def fill_in(at, host, app_id="demo", secret="demo"):
    """Fill in the form and press its button."""
    at.text_input("host").set_value(host)
    at.text_input("app_id").set_value(app_id)
    at.text_input("app_secret").set_value(secret)
    button = next(each for each in at.main.button if each.label == "Connect")
    return button.click().run()


def buttons(at):
    return [plain(each.label) for each in at.main.button]


def warnings(at):
    return [plain(each.value) for each in at.main.warning]


# Own credentials


def test_whoever_has_credentials_sees_their_overview(page, pbx):
    at = fill_in(page(), pbx.url)

    assert (at.title[0].value, failures(at)) == ("Overview", [])
    assert cards(at) != {}


def test_spaces_around_credentials_are_not_part_of_them(page, pbx):
    at = fill_in(page(), f" {pbx.url} ", " demo ", " demo ")

    assert cards(at) != {}


def test_telphins_host_is_proposed(page):
    assert page().text_input("host").value == "apiproxy.telphin.ru"


def test_password_managers_know_the_fields(page):
    at = page()

    assert at.text_input("app_id").proto.autocomplete == "username"
    assert at.text_input("app_secret").proto.autocomplete == "current-password"
    assert at.text_input("app_secret").proto.type == at.text_input("app_secret").proto.PASSWORD


@pytest.mark.parametrize(("app_id", "secret"), [("", ""), ("demo", ""), ("", "demo"), (" ", " ")])
def test_half_of_the_credentials_is_asked_for_and_not_sent(page, pbx, app_id, secret):
    at = fill_in(page(), pbx.url, app_id, secret)

    assert failures(at) == ["Enter both the App ID and the App Secret."]
    assert pbx.requests == ()


@pytest.mark.parametrize(
    ("host", "sentence"),
    [
        ("", "Enter the host of your provider's API."),
        ("two words", "This is not the name of a host."),
        ("evil.example.org", "This host is not on the list of allowed hosts."),
        ("http://apiproxy.telphin.ru", "Only https hosts are asked"),
        ("apiproxy.telphin.ru:8443", "The API is asked on port 443 only."),
        ("apiproxy.telphin.ru/api", "Enter the host's name alone"),
        ("me@apiproxy.telphin.ru", "Enter the host's name alone"),
        ("169.254.169.254", "Enter the host's name, not"),
    ],
)
def test_a_host_that_may_not_be_asked_is_told_why(page, host, sentence):
    at = fill_in(page(), host)

    assert [told.startswith(sentence) for told in failures(at)] == [True]


def test_refused_credentials_are_told_beside_the_secret(page, pbx):
    at = fill_in(page(), pbx.url, "demo", "wrong")

    assert failures(at) == ["App ID or App Secret was refused. Check both."]
    assert at.title[0].value == "Connect to your PBX"


def test_a_host_that_does_not_answer_is_told(page, pbx):
    at = page()
    pbx.stop()

    fill_in(at, pbx.url)

    assert failures(at) == ["No connection: the host accepts none. Check it, or try later."]


def test_whoever_was_refused_may_mend_it(page, pbx):
    at = fill_in(page(), pbx.url, "demo", "wrong")

    fill_in(at, pbx.url)

    assert cards(at) != {}


def test_the_same_mistake_twice_is_told_twice(page, pbx):
    at = fill_in(page(), pbx.url, "demo", "wrong")

    fill_in(at, pbx.url, "demo", "wrong")

    assert failures(at) == ["App ID or App Secret was refused. Check both."]
    assert list(at.exception) == []


def test_what_a_visitor_typed_is_not_repeated_in_a_refusal(page):
    at = fill_in(page(), "![x](http://evil.invalid/x.png)", CANARY, CANARY)

    assert "evil" not in words(at)
    assert CANARY not in words(at)


# Secrets


def test_a_secret_does_not_stay_in_the_session(page, pbx):
    at = fill_in(page(), pbx.url)

    assert set(at.session_state.keys()).isdisjoint({"host", "app_id", "app_secret"})


def test_a_refused_secret_is_nowhere_but_in_its_field(page, pbx):
    at = fill_in(page(), pbx.url, "demo", CANARY)

    remembered = {key: at.session_state[key] for key in at.session_state if key != "app_secret"}
    assert CANARY not in repr(remembered)
    assert CANARY not in repr(at.query_params)


def test_a_secret_is_not_logged_even_at_debug(page, pbx, caplog):
    caplog.set_level(logging.DEBUG)

    fill_in(page(), pbx.url, "demo", CANARY)

    assert "/oauth/token" in caplog.text
    assert CANARY not in caplog.text


# Links


def test_a_link_still_means_the_same_after_connecting_at_its_own_place(app, pbx):
    at = app(period="yesterday", source="legs").run()

    fill_in(at, pbx.url)

    assert at.query_params == {"period": "yesterday", "source": "legs"}
    assert (at.selectbox("period").value, "in_missed" in cards(at)) == ("yesterday", False)


def test_a_link_asks_nothing_before_somebody_is_let_in(app, pbx):
    app(period="yesterday").run()

    assert pbx.requests == ()


# The operator's accounts


def test_the_operators_accounts_are_offered_by_title(page, secrets):
    assert "Head office" in buttons(page(secrets=secrets()))


def test_a_title_is_shown_as_the_characters_that_it_is(page, secrets):
    title = "![x](http://evil.invalid/x.png) **Head** $office$"

    at = page(secrets=secrets(title=title))

    labels = {each.key: each.label for each in at.main.button}
    assert plain(labels["account_office"]) == title
    assert "](" not in labels["account_office"]


def test_nothing_is_asked_while_accounts_are_only_offered(page, secrets, pbx):
    page(secrets=secrets())

    assert pbx.requests == ()


def test_a_chosen_account_is_shown_and_named_in_the_address(page, secrets):
    at = page(secrets=secrets())

    at.button("account_office").click().run()

    assert at.query_params == {"account": "office"}
    assert cards(at) != {}


def test_a_link_to_an_account_shows_it_at_once(app, secrets):
    at = app(secrets=secrets(), account="office").run()

    assert (at.title[0].value, failures(at)) == ("Overview", [])
    assert cards(at) != {}


def test_the_account_is_named_beside_the_page_at_once(app, secrets):
    at = app(secrets=secrets(), account="office").run()

    assert "Head office" in [element.value for element in at.sidebar.text]


def test_ten_links_to_an_account_sign_in_once(app, secrets, pbx):
    for _ in range(10):
        app(secrets=secrets(), account="office").run()

    assert pbx.token_requests == 1


def test_an_account_is_shown_in_its_own_zone_and_by_its_own_rule(app, secrets):
    at = app(secrets=secrets(timezone="Asia/Omsk", menu_counts_as="answered"), account="office")

    at.run()

    assert at.selectbox("tz").value == "Asia/Omsk"
    assert "count as answered in this account" in words(at)


def test_an_account_that_does_not_exist_is_told_and_the_form_is_offered(app):
    at = app(account="archive").run()

    assert failures(at) == ["There is no account of this name here."]
    assert buttons(at) == ["Connect", "Try the demo"]


def test_a_mistake_in_the_form_below_a_wrong_link_is_told_too(app):
    at = app(account="archive").run()

    fill_in(at, "evil.example.org")

    assert len(failures(at)) == 2
    assert list(at.exception) == []


def test_whoever_came_by_a_wrong_link_may_connect(app, pbx):
    at = app(account="archive").run()

    fill_in(at, pbx.url)

    assert cards(at) != {}
    assert at.query_params == {}


def test_an_account_that_the_pbx_refuses_is_told_and_may_be_tried_again(app, secrets):
    at = app(secrets=secrets(app_secret="wrong"), account="office").run()

    (told,) = failures(at)
    assert told.endswith("App ID or App Secret was refused. Check both.")
    assert "Try again" in buttons(at)


def test_a_title_is_shown_as_the_characters_that_it_is_in_a_failure_too(app, secrets):
    title = "![x](http://evil.invalid/x.png)"

    at = app(secrets=secrets(title=title, app_secret="wrong"), account="office").run()

    assert "](" not in at.main.error[0].value


def test_an_account_that_the_pbx_refuses_is_not_asked_at_every_click(app, secrets, pbx):
    at = app(secrets=secrets(app_secret="wrong"), account="office").run()

    at.run()
    at.run()

    assert pbx.token_requests == 1


# What the operator got wrong


SOME_SETTINGS = "Some of the operator's settings cannot be used. The log says which."


def test_a_wrong_setting_is_told_and_never_its_value(page, secrets):
    at = page(secrets=secrets(app_secret=[CANARY]))

    assert warnings(at) == [SOME_SETTINGS]
    assert CANARY not in words(at)


def test_a_door_that_cannot_be_kept_withholds_the_accounts(page, secrets):
    at = page(secrets={**secrets(), "access": {"mode": "passcode"}})

    assert buttons(at) == ["Connect", "Try the demo"]
    assert warnings(at) == [SOME_SETTINGS]


def test_a_link_does_not_open_a_withheld_account(app, secrets, pbx):
    at = app(secrets={**secrets(), "access": {"mode": "passcode"}}, account="office").run()

    assert cards(at) == {}
    assert pbx.requests == ()


# The demo


def test_the_demo_is_one_click_away(page):
    at = page()

    at.button("demo").click().run()

    assert (at.title[0].value, failures(at)) == ("Overview", [])
    assert int(cards(at)["in_calls"].replace(",", "")) > 0


def test_the_demo_is_called_the_demo(page):
    at = page()

    at.button("demo").click().run()

    assert "Demo office" in [element.value for element in at.sidebar.text]


def test_two_tabs_share_one_demo(page):
    for _ in range(2):
        page().button("demo").click().run()

    demo = backend.callboard().demo_visitor()
    assert demo.desk.quota is not None
    assert demo.desk.quota.remaining > 900
