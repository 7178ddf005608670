"""Tells where an office ends: at verbs, before another person, or when the unit it belongs to is named whole."""

from __future__ import annotations

import re

from facts.extraction.people.words import HONORIFICS, Word, is_rank_at, office_head_size
from vietnamese.entities.surnames import SURNAMES

# A role ends before these: what the person does, says or is met with.
_VERBS = frozenset(
    [
        "cho",
        "đã",
        "đang",
        "sẽ",
        "phát",
        "khẳng",
        "nói",
        "xác",
        "yêu",
        "nhấn",
        "bị",
        "được",
        "có",
        "cùng",
        "dự",
        "tham",
        "trao",
        "chủ-trì",
        "trì",
        "ký",
        "đề",
        "chia",
        "nêu",
        "trả",
        "vừa",
        "vẫn",
        "cũng",
        "đánh",
        "ghi",
        "gửi",
        "là",
        "làm",
        "lên",
        "đến",
        "tới",
        "bày",
        "kể",
        "nhận",
        "gặp",
        "thăm",
        "kết",
        "do",
        "mà",
        "khi",
        "vì",
        "để",
        "thì",
        "trình",
        "cảm",
        "biểu",
        "chúc",
        "theo",
        "cảnh",
        "chỉ-đạo",
        "tuyên",
        "phân",
        "bác-bỏ",
        "giải",
        "tặng",
        "đứng",
        "gọi",
        "hỏi",
        "tại",
        "bức",
        "như",
        "dẫn",
        "đọc",
        "với",
        "lý-giải",
        "phân-tích",
        "hiện",
        "từng",
        "trước",
        "sau",
        "ngày",
        "thay",
        "gồm",
        "lặng",
        "ngấn",
        "thở",
        "rơi",
    ]
)
_PAIRS = frozenset(
    (
        "chủ trì",
        "đồng chủ", "chỉ đạo", "bác bỏ", "lý giải", "báo cáo", "quán triệt", "kiến nghị", "mong muốn", "kỳ vọng", "tiếp nhận",
        "phê duyệt", "ban hành", "tiếp thu", "giới thiệu", "điều hành", "lưu ý", "phản ánh", "tâm sự", "khuyến cáo",
        "thừa nhận", "thẳng thắn", "hướng dẫn", "giao nhiệm", "thừa ủy", "tổ chức", "khai mạc", "bế mạc", "thống nhất",
        "quyết định", "trực tiếp", "kêu gọi", "ra quyết", "cam kết", "nhìn nhận", "bên lề", "đồng tình", "đối thoại", "chỉ trích", "hoan nghênh",
        "khẩn trương", "nhắc lại", "chịu trách", "trong việc", "đồng ý", "xem xét", "cung cấp", "kháng cáo", "từ trần", "diễn ra", "viết trên", "tiết lộ",
        "đặt câu", "trong thời", "trân trọng", "từ chối", "tin tưởng", "nhất trí", "bắt đầu", "sáng nay", "chiều nay", "phủ nhận", "từ chức", "một lần",
        "nhiệt liệt", "giao cho", "khởi xướng", "đặt vấn", "chỉ ra", "phải có", "xúc động", "mới đây", "trong chuyến", "chất vấn", "đồng thời",
        "động viên", "nghỉ hưu", "buộc phải", "hứa sẽ", "mô tả", "tỏ ra", "vắng mặt", "chỉ rõ", "nhiều lần", "thể hiện", "mở đầu", "thảo luận",
        "trở lại", "về chung", "bước lên", "bước vào", "nhắc rằng", "thẳng thắn", "trong đó", "thông tin", "thông báo", "tiếp tục", "giữ chức", "giữ cương", "thôi giữ", "đưa ra", "thông qua", "tái đắc", "giám sát", "cầm đầu",
        "trưởng thành", "cầm lái", "mất tích", "tử vong", "quê ở", "sinh năm", "trú tại", "ngụ tại", "nguyên quán", "giơ tay", "đối với", "điều khiển", "xin lỗi", "về việc", "về vụ", "liên quan", "qua đời", "bàn giao", "dâng hương",
    )
)  # fmt: skip
# Words that only look like the verbs above inside the names of offices.
_WITHIN = frozenset(
    (
        "chỉ đạo", "kết nối", "tham mưu", "cảnh sát", "phát triển", "phát thanh", "phát ngôn", "thông tin", "thông tấn",
        "dự án", "dự bị", "dự phòng", "dự toán", "hiện trường",
        "tham nhũng", "dự khuyết", "đồng nai", "đồng tháp", "đồng bằng",
        "đồng hới", "đồng xoài", "đồng nhân", "đồng văn", "đồng phú", "đồng tâm", "cảnh vệ", "trực thuộc", "trực ban",
        "thông báo", "cảnh báo", "kết hợp", "lý lịch", "kết cấu", "ghi âm", "giải phóng", "giải trí", "chỉ huy", "đến từ",
        "thăm dò", "tham vấn", "biểu diễn", "cùng chiến", "phân hiệu", "phân viện", "phân trại", "có tổ", "phát hành",
        "đồng đăng", "đồng sơn", "đồng hỷ", "phân hội", "đề án", "đánh giá", "sau đại", "không gian", "không lưu",
        "không quân", "không vận", "giải quyết", "giải pháp", "trước bạ", "ngày mai", "có trách", "gọi vốn", "tuyên giáo",
        "tuyên truyền", "làm việc", "trình độ", "đồng hành", "phát hiện", "biểu mẫu", "giải thưởng",
    )
)  # fmt: skip
# "Ban chỉ đạo", "Đại biểu": words of an office that look like verbs, by the word before.
_INSIDE = frozenset(
    (
        "đăng ký", "vấn đề", "và điều", "ban chỉ", "ban tổ", "ban kiểm", "đại biểu", "viện trao", "ban tiếp", "ban giải", "bộ chỉ", "phòng tiếp", "ban phát", "bộ thông", "sở thông",
        "phòng thông", "cục thông", "ban báo", "phòng giải", "đoàn thanh", "ủy thanh", "trung tâm",
    )
)  # fmt: skip


_RUN_ON = re.compile(
    r"\s(?:về (?:tội|tình (?:hình|trạng)|vấn đề|nội dung|kết quả|sự việc|hành vi|nhà|trụ sở|cáo buộc|nghi án|hưu)|(?:vào |lúc |từ )?(?:rạng sáng|sáng|trưa|chiều|tối|đêm|[Nn]gày|hôm) (?:\d|nay|qua)|từ \d|nổ súng|kiểm tra (?:nhà|căn|hành chính|vũ|quán)|ngăn chặn|"
    r"truy đuổi|ập vào|xông vào|lập án|lấy lời|khai (?:tên|nhận|báo)|gây (?:tai|ra|thương|án)|bỏ (?:chạy|trốn)|hất văng|tông|đâm|cán (?=\w+ (?:chết|người|qua))|"
    r"nhằm|ngửi thấy|phát hiện|nghi ngờ|sinh sống|trong (?:lúc|khu vực|thang|clip|cốp)|ở trong|dùng|đóng giả|tố cáo|tố giác|truy trách|phối hợp tìm|chăm sóc|giáng cấp|đánh giá (?:vụ|việc)|cho (?:biết|hay|rằng)|"
    r"khẳng định|thông tin (?:thêm|với)|xác nhận|nói|giai đoạn|té ngã|loạng choạng|thu giữ|đang (?=\w)|hiện đang)(?!\w).*$"
)
"""What goes on after an office: what is done, when, and with what he is charged. Bodies that have such words in their names have capitals or stand before."""
_HANGING = re.compile(
    r"(?:[\s,–/-]+(?:gần|trên|dưới|về|đã|cũng|muốn|của|vào|ngày|sáng|chiều|tối|phát|và|tại|ở|nên|ho|thông tin|cùng|để|cho|khi|việc|ông|bà|anh|chị|đang|vẫn|lại|rằng|mà|nhưng|với|theo|trong|từ|đến|tới|thì|là|bị|được|có|sẽ|vừa|lên|xuống|ngoài|sau|trước|bên|cạnh|quanh|nơi|làm|gồm|hoặc|hay|như|nếu|bằng|do|bởi|vì|riêng|nghi|chiếc|những|các|một|lúc|hiện|nhằm))+$"
)
"""Words no office ends in."""


def end_office(role: str) -> str:
    """Return an office without what a sentence goes on with: "Đội trưởng Đội Cảnh sát giao thông số 2 gần …"."""
    return _HANGING.sub("", _RUN_ON.sub("", role)).rstrip(" ,–-/(")


def is_continued(words: list[Word], at: int) -> bool:
    """Tell whether an office goes on after the comma or dash at ``at``."""
    after = at + 1
    if after >= len(words):
        return False
    if words[at].text in "/&" or words[at].start == words[at - 1].end and words[at].text == "-":
        return True
    if is_rank_at(words, after) or words[after].low in HONORIFICS:
        return False
    if (
        words[at].text in "–-"
        and f"{words[after].low} {words[after + 1].low if after + 1 < len(words) else ''}" in _FIELDS
    ):
        return True
    if office_head_size(words, after):
        # "Giám đốc Công an tỉnh, Chủ tịch A chủ trì": an office with its own name after it is another person's
        return not _has_own_name(words, after)
    if words[after].low.startswith("tp") or (
        words[after].low in ("tỉnh", "huyện", "thành", "phường", "xã", "quận", "thị", "đoàn")
        and any(w.capital for w in words[after + 1 : after + 3])
    ):
        return True
    if words[after].low == "và":
        return False
    if words[after].low == "kiêm":
        return True
    if words[after].low in _PARTS and any(w.capital for w in words[after + 1 : after + 3]):
        return True
    if words[at].text == "," and not words[after].capital:
        # "Chánh Văn phòng Phòng chống tham nhũng, lãng phí và …" against "Giám đốc, người đã …"
        low = words[after].low
        return (
            any(w.low == "và" for w in words[after : after + 4]) and low not in _VERBS and low not in ("các", "người")
        )
    return words[after].capital and (words[at].text != "," or words[after].low in _UNITS)


_FIELDS = frozenset(
    (
        "thể thao", "đào tạo", "đầu tư", "thương binh", "xã hội", "môi trường", "du lịch", "công nghệ", "truyền thông", "gia đình", "vận tải",
        "phát triển", "kiến trúc", "tài chính", "kế hoạch", "miền núi", "tuyên truyền", "hậu cần", "kỹ thuật", "pháp chế", "an ninh", "kiểm soát",
    )
)  # fmt: skip
"""What goes on over a dash inside the name of a ministry or department: "Sở Văn hóa - thể thao"."""
_PARTS = frozenset(("phòng", "đội", "cục", "vụ", "chi", "trạm"))
"""Parts of bodies that follow an office over a comma: "Phó trưởng phòng, phòng Cảnh sát hình sự"."""

_UNITS = frozenset(
    [
        "vụ",
        "đội",
        "bộ",
        "công",
        "cục",
        "sở",
        "ban",
        "tỉnh",
        "huyện",
        "thành",
        "tp",
        "phòng",
        "viện",
        "ủy",
        "văn",
        "hội",
        "tổng",
        "trung",
        "đảng",
        "kiêm",
        "quận",
        "xã",
    ]
)


# What may follow a province, district or commune inside an office ("Công an tỉnh kiêm …"); anything else is what is done.
AFTER_UNIT = frozenset(
    [
        "và",
        "về",
        "phụ",
        "kiêm",
        "của",
        "tỉnh",
        "huyện",
        "thành",
        "thị",
        "quận",
        "phường",
        "xã",
        "khóa",
        "khoá",
        "nhiệm",
        "biên",
        "thường",
        "hội",
        "ủy",
        "uỷ",
        "đoàn",
        "đội",
        "đảo",
        "nước",
        "miền",
        "vùng",
        "thuộc",
        "cùng",
        "nguyên",
        "trực",
    ]
)


def is_complete(words: list[Word], at: int) -> bool:
    """Tell whether an office is complete before ``at``: "Công an tỉnh | thắp nén hương"."""
    word, before = words[at], words[at - 1]
    if word.capital or not word.text.isalpha() or word.low in AFTER_UNIT:
        return False
    return before.low in ("tỉnh", "huyện", "phường", "quận") or before.low == "xã" and word.low not in ("hội", "đội")


def _has_own_name(words: list[Word], at: int) -> bool:
    size = office_head_size(words, at)
    follow = words[at + size : at + size + 2]
    return len(follow) == 2 and all(w.capital for w in follow) and follow[0].low in SURNAMES - {"công", "văn", "hội"}


def is_joined(words: list[Word], at: int) -> bool:
    """Tell whether "và" at ``at`` is inside the name of an office rather than before another person."""
    after = at + 1
    if after >= len(words) or is_rank_at(words, after) or words[after].low in HONORIFICS:
        return False
    low = words[after].low
    if low in ("các", "đồng", "lãnh", "đại", "nhiều", "một", "những", "gia", "con", "vợ", "toàn", "hơn", "đông"):
        return False
    return not office_head_size(words, after) and not (words[after].capital and low in SURNAMES)


def is_within_office(words: list[Word], at: int) -> bool:
    return at + 1 < len(words) and f"{words[at].low} {words[at + 1].low}" in _WITHIN


def is_verb(words: list[Word], at: int) -> bool:
    """Tell whether a verb stands at ``at``, that is, what the person does."""
    word = words[at]
    pair = f"{word.low} {words[at + 1].low}" if at + 1 < len(words) else word.low
    if word.capital and at and words[at].low != "phát":
        return False
    if at and f"{words[at - 1].low} {word.low}" in _INSIDE:
        return False
    # "phòng Hướng dẫn và Tổ chức …": a name of a part begins with its word
    if at > 1 and words[at - 1].capital and words[at - 2].low in _PARTS | {"sở", "ban", "bộ"} and not words[at].capital:
        return False
    if word.low == "của" and at + 1 < len(words) and (words[at + 1].low in HONORIFICS or is_rank_at(words, at + 1)):
        return True
    # "Đại sứ Hoa Kỳ tại Việt Nam"
    if word.low == "tại" and at + 1 < len(words) and words[at + 1].capital:
        return not any(w.low in ("sứ", "sự") for w in words[max(0, at - 8) : at])
    if (word.low not in _VERBS or pair in _WITHIN) and pair not in _PAIRS:
        return False
    # "Tổng thư ký", "người đứng đầu": words of the office's head
    return not any(office_head_size(words, head) > at - head for head in range(max(0, at - 3), at))
