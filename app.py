"""Callboard's server. Start it with ``streamlit run app.py``."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st

from components.ui import backend, warmup


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


app = st.App("pages/frame.py", lifespan=lifespan)
