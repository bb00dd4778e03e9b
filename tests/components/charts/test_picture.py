"""The one button of a chart: it saves a picture, and says so in the visitor's language."""

import pytest

from components.charts import picture

WORDS = {"save": "Сохранить", "making": "Готовится", "saved": "Готово", "failed": "Не вышло"}


@pytest.fixture
def config():
    return picture.config("callboard-trend-2019-11-01", WORDS)


def test_a_chart_offers_its_picture_and_nothing_else(config):
    assert config["modeBarButtons"] == [["toImage"]]
    assert config["displaylogo"] is False


def test_the_button_is_in_sight_where_there_is_no_pointer(config):
    assert config["displayModeBar"] is True


def test_a_picture_is_sharp_and_has_the_name_that_it_was_given(config):
    assert config["toImageButtonOptions"] == {
        "format": "png",
        "filename": "callboard-trend-2019-11-01",
        "scale": 2,
    }


def test_all_that_plotly_says_is_said_in_the_words_given(config):
    spoken = config["locales"][config["locale"]]["dictionary"]

    assert set(spoken.values()) == set(WORDS.values())


def test_a_word_that_is_missing_is_not_said_in_english():
    with pytest.raises(KeyError):
        picture.config("callboard-trend", {"save": "Сохранить"})
