"""Tune the ranking's weights on the shared questions and known items: ``python -m bench.relevance.tune [--rounds N] [--folds K] [--seed N] [--write]``.

Coordinate ascent from the weights in force: each number is tried a step down and a step up, and a step is taken only when it
gains more than MARGIN, since 187 questions cannot tell smaller things apart. What counts is the mean, over the questions as typed
and without accents and the known items, of 1/rank and a little for every one among the first ten. Cross-validation tells what such a choice
is worth on what it has not seen: the same ascent on all folds but one, measured on that one. ``--write`` writes ``search/ranking/weights.json``
with the command that made it, and the table into docs/ranking.md.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from bench.speed.queries_report import write_into
from bench.speed.texts import folder
from search.backend import Backend, PageRequest
from search.correction import answer
from search.quality.evaluation_index import index_articles
from search.quality.metrics import passage, read_lines
from search.quality.query_variants import vary
from search.query.tree import Query
from search.ranking.ranker import Ranker
from search.ranking.weights import FILE, WEIGHTS, Weights
from vietnamese.abbreviations.dictionary import Dictionary

PAGE = Path(__file__).parents[2] / "docs" / "ranking.md"
MARGIN = 0.002
STEPS = (1 / 1.4, 1.4)
FOUND = 0.2
"""What counts for a right article among the first ten, beside 1/rank."""

FIRST_TEN = PageRequest(10, facets=False)

TUNED = tuple(json.loads(FILE.read_text("utf-8"))["weights"])

Ranks = NDArray[np.float64]
"""(questions,) 1/rank of the first right article, 0 beyond the tenth."""

Ask = Callable[[Weights], Mapping[str, Ranks]]
Chosen = Mapping[str, NDArray[np.bool_]]
"""Which questions of each set count."""


def asker(place: Path) -> Ask:
    """Index both collections once; return what measures weights: reciprocal ranks by set."""
    shared = folder().parent / "relevance"
    sets = {
        "questions": (shared / "passages.jsonl.xz", shared / "questions.jsonl"),
        "known": (folder() / "security-news.jsonl.xz", shared / "known-items.jsonl"),
    }
    shipped = Dictionary.shipped()
    asked: dict[str, list[tuple[Query, frozenset[int]]]] = {}
    backends: dict[str, Backend] = {}
    for name, (source, variant) in {
        "typed": ("questions", "typed"),
        "folded": ("questions", "folded"),
        "known": ("known", "typed"),
    }.items():
        texts, questions = sets[source]
        if source not in backends:
            stored = [passage(i, item) for i, item in enumerate(read_lines(texts, ("id",)))]
            backends[source] = index_articles(stored, place / source, words=False)
            numbers = {s.public_id: i for i, s in enumerate(stored)}
        backends[name] = backends[source]
        # What a query is read as, corrections included, does not depend on the weights.
        asked[name] = [
            (
                answer(Ranker(backends[name]), vary(str(q["question"]), variant), shipped).query,
                frozenset(numbers[str(r)] for r in q["relevant"]),
            )
            for q in read_lines(questions, ("question", "relevant"))
        ]

    @cache
    def measured(values: tuple[float, ...]) -> Mapping[str, Ranks]:
        weights = replace(WEIGHTS, **dict(zip(TUNED, values, strict=True)))
        return {name: _ranks(Ranker(backends[name], weights), own) for name, own in asked.items()}

    return lambda weights: measured(tuple(getattr(weights, name) for name in TUNED))


def _ranks(ranker: Ranker, asked: Sequence[tuple[Query, frozenset[int]]]) -> Ranks:
    found = []
    for query, right in asked:
        articles = [hit.article for hit in ranker.find(query, FIRST_TEN).hits]
        rank = next((i for i, number in enumerate(articles, 1) if number in right), 0)
        found.append(1 / rank if rank else 0.0)
    return np.array(found)


def value(measured: Mapping[str, Ranks], chosen: Chosen) -> float:
    """What is made as high as it goes."""
    own = [measured[name][which] for name, which in chosen.items()]
    return float(np.mean([np.mean(ranks + FOUND * (ranks > 0)) for ranks in own]))


def climb(ask: Ask, weights: Weights, chosen: Chosen, rounds: int, chance: Random) -> Weights:
    """Coordinate ascent; the order of the numbers is drawn anew each round."""
    reached = value(ask(weights), chosen)
    for _ in range(rounds):
        before = weights
        for name in chance.sample(TUNED, len(TUNED)):
            for step in STEPS:
                tried = replace(weights, **{name: round(getattr(weights, name) * step, 3)})
                gained = value(ask(tried), chosen)
                if gained > reached + MARGIN:
                    print(f"  {name} {getattr(tried, name)} reaches {gained:.4f}", flush=True)
                    weights, reached = tried, gained
                    break
        if weights == before:
            break
    return weights


def parts(measured: Mapping[str, Ranks], folds: int, chance: Random) -> list[Chosen]:
    """For each fold the questions that stand in it, drawn at random from every set."""
    drawn = {name: np.array(chance.sample(range(own.size), own.size)) % folds for name, own in measured.items()}
    return [{name: numbers == fold for name, numbers in drawn.items()} for fold in range(folds)]


def unseen(ask: Ask, weights: Weights, rounds: int, folds: int, seed: int) -> Mapping[str, Ranks]:
    """Ranks of every question by the weights that the other folds chose, beginning from ``weights``."""
    measured = ask(weights)
    found = {name: np.zeros_like(own) for name, own in measured.items()}
    for number, part in enumerate(parts(measured, folds, Random(seed)), 1):
        print(f"without fold {number} of {folds}", flush=True)
        others = {name: ~which for name, which in part.items()}
        own = ask(climb(ask, weights, others, rounds, Random(seed)))
        for name, which in part.items():
            found[name][which] = own[name][which]
    return found


def row(said: str, measured: Mapping[str, Ranks]) -> str:
    """A line of the table: MRR@10 with its standard error and hit@10 of each set."""
    cells = [
        f"{own.mean():.3f} ± {own.std() / np.sqrt(own.size):.3f} | {(own > 0).mean():.3f}" for own in measured.values()
    ]
    return f"| {said} | {' | '.join(cells)} |"


def table(begun: Mapping[str, Ranks], reached: Mapping[str, Ranks], left_out: Mapping[str, Ranks] | None) -> list[str]:
    """Markdown of what was reached, on what was seen and on what was not."""
    heads = [f"{name} ({own.size}), MRR@10 | hit@10" for name, own in begun.items()]
    lines = [f"| weights | {' | '.join(heads)} |", "| --- |" + " ---: |" * (2 * len(begun))]
    lines += [row("before", begun), row("chosen on all", reached)]
    return [*lines, *([row("chosen without the fold that is asked", left_out)] if left_out else [])]


def main() -> None:
    """Tune and say what was reached."""
    flags = argparse.ArgumentParser(description=__doc__)
    flags.add_argument("--rounds", type=int, default=2, help="0 only measures")
    flags.add_argument("--folds", type=int, default=5, help="parts of the cross-validation, 0 for none")
    flags.add_argument("--seed", type=int, default=1)
    flags.add_argument("--write", action="store_true", help="write search/ranking/weights.json and the table")
    chosen = flags.parse_args()
    with TemporaryDirectory(prefix="tune-") as place:
        ask = asker(Path(place))
        begun = ask(WEIGHTS)
        everything = {name: np.ones(own.size, np.bool_) for name, own in begun.items()}
        weights = climb(ask, WEIGHTS, everything, chosen.rounds, Random(chosen.seed))
        left_out = unseen(ask, WEIGHTS, chosen.rounds, chosen.folds, chosen.seed) if chosen.folds else None
        lines = table(begun, ask(weights), left_out)
    print("\n".join(lines))
    if chosen.write:
        command = "python -m bench.relevance.tune " + " ".join(sys.argv[1:])
        content = {"command": command, "weights": {name: getattr(weights, name) for name in TUNED}}
        FILE.write_text(json.dumps(content, indent=1) + "\n", "utf-8")
        write_into(PAGE, "tuning", lines)


if __name__ == "__main__":
    main()
