"""A Ringme PBX that does not exist, over real HTTP: for the demo and for tests.

``Simulator`` listens on the loopback, ``Office`` is what it counts, ``Habits`` are the ways in
which one healthy PBX differs from another, ``Fault`` is what can go wrong. It imports nothing of
Callboard's: it is the witness against it.
"""

from components.simulator.accounts import Account
from components.simulator.calls import Call, Direction, Ending, Leg
from components.simulator.faults import Fault, Where
from components.simulator.habits import EmptySides, Habits
from components.simulator.office import Office
from components.simulator.people import PEOPLE, Extension, ExtensionType, Status
from components.simulator.server import Simulator
from components.simulator.tally import Kind

__all__ = [
    "PEOPLE",
    "Account",
    "Call",
    "Direction",
    "EmptySides",
    "Ending",
    "Extension",
    "ExtensionType",
    "Fault",
    "Habits",
    "Kind",
    "Leg",
    "Office",
    "Simulator",
    "Status",
    "Where",
]
