"""Streamlit's own files, compressed once in the life of the process."""

import re
import threading
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from streamlit import file_util
from streamlit.web.server.starlette.starlette_static_routes import (
    create_streamlit_static_assets_routes,
)

from components.serving import files
from components.serving.assets import Assets

STATIC = Path(file_util.get_static_dir())
START = (STATIC / "index.html").read_text("utf-8")
NAMED = sorted(set(re.findall(r'"\./(static/(?:js|css)/[^"]+)"', START)))

BIG = max((STATIC / "static/js").iterdir(), key=lambda file: file.stat().st_size)
FONT = next((STATIC / "static/media").glob("*.woff2"))


def address(file):
    return f"/{file.relative_to(STATIC).as_posix()}"


def program(base=""):
    """Make Streamlit's file server with ours before it."""
    routes = [
        Route("/media/table.csv", lambda _: PlainTextResponse("a;b", headers={"etag": '"a"'})),
        *create_streamlit_static_assets_routes(base),
    ]
    assets = Middleware(Assets, folder=STATIC, languages=("en", "ru"), base=base)
    return Starlette(routes=routes, middleware=[assets])


def streamlits():
    """Make Streamlit's file server without ours."""
    return Starlette(routes=create_streamlit_static_assets_routes(""))


@pytest.fixture
def packed(monkeypatch):
    """Return the files that are compressed, and by which thread each is."""
    done = []
    pack = files.pack

    def noting(file, cache):
        done.append((file, threading.current_thread()))
        return pack(file, cache)

    monkeypatch.setattr(files, "pack", noting)
    return done


def test_every_file_of_the_start_page_arrives_as_it_is_on_the_disk(ask):
    app = program()

    arrived = {name: ask(app, f"/{name}") for name in NAMED}

    assert {answer.headers["content-encoding"] for answer in arrived.values()} == {"gzip"}
    assert [name for name in NAMED if arrived[name].content != (STATIC / name).read_bytes()] == []


def test_twenty_who_ask_at_once_have_a_file_compressed_once(ask_together, packed):
    answers = ask_together(program(), address(BIG), 20)

    assert [file for file, _ in packed] == [BIG]
    assert {answer.content for answer in answers} == {BIG.read_bytes()}


def test_who_comes_later_is_given_what_was_compressed_before(ask, packed):
    app = program()

    once, again = ask(app, address(BIG)), ask(app, address(BIG))

    assert len(packed) == 1
    assert once.content == again.content


def test_compressing_keeps_nobody_else_waiting(ask, packed):
    ask(program(), address(BIG))

    assert [thread for _, thread in packed if thread is threading.main_thread()] == []


def test_the_browser_keeps_a_file_as_long_as_streamlit_says(ask):
    ours, plain = ask(program(), address(BIG)), ask(streamlits(), address(BIG))

    assert ours.headers["cache-control"] == plain.headers["cache-control"]
    assert "immutable" in ours.headers["cache-control"]


def test_a_file_that_keeps_its_name_is_asked_for_anew(ask):
    ours, plain = ask(program(), "/manifest.json"), ask(streamlits(), "/manifest.json")

    assert ours.headers["content-encoding"] == "gzip"
    assert ours.headers["cache-control"] == plain.headers["cache-control"] == "no-cache"


def test_a_browser_that_has_a_file_is_not_sent_it_again(ask):
    app = program()
    tag = ask(app, address(BIG)).headers["etag"]

    answer = ask(app, address(BIG), if_none_match=tag)

    assert (answer.status_code, answer.content) == (304, b"")


def test_the_headers_alone_tell_the_same(ask):
    app = program()

    whole, headers = ask(app, address(BIG)), ask(app, address(BIG), "HEAD")

    assert headers.headers == whole.headers


@pytest.mark.parametrize("offer", ["identity", "br"])
def test_who_cannot_unpack_is_given_the_plain_file(ask, packed, offer):
    answer = ask(program(), address(BIG), accept_encoding=offer)

    assert answer.content == BIG.read_bytes()
    assert "content-encoding" not in answer.headers
    assert answer.headers["vary"] == "Accept-Encoding"
    assert packed == []


def test_who_wants_a_part_is_given_it_by_streamlit(ask):
    answer = ask(program(), address(BIG), range="bytes=10-19")

    assert (answer.status_code, answer.content) == (206, BIG.read_bytes()[10:20])
    assert answer.headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize("path", [address(FONT), "/favicon.png"])
def test_what_is_compressed_already_goes_out_as_it_is(ask, packed, path):
    answer = ask(program(), path)

    assert answer.content == (STATIC / path.lstrip("/")).read_bytes()
    assert packed == []


@pytest.mark.parametrize("path", ["/", "/index.html", "/compare", "/wall?display=key", "/unknown"])
@pytest.mark.parametrize("offer", ["gzip", "identity"])
def test_the_start_page_is_ours_wherever_streamlit_would_send_its_own(ask, path, offer):
    answer = ask(program(), path, accept_encoding=offer)

    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-cache")
    assert "<title>Callboard</title>" in answer.text
    assert answer.headers["vary"] == "Accept-Encoding, Accept-Language"
    assert "last-modified" not in answer.headers


def test_the_start_page_speaks_the_language_of_its_reader(ask):
    app = program()

    chosen, preferred = ask(app, "/?lang=ru"), ask(app, "/", accept_language="ru-RU")

    assert '<html lang="ru">' in chosen.text
    assert chosen.headers["etag"] == preferred.headers["etag"]
    assert '<html lang="en">' in ask(app, "/").text


def test_a_browser_that_has_our_start_page_is_not_sent_it_again(ask):
    app = program()
    tag = ask(app, "/compare").headers["etag"]

    assert ask(app, "/wall", if_none_match=tag).status_code == 304


@pytest.mark.parametrize("path", ["/", "/index.html", "/compare"])
def test_a_browser_that_has_streamlits_start_page_is_sent_ours(ask, path):
    former = ask(streamlits(), path).headers

    answer = ask(
        program(),
        path,
        if_none_match=former["etag"],
        if_modified_since=former["last-modified"],
        range="bytes=0-9",
    )

    assert answer.status_code == 200
    assert "<title>Callboard</title>" in answer.text


def test_our_script_goes_out_plain_and_compressed(ask):
    app = program()

    packed, plain = ask(app, "/callboard.js"), ask(app, "/callboard.js", accept_encoding="br")

    assert packed.headers["content-encoding"] == "gzip"
    assert packed.text == plain.text
    assert plain.headers["content-type"] == "text/javascript; charset=utf-8"
    assert plain.headers["cache-control"] == "no-cache"


def test_our_script_is_small(ask):
    plain = ask(program(), "/callboard.js", accept_encoding="identity")

    assert len(plain.content) < 3_000


@pytest.mark.parametrize("method", ["POST", "PUT", "OPTIONS"])
def test_another_method_is_streamlits_business(ask, method):
    path = address(BIG)

    answer, plain = ask(program(), path, method), ask(streamlits(), path, method)

    assert (answer.status_code, answer.text) == (plain.status_code, plain.text)


def test_what_streamlit_refuses_or_sends_elsewhere_stays_so(ask):
    app = program()

    assert ask(app, "/compare/").headers["location"] == "/compare"
    assert ask(app, "/page/_stcore/health").status_code == 404


def test_a_download_is_left_alone(ask):
    answer = ask(program(), "/media/table.csv")

    assert (answer.text, answer.headers["etag"]) == ("a;b", '"a"')


def test_files_and_pages_stand_below_the_base(ask):
    app = program("callboard")

    file, page = ask(app, f"/callboard{address(BIG)}"), ask(app, "/callboard/compare")

    assert file.headers["content-encoding"] == "gzip"
    assert "<title>Callboard</title>" in page.text
    assert ask(app, address(BIG)).status_code == 404
