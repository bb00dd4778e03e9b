"""Asks for a passcode and prints its line for the secrets file: ``python -m components.access``."""

import getpass
import sys

from components.access import passcode


def main() -> int:
    """Ask twice, without showing what is typed; return the exit code of the program."""
    try:
        first = getpass.getpass("Passcode: ")
        again = getpass.getpass("The same again: ")
    except (EOFError, KeyboardInterrupt):
        return _refuse("Nothing was made.")
    if first != again:
        return _refuse("The two are not the same; nothing was made.")
    if len(first) < passcode.SHORTEST:
        return _refuse(f"A passcode has at least {passcode.SHORTEST} characters.")
    sys.stdout.write(f'[access]\nmode = "passcode"\npasscode_hash = "{passcode.make(first)}"\n')
    return 0


def _refuse(why: str) -> int:
    sys.stderr.write(f"{why}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
