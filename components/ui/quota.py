"""How many requests the hour has left, for everybody who asks this PBX."""

from datetime import datetime
from zoneinfo import ZoneInfo

import streamlit as st

from components.ringme.quota import Quota
from components.ui import text
from components.ui.language import _, locale


def meter(quota: Quota | None, *, now: datetime, zone: ZoneInfo) -> None:
    """Show what is left of the hour's quota and until when; what the PBX did not say stays out."""
    with st.container(key="quota"):
        st.caption(
            _told(quota, now=now, zone=zone),
            help=_("Shared with all programs that ask this PBX, such as a CRM."),
        )


def _told(quota: Quota | None, *, now: datetime, zone: ZoneInfo) -> str:
    if quota is None or quota.remaining is None:
        return _("Requests left this hour: not told by the PBX")
    if quota.resets_at is not None and quota.resets_at <= now:
        return _("Requests left this hour: a new hour has begun")
    left = text.number(quota.remaining, locale())
    if quota.limit is not None:
        left = _("{left} of {limit}").format(left=left, limit=text.number(quota.limit, locale()))
    if quota.resets_at is None:
        return _("Requests left this hour: {left}").format(left=left)
    until = text.moment(quota.resets_at, now=now, zone=zone, locale=locale())
    return _("Requests left until {time}: {left}").format(time=until, left=left)
