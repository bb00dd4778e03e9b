"""A server without a program: ``streamlit run benchmarks/bare/app.py``."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st


@asynccontextmanager
async def lifespan(_server: st.App) -> AsyncIterator[None]:
    """Freeze what stands at the start, as ours does."""
    gc.collect()
    gc.freeze()
    yield


app = st.App("line.py", lifespan=lifespan)
