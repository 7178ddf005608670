"""The token lexicon: words of a sentence with their places, and whether they are ranks, offices or surnames."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from vietnamese.spelling.normalise import normalise

_WORD = re.compile(r"[^\W\d_]+(?:[.'’][^\W\d_]+)*|\d[\d.,/]*\d|\d|[^\w\s]|\S")

RANKS = frozenset(
    normalise(f"{grade} {kind}")
    for kind, grades in (
        ("tướng", ("đại", "thượng", "trung", "thiếu", "chuẩn")),
        ("tá", ("đại", "thượng", "trung", "thiếu")),
        ("úy", ("đại", "thượng", "trung", "thiếu", "chuẩn")),
        ("sĩ", ("thượng", "trung", "hạ")),
        ("sỹ", ("thượng", "trung", "hạ")),
    )
    for grade in grades
) | {"đô đốc", "binh nhất", "binh nhì"}
HONORIFICS = frozenset(["ông", "bà", "anh", "chị", "cô", "chú", "bác", "thầy"])
DEGREES = frozenset(
    ("ts", "ths", "pgs", "gs", "bs", "ls", "cn", "ks", "dr", "bsckii", "bscki", "nsnd", "nsưt", "gs.ts", "pgs.ts")
)
_HEADS = """
giám đốc|phó giám đốc|tổng giám đốc|phó tổng giám đốc|chủ tịch|phó chủ tịch|bí thư|phó bí thư|tổng bí thư|ủy viên|
phó trưởng|trưởng phòng|phó phòng|trưởng công an|phó công an|trưởng ban|phó ban|trưởng khoa|phó khoa|trưởng đoàn|
phó đoàn|trưởng thôn|trưởng ấp|trưởng bản|trưởng xóm|trưởng khu|trưởng phân|trưởng bộ|trưởng trạm|trưởng đồn|trưởng tiểu|
trưởng đại|trưởng chi|trưởng đội|phó đội|trưởng tàu|trưởng văn|trưởng buôn|trưởng tổ|trưởng cơ|trưởng nhóm|trưởng họ|
phó tổng|phó viện|phó cục|phó vụ|phó chánh|phó hiệu|phó thủ|phó tư|phó tham|phó chủ nhiệm|phó đồn|phó trạm|phó thường|
phó chỉ|phó chính|phó văn|phó bộ|phó hạt|
chánh án|chánh văn phòng|chánh thanh tra|thanh tra viên|tổng thanh tra|tổng kiểm toán|chánh tòa|phó chánh án|
thủ tướng|phó thủ tướng|tổng thống|phó tổng thống|ngoại trưởng|đại sứ|tổng lãnh sự|thống đốc|phó thống đốc|
luật sư|thẩm phán|kiểm sát viên|điều tra viên|công tố viên|hội thẩm|bác sĩ|bác sỹ|y tá|điều dưỡng|dược sĩ|
giáo viên|giảng viên|giáo sư|phó giáo sư|tiến sĩ|tiến sỹ|thạc sĩ|thạc sỹ|kỹ sư|kiến trúc sư|nhà báo|phóng viên|
nhà nghiên cứu|nhà văn|nhà thơ|nhà sử học|chuyên gia|chuyên viên|cán bộ|chiến sĩ|chiến sỹ|cảnh sát|đặc phái viên|
tư lệnh|phó tư lệnh|chính ủy|chính trị viên|phó chính ủy|chỉ huy|tổng tham mưu|tổng cục|tổng biên tập|phó tổng biên tập|thư ký|tổng thư ký|
đại biểu|nghị sĩ|thượng nghị sĩ|hạ nghị sĩ|chủ nhiệm|người phát ngôn|phát ngôn viên|đại diện|đội trưởng|thường trực|
kế toán|thủ quỹ|thủ kho|nhân viên|tài xế|lái xe|lái tàu|ca sĩ|diễn viên|nghệ sĩ|nghệ nhân|đạo diễn|nhạc sĩ|người mẫu|hoa hậu|
á hậu|huấn luyện viên|cầu thủ|trợ lý|cố vấn|chủ quán|chủ tiệm|chủ xe|chủ cơ sở|chủ doanh nghiệp|chủ đầu tư|kiểm lâm viên|
công an viên|hộ lý|bảo vệ|thượng tọa|hòa thượng|đại đức|linh mục|giám mục|hội viên|nhà giáo|nhà khoa học|
luật gia|thành viên|kiểm soát viên|quốc vụ khanh|thanh niên xung phong|chủ nhà|chủ cửa|chủ trại|chủ vựa|chủ tàu|chủ hộ|chủ trang|
chủ shop|chủ garage|chủ khách|thủ trưởng|thủ lĩnh|trưởng bql|trưởng trung|trưởng nhà|trưởng ga|trưởng hạt|trưởng làng|trưởng ngành|
chi cục trưởng|phó chi|biên tập viên|kỹ thuật viên|hướng dẫn viên|tiếp viên|công chứng viên|giám thị|phó giám thị|đại đội trưởng|tiểu đoàn trưởng|
trung đoàn trưởng|sư đoàn trưởng|trung đội trưởng|lữ đoàn trưởng|phó trung đoàn|phó tiểu đoàn|phó sư đoàn|xã đội|tỉnh ủy viên|thành ủy viên|huyện ủy viên|
đảng ủy viên|quận ủy viên|dân biểu|doanh nhân|tỷ phú|tỉ phú|nhà sáng lập|người sáng lập|nhà thiết kế|nhà sản xuất|nhà phân tích|nhà bình luận|thị trưởng|
quốc vương|thái tử|hoàng tử|công chúa|giáo hoàng|sử gia|học giả|thầy giáo|cô giáo|nữ giáo|danh hài|vận động viên|trọng tài|tuyển thủ|
người đứng đầu|phó thống đốc|trung vệ|tiền vệ|tiền đạo|thủ môn|hậu vệ|cựu chiến binh|chủ nhân|thương binh|
họa sĩ|hoạ sĩ|họa sỹ|ca sỹ|nhạc sỹ|nghệ sỹ|nghị sỹ|nữ nghệ sĩ|thuyền viên|phụ xe|bảo mẫu|phi công|siêu mẫu|biên kịch|tài công|nhiếp ảnh gia|
chính trị gia|phi hành gia|quán quân|á quân|bình luận viên|điệp viên|ứng viên|ứng cử viên|phu nhân|chưởng lý|tổng chưởng lý|nhà vua|sĩ quan|giám khảo|
nhà truyền giáo|nhà hoạt động|nhà ngoại giao|nhà đàm phán|nhà vận động|nhà lãnh đạo|nhà quản lý|nhà tâm lý|nhà soạn nhạc|nhà đầu tư|nhà môi giới|
lãnh đạo|thủ lĩnh|chỉ huy trưởng|thủ hiến|toàn quyền|thủ khoa|kỹ thuật viên|báo cáo viên|cộng tác viên|tình nguyện viên|thẩm định viên|dược sỹ|
đại diện|phát thanh viên|diễn giả|giáo sĩ|tu sĩ|ni sư|thượng thư|nam tước|công tước|bá tước|cử nhân|nghiên cứu sinh|bí thư|quân nhân|kiểm ngư viên|
phó cục trưởng|tham mưu trưởng|tổng tham mưu trưởng|phó tham mưu trưởng|quan chức|công chức|xóm trưởng|trưởng ca|thuyền trưởng|cơ trưởng|hoàng thân|nữ hoàng|tổng chỉ huy|anh hùng|mục sư|già làng|công tố|giám định viên|chấp hành viên
"""
HEADS = frozenset(tuple(normalise(head).split()) for head in _HEADS.replace("\n", "").split("|") if head.strip())
_FIRST = frozenset(head[0] for head in HEADS)
_SHORT_HEADS = frozenset(("gđ", "pgđ", "tgđ", "pct", "đbqh"))
"""Heads as newspapers shorten them, in capitals: "PCT UBND tỉnh", "GĐ Sở"."""
_BEFORE_HEAD = frozenset(("nguyên", "cựu", "quyền", "q", "nữ", "tân", "vị", "viên", "đồng"))
_TRUONG = frozenset(("trưởng", "phó"))
_CHIEFS = frozenset(
    (
        "cục",
        "vụ",
        "viện",
        "đội",
        "trạm",
        "đồn",
        "hạt",
        "hiệu",
        "tổ",
        "bộ",
        "thứ",
        "thuyền",
        "cơ",
        "máy",
        "xưởng",
        "chi",
        "ga",
    )
)


class Word(NamedTuple):
    """A word or sign; ``low`` is its canonical lower-case form."""

    text: str
    low: str
    start: int
    end: int
    capital: bool


@lru_cache(maxsize=1 << 17)
def _low(text: str) -> str:
    return normalise(text).lower()


def words_of(text: str) -> list[Word]:
    """Return the words, numbers and signs of ``text``."""
    return [Word(w, _low(w), *m.span(), w[0].isupper()) for m in _WORD.finditer(text) for w in (m[0],)]


def office_head_size(words: list[Word], at: int) -> int:
    """Count the words of an office's first words that stand at ``at``: 0 when none do."""
    begin = at
    while at < len(words) and words[at].low in _BEFORE_HEAD and at - begin < 2:
        at += 1
        if at < len(words) and words[at].text == ".":
            at += 1
    if at >= len(words):
        return 0
    first = words[at].low
    short = at + 1 if first == "phó" and at + 1 < len(words) else at
    if words[short].low in _SHORT_HEADS and words[short].text.isupper():
        return short + 1 - begin
    if first in _FIRST:
        for size in (4, 3, 2):
            head = tuple(w.low for w in words[at : at + size])
            # "cơ quan chức năng" is no "quan chức"
            if head in HEADS and not (first == "quan" and at + 2 < len(words) and words[at + 2].low == "năng"):
                return at + len(head) - begin  # A text that ends here has fewer words than ``size``.
    if at + 1 < len(words) and words[at + 1].low in _TRUONG and first in _CHIEFS:
        return at + 2 - begin
    return 0


def is_general_at(words: list[Word], at: int) -> bool:
    """Tell whether "tướng" alone stands at ``at``, no rank of two words and no "thủ tướng"."""
    return at >= 0 and words[at].low == "tướng" and not (at and words[at - 1].low in _BEFORE_GENERAL)


_BEFORE_GENERAL = frozenset(("thủ", "đại", "thượng", "trung", "thiếu", "chuẩn", "các", "danh", "cấp", "viên"))


def is_rank_at(words: list[Word], at: int) -> bool:
    """Tell whether a rank of two words stands at ``at``."""
    return at + 1 < len(words) and at >= 0 and f"{words[at].low} {words[at + 1].low}" in RANKS
