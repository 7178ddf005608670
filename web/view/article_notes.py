"""What an article states, as notes beside its text: each with its sentence, and the paragraph where that stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from flask import url_for

from archive.model import Article
from facts.model import Facts, FigureFact, Sentence
from translations import N_
from web import template_filters as wording

TITLES = {
    "people": N_("Lãnh đạo, cán bộ"),
    "documents": N_("Văn bản"),
    "figures": N_("Số liệu"),
    "quotes": N_("Lời phát biểu"),
    "agencies": N_("Cơ quan, đơn vị"),
}
"""Kind of notes -> title, in the order of the page."""

MOST = 12
"""Notes of one kind."""


class ArticleNote(NamedTuple):
    """One fact: what it says, a line about it, its page ("" for none), its sentence ("" for none) and that sentence's paragraph."""

    text: str
    about: str
    link: str
    sentence: str
    anchor: str


def notes_of(article: Article, stated: Facts) -> dict[str, list[ArticleNote]]:
    """Return the notes by kind; kinds without any are left out."""
    place = _find_paragraph(article)

    def note(text: str, about: str, link: str, sentence: Sentence) -> ArticleNote:
        return ArticleNote(text, about, link, sentence.text, place(sentence))

    found: dict[str, Sequence[ArticleNote]] = {
        "people": [
            note(p.name, f"{p.rank} {p.role}".strip(), url_for("people.search", q=p.name), p.sentence)
            for p in stated.people
        ],
        "documents": [
            note(d.number, d.title or d.type, url_for("documents.one", written=d.number), d.sentence)
            for d in stated.documents
        ],
        "figures": [note(_written(f), f.what, "", f.sentence) for f in stated.figures],
        "quotes": [note(q.speaker, q.text, "", q.sentence) for q in stated.quotes],
        "agencies": [
            ArticleNote(a.name, a.abbreviation, url_for("search.results", q=f'cơ quan:"{a.name}"'), "", "")
            for a in stated.agencies
            if '"' not in a.name
        ],
    }
    return {kind: list(notes)[:MOST] for kind, notes in found.items() if notes}


def _written(figure: FigureFact) -> str:
    number = figure.text or wording.figure(figure.value)
    unit = "" if figure.unit and number.endswith(figure.unit) else figure.unit
    return " ".join(part for part in (figure.hedge, number, unit) if part)


def _find_paragraph(article: Article) -> Callable[[Sentence], str]:
    texts = [" ".join(block.text.split()) for block in article.blocks]

    def find(sentence: Sentence) -> str:
        if sentence.part not in ("body", "caption"):
            return "tieu-de"
        wanted = " ".join(sentence.text.split())
        return next((f"d{number}" for number, text in enumerate(texts) if wanted in text), "")

    return find
