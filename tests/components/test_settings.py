"""What the operator wrote, understood or reported; a wrong entry never stops the rest."""

from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components import settings
from components.measures.outcomes import MenuCountsAs
from components.settings import DEFAULT_HOST, Fault, Problem

CANARY = "canary-5ecre7"
SALES = {"host": "pbx.example.org", "app_id": "sales-app", "app_secret": CANARY}
SUPPORT = {"host": "pbx.example.org", "app_id": "support-app", "app_secret": "another"}

WRONG = {
    "host missing": ("host", None, Fault.MISSING),
    "host empty": ("host", "", Fault.MISSING),
    "host a number": ("host", 443, Fault.NOT_TEXT),
    "App ID missing": ("app_id", None, Fault.MISSING),
    "App ID a number": ("app_id", 12345, Fault.NOT_TEXT),
    "secret missing": ("app_secret", None, Fault.MISSING),
    "secret empty": ("app_secret", "", Fault.MISSING),
    "secret a number": ("app_secret", 8675309, Fault.NOT_TEXT),
    "secret a list": ("app_secret", [CANARY], Fault.NOT_TEXT),
    "secret a table": ("app_secret", {"value": CANARY}, Fault.NOT_TEXT),
    "title a number": ("title", 7, Fault.NOT_TEXT),
    "zone unknown": ("timezone", "Mars/Olympus", Fault.UNKNOWN_VALUE),
    "zone a path": ("timezone", "../../etc/passwd", Fault.UNKNOWN_VALUE),
    "menu unknown": ("menu_counts_as", "ignored", Fault.UNKNOWN_VALUE),
}

junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
entries = st.dictionaries(
    st.sampled_from(["host", "app_id", "app_secret", "title", "timezone", "menu_counts_as"]), junk
)


def with_accounts(**accounts):
    return settings.read({}, {"accounts": accounts})


def wrong(case):
    key, value, _fault = WRONG[case]
    return {**SALES, key: value}


# Environment


def test_where_nothing_is_set_only_telphins_host_may_be_named():
    assert settings.read({}, {}).allowed_hosts == {DEFAULT_HOST}


@pytest.mark.parametrize(
    "text",
    [
        "pbx.example.org,api.example.net",
        " pbx.example.org , api.example.net ,",
        ",pbx.example.org,,api.example.net",
    ],
)
def test_allowed_hosts_come_on_top_of_telphins(text):
    read = settings.read({"CALLBOARD_ALLOWED_HOSTS": text}, {})

    assert read.allowed_hosts == {DEFAULT_HOST, "pbx.example.org", "api.example.net"}


def test_plain_http_is_off_unless_asked_for():
    assert not settings.read({}, {}).allow_http


def test_plain_http_is_on_where_the_environment_says_1():
    assert settings.read({"CALLBOARD_ALLOW_HTTP": "1"}, {}).allow_http


@pytest.mark.parametrize("text", ["", "0", "true", "yes", " 1", "11"])
def test_plain_http_stays_off_for_anything_but_1(text):
    assert not settings.read({"CALLBOARD_ALLOW_HTTP": text}, {}).allow_http


# The store


@pytest.mark.parametrize("environment", [{}, {"CALLBOARD_STORE": ""}])
def test_where_no_store_is_named_it_is_the_usual_file(environment):
    read = settings.read(environment, {})

    assert (read.store, read.problems) == (None, ())


@pytest.mark.parametrize(
    "url",
    [
        "sqlite://",
        "sqlite:////data/facts.db",
        "sqlite+pysqlite:////data/facts.db",
        "postgresql://user:word@db.example.org/facts",
        "postgresql+psycopg://user:word@db.example.org:5433/facts?sslmode=require",
        "postgresql:///facts?host=/run/postgresql",
    ],
)
def test_a_store_that_can_be_is_taken_as_it_is_written(url):
    read = settings.read({"CALLBOARD_STORE": url}, {})

    assert (read.store, read.problems) == (url, ())


@pytest.mark.parametrize(
    "url",
    [
        f"/data/{CANARY}.db",
        f"sqlite:{CANARY}",
        f"postgres://user:{CANARY}@db.example.org/facts",
        f"postgresql+psycopg2://user:{CANARY}@db.example.org/facts",
        f"postgresql+asyncpg://user:{CANARY}@db.example.org/facts",
        f"sqlite+aiosqlite:///{CANARY}",
        f"mysql://user:{CANARY}@db.example.org/facts",
        f"postgresql://user:{CANARY}@db.example.org:port/facts",
        f"sqlite:///file:{CANARY}.db?uri=true",
        f"sqlite:///file:{CANARY}.db?mode=ro&uri=true",
        f"sqlite:///{CANARY}.db?uri=false",
        "sqlite:///file::memory:?cache=shared&uri=true",
        "://",
        " ",
    ],
)
def test_a_store_that_cannot_be_is_reported_and_facts_stay_in_memory(url):
    read = settings.read({"CALLBOARD_STORE": url}, {})

    assert read.store == "sqlite://"
    assert read.problems == (Problem("CALLBOARD_STORE", Fault.UNKNOWN_VALUE),)


@given(st.text())
def test_nothing_that_is_written_for_a_store_stops_the_program(url):
    read = settings.read({"CALLBOARD_STORE": url}, {})

    assert [problem.place for problem in read.problems] in ([], ["CALLBOARD_STORE"])


def test_the_password_of_a_store_does_not_show_in_what_is_printed():
    url = f"postgresql://user:{CANARY}@db.example.org/facts"

    read = settings.read({"CALLBOARD_STORE": url}, {})

    assert CANARY not in f"{read!r} {read}"


# Accounts that can be used


def test_where_there_are_no_secrets_there_are_no_accounts_and_no_problems():
    read = settings.read({}, {})

    assert (dict(read.accounts), read.problems) == ({}, ())


def test_an_account_is_what_the_operator_wrote():
    read = with_accounts(
        sales={**SALES, "title": "Sales", "timezone": "Asia/Omsk", "menu_counts_as": "answered"}
    )

    account = read.accounts["sales"]
    assert (account.host, account.app_id, account.app_secret) == tuple(SALES.values())
    assert (account.title, account.timezone) == ("Sales", "Asia/Omsk")
    assert account.menu_counts_as is MenuCountsAs.ANSWERED


def test_what_is_optional_has_its_usual_value():
    account = with_accounts(sales=SALES).accounts["sales"]

    assert (account.title, account.timezone) == ("sales", None)
    assert account.menu_counts_as is MenuCountsAs.MISSED


def test_accounts_keep_the_operators_order():
    read = with_accounts(sales=SALES, support=SUPPORT, archive=SUPPORT)

    assert list(read.accounts) == ["sales", "support", "archive"]


def test_a_key_that_nobody_knows_is_no_problem():
    assert with_accounts(sales={**SALES, "colour": "blue"}).problems == ()


def test_accounts_are_read_only():
    accounts = with_accounts(sales=SALES).accounts

    with pytest.raises(TypeError):
        accounts["evil"] = accounts["sales"]


def test_the_secrets_file_may_be_any_mapping():
    secrets = MappingProxyType({"accounts": MappingProxyType({"sales": MappingProxyType(SALES)})})

    assert list(settings.read({}, secrets).accounts) == ["sales"]


# Accounts that cannot


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_entry_is_reported_by_its_place_and_kind(case):
    key, _value, fault = WRONG[case]

    read = with_accounts(sales=wrong(case))

    assert read.problems == (Problem(f"accounts.sales.{key}", fault),)


@pytest.mark.parametrize("case", WRONG)
def test_an_account_with_a_wrong_entry_is_left_out(case):
    assert dict(with_accounts(sales=wrong(case)).accounts) == {}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_account_does_not_take_the_others_away(case):
    assert list(with_accounts(sales=wrong(case), support=SUPPORT).accounts) == ["support"]


@pytest.mark.parametrize("value", [5, True, ["answered"]])
def test_a_menu_that_is_no_text_is_reported_once(value):
    read = with_accounts(sales={**SALES, "menu_counts_as": value})

    assert [problem.place for problem in read.problems] == ["accounts.sales.menu_counts_as"]


@pytest.mark.parametrize("key", ["title", "timezone", "menu_counts_as"])
def test_what_is_optional_and_empty_counts_as_not_set(key):
    assert with_accounts(sales={**SALES, key: ""}) == with_accounts(sales=SALES)


@pytest.mark.parametrize("row", ["text", 7, None, [SALES], {}])
def test_an_account_that_is_no_table_lacks_everything(row):
    places = [problem.place for problem in with_accounts(sales=row).problems]

    assert places == [f"accounts.sales.{key}" for key in ("host", "app_id", "app_secret")]


@pytest.mark.parametrize("accounts", ["sales", 7, [SALES]])
def test_accounts_that_are_no_table_are_no_accounts(accounts):
    assert dict(settings.read({}, {"accounts": accounts}).accounts) == {}


# Who may come in


@pytest.mark.parametrize("access", [{}, {"mode": "open"}, {"mode": "open", "remark": "on purpose"}])
def test_an_open_installation_offers_its_accounts(access):
    read = settings.read({}, {"access": access, "accounts": {"sales": SALES}})

    assert list(read.accounts) == ["sales"]


CLOSED = [
    {"mode": "passcode"},
    {"mode": "Open"},
    {"mode": ""},
    {"mode": None},
    {"mode": ["open"]},
    {"mode": True},
    "passcode",
    "open",
    ["passcode"],
    True,
]


@pytest.mark.parametrize("access", CLOSED, ids=repr)
def test_a_door_that_cannot_be_kept_as_asked_withholds_the_accounts(access):
    read = settings.read({}, {"access": access, "accounts": {"sales": SALES}})

    assert dict(read.accounts) == {}


@pytest.mark.parametrize("access", CLOSED, ids=repr)
def test_a_door_that_cannot_be_kept_as_asked_is_reported_once(access):
    accounts = {"sales": SALES, "support": SUPPORT}

    read = settings.read({}, {"access": access, "accounts": accounts})

    assert len(read.problems) == 1


def test_a_file_that_nobody_can_read_is_told():
    assert settings.read({}, None).problems == (Problem("secrets", Fault.UNREADABLE),)


# Secrets


@pytest.mark.parametrize("case", ["good", *WRONG])
def test_no_secret_shows_in_what_is_printed(case):
    entry = SALES if case == "good" else wrong(case)

    read = with_accounts(sales=entry, support=SUPPORT)

    assert CANARY not in f"{read!r} {read} {read.problems!r} {list(read.accounts.values())!r}"


@given(accounts=st.dictionaries(st.text(max_size=8), entries | junk, max_size=4), access=junk)
def test_nothing_that_an_operator_writes_stops_the_program(accounts, access):
    read = settings.read({}, {"accounts": accounts, "access": access})

    for account in read.accounts.values():
        assert all(isinstance(text, str) and text for text in (account.host, account.app_secret))
