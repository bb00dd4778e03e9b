"""Who is killed while writing leaves a store that opens, with all that was kept, none by half."""

import os

import pytest

from benchmarks import kills


@pytest.mark.skipif(not hasattr(os, "fork"), reason="writers are split off from one process")
@pytest.mark.parametrize("seed", [1, 2])
def test_nothing_that_was_kept_is_lost_to_a_kill(tmp_path, seed):
    toll = kills.kill(10, tmp_path, seed)

    assert (toll.lost, toll.halves, toll.failures) == (0, 0, 0)
    assert toll.kept > 10
