"""The article page ``/bai/<id>``, and ``/bai/<id>/ban/<n>``, the permanent address of each archived version."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from apiflask import APIBlueprint
from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive.articles.attachments import states_of
from archive.articles.checksums import Fingerprint
from archive.articles.diff import differences
from archive.articles.near_duplicates import Reprint, reprints_of
from archive.model import StoredArticle
from jobs.public_view import opening
from web.facts.public_facts import facts_shown
from web.formats.citation import sentence
from web.pages import exports
from web.state import state
from web.view import highlight as marking
from web.view.public_view import reading
from web.view.search_params import MAX_QUERY

blueprint = APIBlueprint("article", __name__, enable_openapi=False)


SHARES = {"event": "cùng sự kiện", "document": "cùng văn bản", "person": "cùng nhắc"}
"""What another article shares -> words of the page."""


@blueprint.get("/bai/<int:number>")
def page(number: int) -> ResponseReturnValue:
    """The newest version of an article; ``?q=`` marks what that query matches."""
    if asked := request.args.get("ban", ""):
        # How versions were addressed before they had addresses of their own.
        if not (asked.isascii() and asked.isdigit() and len(asked) < 9):
            abort(404)
        return redirect(url_for("article.version", number=number, chosen=int(asked), q=_query() or None), 301)
    return _page(number, None)


@blueprint.get("/bai/<int:number>/ban/<int:chosen>")
def version(number: int, chosen: int) -> ResponseReturnValue:
    """One version as it was recorded."""
    return _page(number, chosen) if chosen else abort(404)


@blueprint.get("/bai/<int:number>/ban/<int:chosen>/thay-doi")
def changes(number: int, chosen: int) -> ResponseReturnValue:
    """What a version changed in the one before it, word by word."""
    look = reading()
    if look.article(number) is None:
        abort(404)
    versions = {v.number: v for v in state().archive.versions(number)}
    new, old = versions.get(chosen), versions.get(chosen - 1)
    if new is None or old is None:
        abort(404)
    before, after = look.shown(old.article), look.shown(new.article)
    parts = differences(before, after)
    return render_template(
        "changes.html",
        number=number,
        new=replace(new, article=after),
        old=replace(old, article=before),
        parts=parts,
        names=PARTS,
    )


PARTS = {"title": "Tiêu đề", "lead": "Mở đầu", "byline": "Tác giả", "section": "Chuyên mục", "published": "Ngày đăng"}


def _query() -> str:
    return " ".join(request.args.get("q", "").replace("\x00", " ").split())[:MAX_QUERY]


def _page(number: int, chosen: int | None) -> ResponseReturnValue:
    look = reading()
    stored = look.article(number)
    if stored is None:
        abort(404)
    versions = state().archive.versions(number)
    shown = next((v for v in versions if v.number == (chosen or stored.version)), None)
    if shown is None:
        abort(404)
    article, query = look.shown(shown.article), _query()
    held = StoredArticle(number, article, shown.number, stored.change, stored.gone, stored.text_hash)
    citation = look.citation(held, Fingerprint(shown.number, shown.sha256, shown.recorded_at))
    return render_template(
        "article.html",
        stored=stored,
        article=article,
        versions=versions,
        shown=shown,
        full=look.full(article),
        opening=opening(article),
        source_title=citation.publisher,
        back=query,
        marks=marking.marker(state().read(query)),
        citation=citation,
        facts=_facts(number),
        related=facts_shown().related(number),
        shares=SHARES,
        sentence=sentence(citation),
        files=exports.links(number) if shown.number == stored.version else [],
        file_states=states_of(state().archive.engine, number),
        reprints=_elsewhere(number),
        source_titles=state().source_titles(),
    )


def _facts(number: int) -> dict[str, Any]:
    """Events (number and name) and documents of the article, for links to their pages."""
    shown = facts_shown()
    told = shown.facts_of(number)
    events = shown.events_of([number]).get(number, []) if told else []
    return {
        "events": list(zip(events, told.events, strict=False)) if told else [],
        "documents": [d.number for d in told.documents] if told else [],
    }


def _elsewhere(number: int) -> list[tuple[Reprint, StoredArticle]]:
    """The same report on other portals, as far as readers may see it."""
    found = reprints_of(state().archive.engine, number)
    seen = reading().articles([r.article for r in found])
    return [(r, seen[r.article]) for r in found if r.article in seen]
