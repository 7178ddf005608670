"""One opened index of an OpenSearch cluster as a ``search.backend.Backend``.

A search asks the cluster twice: how many articles hold what its understanding asks about and each thing that weighs (kept for the
next queries), then for totals, facets and the candidates of each tier with their analyses. The candidates are ranked here, by the code of the embedded engine.
"""

from __future__ import annotations

from base64 import b64decode
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import ReferenceType, ref
from zlib import decompress

from archive.model import Article
from columnar import NO_DAY
from columnar.query.idf import idf
from columnar.query.plan import Clause, Plan, Run, Scored
from columnar.query.split_texts import MOST_CLAUSES
from columnar.segment.bigrams import Bigrams
from indexer.builder import FIRST_MARK
from indexer.builders.opensearch import ClusterSettings, cluster_errors, read_meta
from indexer.builders.opensearch.language import LanguagePart, fetch_parts
from indexer.builders.opensearch.layout import STORED
from indexer.schema import ACCENTED, ARTICLE_SCHEMA, COLUMNS, FOLDED, PUBLISHED, WORDS
from indexer.stored_articles import unpack_article
from search.backend import Backend, Counting, Distances, Found, PageRequest, Pair, ScoredArticle, Sort, Version
from search.backends.columnar_language import BigramLanguage
from search.backends.opensearch.foresight import Foresight
from search.backends.opensearch.known_articles import KnownArticles
from search.backends.opensearch.queries import (
    NONE,
    ROUND_UPS,
    Query,
    Tiers,
    all_of,
    clause_query,
    leaf_query,
    node_query,
    scored_nodes,
)
from search.backends.opensearch.ranked import SHOWN, Ranked, scored_article
from search.backends.opensearch.whole_index import PAGE, WholeIndex, columns
from search.backends.opensearch.whole_statistics import WholeStatistics

if TYPE_CHECKING:
    from opensearchpy import OpenSearch

CANDIDATES = 1000
"""Candidates of a tier that are ranked, at least."""

_WINDOW = 10_000
"""Candidates of a tier at most: the others of a long export keep the engine's order."""

_BEGUN = 64
"""Terms that ``begun`` returns at most."""

_LABELS = 10_000
_BY_NUMBER = [{"number": "asc"}]
_BY_SCORE = [{"_score": "desc"}, {"number": "asc"}]
_BY_DAY = [{PUBLISHED: {"order": "desc", "missing": "_last"}}, {"_score": "desc"}, {"number": "asc"}]
_FACETS = {name: {"terms": {"field": name, "size": _LABELS}} for name in (*COLUMNS, "month")}


class OpenSearchBackend(Backend):
    """An index that answers for a cluster; see ``search.backend``. Everything raises IndexUnreachable."""

    def __init__(
        self,
        cluster: ClusterSettings,
        client: OpenSearch,
        index: str,
        folder: Path,
        without: Collection[int] = (),
        candidates: int = CANDIDATES,
    ) -> None:
        """Open what ``index`` names. ``folder`` keeps files of neighbouring terms. Raises IndexMissing."""
        self._cluster, self._client, self._folder, self._candidates = cluster, client, folder, candidates
        with cluster_errors(cluster):
            self._index, self._meta = read_meta(self._client, index)
        self._whole = WholeIndex(self._client, cluster, self._index, sorted(without))
        self._known_articles = KnownArticles(self._whole)
        # What this index keeps refers to it weakly: it would never go otherwise.
        own = ref(self)
        self._foresight = Foresight(lambda: _alive(own), self._known, self._articles_with_word)

    @cached_property
    def version(self) -> Version:
        """Which index this is."""
        highest = self._whole.aggregate({"highest": {"max": {"field": "number"}}})["highest"]["value"]
        return Version(
            self._meta["name"],
            int(self._meta["change"]),
            int(highest or 0),
            self._whole.documents,
            self._meta["made_by"].endswith(FIRST_MARK),
        )

    @cached_property
    def newest_day(self) -> int:
        """The newest day of publication."""
        newest = self._whole.aggregate({"newest": {"max": {"field": PUBLISHED}}})["newest"]["value"]
        return NO_DAY if newest is None else int(newest)

    def definitions(self) -> list[tuple[str, str, int]]:
        """Definitions of abbreviations, most frequent first."""
        asked = {"definitions": {"terms": {"field": "definitions", "size": _LABELS}}}
        found = self._whole.aggregate(asked)["definitions"]["buckets"]
        pairs = [(*one["key"].partition("\t")[::2], int(one["doc_count"])) for one in found]
        return [(short, long, count) for short, long, count in pairs]

    def holding(self, articles: Collection[int]) -> set[int]:
        """Those of some articles that can be found."""
        if not articles:
            return set()
        asked = self._whole.visible({"terms": {"number": sorted(articles)}})
        (answer,) = self._whole.search([self._page(asked, len(articles), _BY_NUMBER)])
        return set(_numbers(answer["hits"]["hits"]))

    @cached_property
    def _labels(self) -> dict[str, list[str]]:
        found = self._whole.aggregate({name: _FACETS[name] for name in COLUMNS})
        return {name: sorted(one["key"] for one in found[name]["buckets"]) for name in COLUMNS}

    def labels(self, column: str) -> Sequence[str]:
        """Every label of a column."""
        return self._labels[column]

    def counts(self, runs: Sequence[Run]) -> list[int]:
        """How many articles hold each run, in one call."""
        return self._whole.counts([leaf_query(run) for run in runs])

    def foresee(self, ask: Callable[[Counting], Plan]) -> None:
        """Count what a question asks for and what its plan weighs by, in one call."""
        with self._foresight.noting() as runs:
            nodes, clauses = _weighing(ask(self._foresight))
            weighing = [*map(node_query, nodes), *map(clause_query, clauses)]
            self._whole.counts([*map(leaf_query, runs), *(all_of([query]) for query in weighing)])

    def _known(self, run: Run) -> int | None:
        return self._whole.known(leaf_query(run))

    def _articles_with_word(self, word: str) -> int:
        found = 0
        for part in self._parts_of_language:
            number = part.vocabularies[WORDS].number(word)
            found += part.often(WORDS, number, number + 1)[0] if number >= 0 else 0
        return found

    def begun(self, field: str, prefix: str, most: int = 0) -> list[str]:
        """The terms of a field that begin so, the most frequent first: of its vocabulary, as often as they were sent."""
        name, found = ARTICLE_SCHEMA.by_name[field].vocabulary, Counter[str]()
        for part in self._parts_of_language:
            terms = part.vocabularies[name]
            low, high = terms.prefix_range(prefix)
            found.update(dict(zip(terms.texts(low, high), part.often(name, low, high), strict=True)))
        return sorted(found, key=lambda term: (-found[term], term))[: most or _BEGUN]

    def find(self, plan: Plan, wanted: PageRequest) -> Found:
        """Run a plan."""
        statistics, tiers = self._weigh(plan)
        by_date, end = wanted.sort == "date", wanted.offset + wanted.n
        plain, looked = self._parts(plan, tiers)
        depth = min(max(self._candidates, end + wanted.spare), _WINDOW) if not by_date else min(end, _WINDOW)
        sort = _BY_DAY if by_date else _BY_SCORE if plan.clauses else _BY_NUMBER
        first = self._page_of(tiers, all_of([tiers.complete()], plain), depth, sort)
        first |= {"aggs": _FACETS} if wanted.facets else {}
        second = self._page_of(tiers, all_of([tiers.partial()], plain), 0, sort)
        bodies = [first] if by_date else [first, second]
        # What is looked into is little as a rule: it comes in the same call.
        asked = [] if looked is NONE else [self._page(looked, PAGE, _BY_NUMBER)]
        answers = self._whole.search([*bodies, *asked])
        numbers, own = _numbers(answers[0]["hits"]["hits"]), self._all_numbers(looked, answers[len(bodies) :])
        ranked = self._rank([*numbers, *own], own, plan, statistics)
        total = _total(answers[0]) + ranked.complete_of_looked
        partial = 0 if by_date else _total(answers[1]) + ranked.partial_of_looked
        if not by_date and total < end and _total(answers[1]):
            # Known only now, as what is looked into counts too.
            more = self._page_of(tiers, all_of([tiers.partial()], plain), depth, sort)
            numbers += _numbers(self._whole.search([more])[0]["hits"]["hits"])
            ranked = self._rank([*numbers, *own], own, plan, statistics)
        hits = ranked.by_date(wanted) if by_date else ranked.by_score(wanted, total)
        if not by_date and end > _WINDOW:
            hits += self._rest(plan, tiers, plain, {hit.article for hit in hits})
        facets_found = _merged(answers[0]["aggregations"], ranked.facets_of_looked()) if wanted.facets else {}
        return Found(total, partial, hits, facets_found)

    def _rank(self, numbers: Sequence[int], looked: Collection[int], plan: Plan, statistics: WholeStatistics) -> Ranked:
        return Ranked(self._known_articles.reader(numbers, plan), looked, plan, statistics)

    def _all_numbers(self, query: Query, first_page: Sequence[Mapping[str, Any]] = ()) -> list[int]:
        """Return the number of every article that a query matches; ``first_page``: the answer to its first PAGE, where there is one."""
        if query is NONE:
            return []
        for answer in first_page:
            if _total(answer) <= PAGE:
                return _numbers(answer["hits"]["hits"])
        return [number for page in self._whole.pages(query, _BY_NUMBER) for number in _numbers(page)]

    def _parts(self, plan: Plan, tiers: Tiers) -> tuple[list[Query], Query]:
        """Return what is left out of the tiers because its texts are asked, and the query for it."""
        if tiers.needs_texts:
            return [all_of(())], self._whole.visible(tiers.looked_into())
        if plan.split is None or not 1 < len(plan.clauses) <= MOST_CLAUSES or not self._whole.round_ups:
            return [], NONE
        return [ROUND_UPS], self._whole.visible(tiers.looked_into())

    def _page_of(self, tiers: Tiers, tier: Query, size: int, sort: Sequence[Any]) -> dict[str, Any]:
        query = tiers.candidates(tier) if size and sort is not _BY_NUMBER else tier
        return self._page(self._whole.visible(query, score=True), size, sort)

    def _page(self, query: Query, size: int, sort: Sequence[Any]) -> dict[str, Any]:
        return {
            "size": size,
            "query": query,
            "sort": list(sort) if size else ["_doc"],
            "track_total_hits": True,
            "track_scores": False,
        } | columns()

    def _weigh(self, plan: Plan) -> tuple[WholeStatistics, Tiers]:
        nodes, clauses = _weighing(plan)
        asked = [*map(node_query, nodes), *map(clause_query, clauses)]
        counts = self._whole.counts([all_of([query]) for query in asked])
        frequencies = dict(zip(nodes, counts, strict=False))
        holding = dict(zip(clauses, counts[len(nodes) :], strict=True))
        most = [
            max((frequencies[r.node] for r in plan.related if n in r.clauses), default=0)
            for n in range(len(plan.clauses))
        ]
        held_by = [max(holding[clause], other) for clause, other in zip(plan.clauses, most, strict=True)]
        rarity = [idf(self._whole.documents, count) if count else 0.0 for count in held_by]
        masses = [clause.weight * clause.size * rare for clause, rare in zip(plan.clauses, rarity, strict=True)]
        rarest = [rare > 0 and rare == max(rarity) for rare in rarity]
        own = WholeStatistics(
            self._whole.documents, self._whole.field_statistics, frequencies, holding, self._whole.round_ups
        )
        return own, Tiers(plan, masses, rarest)

    def _rest(self, plan: Plan, tiers: Tiers, plain: list[Query], known: set[int]) -> list[ScoredArticle]:
        """Return complete hits beyond those that were ranked, in the engine's order."""
        query = self._whole.visible(tiers.candidates(all_of([tiers.complete()], plain)), score=True)
        sort = _BY_SCORE if plan.clauses else _BY_NUMBER
        pages = self._whole.pages(query, sort, *SHOWN)
        return [scored_article(hit, 0.0) for page in pages for hit in page if int(hit["sort"][-1]) not in known]

    def articles(self, hits: Sequence[ScoredArticle]) -> list[Article]:
        """What the index keeps of some hits; an article that went meanwhile is empty."""
        if not hits:
            return []
        asked = {"ids": {"values": [str(hit.article) for hit in hits]}}
        (answer,) = self._whole.search([{"size": len(hits), "query": asked}])
        found = {int(hit["_id"]): hit["_source"][STORED] for hit in answer["hits"]["hits"]}
        kept = {number: unpack_article(decompress(b64decode(stored))) for number, stored in found.items()}
        return [kept.get(hit.article) or Article("", "") for hit in hits]

    def matching(self, plan: Plan, sort: Sort) -> list[tuple[int, int]]:
        """Every complete hit, in order, all as they were at one moment."""
        statistics, tiers = self._weigh(plan)
        plain, looked = self._parts(plan, tiers)
        order = _BY_DAY if sort == "date" else _BY_SCORE
        query = self._whole.visible(tiers.candidates(all_of([tiers.complete()], plain)), score=True)
        found = [
            scored_article(hit, hit["sort"][-2]) for page in self._whole.pages(query, order, PUBLISHED) for hit in page
        ]
        if own := self._all_numbers(looked):
            found += self._rank(own, own, plan, statistics).complete()
        key = (lambda h: (-h.published_day, -h.score)) if sort == "date" else (lambda h: -h.score)
        return [(hit.article, hit.published_day) for hit in sorted(found, key=key)]

    def distances(
        self, fields: Sequence[str], pairs: Sequence[Pair], hits: Sequence[ScoredArticle], window: int
    ) -> Distances:
        """How far apart the words of each pair stand in each hit."""
        numbers = [hit.article for hit in hits]
        found: Distances = self._known_articles.distances(fields, pairs, numbers, window).tolist()
        return found

    @cached_property
    def _parts_of_language(self) -> list[LanguagePart]:
        with cluster_errors(self._cluster):
            return fetch_parts(self._client, self._index, self._folder)

    @cached_property
    def _languages(self) -> dict[bool, BigramLanguage]:
        names = {True: ACCENTED, False: FOLDED}
        return {
            a: BigramLanguage([Bigrams(part, name) for part in self._parts_of_language]) for a, name in names.items()
        }

    def language(self, *, accented: bool) -> BigramLanguage:
        """Counts of terms and neighbouring pairs."""
        return self._languages[accented]

    def unmap(self) -> None:
        """Unmap the pages read so far of the files of neighbouring terms; what was never read is not fetched for it."""
        for part in self.__dict__.get("_parts_of_language", ()):
            part.arrays.unmap()


def _weighing(plan: Plan) -> tuple[list[Scored], list[Clause]]:
    """Return what the scores of a plan depend on the frequencies of."""
    return scored_nodes(plan), list(dict.fromkeys(plan.clauses))


def _alive(index: ReferenceType[OpenSearchBackend]) -> OpenSearchBackend:
    found = index()
    if found is None:
        raise ReferenceError("the index was closed")
    return found


def _numbers(hits: Sequence[Mapping[str, Any]]) -> list[int]:
    """Return the articles of some hits: every order ends with their numbers."""
    return [int(hit["sort"][-1]) for hit in hits]


def _total(answer: Mapping[str, Any]) -> int:
    return int(answer["hits"]["total"]["value"])


def _merged(found: Mapping[str, Any], looked: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, int]]:
    """Return counts by label, year and month: the engine's, and those of the articles whose texts were asked."""
    counts = {name: Counter({one["key"]: int(one["doc_count"]) for one in found[name]["buckets"]}) for name in _FACETS}
    years: Counter[str] = Counter()
    for month, count in counts["month"].items():
        years[month.partition("-")[0]] += count
    merged = {**counts, "year": years}
    for name, own in looked.items():
        merged[name].update(own)
    time = {name: dict(sorted(merged[name].items(), key=lambda one: _in_time(one[0]))) for name in ("year", "month")}
    return {**{name: dict(sorted(merged[name].items())) for name in COLUMNS}, **time}


def _in_time(label: str) -> tuple[int, ...]:
    return tuple(map(int, label.split("-")))
