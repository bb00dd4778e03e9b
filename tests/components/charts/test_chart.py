"""A chart says once what it holds, and what it says is what Plotly would."""

import plotly.graph_objects as go
import pytest

from components.charts.chart import Chart


@pytest.fixture
def chart():
    drawn = Chart(layout={"height": 300})
    drawn.add_bar(x=["in", "out"], y=[59, 87])
    return drawn


def test_a_chart_holds_what_a_figure_holds(chart):
    figure = go.Figure(layout={"height": 300})
    figure.add_bar(x=["in", "out"], y=[59, 87])

    assert chart.to_dict() == figure.to_dict()


def test_what_it_holds_is_copied_once(chart):
    assert chart.to_dict() is chart.to_dict()


def test_a_chart_is_drawn_before_it_is_told(chart):
    chart.update_layout(height=400)

    assert chart.to_dict()["layout"]["height"] == 400
