"""What each feature of ranking costs a query and what it gives: ``python -m bench.speed.feature_cost --data FOLDER --help``.

The same queries with and without it, in turns, in one process. Time is the ranker's over the known items in the data folder; relevance is MRR@10 of
the known items and of the shared questions, as typed and without accents, with the feature and without it.
Ratios hold on any machine.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import thread_time

from bench.speed.queries_report import PAGE, write_into
from bench.speed.texts import folder
from search.backend import PageRequest, ScoredArticle
from search.correction import parse_query
from search.quality.evaluation_index import index_articles
from search.quality.metrics import passage, read_lines
from search.quality.query_variants import vary
from search.query.tree import Alternation, Query, Unit
from search.ranking.ranker import Ranker
from search.ranking.weights import Weights
from search.searcher import Searcher
from vietnamese.abbreviations.dictionary import Dictionary

_WANTED = PageRequest(10, facets=True)


def _same(query: Query) -> Query:
    return query


def _keep(weights: Weights) -> Weights:
    return weights


@dataclass(frozen=True, slots=True)
class Feature:
    """How a query and the weights are without it."""

    name: str
    query: Callable[[Query], Query] = _same
    weights: Callable[[Weights], Weights] = _keep


def _split_names(query: Query) -> Query:
    """The query with the syllables of names apart; other words and borders, which speak of clauses by number, stay where no name is."""
    clauses: list[Unit | Alternation] = []
    place: dict[int, int] = {}
    for number, clause in enumerate(query.clauses):
        place[number] = len(clauses)
        if isinstance(clause, Unit) and clause.kind == "name":
            clauses += [replace(clause, kind="syllable", terms=(term,), forms=()) for term in clause.terms]
        else:
            clauses.append(clause)
    if len(clauses) == len(query.clauses):
        return query
    names = {n for n, clause in enumerate(query.clauses) if isinstance(clause, Unit) and clause.kind == "name"}
    return replace(
        query,
        clauses=tuple(clauses),
        optional=frozenset(place[n] for n in query.optional),
        related=tuple(replace(one, clauses=tuple(place[n] for n in one.clauses)) for one in query.related),
        words=tuple(
            replace(one, clauses=tuple(place[n] for n in one.clauses))
            for one in query.words
            if names.isdisjoint(one.clauses)
        ),
    )


def _as_typed(query: Query) -> Query:
    """The query without other forms of what is abbreviated or written otherwise."""
    return replace(
        query,
        clauses=tuple(
            replace(clause, forms=(), marks=(), exceptions=(), shown=(), weights=())
            if isinstance(clause, Unit) and clause.kind in ("abbreviation", "long")
            else clause
            for clause in query.clauses
        ),
    )


FEATURES = (
    Feature("abbreviations and their long forms", _as_typed),
    Feature("names as one unit", _split_names),
    Feature("words before what crosses their borders", lambda query: replace(query, words=())),
    Feature("related words in the second tier", lambda query: replace(query, related=())),
    Feature("the likeliest accents of a query without any", lambda query: replace(query, reading=())),
    Feature("words that only ask", lambda query: replace(query, optional=frozenset())),
    Feature("neighbouring pairs", weights=lambda weights: replace(weights, pair=0.0)),
    Feature("a short query as a whole", weights=lambda weights: replace(weights, whole=0.0)),
    Feature("coverage", weights=lambda weights: replace(weights, coverage=0.0)),
    Feature("nearness and order", weights=lambda weights: replace(weights, near=0.0, order=0.0)),
    Feature("words that carry little weigh less", weights=lambda weights: replace(weights, function_word=1.0)),
    Feature("the second tier's least share", weights=lambda weights: replace(weights, tier_share=0.0)),
    Feature("the rarest name gains in the second tier", weights=lambda weights: replace(weights, rarest=1.0)),
)


@dataclass(frozen=True, slots=True)
class Judged:
    """Queries over one index with the ids of the right articles; ``ids`` names what was found."""

    name: str
    ranker: Ranker
    asked: Sequence[tuple[Query, frozenset[str]]]
    ids: Callable[[Sequence[ScoredArticle]], Sequence[str]]

    def worth(self, query: Query, right: frozenset[str], ranker: Ranker) -> float:
        """1 / rank of the first right article among ten, 0 for none."""
        found = self.ids(ranker.find(query, _WANTED).hits)
        return next((1 / rank for rank, one in enumerate(found, 1) if one in right), 0.0)

    def gain(self, feature: Feature) -> float:
        """By how much the mean of ``worth`` is higher with a feature than without it."""
        own, bare = self.ranker, _without(self.ranker, feature)
        changed = [
            (query, feature.query(query), right)
            for query, right in self.asked
            if feature.weights is not _keep or feature.query(query) != query
        ]
        gained = sum(self.worth(query, right, own) - self.worth(less, right, bare) for query, less, right in changed)
        return gained / max(len(self.asked), 1)


def _without(ranker: Ranker, feature: Feature) -> Ranker:
    return Ranker(ranker.backend, feature.weights(ranker.weights), ranker.related, ranker.stating)


def _seconds(run: Callable[[], object]) -> float:
    begun = thread_time()
    run()
    return thread_time() - begun


def compare(ranker: Ranker, queries: Sequence[Query], repeats: int) -> dict[str, tuple[int, float]]:
    """Return for each feature how many queries have it, and the median of the times with it and without."""
    found = {}
    for feature in FEATURES:
        bare = _without(ranker, feature)
        own = [query for query in queries if feature.weights is not _keep or feature.query(query) != query]
        ratios = []
        for query in own:
            asks = partial(ranker.find, query, _WANTED), partial(bare.find, feature.query(query), _WANTED)
            times = [[_seconds(ask) for ask in asks] for _ in range(repeats + 1)][1:]
            with_it, without = (min(each) for each in zip(*times, strict=True))
            ratios.append(with_it / max(without, 1e-9))
        found[feature.name] = (len(own), statistics.median(ratios or [1.0]))
    return found


def table(costs: Mapping[str, tuple[int, float]], sets: Sequence[Judged]) -> Iterator[str]:
    """Yield the rows as Markdown."""
    yield f"| feature | queries that have it | time with / without | {' | '.join(f'{one.name}, gain' for one in sets)} |"
    yield "| --- |" + " ---: |" * (2 + len(sets))
    for feature in FEATURES:
        count, ratio = costs[feature.name]
        gains = " | ".join(f"{one.gain(feature):+.3f}" for one in sets)
        yield f"| {feature.name} | {count} | {ratio:.2f} | {gains} |"


def _read(path: Path, most: int) -> list[tuple[str, frozenset[str]]]:
    lines = list(read_lines(path, ("question", "relevant")))[:most]
    return [(str(one["question"]), frozenset(map(str, one["relevant"]))) for one in lines]


def _known_items(searcher: Searcher, path: Path, most: int) -> Judged:
    """The known items, as typed and without accents, over the published index."""
    ranker, asked = searcher.ranker, _read(path, most)
    texts = [(vary(text, variant), right) for variant in ("typed", "folded") for text, right in asked]
    queries = [(parse_query(ranker.backend, t, searcher.dictionary, ranker.related)[0], r) for t, r in texts]

    def ids(hits: Sequence[ScoredArticle]) -> list[str]:
        return [article.external_id or "" for article in ranker.backend.articles(hits)]

    return Judged("known items", ranker, queries, ids)


def _questions(shared: Path, place: Path, most: int) -> Iterator[Judged]:
    """The shared questions over their passages, which are indexed in ``place``."""
    stored = [passage(n, item) for n, item in enumerate(read_lines(shared / "passages.jsonl.xz", ("id",)))]
    ranker, dictionary = Ranker(index_articles(stored, place, words=False)), Dictionary.shipped()
    for variant in ("typed", "folded"):
        texts = [(vary(text, variant), right) for text, right in _read(shared / "questions.jsonl", most)]
        queries = [(parse_query(ranker.backend, text, dictionary)[0], right) for text, right in texts]
        yield Judged(f"questions {variant}", ranker, queries, lambda hits: [stored[h.article].public_id for h in hits])


def main() -> None:
    """Run it."""
    flags = argparse.ArgumentParser(description=__doc__)
    flags.add_argument("--data", type=Path, required=True, help="a data folder with the shared police articles indexed")
    flags.add_argument("--questions", type=int, default=200, help="of each set, at most")
    flags.add_argument("--repeats", type=int, default=5)
    flags.add_argument("--write", action="store_true", help="write into docs/performance.md")
    chosen = flags.parse_args()
    shared = folder().parent / "relevance"
    with Searcher.open(chosen.data) as searcher, TemporaryDirectory(prefix="features-") as place:
        known = _known_items(searcher, shared / "known-items.jsonl", chosen.questions)
        sets = [known, *_questions(shared, Path(place), chosen.questions)]
        costs = compare(known.ranker, [query for query, _ in known.asked], chosen.repeats)
        lines = []
        for line in table(costs, sets):
            print(line, flush=True)
            lines.append(line)
    if chosen.write:
        write_into(PAGE, "features", lines)


if __name__ == "__main__":
    main()
