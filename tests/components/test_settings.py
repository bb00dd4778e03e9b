"""What the operator wrote, understood or reported; a wrong entry never stops the rest."""

from datetime import timedelta
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components import settings
from components.measures.outcomes import MenuCountsAs
from components.settings import DEFAULT_HOST, Access, Fault, Mode, Problem, one_case

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
    return settings.read({}, {"access": {"mode": "open"}, "accounts": accounts})


def with_access(access, **more):
    """Return what is read of a file with an account that can be used."""
    return settings.read({}, {"access": access, "accounts": {"sales": SALES}, **more})


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


# The wall


@pytest.mark.parametrize("environment", [{}, {"CALLBOARD_WALL_REFRESH": ""}])
def test_a_wall_is_refreshed_every_minute_unless_said_otherwise(environment):
    read = settings.read(environment, {})

    assert (read.wall_refresh, read.problems) == (timedelta(minutes=1), ())


@pytest.mark.parametrize(("text", "seconds"), [("1", 1), ("2", 2), ("0060", 60), ("3600", 3600)])
def test_a_wall_is_refreshed_as_often_as_the_environment_says(text, seconds):
    read = settings.read({"CALLBOARD_WALL_REFRESH": text}, {})

    assert (read.wall_refresh, read.problems) == (timedelta(seconds=seconds), ())


@pytest.mark.parametrize(
    "text", ["0", "3601", "-1", "1.5", "60s", " 60", "٣", "²", "1e2", "0x3c", "9" * 5000, "\0"]
)
def test_another_refresh_of_a_wall_is_reported_and_the_usual_one_holds(text):
    read = settings.read({"CALLBOARD_WALL_REFRESH": text}, {})

    assert read.wall_refresh == timedelta(minutes=1)
    assert read.problems == (Problem("CALLBOARD_WALL_REFRESH", Fault.UNKNOWN_VALUE),)


@given(st.text())
def test_nothing_that_is_written_for_a_wall_stops_the_program(text):
    read = settings.read({"CALLBOARD_WALL_REFRESH": text}, {})

    assert timedelta(seconds=1) <= read.wall_refresh <= timedelta(hours=1)


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
    assert not account.missed


def test_callers_are_shown_where_the_operator_says_so():
    assert with_accounts(sales={**SALES, "missed": True}).accounts["sales"].missed


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
    accounts = MappingProxyType({"sales": MappingProxyType(SALES)})
    access = MappingProxyType({"mode": "open"})

    read = settings.read({}, MappingProxyType({"access": access, "accounts": accounts}))

    assert (list(read.accounts), read.access.mode) == (["sales"], Mode.OPEN)


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


@pytest.mark.parametrize("value", [1, "true", ["yes"]])
def test_a_switch_that_is_neither_on_nor_off_is_reported_and_the_account_left_out(value):
    read = with_accounts(sales={**SALES, "missed": value})

    assert [problem.place for problem in read.problems] == ["accounts.sales.missed"]
    assert not read.accounts


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


# Who may see the accounts

SCRYPT = "$scrypt$ln=16,r=8,p=1$c2FsdHNhbHQ$aGFzaGhhc2hoYXNoaGFzaA"
HASH = "$argon2id$v=19$m=65536,t=3,p=4$c2FsdHNhbHQ$aGFzaGhhc2hoYXNoaGFzaA"
AUTH = {
    "redirect_uri": "https://callboard.example.org/oauth2callback",
    "cookie_secret": "s" * 32,
    "client_id": "callboard",
    "client_secret": CANARY,
    "server_metadata_url": "https://accounts.example.org/.well-known/openid-configuration",
}
OIDC = {"mode": "oidc", "allowed": ["ann@example.com"]}

WAYS = {
    "open": ({"mode": "open"}, Access(Mode.OPEN)),
    "open, with a remark": ({"mode": "open", "remark": "on purpose"}, Access(Mode.OPEN)),
    "open, whatever else stands there": (
        {"mode": "open", "passcode_hash": HASH, "allowed": ["example.com"]},
        Access(Mode.OPEN),
    ),
    "a passcode by scrypt": (
        {"mode": "passcode", "passcode_hash": SCRYPT},
        Access(Mode.PASSCODE, SCRYPT),
    ),
    "a passcode": ({"mode": "passcode", "passcode_hash": HASH}, Access(Mode.PASSCODE, HASH)),
    "sign-in": (OIDC, Access(Mode.OIDC, None, frozenset({"ann@example.com"}))),
}

LISTED = {
    "an address": ("ann@example.com", "ann@example.com"),
    "an address in capitals": ("Ann@Example.COM", "ann@example.com"),
    "an address between blanks": (" ann@example.com ", "ann@example.com"),
    "a domain": ("@example.com", "@example.com"),
    "a domain without its sign": ("Example.com", "@example.com"),
    "a name that ASCII cannot spell": ("ИРА@пример.рф", "ИРА@пример.рф"),
}

MISTAKES = {
    "a mode that nobody knows": ({"mode": "password"}, {"access.mode": Fault.UNKNOWN_VALUE}),
    "a mode in capitals": ({"mode": "Open"}, {"access.mode": Fault.UNKNOWN_VALUE}),
    "a list of modes": ({"mode": ["open"]}, {"access.mode": Fault.UNKNOWN_VALUE}),
    "a mode that is true": ({"mode": True}, {"access.mode": Fault.UNKNOWN_VALUE}),
    "no mode": ({}, {"access.mode": Fault.MISSING}),
    "an empty mode": ({"mode": ""}, {"access.mode": Fault.MISSING}),
    "an access of text": ("open", {"access": Fault.UNKNOWN_VALUE}),
    "an access that is a list": (["open"], {"access": Fault.UNKNOWN_VALUE}),
    "an access that is true": (True, {"access": Fault.UNKNOWN_VALUE}),
    "a passcode without a hash": (
        {"mode": "passcode"},
        {"access.passcode_hash": Fault.MISSING},
    ),
    "a sign-in for nobody": (
        {"mode": "oidc", "allowed": []},
        {"access.allowed": Fault.MISSING},
    ),
    "a sign-in for a text": (
        {"mode": "oidc", "allowed": "example.com"},
        {"access.allowed": Fault.UNKNOWN_VALUE},
    ),
    "a sign-in for a number": (
        {"mode": "oidc", "allowed": ["example.com", 7]},
        {"access.allowed": Fault.NOT_TEXT},
    ),
}

NO_HASHES = {
    "the passcode itself": ("sesame street", Fault.UNREADABLE),
    "a number": (12345678, Fault.NOT_TEXT),
    "a list": ([HASH], Fault.NOT_TEXT),
    "another kind": (HASH.replace("argon2id", "argon2i"), Fault.UNREADABLE),
    "bcrypt": ("$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW", Fault.UNREADABLE),
    "an older version": (HASH.replace("v=19", "v=16"), Fault.UNREADABLE),
    "a hash that was cut": (HASH[:-12], Fault.UNREADABLE),
    "a hash without salt": (HASH.replace("c2FsdHNhbHQ", ""), Fault.UNREADABLE),
    "a hash with an end of line": (HASH + "\n", Fault.UNREADABLE),
    "two hashes": (HASH + HASH, Fault.UNREADABLE),
    "a terabyte of memory": (HASH.replace("65536", "9999999"), Fault.UNREADABLE),
    "too little memory": (HASH.replace("65536", "31"), Fault.UNREADABLE),
    "figures of another script": (HASH.replace("t=3", "t=٣"), Fault.UNREADABLE),
    "no time": (HASH.replace("t=3", "t=0"), Fault.UNREADABLE),
    "scrypt of 2 GiB": (SCRYPT.replace("ln=16", "ln=21"), Fault.UNREADABLE),
    "scrypt without costs": (SCRYPT.replace("r=8", "r=0"), Fault.UNREADABLE),
    "scrypt without salt": (SCRYPT.replace("c2FsdHNhbHQ", ""), Fault.UNREADABLE),
    "no lanes": (HASH.replace("p=4", "p=0"), Fault.UNREADABLE),
}

NO_AUTH = {
    "no table": (None, {"auth": Fault.MISSING}),
    "an empty table": ({}, {"auth": Fault.MISSING}),
    "text": ("google", {"auth": Fault.MISSING}),
    **{f"no {key}": ({**AUTH, key: ""}, {f"auth.{key}": Fault.MISSING}) for key in settings._AUTH},
    "a provider in a table of its own": (
        {key: AUTH[key] for key in ("redirect_uri", "cookie_secret")} | {"google": AUTH},
        {
            f"auth.{key}": Fault.MISSING
            for key in ("client_id", "client_secret", "server_metadata_url")
        },
    ),
    "a secret that can be guessed": (
        {**AUTH, "cookie_secret": "xxx"},
        {"auth.cookie_secret": Fault.UNREADABLE},
    ),
    "a secret of another kind": (
        {**AUTH, "cookie_secret": 10**40},
        {"auth.cookie_secret": Fault.UNREADABLE},
    ),
}

NOBODY = ["", " ", "*", "@*", "*.example.com", "@", "ann@", "a@b@c", "ann @example.com", "a@b,c@d"]


def told(read):
    return {problem.place: problem.fault for problem in read.problems}


@pytest.mark.parametrize("way", WAYS)
def test_accounts_open_as_the_operator_says(way):
    written, expected = WAYS[way]

    read = with_access(written, auth=AUTH)

    assert (read.access, read.problems) == (expected, ())


@pytest.mark.parametrize("entry", LISTED)
def test_who_may_sign_in_is_kept_in_one_spelling(entry):
    written, kept = LISTED[entry]

    read = with_access({"mode": "oidc", "allowed": [written]}, auth=AUTH)

    assert read.access.allowed == {kept}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_door_that_cannot_be_kept_as_asked_stays_closed_and_is_reported(mistake):
    written, problems = MISTAKES[mistake]

    read = with_access(written, auth=AUTH)

    assert (read.access, told(read)) == (Access(), problems)


@pytest.mark.parametrize("case", NO_HASHES)
def test_a_hash_that_opens_nothing_closes_the_door(case):
    value, fault = NO_HASHES[case]

    read = with_access({"mode": "passcode", "passcode_hash": value})

    assert (read.access, told(read)) == (Access(), {"access.passcode_hash": fault})


@pytest.mark.parametrize("case", NO_AUTH)
def test_without_streamlits_own_settings_nobody_signs_in(case):
    auth, problems = NO_AUTH[case]

    read = with_access(OIDC, auth=auth)

    assert (read.access, told(read)) == (Access(), problems)


@pytest.mark.parametrize("entry", NOBODY)
def test_what_is_neither_an_address_nor_a_domain_closes_the_door(entry):
    read = with_access({"mode": "oidc", "allowed": ["ann@example.com", entry]}, auth=AUTH)

    assert (read.access, told(read)) == (Access(), {"access.allowed": Fault.UNKNOWN_VALUE})


def test_where_nothing_is_said_about_access_accounts_are_closed_and_that_is_told():
    read = settings.read({}, {"accounts": {"sales": SALES}})

    assert (read.access, told(read)) == (Access(), {"access.mode": Fault.MISSING})


@pytest.mark.parametrize("secrets", [{}, {"access": {}}, {"access": {"mode": ""}, "accounts": {}}])
def test_who_has_no_accounts_need_not_say_how_they_open(secrets):
    read = settings.read({}, secrets)

    assert (read.access, read.problems) == (Access(), ())


@pytest.mark.parametrize("access", [written for written, _problems in MISTAKES.values()], ids=repr)
def test_accounts_are_known_also_while_they_are_closed(access):
    assert list(with_access(access).accounts) == ["sales"]


@pytest.mark.parametrize("one", ["A@B", "Ω@B", "ß@b", "K@b", "İ@b"])
def test_only_letters_that_mean_the_same_everywhere_are_made_small(one):
    assert one_case(one) == "".join(chr(ord(c) + 32) if "A" <= c <= "Z" else c for c in one)


def test_a_file_that_nobody_can_read_is_told_and_opens_nothing():
    read = settings.read({}, None)

    assert (read.access, read.problems) == (Access(), (Problem("secrets", Fault.UNREADABLE),))


# Secrets


def test_the_hash_of_the_passcode_does_not_show_in_what_is_printed():
    read = with_access({"mode": "passcode", "passcode_hash": HASH})

    assert HASH not in f"{read!r} {read} {read.access!r}"


@pytest.mark.parametrize("case", ["good", *WRONG])
def test_no_secret_shows_in_what_is_printed(case):
    entry = SALES if case == "good" else wrong(case)

    read = with_accounts(sales=entry, support=SUPPORT)

    assert CANARY not in f"{read!r} {read} {read.problems!r} {list(read.accounts.values())!r}"


doors = st.fixed_dictionaries(
    {},
    optional={
        "mode": st.sampled_from(["open", "passcode", "oidc"]) | junk,
        "passcode_hash": st.just(HASH) | junk,
        "allowed": st.lists(st.text(max_size=8), max_size=3) | junk,
    },
)


@given(access=doors, auth=st.just(AUTH) | junk)
def test_no_door_is_open_but_as_the_operator_asked(access, auth):
    read = with_access(access, auth=auth)

    assert read.access.mode is None or read.access.mode == access["mode"]
    assert (read.access.passcode_hash is not None) == (read.access.mode is Mode.PASSCODE)
    assert bool(read.access.allowed) == (read.access.mode is Mode.OIDC)
    assert (read.access.mode is None) == bool(read.problems)


@given(accounts=st.dictionaries(st.text(max_size=8), entries | junk, max_size=4), access=junk)
def test_nothing_that_an_operator_writes_stops_the_program(accounts, access):
    read = settings.read({}, {"accounts": accounts, "access": access})

    assert read.access.mode is None or access["mode"] == read.access.mode
    for account in read.accounts.values():
        assert all(isinstance(text, str) and text for text in (account.host, account.app_secret))
