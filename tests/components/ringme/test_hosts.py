"""Which hosts may be asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.ringme import hosts
from components.ringme.errors import HostProblem, HostRefused
from components.ringme.hosts import Host

ALLOWED = ("apiproxy.telphin.ru", "Пример.рф", "192.0.2.7")


def problem(text, *, allowed=ALLOWED, allow_http=False):
    with pytest.raises(HostRefused) as caught:
        hosts.check(text, allowed=allowed, allow_http=allow_http)
    return caught.value.problem


@pytest.mark.parametrize(
    "typed",
    [
        "apiproxy.telphin.ru",
        "https://apiproxy.telphin.ru",
        "https://apiproxy.telphin.ru/",
        "https://apiproxy.telphin.ru:443",
        "https://apiproxy.telphin.ru:0443/",
        "apiproxy.telphin.ru:443",
        "apiproxy.telphin.ru.",
        "  HTTPS://ApiProxy.Telphin.RU  ",
        "apiproxy。telphin.ru",
        "ａpiproxy.telphin.ru",
    ],
)
def test_every_spelling_of_an_allowed_name_is_one_host(typed):
    host = hosts.check(typed, allowed=ALLOWED, allow_http=False)

    assert host == Host("https://apiproxy.telphin.ru")
    assert str(host) == "apiproxy.telphin.ru"


def test_a_name_in_another_script_is_asked_in_ascii():
    host = hosts.check("пример.РФ", allowed=ALLOWED, allow_http=False)

    assert host.base == "https://xn--e1afmkfd.xn--p1ai"


def test_a_listed_address_may_be_asked_over_https():
    assert hosts.check("192.0.2.7", allowed=ALLOWED, allow_http=False).base == "https://192.0.2.7"


def test_an_operators_own_account_may_name_any_host():
    assert str(hosts.check("pbx.example", allowed=None, allow_http=False)) == "pbx.example"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", HostProblem.EMPTY),
        (" \t ", HostProblem.EMPTY),
        ("http://apiproxy.telphin.ru", HostProblem.NOT_HTTPS),
        ("ftp://apiproxy.telphin.ru", HostProblem.NOT_HTTPS),
        ("http://127.0.0.1:8901", HostProblem.NOT_HTTPS),
        ("https://me@apiproxy.telphin.ru", HostProblem.USER_INFO),
        ("https://apiproxy.telphin.ru@evil.example", HostProblem.USER_INFO),
        ("https://apiproxy.telphin.ru:pw@evil.example", HostProblem.USER_INFO),
        ("apiproxy.telphin.ru:8443", HostProblem.PORT),
        ("apiproxy.telphin.ru:", HostProblem.PORT),
        ("apiproxy.telphin.ru:0", HostProblem.PORT),
        ("apiproxy.telphin.ru:99999", HostProblem.PORT),
        ("https://apiproxy.telphin.ru/api/ver1.0", HostProblem.PATH),
        ("https://apiproxy.telphin.ru//", HostProblem.PATH),
        ("https://apiproxy.telphin.ru?x=@y", HostProblem.PATH),
        ("https://apiproxy.telphin.ru#", HostProblem.PATH),
        ("https:/apiproxy.telphin.ru", HostProblem.PATH),
        ("https://evil.example\\@apiproxy.telphin.ru", HostProblem.MALFORMED),
        ("apiproxy.telphin.ru\n.evil.example", HostProblem.MALFORMED),
        ("apiproxy%2etelphin.ru", HostProblem.MALFORMED),
        ("api proxy.telphin.ru", HostProblem.MALFORMED),
        ("apiproxy..telphin.ru", HostProblem.MALFORMED),
        ("-apiproxy.telphin.ru", HostProblem.MALFORMED),
        ("api_proxy.telphin.ru", HostProblem.MALFORMED),
        ("https://", HostProblem.MALFORMED),
        ("https://[::1", HostProblem.MALFORMED),
        ("https://[gg::1]", HostProblem.MALFORMED),
        ("https://[::1%lo]", HostProblem.MALFORMED),
        ("https:apiproxy.telphin.ru", HostProblem.MALFORMED),
        ("a" * 64 + ".example", HostProblem.MALFORMED),
        (".".join(["a" * 60] * 5), HostProblem.MALFORMED),
        ("x" * 301, HostProblem.MALFORMED),
        ("evil.example", HostProblem.NOT_ALLOWED),
        ("apiproxy.telphin.ru.evil.example", HostProblem.NOT_ALLOWED),
        ("localhost", HostProblem.NOT_ALLOWED),
    ],
)
def test_anything_else_is_refused_with_its_reason(typed, expected):
    assert problem(typed) is expected


@pytest.mark.parametrize(
    "typed",
    [
        "127.0.0.1",
        "10.0.0.1",
        "2130706433",
        "127.1",
        "0x7f.1",
        "0x7f000001",
        "[::1]",
        "１２７.0.0.1",
    ],
)
@pytest.mark.parametrize("allowed", [ALLOWED, None])
def test_an_address_in_any_spelling_is_no_name(typed, allowed):
    assert problem(f"https://{typed}", allowed=allowed) is HostProblem.ADDRESS


@pytest.mark.parametrize(
    ("typed", "base"),
    [
        ("http://127.0.0.1:8901", "http://127.0.0.1:8901"),
        ("http://127.9.9.9", "http://127.9.9.9"),
        ("HTTP://LOCALHOST:8901/", "http://localhost:8901"),
        ("http://[0:0::1]:8901", "http://[::1]:8901"),
    ],
)
def test_plain_http_reaches_this_machine_only_where_it_is_switched_on(typed, base):
    host = hosts.check(typed, allowed=ALLOWED, allow_http=True)

    assert str(host) == host.base == base
    assert host.is_loopback
    assert problem(typed) is HostProblem.NOT_HTTPS


@pytest.mark.parametrize(
    "typed",
    [
        "http://10.0.0.1",
        "http://pbx.example",
        "http://127.0.0.1.evil.example",
        "http://localhost.evil.example",
        "http://127.1",
        "http://[::ffff:10.0.0.1]",
        "http://0.0.0.0:8901",
    ],
)
def test_plain_http_never_leaves_this_machine(typed):
    assert problem(typed, allowed=None, allow_http=True) is HostProblem.NOT_HTTPS


@pytest.mark.parametrize("allow_http", [True, False])
def test_an_https_host_is_not_this_machine(allow_http):
    host = hosts.check("apiproxy.telphin.ru", allowed=None, allow_http=allow_http)

    assert not host.is_loopback


@given(st.text())
def test_whatever_is_typed_is_refused_or_a_host_that_checks_as_itself(text):
    try:
        host = hosts.check(text, allowed=None, allow_http=True)
    except HostRefused:
        return

    assert host.base.isascii()
    assert hosts.check(str(host), allowed=None, allow_http=True) == host


@given(st.text(), st.sampled_from(["https://", "http://", "", "//"]))
def test_a_visitor_never_gets_beyond_the_list(text, scheme):
    try:
        host = hosts.check(scheme + text, allowed=["apiproxy.telphin.ru"], allow_http=False)
    except HostRefused:
        return

    assert host.base == "https://apiproxy.telphin.ru"
