"""The rules of the house that no tool checks: sizes, names, and what stands in one place only."""

import ast
import os
import re
import statistics
import sys
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatchcase
from itertools import chain
from pathlib import Path

import pytest
from streamlit import config

from components import settings

ROOT = Path(__file__).resolve().parent.parent
MAKEFILE = ROOT / "Makefile"
REQUIREMENTS = ROOT / "requirements.txt"
LOCK = ROOT / "requirements.lock"

TARGETS = set(re.findall(r"^([a-z]+):", MAKEFILE.read_text("utf-8"), re.MULTILINE))
MODULES = sorted(ROOT.glob("components/**/*.py"))
PAGES = sorted(ROOT.glob("pages/*.py"))
SERVER = sorted(ROOT.glob("app.py"))
READMES = sorted(ROOT.glob("README.md"))
PRODUCT = [*MODULES, *PAGES, *SERVER]
PARTS = sorted({path.relative_to(ROOT / "components").parts[0] for path in MODULES})
WRITTEN = {
    ".cfg",
    ".css",
    ".ini",
    ".js",
    ".lock",
    ".md",
    ".po",
    ".py",
    ".sh",
    ".svg",
    ".toml",
    ".txt",
}

LONGEST_MODULE = 350
LONGEST_PAGE = 120
LONGEST_FUNCTION = 45
MEDIAN_FUNCTION = 10
NINE_OF_TEN_FUNCTIONS = 30
FIRST_SCREEN = 40

ONE_PLACE = {
    "session_state": {"components/ui/state.py"},
    "cache_resource": {"components/ui/backend.py"},
    "cache_data": set(),
    "unsafe_allow_html": set(),
    "st.html": {
        "components/ui/dark.py",  # the black page's style: a file of ours
        "components/ui/printing.py",  # the print style: a file of ours
        "components/ui/wall.py",  # the board: text from outside is escaped, and tested
    },
    "sleep": set(),
}
"""Each name and the only files that may use it."""

OWNERS = {
    "streamlit": ("app.py", "pages/*", "components/ui/*"),
    "httpx": ("components/ringme/client.py",),
    "plotly": ("components/charts/*",),
    "sqlalchemy": (
        "components/ledger/store/lease.py",
        "components/ledger/store/places.py",
        "components/ledger/store/schema.py",
        "components/ledger/store/database.py",
        "components/ledger/store/displays.py",
        "components/ledger/store/identities.py",
        "components/ledger/store/named.py",
        "components/settings.py",
    ),
    "starlette": ("app.py", "components/serving/*"),
    "argon2": ("components/access/passcode.py",),
    "authlib": (),  # Streamlit's own, for `st.login`
    "platformdirs": ("components/ledger/store/places.py",),
    "tenacity": ("components/ledger/queueing/retry.py",),
    "xlsxwriter": ("components/exports/xlsx_file.py",),
    "holidays": ("components/periods/days_off.py",),
    "statsmodels": ("components/measures/chance.py",),
}
"""Each library and the only files that may import it."""

SERVER_MAY_IMPORT = {
    "streamlit",
    "starlette",
    "components.bootstrap",
    "components.serving",
    "components.ui.backend",
    "components.ui.selection",  # which languages there are
    "components.ui.warmup",  # what the first visitor would otherwise wait for
}
"""What the server takes beside the standard library; everything else belongs to the frame."""

TESTED_ELSEWHERE = {
    "components/access/__main__.py",  # started as a program, by the test of the passcode
    "components/simulator/__main__.py",  # started as a program, by the test of its server
}
"""Modules without a test file of their own."""

NOT_OURS_TO_TELL = {
    "a path of one machine": re.compile(r"/(?:home|root|Users|work)/\w"),
    "a package registry": re.compile(
        r"pypi\.org|pythonhosted\.org|npmjs\.|deb\.debian\.org|--(?:extra-)?index-url"
    ),
    "a telephone number": re.compile(
        r"(?<![\w.])\+?[78][ -]?\(?\d{3}\)?[ -]?\d{3}[ -]?\d\d[ -]?\d\d(?![\w.])"
    ),
}


def named(path):
    """Return the path as a reader writes it, for the name of a test."""
    return path.relative_to(ROOT).as_posix()


def each(paths):
    """Run a test once for each file, under the file's name."""
    return pytest.mark.parametrize("path", paths, ids=named)


def tree(path):
    return ast.parse(path.read_text("utf-8"), str(path))


def used(node) -> Iterator[str]:
    """Yield the names by which one node uses something: ``st.html`` also counts as ``html``."""
    match node:
        case ast.Attribute(value=ast.Name(id=owner), attr=name):
            yield from (f"{owner}.{name}", name)
        case ast.Attribute(attr=name) | ast.Name(id=name) | ast.keyword(arg=str(name)):
            yield name
        case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
            yield from (alias.name for alias in aliases)


def uses(path) -> set[str]:
    """Return every name that a file uses; comments and docstrings do not count."""
    return set(chain.from_iterable(used(node) for node in ast.walk(tree(path))))


def imports(path) -> set[str]:
    """Return the modules that a file imports, with the names taken from them: ``a``, ``a.b``."""
    found = set()
    for node in ast.walk(tree(path)):
        match node:
            case ast.Import(names=aliases):
                found |= {alias.name for alias in aliases}
            case ast.ImportFrom(module=str(module), names=aliases):
                found |= {module, *(f"{module}.{alias.name}" for alias in aliases)}
    return found


def server_may_import(name) -> bool:
    """Say whether a name is allowed, stands inside something allowed or on the way to it."""
    return any(
        f"{name}.".startswith(f"{allowed}.") or allowed.startswith(f"{name}.")
        for allowed in SERVER_MAY_IMPORT
    )


def functions(path):
    kinds = ast.FunctionDef | ast.AsyncFunctionDef
    return [node for node in ast.walk(tree(path)) if isinstance(node, kinds)]


def length(function) -> int:
    """Return the lines of a function without its docstring and its decorators."""
    docstring = function.body[0] if ast.get_docstring(function) else None
    hidden = docstring.end_lineno - docstring.lineno + 1 if docstring else 0
    return function.end_lineno - function.lineno + 1 - hidden


def pins(path) -> dict[str, set[str]]:
    """Return the exact versions that a requirements file names, by lower-case name."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(
        r"^([\w.-]+)(?:\[[\w,]+\])?==([^\s;\\]+)", path.read_text("utf-8"), re.MULTILINE
    ):
        found.setdefault(name.lower(), set()).add(version)
    return found


def written() -> list[Path]:
    """Return every text file that belongs to the project, and nothing that a tool left behind."""
    folders = (".streamlit", "benchmarks", "components", "docs", "pages", "tests")
    paths = chain(ROOT.glob("*"), *(ROOT.glob(f"{folder}/**/*") for folder in folders))
    ours = {path for path in paths if path.is_file() and path.suffix in WRITTEN}
    ours |= {MAKEFILE, ROOT / ".gitignore", *ROOT.glob(".ci/*")}
    return sorted(ours - {Path(__file__).resolve(), ROOT / ".streamlit/secrets.toml"})


def options(table, prefix="") -> Iterator[str]:
    """Yield the dotted name of every option of a configuration file."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from options(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}"


# Sizes


@each([*MODULES, *SERVER])
def test_a_module_is_read_in_one_sitting(path):
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST_MODULE


@each(PAGES)
def test_a_page_is_short_and_its_name_hides_no_module(path):
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST_PAGE
    assert path.stem not in sys.stdlib_module_names


@each(PRODUCT)
def test_a_function_fits_on_a_screen(path):
    long = {node.name: length(node) for node in functions(path)}

    assert {name: count for name, count in long.items() if count > LONGEST_FUNCTION} == {}


def test_most_functions_are_much_shorter():
    lengths = [length(node) for path in PRODUCT for node in functions(path)]

    assert statistics.median(lengths) <= MEDIAN_FUNCTION
    assert statistics.quantiles(lengths, n=10)[-1] <= NINE_OF_TEN_FUNCTIONS


# One place for one thing


@pytest.mark.parametrize("name", ONE_PLACE)
def test_a_name_is_used_in_its_one_place_only(name):
    users = {named(path) for path in PRODUCT if name in uses(path)}

    assert users <= ONE_PLACE[name]


@pytest.mark.parametrize("library", OWNERS)
def test_a_library_is_imported_by_its_owner_only(library):
    taken = {named(path): {name.split(".")[0] for name in imports(path)} for path in PRODUCT}
    importers = {name for name, roots in taken.items() if library in roots}

    owned = {name for name in importers for owner in OWNERS[library] if fnmatchcase(name, owner)}

    assert importers == owned


@each(SERVER)
def test_the_server_starts_the_frame_and_draws_nothing(path):
    foreign = {name for name in imports(path) if name.split(".")[0] not in sys.stdlib_module_names}

    elements = {name for name in uses(path) if name.startswith("st.")}

    assert {name for name in foreign if not server_may_import(name)} == set()
    assert elements == {"st.App"}


# The map


def test_the_map_of_the_parts_holds_no_code():
    body = tree(ROOT / "components/__init__.py").body

    assert [type(node) for node in body] == [ast.Expr]


@pytest.mark.parametrize("part", [part for part in PARTS if part != "__init__.py"])
def test_a_part_stands_on_the_map_and_in_the_import_contracts(part):
    name = part.removesuffix(".py")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]

    layered = " ".join(chain.from_iterable(contract.get("layers", ()) for contract in contracts))
    witness = next(
        row for row in contracts if row.get("source_modules") == ["components.simulator"]
    )

    assert f"``{name}``" in (ROOT / "components/__init__.py").read_text("utf-8")
    if name != "simulator":
        assert f"components.{name}" in layered.split()
        assert f"components.{name}" in witness["forbidden_modules"]


@each([path for path in [*MODULES, *PAGES] if path.stem != "__init__"])
def test_a_module_has_its_tests_at_the_mirrored_place(path):
    place = path.relative_to(ROOT)

    mirrored = ROOT / "tests" / place.with_name(f"test_{place.name}")

    assert named(path) in TESTED_ELSEWHERE or mirrored.is_file()


def test_every_module_tested_elsewhere_exists():
    assert [name for name in TESTED_ELSEWHERE if not (ROOT / name).is_file()] == []


def test_folders_of_tests_are_no_packages():
    assert list(ROOT.glob("tests/**/__init__.py")) == []


# What a newcomer and an operator meet


@each(READMES)
def test_the_first_screen_shows_a_picture_and_how_to_start(path):
    first = "\n".join(path.read_text("utf-8").splitlines()[:FIRST_SCREEN])

    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)|<img[^>]+src=\"([^\"]+)\"", first)

    assert [one or other for one, other in pictures if not (ROOT / (one or other)).is_file()] == []
    assert pictures
    for command in ("make run", "make test", "pip install -r requirements.txt", "run app.py"):
        assert command in first


@each([*READMES, *ROOT.glob(".ci/run")])
def test_a_command_that_is_written_down_exists(path):
    spoken = re.findall(r"(?:^|`|\$ )make ([a-z]+)", path.read_text("utf-8"), re.MULTILINE)

    assert set(spoken) <= TARGETS


def test_make_explains_everything_that_it_can_make():
    explained = re.findall(r'@echo "make ([a-z]+)', MAKEFILE.read_text("utf-8"))

    assert {*explained, "help"} == TARGETS


@each(sorted(ROOT.glob(".ci/*")))
def test_a_script_can_be_started(path):
    assert os.access(path, os.X_OK)


def test_every_option_of_the_server_is_known_to_streamlit():
    table = tomllib.loads((ROOT / ".streamlit/config.toml").read_text("utf-8"))

    for name in options(table):
        config.get_option(name)  # raises for a name that this Streamlit does not have


def test_the_example_of_the_secrets_file_is_one_that_works():
    example = tomllib.loads((ROOT / ".streamlit/secrets.example.toml").read_text("utf-8"))

    understood = settings.read({}, example)

    assert understood.problems == ()
    assert set(understood.accounts) == set(example["accounts"])


# What runs it


@each([REQUIREMENTS, ROOT / "requirements-dev.txt"])
def test_every_requirement_is_pinned_and_has_a_reason(path):
    paragraphs = path.read_text("utf-8").strip().split("\n\n")

    for paragraph in paragraphs:
        reason, *pinned = paragraph.splitlines()
        assert reason.startswith("# ")
        allowed = re.compile(r"#|-r |[\w.-]+(\[\w+\])?==[\w.]+$")
        assert [line for line in pinned if not allowed.match(line)] == []


def test_the_lock_holds_what_was_asked_for():
    locked = pins(LOCK)

    for name, versions in pins(REQUIREMENTS).items():
        assert locked.get(name) == versions


def test_every_locked_package_has_its_hashes_and_no_address():
    entries = re.split(r"^(?=[a-z])", LOCK.read_text("utf-8"), flags=re.MULTILINE)[1:]

    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in LOCK.read_text("utf-8")


@pytest.mark.parametrize("kind", NOT_OURS_TO_TELL)
def test_no_file_tells_about_a_machine_or_a_person(kind):
    texts = {named(path): path.read_text("utf-8") for path in written()}

    found = {name: NOT_OURS_TO_TELL[kind].findall(text) for name, text in texts.items()}

    assert {name: words for name, words in found.items() if words} == {}
