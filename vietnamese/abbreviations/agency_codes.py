"""Finds names of bodies whose short form does not spell them: codes of police units and foreign initials.

"phòng Cảnh sát hình sự (PC45)", "Tập đoàn Dầu khí Việt Nam (PVN)": here the name's head word says where it begins.
Called by ``vietnamese.abbreviations.definitions`` after the letters failed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

CODE = re.compile(r"(?:P[AaCcEHKTVX]|[ABCHKTVX])\s?-?\s?[0-9]{2}[A-Z]?")
CODE_WORD = re.compile(rf"(?<![^\W_]){CODE.pattern}")
_UNIT_HEAD = re.compile(
    r"(?i)(?<!\w)(?:(?:văn phòng )?(?:cơ quan|cq)|văn phòng|phòng(?!,? ?(?:chống|cháy|ngừa|chữa|thủ|không|vệ|vé|trọ|trưởng|phó))"
    r"|(?:tổng |chi )?cục(?! (?:trưởng|phó))|trại tạm giam|trung tâm|trung đoàn|tiểu đoàn|ban(?= chuyên án))(?!\w)"
)
_AREA = re.compile(r"(?:đội|trạm|tổ|chốt|đoàn|số) *$", re.IGNORECASE)
_OWNER = re.compile(r"(?i)\s*(?:[-–,]\s*)?(?:thuộc )?(?:bộ công an|công an|CATP|CA)(?!\w).*$")
_BARE = re.compile(r"(?:[Cc]ảnh sát|CSGT|CSHS|CSĐT|CSMT|CSKT|CSCĐ|[Aa]n ninh|[Kk]ỹ thuật [Hh]ình sự)(?!\w)")
_ORGANISATION_HEAD = re.compile(
    r"(?i)(?<!\w)(?:(?:tổng )?(?:công ty|cty|ctcp)|(?<!hàng )tmcp|NH(?= [A-ZĐ])|giấy chứng nhận|tập đoàn|ngân hàng|hiệp hội|liên đoàn|liên hiệp(?! quốc)|liên minh|tổ chức|hãng|đài"
    r"|(?:tổng |chi )?cục|cơ quan|uỷ ban|ủy ban|quỹ|viện|học viện|(?<!môi )(?<!thị )(?<!hiện )(?<!thương )trường|đại học|bệnh viện|trung tâm|sở|bộ|hội(?! thảo)|hiệp định"
    r"|câu lạc bộ|chương trình|đảng|lực lượng|diễn đàn|tòa án|toà án|hội đồng|phong trào|nhà máy)(?!\w)"
)
# Things with foreign initials, mostly in small letters: "chỉ số giá tiêu dùng (CPI)".
_THING_HEAD = re.compile(
    r"(?i)(?<!\w)(?:thuế|chỉ số|hệ thống|t[ỷỉ] suất|(?<!xe )máy|thuốc(?! (?:lá|lắc|nổ|phiện|súng))|hợp đồng|bộ quy tắc|v[aă]c ?xin"
    r"|vắc ?xin|phần mềm|công ước|(?:giấy )?chứng nhận|hội chứng|vi ?rút|virus|mạng|tổng sản phẩm|sáng kiến|hình thức"
    r"|phân xưởng|triển lãm|phòng thương mại|văn phòng|nguồn vốn|tỷ lệ|huy động vốn|quy trình|thu phí|(?<!hóa )(?<!hoá )(?<!tiền )chất(?! lượng| vấn)|công nghệ|dịch(?! vụ)|câu lạc bộ|cuộc thi)(?!\w)"
)
_FIRM = re.compile(
    r"(?i)tổ chức|tổng công ty|công ty|hiệp hội|liên đoàn|ngân hàng|tập đoàn|câu lạc bộ|chương trình|tổng cục|cục|ủy ban|uỷ ban|lực lượng"
)
_OUTER = re.compile(r"(?i)(?:tổng )?(?:công ty|cty|ctcp)|ủy ban|uỷ ban")
_NAME = re.compile(r"[A-Z0-9Đ&.\-]*[A-ZĐ][A-ZĐ0-9]+[A-Za-z]*(?: [A-ZĐ]{2,})?|(?:[A-Z][a-z]*){2,}")
_PLACE = re.compile(r"TP(?:[. ].*|HCM|CT)?|T\.?P|HCM|HN|SG|Q\.? ?\d+|SN|VN|USA|UK|CT\d*|TTXVN|CTV|PV|[A-Z]{2}\d{2,}")
# What never stands inside a name, so the head found before it belongs to something else.
_NOT_IN_NAME = re.compile(
    r"(?<!\w)(?:đã|đang|sẽ|là|bị|được|tại|ở|cho|khi|này|đến|từ|ông|bà|anh|chị|em|bắt|có|thuộc|ngày|gồm|như"
    r"|sau|trước|vừa|cùng|theo|nhưng|để|vào|ra|tiếp|phát hiện|phối hợp|thông tin|gặp|do|bởi|mà|rằng|hay|hoặc"
    r"|giám đốc|nguyên|chủ tịch|trưởng|phó|cũng|của|với|sử dụng|gồm)(?!\w)"
)
_SHORTEST = 6
"""Characters a name has after its head word."""

_BREAK = re.compile(r"[()“”\":;!?…]|[.,](?=\s)")


def find_police_unit(text: str, start: int, end: int, *, named: bool = False) -> int | None:
    """Find where the name of a police unit begins that ends at ``end`` (a code follows); None when there is none.

    ``find_organisation``: only a name that says what body it is will do ("phòng", "cục").
    """
    begin = max(start, end - 140)
    heads = [m.start() for m in _UNIT_HEAD.finditer(text, begin, end)]
    for head in reversed(heads):
        return head if _is_unbroken(text[head:end].replace(", ", " ")) and _is_long_enough(text[head:end]) else None
    bare = [] if named else [m.start() for m in _BARE.finditer(text, begin, end)]
    for head in bare[:1]:
        if _is_unbroken(text[head:end].replace(", ", " ")) and not _AREA.search(text, begin, head):
            return head
    return None


def strip_owner(name: str) -> str:
    """Strip from a police unit's name whose it is ("phòng Cảnh sát hình sự Công an tỉnh Nghệ An")."""
    return _OWNER.sub("", name) or name


def find_organisation(short: str, text: str, start: int, end: int) -> int | None:
    """Find where the name of an organisation or a thing begins that ends at ``end``, or None.

    ``short`` must be one word of capitals; nothing that ends a name may stand in it.
    """
    if not 2 <= len(short) <= 12 or not _NAME.fullmatch(short) or _PLACE.fullmatch(short):
        return None
    for pattern, width in ((_ORGANISATION_HEAD, 110), (_THING_HEAD, 70)):
        # A name may end in its kind ("… - CTCP"): such a head opens nothing.
        heads = [m for m in pattern.finditer(text, max(start, end - width), end) if end - m.end() >= _SHORTEST]
        if heads and _is_organisation_name(short, heads[-1], text[heads[-1].end() : end]):
            return _find_outermost(text, heads)
    return None


def _find_outermost(text: str, heads: Sequence[re.Match[str]]) -> int:
    """Find where the last name begins, or the firm or committee whose name holds it ("công ty chứng khoán Ngân hàng …")."""
    last = heads[-1]
    for head in reversed(heads[:-1] if not _OUTER.fullmatch(last[0]) else ()):
        between = text[head.end() : last.start()]
        if (
            not _OUTER.fullmatch(head[0])
            or not between.strip()
            or "," in between
            or " và " in between
            or not is_inside_name(between)
        ):
            break
        last = head
    return last.start()


def _is_organisation_name(short: str, head: re.Match[str], rest: str) -> bool:
    words = rest.split()
    if short in words or not 1 <= len(words) <= 14 or _NOT_IN_NAME.search(rest):
        return False
    thing = head.re is _THING_HEAD
    # "nợ xấu của các tổ chức tín dụng (VAMC)": the name began before.
    if (thing and re.search(r"[0-9]", rest)) or re.search(r"của các $", head.string[: head.start()]):
        return False
    if not _is_unbroken(rest if thing else rest.replace(", ", " ")):
        return False
    return any(word[0].isupper() for word in words) or (len(words) >= 2 and bool(thing or _FIRM.fullmatch(head[0])))


def is_inside_name(text: str) -> bool:
    """Tell whether nothing in ``text`` ends a name."""
    return _NOT_IN_NAME.search(text) is None and _is_unbroken(text)


def find_partial_initials(short: str, text: str, start: int, end: int) -> int | None:
    """Find where a name begins whose first letters ``short`` gives and whose rest it leaves out (VKS: Viện KSND cấp cao)."""
    if len(short) < 3:
        return None
    for head in _ORGANISATION_HEAD.finditer(text, max(start, end - 110), end):
        words = text[head.start() : end].replace("TP.HCM", "TPHCM").split()
        letters = "".join(word if word.isupper() else word[:1].upper() for word in words)
        if len(words) <= 12 and letters.startswith(short) and _is_unbroken(" ".join(words)):
            return head.start()
    return None


def _is_unbroken(name: str) -> bool:
    return _BREAK.search(name) is None


def _is_long_enough(name: str) -> bool:
    return len(name.split()) >= 2
