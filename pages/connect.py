"""Connect: which account to show, by the operator's choice, own credentials or the demo."""

import streamlit as st

from components.ui import sign_in

if sign_in.form():
    st.switch_page("overview.py")
