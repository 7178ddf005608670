"""``/api/v1/articles`` and ``/api/v1/sources``: articles as readers may see them, their versions, and where they come from."""

from __future__ import annotations

from typing import Any

from apiflask import APIBlueprint
from flask import abort, jsonify
from flask.typing import ResponseReturnValue

from archive.articles.changes import Change, changes_after
from archive.articles.checksums import Fingerprint, fingerprints_of
from archive.model import Article, StoredArticle, Version
from archive.moderation import Moderation
from jobs.public_view import permanent_path
from translations import N_
from web.api.auth import allow_programs, endpoint
from web.api.schemas import ArticleOutput, ChangesInput, ChangesOutput, SourcesOutput, VersionsOutput
from web.state import current_state
from web.view.public_view import SiteView, site_view

blueprint = APIBlueprint("api_articles", __name__, url_prefix="/api/v1", tag="Articles")
allow_programs(blueprint)


def _proof_of(number: int, fingerprint: Fingerprint | Version, base: str) -> dict[str, Any]:
    version = fingerprint.version if isinstance(fingerprint, Fingerprint) else fingerprint.number
    return {
        "permanent": base + permanent_path(number, version),
        "version": version,
        "sha256": fingerprint.sha256,
        "recorded_at": fingerprint.recorded_at.isoformat(),
    }


def _record_of(view: SiteView, stored: StoredArticle, article: Article, proof: dict[str, Any]) -> dict[str, Any]:
    return {
        "article": stored.id,
        "id": stored.public_id,
        "source": article.source,
        "publisher": view.publisher(article),
        "url": article.url,
        "title": article.title,
        "lead": article.lead,
        "blocks": [{"kind": block.kind, "text": block.text} for block in article.blocks],
        "byline": article.byline,
        "credit": article.credit,
        "section": article.section,
        "published": article.published.isoformat() if article.published else None,
        "precision": article.precision,
        "gone": stored.gone,
        "full": view.allows_full_text(article),
        "archived": proof,
    }


def _version_of(number: int, chosen: int | None) -> ResponseReturnValue:
    view = site_view()
    stored = view.article(number)
    if stored is None:
        abort(404)
    wanted = chosen or stored.version
    found = next((v for v in current_state().archive.versions(number) if v.number == wanted), None)
    if found is None:
        abort(404)
    return jsonify(_record_of(view, stored, view.redact(found.article), _proof_of(stored.id, found, view.base)))


@endpoint(blueprint, "/articles/<int:number>", "getArticle", N_("Một bài"), ArticleOutput, 404)
def article(number: int) -> ResponseReturnValue:
    """The newest version of an article (the number `article` of a search result)."""
    return _version_of(number, None)


@endpoint(
    blueprint, "/articles/<int:number>/versions", "listVersions", N_("Các phiên bản của một bài"), VersionsOutput, 404
)
def versions(number: int) -> ResponseReturnValue:
    """Every kept version, the oldest first."""
    view = site_view()
    if view.article(number) is None:
        abort(404)
    return jsonify(versions=[_proof_of(number, v, view.base) for v in current_state().archive.versions(number)])


@endpoint(
    blueprint,
    "/articles/<int:number>/versions/<int:chosen>",
    "getVersion",
    N_("Một phiên bản của một bài"),
    ArticleOutput,
    404,
)
def version(number: int, chosen: int) -> ResponseReturnValue:
    """An article as it was when a version was recorded."""
    if chosen < 1:
        abort(404)
    return _version_of(number, chosen)


@endpoint(blueprint, "/changes", "listChanges", N_("Thay đổi của kho"), ChangesOutput, takes=ChangesInput)
def changes(query_data: dict[str, Any]) -> ResponseReturnValue:
    """New, changed and removed articles in the order of their changes: go on with `next` as `since` to follow the archive.

    `removed` articles were erased or hidden and are to be dropped. When `names` differs from before, hidden names have changed:
    begin again from 0.
    """
    state, view = current_state(), site_view()
    found = changes_after(state.archive.engine, query_data["since"], query_data["n"])
    seen = view.articles([c.article for c in found if not c.removed])
    fingerprints = fingerprints_of(state.archive.engine, list(seen))
    told = [_change_of(view, change, seen.get(change.article), fingerprints.get(change.article)) for change in found]
    return jsonify(
        changes=told,
        next=found[-1].number if found else query_data["since"],
        more=len(found) == query_data["n"],
        names=Moderation(state.archive.engine).last_name_change(),
    )


def _change_of(
    view: SiteView, change: Change, stored: StoredArticle | None, fingerprint: Fingerprint | None
) -> dict[str, Any]:
    if stored is None or fingerprint is None:
        return {"change": change.number, "article": change.article, "removed": True}
    record = _record_of(view, stored, stored.article, _proof_of(stored.id, fingerprint, view.base))
    return {"change": change.number, "article": change.article, "removed": False, "record": record}


@endpoint(blueprint, "/sources", "listSources", N_("Các nguồn tin"), SourcesOutput)
def sources() -> ResponseReturnValue:
    """Sources that are declared or have articles, with their number of articles."""
    state = current_state()
    declared, counts, titles = state.sources(), state.archive.sources(), state.source_titles()
    return jsonify(
        sources=[
            {
                "name": name,
                "title": titles.get(name, name),
                "domain": declared[name].domain if name in declared else "",
                "articles": counts.get(name, 0),
            }
            for name in sorted({*declared, *counts})
        ]
    )
