"""The article page ``/bai/<id>``, and ``/bai/<id>/ban/<n>``, the permanent address of each archived version."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from apiflask import APIBlueprint
from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive.articles.attachments import FileText, states_of
from archive.articles.checksums import Fingerprint
from archive.articles.diff import diff_articles
from archive.articles.near_duplicates import Reprint, reprints_of
from archive.model import Article, StoredArticle
from database.damage import read_or
from facts.reading.related import Related
from facts.reading.views import EventSummary
from jobs.public_view import opening_of
from search import Query
from translations import N_
from web.facts.public_facts import public_facts
from web.formats.citation import citation_styles
from web.machine.metadata import describe_article
from web.pages import exports
from web.state import current_state
from web.view.article_notes import TITLES as NOTE_TITLES
from web.view.article_notes import notes_of
from web.view.matches import MatchMarker
from web.view.public_view import site_view
from web.view.search_params import MAX_QUERY, read_params

blueprint = APIBlueprint("article", __name__, enable_openapi=False)


SHARES = {"event": N_("cùng sự kiện"), "document": N_("cùng văn bản"), "person": N_("cùng người")}
"""What another article shares -> words of the page."""

NO_RELATED: list[Related] = []
NO_FILES: dict[str, FileText] = {}
NO_EVENTS: list[EventSummary] = []
NO_REPRINTS: tuple[Reprint, ...] = ()
"""What stands beside an article whose own page is sound, where it cannot be read."""


@blueprint.get("/bai/<int:number>")
def page(number: int) -> ResponseReturnValue:
    """Show the newest version of an article; ``?q=`` marks what that query matches."""
    if asked := request.args.get("ban", ""):
        # How versions were addressed before they had addresses of their own.
        if not (asked.isascii() and asked.isdigit() and len(asked) < 9):
            abort(404)
        return redirect(url_for("article.version", number=number, chosen=int(asked), q=_highlight_query() or None), 301)
    return _article_page(number, None)


@blueprint.get("/bai/<int:number>/ban/<int:chosen>")
def version(number: int, chosen: int) -> ResponseReturnValue:
    """Show one version as it was recorded."""
    return _article_page(number, chosen) if chosen else abort(404)


@blueprint.get("/bai/<int:number>/ban/<int:chosen>/thay-doi")
def changes(number: int, chosen: int) -> ResponseReturnValue:
    """Show what a version changed in the one before it, word by word."""
    view = site_view()
    if view.article(number) is None:
        abort(404)
    versions = {v.number: v for v in current_state().archive.versions(number)}
    new, old = versions.get(chosen), versions.get(chosen - 1)
    if new is None or old is None:
        abort(404)
    before, after = view.redact(old.article), view.redact(new.article)
    parts = diff_articles(before, after)
    return render_template(
        "changes.html",
        number=number,
        new=replace(new, article=after),
        old=replace(old, article=before),
        parts=parts,
        names=PARTS,
    )


PARTS = {
    "title": N_("Tiêu đề"),
    "lead": N_("Mở đầu"),
    "byline": N_("Tác giả"),
    "section": N_("Chuyên mục"),
    "published": N_("Ngày đăng"),
}


def _highlight_query() -> str:
    return " ".join(request.args.get("q", "").replace("\x00", " ").split())[:MAX_QUERY]


def _article_page(number: int, chosen: int | None) -> ResponseReturnValue:
    view, state = site_view(), current_state()
    stored = view.article(number)
    if stored is None:
        # One on a damaged page of the archive is not one that there never was.
        abort(503 if number in view.archive.damaged else 404)
    versions = state.archive.versions(number)
    shown = next((v for v in versions if v.number == (chosen or stored.version)), None)
    if shown is None:
        abort(404)
    article, params = view.redact(shown.article), read_params()
    archived = StoredArticle(number, article, shown.number, stored.change, stored.gone, stored.text_hash)
    fingerprint = Fingerprint(shown.number, shown.sha256, shown.recorded_at)
    citation = view.cite(archived, fingerprint)
    newest, full = shown.number == stored.version, view.allows_full_text(article)
    return render_template(
        "article.html",
        metadata=describe_article(citation, number, fingerprint, opening_of(article)),
        stored=stored,
        article=article,
        versions=versions,
        shown=shown,
        full=full,
        source_title=citation.publisher,
        back=params.q,
        way_back="" if params.is_empty else params.link(trang=params.page if params.page > 1 else None) + f"#b{number}",
        citation=citation,
        **_marked_text(article, state.parse_query(params.q)),
        **_facts_beside(number, article, sentences=newest and full),
        related=read_or(NO_RELATED, lambda: public_facts().related(number), "related articles"),
        shares=SHARES,
        styles=citation_styles(citation),
        files=exports.file_links(number) if newest else [],
        file_states=read_or(NO_FILES, lambda: states_of(state.archive.engine, number), "states of files"),
        reprints=_public_reprints(number),
        source_titles=state.source_titles(),
    )


def _marked_text(article: Article, query: Query | None) -> dict[str, Any]:
    """Return the texts of an article in their order with what the query matches marked, and the places where it does."""
    marker = MatchMarker.of(query)
    title, lead = marker.mark(article.title), marker.mark(article.lead or "")
    blocks = [(block.kind, marker.mark(block.text)) for block in article.blocks]
    return {
        "title": title,
        "lead": lead,
        "blocks": blocks,
        "opening": MatchMarker.of(query).mark(opening_of(article)),
        "spots": marker.spots,
        "matches": marker.total,
    }


def _facts_beside(number: int, article: Article, *, sentences: bool) -> dict[str, Any]:
    """Return the events of an article and the notes beside its text; the latter only where the whole text may be read."""
    facts = public_facts()
    stated = read_or(None, lambda: facts.facts_of(number), "facts of an article")
    if stated is None:
        return {"events": [], "notes": {}, "note_titles": NOTE_TITLES}
    notes = notes_of(article, stated) if sentences else {}
    events = read_or(NO_EVENTS, lambda: facts.events_in_order([number]), "events of an article")
    return {"events": events, "notes": notes, "note_titles": NOTE_TITLES}


def _public_reprints(number: int) -> list[tuple[Reprint, StoredArticle]]:
    """Return the same report on other portals, as far as readers may see it."""
    found = read_or(NO_REPRINTS, lambda: reprints_of(current_state().archive.engine, number), "reprints")
    seen = site_view().articles([r.article for r in found])
    return [(r, seen[r.article]) for r in found if r.article in seen]
