"""``/suc-khoe`` for people, ``/livez`` and ``/readyz`` for whoever watches the service: archive, index, disk and queue."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import structlog
from apiflask import APIBlueprint
from flask import jsonify, render_template
from flask.typing import ResponseReturnValue

import settings
from crawler.sources.registry import find_faults
from database.errors import ArchiveDamaged, ArchiveError
from indexer import IndexDamaged, IndexMissing, IndexUnreachable, is_damaged
from translations import N_, gettext
from web.pages.error_pages import wants_json
from web.rate_limits import limiter
from web.state import SiteState, current_state

blueprint = APIBlueprint("health", __name__, enable_openapi=False)

_STUCK = timedelta(minutes=10)
"""A job that has waited so long while none runs waits for a worker that is not there."""

_MEGABYTE = 1024 * 1024
_NEEDED = {"archive": ("ok", "partly", "broken"), "index": ("ok", "before")}
"""Parts without which readers find nothing, and with what they find: the others are for who watches over the machine.

What of a broken archive a search cannot go without, the index's part tells.
"""

TITLES = {
    "archive": N_("Kho bài"),
    "index": N_("Chỉ mục"),
    "site": N_("Tài khoản và công việc"),
    "sources": N_("Tệp nguồn"),
    "disk": N_("Đĩa"),
    "queue": N_("Hàng đợi công việc"),
}

WORDS = {
    "ok": N_("hoạt động"),
    "partly": N_("có bài không đọc được; các bài khác vẫn đọc được"),
    "left_out": N_("có nguồn bị bỏ ra vì không đọc được tệp của nó; các nguồn khác vẫn được thu thập"),
    "failed": N_("không đọc được"),
    "broken": N_("bị hỏng; cần khôi phục bản sao lưu (`run.py restore DIR`)"),
    "missing": N_("chưa có"),
    "damaged": N_("bị hỏng, cần lập lại"),
    "before": N_("bản mới nhất bị hỏng, bản trước đang trả lời; cần lập lại"),
    "unreachable": N_("không kết nối được"),
    "low": N_("sắp đầy"),
    "stuck": N_("đứng: không có tiến trình nào làm việc"),
}

_log = structlog.get_logger("health")


@blueprint.get("/livez")
@limiter.exempt
def live() -> ResponseReturnValue:
    """Answer while the process lives."""
    return "ok\n", 200, {"Content-Type": "text/plain", "Cache-Control": "no-store"}


@blueprint.get("/readyz")
@limiter.exempt
def ready() -> ResponseReturnValue:
    """Tell part by part what works; status 503 when readers cannot search."""
    parts = examine_parts(current_state())
    able = _can_search(parts)
    return jsonify(ok=able, parts=parts), 200 if able else 503, {"Cache-Control": "no-store"}


@blueprint.get("/suc-khoe")
def page() -> ResponseReturnValue:
    """Show the state of the service; status 503 when nothing can be searched."""
    state = current_state()
    parts = examine_parts(state)
    able = _can_search(parts)
    articles: int | None = None
    index_age = crawl_age = None
    with suppress(ArchiveError):
        index_age = state.index_age()
        crawl_age = state.crawl_age()
        articles = state.archive.count()
    status = 200 if able else 503
    if wants_json():
        facts = {
            "ok": able,
            "parts": parts,
            "articles": articles,
            "index_age_seconds": _whole_seconds(index_age),
            "last_crawl_age_seconds": _whole_seconds(crawl_age),
        }
        return jsonify(facts), status
    shown = {"articles": articles or 0, "index_age": index_age, "crawl_age": crawl_age, "parts": _describe_parts(parts)}
    return render_template("health.html", **shown), status


def _can_search(parts: dict[str, str]) -> bool:
    return all(parts[name] in able for name, able in _NEEDED.items())


def _describe_parts(parts: dict[str, str]) -> list[tuple[str, str, bool]]:
    """Return title, words and whether it works, of each part."""
    return [(gettext(TITLES[name]), gettext(WORDS[told]), told == "ok") for name, told in parts.items()]


def examine_parts(state: SiteState) -> dict[str, str]:
    """Return "ok" or what is wrong, in one word, for archive, index, accounts, sources, disk and queue; "partly": some articles are damaged."""
    parts: dict[str, Callable[[SiteState], str]] = {
        "archive": SiteState.examine_archive,
        "index": _examine_index,
        "site": SiteState.examine_site,
        "sources": _examine_sources,
        "disk": _examine_disk,
        "queue": _examine_queue,
    }
    return {name: _examined(name, examine, state) for name, examine in parts.items()}


def _examined(name: str, examine: Callable[[SiteState], str], state: SiteState) -> str:
    try:
        return examine(state)
    except (ArchiveError, OSError) as error:
        _log.error("unhealthy", part=name, reason=str(error))
        return "failed"


def _examine_index(state: SiteState) -> str:
    try:
        state.indexed()
    except IndexUnreachable:
        return "unreachable"
    except IndexMissing:
        return "missing"
    except IndexDamaged:
        return "damaged"
    return "before" if is_damaged(state.data) else "ok"


def _examine_sources(state: SiteState) -> str:
    return "left_out" if find_faults(state.data) else "ok"


def _examine_disk(state: SiteState) -> str:
    free = shutil.disk_usage(state.data).free
    return "ok" if free >= settings.number("disk_free_mb") * _MEGABYTE else "low"


def _examine_queue(state: SiteState) -> str:
    try:
        newest = state.site.jobs.list(50)
    except ArchiveDamaged:
        return "broken"
    waiting = [job.created for job in newest if job.state == "waiting"]
    if any(job.state == "running" for job in newest) or not waiting:
        return "ok"
    return "stuck" if datetime.now(UTC) - min(waiting) > _STUCK else "ok"


def _whole_seconds(value: timedelta | None) -> int | None:
    return None if value is None else max(0, int(value.total_seconds()))
