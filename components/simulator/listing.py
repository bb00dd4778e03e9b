"""The list of single calls: a page of records as the API shows them (contract, section 8)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from components.simulator.calls import Call, Direction, Ending, Leg
from components.simulator.people import Extension

WITHHELD: Final = "anonymous"
"""What stands for a caller who does not show a number."""

_DID: Final = "12025550100"


def listed(calls: Iterable[Call], wanted: Collection[int], *, newest_first: bool) -> list[Call]:
    """Return the calls in the order of the list, those of some extensions where any are wanted.

    A call belongs to each extension that took part in it, as in the statistics.
    """
    chosen = [
        call for call in calls if not wanted or any(leg.extension_id in wanted for leg in call.legs)
    ]
    return sorted(chosen, key=lambda call: (call.start, call.uuid), reverse=newest_first)


def record(call: Call, extensions: Mapping[int, Extension]) -> dict[str, object]:
    """Return the JSON object of one call; times are UTC."""
    leg = _decisive(call.legs)
    extension = extensions.get(leg.extension_id) if leg is not None else None
    is_inbound = call.direction is Direction.INBOUND
    name = extension.name if extension is not None else None
    picked_up = call.start + timedelta(seconds=call.ringing)
    is_bridged = call.ending is Ending.BRIDGED
    return {
        "call_uuid": call.uuid,
        "flow": call.direction.value,
        "result": call.ending.value,
        "init_time_gmt": _moment(call.start),
        "start_time_gmt": _moment(call.start),
        "bridged_time_gmt": _moment(picked_up) if is_bridged else None,
        "hangup_time_gmt": _moment(picked_up + timedelta(seconds=call.duration)),
        "duration": call.duration,
        "bridged_duration": call.bridged_duration if is_bridged else None,
        "extension_id": leg.extension_id if leg is not None else None,
        "extension_name": name,
        "extension_type": extension.type.value if extension is not None else None,
        "bridged_username": name if is_bridged else None,
        "from_username": (call.outsider or WITHHELD) if is_inbound else name,
        "to_username": _DID if is_inbound else (call.outsider or WITHHELD),
        "did_number": _DID if is_inbound else None,
        "hangup_disposition": "caller_bye" if call.duration else "caller_cancel",
    }


def _decisive(legs: Sequence[Leg]) -> Leg | None:
    """Return the leg that was connected, else the last one that rang."""
    connected = (leg for leg in legs if leg.ending is Ending.BRIDGED)
    return next(connected, legs[-1] if legs else None)


def _moment(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S")
