"""A file as it goes out."""

import gzip

import pytest
from starlette.datastructures import Headers

from components.serving import files
from components.serving.files import ASKED_ANEW, IMMUTABLE, Copy

BODY = b"const calls = 0;\n" * 100


@pytest.fixture
def plain():
    return Copy.plain(BODY, ".js", cache=IMMUTABLE)


@pytest.fixture
def packed():
    return Copy.packed(BODY, ".js", cache=IMMUTABLE)


def test_a_compressed_copy_is_the_file_again_when_it_is_unpacked(packed):
    assert gzip.decompress(packed.body) == BODY


def test_a_compressed_copy_is_always_the_same(packed):
    assert Copy.packed(BODY, ".js", cache=IMMUTABLE) == packed


def test_a_compressed_copy_says_so(packed):
    answer = packed.answer(Headers())

    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["content-length"] == str(len(packed.body))
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["cache-control"] == IMMUTABLE


def test_a_plain_copy_is_told_apart_from_a_compressed_one(plain, packed):
    assert plain.answer(Headers()).headers["etag"] != packed.headers["etag"]
    assert "content-encoding" not in plain.headers


def test_another_file_has_another_tag(plain):
    assert Copy.plain(BODY + b" ", ".js", cache=IMMUTABLE).headers["etag"] != plain.headers["etag"]


@pytest.mark.parametrize("known", ["{}", "W/{}", '"other", {}', "*"])
def test_a_browser_that_has_the_copy_is_not_sent_it_again(packed, known):
    asked = Headers({"if-none-match": known.format(packed.headers["etag"])})

    answer = packed.answer(asked)

    assert (answer.status_code, answer.body) == (304, b"")
    assert answer.headers["etag"] == packed.headers["etag"]
    assert answer.headers["vary"] == "Accept-Encoding"
    assert "content-encoding" not in answer.headers


@pytest.mark.parametrize("known", ["", '"other"', "nonsense"])
def test_a_browser_that_has_another_copy_is_sent_this_one(packed, known):
    assert packed.answer(Headers({"if-none-match": known})).status_code == 200


@pytest.mark.parametrize("offer", ["gzip", "gzip, deflate, br", "GZIP", "br;q=1, gzip;q=0.5", "*"])
def test_a_browser_that_unpacks_gzip_is_understood(offer):
    assert files.takes_gzip(Headers({"accept-encoding": offer}))


@pytest.mark.parametrize("offer", ["", "identity", "br", "gzip;q=0", "gzip; q=0.000", "xgzip"])
def test_a_browser_that_does_not_is_understood_too(offer):
    assert not files.takes_gzip(Headers({"accept-encoding": offer}))


def test_a_file_is_read_and_compressed(tmp_path):
    file = tmp_path / "calls.css"
    file.write_bytes(BODY)

    copy = files.pack(file, ASKED_ANEW)

    assert gzip.decompress(copy.body) == BODY
    assert copy.headers["content-type"] == "text/css; charset=utf-8"
    assert copy.headers["cache-control"] == ASKED_ANEW
