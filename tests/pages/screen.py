"""What a person reads on a page that was drawn without a browser."""

import json
import re

from components.simulator import Fault, Where


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


def bars(at, chart=0):
    """Return the texts on the bars of a chart, by the bar's name."""
    spec = json.loads(at.main.get("plotly_chart")[chart].proto.spec)
    return {trace["name"]: trace["text"] for trace in spec["data"]}


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


def counted(at):
    """Return those cards that are counts."""
    names = ("calls", "answered", "missed", "failed")
    return {key: value for key, value in cards(at).items() if key.split("_", 1)[1] in names}


def break_statistics(pbx, fault=Fault.ERROR_500, **times):
    pbx.faults.add(fault, where=Where.STATISTICS, **times)
