"""What a person reads on a page that was drawn without a browser."""

import json
import re
from threading import enumerate as threads

from components.simulator import Fault, Where

PATIENCE = 30
"""Seconds to wait for answers that take milliseconds."""


def cards(at):
    """Return the value on each card, by the end of its element key such as ``in_calls``."""
    return {
        block.key.removeprefix("kpi_"): block.metric[0].value
        for block in at.main.container
        if (block.key or "").startswith("kpi_")
    }


def failures(at):
    return [plain(element.value) for element in at.main.error]


def notes(at):
    return [plain(element.value) for element in at.main.info]


def line(at, key):
    """Return the text of a keyed place that holds a single caption."""
    return plain(at.main.get_by_key(key).caption[0].value)


def charts(at):
    """Return the keys of the charts, from the top down."""
    return [chart.key for chart in at.main.get("plotly_chart")]


def bars(at, key="chart_outcomes"):
    """Return the texts on the bars of a chart, by the bar's name."""
    return {trace["name"]: trace["text"] for trace in _traces(at, key)}


def trend(at):
    """Return the heights of the trend's bars, by direction and the name in the legend."""
    heights, name = {}, ""
    for trace in _traces(at, "chart_trend"):
        name = trace.get("name", name)
        if trace.get("hoverinfo") == "skip":
            heights["out" if trace["yaxis"] == "y2" else "in", name] = trace["y"]
    return heights


def _traces(at, key):
    (chart,) = [chart for chart in at.main.get("plotly_chart") if chart.key == key]
    return json.loads(chart.proto.spec)["data"]


def table(at):
    """Return the rows of the table: name of the measure, inbound, outbound."""
    return [tuple(row) for row in at.main.table[0].value.itertuples(index=False)]


def words(at):
    """Return everything that is drawn as text, in one string."""
    kinds = ("title", "header", "subheader", "caption", "text", "error", "info", "warning")
    return plain("\n".join(element.value for kind in kinds for element in at.get(kind)))


def plain(markdown):
    """Return the characters that escaped Markdown shows, with plain spaces between them."""
    return re.sub(r"[\u202f\xa0]", " ", re.sub(r"\\(.)", r"\1", markdown))


def cost(at):
    """Return what a view is said to cost, before it is loaded."""
    return plain(at.main.get_by_key("cost").markdown[0].value)


def progress(at):
    """Return how far the loading is said to have come."""
    return plain(at.main.get_by_key("progress").get("progress")[0].proto.text)


def keys(at):
    """Return the keys of the buttons on the page."""
    return {button.key for button in at.main.button}


def load(at):
    """Let a view cost what it is said to, and wait until all of it is there."""
    return at.button("load").click().run()


def look_again(at):
    """Do what a page does every few seconds, once everything that was asked has been answered."""
    wait_for_answers()
    return at.run()


def wait_for_answers():
    """Return once nothing is being asked any more."""
    working = [thread for thread in threads() if thread.name == "callboard-turns"]
    for thread in working:
        thread.join(PATIENCE)
    assert not any(thread.is_alive() for thread in working)


def counted(at):
    """Return those cards that are counts."""
    names = ("calls", "answered", "missed", "failed")
    return {key: value for key, value in cards(at).items() if key.split("_", 1)[1] in names}


def break_statistics(pbx, fault=Fault.ERROR_500, **times):
    pbx.faults.add(fault, where=Where.STATISTICS, **times)


def others(at):
    """Return what a card tells of the period that is compared with, by the end of its key."""
    told = {
        block.key.removeprefix("kpi_"): plain(block.caption[0].value)
        for block in at.main.container
        if (block.key or "").startswith("kpi_")
    }
    return {key: re.search(r"B: ([\d.,:−]+)", text).group(1) for key, text in told.items()}


def lines(at):
    """Return the numbers along the lines of two periods, by direction and side."""
    sides = {True: "b", False: "a"}
    return {
        ("out" if trace["yaxis"] == "y2" else "in", sides["dash" in trace["line"]]): trace["y"]
        for trace in _traces(at, "chart_compare")
        if trace.get("hoverinfo") == "skip"
    }


def waterfall(at, direction):
    """Return the names on the rows of a waterfall with the texts on their bars."""
    return {
        part: text
        for trace in _traces(at, f"chart_why_{direction}")
        for part, text in zip(trace["y"], trace["text"], strict=True)
    }
