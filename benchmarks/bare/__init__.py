"""The least that a Streamlit program can be, frozen like ours: what a rerun is measured beside."""
