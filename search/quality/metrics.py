"""Judge the ranking: passages and questions -> MRR@10, hit@10, recall@10 and nDCG@10."""

from __future__ import annotations

import gzip
import json
import lzma
from collections.abc import Iterator, Sequence
from math import log2
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TextIO

from archive.model import Article, Block, StoredArticle
from coded_error import reason_of
from search.backend import PageRequest
from search.correction import answer
from search.quality.errors import EvaluationInput
from search.quality.evaluation_index import index_articles
from search.quality.query_variants import vary
from search.ranking.ranker import Ranker
from vietnamese.abbreviations.dictionary import Dictionary

_DEPTH = 10


def _open(path: Path) -> TextIO:
    if path.suffix == ".xz":
        return lzma.open(path, "rt", encoding="utf-8")
    return gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")


def read_lines(path: Path, needed: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON Lines file (plain, .gz, .xz). Raises EvaluationInput naming file and line."""
    number = 0
    try:
        with _open(path) as lines:
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                item = json.loads(line)
                if not isinstance(item, dict) or any(key not in item for key in needed):
                    raise EvaluationInput("search.judged_keys_missing", file=path, line=number, keys=", ".join(needed))
                yield item
    except (ValueError, lzma.LZMAError, EOFError) as error:
        raise EvaluationInput("search.judged_line_no_json", file=path, line=number, why=error) from None
    except OSError as error:
        raise EvaluationInput("search.judged_file_unreadable", file=path, why=reason_of(error)) from None


def passage(number: int, item: dict[str, Any]) -> StoredArticle:
    """A passage or imported article as an article with a body."""
    text = str(item.get("text", item.get("body", "")))
    caption = str(item.get("captions", ""))
    blocks = (Block("paragraph", text), *((Block("caption", caption),) if caption else ()))
    article = Article(
        "evaluate",
        str(item.get("title", "")),
        external_id=str(item["id"]),
        lead=str(item.get("lead", "")),
        blocks=blocks,
    )
    return StoredArticle(number, article, 1, number, False, "")


def best(ranker: Ranker, text: str, dictionary: Dictionary, depth: int = _DEPTH) -> list[int]:
    """Article numbers of the first results for a query, as the site orders them."""
    wanted = PageRequest(depth, facets=False)
    return [hit.article for hit in answer(ranker, text, dictionary, wanted=wanted).hits.hits]


def judge(found: Sequence[Sequence[str]], relevant: Sequence[set[str]]) -> dict[str, float | int]:
    """Return the measures of ranked ids against the right ones."""
    totals = dict.fromkeys(("mrr@10", "hit@10", "recall@10", "ndcg@10"), 0.0)
    for ids, right in zip(found, relevant, strict=True):
        ranks = [i for i, name in enumerate(ids[:_DEPTH], 1) if name in right]
        if not ranks:
            continue
        ideal = sum(1 / log2(i + 1) for i in range(1, min(len(right), _DEPTH) + 1))
        totals["mrr@10"] += 1 / ranks[0]
        totals["hit@10"] += 1
        totals["recall@10"] += len(ranks) / len(right)
        totals["ndcg@10"] += sum(1 / log2(i + 1) for i in ranks) / ideal
    count = max(len(found), 1)
    return {"questions": len(found), **{name: round(value / count, 4) for name, value in totals.items()}}


def evaluate(passages: Path, questions: Path, *, variant: str = "typed", seed: int = 0) -> dict[str, float | int]:
    """Index the passages, ask the questions as ``variant`` (variants.VARIANTS), return the measures. Raises EvaluationInput."""
    asked = list(read_lines(questions, ("question", "relevant")))
    articles = [passage(i, item) for i, item in enumerate(read_lines(passages, ("id", "text")))]
    with TemporaryDirectory() as folder:
        ranker = Ranker(index_articles(articles, Path(folder), words=False))
        ids = [s.public_id for s in articles]
        shipped = Dictionary.shipped()
        found = [[ids[d] for d in best(ranker, vary(str(q["question"]), variant, seed), shipped)] for q in asked]
    return judge(found, [{str(r) for r in q["relevant"]} for q in asked])
