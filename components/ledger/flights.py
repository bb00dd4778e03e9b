"""Equal questions on their way at the same time are one, and share what comes of it."""

from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Result = TypeVar("Result")


class Flights(Generic[Key, Result]):
    """Who comes while the same is being asked waits for that answer, or for that failure."""

    def __init__(self) -> None:
        """Start with nothing on its way."""
        self._lock = Lock()
        self._flights: dict[Key, Future[Result]] = {}

    def share(self, key: Key, fetch: Callable[[], Result]) -> Result:
        """Return what ``fetch`` returns to the first who asks for ``key``, to all who join.

        Raises what ``fetch`` raises, to all of them too.
        """
        with self._lock:
            flight = self._flights.get(key)
            is_ours = flight is None
            if flight is None:
                flight = self._flights[key] = Future()
        if is_ours:
            self._fly(key, flight, fetch)
        return flight.result()

    def _fly(self, key: Key, flight: Future[Result], fetch: Callable[[], Result]) -> None:
        try:
            result = fetch()
        except BaseException as error:  # noqa: BLE001 - whatever it was, nobody may be left waiting
            self._land(key)
            flight.set_exception(error)
        else:
            self._land(key)
            flight.set_result(result)

    def _land(self, key: Key) -> None:
        with self._lock:
            del self._flights[key]
