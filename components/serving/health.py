"""Whether the process lives, and whether it can do its work: for probes and for televisions.

Any other unknown path answers 200 with the start page, so these bodies name Callboard in JSON.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from components.serving import paths

_NEVER_KEPT: Final = {"cache-control": "no-store"}


def routes(readiness: Callable[[], tuple[str, ...]], *, base: str = "") -> list[Route]:
    """Return ``/healthz`` and ``/readyz`` below ``base``, Streamlit's ``server.baseUrlPath``.

    ``readiness`` names what is not in order, by words that may be told to everybody; it may
    take its time, because it is asked in a thread.
    """

    async def alive(_request: Request) -> JSONResponse:
        return JSONResponse({"callboard": "alive"}, headers=_NEVER_KEPT)

    def ready(_request: Request) -> JSONResponse:
        missing = readiness()
        if not missing:
            return JSONResponse({"callboard": "ready"}, headers=_NEVER_KEPT)
        told = {"callboard": "not ready", "because": list(missing)}
        return JSONResponse(told, HTTPStatus.SERVICE_UNAVAILABLE, _NEVER_KEPT)

    prefix = paths.based(base)
    return [Route(f"{prefix}/healthz", alive), Route(f"{prefix}/readyz", ready)]
