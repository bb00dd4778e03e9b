"""Where below the program's own address a request goes."""

import pytest

from components.serving import paths


@pytest.mark.parametrize("given", ["callboard", "/callboard", "/callboard/"])
def test_a_base_is_understood_with_and_without_its_slashes(given):
    assert paths.based(given) == "/callboard"


@pytest.mark.parametrize("given", ["", "/"])
def test_no_base_is_no_prefix(given):
    assert paths.based(given) == ""


def test_without_a_base_a_path_is_what_it_is():
    assert paths.below({"path": "/compare"}, "") == "/compare"


def test_below_a_base_the_path_begins_behind_it():
    assert paths.below({"path": "/callboard/compare"}, "/callboard") == "/compare"


@pytest.mark.parametrize("path", ["/compare", "/callboards/compare", "/callboard"])
def test_what_stands_outside_of_the_base_goes_nowhere(path):
    assert paths.below({"path": path}, "/callboard") == ""
