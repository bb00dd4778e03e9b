"""The form in which a visitor says which account to show, and why it would not open."""

import pytest

from components.simulator import Fault, Where
from components.ui import backend, sign_in

CANARY = "canary-5d41402abc4b2a76"


def _page(let_in):
    let_in.append(sign_in.form())


@pytest.fixture
def allowed(monkeypatch):
    monkeypatch.setenv("CALLBOARD_ALLOW_HTTP", "1")


@pytest.fixture
def form(stage):
    """Show the form; returns the page and whether each run let the visitor in."""

    def show(**known):
        let_in = []
        return stage(_page, let_in, **known).run(), let_in

    return show


def connect(at, host, app_id="demo", secret="demo"):
    at.text_input(key="host").set_value(host)
    at.text_input(key="app_id").set_value(app_id)
    at.text_input(key="app_secret").set_value(secret)
    return at.button(key="FormSubmitter:credentials-Connect").click().run()


@pytest.mark.usefixtures("allowed")
def test_good_credentials_let_a_visitor_in(form, pbx, remembered):
    at, let_in = form()

    connect(at, pbx.url)

    assert let_in == [False, True]
    assert remembered(at).visitor is not None


@pytest.mark.usefixtures("allowed")
def test_refused_credentials_are_told(form, pbx):
    at, let_in = form()

    connect(at, pbx.url, secret=CANARY)

    assert let_in == [False, False]
    assert "App Secret was refused" in at.error[0].value


@pytest.mark.usefixtures("allowed")
def test_a_secret_is_in_nothing_that_is_told(form, pbx):
    at, _let_in = form()

    connect(at, pbx.url, secret=CANARY)

    told = [one.value for one in (*at.error, *at.warning, *at.info, *at.caption, *at.exception)]
    assert [sentence for sentence in told if CANARY in sentence] == []


def test_a_host_that_is_not_allowed_is_told_and_not_asked(form, pbx):
    at, let_in = form()

    connect(at, pbx.url)

    assert let_in == [False, False]
    assert pbx.requests == ()
    assert len(at.error) == 1


@pytest.mark.usefixtures("allowed")
def test_a_host_that_is_silent_is_told(form, pbx):
    at, let_in = form()
    pbx.faults.add(Fault.HTML_502, where=Where.TOKEN)

    connect(at, pbx.url)

    assert let_in == [False, False]
    assert "service of the PBX" in at.error[0].value


@pytest.mark.parametrize(("app_id", "secret"), [("", "x"), ("x", ""), (" ", " ")])
@pytest.mark.usefixtures("allowed")
def test_half_of_the_credentials_is_sent_to_nobody(app_id, secret, form, pbx):
    at, _let_in = form()

    connect(at, pbx.url, app_id, secret)

    assert "Enter both" in at.error[0].value
    assert pbx.requests == ()


def test_the_demo_needs_no_credentials(form, stage):
    at, let_in = form()

    at.button(key="demo").click().run()

    assert let_in == [False, True]
    stage(lambda: backend.callboard().close()).run()


def test_what_password_managers_look_for_is_there(form):
    at, _let_in = form()

    fields = {key: at.text_input(key=key).proto for key in ("app_id", "app_secret")}

    assert {key: field.autocomplete for key, field in fields.items()} == {
        "app_id": "username",
        "app_secret": "current-password",
    }
    assert fields["app_secret"].type == fields["app_secret"].PASSWORD


def test_an_operators_account_is_offered_by_its_title_as_characters(form, remembered):
    account = {"host": "pbx.example.com", "app_id": "a", "app_secret": "b", "title": "*Sales*"}
    at, let_in = form(secrets={"access": {"mode": "open"}, "accounts": {"sales": account}})

    at.button(key="account_sales").click().run()

    assert at.button(key="account_sales").label == r"\*Sales\*"
    assert let_in == [False, True]
    assert remembered(at).selection.account == "sales"


def test_a_stranger_is_told_that_settings_are_wrong_and_not_which(form):
    account = {"host": "pbx.example.com", "app_id": "a", "app_secret": 5, "timezone": CANARY}

    at, _let_in = form(secrets={"access": {"mode": "open"}, "accounts": {"sales": account}})

    told = " ".join(one.value for one in at.warning)
    assert told == "Some of the operator's settings cannot be used. The log says which."
