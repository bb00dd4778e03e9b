"""The running Callboard behind all sessions, made once a process."""

import os
from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from components import bootstrap, settings


@st.cache_resource(show_spinner=False)
def callboard() -> bootstrap.Callboard:
    """Return what all sessions of this process share."""
    return bootstrap.Callboard(settings.read(os.environ, _secrets()))


def _secrets() -> Mapping[str, object] | None:
    """Return the operator's secrets: nothing where there is no file, None where it is broken."""
    try:
        return st.secrets.to_dict()
    except (OSError, UnicodeDecodeError):
        # Streamlit's own error for "none, or not TOML" is one of the former.
        files = [Path(name) for name in st.get_option("secrets.files")]
        return None if any(file.exists() for file in files) else {}
