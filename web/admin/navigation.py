"""The pages of the administration that the person signed in may open, in the order of the menu."""

from __future__ import annotations

from dataclasses import dataclass

from flask import g, request, url_for

from site_data.roles import Role, has_role


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One page of the menu."""

    title: str
    link: str
    current: bool


_PAGES: tuple[tuple[str, str, Role], ...] = (
    ("Tổng quan", "admin_jobs.dashboard", "reader"),
    ("Nguồn", "admin_sources.page", "reader"),
    ("Công việc", "admin_jobs.every", "reader"),
    ("Vì sao không có?", "admin_why.page", "reader"),
    ("Câu tìm", "admin_query_log.page", "reader"),
    ("Chữ viết tắt", "admin_abbreviations.page", "admin"),
    ("Câu hỏi kiểm tra", "admin_queries.page", "admin"),
    ("Ẩn tên, ẩn bài", "admin_hiding.page", "admin"),
    ("Tài khoản", "admin_users.page", "admin"),
    ("Nhật ký", "admin_audit.page", "admin"),
    ("Tài khoản của tôi", "admin_account.page", "reader"),
)
"""Title, endpoint, and the role that may open it."""


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
    # The dashboard and the jobs share a blueprint.
    on_dashboard = request.endpoint == "admin_jobs.dashboard"
    return blueprint != "admin_jobs" or (endpoint == "admin_jobs.dashboard") == on_dashboard
