"""Callboard as an operator starts it: the real command, in a process of its own."""

import os
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Self

import httpx

ROOT = Path(__file__).resolve().parents[2]

PATIENCE = 60

# Python imports a module of this name at its start: so every logger tells all that it knows.
TALKATIVE = "import logging\n\nlogging.basicConfig(level=logging.DEBUG)\n"


class Program:
    """``streamlit run app.py`` on a free port of the loopback, as a context manager.

    It belongs to a new user: an empty home inside ``folder``, nothing set up but ``secrets``,
    the text of a secrets file, and the variables of ``environment``. It may be started again
    after its end, at the same address and with what it has left at home.
    """

    def __init__(self, folder: Path, *, secrets: str = "", **environment: str) -> None:
        self._log = folder / "log.txt"
        self.store = folder / "home" / ".local" / "share" / "callboard" / "callboard.db"
        port = _free_port()
        self.url = f"http://127.0.0.1:{port}"
        self._environment = {
            "HOME": str(folder / "home"),
            "LANG": "C.UTF-8",
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(folder / "start"),
            "STREAMLIT_LOGGER_LEVEL": "debug",
            "STREAMLIT_SECRETS_FILES": str(folder / "secrets.toml"),
            "STREAMLIT_SERVER_PORT": str(port),
            **environment,
        }
        for name in ("home", "start"):
            (folder / name).mkdir()
        (folder / "start" / "sitecustomize.py").write_text(TALKATIVE)
        (folder / "secrets.toml").write_text(secrets, "utf-8")

    def __enter__(self) -> Self:
        """Start, and return once the server answers."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "streamlit", "run", "app.py"],
                cwd=ROOT,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        deadline = monotonic() + PATIENCE
        while not self._answers():
            # Waits a little for the end of the process, which would be the wrong thing to happen.
            with suppress(subprocess.TimeoutExpired):
                raise RuntimeError(f"ended with {self._process.wait(0.1)}:\n{self.log}")
            if monotonic() > deadline:
                self._process.kill()
                raise TimeoutError(self.log)
        return self

    def __exit__(self, *_: object) -> None:
        """Stop."""
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def kill(self) -> None:
        """End the process in the middle of whatever it does (``kill -9``)."""
        self._process.kill()
        self._process.wait()

    @property
    def log(self) -> str:
        """Everything that the process has written so far, at DEBUG and from every library."""
        return self._log.read_text("utf-8", errors="replace")

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/_stcore/health", trust_env=False).text == "ok"
        except httpx.TransportError:
            return False


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]
