"""Streamlit's own files, compressed once in the life of the process, whoever asks.

A first visit takes 7.5 MB of them, and 2.8 when they are compressed. Streamlit leaves them plain,
because its server would compress them anew for each visitor.
"""

from asyncio import Lock
from pathlib import Path
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import FileResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.serving import files, index, paths
from components.serving.files import Copy

_SCRIPT: Final = Path(__file__).with_name(index.SCRIPT)

_NO_FILES: Final = ("/_stcore/", "/media/")
"""Below these Streamlit answers from memory, and there is never a start page."""

_ABOUT_A_COPY: Final = {b"if-modified-since", b"if-none-match", b"if-range", b"range"}

_DEPENDS_ON: Final = "Accept-Encoding, Accept-Language"


class Assets:
    """Answer for Streamlit's files and start page; everything else goes on to the app."""

    def __init__(
        self, app: ASGIApp, *, folder: Path, languages: tuple[str, ...], base: str = ""
    ) -> None:
        """Look through ``folder``, Streamlit's static files, which are read when first asked for.

        ``languages`` are those that a page can speak, ``base`` is ``server.baseUrlPath``.
        """
        self._app = app
        self._base = paths.based(base)
        self._files = {
            f"/{file.relative_to(folder).as_posix()}": file
            for file in folder.rglob("*")
            if file.suffix in files.TYPES.keys() - {".html"}
        }
        self._packed: dict[Path, Copy] = {}
        self._packing = Lock()
        self._languages = languages
        self._own = _both(_SCRIPT.read_bytes(), ".js")
        start = folder / "index.html"
        self._start_tag = FileResponse(start, stat_result=start.stat()).headers["etag"]
        self._start = {
            language: _both(index.dress(start.read_text("utf-8"), language).encode(), ".html")
            for language in {*languages, index.DEFAULT}
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        path = paths.below(scope, self._base) if scope["type"] == "http" else ""
        if not path or scope["method"] not in {"GET", "HEAD"} or path.startswith(_NO_FILES):
            await self._app(scope, receive, send)
        elif path == f"/{index.SCRIPT}":
            asked = Headers(scope=scope)
            await self._own[files.takes_gzip(asked)].answer(asked)(scope, receive, send)
        elif path in self._files:
            await self._asset(self._files[path], scope, receive, send)
        else:
            await self._page(scope, receive, send)

    async def _asset(self, file: Path, scope: Scope, receive: Receive, send: Send) -> None:
        asked = Headers(scope=scope)
        if files.takes_gzip(asked) and "range" not in asked:
            copy = await self._compressed(file)
            await copy.answer(asked)(scope, receive, send)
            return

        async def varied(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).add_vary_header("Accept-Encoding")
            await send(message)

        await self._app(scope, receive, varied)

    async def _compressed(self, file: Path) -> Copy:
        """Return the compressed copy, made by whoever comes first; one at a time, in a thread."""
        if file not in self._packed:
            async with self._packing:
                if file not in self._packed:
                    cache = files.IMMUTABLE if file.suffix != ".json" else files.ASKED_ANEW
                    self._packed[file] = await run_in_threadpool(files.pack, file, cache)
        return self._packed[file]

    async def _page(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the app answer, and send our start page wherever it would send Streamlit's."""
        asked = Headers(scope=scope)
        is_ours = False

        async def swap(message: Message) -> None:
            nonlocal is_ours
            if message["type"] == "http.response.start" and self._is_start_page(message):
                is_ours = True
                await self._dressed(scope, asked).answer(asked)(scope, receive, send)
            elif not is_ours:
                await send(message)

        # What a browser knows of our page means nothing to Streamlit.
        headers = [pair for pair in scope["headers"] if pair[0] not in _ABOUT_A_COPY]
        await self._app({**scope, "headers": headers}, receive, swap)

    def _is_start_page(self, message: Message) -> bool:
        return Headers(raw=message["headers"]).get("etag") == self._start_tag

    def _dressed(self, scope: Scope, asked: Headers) -> Copy:
        accepted = asked.get("accept-language")
        language = index.language(scope["query_string"], accepted, self._languages)
        return self._start[language][files.takes_gzip(asked)]


def _both(body: bytes, suffix: str) -> tuple[Copy, Copy]:
    """Return a small file of ours plain and packed: the place says whether it is."""
    told = {"cache": files.ASKED_ANEW, "vary": _DEPENDS_ON}
    return Copy.plain(body, suffix, **told), Copy.packed(body, suffix, **told)
