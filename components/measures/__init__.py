"""Arithmetic on counts, pure: outcomes, rates, intervals, and the frames that travel to charts.

Counts and seconds are stored; everything else is computed from their sums, never from other rates.
"""
