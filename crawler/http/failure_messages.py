"""Describes why a portal did not answer and what to do about it, for admins (job lines, crawl report)."""

from __future__ import annotations

import errno
import socket
import ssl
from collections.abc import Iterator

import httpcore
import httpx

_PORTAL = "nhờ người quản trị cổng thông tin ấy sửa, hoặc khai báo địa chỉ http:// nếu có"
_CERTIFICATES = {
    10: "đã hết hạn",
    18: "do máy chủ tự ký",
    19: "do máy chủ tự ký",
    20: "thiếu chứng chỉ trung gian",
    21: "thiếu chứng chỉ trung gian",
    62: "được cấp cho tên miền khác",
}
"""What OpenSSL finds wrong with a certificate (X509_V_ERR_…) -> words."""
_PLAIN = frozenset(("WRONG_VERSION_NUMBER", "HTTP_REQUEST", "RECORD_LAYER_FAILURE"))
_NO_WAY = frozenset((errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN))


def describe_failure(error: BaseException, host: str) -> str:
    """Describe in one line what went wrong on the way to ``host``, and what to do."""
    chain = list(_iter_causes(error))
    for one in chain:
        if told := _describe_system_error(one, host):
            return told
    return next(
        (told for one in chain if (told := _describe_protocol_error(one, host))),
        f"không kết nối được với {host} ({error})",
    )


def _iter_causes(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error and what caused it, the innermost first."""
    if error is not None:
        yield from _iter_causes(error.__cause__ or error.__context__)  # httpcore raises again "from None"
        yield error


def _describe_system_error(error: BaseException, host: str) -> str:
    match error:
        case ssl.SSLCertVerificationError():
            fault = _CERTIFICATES.get(error.verify_code, f"không hợp lệ ({error.verify_message})")
            return f"chứng chỉ của {host} {fault}: {_PORTAL}"
        case ssl.SSLError() if error.reason in _PLAIN:
            return f"{host} không nói https ở địa chỉ này: thử địa chỉ bắt đầu bằng http://"
        case ssl.SSLError():
            return f"{host} không lập được kết nối https ({error.reason or 'giao thức quá cũ'}): {_PORTAL}"
        case socket.gaierror() if error.errno == socket.EAI_NONAME:
            return f"không có tên miền {host}: xem lại chính tả của địa chỉ, hoặc tìm địa chỉ mới của cổng thông tin"
        case socket.gaierror() | UnicodeError():
            return f"không hỏi được địa chỉ của {host}: kiểm tra mạng và DNS của máy chạy Tìm Tin"
        case ConnectionRefusedError():
            return (
                f"{host} từ chối kết nối: máy chủ đang tắt hoặc sai số cổng; xem lại địa chỉ hoặc đợi lần thu thập sau"
            )
        case ConnectionResetError() | BrokenPipeError():
            return f"{host} ngắt kết nối giữa chừng: sẽ thử lại; nếu còn lặp lại, hỏi người quản trị cổng thông tin ấy"
        case OSError(errno=code) if code in _NO_WAY:
            return f"không có đường mạng tới {host}: kiểm tra kết nối mạng của máy chạy Tìm Tin"
    return ""


def _describe_protocol_error(error: BaseException, host: str) -> str:
    match error:
        case httpx.ConnectTimeout() | httpcore.ConnectTimeout():
            return f"{host} không nhận kết nối trong thời hạn: máy chủ đang tắt, hoặc tường lửa chặn máy chạy Tìm Tin"
        case httpx.TimeoutException() | httpcore.TimeoutException():
            return f"{host} không trả lời trong thời hạn: cổng thông tin đang quá tải, sẽ thử lại sau"
        case httpx.RemoteProtocolError() | httpcore.RemoteProtocolError():
            return f"{host} ngắt kết nối hoặc trả lời không đúng giao thức HTTP: xem lại địa chỉ, sẽ thử lại sau"
        case httpx.ReadError() | httpx.WriteError() | httpcore.ReadError() | httpcore.WriteError():
            return f"{host} ngắt kết nối giữa chừng: sẽ thử lại; nếu còn lặp lại, hỏi người quản trị cổng thông tin ấy"
    return ""


def describe_status(status: int) -> str:
    """Describe a response status (neither 2xx, 304, 404 nor 410)."""
    if status == 429:
        return "mã 429, cổng thông tin đòi hỏi ít lượt hơn: tăng `delay` của nguồn; sẽ thử lại sau"
    if status in (401, 403):
        return f"mã {status}, máy chủ không cho xem: xin phép người quản trị cổng thông tin nếu cần trang này"
    if status >= 500:
        return f"mã {status}, máy chủ của cổng thông tin bị lỗi: sẽ thử lại sau"
    return f"mã {status}, không có nội dung để đọc"
