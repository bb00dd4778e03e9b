"""The program and the simulated PBX, each in a process of its own, as an operator starts them."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from socket import create_server
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Final

import httpx
import psutil  # type: ignore[import-untyped]

ROOT: Final = Path(__file__).resolve().parents[1]
CALLBOARD: Final = "app.py"
BARE: Final = "benchmarks/bare/app.py"

_PATIENCE: Final = 60
_SECRETS: Final = """\
[access]
mode = "open"

[accounts.bench]
host = "{host}"
app_id = "demo"
app_secret = "demo"
timezone = "Europe/Moscow"
"""


@dataclass(frozen=True, slots=True)
class Server:
    """A running Streamlit server."""

    url: str
    process: psutil.Process

    @property
    def cpu(self) -> float:
        """The seconds of CPU that the process has used; systems count in steps of about 10 ms."""
        times = self.process.cpu_times()
        return float(times.user + times.system)


@contextmanager
def pbx(*options: str) -> Iterator[str]:
    """Serve a simulated PBX with these options, and give its address."""
    port = _free_port()
    arguments = ["components.simulator", "--port", str(port), "--quota", "1000000", *options]
    with _running(arguments) as process:
        url = f"http://127.0.0.1:{port}"
        _await(url, process)
        yield url


@contextmanager
def server(script: str = CALLBOARD, *, host: str = "", **environment: str) -> Iterator[Server]:
    """Serve a script to a new user, with the account ``bench`` at ``host`` set up."""
    port = _free_port()
    with TemporaryDirectory() as home:
        secrets = Path(home, "secrets.toml")
        secrets.write_text(_SECRETS.format(host=host) if host else "", "utf-8")
        surroundings = {
            "HOME": home,
            "LANG": "C.UTF-8",
            "PATH": os.environ["PATH"],
            "CALLBOARD_ALLOW_HTTP": "1",
            "STREAMLIT_SECRETS_FILES": str(secrets),
            "STREAMLIT_SERVER_PORT": str(port),
            **environment,
        }
        arguments = ["streamlit", "run", script]
        with _running(arguments, env=surroundings) as process:
            url = f"http://127.0.0.1:{port}"
            _await(f"{url}/_stcore/health", process)
            yield Server(url, psutil.Process(process.pid))


@contextmanager
def _running(
    arguments: Sequence[str], *, env: dict[str, str] | None = None
) -> Iterator["subprocess.Popen[bytes]"]:
    command = [sys.executable, "-m", *arguments]
    process = subprocess.Popen(  # noqa: S603 (nothing but our own words)
        command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)
        process.kill()
        process.wait()


def _await(url: str, process: "subprocess.Popen[bytes]") -> None:
    """Return once somebody answers there, whatever the answer."""
    deadline = monotonic() + _PATIENCE
    while not _answers(url):
        with suppress(subprocess.TimeoutExpired):
            raise RuntimeError(f"ended with {process.wait(0.1)}")
        if monotonic() > deadline:
            raise TimeoutError(url)


def _answers(url: str) -> bool:
    try:
        httpx.get(url, trust_env=False)
    except httpx.TransportError:
        return False
    return True


def _free_port() -> int:
    with create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port
