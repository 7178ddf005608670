"""The article page ``/bai/<id>``: the archived text, its versions, and the link to the original."""

from __future__ import annotations

from apiflask import APIBlueprint
from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from archive.model import Article
from web import marking
from web.search import MAX_QUERY
from web.state import state

blueprint = APIBlueprint("article", __name__, enable_openapi=False)

SNIPPET = 400
"""Characters shown of an article whose source does not allow its full text."""


@blueprint.get("/bai/<int:number>")
def page(number: int) -> ResponseReturnValue:
    """One article; ``?ban=N`` shows version N as it was recorded, ``?q=`` marks what that query matches."""
    held = state()
    stored = held.archive.get(number) if number < 2**63 else None
    if stored is None:
        abort(404)
    versions = held.archive.versions(number)
    article, shown = stored.article, stored.version
    asked = request.args.get("ban", "")
    if asked:
        chosen = next((v for v in versions if str(v.number) == asked), None)
        if chosen is None:
            abort(404)
        article, shown = chosen.article, chosen.number
    source = held.sources().get(article.source)
    full = source is None or source.show_full_text
    query = " ".join(request.args.get("q", "").replace("\x00", " ").split())[:MAX_QUERY]
    return render_template(
        "article.html",
        stored=stored,
        article=article,
        versions=versions,
        shown=shown,
        full=full,
        opening=opening(article),
        source_title=held.source_titles().get(article.source, article.source),
        back=query,
        marks=marking.marker(query),
    )


def opening(article: Article) -> str:
    """Return the lead, else the first paragraph, cut at a blank to SNIPPET characters."""
    text = article.lead or article.body
    if len(text) <= SNIPPET:
        return text
    return text[:SNIPPET].rsplit(" ", 1)[0] + "…"
