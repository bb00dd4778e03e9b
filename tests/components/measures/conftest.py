"""Counts to measure: the documented example, and any answer that a PBX could give."""

import pytest

from components.measures.counts import Counts, Sides
from tests.oracles import DOCUMENTED


def counted(raw):
    """Return the raw answer of one side as counts."""
    return Counts(**{key.replace(" ", "_"): value for key, value in raw.items()})


@pytest.fixture(scope="session")
def documented():
    """The vendor's example, both directions."""
    return Sides(counted(DOCUMENTED["in"]), counted(DOCUMENTED["out"]))
