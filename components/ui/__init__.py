"""The Streamlit parts that more than one page uses; the only part that knows Streamlit."""
