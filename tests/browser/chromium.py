"""The one browser that tests and pictures are made with."""

import os
from pathlib import Path

from playwright.sync_api import Browser, Playwright

DEBIANS = Path("/usr/bin/chromium")

QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # Whatever a page may ask for by mistake, nothing leaves this machine.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


def launch(playwright: Playwright) -> Browser:
    """Start the Chromium that ``CALLBOARD_CHROMIUM`` names, Debian's, or Playwright's own."""
    debians = str(DEBIANS) if DEBIANS.exists() else None
    path = os.environ.get("CALLBOARD_CHROMIUM") or debians
    # Chromium's sandbox refuses to be started by root.
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    args = [*QUIET, *(["--no-sandbox"] if is_root else [])]
    return playwright.chromium.launch(executable_path=path, args=args)
