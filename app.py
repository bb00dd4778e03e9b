"""Callboard's server. Start it with ``streamlit run app.py``."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from streamlit import config, file_util

from components.serving import health
from components.serving.assets import Assets
from components.serving.closed import Closed
from components.serving.headers import Headers
from components.ui import backend, warmup
from components.ui.selection import LANGUAGES


@asynccontextmanager
async def lifespan(_server: st.App) -> AsyncIterator[None]:
    """Start what all sessions share before the first of them comes, and stop it at the end.

    Streamlit collects garbage after every run. What stands by then is frozen, so that it is not
    looked through each time, which took longer than the run itself; the collector stays on.
    """
    callboard = backend.callboard()
    warmup.warm_up()
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        callboard.close()


BASE = config.get_option("server.baseUrlPath")
STATIC = Path(file_util.get_static_dir())

app = st.App(
    "pages/frame.py",
    lifespan=lifespan,
    routes=health.routes(lambda: backend.callboard().readiness(), base=BASE),
    middleware=[
        Middleware(Headers),
        Middleware(Closed, base=BASE),
        Middleware(Assets, folder=STATIC, languages=tuple(LANGUAGES), base=BASE),
    ],
)
