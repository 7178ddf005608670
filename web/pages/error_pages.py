"""What a reader sees when something goes wrong: a short page in Vietnamese (JSON for the API), never a traceback."""

from __future__ import annotations

from errno import EIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

import structlog
from apiflask import APIFlask, HTTPError
from flask import current_app, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DatabaseError
from werkzeug.exceptions import HTTPException

import settings
from archive.articles.archive import NAME as ARCHIVE
from database.errors import ArchiveDamaged, ArchiveError
from database.transactions import archive_error_of
from indexer import IndexDamaged, IndexMissing, IndexUnreachable
from translations import N_, gettext, lookup
from web.hosts import MISDIRECTED
from web.slots import SiteBusy

_log = structlog.get_logger("web")

PAGES = {
    400: (N_("Yêu cầu không hợp lệ"), N_("Máy chủ không hiểu yêu cầu này. Hãy quay lại trang trước và thử lại.")),
    401: (
        N_("Mã truy cập không đúng"),
        N_("Mã truy cập không đúng hoặc đã bị thu hồi. Hãy xin mã mới hoặc gọi không kèm mã."),
    ),
    403: (N_("Không được phép"), N_("Bạn không có quyền xem trang này.")),
    404: (
        N_("Không tìm thấy trang"),
        N_("Địa chỉ này không có trên trang. Có thể bài đã được chuyển đi, hoặc địa chỉ bị gõ sai."),
    ),
    405: (N_("Thao tác không được hỗ trợ"), N_("Trang này không nhận thao tác như vậy. Hãy quay lại trang trước.")),
    413: (N_("Nội dung gửi lên quá lớn"), N_("Hãy rút ngắn nội dung rồi gửi lại.")),
    415: (N_("Kiểu nội dung không được nhận"), N_("Hãy gửi nội dung dạng application/json.")),
    421: (
        N_("Sai địa chỉ trang"),
        N_("Trang này chỉ trả lời ở địa chỉ công khai của nó. Hãy mở địa chỉ ấy."),
    ),
    422: (N_("Tham số không hợp lệ"), N_("Hãy kiểm tra lại các tham số của yêu cầu.")),
    429: (N_("Quá nhiều yêu cầu"), N_("Bạn gửi yêu cầu quá nhanh. Hãy chờ một phút rồi thử lại.")),
    500: (N_("Lỗi máy chủ"), N_("Có lỗi ngoài dự kiến. Lỗi đã được ghi lại; bạn hãy thử lại sau ít phút.")),
    503: (N_("Chưa sẵn sàng"), N_("Dịch vụ chưa sẵn sàng. Bạn hãy thử lại sau ít phút.")),
}

NO_INDEX = N_("Kho bài chưa được lập chỉ mục nên chưa tìm được. Người quản trị có thể lập chỉ mục ở trang Quản trị.")
UNREACHABLE = N_("Máy chủ tìm kiếm đang không trả lời. Bạn hãy thử lại sau ít phút; các bài vẫn đọc được.")
DAMAGED = N_("Chỉ mục bị hỏng nên chưa tìm được. Người quản trị cần lập lại chỉ mục ở trang Quản trị.")
BROKEN = N_(
    "{file} bị hỏng nên chưa mở được trang này. Người quản trị: tắt trang web, chạy `run.py restore DIR` với thư mục sao lưu rồi bật lại. "
    "Những trang khác vẫn dùng được."
)
UNEXPECTED = N_(
    "Có lỗi ngoài dự kiến. Lỗi đã được ghi lại với số {number}; bạn hãy thử lại sau ít phút, "
    "nếu vẫn lỗi thì báo số ấy cho người quản trị."
)
BROKEN_DISK = N_("Máy chủ không đọc được đĩa của nó. Người quản trị cần kiểm tra đĩa; bạn hãy thử lại sau.")
EXPIRED = N_("Biểu mẫu đã hết hạn. Hãy quay lại trang trước, tải lại trang rồi gửi lại.")


def error_response(status: int, message: str = "", headers: dict[str, str] | None = None) -> ResponseReturnValue:
    """Return the error page of a status, or the API's one error shape ``{"error": {"status", "message"}}``."""
    title, usual = PAGES.get(status, PAGES[500 if status >= 500 else 400])
    title, text = gettext(title), message or gettext(usual)
    if request.path.startswith("/api/") or request.path == "/suc-khoe" and wants_json():
        return {"error": {"status": status, "message": text}}, status, headers or {}
    return render_template("error.html", status=status, title=title, message=text), status, headers or {}


def wants_json() -> bool:
    """Tell whether the reader asks for JSON rather than HTML."""
    best = request.accept_mimetypes.best_match(["text/html", "application/json"], default="text/html")
    return best == "application/json" or request.args.get("dang") == "json"


def _refused_parameters(error: HTTPError) -> str:
    """Return why, or which parameters of the request were refused, "" when that is not what went wrong."""
    told = error.detail if isinstance(error.detail, dict) else {}
    if reason := told.get("reason"):
        return str(reason)
    detail = told.get("query", {})
    names = ", ".join(sorted(map(str, detail)))
    return gettext("Giá trị không hợp lệ cho tham số: {names}. Hãy sửa rồi gửi lại.", names=names) if names else ""


def _address_without_slash() -> str:
    """Return the address of the present request without the slash at its end, when that is a page; else ""."""
    path = request.path.rstrip("/")
    adapter = current_app.create_url_adapter(request)
    if path == request.path or not path or adapter is None or not adapter.test(path, request.method):
        return ""
    query = quote(request.query_string, safe="%!$'()*,/:;?@=&+")
    return f"{request.script_root}{quote(path)}" + (f"?{query}" if query else "")


def register_error_pages(app: APIFlask) -> None:
    """Bind the handlers to an application."""

    @app.error_processor
    def api_error(error: HTTPError) -> Any:
        return error_response(error.status_code, _refused_parameters(error))

    @app.errorhandler(CSRFError)
    def expired(error: CSRFError) -> ResponseReturnValue:
        return error_response(400, gettext(EXPIRED))

    @app.errorhandler(HTTPException)
    def known(error: HTTPException) -> ResponseReturnValue:
        kept = {k: v for k, v in error.get_headers() if k in ("Allow", "Retry-After", "Location")}
        if error.code is not None and error.code < 400:
            return error.get_response()
        # A page that is known and finds nothing is not elsewhere: the routing would send its address back to the slash for ever.
        if error.code == 404 and request.url_rule is None and (address := _address_without_slash()):
            return redirect(address, 308)
        message = lookup(str(error.description)) if isinstance(error, SiteBusy) else ""
        if error.code == MISDIRECTED:
            message = gettext("Trang này chỉ trả lời ở {address}.", address=settings.get("public_url"))
        return error_response(error.code or 500, message, headers=kept)

    @app.errorhandler(IndexMissing)
    def missing(error: IndexMissing) -> ResponseReturnValue:
        return error_response(503, gettext(NO_INDEX))

    @app.errorhandler(IndexUnreachable)
    def unreachable(error: IndexUnreachable) -> ResponseReturnValue:
        _log.error("index unreachable", reason=str(error))
        return error_response(503, gettext(UNREACHABLE), headers={"Retry-After": "10"})

    @app.errorhandler(IndexDamaged)
    def damaged(error: IndexDamaged) -> ResponseReturnValue:
        _log.error("index damaged", reason=str(error))
        return error_response(503, gettext(DAMAGED))

    @app.errorhandler(DatabaseError)
    def database(error: DatabaseError) -> ResponseReturnValue:
        return archive(archive_error_of(error, Path(ARCHIVE)))

    @app.errorhandler(ArchiveError)
    def archive(error: ArchiveError) -> ResponseReturnValue:
        if isinstance(error, ArchiveDamaged):
            _log.error("database damaged", reason=str(error))
            return error_response(503, gettext(BROKEN, file=Path(str(error.data.get("file", ARCHIVE))).name))
        _log.error("archive failed", reason=str(error))
        return error_response(503)

    @app.errorhandler(Exception)
    def unexpected(error: Exception) -> ResponseReturnValue:
        if isinstance(error, OSError) and error.errno == EIO:
            _log.exception("the disk cannot be read or written: look after the machine's disk", path=request.path)
            return error_response(503, gettext(BROKEN_DISK))
        _log.exception("request failed", path=request.path)
        return error_response(500, gettext(UNEXPECTED, number=g.get("request_number", "")))
