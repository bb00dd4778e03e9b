"""The passcode opens, nothing else does, and a hash tells nothing about it."""

import os
import subprocess
import sys
import tomllib
from base64 import b64encode
from hashlib import scrypt
from pathlib import Path
from threading import Event, Lock

import pytest
from argon2 import PasswordHasher, extract_parameters
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from components import settings
from components.access import passcode
from components.access.__main__ import main
from components.settings import Mode

ROOT = Path(__file__).resolve().parents[3]
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""The least that there is: a test is about right and wrong, not about what guessing costs."""

SESAME = "open sesame, please"
HASH = passcode.make(SESAME, hasher=QUICK)

WRONG = [
    "",
    " ",
    "open sesame",
    "Open sesame, please",
    SESAME + " ",
    SESAME + "\0",
    SESAME + "\ud800",
    HASH,
    "o" * 100_000,
]
BROKEN = {
    "none": None,
    "an empty text": "",
    "the passcode itself": SESAME,
    "another kind": HASH.replace("argon2id", "argon2i"),
    "a hash that was cut": HASH[:-3],
    "a hash with another salt": HASH.replace(HASH.split("$")[4], "c29tZXRoaW5nZWxzZQ"),
    "parameters that cannot be": HASH.replace("m=8", "m=1"),
    "no ASCII": HASH[:-1] + "ё",
    "scrypt without a hash": "$scrypt$ln=4,r=8,p=1$c29tZXRoaW5nZWxzZQ",
    "scrypt with an empty hash": "$scrypt$ln=4,r=8,p=1$c29tZXRoaW5nZWxzZQ$",
    "scrypt without its costs": "$scrypt$$c29tZXRoaW5nZWxzZQ$c29tZXRoaW5nZWxzZQ",
    "scrypt that costs nothing": "$scrypt$ln=0,r=8,p=1$c29tZXRoaW5nZWxzZQ$c29tZXRoaW5nZWxzZQ",
}

texts = st.text(min_size=1, max_size=40)


def test_the_passcode_itself_opens():
    assert passcode.matches(HASH, SESAME)


@pytest.mark.parametrize("typed", WRONG, ids=lambda typed: ascii(typed)[:20])
def test_nothing_else_does(typed):
    assert not passcode.matches(HASH, typed)


@pytest.mark.parametrize("case", BROKEN)
def test_a_hash_that_is_none_opens_to_nobody(case):
    assert not passcode.matches(BROKEN[case], SESAME)


def test_the_hash_of_one_passcode_is_another_each_time():
    assert passcode.make(SESAME, hasher=QUICK) != HASH


@pytest.mark.parametrize("salt", ["NaCl is a salt", "sixteen bytes it"])
def test_a_hash_by_scrypt_opens_to_its_passcode_and_to_nothing_else(salt):
    by = scrypt(b"open sesame, please", salt=salt.encode(), n=16, r=8, p=1, dklen=32)
    told = (b64encode(each).decode().rstrip("=") for each in (salt.encode(), by))
    hashed = "$scrypt$ln=4,r=8,p=1$" + "$".join(told)

    read = settings.read({}, {"access": {"mode": "passcode", "passcode_hash": hashed}})

    assert (read.access.passcode_hash, read.problems) == (hashed, ())
    assert passcode.matches(hashed, SESAME)
    assert not any(passcode.matches(hashed, typed) for typed in WRONG)


def test_a_hash_by_another_program_opens():
    """The third example of RFC 7914, section 12, in the spelling of PHC strings."""
    by = bytes.fromhex(
        "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
        "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887"
    )
    told = (b64encode(each).decode().rstrip("=") for each in (b"SodiumChloride", by))

    assert passcode.matches("$scrypt$ln=14,r=8,p=1$" + "$".join(told), "pleaseletmein")


def test_a_hash_does_not_hold_the_passcode():
    assert not any(word in HASH for word in SESAME.replace(",", "").split())


def test_the_same_passcode_typed_on_another_keyboard_opens():
    hashed = passcode.make("caf\u00e9 \u2167", hasher=QUICK)

    assert passcode.matches(hashed, "cafe\u0301 VIII")


@hypothesis_settings(max_examples=40)
@given(texts)
def test_any_text_can_be_a_passcode(text):
    assert passcode.matches(passcode.make(text, hasher=QUICK), text)


@hypothesis_settings(max_examples=40)
@given(texts, st.text(max_size=40))
def test_any_other_text_is_wrong(text, other):
    same = passcode._composed(text) == passcode._composed(other)

    assert passcode.matches(passcode.make(text, hasher=QUICK), other) == same


def test_what_is_made_is_what_the_settings_take():
    hashed = passcode.make(SESAME)

    read = settings.read({}, {"access": {"mode": "passcode", "passcode_hash": hashed}})

    assert (read.access.mode, read.problems) == (Mode.PASSCODE, ())
    assert passcode.matches(read.access.passcode_hash, SESAME)


def test_a_guess_costs_what_the_standard_recommends():
    """The second choice of RFC 9106, section 4: 64 MiB, three times over."""
    used = extract_parameters(passcode.make(SESAME))

    assert (used.type.name, used.memory_cost, used.time_cost) == ("ID", 65536, 3)


def test_no_more_than_two_are_looked_at_together(monkeypatch, at_once):
    inside, most, lock, two = [], [], Lock(), Event()

    class Counting:
        def verify(self, *_given):
            with lock:
                inside.append(1)
                most.append(len(inside))
                if len(inside) == 2:
                    two.set()
            two.wait(5)
            with lock:
                inside.pop()
            return True

    monkeypatch.setattr(passcode, "_COSTLY", Counting())

    at_once(8, lambda _: passcode.matches(HASH, SESAME))

    assert max(most) == 2


# The program that makes one


@pytest.fixture
def program(tmp_path):
    """Run the program with lines typed, but without a terminal, and return how it ended."""

    def run(*lines):
        return subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "components.access"],
            check=False,
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], "HOME": str(tmp_path)},
            input="".join(f"{line}\n" for line in lines),
            capture_output=True,
            text=True,
            timeout=60,
            start_new_session=True,
        )

    return run


def test_the_program_prints_what_the_secrets_file_needs(program):
    ended = program(SESAME, SESAME)

    written = tomllib.loads(ended.stdout)
    read = settings.read({}, written)
    assert (ended.returncode, read.problems, read.access.mode) == (0, (), Mode.PASSCODE)
    assert passcode.matches(read.access.passcode_hash, SESAME)
    assert SESAME not in ended.stdout + ended.stderr


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ((SESAME, "open sesame, peas"), "The two are not the same; nothing was made."),
        (("sesame", "sesame"), "A passcode has at least 8 characters."),
        ((SESAME,), "Nothing was made."),
    ],
)
def test_the_program_makes_nothing_of_what_nobody_could_type_again(monkeypatch, capsys, lines, why):
    left = list(lines)

    def next_line(_prompt):
        if not left:
            raise EOFError
        return left.pop(0)

    monkeypatch.setattr("getpass.getpass", next_line)

    code = main()

    assert (code, capsys.readouterr()) == (1, ("", f"{why}\n"))
