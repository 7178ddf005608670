"""People with a rank, an office or job, or an honorific: who, and rank and role as the article says."""

from __future__ import annotations

import re
from collections.abc import Iterable

from indexer.facts.model import PersonFact, Sentence
from indexer.facts.words import DEGREES, HONORIFICS, SURNAMES, Word, head_at, rank_at, words_of

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
    ]
)
_PAIRS = frozenset(
    (
        "chủ trì",
        "đồng chủ", "chỉ đạo", "bác bỏ", "lý giải", "báo cáo", "quán triệt", "kiến nghị", "mong muốn", "kỳ vọng", "tiếp nhận",
        "phê duyệt", "ban hành", "tiếp thu", "giới thiệu", "điều hành", "lưu ý", "phản ánh", "tâm sự", "khuyến cáo",
        "thừa nhận", "thẳng thắn", "hướng dẫn", "giao nhiệm", "thừa ủy", "tổ chức", "khai mạc", "bế mạc", "thống nhất",
        "trong đó", "thông tin", "thông báo", "về việc", "về vụ", "liên quan", "qua đời", "bàn giao", "dâng hương",
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
_STOP_SIGNS = frozenset(';:.!?"“”…)[]*')
_NAME_CUT = frozenset(
    [
        "phó",
        "giám",
        "trưởng",
        "chủ",
        "bí",
        "cục",
        "ủy",
        "tổng",
        "bộ",
        "hiệu",
        "đội",
        "nguyên",
        "cựu",
        "thứ",
        "viện",
        "đại",
        "thượng",
        "trung",
        "thiếu",
        "thủ",
        "khoa",
        "sở",
        "công",
        "phòng",
        "ban",
        "và",
        "tại",
        "ubnd",
        "hđnd",
        "thành",
        "huyện",
        "tỉnh",
        "xã",
        "phường",
        "quận",
        "tp",
        "tx",
    ]
)
_NOT_PEOPLE = re.compile(
    r"(?:đường|phố|trường|thpt|thcs|tiểu học|mầm non|quận|huyện|phường|xã|thôn|ấp|cầu|chợ|chùa|bệnh viện|công viên|ngõ|"
    r"bảo tàng|lăng|giải thưởng|giải|sân|kênh|cảng|đèo|công ty|tnhh|làng|tượng đài|quảng trường|huân chương|đảo|nhà thờ|"
    r"khu phố|tp|thành phố|tỉnh|thị xã|thị trấn|ảnh|đại lộ|hẻm|bản|đền|ga|hồ)$"
)
_PLACES = frozenset(
    (
        "hồ chí", "hà nội", "hà tĩnh", "hà giang", "hà nam", "hà đông", "hà tây", "hà tiên", "thái bình", "thái nguyên",
        "cao bằng", "lâm đồng", "ninh bình", "ninh thuận", "đồng nai", "đồng tháp", "kim sơn", "hoàng mai", "hoàng sa",
        "phan thiết", "phan rang", "lai châu", "vũng tàu", "kiên giang", "trà vinh", "sơn la", "sơn tây", "vĩnh phúc",
        "đồng hới", "thái lan", "triều tiên", "lạng sơn", "mỹ tho", "cà mau", "trung ương", "việt nam", "tràng tiền",
        "hà lan", "la mã", "kim jong", "ba vì", "bắc giang", "bắc ninh", "đồng chí", "cao đẳng", "vi phạm", "ma túy",
        "văn phòng", "văn hóa", "hạ long", "mai châu", "danh sách", "lương sơn", "hoàng liên", "đặng xá",
        "viên chức", "la gi", "quảng ninh", "trần phú", "thạch hà", "thạch thất", "chu sê", "ngô quyền",
    )
)  # fmt: skip
_VOWEL = re.compile("[aăâeêioôơuưyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]")
_AGE = re.compile(r"^(?:\d|sn$|sinh$|tuổi$)")


def people_of(sentences: Iterable[Sentence]) -> tuple[PersonFact, ...]:
    """Return one fact a person (name), the fullest rank and role found, in order of appearance."""
    found: dict[str, PersonFact] = {}
    for sentence in sentences:
        for name, rank, role in mentions(sentence.text):
            key = name.lower()
            old = found.get(key)
            if old is None:
                found[key] = PersonFact(name, rank, role, sentence.text)
            elif (role and not old.role) or (rank and not old.rank):
                better = sentence.text if role and not old.role else old.sentence
                found[key] = PersonFact(old.name, old.rank or rank, old.role or role, better)
    return tuple(found.values())


def mentions(text: str) -> list[tuple[str, str, str]]:
    """Return (name, rank, role) of every person named with rank, role or honorific in one sentence."""
    words = words_of(text)
    made: list[tuple[str, str, str]] = []
    at, count, listed = 0, len(words), False
    while at < count:
        if words[at].low == "chí" and at + 1 < count and words[at + 1].text == ":":
            listed = True
        if not words[at].capital:
            at += 1
            continue
        stop = at + 1
        while stop < count and words[stop].capital and words[stop].start - words[stop - 1].end == 1:
            stop += 1
        person = _person(text, words, at, stop, listed)
        if person:
            made.append(person[:3])
            at = max(person[3], at + 1)
        else:
            at = stop
    return made


def _person(text: str, words: list[Word], begin: int, stop: int, listed: bool) -> tuple[str, str, str, int] | None:
    """Read the run of capitalised words [begin, stop): a person's (name, rank, role, next word), or None."""
    start = begin
    while start < stop and words[start].low in HONORIFICS | {"theo", "tại", "và", "do", "được", "đó"}:
        start += 1
    if start < stop and words[start].low in DEGREES:
        start += 1
    titled = start > begin or _titled(words, start)
    if not titled or words[start : start + 1] and head_at(words, start):
        start = _surname(words, start, stop)
        if start < 0:
            return None
    end = start
    while end < stop and _syllable(words[end]) and not (end > start and _cuts(words, end)):
        end += 1
    if not 2 <= end - start <= 6:
        return None
    before, rank, honorific = _before(words, start)
    if rank_at(words, start):
        return None
    low2 = f"{words[start].low} {words[start + 1].low}"
    if low2 in _PLACES and not (rank or honorific) and low2 != "hồ chí":
        return None
    if start and _NOT_PEOPLE.search(words[start - 1].low):
        return None
    left = _left_role(text, words, before)
    right = _right_role(text, words, end)
    if right and not (rank or honorific or left) and not listed and words[start].low not in SURNAMES:
        return None
    if not (rank or honorific or left or right):
        return None
    if left and start > 2 and f"{words[before - 2].low} {words[before - 1].low}" in ("khu phố", "đại lộ"):
        return None
    # "Mai Thị H.": a name made unrecognisable is nobody's
    if not _VOWEL.search(words[end - 1].low):
        return None
    name = text[words[start].start : words[end - 1].end]
    following = end
    if right:
        stop_at = text.find(right, words[end].start) + len(right)
        while following < len(words) and words[following].start < stop_at:
            following += 1
    if left and right and not (words[before - 1].text in ",-–" or len(right) >= len(left)):
        right = left
    role = right or left
    return name, rank, role, following


def _syllable(word: Word) -> bool:
    return (
        word.capital and len(word.text) <= 8 and (len(word.text) == 1 or not word.text.isupper() or len(word.text) > 4)
    )


def _cuts(words: list[Word], at: int) -> bool:
    """Tell whether a name ends before the word at ``at``: an office or rank begins there."""
    return bool(head_at(words, at)) or rank_at(words, at) or words[at].low in ("ubnd", "hđnd", "tp", "và", "bộ", "sở")


def _titled(words: list[Word], at: int) -> bool:
    """Tell whether rank, degree or honorific stands right before ``at``: any capitalised words are a name then."""
    if at <= 0:
        return False
    last = words[at - 1].low
    if last in HONORIFICS or last in DEGREES or (last == "." and at > 1 and words[at - 2].low in DEGREES):
        return True
    return at >= 2 and (f"{words[at - 2].low} {last}" == "đồng chí" or rank_at(words, at - 2))


def _surname(words: list[Word], start: int, stop: int) -> int:
    """Return where a name begins inside a run of capitalised words, by its surname; -1 when nowhere."""
    for at in range(start, stop - 1):
        low = words[at].low
        if low not in SURNAMES or head_at(words, at) or not _syllable(words[at]):
            continue
        # "Bí thư Trung ương Đoàn Lê Quốc Phong": the union, not a surname
        if low == "đoàn" and words[at + 1].low in SURNAMES:
            continue
        if f"{low} {words[at + 1].low}" in _PLACES or (at and _NOT_PEOPLE.search(words[at - 1].low)):
            continue
        return at
    return -1


def _before(words: list[Word], start: int) -> tuple[int, str, bool]:
    """Return (where what precedes rank and honorific ends, rank as written, whether there is an honorific)."""
    at, rank, honorific = start, "", False
    for _ in range(4):
        if at >= 2 and rank_at(words, at - 2) and not rank:
            rank, at = f"{words[at - 2].text} {words[at - 1].text}", at - 2
        elif at >= 2 and f"{words[at - 2].low} {words[at - 1].low}" == "đồng chí":
            at, honorific = at - 2, True
        elif (
            at >= 1
            and words[at - 1].low in HONORIFICS
            and not (at >= 2 and words[at - 2].low == "nước")
            or at >= 1
            and words[at - 1].low in DEGREES
        ):
            at, honorific = at - 1, True
        elif at >= 2 and words[at - 1].text in ".,-–" and (words[at - 2].low in DEGREES or rank_at(words, at - 3)):
            at -= 1
        elif (
            at >= 2
            and f"{words[at - 2].low} {words[at - 1].low}" in ("tiến sĩ", "bác sĩ", "thạc sĩ")
            and rank_at(words, at - 4)
        ):
            at -= 2
        else:
            break
    return at, rank, honorific


def _left_role(text: str, words: list[Word], end: int) -> str:
    """Return the office written right before ``end``, from its first word; empty when there is none."""
    best = -1
    at = end - 1
    # a comma before a bare name ends the role of somebody else: "B - Tổng giám đốc, A, …"
    if at >= 0 and words[at].text in ",–-":
        if not rank_at(words, end):
            return ""
        at -= 1
        end -= 1
    if at >= 0 and words[at].low in ("và", "với", "cùng", "của", "là", "cho", "do"):
        return ""
    floor = max(0, end - 22)
    while at >= floor:
        word = words[at]
        if word.text in _STOP_SIGNS or word.text in ",(":
            break
        size = head_at(words, at)
        if size and at + size <= end:
            best = at
        elif (
            _ends_role(words, at)
            and not (best > at)
            and not _within(words, at)
            or best > at
            and (_ends_role(words, at) or word.low in ("của", "cùng", "và", "là", "bởi"))
            or best - at > 3
        ):
            break
        at -= 1
    if best < 0:
        return ""
    return text[words[best].start : words[end - 1].end].strip(" ,-–")


def _right_role(text: str, words: list[Word], at: int) -> str:
    """Return the office that follows a name: after a comma, dash, bracket or "là"."""
    count = len(words)
    if at >= count:
        return ""
    if words[at].text == "(":
        step = at + 1
        while step < count and step < at + 14 and words[step].text not in ")":
            if head_at(words, step) and (step == at + 1 or words[step - 1].text in ",-–;"):
                return _role_text(text, words, step)
            step += 1
        at = step + 1
        if at >= count:
            return ""
    if words[at].text in ",-–" or words[at].low in ("là", "hiện", "giữ"):
        step = at + 1
        for word in words[step : step + 3]:
            if word.low not in ("hiện", "là", "đang", "giữ", "chức", "vụ"):
                break
            step += 1
        # "A (SN 1970), trú tại …" is no office; ", 45 tuổi, Giám đốc …" is one
        if step + 2 < count and words[step].low.isdigit() and words[step + 1].low == "tuổi":
            step += 3
        if step < count and head_at(words, step) and not rank_at(words, step):
            return _role_text(text, words, step)
    elif head_at(words, at) and words[at].capital:
        return _role_text(text, words, at)
    return ""


def _role_text(text: str, words: list[Word], begin: int) -> str:
    """Return the office that begins at ``begin``, with the further offices joined to it by commas and dashes."""
    at = begin + max(1, head_at(words, begin))
    depth, end, count = 0, at, len(words)
    while at < count and at - begin < 60:
        word = words[at]
        if word.text == "(":
            close = next((k for k in range(at + 1, min(at + 12, count)) if words[k].text == ")"), -1)
            if close < 0 or (close - at > 1 and _AGE.match(words[at + 1].low)):
                break
            at = end = close + 1
            continue
        if word.text in _STOP_SIGNS:
            if word.text == "." and at and words[at - 1].low in ("tp", "tx", "t", "q", "p"):
                at += 1
                continue
            break
        if word.text in ",–-/&":
            if not _goes_on(words, at):
                break
        elif word.low == "và" and not _joined(words, at) or _ends_role(words, at):
            break
        at += 1
        end = at if depth == 0 else end
    while end > begin and words[end - 1].text in ",-–(":
        end -= 1
    return text[words[begin].start : words[end - 1].end]


def _goes_on(words: list[Word], at: int) -> bool:
    """Tell whether an office goes on after the comma or dash at ``at``."""
    after = at + 1
    if after >= len(words):
        return False
    if words[at].text in "/&" or words[at].start == words[at - 1].end and words[at].text == "-":
        return True
    if rank_at(words, after) or words[after].low in HONORIFICS:
        return False
    if head_at(words, after):
        # "Giám đốc Công an tỉnh, Chủ tịch A chủ trì": an office with its own name after it is another person's
        return not _own_name(words, after)
    if words[after].low.startswith("tp") or (
        words[after].low in ("tỉnh", "huyện", "thành", "phường", "xã", "quận", "thị", "đoàn")
        and any(w.capital for w in words[after + 1 : after + 3])
    ):
        return True
    if words[at].text == "," and not words[after].capital:
        # "Chánh Văn phòng Phòng chống tham nhũng, lãng phí và …" against "Giám đốc, người đã …"
        low = words[after].low
        return (
            any(w.low == "và" for w in words[after : after + 4]) and low not in _VERBS and low not in ("các", "người")
        )
    return words[after].capital and (words[at].text != "," or words[after].low in _UNITS)


_UNITS = frozenset(
    [
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


def _own_name(words: list[Word], at: int) -> bool:
    size = head_at(words, at)
    follow = words[at + size : at + size + 2]
    return len(follow) == 2 and all(w.capital for w in follow) and follow[0].low in SURNAMES - {"công", "văn", "hội"}


def _joined(words: list[Word], at: int) -> bool:
    """Tell whether "và" at ``at`` is inside the name of an office rather than before another person."""
    after = at + 1
    if after >= len(words) or rank_at(words, after) or words[after].low in HONORIFICS:
        return False
    low = words[after].low
    if low in ("các", "đồng", "lãnh", "đại", "nhiều", "một", "những", "gia", "con", "vợ", "toàn", "hơn", "đông"):
        return False
    return not head_at(words, after) and not (words[after].capital and low in SURNAMES)


def _within(words: list[Word], at: int) -> bool:
    return at + 1 < len(words) and f"{words[at].low} {words[at + 1].low}" in _WITHIN


def _ends_role(words: list[Word], at: int) -> bool:
    """Tell whether a verb stands at ``at``, that is, what the person does."""
    word = words[at]
    pair = f"{word.low} {words[at + 1].low}" if at + 1 < len(words) else word.low
    if word.capital and at and words[at].low != "phát":
        return False
    return (word.low in _VERBS and pair not in _WITHIN) or pair in _PAIRS
