"""The article page ``/bai/<id>``, and ``/bai/<id>/ban/<n>``, the permanent address of each archived version."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from apiflask import APIBlueprint
from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup, escape

from archive.articles.attachments import states_of
from archive.articles.checksums import Fingerprint
from archive.articles.diff import diff_articles
from archive.articles.near_duplicates import Reprint, reprints_of
from archive.model import StoredArticle
from jobs.public_view import opening_of
from search import FormMatcher, FormPatterns, Query, mark, spans
from translations import N_
from web import template_filters
from web.facts.public_facts import public_facts
from web.formats.citation import citation_sentence
from web.pages import exports
from web.state import current_state
from web.view.public_view import site_view
from web.view.search_params import MAX_QUERY

blueprint = APIBlueprint("article", __name__, enable_openapi=False)


SHARES = {"event": N_("cùng sự kiện"), "document": N_("cùng văn bản"), "person": N_("cùng nhắc")}
"""What another article shares -> words of the page."""


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


def _make_marker(query: Query | None) -> Callable[[str], Markup]:
    """Return a function that escapes a text and puts <mark> around what the query matches; None marks nothing."""
    patterns = FormPatterns.of(query) if query else None
    if not patterns:
        return escape
    finder = FormMatcher(patterns)
    return lambda text: template_filters.marked(mark(text, spans(finder.find([text])[0])))


def _highlight_query() -> str:
    return " ".join(request.args.get("q", "").replace("\x00", " ").split())[:MAX_QUERY]


def _article_page(number: int, chosen: int | None) -> ResponseReturnValue:
    view = site_view()
    stored = view.article(number)
    if stored is None:
        # One on a damaged page of the archive is not one that there never was.
        abort(503 if number in view.archive.damaged else 404)
    versions = current_state().archive.versions(number)
    shown = next((v for v in versions if v.number == (chosen or stored.version)), None)
    if shown is None:
        abort(404)
    article, query = view.redact(shown.article), _highlight_query()
    archived = StoredArticle(number, article, shown.number, stored.change, stored.gone, stored.text_hash)
    citation = view.cite(archived, Fingerprint(shown.number, shown.sha256, shown.recorded_at))
    return render_template(
        "article.html",
        stored=stored,
        article=article,
        versions=versions,
        shown=shown,
        full=view.allows_full_text(article),
        opening=opening_of(article),
        source_title=citation.publisher,
        back=query,
        marks=_make_marker(current_state().parse_query(query)),
        citation=citation,
        facts=_fact_links(number),
        related=public_facts().related(number),
        shares=SHARES,
        sentence=citation_sentence(citation),
        files=exports.file_links(number) if shown.number == stored.version else [],
        file_states=states_of(current_state().archive.engine, number),
        reprints=_public_reprints(number),
        source_titles=current_state().source_titles(),
    )


def _fact_links(number: int) -> dict[str, Any]:
    """Return events (number and name) and documents of the article, for links to their pages."""
    facts = public_facts()
    stated = facts.facts_of(number)
    events = facts.events_of([number]).get(number, []) if stated else []
    return {
        "events": list(zip(events, stated.events, strict=False)) if stated else [],
        "documents": [d.number for d in stated.documents] if stated else [],
    }


def _public_reprints(number: int) -> list[tuple[Reprint, StoredArticle]]:
    """Return the same report on other portals, as far as readers may see it."""
    found = reprints_of(current_state().archive.engine, number)
    seen = site_view().articles([r.article for r in found])
    return [(r, seen[r.article]) for r in found if r.article in seen]
