"""A frame in, a figure out: the only part that draws with Plotly.

A chart translates nothing, formats no number and reads no theme: words, numbers and palette are
given. It never writes to the frame, never logs and never asks the clock.
"""
