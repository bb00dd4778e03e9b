"""Waiting that can be ended: latencies, and requests held up by a test."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition
from typing import Final

from components.simulator.faults import Where

_PATIENCE: Final = 10.0


class Held:
    """The requests that stand at a closed gate."""

    def __init__(self, gate: "Gate") -> None:
        self._gate = gate

    def wait_for(self, number: int, *, patience: float = _PATIENCE) -> None:
        """Return once so many requests stand there; TimeoutError after ``patience`` seconds."""
        self._gate.wait_for(number, patience)


class Gate:
    """Where every request pauses before it is answered; ``release`` ends all waiting."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._closed_to: Where | None = None
        self._standing = 0
        self._released = False

    def pause(self, seconds: float) -> None:
        """Wait so long, or until released."""
        if seconds > 0:
            with self._changed:
                self._changed.wait_for(lambda: self._released, seconds)

    def pass_through(self, place: Where) -> None:
        """Wait while the gate is closed to this place."""
        with self._changed:
            if not self._stops(place):
                return
            self._standing += 1
            self._changed.notify_all()
            self._changed.wait_for(lambda: not self._stops(place))
            self._standing -= 1

    @contextmanager
    def hold(self, where: Where) -> Iterator[Held]:
        """Close the gate to these requests until the block ends."""
        self._close_to(where)
        try:
            yield Held(self)
        finally:
            self._close_to(None)

    def wait_for(self, number: int, patience: float) -> None:
        """Return once so many requests stand at the gate."""
        with self._changed:
            if not self._changed.wait_for(lambda: self._standing >= number, patience):
                raise TimeoutError(f"{self._standing} of {number} requests came")

    @property
    def released(self) -> bool:
        """Whether nobody waits any more."""
        return self._released

    def release(self) -> None:
        """Let everybody go, now and until resumed."""
        with self._changed:
            self._released = True
            self._changed.notify_all()

    def resume(self) -> None:
        """Let waiting be possible again."""
        with self._changed:
            self._released = False

    def _close_to(self, where: Where | None) -> None:
        with self._changed:
            self._closed_to = where
            self._changed.notify_all()

    def _stops(self, place: Where) -> bool:
        return not self._released and self._closed_to is not None and self._closed_to.covers(place)
