"""Saved views beside a page: whose they are, how they change, and what is said when they cannot."""

from contextlib import closing
from zoneinfo import ZoneInfo

import pytest

from components.bootstrap import Kind, Visitor
from components.ledger.store.named import LONGEST_NAME, Saving
from components.ledger.store.shelf import Shelf
from components.ledger.store.views import MOST_VIEWS, SavedView
from components.periods.presets import Preset
from components.ui import language, saved, state
from components.ui.selection import Selection, Show

WEEK = SavedView("The week", "", "period=last-7-days&ext=101&ext=104")
LOUD = SavedView("<b>bold</b> **x** :red[y]", "", "show=shares")
NOWHERE = "postgresql://nobody@127.0.0.1:1/nothing"
CHOSEN = Selection(account="sales", period=Preset.YESTERDAY, extensions=("104",), language="ru")


def _page(visitor, page=""):
    language.settle()
    saved.draw(visitor, page)


@pytest.fixture
def visitor(desk):
    return Visitor(Kind.OWN, desk, title="Acme", zone=ZoneInfo("UTC"))


@pytest.fixture
def beside(stage, visitor):
    """Draw the saved views beside a page, with one of the menus open."""

    def draw(page="", *, menu=None, reads="en", **known):
        at = stage(_page, visitor, page, language=reads, visitor=visitor, **known)
        if menu is not None:
            at.session_state[menu] = True
        return at.run()

    return draw


@pytest.fixture
def save(beside):
    """Save what is chosen under a name, as a person does."""

    def act(name, page="", **known):
        at = beside(page, menu="view_save", **known)
        at.text_input(key="view_name").set_value(name)
        return at.button(key="view_save_now").click().run()

    return act


@pytest.fixture
def rename(beside):
    """Give the first of the views another name, as a person does."""

    def act(name):
        at = beside(menu="view_change")
        at.text_input[0].set_value(name)
        return at.button(key="view_rename").click().run()

    return act


def keys(at):
    return [button.key for button in at.button]


def said(at):
    return [error.value.replace("\\", "") for error in at.error]


def captions(at):
    return [caption.value for caption in at.caption]


# What is listed


def test_every_view_has_a_button_of_its_name(beside, desk):
    for view in (WEEK, SavedView("Again", "compare", "")):
        desk.views.save(view)

    assert [button.label for button in beside().button] == ["Again", "The week"]


def test_a_name_is_shown_as_characters(beside, desk):
    desk.views.save(LOUD)

    assert beside().button[0].label == r"\<b\>bold\<\/b\> \*\*x\*\* \:red\[y\]"


def test_a_name_stands_as_characters_among_the_options_too(beside, desk):
    desk.views.save(LOUD)

    assert beside(menu="view_change").selectbox[0].options == [LOUD.name]


@pytest.mark.parametrize("page", ["", "compare"])
def test_where_something_is_chosen_it_can_be_saved(beside, page):
    assert "view_save_now" in keys(beside(page, menu="view_save"))


@pytest.mark.parametrize("page", ["diagnostics", "connect"])
def test_where_nothing_is_chosen_views_can_be_opened_only(beside, desk, page):
    desk.views.save(WEEK)

    assert keys(beside(page, menu="view_save")) == [f"view:{WEEK.name}"]


def test_where_there_is_nothing_to_do_nothing_is_drawn(beside):
    at = beside("diagnostics")

    assert (captions(at), keys(at)) == ([], [])


def test_menus_are_empty_until_they_are_opened(beside, desk):
    desk.views.save(WEEK)

    at = beside()

    assert (len(at.text_input), len(at.selectbox)) == (0, 0)


# Saving


def test_what_is_chosen_is_saved_without_account_and_language(save, desk):
    save("Yesterday", selection=CHOSEN)

    assert desk.views.read() == (SavedView("Yesterday", "", "period=yesterday&ext=104"),)


def test_a_view_is_saved_with_its_page(save, desk):
    save("Mine", "compare")

    assert desk.views.read()[0].page == "compare"


def test_what_was_saved_stands_in_the_list_and_the_menu_closes(save):
    at = save("Monday")

    assert keys(at) == ["view:Monday"]
    assert (at.session_state["view_save"], len(at.text_input)) == (False, 0)


def test_the_next_name_begins_empty(save):
    at = save("Monday")
    at.session_state["view_save"] = True

    assert at.run().text_input(key="view_name").value == ""


def test_a_name_is_tidied_before_it_is_saved(save, desk):
    save("  Monday \n morning ")

    assert desk.views.read()[0].name == "Monday morning"


def test_a_name_that_a_browser_should_not_have_let_pass_is_cut(save, desk):
    save("n" * 100)

    assert desk.views.read()[0].name == "n" * LONGEST_NAME


@pytest.mark.parametrize("name", ["", "   ", "\u200b"])
def test_a_view_needs_a_name_that_can_be_seen(save, desk, name):
    at = save(name)

    assert said(at) == ["Give the view a name."]
    assert desk.views.read() == ()


def test_a_name_that_is_taken_is_told_and_the_menu_stays(save, desk):
    desk.views.save(WEEK)

    at = save(WEEK.name)

    assert said(at) == ["There is a view of this name already."]
    assert at.text_input(key="view_name").value == WEEK.name
    assert desk.views.read() == (WEEK,)


def test_that_there_is_no_room_is_told(save, desk):
    for place in range(MOST_VIEWS):
        desk.views.save(SavedView(f"View {place}", "", ""))

    assert said(save("One more")) == ["There are 50 saved views, and no room for more."]


def test_a_selection_that_no_office_has_is_not_saved(save, desk):
    crowd = tuple(f"{place}" * 8 for place in range(1000, 2000))

    at = save("Everybody", selection=Selection(extensions=crowd))

    assert said(at) == ["Too much is chosen here to be saved: choose fewer extensions."]
    assert desk.views.read() == ()


def test_a_refusal_is_told_once(save):
    at = save("")

    assert said(at.run()) == []


def test_whoever_saves_is_told_who_else_sees_it(beside):
    told = captions(beside(menu="view_save"))

    assert "Whoever sees this account sees its saved views, too." in told


def test_that_memory_does_not_last_is_told(beside):
    assert "They are kept until the program ends." in captions(beside(menu="view_save"))


def test_where_views_last_nothing_is_told_of_an_end(stage, sit, clock, tmp_path):
    with closing(Shelf(f"sqlite:///{tmp_path}/kept.db", clock=clock)) as shelf:
        visitor = Visitor(Kind.OWN, sit(shelf), title="Acme", zone=ZoneInfo("UTC"))
        at = stage(_page, visitor, visitor=visitor)
        at.session_state["view_save"] = True

        assert "They are kept until the program ends." not in captions(at.run())


# Renaming and removing


def test_a_view_is_renamed(rename, desk):
    desk.views.save(WEEK)

    at = rename("Weeks")

    assert keys(at) == ["view:Weeks"]
    assert desk.views.read() == (SavedView("Weeks", WEEK.page, WEEK.query),)
    assert at.session_state["view_change"] is False


def test_a_new_name_begins_as_the_old_one(beside, desk):
    desk.views.save(WEEK)

    assert beside(menu="view_change").text_input[0].value == WEEK.name


def test_the_field_follows_the_view_that_is_chosen(beside, desk):
    for view in (WEEK, LOUD):
        desk.views.save(view)
    at = beside(menu="view_change")

    at.selectbox(key="view_chosen").set_value(WEEK.name).run()

    assert at.text_input[0].value == WEEK.name


@pytest.mark.parametrize(
    ("name", "sentence"),
    [(LOUD.name, "There is a view of this name already."), (" ", "Give the view a name.")],
)
def test_a_name_that_cannot_be_given_is_told(beside, desk, name, sentence):
    for view in (WEEK, LOUD):
        desk.views.save(view)
    at = beside(menu="view_change")
    at.selectbox(key="view_chosen").set_value(WEEK.name).run()
    at.text_input[0].set_value(name)

    at.button(key="view_rename").click().run()

    assert said(at) == [sentence]
    assert set(desk.views.read()) == {WEEK, LOUD}


def test_a_view_is_removed(beside, desk):
    for view in (WEEK, LOUD):
        desk.views.save(view)
    at = beside(menu="view_change")
    at.selectbox(key="view_chosen").set_value(WEEK.name).run()

    at.button(key="view_remove").click().run()

    assert desk.views.read() == (LOUD,)
    assert keys(at) == [f"view:{LOUD.name}"]


def test_when_the_last_view_is_removed_there_is_nothing_to_change(beside, desk):
    desk.views.save(WEEK)

    at = beside(menu="view_change").button(key="view_remove").click().run()

    assert (keys(at), len(at.selectbox)) == ([], 0)


def test_a_view_that_another_session_has_removed_is_told(beside, desk):
    for view in (WEEK, LOUD):
        desk.views.save(view)
    at = beside(menu="view_change")
    at.selectbox(key="view_chosen").set_value(WEEK.name).run()
    desk.views.remove(WEEK)
    at.text_input[0].set_value("Weeks")

    at.button(key="view_rename").click().run()

    assert not at.exception
    assert said(at) == ["Somebody else has renamed or removed this view."]
    assert at.selectbox(key="view_chosen").value == LOUD.name


# Opening


@pytest.fixture
def opened(stage, visitor):
    """Choose a view in a session in which something else was chosen, and half a name typed."""

    def choose(view, **known):
        at = stage(lambda: saved._choose(view), visitor=visitor, **known)
        at.session_state["period"] = "today"
        at.session_state["view_name"] = "Half a na"
        return at.run()

    return choose


def test_a_view_that_is_opened_is_what_was_saved(opened, remembered):
    chosen = remembered(opened(WEEK, selection=Selection(show=Show.SHARES))).selection

    assert chosen == Selection(extensions=("101", "104"))


def test_account_and_language_stay_as_they_are(opened, remembered):
    kept = remembered(opened(WEEK, selection=CHOSEN)).selection

    assert (kept.account, kept.language) == ("sales", "ru")


def test_no_view_can_lead_to_another_account(opened, remembered):
    view = SavedView("Trap", "", "account=support&lang=ru&period=yesterday")

    kept = remembered(opened(view, selection=Selection(account="sales"))).selection

    assert kept == Selection(account="sales", period=Preset.YESTERDAY)


def test_widgets_take_their_values_from_what_was_opened(opened):
    at = opened(WEEK)

    assert "period" not in at.session_state
    assert "view_name" in at.session_state


def test_a_query_that_no_page_understands_opens_the_usual_view(opened, remembered):
    view = SavedView("Old", "", "period=when-i-was-young&x=%ff&=&&;%00")

    assert remembered(opened(view)).selection == Selection()


# Trouble


@pytest.fixture
def in_trouble(stage, sit, clock):
    """Draw beside the overview for who sits before a store that nobody can reach."""
    with closing(Shelf(NOWHERE, clock=clock)) as shelf:
        visitor = Visitor(Kind.OWN, sit(shelf), title="Acme", zone=ZoneInfo("UTC"))
        yield lambda: stage(_page, visitor, visitor=visitor)


def test_a_store_that_cannot_be_read_is_told(in_trouble):
    at = in_trouble().run()

    assert captions(at) == ["Saved views", "They cannot be read at the moment."]


def test_a_view_that_cannot_be_kept_is_told(in_trouble):
    at = in_trouble()
    at.session_state["view_save"] = True
    at.run().text_input(key="view_name").set_value("Monday")

    at.button(key="view_save_now").click().run()

    told = ["The store cannot keep the change at the moment. Try again later."]
    assert said(at) == told


@pytest.mark.parametrize("refusal", [each for each in Saving if each is not Saving.DONE])
def test_every_refusal_has_a_sentence(beside, refusal):
    (sentence,) = said(beside(menu="view_save", refusal=refusal))

    assert sentence.endswith(".")


# What is kept


@pytest.mark.parametrize("act", ["_save", "_rename", "_remove"])
def test_who_has_left_meanwhile_changes_nothing(stage, desk, act):
    desk.views.save(WEEK)
    given = "" if act == "_save" else WEEK

    def script():
        for field in ("view_name", saved._field(WEEK)):
            state.seed(field, "Else")
        getattr(saved, act)(given)

    at = stage(script).run()

    assert not at.exception
    assert desk.views.read() == (WEEK,)
