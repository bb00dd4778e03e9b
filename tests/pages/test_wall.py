"""The wall without a browser: a board that is true, its set-up, and nothing that holds a secret."""

import gc
import re
import weakref
from dataclasses import replace

import pytest

from components.ledger.store.teams import Team
from components.measures.targets import Figure
from components.ui import state
from components.ui.selection import Selection, read
from tests.pages import screen


@pytest.fixture
def wall(visit):
    """Open the wall of a visitor who is in, with an address."""

    def open_wall(visitor=None, **address):
        at = visit(visitor=visitor, **address)
        at.session_state[state._KEY].selection = read(_lists(address))
        at.session_state[state._KEY].has_arrived = True
        return at.switch_page("wall.py")

    return open_wall


def _lists(address):
    return {name: [value] if isinstance(value, str) else value for name, value in address.items()}


def _board(at):
    return next(
        html.proto.body for html in reversed(at.main.get("html")) if "wb-board" in html.proto.body
    )


def _values(at):
    found = re.findall(
        r'st-key-wall_((?:in|out)_\w+).*?data-testid="stMetricValue">(.*?)</p>', _board(at)
    )
    return {figure: re.sub(r"[\u202f\xa0]", " ", value) for figure, value in found}


FIGURES = ["in_calls", "in_answered", "in_missed", "in_failed", "out_calls"]


def _settled(at):
    at.run()
    return screen.look_again(at)


def test_the_board_shows_what_the_pbx_counted(wall, window, expected):
    at = _settled(wall(figure=FIGURES))

    counted = expected(window("today"))
    assert not at.exception
    assert _values(at) == {figure: counted[figure] for figure in FIGURES}


def test_a_board_of_a_team_counts_its_extensions(wall, callboard, pbx):
    visitor = callboard.connect(pbx.url, "demo", "demo")
    ids = {one.number: one.id for one in visitor.desk.extensions()}
    visitor.desk.teams.save(Team("Sales", frozenset({ids["101"], ids["102"]})))

    of_team = _values(_settled(wall(figure=FIGURES, team="Sales")))
    of_both = _values(_settled(wall(figure=FIGURES, ext=["101", "102"])))

    assert of_team == of_both
    assert set(of_team.values()) != {"–"}


def test_a_board_of_a_team_that_is_gone_shows_no_numbers_of_others(wall):
    at = _settled(wall(figure="in_calls", team="Sales"))

    assert _values(at) == {"in_calls": "–"}
    assert "Not in this account: Sales" in _board(at)


def test_before_the_first_answer_there_is_no_number_and_nothing_is_on_target(wall, hasty, pbx):
    screen.break_statistics(pbx)

    at = wall(hasty(), figure=["in_missed~10~20", "in_calls"]).run()

    assert _values(at) == {"in_missed": "–", "in_calls": "–"}
    assert set(re.findall(r'data-state="([\w-]+)" data-mark="([\w-]+)"', _board(at))) == {
        ("no-data", "no-data")
    }


def test_a_figure_grows_late_and_stale_while_nothing_is_heard(wall, pbx, clock):
    at = _settled(wall(figure="in_calls"))
    screen.break_statistics(pbx)
    states = []

    for minutes in (0, 3, 10):
        clock.move(minutes=minutes)
        states += re.findall(r'data-state="([\w-]+)"', _board(at.run()))

    assert states == ["live", "late", "stale"]


def test_a_title_from_the_address_is_characters(wall):
    at = _settled(wall(title="<img src=x onerror=alert(1)>"))

    assert "<img" not in _board(at)
    assert "&lt;img src=x onerror=alert(1)&gt;" in _board(at)


def test_a_person_finds_the_way_to_the_set_up_and_back(wall):
    at = wall().run()

    at.button("wall_open").click().run()
    assert "data-board" not in _board(at)
    at.button("wall_full").click().run()

    assert not at.exception
    assert "data-board" in _board(at)


def test_the_set_up_makes_the_board_and_the_address(wall):
    at = wall().run()
    at.button("wall_open").click().run()

    at.multiselect("wall_figures_0").set_value([Figure.IN_MISSED, Figure.IN_CALLS]).run()
    at.number_input("wall_good_in_missed_0").set_value(5)
    at.number_input("wall_bad_in_missed_0").set_value(10)
    at.number_input("wall_screen").set_value(32).run()

    assert not at.exception
    assert dict(at.query_params) == {
        "figure": ["in_missed~5~10", "in_calls"],
        "screen": "32",
    }


def test_a_further_board_is_made_and_removed(wall):
    at = wall().run()
    at.button("wall_open").click().run()

    at.button("wall_add").click().run()
    at.text_input("wall_title_1").set_value("Second").run()
    added = at.session_state[state._KEY].selection.wall.also
    at.button("wall_remove").click().run()

    assert not at.exception
    assert [panel.title for panel in added] == ["Second"]
    assert at.session_state[state._KEY].selection.wall.also == ()


def test_what_does_not_fit_is_said(wall):
    at = wall(distance="12").run()

    at.button("wall_open").click().run()

    assert "no room for" in screen.words(at)


def test_the_wall_keeps_hold_of_nobody_who_has_left(wall, callboard, pbx):
    visitor = callboard.connect(pbx.url, "demo", "demo")
    desk = weakref.ref(visitor.desk)
    at = wall(visitor).run()
    del visitor

    state._forget_the_account(at.session_state[state._KEY])
    at.session_state[state._KEY] = replace(
        at.session_state[state._KEY], selection=Selection(), entered=None
    )
    at.run()
    screen.wait_for_answers()
    gc.collect()

    assert desk() is None


@pytest.mark.parametrize(
    "address", [{"ext": "99999"}, {"period": "2011-12-30..2011-12-30", "tz": "Pacific/Apia"}]
)
def test_what_cannot_be_asked_is_said_and_shown_as_no_number(wall, address):
    at = _settled(wall(figure="in_calls", **address))

    assert not at.exception
    assert _values(at) == {"in_calls": "–"}
    assert re.search(r"data-reason>[^<]+<", _board(at))
