"""Where below the program's own address a request goes."""

from starlette.types import Scope


def based(base: str) -> str:
    """Return ``server.baseUrlPath`` as a prefix of paths: empty, or ``/callboard``."""
    inner = base.strip("/")
    return f"/{inner}" if inner else ""


def below(scope: Scope, base: str) -> str:
    """Return the path of a request without ``base``; what stands outside of it goes nowhere.

    The path is decoded already, so ``%6D`` for ``m`` walks past nobody.
    """
    path: str = scope["path"]
    if not base:
        return path
    return path.removeprefix(base) if path.startswith(f"{base}/") else ""
