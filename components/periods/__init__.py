"""Windows of time, pure: half-open, in UTC; days in a zone, buckets, presets, and their spelling.

No function here asks the clock or the machine's zone: ``now`` and ``zone`` are always given.
"""
