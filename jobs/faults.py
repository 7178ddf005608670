"""What a failed job tells admins, in Vietnamese: the archive and the system speak English, since commands do."""

from __future__ import annotations

import errno

from archive.errors import ArchiveBusy, ArchiveDamaged, ArchiveUnwritable

_KEPT = "những gì đã xác nhận được giữ nguyên"
_SYSTEM = {
    errno.ENOSPC: f"đĩa đã đầy: giải phóng chỗ rồi chạy lại; {_KEPT}",
    errno.EDQUOT: f"hết hạn mức đĩa: giải phóng chỗ rồi chạy lại; {_KEPT}",
    errno.EIO: f"đĩa bị lỗi đọc ghi: kiểm tra đĩa của máy chủ; {_KEPT}",
    errno.EROFS: "thư mục dữ liệu chỉ cho đọc: kiểm tra quyền ghi của máy chủ",
    errno.EACCES: "thư mục dữ liệu không cho ghi: kiểm tra quyền của người dùng chạy Tìm Tin",
}
_ARCHIVE: dict[type[Exception], str] = {
    ArchiveUnwritable: f"không ghi được kho bài, đĩa đầy hoặc không có quyền ghi: giải phóng chỗ, kiểm tra quyền rồi chạy lại; {_KEPT}",
    ArchiveDamaged: "kho bài bị hỏng: khôi phục bản sao lưu bằng `run.py restore THƯ_MỤC`",
    ArchiveBusy: "một tiến trình khác đang ghi vào kho bài: đợi đến khi xong rồi chạy lại",
}


def told(error: Exception) -> str:
    """Return one line that says what went wrong and what to do."""
    if isinstance(error, OSError) and error.errno in _SYSTEM:
        return f"{error.filename}: {_SYSTEM[error.errno]}" if error.filename else _SYSTEM[error.errno]
    return _ARCHIVE.get(type(error)) or " ".join(str(error).split())
