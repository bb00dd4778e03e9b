"""The one token of an account: fetched when needed, renewed once however many threads ask.

A new token may kill the old one (contract, section 9), so a process never fetches two at a time.
"""

import time
from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock
from typing import Final

# Renewed this long before its end, so that no request meets a token that dies on the way.
_MARGIN: Final = 60.0


class Token(str):
    """A token that does not show itself where values are printed for people."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Say what this is without saying it."""
        return "<token>"


class _Flight:
    """One fetch on its way, which any number of threads may wait for."""

    def __init__(self, replaces: str | None) -> None:
        self.replaces = replaces
        self.landed: Future[Token] = Future()

    def may_serve(self, dead: str | None) -> bool:
        """Tell whether its result is the answer to a thread that found `dead` to be dead.

        A fetch that is still on its way serves everybody. One that failed also serves whoever
        comes late with the very token that it was to replace.
        """
        if not self.landed.done():
            return True
        return dead is not None and dead == self.replaces and self.landed.exception() is not None


class Bearer:
    """Keeps one token alive for all threads of the process."""

    def __init__(
        self,
        fetch: Callable[[], tuple[str, int]],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Hold no token yet; `fetch` gets one and its life in seconds when it is needed."""
        self._fetch = fetch
        self._clock = clock
        self._lock = Lock()
        self._token: Token | None = None
        self._renew_at = 0.0
        self._flight: _Flight | None = None

    def __repr__(self) -> str:
        """Tell whether there is a token, and nothing of it."""
        return f"<Bearer {'with' if self._token is not None else 'without'} token>"

    def token(self) -> str:
        """Return a token that should still work, fetching one if need be.

        Raises whatever `fetch` raises; threads that waited for the same fetch share its failure.
        """
        with self._lock:
            if self._token is not None and self._clock() < self._renew_at:
                return self._token
            flight, is_ours = self._board(None)
        return self._fly(flight) if is_ours else flight.landed.result()

    def renewed(self, dead: str) -> str:
        """Return another token after the PBX refused `dead`.

        However many threads come with the same dead token, one fetch serves them all, be it
        with a token or with a failure. Raises whatever `fetch` raises.
        """
        with self._lock:
            if self._token is not None and self._token != dead:
                return self._token
            flight, is_ours = self._board(dead)
        return self._fly(flight) if is_ours else flight.landed.result()

    def _board(self, dead: str | None) -> tuple[_Flight, bool]:
        """Return the fetch to wait for, and whether the caller is the one to carry it out."""
        if self._flight is not None and self._flight.may_serve(dead):
            return self._flight, False
        self._flight = _Flight(replaces=dead or self._token)
        self._token = None
        return self._flight, True

    def _fly(self, flight: _Flight) -> Token:
        asked_at = self._clock()
        try:
            text, life = self._fetch()
        except BaseException as error:
            # Whatever it was, nobody may be left waiting.
            flight.landed.set_exception(error)
            raise
        token = Token(text)
        with self._lock:
            self._token = token
            self._renew_at = asked_at + life - min(_MARGIN, life / 2)
        flight.landed.set_result(token)
        return token
