"""Updates the facts of the archive: reads what changed since the last time, in batches that are each one transaction.

An article whose text, day, source and rules are the same keeps its facts; gone ones lose theirs. New rules make the facts
of every article again. An article whose facts cannot be made is left without, listed (``archive.failures``), and tried
again when its text or the rules change.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from time import monotonic

from archive.articles.archive import Archive
from archive.attempts import FailedStep, attempt
from archive.failures import FACTS, Failure, Failures
from archive.model import Article, StoredArticle
from database.transactions import writing
from facts.entity_linking import FactLinker
from facts.extraction.article import RULES_VERSION, facts_of
from facts.extraction.events.events import move_home
from facts.model import Facts
from facts.store.writer import ArticleFacts, FactStore
from progress import Cancelled
from workers import Workers

_BATCH = 500
_CHUNK = 50
_HOME_ARTICLES, _HOME_SHARE = 5, 0.8
_LINKER = FactLinker()
_IN_PROCESS = 200
"""Articles below which starting processes costs more than it saves."""

Extract = Callable[[Article], Facts]


def _lose(article: Article) -> FailedStep:
    """Stand in for the facts of an article that ends the process which makes them."""
    return FailedStep("the process that read the article ended")


@dataclass(frozen=True, slots=True)
class FactsReport:
    """Articles whose facts were made, taken away (gone), left as they were and could not be made; seconds taken."""

    made: int
    removed: int
    same: int
    seconds: float
    failed: int = 0


def key_of(stored: StoredArticle, rules: str = RULES_VERSION) -> str:
    """Return the key of an article's facts: text, published day, its precision, source and rules."""
    article = stored.article
    return f"{stored.text_hash} {_day_of(article) or '-'} {article.precision} {article.source} {rules}"


def _day_of(article: Article) -> str | None:
    day = article.published_day
    return day.isoformat() if day else None


def update_facts(
    data: Path,
    *,
    processes: int = 0,
    progress: Callable[[int, int, str], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    extract: Extract = facts_of,
    rules: str = RULES_VERSION,
) -> FactsReport:
    """Update the facts to the state of the archive. Raises Cancelled (finished batches stay) and the archive's errors.

    ``extract`` makes the facts of an article, in other processes too; ``rules`` is its version.
    """
    begun = monotonic()
    counts: Counter[str] = Counter()
    seen = 0
    with Archive.open(data) as archive:
        keeper, last = _FactUpdater(archive, rules), archive.last_change()
        since = keeper.first_change()
        # An older archive was brought back: what was read of it may never have happened.
        since = 0 if since > last else since
        if since == last:
            return FactsReport(0, 0, 0, monotonic() - begun)
        total = archive.count() if since == 0 else last - since
        with Workers(processes if total >= _IN_PROCESS else 1) as workers:
            for batch, found in _extract_batches(keeper.read_batches(since, cancelled), extract, workers):
                counts += keeper.update_batch(batch, found)
                seen += batch.articles
                if progress is not None:
                    progress(seen, max(total, seen), "facts")
    same = seen - counts.total()
    return FactsReport(counts["made"], counts["removed"], same, monotonic() - begun, counts["failed"])


def remake_facts(archive: Archive, articles: Sequence[int]) -> None:
    """Make the facts of some articles again, whether or not they changed: an editor decided something of them."""
    updater = _FactUpdater(archive, RULES_VERSION)
    made = []
    for stored in archive.get_many(articles).values():
        facts = attempt(facts_of, stored.article) if stored.searchable else None
        if facts is not None and not isinstance(facts, FailedStep):
            made.append((stored, facts))
    updater.store.replace_facts(updater.items_of(made), _LINKER)


@dataclass(frozen=True, slots=True)
class _Batch:
    """Articles read at once: those whose facts are ``due`` and those that ``lost`` them, of which ``removed`` had some."""

    articles: int
    last_change: int
    due: Sequence[StoredArticle]
    lost: Sequence[StoredArticle]
    removed: int


def _extract_batches(
    batches: Iterator[_Batch], extract: Extract, workers: Workers
) -> Iterator[tuple[_Batch, list[Facts | FailedStep]]]:
    """Yield each batch with what was found in its due articles; the next ones are worked on while the caller writes."""
    waiting: deque[_Batch] = deque()

    def read_ahead() -> Iterator[Article]:
        for batch in batches:
            waiting.append(batch)
            yield from (s.article for s in batch.due)

    made = workers.map(partial(attempt, extract), read_ahead(), chunk=_CHUNK, lost=_lose)
    found: list[Facts | FailedStep] = []
    for one in made:
        found.append(one)
        while waiting and len(waiting[0].due) <= len(found):
            batch = waiting.popleft()
            yield batch, found[: len(batch.due)]
            found = found[len(batch.due) :]
    yield from ((batch, []) for batch in waiting)


class _FactUpdater:
    """Updates facts made by one version of the rules."""

    def __init__(self, archive: Archive, rules: str) -> None:
        self._archive, self._rules = archive, rules
        self.store, self._failures = FactStore(archive.engine), Failures(archive.engine)

    def first_change(self) -> int:
        """Return the change number from which articles are to be read: 0 when the rules are others."""
        return 0 if self.store.has_outdated(self._rules) else self.store.last_read_change()

    def read_batches(self, since: int, cancelled: Callable[[], bool] | None) -> Iterator[_Batch]:
        """Yield what is to do, batch by batch. Raises Cancelled between two."""
        for stored in self._archive.changed_since(since, batch=_BATCH):
            if cancelled is not None and cancelled():
                raise Cancelled("facts.cancelled")
            numbers = [s.id for s in stored]
            kept, tried = self.store.keys_of(numbers), self._failures.failed_versions(FACTS, numbers)
            keys = {s.id: key_of(s, self._rules) for s in stored}
            due = [s for s in stored if s.searchable and keys[s.id] not in (kept.get(s.id), tried.get(s.id))]
            lost = [s for s in stored if not s.searchable and (s.id in kept or s.id in tried)]
            yield _Batch(len(stored), stored[-1].change, due, lost, sum(s.id in kept for s in lost))

    def update_batch(self, batch: _Batch, found: Sequence[Facts | FailedStep]) -> Counter[str]:
        """Replace what is due by what was found; return how many articles' facts were made, removed and failed."""
        failed = {s.id: x for s, x in zip(batch.due, found, strict=True) if isinstance(x, FailedStep)}
        made = [(s, x) for s, x in zip(batch.due, found, strict=True) if not isinstance(x, FailedStep)]
        items = self.items_of(made)
        without = [self._article_facts_of(s, None) for s in (*batch.lost, *(s for s in batch.due if s.id in failed))]
        keys = {s.id: key_of(s, self._rules) for s in batch.due}
        with writing(self._archive.engine, "facts"):
            failed |= self.store.replace_facts([*items, *without], _LINKER, batch.last_change)
            settled = [Failure(number, FACTS, keys[number], x.error) for number, x in failed.items()]
            self._failures.record_outcome([s.id for s in (*batch.due, *batch.lost)], [FACTS], settled)
        return Counter(made=len(batch.due) - len(failed), removed=batch.removed, failed=len(failed))

    def items_of(self, made: Sequence[tuple[StoredArticle, Facts]]) -> list[ArticleFacts]:
        """Return facts as they are stored: of the province that their source is nearly always about, where they tell none."""
        home = _find_home_provinces(self.store, made)
        return [
            self._article_facts_of(s, x if x.province else _move_home(x, home.get(s.article.source, "")))
            for s, x in made
        ]

    def _article_facts_of(self, stored: StoredArticle, facts: Facts | None) -> ArticleFacts:
        article = stored.article
        return ArticleFacts(
            stored.id, key_of(stored, self._rules), _day_of(article), article.source, article.name, facts
        )


def _move_home(facts: Facts, home: str) -> Facts:
    return replace(facts, province=home, events=tuple(move_home(event, home) for event in facts.events))


def _find_home_provinces(store: FactStore, made: Sequence[tuple[StoredArticle, Facts]]) -> dict[str, str]:
    """Return the province of each source that is nearly always about one: a provincial portal often leaves its name out."""
    counts = {source: Counter(found) for source, found in store.count_provinces().items()}
    for stored, facts in made:
        counts.setdefault(stored.article.source, Counter())[facts.province] += 1
    homes = {}
    for source, found in counts.items():
        named = Counter({province: count for province, count in found.items() if province})
        (province, most), total = named.most_common(1)[0] if named else ("", 0), sum(named.values())
        if most >= _HOME_ARTICLES and most >= _HOME_SHARE * total:
            homes[source] = province
    return homes
