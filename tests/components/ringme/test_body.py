"""From bytes to plain JSON values, strictly."""

import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.ringme.body import MOST_BYTES, Body, decode_json
from components.ringme.errors import AnswerTooLarge, UnexpectedAnswer

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    # Halves of surrogate pairs have no UTF-8.
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner)
    ),
)


def unpacked(encoding, *pieces, most=MOST_BYTES):
    body = Body(encoding, most=most)
    for piece in pieces:
        body.feed(piece)
    return body.whole()


def problem(body):
    with pytest.raises(UnexpectedAnswer) as caught:
        decode_json(body)
    assert caught.value.field == "body"
    assert caught.value.__context__ is None
    return caught.value.problem


@pytest.mark.parametrize("encoding", ["", "identity"])
def test_a_plain_body_is_its_pieces(encoding):
    assert unpacked(encoding, b"ab", b"", b"c") == b"abc"


@pytest.mark.parametrize("encoding", ["gzip", "x-gzip", " GZIP "])
def test_gzip_is_unpacked_byte_by_byte_if_need_be(encoding):
    packed = gzip.compress(b"statistics" * 100)

    assert unpacked(encoding, *(bytes([byte]) for byte in packed)) == b"statistics" * 100


def test_an_empty_body_is_empty_whatever_its_encoding_says():
    assert unpacked("gzip") == unpacked("gzip", b"") == b""


@pytest.mark.parametrize("encoding", ["br", "deflate", "zstd", "gzip, gzip"])
def test_an_encoding_that_nobody_asked_for_is_refused(encoding):
    with pytest.raises(UnexpectedAnswer) as caught:
        Body(encoding)

    assert caught.value.field == "content-encoding"


@pytest.mark.parametrize("kept", [1, 9, 10, 20, -9, -1])
def test_gzip_that_was_cut_is_refused(kept):
    with pytest.raises(UnexpectedAnswer, match="cut"):
        unpacked("gzip", gzip.compress(b"statistics")[:kept])


def test_what_is_not_gzip_is_refused_and_nothing_rides_along():
    with pytest.raises(UnexpectedAnswer, match="broken") as caught:
        unpacked("gzip", b'{"in": null}')

    assert caught.value.__context__ is None


@pytest.mark.parametrize("split", [True, False])
def test_more_after_the_end_of_gzip_is_refused(split):
    whole, more = gzip.compress(b"{}"), b"junk"

    with pytest.raises(UnexpectedAnswer, match="more after"):
        unpacked("gzip", *((whole, more) if split else (whole + more,)))


@pytest.mark.parametrize("encoding", ["", "gzip"])
def test_an_answer_may_be_as_large_as_the_bound_and_no_larger(encoding):
    pack = gzip.compress if encoding else bytes

    assert len(unpacked(encoding, pack(b"x" * 1000), most=1000)) == 1000
    with pytest.raises(AnswerTooLarge):
        unpacked(encoding, pack(b"x" * 1001), most=1000)


def test_a_gzip_bomb_is_refused_before_it_is_unpacked():
    bomb = gzip.compress(bytes(64 * MOST_BYTES))
    body = Body("gzip")

    with pytest.raises(AnswerTooLarge):
        body.feed(bomb)

    assert len(body._content) <= MOST_BYTES + 1


def test_gzip_that_never_yields_anything_is_bounded_too():
    empty_block = b"\x00\x00\x00\xff\xff"
    body = Body("gzip", most=1000)
    body.feed(gzip.compress(b"")[:10])

    with pytest.raises(AnswerTooLarge):
        body.feed(empty_block * 199)


@given(JSON)
def test_every_honest_value_is_read_as_it_was_written(value):
    assert decode_json(json.dumps(value).encode()) == value
    assert decode_json(json.dumps(value, ensure_ascii=False).encode()) == value


def test_a_byte_order_mark_is_passed_over():
    assert decode_json(b'\xef\xbb\xbf{"in": null}') == {"in": None}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"", "empty"),
        (b" \r\n" * 100, "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"<html>", "markup instead of JSON"),
        (b"\n\n  <!doctype html>", "markup instead of JSON"),
        (b"\xef\xbb\xbf<?xml?>", "markup instead of JSON"),
        (b'{"in": {"to', "not JSON, or JSON cut short"),
        (b"{} {}", "not JSON, or JSON cut short"),
        (b"Bad Gateway", "not JSON, or JSON cut short"),
        (b"{'in': 1}", "not JSON, or JSON cut short"),
        (b"[1,]", "not JSON, or JSON cut short"),
        (b"1" * 5000, "not JSON, or JSON cut short"),
        (b'{"total": NaN}', "NaN or Infinity"),
        (b"[Infinity]", "NaN or Infinity"),
        (b"-Infinity", "NaN or Infinity"),
        (b"[1e400]", "a number beyond all bounds"),
        (b"-1e400", "a number beyond all bounds"),
        (b'{"a": 1, "a": 1}', "the same key twice"),
        (b'{"in": {"busy": 1, "b\\u0075sy": 2}}', "the same key twice"),
        (b'{"label": "\xff"}', "not UTF-8"),
        ('{"in": null}'.encode("utf-16"), "not UTF-8"),
        (b"[" * 100_000 + b"]" * 100_000, "too deep"),
    ],
    ids=lambda value: repr(value[:24]),
)
def test_what_is_not_strictly_json_is_refused_with_its_reason(body, expected):
    assert problem(body) == expected


@pytest.mark.parametrize(
    ("body", "is_json"), [(b"", False), (b"<html>", False), (b"{} {}", True), (b"[NaN]", True)]
)
def test_a_gateways_page_is_told_from_spoiled_json(body, is_json):
    with pytest.raises(UnexpectedAnswer) as caught:
        decode_json(body)

    assert caught.value.is_json is is_json


@given(st.binary())
def test_no_bytes_can_raise_anything_else(body):
    try:
        decode_json(body)
    except UnexpectedAnswer:
        return
