"""Settings that no PBX could have are refused."""

import pytest

from components.simulator.habits import Habits


@pytest.mark.parametrize(
    "setting",
    [
        {"refusal": 403},
        {"latency": -1},
        {"statistics_latency": -0.1},
        {"quota": 0},
        {"token_life": 0},
        {"token_uses": 0},
        {"per_page_cap": 0},
    ],
    ids=str,
)
def test_an_impossible_setting_is_refused(setting):
    with pytest.raises(ValueError):
        Habits(**setting)


def test_without_settings_it_is_the_pbx_of_the_contract():
    habits = Habits()

    assert (habits.quota, habits.token_life, habits.token_life_told) == (1000, 3600, True)
