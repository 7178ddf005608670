"""The pages of the administration that the person signed in may open, in the order of the menu."""

from __future__ import annotations

from dataclasses import dataclass

from flask import g, request, url_for

from site_data.roles import Role, has_role
from translations import N_


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One page of the menu."""

    title: str
    link: str
    current: bool


_PAGES: tuple[tuple[str, str, Role], ...] = (
    (N_("Tổng quan"), "admin_jobs.dashboard", "reader"),
    (N_("Nguồn"), "admin_sources.page", "reader"),
    (N_("Công việc"), "admin_jobs.every", "reader"),
    (N_("Lịch và sao lưu"), "admin_jobs.schedule", "reader"),
    (N_("Vì sao không có?"), "admin_why.page", "reader"),
    (N_("Câu tìm"), "admin_query_log.page", "reader"),
    (N_("Dữ kiện"), "admin_facts.page", "editor"),
    (N_("Chữ viết tắt"), "admin_abbreviations.page", "admin"),
    (N_("Câu tìm mẫu"), "admin_queries.page", "admin"),
    (N_("Ẩn tên, ẩn bài"), "admin_hiding.page", "admin"),
    (N_("Tài khoản"), "admin_users.page", "admin"),
    (N_("Nhật ký"), "admin_audit.page", "admin"),
    (N_("Tài khoản của tôi"), "admin_account.page", "reader"),
)
"""Title, endpoint, and the role that may open it."""

_SHARED = ("admin_jobs.dashboard", "admin_jobs.schedule")


def admin_pages() -> list[MenuEntry]:
    """Return the menu of the present request."""
    blueprint = request.blueprint or ""
    return [
        MenuEntry(title, url_for(endpoint), _is_current(endpoint, blueprint))
        for title, endpoint, needed in _PAGES
        if has_role(g.get("role", ""), needed)
    ]


def _is_current(endpoint: str, blueprint: str) -> bool:
    if not endpoint.startswith(f"{blueprint}."):
        return False
    # The dashboard, the jobs and the schedule share a blueprint; a job of its own belongs to the jobs.
    own = request.endpoint if request.endpoint in _SHARED else "admin_jobs.every"
    return blueprint != "admin_jobs" or endpoint == own
