"""Answers before they travel."""

import gzip

import pytest

from components.simulator import answers


@pytest.mark.parametrize(
    ("accept_encoding", "accepted"),
    [
        ("gzip", True),
        ("deflate, gzip;q=0.5", True),
        ("GZIP", True),
        ("", False),
        ("identity", False),
        ("gzip;q=0", False),
        ("x-gzip-like, br", False),
    ],
)
def test_gzip_counts_as_asked_only_when_it_is(accept_encoding, accepted):
    assert answers.accepts_gzip(accept_encoding) is accepted


def test_compression_gives_the_same_bytes_for_the_same_body():
    assert answers.compressed(b"x" * 100) == answers.compressed(b"x" * 100)
    assert gzip.decompress(answers.compressed(b"body")) == b"body"


def test_labels_travel_as_they_are():
    assert "Анна".encode() in answers.success(["Анна"]).body
