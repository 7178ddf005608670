"""Extracts all facts of one article, and writes them as JSON values."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from archive.model import VIETNAM, Article
from facts.extraction.agencies import agencies_of
from facts.extraction.campaigns import campaigns_of
from facts.extraction.documents import documents_of
from facts.extraction.events.events import events_of
from facts.extraction.figures.figures import figures_of
from facts.extraction.people.coreference import add_mentions
from facts.extraction.people.participation import tell_participation
from facts.extraction.people.people import people_of
from facts.extraction.periods import periods_of
from facts.extraction.provinces import province_of
from facts.extraction.quotes import quotes_of
from facts.extraction.sentences import sentences_of
from facts.model import Facts
from facts.public_offices import split_offices
from facts.visibility import decide_visibility, find_private_names, prepare_sentences

RULES_VERSION = "25"
"""Grows with every change of the rules: facts made by other rules are made again."""


def facts_of(article: Article, public_id: str | None = None) -> Facts:
    """Extract the facts of ``article``; ``public_id`` names it when it has no id of its own."""
    sentences = sentences_of(article)
    people = people_of(sentences)
    prepared = prepare_sentences(sentences)
    shown = decide_visibility(tell_participation(add_mentions(people, sentences), sentences), prepared)
    published = article.published.astimezone(VIETNAM).date() if article.published else None
    province = province_of(article.title, article.lead, article.body, article.source)
    return Facts(
        id=public_id or article.external_id or article.url or "",
        events=events_of(article, sentences, people, province),
        people=shown,
        documents=documents_of(sentences),
        agencies=agencies_of(sentences),
        figures=figures_of(sentences),
        periods=periods_of(sentences),
        quotes=quotes_of(sentences, people),
        campaigns=campaigns_of(sentences, published),
        province=province,
        private_names=find_private_names(shown, prepared),
    )


def as_json(facts: Facts) -> dict[str, Any]:
    """Return ``facts`` as plain values with the keys of `run.py facts --json`."""
    return {
        "id": facts.id,
        "events": [asdict(e) | {"sentence": e.sentence.text} for e in facts.events],
        "people": [
            {
                "name": p.name,
                "rank": p.rank,
                "role": p.role,
                "roles": split_offices(p.role),
                "former": p.former,
                "took_part": p.took_part,
                "shown": p.shown,
                "sentence": p.sentence.text,
            }  # fmt: skip
            for p in facts.people
        ],
        "documents": [asdict(d) | {"sentence": d.sentence.text} for d in facts.documents],
        "agencies": [asdict(a) for a in facts.agencies],
        "figures": [asdict(f) | {"sentence": f.sentence.text} for f in facts.figures],
        "periods": [{"from": p.begin, "to": p.end, "sentence": p.sentence.text} for p in facts.periods],
        "quotes": [{"speaker": q.speaker, "text": q.text} for q in facts.quotes],
    }
