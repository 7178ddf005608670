"""All facts of one article, and their JSON form."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from archive.model import Article
from indexer.facts.agencies import agencies_of
from indexer.facts.documents import documents_of
from indexer.facts.events import events_of
from indexer.facts.figures import figures_of
from indexer.facts.model import Facts
from indexer.facts.people import people_of
from indexer.facts.periods import periods_of
from indexer.facts.quotes import quotes_of
from indexer.facts.sentences import sentences_of


def facts_of(article: Article, public_id: str | None = None) -> Facts:
    """Return the facts of ``article``; ``public_id`` names it when it has no id of its own."""
    sentences = sentences_of(article)
    people = people_of(sentences)
    return Facts(
        id=public_id or article.external_id or article.url or "",
        events=events_of(article, sentences, people),
        people=people,
        documents=documents_of(sentences),
        agencies=agencies_of(sentences),
        figures=figures_of(sentences),
        periods=periods_of(sentences),
        quotes=quotes_of(sentences, people),
    )


def as_json(facts: Facts) -> dict[str, Any]:
    """Return ``facts`` as plain values with the keys of `run.py facts --json`."""
    made = asdict(facts)
    made["periods"] = [{"from": p.begin, "to": p.end, "sentence": p.sentence} for p in facts.periods]
    return made
