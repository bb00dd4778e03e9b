"""Arithmetic on counts, pure: outcomes, rates, changes and their causes, and the charts' frames.

Counts and seconds are stored; everything else is computed from their sums, never from other rates.
"""
