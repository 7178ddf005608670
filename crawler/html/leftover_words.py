"""Recognises by its words alone what is no text of an article: labels of other articles, names of topics, words on buttons."""

from __future__ import annotations

import re

from crawler.html.metadata import squeeze_blanks

_LABEL = re.compile(
    r"(?i)^\W*(?:(?:các )?(?:tin|bài)(?: bài|, bài| viết)? (?:liên quan|khác|cùng chuyên mục|cùng mục|đọc nhiều|(?:đã|mới) (?:đưa|đăng)"
    r"|cũ hơn|mới hơn|mới nhất|gần đây)"
    r"|xem thêm|đọc thêm|đọc tiếp|tham khảo thêm|có thể bạn (?:quan tâm|thích)|bài viết liên quan|tin mới"
    r"|(?:bấm |bạn đọc |mời )?theo dõi .{0,60}google news"
    r"|mời (?:bạn|quý|độc giả|các bạn) .{0,12}(?:xem|đọc|vào|theo dõi))(?!\w)"
)
_TOPIC = re.compile(r"(?i)^\W*(?:(?:dòng )?sự kiện|chủ đề|chuyên đề|từ khóa|từ khoá|tags?|key-?words?|chuyên mục)\s*:")
_ARROWS = re.compile(r"^\s*(?:>>|»|&gt;&gt;|►|➤|☞)")
_ALONE = re.compile(
    r"(?i)^\W*(?:quảng cáo|advertisement|\d{1,3}\s*/\s*\d{1,3}|chia sẻ(?: bài viết)?|(?:nghe|đọc)(?: đọc)? (?:bài(?: viết)?|tin bài|nội dung)[\W\d]*|nghe audio|về trang chủ đề|xem nhanh"
    r"|mục lục|trở lại .{0,30}|copy link|link (?:bài )?gốc.*|lưu bài viết|sao chép liên kết|in (?:bài viết|bài|tin|trang)"
    r"|(?:về|lên) đầu trang|xem theo ngày|cỡ chữ.{0,20}|(?:số )?(?:lượt (?:xem|đọc|truy cập)|người xem)\s*:?\s*[\d.,]+"
    r"|bình luận(?: \(\d+\))?|ý kiến bạn đọc(?: \(\d+\))?|gửi (?:bình luận|ý kiến)(?: của bạn)?|thích \d+"
    r"|tổng số điểm của bài viết là.*|click để đánh giá bài viết|xếp hạng\s*:.{0,30}phiếu bầu"
    r"|\[?nhập (?:chú thích|mô tả|nội dung)(?: ảnh| video)?\]?|cùng (?:chuyên mục|tác giả)|(?:bài viết|tin|bài) cùng tác giả"
    r"|©.{0,80}|bản quyền thuộc .{0,60}|đăng ký (?:nhận tin|kênh|bản tin).{0,40}|tải (?:về )?(?:ứng dụng|app) .{0,40}"
    r"|(?:tags?|từ khóa|từ khoá)\s*:.{0,120}|bạn đang đọc (?:bài|tin|báo) .{0,140}|mời quý độc giả theo dõi các chương trình .*"
    r"|(?:bấm |bạn đọc |mời )?theo dõi .{0,40} trên (?:google(?: news)?|facebook|zalo|youtube|tiktok)(?: .{0,60})?)\W*$"
)

_TOOLS = re.compile(
    r"(?i)\W*(?:(?:in(?: bài(?: viết)?| tin| trang)?|bản in|gửi (?:bạn bè|(?:qua )?e?-?mail|cho bạn(?: bè)?|bài viết|tin)|(?:quay|trở) (?:lại|về)"
    r"|về trang trước|lưu(?: bài| tin)?|chia sẻ|đánh dấu|e-?mail|print|back|send|facebook|zalo|twitter|font size|cỡ chữ|a[+-]?)(?:\W+|$))+"
)


def is_related_heading(text: str | None) -> bool:
    """Return whether ``text`` is no more than the headline of a box of other articles ("Tin liên quan")."""
    return bool(text) and len(text or "") <= 60 and bool(_LABEL.fullmatch(squeeze_blanks(text or "").rstrip(" :.…»>")))


def is_label(text: str) -> bool:
    """Return whether ``text`` only announces other articles ("Xem thêm: …", ">> …")."""
    return bool(_LABEL.search(text) or _ARROWS.search(text))


def is_topic(text: str) -> bool:
    """Return whether ``text`` only names the subject that a page is filed under ("Sự kiện: …", "Từ khóa: …")."""
    return len(text) <= 150 and bool(_TOPIC.search(text))


def is_leftover(text: str) -> bool:
    """Return whether ``text`` is the word on an empty advertisement or button."""
    return bool(_ALONE.search(text)) or is_tool(text)


def is_tool(text: str) -> bool:
    """Return whether ``text`` is no more than what a page offers to do with it ("In bài viết", "Gửi bạn bè")."""
    return len(text) <= 90 and bool(_TOOLS.fullmatch(text))
