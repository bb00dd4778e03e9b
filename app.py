"""Callboard's server. Start it with ``streamlit run app.py``."""

import streamlit as st

app = st.App("pages/frame.py")
