"""Saved views come back as they were, in either database, and what makes none is refused."""

from contextlib import closing
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from components.ledger.store import views
from components.ledger.store.database import Store
from components.ledger.store.named import LONGEST_NAME, Saving, tidy
from components.ledger.store.trouble import StoreFailed
from components.ledger.store.views import MOST_VIEWS, SavedView
from tests.kept import ACCOUNT, STRANGER, behind_the_back

WEEK = SavedView("The week", "", "period=last-7-days&ext=101&ext=104")
YEAR = SavedView("Against last year", "compare", "period=last-month&against=year")
NAMES = [
    "Понедельник, утро",
    "<b>bold</b> **strong** [link](http://example.org)",
    "'; DROP TABLE callboard_views; --",
    '"quoted" \\ back\\slash',
    "=1+2",
    "👩‍👩‍👧 family",
    "\U0010ffff end",
    "%s {name} $x$",
    "n" * LONGEST_NAME,
]

shared = settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)


def many(number):
    return [SavedView(f"View {place:02}", "", "") for place in range(number)]


def fill(place, number):
    """Save so many views of an account."""
    with closing(Store.open(place)) as store:
        for view in many(number):
            views.save(store, ACCOUNT, view)


# What is saved comes back


def test_where_nothing_was_saved_nothing_is_found(store):
    assert views.read(store, ACCOUNT) == ()


def test_a_view_that_was_saved_is_there_when_the_store_is_opened_again(place):
    with closing(Store.open(place)) as first:
        saved = views.save(first, ACCOUNT, WEEK)

    with closing(Store.open(place)) as second:
        assert (saved, views.read(second, ACCOUNT)) == (Saving.DONE, (WEEK,))


@pytest.mark.parametrize("name", NAMES)
def test_a_name_comes_back_whatever_it_is_made_of(store, name):
    view = SavedView(name, "", "")

    views.save(store, ACCOUNT, view)

    assert views.read(store, ACCOUNT) == (view,)


@shared
@given(name=st.text(max_size=LONGEST_NAME).map(tidy).filter(bool))
def test_any_name_can_be_saved_renamed_and_removed(store, name):
    account, view = uuid4().bytes * 2, SavedView(name, "", "")

    done = [
        views.save(store, account, WEEK),
        views.rename(store, account, WEEK.name, name),
        views.read(store, account)[0].name,
        views.remove(store, account, view.name),
        views.read(store, account),
    ]

    assert done == [Saving.DONE, Saving.DONE, name, Saving.DONE, ()]


def test_views_are_found_by_name_and_capitals_do_not_come_first(store):
    for name in ("b", "C", "a", "A", "ё", "Б"):
        views.save(store, ACCOUNT, SavedView(name, "", ""))

    assert [view.name for view in views.read(store, ACCOUNT)] == ["A", "a", "b", "C", "Б", "ё"]


@pytest.mark.parametrize("stranger", [STRANGER, b"A" * 31 + b"a", b"A" * 31])
def test_other_accounts_share_no_views(store, stranger):
    views.save(store, ACCOUNT, WEEK)
    views.save(store, stranger, SavedView(WEEK.name, "compare", ""))

    assert views.read(store, ACCOUNT) == (WEEK,)
    assert views.read(store, stranger) == (SavedView(WEEK.name, "compare", ""),)


def test_in_a_database_that_knows_no_cyrillic_names_are_kept_too(store, place):
    view = SavedView("Понедельник", "", "")

    views.save(store, ACCOUNT, view)

    with behind_the_back(place) as connection:
        assert connection.scalar(text("SELECT name FROM callboard_views")).isascii()
    assert views.read(store, ACCOUNT) == (view,)


# Names


def test_a_name_that_is_taken_stays_with_its_view(store):
    views.save(store, ACCOUNT, WEEK)

    outcome = views.save(store, ACCOUNT, SavedView(WEEK.name, "compare", "period=today"))

    assert (outcome, views.read(store, ACCOUNT)) == (Saving.TAKEN, (WEEK,))


def test_what_was_saved_already_may_be_saved_again(store):
    views.save(store, ACCOUNT, WEEK)

    assert views.save(store, ACCOUNT, WEEK) is Saving.DONE
    assert views.read(store, ACCOUNT) == (WEEK,)


def test_names_that_differ_in_capitals_are_two(store):
    for name in ("week", "Week"):
        views.save(store, ACCOUNT, SavedView(name, "", ""))

    assert len(views.read(store, ACCOUNT)) == 2


def test_a_view_keeps_what_it_shows_under_another_name(store):
    views.save(store, ACCOUNT, YEAR)

    outcome = views.rename(store, ACCOUNT, YEAR.name, "Years")

    assert outcome is Saving.DONE
    assert views.read(store, ACCOUNT) == (SavedView("Years", YEAR.page, YEAR.query),)


def test_no_view_takes_the_name_of_another(store):
    for view in (WEEK, YEAR):
        views.save(store, ACCOUNT, view)

    outcome = views.rename(store, ACCOUNT, WEEK.name, YEAR.name)

    assert (outcome, set(views.read(store, ACCOUNT))) == (Saving.TAKEN, {WEEK, YEAR})


def test_a_view_may_be_given_the_name_that_it_has(store):
    views.save(store, ACCOUNT, WEEK)

    assert views.rename(store, ACCOUNT, WEEK.name, WEEK.name) is Saving.DONE


def test_a_view_that_is_gone_cannot_be_renamed(store):
    assert views.rename(store, ACCOUNT, WEEK.name, "Else") is Saving.GONE


@pytest.mark.parametrize("change", ["rename", "remove"])
def test_the_same_name_of_another_account_is_not_touched(store, change):
    for account in (ACCOUNT, STRANGER):
        views.save(store, account, WEEK)

    if change == "rename":
        views.rename(store, ACCOUNT, WEEK.name, "Else")
    else:
        views.remove(store, ACCOUNT, WEEK.name)

    assert views.read(store, STRANGER) == (WEEK,)


def test_only_the_view_of_that_name_is_removed(store):
    for view in (WEEK, YEAR):
        views.save(store, ACCOUNT, view)

    views.remove(store, ACCOUNT, WEEK.name)

    assert views.read(store, ACCOUNT) == (YEAR,)


def test_what_is_gone_already_may_be_removed(store):
    assert views.remove(store, ACCOUNT, WEEK.name) is Saving.DONE


# How many


def test_there_is_room_for_so_many_and_no_more(store, place):
    fill(place, MOST_VIEWS)

    assert views.save(store, ACCOUNT, WEEK) is Saving.FULL
    assert len(views.read(store, ACCOUNT)) == MOST_VIEWS


def test_one_that_is_removed_makes_room(store, place):
    fill(place, MOST_VIEWS)
    views.remove(store, ACCOUNT, "View 07")

    assert views.save(store, ACCOUNT, WEEK) is Saving.DONE


def test_the_room_of_another_account_is_its_own(store, place):
    fill(place, MOST_VIEWS)

    assert views.save(store, STRANGER, WEEK) is Saving.DONE


def test_those_who_save_together_do_not_pass_the_limit(place, at_once):
    fill(place, MOST_VIEWS - 2)

    def save(position):
        with closing(Store.open(place)) as own:
            return views.save(own, ACCOUNT, SavedView(f"Mine {position}", "", ""))

    outcomes = at_once(5, save)

    assert sorted(outcomes) == [Saving.DONE] * 2 + [Saving.FULL] * 3


def test_of_those_who_take_a_name_together_one_gets_it(place, at_once):
    Store.open(place).close()

    def save(position):
        with closing(Store.open(place)) as own:
            return views.save(own, ACCOUNT, SavedView("Monday", "", f"ext={position}"))

    outcomes = at_once(5, save)

    assert sorted(outcomes) == [Saving.DONE] + [Saving.TAKEN] * 4


# What makes no view


REFUSED = {
    "no name": ("", "", ""),
    "a name of blanks": ("  ", "", ""),
    "a name with blanks around it": (" Monday", "", ""),
    "a name of two lines": ("Mon\nday", "", ""),
    "a name with a sign that no text has": ("Mon\0day", "", ""),
    "half of a sign": ("Mon\ud800day", "", ""),
    "a name that is too long": ("n" * (LONGEST_NAME + 1), "", ""),
    "a page of another place": ("Monday", "../etc", ""),
    "a page with an address": ("Monday", "https://example.org", ""),
    "a query that is not as in an address": ("Monday", "", "ext=сто"),
    "a query that is too long": ("Monday", "", "x" * 10_001),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_no_store_should_hold_is_no_view(case):
    with pytest.raises(ValueError, match="not a "):
        SavedView(*REFUSED[case])


BROKEN = {
    "a name that is no JSON": "name = 'Monday'",
    "a name that is a list": "name = '[]'",
    "a name that is a number": "name = '7'",
    "a name that nobody sees": """name = '"  "'""",
    "another page": "page = 'A/B'",
    "a query that is too long": f"query = '{'x' * 10_001}'",
}
LOOSE = {
    "a name of bytes": "name = x'00ff'",
    "a page of bytes": "page = x'00ff'",
    "bytes for a query": "query = CAST(query AS BLOB)",
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_row_that_makes_no_view_is_left_out_and_told(store, place, caplog, case):
    for view in (WEEK, YEAR):
        views.save(store, ACCOUNT, view)
    with behind_the_back(place) as connection:
        connection.execute(text(f"UPDATE callboard_views SET {BROKEN[case]} WHERE page = ''"))  # noqa: S608

    found = views.read(store, ACCOUNT)

    assert found == (YEAR,)
    assert "left out" in caplog.text


@pytest.mark.parametrize("case", LOOSE)
def test_a_value_that_only_sqlite_would_keep_is_left_out(file, case):
    with closing(Store.open(file)) as store:
        for view in (WEEK, YEAR):
            views.save(store, ACCOUNT, view)
        with behind_the_back(file) as connection:
            connection.execute(text(f"UPDATE callboard_views SET {LOOSE[case]} WHERE page = ''"))  # noqa: S608

        assert views.read(store, ACCOUNT) == (YEAR,)


def test_what_failed_does_not_tell_what_was_to_be_kept(store, place):
    with behind_the_back(place) as connection:
        connection.execute(text("ALTER TABLE callboard_views RENAME TO gone"))

    with pytest.raises(StoreFailed) as failed:
        views.save(store, ACCOUNT, SavedView("A secret plan", "", ""))

    assert "secret" not in f"{failed.value!r} {failed.value.__context__!r}"
