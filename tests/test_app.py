"""The server that ``streamlit run app.py`` starts."""

from pathlib import Path

import streamlit as st

import app

ROOT = Path(__file__).resolve().parents[1]


def test_the_server_is_one_that_streamlit_finds_by_itself():
    assert isinstance(app.app, st.App)


def test_the_server_runs_the_frame_and_not_a_page():
    assert ROOT / app.app.script_path == ROOT / "pages" / "frame.py"


def test_the_server_says_what_starts_it():
    assert "streamlit run app.py" in app.__doc__
