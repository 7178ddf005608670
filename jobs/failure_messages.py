"""What a failed job tells admins, in Vietnamese: archive, index and system speak English, since commands do."""

from __future__ import annotations

import errno
from collections.abc import Mapping

from database.errors import ArchiveBusy, ArchiveDamaged, ArchiveUnwritable
from indexer import IndexBusy, IndexDamaged, IndexMissing

_KEPT = "những gì đã xác nhận được giữ nguyên"
_SYSTEM = {
    errno.ENOSPC: f"đĩa đã đầy: giải phóng chỗ rồi chạy lại; {_KEPT}",
    errno.EDQUOT: f"hết hạn mức đĩa: giải phóng chỗ rồi chạy lại; {_KEPT}",
    errno.EIO: f"đĩa bị lỗi đọc ghi: kiểm tra đĩa của máy chủ; {_KEPT}",
    errno.EROFS: "thư mục dữ liệu chỉ cho đọc: kiểm tra quyền ghi của máy chủ",
    errno.EACCES: "thư mục dữ liệu không cho ghi: kiểm tra quyền của người dùng chạy Tìm Tin",
}
_KNOWN: dict[type[Exception], str] = {
    ArchiveUnwritable: f"không ghi được kho bài, đĩa đầy hoặc không có quyền ghi: giải phóng chỗ, kiểm tra quyền rồi chạy lại; {_KEPT}",
    ArchiveDamaged: "kho bài bị hỏng: khôi phục bản sao lưu bằng `run.py restore THƯ_MỤC`",
    ArchiveBusy: "một tiến trình khác đang ghi vào kho bài: đợi đến khi xong rồi chạy lại",
    IndexBusy: "một tiến trình khác đang lập chỉ mục: đợi đến khi xong rồi chạy lại",
    IndexDamaged: "chỉ mục bị hỏng: chạy `run.py index --rebuild` để dựng lại từ kho bài; kho bài không mất gì",
    IndexMissing: "chưa có chỉ mục: chạy `run.py index`",
}


STEPS = {
    "facts": "chưa rút được dữ kiện",
    "terms": "có phần chữ chưa tìm được",
    "definitions": "chưa đọc được chữ viết tắt trong bài",
    "marks": "chưa nhận ra ngày và số văn bản trong bài",
    "words": "chưa tách được từ ghép",
    "event": "chưa nhận ra sự kiện chính",
    "row": "chưa có ngày và tác giả trong chỉ mục",
    "signature": "chưa so được với các cổng khác",
    "file": "có tệp đính kèm chưa đọc được",
}
"""What an article lacks for which a step of ``archive.failures`` failed."""


def describe_failures(counts: Mapping[str, int]) -> list[str]:
    """Return how many articles lack what, by the names of the steps that failed."""
    return [f"{count} bài {STEPS.get(step, step)}" for step, count in counts.items()]


def describe_error(error: Exception) -> str:
    """Return one line that says what went wrong and what to do."""
    if isinstance(error, OSError) and error.errno in _SYSTEM:
        return f"{error.filename}: {_SYSTEM[error.errno]}" if error.filename else _SYSTEM[error.errno]
    return _KNOWN.get(type(error)) or " ".join(str(error).split())
