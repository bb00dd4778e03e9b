"""Windows of time, pure: half-open windows in UTC, days in a zone, presets, and their spelling.

No function here asks the clock or the machine's zone: ``now`` and ``zone`` are always given.
"""
