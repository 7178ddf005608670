"""Everything that people decided on a site, in one list: sign-ins and accounts, sources, rules, what is hidden, facts, pairs of words.

Each is logged where it is decided, in one transaction with it; here they are read together.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Engine, Select, String, case, cast, func, literal, or_, select, union_all

from archive import tables as archived
from database.times import parse_moment
from database.transactions import reading
from jobs.words import TITLES
from site_data import tables as of_site
from site_data.audit_log import AuditEntry
from translations import N_, gettext, lookup, write_decimal

GROUPS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "tai-khoan": (
        N_("Đăng nhập, tài khoản"),
        {
            "sign-in": N_("đăng nhập"),
            "sign-in failed": N_("đăng nhập sai"),
            "sign-out": N_("đăng xuất"),
            "password changed": N_("đổi mật khẩu"),
            "password check failed": N_("nhập sai mật khẩu hiện tại"),
            "account made": N_("lập tài khoản"),
            "account removed": N_("xóa tài khoản"),
            "role changed": N_("đổi vai trò"),
            "sessions ended": N_("kết thúc phiên"),
            "link made": N_("lập liên kết tài khoản"),
            "token made": N_("lập mã truy cập"),
            "token revoked": N_("thu hồi mã truy cập"),
        },
    ),
    "an": (
        N_("Ẩn, xóa"),
        {
            "hide article": N_("ẩn bài"),
            "show article": N_("hiện lại bài"),
            "hide name": N_("ẩn tên"),
            "show name": N_("hiện lại tên"),
            "erase": N_("xóa hẳn bài"),
        },
    ),
    "du-kien": (
        N_("Dữ kiện"),
        {
            "show person": N_("cho hiện người"),
            "hide person": N_("giữ kín người"),
            "wrong fact": N_("dữ kiện sai"),
            "correct event": N_("sửa sự kiện"),
            "join event": N_("gộp hoặc tách sự kiện"),
            "link edition": N_("nối kỳ của một chuỗi"),
            "report closed": N_("xem xong báo lỗi"),
            "undo show person": N_("hoàn tác: cho hiện người"),
            "undo hide person": N_("hoàn tác: giữ kín người"),
            "undo wrong fact": N_("hoàn tác: dữ kiện sai"),
            "undo correct event": N_("hoàn tác: sửa sự kiện"),
            "undo join event": N_("hoàn tác: gộp hoặc tách sự kiện"),
            "undo link edition": N_("hoàn tác: nối kỳ của một chuỗi"),
        },
    ),
    "tu-ngu": (
        N_("Viết tắt, từ gần nghĩa"),
        {
            "abbreviation accepted": N_("chấp nhận viết tắt"),
            "abbreviation rejected": N_("bỏ viết tắt"),
            "abbreviation weighed": N_("giữ viết tắt như mặc định"),
            "related accepted": N_("chấp nhận từ gần nghĩa"),
            "related rejected": N_("bỏ từ gần nghĩa"),
            "related weighed": N_("giữ từ gần nghĩa như mặc định"),
        },
    ),
    "cau-tim": (
        N_("Câu tìm"),
        {
            "search rule: pin": N_("đưa bài lên đầu"),
            "search rule: block": N_("bỏ bài khỏi kết quả"),
            "search rule: means": N_("hiểu câu tìm là câu khác"),
            "search rule: never": N_("không sửa câu tìm"),
            "search rule removed: pin": N_("thôi đưa bài lên đầu"),
            "search rule removed: block": N_("thôi bỏ bài khỏi kết quả"),
            "search rule removed: means": N_("thôi hiểu câu tìm là câu khác"),
            "search rule removed: never": N_("lại sửa câu tìm"),
            "golden query added": N_("thêm câu tìm mẫu"),
            "golden query removed": N_("bỏ câu tìm mẫu"),
        },
    ),
    "nguon": (
        N_("Nguồn"),
        {
            "source added": N_("thêm nguồn"),
            "source changed": N_("đổi nguồn"),
            "addresses retried": N_("cho tải lại địa chỉ"),
        },
    ),
    "cong-viec": (
        N_("Công việc"),
        {f"job: {kind}": title for kind, title in TITLES.items()} | {"job cancelled": N_("hủy công việc")},
    ),
}
"""Group in the address -> its title, and its actions with their words."""

WORDS: Mapping[str, str] = {action: words for _, actions in GROUPS.values() for action, words in actions.items()}
"""Action of an entry -> words for people."""


_JOB_WORDS: Mapping[str, str] = {
    "anyway": N_("xuất bản dù câu tìm mẫu có kết quả kém hơn"),
    "rebuild": N_("lập lại từ đầu"),
    "then_index": N_("rồi lập chỉ mục"),
    "failed": N_("chỉ những trang chưa đọc được"),
    "scheduled": N_("theo lịch"),
}
"""Argument of a job -> words for people."""


class AuditTrail:
    """The decisions of a site (its own database) and of its archive, as one list."""

    def __init__(self, site: Engine, archive: Engine) -> None:
        self._parts = ((site, _of_site()), (archive, _of_archive()))

    def count(self, wanted: str = "", group: str = "") -> int:
        """Return how many entries ``list`` has."""
        total = 0
        for engine, rows in self._parts:
            of = rows.subquery()
            with reading(engine) as connection:
                total += int(connection.execute(select(func.count()).select_from(of).where(_holds(of.c, wanted, group))).scalar_one())  # fmt: skip
        return total

    def list(self, n: int = 50, *, offset: int = 0, wanted: str = "", group: str = "") -> list[AuditEntry]:
        """Return entries, the newest first: those that hold ``wanted``, also in the words of their action, of a group of GROUPS."""
        found: list[AuditEntry] = []
        for engine, rows in self._parts:
            of = rows.subquery()
            newest = select(of).where(_holds(of.c, wanted, group)).order_by(of.c.at.desc(), of.c.id.desc())
            with reading(engine) as connection:
                found += [_entry_of(row) for row in connection.execute(newest.limit(offset + n))]
        # Stable: what one part wrote in one moment stays in its order.
        return sorted(found, key=lambda entry: entry.at, reverse=True)[offset : offset + n]


def _of_site() -> Select[Any]:
    a = of_site.audit.c
    return select(a.id, a.at, a.who, a.action, a.subject, a.detail)


def _of_archive() -> Select[Any]:
    a, d = archived.audit.c, archived.decision_log.c
    status = case((d.status == "", "weighed"), else_=d.status)
    decided = select(a.id, a.at, a.who, a.action, a.subject, a.reason.label("detail"))
    pairs = select(
        d.id,
        d.at,
        d.by.label("who"),
        (d.kind + literal(" ") + status).label("action"),
        (d.abbreviation + literal(" = ") + d.expansion).label("subject"),
        case((d.weight == 1, ""), else_=cast(d.weight, String)).label("detail"),
    )
    return select(union_all(decided, pairs).subquery())


def _holds(c: Any, wanted: str, group: str) -> ColumnElement[bool]:
    said = [action for action, words in WORDS.items() if wanted and wanted.lower() in lookup(words).lower()]
    columns = (c.who, c.action, c.subject, c.detail)
    held = or_(*(column.icontains(wanted, autoescape=True) for column in columns), c.action.in_(said))
    return held & c.action.in_(GROUPS[group][1]) if group in GROUPS else held


def _entry_of(row: Any) -> AuditEntry:
    at = parse_moment(row.at) or datetime.now(UTC)
    detail = row.detail and lookup(row.detail)
    if row.detail and row.action in GROUPS["tu-ngu"][1]:
        detail = gettext("trọng số {weight}", weight=write_decimal(float(row.detail)))
    elif row.detail and row.action in GROUPS["cong-viec"][1]:
        detail = "; ".join(lookup(_JOB_WORDS.get(part, part)) for part in row.detail.split("; "))
    return AuditEntry(at, row.who, row.action, row.subject, detail)
