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
    ("Tổng quan", "admin_jobs.dashboard", "admin"),
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
        MenuEntry(title, url_for(endpoint), endpoint.split(".")[0] == blueprint)
        for title, endpoint, needed in _PAGES
        if has_role(g.get("role", ""), needed)
    ]
