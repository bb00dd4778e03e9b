"""A hundred and more pairs of periods, worked out by hand, and what holds for every pair."""

import pickle
import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from components.periods import spelling
from components.periods.against import (
    Against,
    NothingComplete,
    Pair,
    Side,
    Trait,
    pair,
    parse,
    spell,
    usual,
)
from components.periods.presets import Preset
from components.periods.ranges import NEWEST, OLDEST, Days, Minutes
from components.periods.shifting import walls
from components.periods.window import Window
from tests.oracles import CLOCKS

EXAMPLES = """
# Every preset against every kind of B, in the middle of a day in the middle of a week.
[Europe/Moscow 2026-11-25T13:20:07+03]
today: 2026-11-25+03 .. 2026-11-26+03
    previous: 2026-11-24+03 .. 2026-11-24T13:20:07+03
    weekday: 2026-11-18+03 .. 2026-11-18T13:20:07+03
    year: 2025-11-25+03 .. 2025-11-25T13:20:07+03
    52-weeks: 2025-11-26+03 .. 2025-11-26T13:20:07+03
    2026-06-03..2026-06-03: 2026-06-03+03 .. 2026-06-03T13:20:07+03
    2026-06-03T00:00..2026-06-04T00:00: 2026-06-03+03 .. 2026-06-03T13:20:07+03
    2026-06-03T09:00..2026-06-03T18:00: 2026-06-03T09:00+03 .. 2026-06-03T18:00+03 per day
yesterday: 2026-11-24+03 .. 2026-11-25+03
    previous: 2026-11-23+03 .. 2026-11-24+03
    weekday: 2026-11-17+03 .. 2026-11-18+03
    year: 2025-11-24+03 .. 2025-11-25+03
    52-weeks: 2025-11-25+03 .. 2025-11-26+03
    2026-06-03..2026-06-05: 2026-06-03+03 .. 2026-06-06+03 per day
    2026-06-03T09:00..2026-06-04T09:00: 2026-06-03T09:00+03 .. 2026-06-04T09:00+03
last-7-days: 2026-11-19+03 .. 2026-11-26+03
    previous: 2026-11-12+03 .. 2026-11-18T13:20:07+03
    weekday: 2026-11-12+03 .. 2026-11-18T13:20:07+03
    year: 2025-11-19+03 .. 2025-11-25T13:20:07+03
    52-weeks: 2025-11-20+03 .. 2025-11-26T13:20:07+03
    2026-06-01..2026-06-07: 2026-06-01+03 .. 2026-06-07T13:20:07+03
    2026-06-01..2026-06-30: 2026-06-01+03 .. 2026-07-01+03 per day
    2026-06-01T00:00..2026-06-01T12:00: 2026-06-01+03 .. 2026-06-01T12:00+03 per day
last-28-days: 2026-10-29+03 .. 2026-11-26+03
    previous: 2026-10-01+03 .. 2026-10-28T13:20:07+03
    weekday: 2026-10-01+03 .. 2026-10-28T13:20:07+03
    year: 2025-10-29+03 .. 2025-11-25T13:20:07+03
    52-weeks: 2025-10-30+03 .. 2025-11-26T13:20:07+03
    2026-06-01..2026-06-28: 2026-06-01+03 .. 2026-06-28T13:20:07+03
last-90-days: 2026-08-28+03 .. 2026-11-26+03
    previous: 2026-05-30+03 .. 2026-08-27T13:20:07+03
    weekday: 2026-05-29+03 .. 2026-08-26T13:20:07+03
    year: 2025-08-28+03 .. 2025-11-25T13:20:07+03
    52-weeks: 2025-08-29+03 .. 2025-11-26T13:20:07+03
    2026-06-01..2026-06-30: 2026-06-01+03 .. 2026-07-01+03 per day
this-week: 2026-11-23+03 .. 2026-11-26+03
    previous: 2026-11-16+03 .. 2026-11-18T13:20:07+03
    weekday: 2026-11-16+03 .. 2026-11-18T13:20:07+03
    year: 2025-11-23+03 .. 2025-11-25T13:20:07+03
    52-weeks: 2025-11-24+03 .. 2025-11-26T13:20:07+03
    2026-06-01..2026-06-03: 2026-06-01+03 .. 2026-06-03T13:20:07+03
last-week: 2026-11-16+03 .. 2026-11-23+03
    previous: 2026-11-09+03 .. 2026-11-16+03
    weekday: 2026-11-09+03 .. 2026-11-16+03
    year: 2025-11-16+03 .. 2025-11-23+03
    52-weeks: 2025-11-17+03 .. 2025-11-24+03
    2026-06-01..2026-06-05: 2026-06-01+03 .. 2026-06-06+03 per day
this-month: 2026-11-01+03 .. 2026-11-26+03
    previous: 2026-10-01+03 .. 2026-10-25T13:20:07+03
    weekday: 2026-10-04+03 .. 2026-10-28T13:20:07+03
    year: 2025-11-01+03 .. 2025-11-25T13:20:07+03
    52-weeks: 2025-11-02+03 .. 2025-11-26T13:20:07+03
    2026-06-01..2026-06-30: 2026-06-01+03 .. 2026-07-01+03 per day
last-month: 2026-10-01+03 .. 2026-11-01+03
    previous: 2026-09-01+03 .. 2026-10-01+03 per day
    weekday: 2026-08-27+03 .. 2026-09-27+03
    year: 2025-10-01+03 .. 2025-11-01+03
    52-weeks: 2025-10-02+03 .. 2025-11-02+03
    2026-05-01..2026-05-31: 2026-05-01+03 .. 2026-06-01+03
this-quarter: 2026-10-01+03 .. 2026-11-26+03
    previous: 2026-07-01+03 .. 2026-08-25T13:20:07+03
    weekday: 2026-08-06+03 .. 2026-09-30T13:20:07+03
    year: 2025-10-01+03 .. 2025-11-25T13:20:07+03
    52-weeks: 2025-10-02+03 .. 2025-11-26T13:20:07+03
    2026-01-01..2026-03-31: 2026-01-01+03 .. 2026-04-01+03 per day
last-quarter: 2026-07-01+03 .. 2026-10-01+03
    previous: 2026-04-01+03 .. 2026-07-01+03 per day
    weekday: 2026-03-25+03 .. 2026-06-25+03
    year: 2025-07-01+03 .. 2025-10-01+03
    52-weeks: 2025-07-02+03 .. 2025-10-02+03
    2025-10-01..2025-12-31: 2025-10-01+03 .. 2026-01-01+03
year-to-date: 2026-01-01+03 .. 2026-11-26+03
    previous: 2025-01-01+03 .. 2025-11-25T13:20:07+03
    weekday: 2025-02-06+03 .. 2025-12-31T13:20:07+03
    year: 2025-01-01+03 .. 2025-11-25T13:20:07+03
    52-weeks: 2025-01-02+03 .. 2025-11-26T13:20:07+03
    2024-01-01..2024-12-31: 2024-01-01+03 .. 2025-01-01+03 per day

# Ranges of one's own, running and over.
2026-11-10..2026-11-12: 2026-11-10+03 .. 2026-11-13+03
    previous: 2026-11-07+03 .. 2026-11-10+03
    weekday: 2026-11-03+03 .. 2026-11-06+03
2026-11-01..2026-11-30: 2026-11-01+03 .. 2026-12-01+03
    previous: 2026-10-01+03 .. 2026-10-25T13:20:07+03
    weekday: 2026-09-27+03 .. 2026-10-21T13:20:07+03
    year: 2025-11-01+03 .. 2025-11-25T13:20:07+03
2026-11-25T09:00..2026-11-25T18:00: 2026-11-25T09:00+03 .. 2026-11-25T18:00+03
    previous: 2026-11-25+03 .. 2026-11-25T04:20:07+03
    weekday: 2026-11-18T09:00+03 .. 2026-11-18T13:20:07+03
    year: 2025-11-25T09:00+03 .. 2025-11-25T13:20:07+03
    52-weeks: 2025-11-26T09:00+03 .. 2025-11-26T13:20:07+03
2026-11-23T09:00..2026-11-27T18:00: 2026-11-23T09:00+03 .. 2026-11-27T18:00+03
    previous: 2026-11-19+03 .. 2026-11-21T04:20:07+03
    weekday: 2026-11-16T09:00+03 .. 2026-11-18T13:20:07+03
2026-11-02T09:00..2026-11-09T12:00: 2026-11-02T09:00+03 .. 2026-11-09T12:00+03
    weekday: 2026-10-19T09:00+03 .. 2026-10-26T12:00+03
2026-11-02T09:00..2026-11-09T09:00: 2026-11-02T09:00+03 .. 2026-11-09T09:00+03
    weekday: 2026-10-26T09:00+03 .. 2026-11-02T09:00+03

# B is the one that runs, both run, and what is still to come.
2026-11-19..2026-11-21: 2026-11-19+03 .. 2026-11-21T13:20:07+03
    2026-11-23..2026-11-25: 2026-11-23+03 .. 2026-11-26+03
2026-11-10..2026-11-19: 2026-11-10+03 .. 2026-11-20+03
    2026-11-23..2026-11-25: 2026-11-23+03 .. 2026-11-26+03 per day
2026-11-20..2026-11-26: 2026-11-20+03 .. 2026-11-27+03
    2026-11-19..2026-11-25: 2026-11-19+03 .. 2026-11-25T13:20:07+03 per day
    2026-11-20..2026-11-30: 2026-11-20+03 .. 2026-11-25T13:20:07+03
2026-12-01..2026-12-02: 2026-12-01+03 .. 2026-12-02T13:20:07+03
    weekday: 2026-11-24+03 .. 2026-11-26+03

# Moscow, spring 2010: 28 March had no hour from 02:00 to 03:00.
[Europe/Moscow 2010-03-31T13:20+04]
today: 2010-03-31+04 .. 2010-04-01+04
    weekday: 2010-03-24+03 .. 2010-03-24T13:20+03
last-7-days: 2010-03-25+03 .. 2010-04-01+04
    previous: 2010-03-18+03 .. 2010-03-24T13:20+03
this-week: 2010-03-29+04 .. 2010-04-01+04
    previous: 2010-03-22+03 .. 2010-03-24T13:20+03
[Europe/Moscow 2010-03-28T13:20+04]
today: 2010-03-28+03 .. 2010-03-29+04
    weekday: 2010-03-21+03 .. 2010-03-21T12:20+03
[Europe/Moscow 2010-04-04T13:20+04]
today: 2010-04-04+04 .. 2010-04-05+04
    weekday: 2010-03-28+03 .. 2010-03-28T14:20+04
[Europe/Moscow 2010-04-04T23:30+04]
today: 2010-04-04+04 .. 2010-04-05+04
    weekday: 2010-03-28+03 .. 2010-03-29+04

# Moscow, autumn 2010: 31 October had the hour from 02:00 to 03:00 twice.
[Europe/Moscow 2010-10-31T13:20+03]
today: 2010-10-31+04 .. 2010-11-01+03
    weekday: 2010-10-24+04 .. 2010-10-24T14:20+04
[Europe/Moscow 2010-10-31T23:40+03]
today: 2010-10-31+04 .. 2010-11-01+03
    weekday: 2010-10-24+04 .. 2010-10-25+04
this-month: 2010-10-01+04 .. 2010-11-01+03
    weekday: 2010-08-27+04 .. 2010-09-27+04
2010-10-30..2010-11-02: 2010-10-30+04 .. 2010-11-03+03
    weekday: 2010-10-23+04 .. 2010-10-25+04
[Europe/Moscow 2010-11-07T13:20+03]
today: 2010-11-07+03 .. 2010-11-08+03
    weekday: 2010-10-31+04 .. 2010-10-31T12:20+03

# Moscow, 27 March 2011: an hour forward for good; 26 October 2014: back, from 02:00 to 01:00.
[Europe/Moscow 2011-03-30T13:20+04]
last-week: 2011-03-21+03 .. 2011-03-28+04
    previous: 2011-03-14+03 .. 2011-03-21+03
2011-03-27..2011-03-27: 2011-03-27+03 .. 2011-03-28+04
    previous: 2011-03-26+03 .. 2011-03-27+03
    year: 2010-03-27+03 .. 2010-03-28+03
    52-weeks: 2010-03-28+03 .. 2010-03-29+04
last-28-days: 2011-03-03+03 .. 2011-03-31+04
    year: 2010-03-03+03 .. 2010-03-30T13:20+04
[Europe/Moscow 2014-10-26T01:30+04]
today: 2014-10-26+04 .. 2014-10-27+03
    previous: 2014-10-25+04 .. 2014-10-25T01:30+04
[Europe/Moscow 2014-10-26T01:30+03]
today: 2014-10-26+04 .. 2014-10-27+03
    previous: 2014-10-25+04 .. 2014-10-25T02:30+04
[Europe/Moscow 2014-10-29T13:20+03]
this-week: 2014-10-27+03 .. 2014-10-30+03
    previous: 2014-10-20+04 .. 2014-10-22T13:20+04
[Europe/Moscow 2015-10-26T10:00+03]
today: 2015-10-26+03 .. 2015-10-27+03
    year: 2014-10-26+04 .. 2014-10-26T09:00+03

# Berlin, 30 March 2025.
[Europe/Berlin 2025-04-02T09:15+02]
last-7-days: 2025-03-27+01 .. 2025-04-03+02
    weekday: 2025-03-20+01 .. 2025-03-26T09:15+01
last-month: 2025-03-01+01 .. 2025-04-01+02
    previous: 2025-02-01+01 .. 2025-03-01+01 per day
    year: 2024-03-01+01 .. 2024-04-01+02
last-quarter: 2025-01-01+01 .. 2025-04-01+02
    year: 2024-01-01+01 .. 2024-04-01+02 per day
2025-03-30T01:00..2025-03-30T04:00: 2025-03-30T01:00+01 .. 2025-03-30T04:00+02
    previous: 2025-03-29T22:00+01 .. 2025-03-30T01:00+01
    weekday: 2025-03-23T01:00+01 .. 2025-03-23T04:00+01

# Berlin, 26 October 2025: 02:00 to 03:00 twice.
[Europe/Berlin 2025-11-05T13:20+01]
this-month: 2025-11-01+01 .. 2025-11-06+01
    previous: 2025-10-01+02 .. 2025-10-05T13:20+02
last-month: 2025-10-01+02 .. 2025-11-01+01
    previous: 2025-09-01+02 .. 2025-10-01+02 per day
2025-10-26T02:30..2025-10-26T03:30: 2025-10-26T02:30+02 .. 2025-10-26T03:30+01
    weekday: 2025-10-19T02:30+02 .. 2025-10-19T03:30+02
[Europe/Berlin 2025-11-02T12:00+01]
2025-11-02T09:00..2025-11-02T18:00: 2025-11-02T09:00+01 .. 2025-11-02T18:00+01
    weekday: 2025-10-26T09:00+01 .. 2025-10-26T12:00+01

# Berlin, 29 March 2026, before and after the jump, and a year after the day of the last one.
[Europe/Berlin 2026-03-29T01:59:59+01]
today: 2026-03-29+01 .. 2026-03-30+02
    weekday: 2026-03-22+01 .. 2026-03-22T01:59:59+01
[Europe/Berlin 2026-03-29T03:00+02]
today: 2026-03-29+01 .. 2026-03-30+02
    weekday: 2026-03-22+01 .. 2026-03-22T02:00+01
    52-weeks: 2025-03-30+01 .. 2025-03-30T03:00+02
[Europe/Berlin 2026-03-29T13:20+02]
2026-03-28T03:00..2026-03-30T03:00: 2026-03-28T03:00+01 .. 2026-03-30T03:00+02
    weekday: 2026-03-21T03:00+01 .. 2026-03-22T12:20+01
[Europe/Berlin 2026-03-30T13:20+02]
today: 2026-03-30+02 .. 2026-03-31+02
    previous: 2026-03-29+01 .. 2026-03-29T14:20+02
    year: 2025-03-30+01 .. 2025-03-30T14:20+02
    52-weeks: 2025-03-31+02 .. 2025-03-31T13:20+02
[Europe/Berlin 2026-04-01T12:00+02]
year-to-date: 2026-01-01+01 .. 2026-04-02+02
    previous: 2025-01-01+01 .. 2025-04-01T12:00+02

# 29 February, met and missed.
[Europe/Moscow 2024-02-29T10:00+03]
today: 2024-02-29+03 .. 2024-03-01+03
    year: 2023-02-28+03 .. 2023-02-28T10:00+03
    52-weeks: 2023-03-02+03 .. 2023-03-02T10:00+03
year-to-date: 2024-01-01+03 .. 2024-03-01+03
    previous: 2023-01-01+03 .. 2023-02-28T10:00+03 per day
this-month: 2024-02-01+03 .. 2024-03-01+03
    previous: 2024-01-01+03 .. 2024-01-29T10:00+03
    year: 2023-02-01+03 .. 2023-02-28T10:00+03 per day
2024-02-29T09:00..2024-02-29T18:00: 2024-02-29T09:00+03 .. 2024-02-29T18:00+03
    year: 2023-02-28T09:00+03 .. 2023-02-28T10:00+03
[Europe/Moscow 2024-03-01T10:00+03]
year-to-date: 2024-01-01+03 .. 2024-03-02+03
    previous: 2023-01-01+03 .. 2023-03-01T10:00+03 per day
    year: 2023-01-01+03 .. 2023-03-01T10:00+03 per day
last-month: 2024-02-01+03 .. 2024-03-01+03
    year: 2023-02-01+03 .. 2023-03-01+03 per day
2024-02-28T10:00..2024-02-29T09:00: 2024-02-28T10:00+03 .. 2024-02-29T09:00+03
    year: 2023-02-28T10:00+03 .. 2023-03-01T09:00+03
[Europe/Moscow 2025-02-28T10:00+03]
this-month: 2025-02-01+03 .. 2025-03-01+03
    previous: 2025-01-01+03 .. 2025-01-28T10:00+03
    year: 2024-02-01+03 .. 2024-02-28T10:00+03
last-28-days: 2025-02-01+03 .. 2025-03-01+03
    year: 2024-02-01+03 .. 2024-02-28T10:00+03
[Europe/Moscow 2025-03-05T10:00+03]
last-month: 2025-02-01+03 .. 2025-03-01+03
    previous: 2025-01-01+03 .. 2025-02-01+03 per day
    year: 2024-02-01+03 .. 2024-03-01+03 per day
2025-02-01..2025-02-28: 2025-02-01+03 .. 2025-03-01+03
    year: 2024-02-01+03 .. 2024-03-01+03 per day
2025-02-28..2025-03-01: 2025-02-28+03 .. 2025-03-02+03
    year: 2024-02-28+03 .. 2024-03-02+03 per day
2024-02-28..2024-03-01: 2024-02-28+03 .. 2024-03-02+03
    year: 2023-02-28+03 .. 2023-03-02+03 per day

# The 31st against months of 30 and 28 days, and quarters of 91 against 90.
[Europe/Moscow 2026-10-31T13:20+03]
this-month: 2026-10-01+03 .. 2026-11-01+03
    previous: 2026-09-01+03 .. 2026-10-01+03 per day
    weekday: 2026-08-27+03 .. 2026-09-26T13:20+03
    year: 2025-10-01+03 .. 2025-10-31T13:20+03
[Europe/Moscow 2026-03-30T13:20+03]
this-month: 2026-03-01+03 .. 2026-03-31+03
    previous: 2026-02-01+03 .. 2026-03-01+03 per day
[Europe/Moscow 2026-03-28T13:20+03]
this-month: 2026-03-01+03 .. 2026-03-29+03
    previous: 2026-02-01+03 .. 2026-02-28T13:20+03
[Europe/Moscow 2026-06-30T13:20+03]
this-quarter: 2026-04-01+03 .. 2026-07-01+03
    previous: 2026-01-01+03 .. 2026-04-01+03 per day

# Over the end of the year.
[Europe/Moscow 2026-01-01T00:00:01+03]
today: 2026-01-01+03 .. 2026-01-02+03
    previous: 2025-12-31+03 .. 2025-12-31T00:00:01+03
this-week: 2025-12-29+03 .. 2026-01-02+03
    previous: 2025-12-22+03 .. 2025-12-25T00:00:01+03
    year: 2024-12-29+03 .. 2025-01-01T00:00:01+03
this-month: 2026-01-01+03 .. 2026-01-02+03
    previous: 2025-12-01+03 .. 2025-12-01T00:00:01+03
last-month: 2025-12-01+03 .. 2026-01-01+03
    previous: 2025-11-01+03 .. 2025-12-01+03 per day
this-quarter: 2026-01-01+03 .. 2026-01-02+03
    previous: 2025-10-01+03 .. 2025-10-01T00:00:01+03
last-quarter: 2025-10-01+03 .. 2026-01-01+03
    previous: 2025-07-01+03 .. 2025-10-01+03
year-to-date: 2026-01-01+03 .. 2026-01-02+03
    previous: 2025-01-01+03 .. 2025-01-01T00:00:01+03
"""
"""Zone and moment; a period and its A; what it is compared against and its B, cut at that moment.

Each instant has its distance from UTC; one without a time is midnight. Alike, unless *per day*.
"""

COMPLETE = """
[Europe/Moscow 2026-11-25T13:20:07+03]
last-7-days: 2026-11-19+03 .. 2026-11-25+03
    weekday: 2026-11-12+03 .. 2026-11-18+03
    2026-06-01..2026-06-30: 2026-06-01+03 .. 2026-07-01+03 per day
this-week: 2026-11-23+03 .. 2026-11-25+03
    previous: 2026-11-16+03 .. 2026-11-18+03
this-month: 2026-11-01+03 .. 2026-11-25+03
    previous: 2026-10-01+03 .. 2026-10-25+03
2026-11-01..2026-11-30: 2026-11-01+03 .. 2026-11-25+03
    previous: 2026-10-01+03 .. 2026-10-25+03
last-week: 2026-11-16+03 .. 2026-11-23+03
    previous: 2026-11-09+03 .. 2026-11-16+03
2026-11-23T09:00..2026-11-27T18:00: 2026-11-23T09:00+03 .. 2026-11-25+03
    weekday: 2026-11-16T09:00+03 .. 2026-11-18+03
2026-11-10..2026-11-12: 2026-11-10+03 .. 2026-11-12+03
    2026-11-23..2026-11-25: 2026-11-23+03 .. 2026-11-25+03
2026-11-10..2026-11-19: 2026-11-10+03 .. 2026-11-20+03
    2026-11-23..2026-11-25: 2026-11-23+03 .. 2026-11-25+03 per day
2026-11-20..2026-11-26: 2026-11-20+03 .. 2026-11-25+03
    2026-11-20..2026-11-30: 2026-11-20+03 .. 2026-11-25+03
    2026-11-19..2026-11-25: 2026-11-19+03 .. 2026-11-25+03 per day
2026-11-24T12:00..2026-11-25T18:00: 2026-11-24T12:00+03 .. 2026-11-25+03
    2026-11-01T12:00..2026-11-02T18:00: 2026-11-01T12:00+03 .. 2026-11-02+03
[Europe/Moscow 2026-10-31T13:20+03]
this-month: 2026-10-01+03 .. 2026-10-31+03
    previous: 2026-09-01+03 .. 2026-10-01+03
[Europe/Moscow 2024-02-29T10:00+03]
year-to-date: 2024-01-01+03 .. 2024-02-29+03
    previous: 2023-01-01+03 .. 2023-03-01+03
[Europe/Moscow 2024-03-01T10:00+03]
year-to-date: 2024-01-01+03 .. 2024-03-01+03
    year: 2023-01-01+03 .. 2023-03-01+03 per day
[Europe/Berlin 2026-03-30T00:30+02]
last-7-days: 2026-03-24+01 .. 2026-03-30+02
    weekday: 2026-03-17+01 .. 2026-03-23+01
"""


def instant(text):
    """Read ``2026-11-25+03`` or ``2026-11-25T13:20:07+03``."""
    day, time, offset = re.fullmatch(r"(\S{10})(T[\d:]+)?(\+\d\d)", text).groups()
    return datetime.fromisoformat(f"{day}{time or 'T00:00'}{offset}").astimezone(UTC)


def span(text):
    return Window(*map(instant, text.split(" .. ")))


def rows(table):
    """Yield what a table says, a pair at a time."""
    zone = now = period = a = None
    for line in table.splitlines():
        if line.startswith("["):
            zone, now = line.strip("[]").split()
        elif line.startswith("    "):
            other, b = line.strip().split(": ")
            spoken = f"{zone} {now} {period} against {other}"
            alike = not b.endswith(" per day")
            expected = (span(a), span(b.removesuffix(" per day")), alike)
            yield pytest.param(ZoneInfo(zone), instant(now), period, other, expected, id=spoken)
        elif line and not line.startswith("#"):
            period, a = line.split(": ")


MOSCOW = ZoneInfo("Europe/Moscow")
BERLIN = ZoneInfo("Europe/Berlin")
WEDNESDAY = instant("2026-11-25T13:20:07+03")
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)

ZONES = st.sampled_from(CLOCKS).map(ZoneInfo)
NOW = st.datetimes(datetime(2008, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
SOME_DAYS = st.builds(
    lambda first, more: Days(first, first + more * DAY),
    st.dates(date(2008, 1, 1), date(2026, 12, 31)),
    st.integers(0, 40),
)
SOME_MINUTES = st.builds(
    lambda start, more: Minutes(start, start + timedelta(minutes=15 * more)),
    st.datetimes(datetime(2008, 1, 1), datetime(2026, 12, 31)).map(  # noqa: DTZ001
        lambda wall: wall.replace(minute=wall.minute // 15 * 15, second=0, microsecond=0)
    ),
    st.integers(1, 1000),
)
PERIODS = st.one_of(st.sampled_from(Preset), SOME_DAYS, SOME_MINUTES)
NAMED = st.sampled_from([one for one in Against if one is not Against.NONE])
OTHERS = st.one_of(NAMED, SOME_DAYS, SOME_MINUTES)

OVER = {Preset.YESTERDAY, Preset.LAST_WEEK, Preset.LAST_MONTH, Preset.LAST_QUARTER}


@st.composite
def asked(draw, periods=PERIODS):
    """Draw a period, a zone and a moment, which is often within the period."""
    period, zone, now = draw(periods), draw(ZONES), draw(NOW)
    if not isinstance(period, Preset) and draw(st.integers(0, 3)):
        start, end = walls(period)
        now = (start + (end - start) * draw(st.floats(0, 0.999))).replace(tzinfo=zone)
    return period, zone, now.astimezone(UTC)


RUNNING = asked(periods=st.one_of(st.sampled_from(sorted(set(Preset) - OVER)), SOME_DAYS))


def some_pair(period, other, zone, now, **choice):
    """Make a pair, or pass over one whose range has no time in this zone."""
    try:
        return pair(period, other, zone, now, **choice)
    except ValueError:
        assume(False)  # noqa: FBT003
        raise


def local(moment, zone):
    return moment.astimezone(zone).replace(tzinfo=None)


def minutes_into_its_day(moment, zone):
    """Count the minutes of a local day before a moment, one by one."""
    day = local(moment, zone).date()
    earlier = (moment - timedelta(minutes=number) for number in range(1, 26 * 60))
    return sum(local(each, zone).date() == day for each in earlier)


# What two periods mean


def test_there_are_more_than_enough_examples():
    assert len(list(rows(EXAMPLES))) >= 100


@pytest.mark.parametrize(("zone", "now", "period", "other", "expected"), list(rows(EXAMPLES)))
def test_two_periods_are_these_instants(zone, now, period, other, expected):
    made = pair(spelling.parse(period), parse(other), zone, now)

    cut = made.cut(now)

    assert (cut.a, cut.b, cut.is_alike) == expected


@pytest.mark.parametrize(("zone", "now", "period", "other", "expected"), list(rows(COMPLETE)))
def test_complete_days_only_are_these_instants(zone, now, period, other, expected):
    made = pair(spelling.parse(period), parse(other), zone, now, complete=True)

    assert (made.a, made.b, made.is_alike) == expected
    assert made.running is None


@pytest.mark.parametrize(
    ("period", "other", "running"),
    [
        ("today", "weekday", Side.A),
        ("2026-11-25T09:00..2026-11-25T18:00", "previous", Side.A),
        ("yesterday", "previous", None),
        ("2026-11-25T09:00..2026-11-25T12:00", "previous", None),
        ("last-week", "2026-11-23..2026-11-29", Side.B),
        ("today", "2026-11-23..2026-11-29", Side.A),
        ("2026-12-01..2026-12-01", "previous", None),
    ],
)
def test_a_period_runs_while_it_holds_now(period, other, running):
    assert pair(spelling.parse(period), parse(other), MOSCOW, WEDNESDAY).running is running


def test_the_windows_of_a_running_pair_are_whole_until_it_is_cut():
    made = pair(Preset.TODAY, Against.WEEKDAY, MOSCOW, WEDNESDAY)

    assert made.a == span("2026-11-25+03 .. 2026-11-26+03")
    assert made.b == span("2026-11-18+03 .. 2026-11-19+03")


def test_what_two_sides_mean_can_be_kept_as_dates():
    made = pair(Preset.LAST_7_DAYS, Against.YEAR, MOSCOW, WEDNESDAY)

    assert made.range_a == Days(date(2026, 11, 19), date(2026, 11, 25))
    assert made.range_b == Days(date(2025, 11, 19), date(2025, 11, 25))


# The cut


def test_a_pair_that_is_over_is_not_cut():
    made = pair(Preset.YESTERDAY, Against.WEEKDAY, MOSCOW, WEDNESDAY)

    assert made.cut(WEDNESDAY) is made


def test_an_edge_after_the_end_of_the_running_side_cuts_nothing():
    made = pair(Preset.TODAY, Against.WEEKDAY, MOSCOW, WEDNESDAY)

    assert made.cut(made.a.end) is made


def test_at_the_very_beginning_a_second_is_left():
    made = pair(Preset.TODAY, Against.WEEKDAY, MOSCOW, instant("2026-11-25+03"))

    assert made.cut(made.a.start).b == span("2026-11-18+03 .. 2026-11-18T00:00:01+03")


def test_an_edge_before_the_beginning_leaves_a_second_too():
    made = pair(Preset.TODAY, Against.WEEKDAY, MOSCOW, WEDNESDAY)

    assert made.cut(made.a.start - 3 * DAY).b.length == SECOND


def test_an_edge_counts_in_whole_seconds_and_in_any_zone():
    made = pair(Preset.TODAY, Against.WEEKDAY, MOSCOW, WEDNESDAY)
    finer = WEDNESDAY.replace(microsecond=999_999).astimezone(BERLIN)

    assert made.cut(finer) == made.cut(WEDNESDAY)


def test_a_side_chosen_by_itself_that_begins_after_the_edge_keeps_a_second():
    made = pair(Preset.LAST_7_DAYS, Days(date(2026, 11, 25), date(2026, 11, 26)), MOSCOW, WEDNESDAY)

    assert made.cut(instant("2026-11-25T00:00:01+03")).b.length == SECOND


def test_an_edge_of_yesterday_cuts_at_the_day_before_the_other_end():
    made = pair(Preset.LAST_7_DAYS, Against.PREVIOUS, MOSCOW, WEDNESDAY)

    cut = made.cut(instant("2026-11-24T20:00+03"))

    assert cut.b == span("2026-11-12+03 .. 2026-11-17T20:00+03")


def test_the_past_is_no_other_while_tomorrow_runs_against_it():
    later = pair(Days(date(2027, 11, 24), date(2027, 11, 26)), Against.YEAR, MOSCOW, WEDNESDAY)

    assert later.running is Side.B
    assert later.cut(WEDNESDAY).a == span("2027-11-24+03 .. 2027-11-25T13:20:07+03")


# Complete days only


@pytest.mark.parametrize(
    ("period", "other"),
    [
        (Preset.TODAY, Against.WEEKDAY),
        (Minutes(datetime(2026, 11, 25, 9), datetime(2026, 11, 25, 18)), Against.YEAR),  # noqa: DTZ001
        (Preset.YESTERDAY, Days(date(2026, 11, 25), date(2026, 11, 25))),
        (Preset.LAST_7_DAYS, Days(date(2026, 11, 25), date(2026, 11, 30))),
    ],
)
def test_where_no_day_is_over_nothing_is_complete(period, other):
    with pytest.raises(NothingComplete):
        pair(period, other, MOSCOW, WEDNESDAY, complete=True)


def test_a_minute_range_of_this_morning_is_not_running_and_stays():
    morning = Minutes(datetime(2026, 11, 25, 7), datetime(2026, 11, 25, 9))  # noqa: DTZ001

    made = pair(Preset.YESTERDAY, morning, MOSCOW, WEDNESDAY, complete=True)

    assert made.b == span("2026-11-25T07:00+03 .. 2026-11-25T09:00+03")


def test_complete_dates_of_a_leap_year_say_which_day_stands_for_the_29th():
    made = pair(
        Preset.YEAR_TO_DATE, Against.YEAR, MOSCOW, instant("2024-03-01T10:00+03"), complete=True
    )

    assert made.clamped == date(2023, 2, 28)


# What is refused


@pytest.mark.parametrize(
    ("period", "other", "zone"),
    [
        (Preset.TODAY, Against.NONE, MOSCOW),
        # The hour from 02:00 to 03:00 of this Sunday was skipped.
        (Preset.TODAY, parse("2026-03-29T02:30..2026-03-29T03:15"), BERLIN),
        (Days(date(2011, 12, 31), date(2011, 12, 31)), Against.PREVIOUS, ZoneInfo("Pacific/Apia")),
        (Days(OLDEST, OLDEST), Against.PREVIOUS, MOSCOW),
        (Days(date(2000, 2, 1), date(2000, 2, 29)), Against.YEAR, MOSCOW),
        (Days(OLDEST, NEWEST), Against.WEEKDAY, MOSCOW),
    ],
)
def test_a_pair_without_two_sides_is_refused(period, other, zone):
    with pytest.raises(ValueError):
        pair(period, other, zone, WEDNESDAY)


@pytest.mark.parametrize("period", [Preset.TODAY, Days(date(2026, 1, 1), date(2026, 1, 1))])
def test_a_now_without_a_zone_is_refused(period):
    with pytest.raises(ValueError):
        pair(period, Against.PREVIOUS, MOSCOW, WEDNESDAY.replace(tzinfo=None))


# What is said


def said(period, other, zone, now):
    now = instant(now)
    return pair(spelling.parse(period), parse(other), zone, now).remarks(now)


def traits(*arguments):
    return [(remark.trait, remark.side) for remark in said(*arguments)]


def test_nothing_is_said_of_two_plain_weeks():
    assert said("last-week", "previous", MOSCOW, "2026-11-25T13:20+03") == ()


def test_a_cut_is_said_with_both_moments():
    (remark,) = said("today", "weekday", MOSCOW, "2026-11-25T13:20:07+03")

    assert (remark.trait, remark.side) == (Trait.CUT, Side.B)
    assert remark.moments == (WEDNESDAY, WEDNESDAY - 7 * DAY)


def test_a_cut_of_a_is_said_of_a():
    (remark,) = said("2026-11-18..2026-11-18", "2026-11-25..2026-11-25", MOSCOW, "2026-11-25T08+03")

    assert (remark.trait, remark.side) == (Trait.CUT, Side.A)
    assert remark.moments == (instant("2026-11-18T08+03"), instant("2026-11-25T08+03"))


def test_without_an_edge_no_cut_is_said():
    made = pair(Preset.TODAY, Against.WEEKDAY, MOSCOW, WEDNESDAY)

    assert made.remarks() == ()


def test_days_of_other_than_24_hours_are_said_for_each_side():
    found = said("2026-03-29..2026-03-29", "2025-10-26..2025-10-26", BERLIN, "2026-11-25T13:20+03")

    assert [(one.trait, one.side, one.day, one.length) for one in found] == [
        (Trait.SHORT_DAY, Side.A, date(2026, 3, 29), timedelta(hours=23)),
        (Trait.LONG_DAY, Side.B, date(2025, 10, 26), timedelta(hours=25)),
    ]


def test_a_clock_change_after_the_cut_is_not_said():
    before = traits("today", "weekday", BERLIN, "2026-03-29T01:30+01")
    after = traits("today", "weekday", BERLIN, "2026-03-29T03:00:01+02")

    assert (Trait.SHORT_DAY, Side.A) not in before
    assert (Trait.SHORT_DAY, Side.A) in after


def test_months_of_unequal_length_are_said_with_their_days():
    (remark,) = said("last-month", "previous", MOSCOW, "2026-11-25T13:20+03")

    assert (remark.trait, remark.days) == (Trait.UNEQUAL, (31, 30))


def test_the_31st_is_said_to_have_no_day_against_it():
    (remark,) = said("this-month", "previous", MOSCOW, "2026-10-31T13:20+03")

    assert (remark.trait, remark.days) == (Trait.UNEQUAL, (31, 30))


def test_the_days_of_a_running_side_are_those_so_far():
    (remark,) = said("2026-11-20..2026-12-31", "2026-06-01..2026-06-30", MOSCOW, "2026-11-25T08+03")

    assert (remark.trait, remark.days) == (Trait.UNEQUAL, (6, 30))


def test_unequal_minutes_have_no_number_of_days():
    (remark,) = said("yesterday", "2026-11-01T09:00..2026-11-01T18:00", MOSCOW, "2026-11-25+03")

    assert (remark.trait, remark.days) == (Trait.UNEQUAL, None)


def test_a_29_february_on_one_side_only_is_said():
    found = said("2025-02-01..2025-02-28", "year", MOSCOW, "2026-11-25T13:20+03")

    assert [(one.trait, one.side, one.day) for one in found] == [
        (Trait.LEAP_DAY, Side.B, date(2024, 2, 29)),
        (Trait.UNEQUAL, None, None),
    ]


def test_the_day_that_stands_for_a_29_february_is_said():
    found = said("2024-02-29..2024-02-29", "year", MOSCOW, "2026-11-25T13:20+03")

    assert [(one.trait, one.side, one.day) for one in found] == [
        (Trait.LEAP_DAY, Side.A, date(2024, 2, 29)),
        (Trait.CLAMPED, Side.B, date(2023, 2, 28)),
    ]


# What is usual, and how it is spelled


@pytest.mark.parametrize("period", Preset)
def test_a_month_is_usually_compared_with_the_one_before_and_all_else_by_weekday(period):
    is_month = period in {Preset.THIS_MONTH, Preset.LAST_MONTH}

    assert usual(period) is (Against.PREVIOUS if is_month else Against.WEEKDAY)


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2026-11-01..2026-11-30", Against.PREVIOUS),
        ("2024-02-01..2024-02-29", Against.PREVIOUS),
        ("2026-12-01..2026-12-31", Against.PREVIOUS),
        ("2024-02-01..2024-02-28", Against.WEEKDAY),
        ("2026-11-02..2026-11-30", Against.WEEKDAY),
        ("2026-11-01..2026-12-31", Against.WEEKDAY),
        ("2026-11-01T00:00..2026-12-01T00:00", Against.WEEKDAY),
    ],
)
def test_dates_that_are_one_whole_month_are_a_month(period, expected):
    assert usual(spelling.parse(period)) is expected


@given(other=st.one_of(st.sampled_from(Against), SOME_DAYS, SOME_MINUTES))
def test_what_was_spelled_is_read_as_the_same(other):
    assert parse(spell(other)) == other


@pytest.mark.parametrize(
    "text", ["previous", "weekday", "year", "52-weeks", "none", "2025-11-01..2025-11-10"]
)
def test_links_keep_these_spellings(text):
    assert spell(parse(text)) == text


@pytest.mark.parametrize("text", ["", "today", "last-7-days", "Previous", "52", "2025-11-01"])
def test_all_else_is_refused(text):
    with pytest.raises(ValueError):
        parse(text)


# What holds for every pair


@given(asked=asked(), other=OTHERS, late=st.floats(0, 1))
def test_a_pair_is_the_same_all_day(asked, other, late):
    period, zone, now = asked
    made = some_pair(period, other, zone, now)
    later = now + (made.a.end - now) * late if made.running is Side.A else now
    assume(local(later, zone).date() == local(now, zone).date())
    assume(made.a.start <= later < made.a.end or made.running is None)
    assume(not made.b.start <= now < made.b.end)

    assert pair(period, other, zone, later) == made


@given(asked=asked(), other=OTHERS)
def test_a_pair_is_a_key(asked, other):
    period, zone, now = asked
    made = some_pair(period, other, zone, now)

    again = pair(period, other, zone, now)

    assert {made: 1}[again] == 1
    assert pickle.loads(pickle.dumps(made)) == made  # noqa: S301


@given(asked=asked())
def test_the_same_weekdays_are_the_nearest_that_do_not_overlap(asked):
    period, zone, now = asked
    made = some_pair(period, Against.WEEKDAY, zone, now)
    shift = local(made.a.start, zone).date() - local(made.b.start, zone).date()
    length = local(made.a.end, zone) - local(made.a.start, zone)

    assert made.b.end <= made.a.start
    # A gap or a day that the zone never had moves a start, so walls are only nearly right.
    assert length - DAY <= shift < length + 8 * DAY
    assert made.range_a != made.range_b


@given(asked=asked(), other=OTHERS)
def test_a_cut_only_shortens_the_side_that_does_not_run(asked, other):
    period, zone, now = asked
    made = some_pair(period, other, zone, now)

    cut = made.cut(now)

    assert (cut.a.start, cut.b.start) == (made.a.start, made.b.start)
    assert cut.a.end <= made.a.end
    assert cut.b.end <= made.b.end
    if made.running is not None:
        kept = (cut.a == made.a) if made.running is Side.A else (cut.b == made.b)
        assert kept


@settings(max_examples=200)
@given(days=SOME_DAYS, zone=ZONES, other=st.integers(1, 400), into=st.floats(0, 1))
def test_a_cut_counts_days_and_then_seconds(days, zone, other, into):
    shift = other * DAY
    window = spelling.resolve(days, zone, WEDNESDAY)
    now = (window.start + window.length * into).replace(microsecond=0)
    assume(window.start < now < window.end)
    made = some_pair(days, Days(days.first - shift, days.last - shift), zone, now)
    assume(made.b.end <= made.a.start)

    end = made.cut(now).b.end

    day = local(now, zone).date() - shift
    if local(end, zone).date() == day:
        assert minutes_into_its_day(end, zone) == minutes_into_its_day(now, zone)
    else:
        # That day was shorter, or the zone never had it.
        assert local(end - SECOND, zone).date() <= day
        assert minutes_into_its_day(end - SECOND, zone) <= minutes_into_its_day(now, zone)


@given(asked=RUNNING, other=OTHERS)
def test_complete_days_hold_nothing_of_today(asked, other):
    period, zone, now = asked
    whole = some_pair(period, other, zone, now)
    assume(whole.running is not None)
    try:
        made = pair(period, other, zone, now, complete=True)
    except ValueError:
        return

    assert made.running is None
    today = local(now, zone).date()
    for before, after in ((whole.a, made.a), (whole.b, made.b)):
        assert after.start == before.start
        if before.start <= now < before.end:
            assert local(after.end - SECOND, zone).date() < today
    if whole.is_alike:
        assert made.is_alike


@given(asked=asked(), other=OTHERS)
def test_remarks_can_be_made_of_every_pair(asked, other):
    period, zone, now = asked
    made = some_pair(period, other, zone, now)

    found = {remark.trait for remark in made.remarks(now)}

    assert (Trait.UNEQUAL in found) is not made.is_alike
    assert Trait.CUT not in found or made.running is not None


def test_a_pair_can_be_made_by_hand():
    window = span("2026-11-25+03 .. 2026-11-26+03")
    today = Days(date(2026, 11, 25), date(2026, 11, 25))

    assert Pair(window, window, MOSCOW, today, today).cut(WEDNESDAY).remarks() == ()
