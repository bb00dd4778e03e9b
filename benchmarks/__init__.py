"""Measures of the running program, each beside something that makes it a ratio: ``make bench``."""
