"""Serve the simulated PBX: ``python -m components.simulator --port 8901``."""

import argparse
import signal
import sys
from collections.abc import Callable, Sequence
from datetime import timedelta
from threading import Event
from typing import Final

from components.simulator.accounts import Account
from components.simulator.faults import Fault, Where
from components.simulator.habits import REFUSALS, EmptySides, Habits
from components.simulator.journal import Record
from components.simulator.office import Office
from components.simulator.server import Simulator

_FAULTS: Final = "\n".join(f"  {fault.value:22} {fault.meaning}" for fault in Fault)
_BY_NAME: Final = {fault.value: fault for fault in Fault}
_EPILOG: Final = f"""\
faults, as NAME[@WHERE][:TIMES], such as html-502@token:3; without TIMES, for good:
{_FAULTS}

where: {", ".join(where.value for where in Where)}
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until interrupted; return the exit status."""
    stopped = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    try:
        simulator = build(arguments)
        simulator.start()
    except (OSError, ValueError) as error:
        sys.stderr.write(f"simulator: {error}\n")
        return 2
    account = simulator.accounts[0]
    known_as = f"App ID {account.app_id}, secret {account.app_secret}"
    sys.stdout.write(f"Simulated Ringme PBX at {simulator.url} ({known_as})\n")
    sys.stdout.flush()
    stopped.wait()
    simulator.stop()
    return 0


def build(arguments: Sequence[str] | None = None) -> Simulator:
    """Make the simulator that these arguments ask for; ValueError for what cannot be."""
    options = _parser().parse_args(arguments)
    account = Account(office=_office(options), app_id=options.app_id, app_secret=options.app_secret)
    simulator = Simulator(
        accounts=[account],
        habits=_habits(options),
        port=options.port,
        on_request=_print_record if options.verbose else None,
    )
    for fault, where, times in options.fault:
        simulator.faults.add(fault, where=where, times=times)
    return simulator


def _office(options: argparse.Namespace) -> Office:
    if options.office == "typical":
        return Office.typical(seed=options.seed, late=timedelta(hours=options.late))
    return Office.documented_example() if options.office == "documented" else Office.quiet()


def _habits(options: argparse.Namespace) -> Habits:
    return Habits(
        latency=options.latency,
        statistics_latency=options.statistics_latency,
        quota=options.quota,
        token_life=options.token_life,
        token_life_told=not options.hide_token_life,
        token_uses=options.token_uses,
        new_token_kills_old=options.new_token_kills_old,
        refusal=options.refusal,
        per_page_cap=options.per_page_cap,
        empty_sides=EmptySides(options.empty_sides),
    )


def planned_fault(text: str) -> tuple[Fault, Where | None, int | None]:
    """Read ``NAME[@WHERE][:TIMES]``; ArgumentTypeError says what is wrong with it."""
    rest, _, times = text.partition(":")
    name, _, where = rest.partition("@")
    try:
        return _BY_NAME[name], Where(where) if where else None, int(times) if times else None
    except (KeyError, ValueError) as error:
        raise argparse.ArgumentTypeError(f"no such fault, place or number: {error}") from None


def _print_record(record: Record) -> None:
    took = (record.ended - record.started) * 1000
    target = f"{record.path}?{record.query}" if record.query else record.path
    status = record.status or "---"
    sys.stderr.write(f"{status} {record.method} {target!r} {took:.0f} ms\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m components.simulator",
        description="A Ringme PBX made of generated calls, on the loopback only.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _add_office(parser.add_argument)
    _add_habits(parser.add_argument)
    parser.add_argument(
        "--fault",
        type=planned_fault,
        action="append",
        default=[],
        metavar="FAULT",
        help="let something go wrong, see below; may be repeated",
    )
    parser.add_argument("--verbose", action="store_true", help="print every request")
    return parser


def _add_office(add: Callable[..., argparse.Action]) -> None:
    add("--port", type=int, default=8901, help="0 is any free one (8901)")
    add("--app-id", default="demo", help="(demo)")
    add("--app-secret", default="demo", help="(demo)")
    add(
        "--office",
        choices=["typical", "documented", "quiet"],
        default="typical",
        help="a lively office, the vendor's example of November 2019, or no calls (typical)",
    )
    add("--seed", type=int, default=1, help="another seed, another typical office (1)")
    add(
        "--late", type=float, default=0.0, metavar="HOURS", help="a third of the calls show up late"
    )


def _add_habits(add: Callable[..., argparse.Action]) -> None:
    usual = Habits()
    add(
        "--latency",
        type=float,
        default=usual.latency,
        metavar="SECONDS",
        help="before every answer",
    )
    add(
        "--statistics-latency",
        type=float,
        default=0.0,
        metavar="SECONDS",
        help="more for statistics",
    )
    add("--quota", type=int, default=usual.quota, help=f"requests an hour ({usual.quota})")
    add("--token-life", type=int, default=usual.token_life, metavar="SECONDS", help="(3600)")
    add("--hide-token-life", action="store_true", help="leave out expires_in")
    add("--token-uses", type=int, metavar="N", help="a token dies after N requests")
    add("--new-token-kills-old", action="store_true", help="an account has one live token")
    add("--refusal", type=int, choices=REFUSALS, default=usual.refusal, help="of wrong credentials")
    add(
        "--per-page-cap",
        type=int,
        default=usual.per_page_cap,
        metavar="N",
        help="longest page (100)",
    )
    add(
        "--empty-sides",
        choices=[form.value for form in EmptySides],
        default="zeros",
        help="of a direction without calls",
    )


if __name__ == "__main__":
    sys.exit(main())
