"""Finds the office written beside a name: where it begins and where it ends."""

from __future__ import annotations

import re

from facts.extraction.people.names import has_name_at_end
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
        "cầm lái", "mất tích", "tử vong", "quê ở", "sinh năm", "trú tại", "ngụ tại", "nguyên quán", "giơ tay", "đối với", "điều khiển", "xin lỗi", "về việc", "về vụ", "liên quan", "qua đời", "bàn giao", "dâng hương",
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
_BEFORE_OTHERS = frozenset(
    [
        "và",
        "với",
        "cùng",
        "của",
        "là",
        "cho",
        "do",
        "vào",
        "tại",
        "ở",
        "trên",
        "trong",
        "từ",
        "bởi",
        "về",
        "theo",
        "đến",
    ]
)
_SHORTENED = frozenset(("tp", "tx", "tt", "t", "q", "p"))
FORMER = frozenset(("nguyên", "cựu"))
"""Words before a rank or office that somebody held once."""
_STOP_SIGNS = frozenset(';:.!?"“”…)[]*')
# What stands in brackets after an office and is no part of it: age, kin, place in the picture.
_ASIDE = re.compile(
    r"^(?:\d|sn$|sinh$|tuổi$|em$|anh$|chị$|con$|vợ$|chồng$|cha$|mẹ$|bố$|ảnh$|trái$|phải$|giữa$|áo$|đứng$|bìa$|hàng$|ngồi$|thứ$|người$)"
)
# "Ban chỉ đạo", "Đại biểu": words of an office that look like verbs, by the word before.
_INSIDE = frozenset(
    (
        "ban chỉ", "ban tổ", "ban kiểm", "đại biểu", "viện trao", "ban tiếp", "ban giải", "bộ chỉ", "phòng tiếp", "ban phát", "bộ thông", "sở thông",
        "phòng thông", "cục thông", "ban báo", "phòng giải", "đoàn thanh", "ủy thanh", "trung tâm",
    )
)  # fmt: skip


def find_left_role(text: str, words: list[Word], end: int, honoured: bool = False) -> str:
    """Find the office written right before ``end``, from its first word; empty when there is none.

    ``honoured``: rank or honorific stands at ``end``, so a dash or "là" may stand between office and person.
    """
    best, apart = -1, end > 0 and words[end - 1].text == ","
    at = end - 1
    # a comma before a bare name ends the role of somebody else: "B - Tổng giám đốc, A, …"
    if at >= 0 and words[at].text in ",–-":
        if not is_rank_at(words, end) and not (honoured and (words[at].text in "–-" or _opens_clause(words, at))):
            return ""
        at -= 1
        end -= 1
    elif at >= 1 and words[at].low == "là" and honoured:
        at -= 1
        end -= 1
    if at >= 0 and words[at].low in _BEFORE_OTHERS:
        return ""
    if at >= 0 and words[at].low == "nhiệm" and words[at - 1].low == "đương":
        at -= 2
        end -= 2
    if at >= 0 and words[at].text == ")":
        opened = next((k for k in range(at - 1, max(-1, at - 14), -1) if words[k].text == "("), -1)
        if opened < 1 or _ASIDE.match(words[opened + 1].low):
            return ""
        at = opened - 1
    floor = max(0, end - 26)
    while at >= floor:
        word = words[at]
        if word.text == "," and best == at + 1 and (joined := _office_before(words, at, floor)) >= 0:
            best, at = joined, joined - 1
            continue
        if word.text == "," and best < 0 and _is_in_ministry(words, at):
            at -= 1
            continue
        if word.text == "." and at and words[at - 1].low in _SHORTENED:
            at -= 1
            continue
        if word.text in _STOP_SIGNS or word.text in ",(":
            break
        size = office_head_size(words, at)
        if size and at + size <= end:
            best = at
        elif (
            _is_verb(words, at)
            and not (best > at)
            and not _is_within_office(words, at)
            or best > at
            and (_is_verb(words, at) or word.low in ("của", "cùng", "và", "là", "bởi"))
            or best - at > 3
        ):
            break
        at -= 1
    if best > 0 and (
        apart and _is_complement(words, best) or words[best - 1].low == "ban" and words[best].low in _BOARDS
    ):
        return ""
    # "VP luật sư Nguyễn Chiến": an office named after its head
    if best < 0 or best and words[best].low == "luật" and words[best - 1].low in ("vp", "phòng"):
        return ""
    return text[words[best].start : words[end - 1].end].strip(" ,-–")


_BOARDS = frozenset(("giám", "lãnh", "chủ", "thường", "chỉ"))
_COMPLEMENT = frozenset(("của", "theo", "với", "cho", "tới", "đến", "gửi", "từ", "bởi", "do"))


def _is_complement(words: list[Word], at: int) -> bool:
    """Tell whether the office at ``at``, before a comma, is somebody else's: "Theo quyết định của Bộ trưởng, Thiếu tướng A"."""
    before = words[at - 1].low
    return before in _COMPLEMENT or before in ("đồng", "vị") or at > 1 and f"{words[at - 2].low} {before}" == "đồng chí"


def _opens_clause(words: list[Word], comma: int) -> bool:
    """Tell whether a sentence is nothing but an office up to a comma: "Phó chủ tịch UBND xã Mẫu, bà A"."""
    if not office_head_size(words, 0) or has_name_at_end(words, 0, comma):
        return False
    return not any(
        words[at].text in ",-–;:" or _is_verb(words, at) and not _is_within_office(words, at) for at in range(comma)
    )


def _office_before(words: list[Word], comma: int, floor: int) -> int:
    """Return where the office before a comma begins when nothing but that office stands there; -1 otherwise."""
    for at in range(comma - 1, max(floor, comma - 14) - 1, -1):
        if (
            words[at].text in _STOP_SIGNS
            or words[at].text == ","
            or words[at].text[0].isdigit()
            or _is_verb(words, at)
            and not _is_within_office(words, at)
        ):
            return -1
        if office_head_size(words, at):
            while at > floor and office_head_size(words, at - 1):
                at -= 1
            return -1 if has_name_at_end(words, at, comma) else at
    return -1


def _is_in_ministry(words: list[Word], comma: int) -> bool:
    """Tell whether a comma is inside a name such as "Văn hóa, Thể thao và Du lịch"."""
    after = words[comma + 1 : comma + 6]
    return bool(after) and after[0].capital and words[comma - 1].low != "" and any(w.low == "và" for w in after[1:])


def find_right_rank(words: list[Word], at: int) -> str:
    """Find the rank written after a name: "A, Đại tá, …", "A (SN 1978, là Thượng uý)"; empty when there is none."""
    if at + 3 < len(words) and words[at].text in ",-–" and words[at + 1].low in FORMER:
        at += 1
        if is_rank_at(words, at + 1):
            return f"{words[at + 1].text} {words[at + 2].text}"
    elif at + 2 < len(words) and words[at].text in ",-–" and is_rank_at(words, at + 1):
        # "A, Đại tá B": the rank is the other's
        if at + 3 < len(words) and words[at + 3].capital:
            return ""
        return f"{words[at + 1].text} {words[at + 2].text}"
    if at < len(words) and words[at].text == "(":
        for step in range(at + 1, min(at + 9, len(words) - 1)):
            if words[step].text == ")":
                break
            if words[step].low == "là" and is_rank_at(words, step + 1):
                return f"{words[step + 1].text} {words[step + 2].text}"
    return ""


def find_right_role(text: str, words: list[Word], at: int) -> str:
    """Find the office that follows a name: after a comma, dash, bracket or "là"."""
    count = len(words)
    if at >= count:
        return ""
    if words[at].text == "(":
        step = at + 1
        while step < count and step < at + 14 and words[step].text not in ")":
            if office_head_size(words, step) and (step == at + 1 or words[step - 1].text in ",-–;"):
                return _read_role(text, words, step)
            if is_rank_at(words, step) and words[step - 1].low == "là":
                return ""
            step += 1
        at = step + 1
        if at >= count:
            return ""
    if words[at].text in ",-–" or words[at].low in ("là", "hiện", "giữ"):
        step = at + 1
        for word in words[step : step + 5]:
            if word.low not in ("hiện", "là", "đang", "giữ", "chức", "vụ", "một", "cũng"):
                break
            step += 1
        # "A (SN 1970), trú tại …" is no office; ", 45 tuổi, Giám đốc …" is one
        if step + 2 < count and words[step].low.isdigit() and words[step + 1].low == "tuổi":
            step += 3
        elif born := _birth_size(words, step):
            step += born
        # "- cựu Trung tướng, nguyên Tổng cục trưởng …": the office stands behind the rank
        past = step + 1 if step < count and words[step].low in FORMER else step
        if (
            is_rank_at(words, past)
            and past + 3 < count
            and words[past + 2].text in ",-–"
            and (past > step or not words[past + 2].capital)
        ):
            step = (
                past + 3 if office_head_size(words, past + 3) and not has_name_at_end(words, past, past + 2) else step
            )
        if step < count and office_head_size(words, step) and not is_rank_at(words, step):
            return _read_role(text, words, step)
    elif office_head_size(words, at) and words[at].capital:
        return _read_role(text, words, at)
    return ""


def _birth_size(words: list[Word], at: int) -> int:
    """Count the words of ", sinh năm 1970," that stand at ``at`` before an office."""
    lows = [word.low for word in words[at : at + 4]]
    size = 3 if lows[:2] == ["sinh", "năm"] else 2 if lows[:1] == ["sn"] else 0
    named = size > 0 and len(lows) > size and lows[size - 1].isdigit() and lows[size] == ","
    return size + 1 if named else 0


def _read_role(text: str, words: list[Word], begin: int) -> str:
    """Return the office that begins at ``begin``, with the further offices joined to it by commas and dashes."""
    at = begin + max(1, office_head_size(words, begin))
    depth, end, count = 0, at, len(words)
    while at < count and at - begin < 60:
        word = words[at]
        if word.text == "(":
            close = next((k for k in range(at + 1, min(at + 12, count)) if words[k].text == ")"), -1)
            if close < 0 or (close - at > 1 and _ASIDE.match(words[at + 1].low)):
                break
            at = end = close + 1
            continue
        if word.text in _STOP_SIGNS:
            if word.text == "." and at and words[at - 1].low in _SHORTENED:
                at += 1
                continue
            break
        if word.text in ",–-/&":
            if not _is_continued(words, at) or (word.text == "," and has_name_at_end(words, begin, at)):
                break
        elif word.low == "và" and not _is_joined(words, at) or _is_verb(words, at) or _is_complete(words, at):
            break
        at += 1
        end = at if depth == 0 else end
    while end > begin and (words[end - 1].text in ",-–(" or words[end - 1].low in ("hiện", "đương", "nay")):
        end -= 1
    if has_name_at_end(words, begin, end):
        return ""
    return text[words[begin].start : words[end - 1].end]


def _is_continued(words: list[Word], at: int) -> bool:
    """Tell whether an office goes on after the comma or dash at ``at``."""
    after = at + 1
    if after >= len(words):
        return False
    if words[at].text in "/&" or words[at].start == words[at - 1].end and words[at].text == "-":
        return True
    if is_rank_at(words, after) or words[after].low in HONORIFICS:
        return False
    if office_head_size(words, after):
        # "Giám đốc Công an tỉnh, Chủ tịch A chủ trì": an office with its own name after it is another person's
        return not _has_own_name(words, after)
    if words[after].low.startswith("tp") or (
        words[after].low in ("tỉnh", "huyện", "thành", "phường", "xã", "quận", "thị", "đoàn")
        and any(w.capital for w in words[after + 1 : after + 3])
    ):
        return True
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
_AFTER_UNIT = frozenset(
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


def _is_complete(words: list[Word], at: int) -> bool:
    """Tell whether an office is complete before ``at``: "Công an tỉnh | thắp nén hương"."""
    word, before = words[at], words[at - 1]
    if word.capital or not word.text.isalpha() or word.low in _AFTER_UNIT:
        return False
    return before.low in ("tỉnh", "huyện", "phường", "quận") or before.low == "xã" and word.low not in ("hội", "đội")


def _has_own_name(words: list[Word], at: int) -> bool:
    size = office_head_size(words, at)
    follow = words[at + size : at + size + 2]
    return len(follow) == 2 and all(w.capital for w in follow) and follow[0].low in SURNAMES - {"công", "văn", "hội"}


def _is_joined(words: list[Word], at: int) -> bool:
    """Tell whether "và" at ``at`` is inside the name of an office rather than before another person."""
    after = at + 1
    if after >= len(words) or is_rank_at(words, after) or words[after].low in HONORIFICS:
        return False
    low = words[after].low
    if low in ("các", "đồng", "lãnh", "đại", "nhiều", "một", "những", "gia", "con", "vợ", "toàn", "hơn", "đông"):
        return False
    return not office_head_size(words, after) and not (words[after].capital and low in SURNAMES)


def _is_within_office(words: list[Word], at: int) -> bool:
    return at + 1 < len(words) and f"{words[at].low} {words[at + 1].low}" in _WITHIN


def _is_verb(words: list[Word], at: int) -> bool:
    """Tell whether a verb stands at ``at``, that is, what the person does."""
    word = words[at]
    pair = f"{word.low} {words[at + 1].low}" if at + 1 < len(words) else word.low
    if word.capital and at and words[at].low != "phát":
        return False
    if at and f"{words[at - 1].low} {word.low}" in _INSIDE:
        return False
    if word.low == "của" and at + 1 < len(words) and (words[at + 1].low in HONORIFICS or is_rank_at(words, at + 1)):
        return True
    # "Đại sứ Hoa Kỳ tại Việt Nam"
    if word.low == "tại" and at + 1 < len(words) and words[at + 1].capital:
        return not any(w.low in ("sứ", "sự") for w in words[max(0, at - 8) : at])
    return (word.low in _VERBS and pair not in _WITHIN) or pair in _PAIRS
