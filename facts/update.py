"""Updates the facts of the archive: reads what changed since the last time, in batches that are each one transaction.

An article whose text, day, source and rules are the same keeps its facts; gone ones lose theirs. New rules make the facts
of every article again. An article whose facts cannot be made is left without, listed (``archive.failures``), and tried
again when its text or the rules change.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import get_context
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
from progress import Cancelled, interrupts_blocked

_BATCH = 500
_CHUNK = 50
_HOME_ARTICLES, _HOME_SHARE = 5, 0.8
_LINKER = FactLinker()
_IN_PROCESS = 200
"""Articles below which starting processes costs more than it saves."""

Extract = Callable[[Article], Facts]
Extraction = Callable[[Sequence[Article]], Iterable[Facts | FailedStep]]


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
        with _open_extraction(extract, total, processes) as extraction:
            for batch in archive.changed_since(since, batch=_BATCH):
                if cancelled is not None and cancelled():
                    raise Cancelled("facts.cancelled")
                counts += keeper.update_batch(batch, extraction)
                seen += len(batch)
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


class _FactUpdater:
    """Updates facts made by one version of the rules."""

    def __init__(self, archive: Archive, rules: str) -> None:
        self._engine, self._rules = archive.engine, rules
        self.store, self._failures = FactStore(archive.engine), Failures(archive.engine)

    def first_change(self) -> int:
        """Return the change number from which articles are to be read: 0 when the rules are others."""
        return 0 if self.store.has_outdated(self._rules) else self.store.last_read_change()

    def update_batch(self, batch: Sequence[StoredArticle], extraction: Extraction) -> Counter[str]:
        """Replace what is due of one batch; return how many articles' facts were made, removed and failed."""
        numbers = [s.id for s in batch]
        kept, tried = self.store.keys_of(numbers), self._failures.failed_versions(FACTS, numbers)
        keys = {s.id: key_of(s, self._rules) for s in batch}
        due = [s for s in batch if s.searchable and keys[s.id] not in (kept.get(s.id), tried.get(s.id))]
        lost = [s for s in batch if not s.searchable and (s.id in kept or s.id in tried)]
        found = list(zip(due, extraction([s.article for s in due]), strict=True))
        failed = {s.id: x for s, x in found if isinstance(x, FailedStep)}
        made = [(s, x) for s, x in found if not isinstance(x, FailedStep)]
        items = self.items_of(made)
        without = [self._article_facts_of(s, None) for s in (*lost, *(s for s in due if s.id in failed))]
        with writing(self._engine):
            failed |= self.store.replace_facts([*items, *without], _LINKER, batch[-1].change)
            settled = [Failure(number, FACTS, keys[number], x.error) for number, x in failed.items()]
            self._failures.record_outcome([s.id for s in (*due, *lost)], [FACTS], settled)
        removed = sum(s.id in kept for s in lost)
        return Counter(made=len(due) - len(failed), removed=removed, failed=len(failed))

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


@contextmanager
def _open_extraction(extract: Extract, articles: int, processes: int) -> Iterator[Extraction]:
    """Give a function from articles to their facts in order, over ``processes`` processes (0: one per processor)."""
    one = partial(attempt, extract)  # Also in another process: what comes back is facts, or one line.
    count = min(processes or len(os.sched_getaffinity(0)), -(-articles // _CHUNK))
    if count <= 1 or articles < _IN_PROCESS:
        yield lambda batch: map(one, batch)
        return
    # spawn: the caller may run threads (the site's worker), which a forked child must not inherit halfway.
    with interrupts_blocked():
        workers = get_context("spawn").Pool(count)
    with workers as pool:
        yield lambda batch: pool.imap(one, batch, chunksize=_CHUNK)
