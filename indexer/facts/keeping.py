"""Archive -> facts kept in the archive: reads what changed since the last time, in batches that are each one transaction.

An article whose text, day, source and rules are the same keeps its facts; gone ones lose theirs. New rules make the facts
of every article again.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from time import monotonic

from archive.facts import FactStore, KeptFacts
from archive.facts_model import Facts
from archive.model import VIETNAM, Article, StoredArticle
from archive.store import Archive
from indexer.errors import Cancelled
from indexer.facts.facts import RULES_VERSION, facts_of
from indexer.facts.linking import FactLinker

_BATCH = 500
_CHUNK = 50
_HOME_ARTICLES, _HOME_SHARE = 5, 0.8
_LINKER = FactLinker()
_IN_PROCESS = 200
"""Articles below which starting processes costs more than it saves."""


@dataclass(frozen=True, slots=True)
class FactsReport:
    """Articles whose facts were made, taken away (gone) and left as they were; seconds taken."""

    made: int
    removed: int
    same: int
    seconds: float


def key_of(stored: StoredArticle) -> str:
    """Return the key of an article's facts: text, published day, its precision, source and rules."""
    article = stored.article
    return f"{stored.text_hash} {_day(article) or '-'} {article.precision} {article.source} {RULES_VERSION}"


def _day(article: Article) -> str | None:
    return article.published.astimezone(VIETNAM).date().isoformat() if article.published else None


def update_facts(
    data: Path,
    *,
    processes: int = 0,
    progress: Callable[[int, int, str], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> FactsReport:
    """Bring the kept facts up to date with the archive. Raises Cancelled (finished batches stay) and the archive's errors."""
    begun = monotonic()
    made = removed = same = seen = 0
    with Archive.open(data) as archive:
        store, last = FactStore(archive.engine), archive.last_change()
        since = 0 if store.outdated(RULES_VERSION) else store.read_up_to()
        # An older archive was brought back: what was read of it may never have happened.
        since = 0 if since > last else since
        if since == last:
            return FactsReport(0, 0, 0, monotonic() - begun)
        total = archive.count() if since == 0 else last - since
        with _extraction(total, processes) as extract:
            for batch in archive.changed_since(since, batch=_BATCH):
                if cancelled is not None and cancelled():
                    raise Cancelled("making facts was cancelled: finished articles are kept, run it again to go on")
                counts = _keep(store, batch, extract)
                made, removed, seen = made + counts[0], removed + counts[1], seen + len(batch)
                same += len(batch) - sum(counts)
                if progress is not None:
                    progress(seen, max(total, seen), "facts")
        store.sweep()
    return FactsReport(made, removed, same, monotonic() - begun)


def _keep(
    store: FactStore, batch: Sequence[StoredArticle], extract: Callable[[Sequence[Article]], Iterable[Facts]]
) -> tuple[int, int]:
    """Replace what is due of one batch; return how many articles' facts were made and taken away."""
    kept = store.keys([s.id for s in batch])
    due = [s for s in batch if s.searchable and kept.get(s.id) != key_of(s)]
    lost = [s for s in batch if not s.searchable and s.id in kept]
    made = list(zip(due, extract([s.article for s in due]), strict=True))
    home = _homes(store, made)
    items = [_kept(s, replace(x, province=x.province or home.get(s.article.source, ""))) for s, x in made]
    store.replace_many([*items, *(_kept(s, None) for s in lost)], _LINKER, batch[-1].change)
    return len(due), len(lost)


def _homes(store: FactStore, made: Sequence[tuple[StoredArticle, Facts]]) -> dict[str, str]:
    """Return the province of each source that is nearly always about one: a provincial portal often leaves its name out."""
    counts = {source: Counter(found) for source, found in store.provinces().items()}
    for stored, facts in made:
        counts.setdefault(stored.article.source, Counter())[facts.province] += 1
    homes = {}
    for source, found in counts.items():
        named = Counter({province: count for province, count in found.items() if province})
        (province, most), total = named.most_common(1)[0] if named else ("", 0), sum(named.values())
        if most >= _HOME_ARTICLES and most >= _HOME_SHARE * total:
            homes[source] = province
    return homes


def _kept(stored: StoredArticle, facts: Facts | None) -> KeptFacts:
    article = stored.article
    return KeptFacts(stored.id, key_of(stored), _day(article), article.source, article.title, facts)


@contextmanager
def _extraction(articles: int, processes: int) -> Iterator[Callable[[Sequence[Article]], Iterable[Facts]]]:
    """Give a function from articles to their facts in order, over ``processes`` processes (0: one per processor)."""
    count = min(processes or len(os.sched_getaffinity(0)), -(-articles // _CHUNK))
    if count <= 1 or articles < _IN_PROCESS:
        yield lambda batch: map(facts_of, batch)
        return
    # spawn: the caller may run threads (the site's worker), which a forked child must not inherit halfway.
    with get_context("spawn").Pool(count) as pool:
        yield lambda batch: pool.imap(facts_of, batch, chunksize=_CHUNK)
