"""The books of one account: one for each series, kept on the shelf, and surveyed once a version."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Final

from components.ledger import runs
from components.ledger.book import Book, Survey
from components.ledger.facts import Correction, Fact, Series
from components.ledger.store.places import StoreKind
from components.ledger.store.shelf import Shelf

_MOST_BOOKS: Final = 200
"""Series in memory, each a few hundred kilobytes at most; the store has the others."""

_AHEAD: Final = timedelta(minutes=2)
"""What was read so much later than now was read by a clock that was wrong."""

_MOST_SURVEYS: Final = 64
_MOST_CORRECTIONS: Final = 50


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to know: the totals of a series between increasing marks (UTC).

    ``is_watched`` is on for walls. What can still change and was read before ``newer_than`` is
    not good enough. ``gaps`` holds the numbers of the pieces between neighbouring marks that nobody
    wants. ``is_awaited`` tells that somebody waits also for what is only due.
    """

    series: Series
    marks: tuple[datetime, ...]
    is_watched: bool = False
    newer_than: datetime | None = None
    gaps: frozenset[int] = frozenset()
    is_awaited: bool = False

    def awaited(self, survey: Survey) -> int:
        """Return how many requests of a survey somebody waits for, and does not just get."""
        is_renewed = self.is_awaited or self.newer_than is not None
        return len(survey.missing) + (len(survey.due) if is_renewed else 0)


class Books:
    """What is known of an account, for any number of threads."""

    def __init__(
        self,
        account: bytes,
        shelf: Shelf,
        *,
        clock: Callable[[], datetime],
        refresh: timedelta = timedelta(minutes=1),
    ) -> None:
        """Open none yet; ``account`` is the digest under which facts are kept on the shelf.

        ``refresh`` is how long a number on a wall lasts.
        """
        self._refresh = refresh
        self._account = account
        self._shelf = shelf
        self._clock = clock
        self._lock = Lock()
        self._open: OrderedDict[Series, _Kept] = OrderedDict()
        self._surveys: OrderedDict[Wish, tuple[int, Survey]] = OrderedDict()
        self._surveyed_at: datetime | None = None
        self._is_right = False
        self._noticed: list[Correction] = []
        self._corrections: list[Correction] | None = None

    @property
    def size(self) -> int:
        """How many facts lie in memory."""
        with self._lock:
            return sum(len(kept.book) for kept in self._open.values())

    def survey(self, wish: Wish) -> Survey:
        """Return what is known of a wish; the same value as before while nothing has changed."""
        now = self._clock()
        with self._lock:
            book = self._kept(wish.series).book
            version, survey = self._surveys.get(wish, (-1, None))
            if survey is None or version != book.version or now >= survey.good_until:
                survey = runs.survey(
                    book,
                    wish.marks,
                    wish.gaps,
                    now,
                    refresh=self._refresh if wish.is_watched else None,
                    # A moment that is still to come was told by a clock that was wrong.
                    newer_than=None if _is_ahead(wish.newer_than, now) else wish.newer_than,
                )
                self._surveys[wish] = (book.version, survey)
            self._surveys.move_to_end(wish)
            while len(self._surveys) > _MOST_SURVEYS:
                self._surveys.popitem(last=False)
            return survey

    def learn(self, *facts: Fact) -> None:
        """Take in what the PBX answered, and keep together what is to be kept."""
        with self._lock:
            learnt = [self._kept(fact.series).book.learn(fact) for fact in facts]
        corrections = [one for each in learnt for one in each.corrections]
        kept = [one for each in learnt for one in each.facts]
        self._shelf.correct(self._account, corrections, kept)
        self._noticed = [*corrections, *self._noticed][:_MOST_CORRECTIONS]

    def turn_back(self) -> None:
        """Forget what was read in the future, by a clock that has been put right since.

        It would be in the way of every newer reading, and may be taken for settled too early. Only
        to be called where the clock itself is known to be right.
        """
        now = self._clock()
        with self._lock:
            self._is_right = True
            if _is_ahead(self._surveyed_at, now):
                self._surveys.clear()
            self._surveyed_at = now
            if any(_is_ahead(kept.book.newest, now) for kept in self._open.values()):
                self._open.clear()
                self._surveys.clear()

    def refresh(self, series: Series) -> None:
        """Take over what other processes have learnt, where they share the store."""
        if self._shelf.kind is not StoreKind.POSTGRESQL:
            return
        with self._lock:
            kept = self._kept(series)
        # Pages go on looking while the database is asked.
        facts, mark = self._shelf.facts(self._account, series, after=kept.mark)
        with self._lock:
            kept.book.recall(self._credible(facts))
            kept.mark = mark
            self._corrections = None

    def corrections(self) -> list[Correction]:
        """Return the latest corrections of settled totals, newest first.

        What was noticed here counts also while the store is in trouble.
        """
        kept = self._corrections
        if kept is None:
            kept = self._shelf.corrections(self._account, _MOST_CORRECTIONS)
            if self._shelf.condition.trouble is None:
                self._corrections = kept
        both = dict.fromkeys([*self._noticed, *kept])
        newest = sorted(both, key=lambda each: each.noticed_at, reverse=True)
        return newest[:_MOST_CORRECTIONS]

    def _kept(self, series: Series) -> "_Kept":
        kept = self._open.get(series)
        if kept is None:
            kept = self._open[series] = _Kept(Book(series))
            facts, kept.mark = self._shelf.facts(self._account, series)
            kept.book.recall(self._credible(facts))
        self._open.move_to_end(series)
        while len(self._open) > _MOST_BOOKS:
            self._open.popitem(last=False)
            # A book that is opened anew counts its versions anew.
            self._surveys.clear()
        return kept

    def _credible(self, facts: list[Fact]) -> list[Fact]:
        """Leave out, here and in the store, what was read by a clock that was wrong."""
        now = self._clock()
        credible = [fact for fact in facts if not _is_ahead(fact.read_at, now)]
        if len(credible) == len(facts) or not self._is_right:
            return facts
        self._shelf.forget(self._account, after=now + _AHEAD)
        return credible


@dataclass(slots=True)
class _Kept:
    """A book, and how far it has been read from the shelf."""

    book: Book
    mark: int = 0


def _is_ahead(moment: datetime | None, now: datetime) -> bool:
    return moment is not None and moment - now > _AHEAD
