"""What the server does before the first visitor comes."""

import subprocess
import sys
from pathlib import Path

import pytest

from components.ui import language, warmup
from components.ui.selection import LANGUAGES

ROOT = Path(__file__).resolve().parents[3]
UI = sorted(path.stem for path in ROOT.glob("components/ui/*.py") if path.stem != "__init__")

IMPORTED = """\
import sys
from components.ui import warmup
warmup.warm_up()
print(*sys.modules)
"""


@pytest.fixture(scope="module")
def imported():
    """Return the modules of a new process after the warm-up."""
    done = subprocess.run(  # noqa: S603 (our own words)
        [sys.executable, "-c", IMPORTED], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


@pytest.mark.parametrize("module", UI)
def test_every_part_of_the_pages_is_imported(imported, module):
    assert f"components.ui.{module}" in imported


@pytest.mark.parametrize("module", ["pandas", "plotly.graph_objs.bar._marker", "babel.dates"])
def test_what_drawing_imports_late_is_there_early(imported, module):
    assert module in imported


def test_every_language_is_read():
    language.catalogue.cache_clear()

    warmup.warm_up()

    assert language.catalogue.cache_info().currsize == len(LANGUAGES)
