"""How pages and files go out: headers, health, what is closed, and assets compressed once.

Plain ASGI above Streamlit's own server, which it neither imports nor changes.
"""
