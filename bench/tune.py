"""Tune the ranking's weights on the shared questions and known items: ``python -m bench.tune [--rounds N] [--seed N] [--write]``.

Coordinate ascent from the weights in force: each number is tried a step down and a step up, and a step is taken only when it
gains more than MARGIN, since 187 questions cannot tell smaller things apart. What counts is the mean of MRR@10 as typed,
without accents and over the known items. Random halves say how far the measures themselves spread. ``--write`` writes
``indexer/weights.json`` with the command that made it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from statistics import mean, stdev
from tempfile import TemporaryDirectory

from bench.texts import folder
from indexer.build import engine_from_articles
from indexer.evaluate import best, passage, read_lines
from indexer.ranking import Ranker
from indexer.variants import vary
from indexer.weights import FILE, WEIGHTS, Weights
from vietnamese.abbreviations import Dictionary

MARGIN = 0.002
STEPS = (1 / 1.4, 1.4)
TUNED = tuple(json.loads(FILE.read_text("utf-8"))["weights"])

Ask = Callable[[Weights], dict[str, list[float]]]


def asker(place: Path) -> Ask:
    """Index both collections once; return what measures weights: reciprocal ranks by set."""
    shared = folder().parent / "relevance"
    sets = {
        "questions": (shared / "passages.jsonl.xz", shared / "questions.jsonl"),
        "known": (folder() / "security-news.jsonl.xz", shared / "known-items.jsonl"),
    }
    shipped = Dictionary.shipped()
    held = {}
    for name, (texts, questions) in sets.items():
        stored = [passage(i, item) for i, item in enumerate(read_lines(texts, ("id",)))]
        asked = [(str(q["question"]), set(map(str, q["relevant"]))) for q in read_lines(questions, ("question",))]
        engine = engine_from_articles(stored, place / name, words=False)
        held[name] = (engine, [s.public_id for s in stored], asked)

    def ranks(name: str, variant: str, weights: Weights) -> list[float]:
        engine, ids, asked = held[name]
        ranker = Ranker(engine, weights)
        found = []
        for text, right in asked:
            docs = best(ranker, vary(text, variant), shipped)
            rank = next((i for i, doc in enumerate(docs, 1) if ids[doc] in right), 0)
            found.append(1 / rank if rank else 0.0)
        return found

    return lambda weights: {
        "typed": ranks("questions", "typed", weights),
        "folded": ranks("questions", "folded", weights),
        "known": ranks("known", "typed", weights),
    }


def value(measured: dict[str, list[float]]) -> float:
    """What is made as high as it goes."""
    return mean(mean(own) for own in measured.values())


def climb(ask: Ask, weights: Weights, rounds: int, chance: Random) -> Weights:
    """Coordinate ascent; the order of the numbers is drawn anew each round."""
    reached = value(ask(weights))
    for number in range(rounds):
        before = weights
        for name in chance.sample(TUNED, len(TUNED)):
            for step in STEPS:
                tried = replace(weights, **{name: round(getattr(weights, name) * step, 3)})
                gained = value(ask(tried))
                if gained > reached + MARGIN:
                    print(f"round {number + 1}: {name} {getattr(tried, name)} reaches {gained:.4f}", flush=True)
                    weights, reached = tried, gained
                    break
        if weights == before:
            break
    return weights


def spread(measured: dict[str, list[float]], chance: Random, halves: int = 200) -> None:
    """Print each measure with how far it spreads over random halves of the questions."""
    for name, own in measured.items():
        values = [mean(chance.sample(own, len(own) // 2)) for _ in range(halves)]
        print(f"{name}: {mean(own):.4f}, over random halves {mean(values):.4f} ± {stdev(values):.4f}")


def main() -> None:
    """Tune and say what was reached."""
    flags = argparse.ArgumentParser(description=__doc__)
    flags.add_argument("--rounds", type=int, default=2, help="0 only measures")
    flags.add_argument("--seed", type=int, default=1)
    flags.add_argument("--write", action="store_true", help="write indexer/weights.json")
    chosen = flags.parse_args()
    with TemporaryDirectory(prefix="tune-") as place:
        ask = asker(Path(place))
        weights = climb(ask, WEIGHTS, chosen.rounds, Random(chosen.seed))
        spread(ask(weights), Random(chosen.seed))
    if chosen.write:
        command = "python -m bench.tune " + " ".join(sys.argv[1:])
        content = {"command": command, "weights": {name: getattr(weights, name) for name in TUNED}}
        FILE.write_text(json.dumps(content, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
