"""Finds who holds an event: before the verb, after "do", in the event's name; whole names of bodies, one by one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from facts.extraction.sentences import UPPER

_HEADS = (
    "công an|công đoàn|cảnh sát|catp|cahn|ubnd|ủy ban|uỷ ban|hđnd|hội đồng|hội|bộ|cục|chi cục|sở|phòng|ban|mặt trận|mật trận|tỉnh|thành phố|thành(?! (?:phần|viên|công|lập|tích|quả|tựu))|huyện|quận|xã(?! hội)|phường|thị xã|đoàn|"
    "đảng|viện|trường|học viện|đại học|đh|tòa|toà|vksnd|viện kiểm sát|tand|văn phòng|trung tâm|công ty|tập đoàn|báo|đài|tạp chí|tổng cục|tổng (?:công ty|hội|lãnh sự|thanh tra|kiểm toán|liên)|quốc hội|chính phủ|chi (?:bộ|hội|đoàn|nhánh)|liên (?:đoàn|hiệp|minh|sở|ngành|hợp|danh|hội|quân)|câu lạc bộ|clb|"
    "bệnh viện|cụm|khối|đội|trại|lực lượng|trung đoàn|bộ đội|bđbp|mttq|cơ quan|tiểu đoàn|trạm|tổ|ngân hàng|hiệp hội|quỹ|đại sứ quán|hải quân|không quân|quân khu|quân chủng|sư đoàn|"
    "bhxh|bảo hiểm|chính quyền|kho bạc|hải quan|vụ|ngành|thành ủy|tỉnh ủy|huyện ủy|quận ủy|thường trực|nhà|liên hợp quốc|liên đoàn|cảng|bảo tàng|thư viện|đồn|thanh tra|địa ốc|khu|trung ương|giáo hội|hợp tác xã|lhq|nato|vff|vcci"
)
_AGENCY = re.compile(rf"(?i)(?:{_HEADS})(?!\w)|(?-i:Tổ chức )|(?!(?:PV|HCM)(?!\w))(?-i:[A-ZĐ]{{2}}[A-Za-zĐđ&-]*)(?!\w)")
_VERB = (
    r"(?:tổ chức|khai mạc|triệu tập|mở|tiến hành|long trọng tổ chức|họp báo|họp (?:khẩn|kín|bàn|giao ban|thường kỳ|bất thường|rà soát|kiểm điểm|sơ kết|tổng kết|thẩm tra|phiên|trực tuyến)|"
    r"giao ban|tọa đàm|toạ đàm|tập huấn|ra quân|có (?:buổi|cuộc|phiên) (?:họp|làm việc)|đăng cai|phát động|làm lễ)"
)
_BEFORE = re.compile(
    rf"(?P<hosts>.{{3,260}}?)(?<!ban)(?<!nơi)(?<!điểm)(?<!việc)(?<!với)\s+(?:(?:đã|vừa|cũng|sẽ|đang|long trọng|trọng thể|chính thức|chủ trì(?: (?:buổi|cuộc|phiên))?|phối hợp|đồng|phải|đành|sắp|lại) )*(?={_VERB}(?!\w))",
    re.IGNORECASE,
)
_BY = re.compile(
    r"(?<!\w)do\s+(?P<hosts>(?:[^.;:\n]|(?<=TP)\.|(?<=T)\.(?=Ư)){3,220}?)\s+(?:(?:đã|vừa|cùng|đồng|phối hợp|chủ trì|trực tiếp|và các đơn vị liên quan) )*(?:(?-i:tổ chức)|chủ trì|đăng cai|triệu tập|thực hiện)(?!\w)"
    r"|(?<!\w)được\s+(?P<passive>(?:[^.;:,\n]|(?<=TP)\.){3,160}?)\s+(?:(?:đã|vừa|cùng|đồng|phối hợp|chủ trì) )*(?-i:tổ chức)(?!\w)",
    re.IGNORECASE,
)
_ABBREVIATING_DOT = r"(?<=TP)\.|(?<=Tp)\.|(?<=T)\.(?=Ư)"
_OF = re.compile(
    rf"(?i:hội nghị|họp báo|giao ban(?: báo chí)?|(?:cuộc|buổi|phiên|kỳ) họp|phiên họp khẩn)(?: (?:thường kỳ|định kỳ|bất thường|khẩn|tháng|quý|lần thứ \w+|thứ \w+))*"
    rf"(?: của)? (?P<hosts>(?:(?i:ủy ban|uỷ ban|hội đồng|ban|tổ công tác của) [{UPPER}]|UBND|HĐND|Chính phủ|Quốc hội|Bộ |Văn phòng|Ban |Hội đồng|Thành [uủ]|Tỉnh [uủ]|Công an|Sở )(?:[^,.;:()\n]|{_ABBREVIATING_DOT}){{0,70}})"
)
_OF_END = re.compile(
    r"\s(?=(?:về|với|lần|khóa|khoá|diễn ra|tổ chức|sáng|chiều|tối|ngày|vào|hôm|đã|tại|ở|cho|để|nhằm|thứ|thường kỳ|mở rộng|năm|tháng|quý|khi|do|và địa|trực tuyến|vừa|được|có|liên|nhiệm|thông|sẽ|đang|cũng|sắp|trong|trước|nhằm|bàn|cùng)(?!\w))"
)
_TIME = re.compile(
    r"(?i)^.*?(?:(?:sáng|trưa|chiều|tối|đêm|ngày|hôm|nay|qua|mai|lúc)\s*(?:nay|qua|ngày)?[\s(]*(?:\d{1,2}\s?[-/.]\s?\d{1,2}(?:\s?[-/.]\s?\d{2,4})?|nay|qua|\d{1,2} tháng \d{1,2}(?: năm \d{4})?)\)?(?:\s?\([^)]{1,30}\))?)\s*,?\s+"
)
_WITH = re.compile(
    rf"\s*(?:(?:,\s)?\(?(?:đã |vừa |chủ trì,? (?:và )?|và |cùng )?phối hợp (?:cùng với |cùng |với |tổ chức với )?|,\s(?=(?i:{_HEADS})(?!\w)|[{UPPER}]{{2}})|\s(?:và|cùng với|cùng|với)\s(?:sự phối hợp của )?(?=(?i:{_HEADS})(?!\w)|[{UPPER}]{{2}})|;\s)"
)
_SPLIT_NAME = re.compile(r"(?i)(?:thương binh|văn hóa|văn hoá|an ninh|bảo vệ|quản lý|nghiên cứu|đào tạo|bồi dưỡng)$")
"""Before "và" inside a name whose next word also begins names of bodies: "Lao động, Thương binh và Xã hội"."""
_UNIT = re.compile(r"(?i)(?:phòng|đội|cục|tổng cục|vụ|viện|cơ quan|văn phòng|ban|trung tâm|đồn)(?!\w)")
_PARENT = re.compile(r"(?i)(?:công an|bộ|sở|ubnd|thành ủy|tỉnh ủy|tỉnh uỷ|thành uỷ)(?!\w)")
_LOCAL = re.compile(r"(?i)(?<!\w)(?:huyện|quận|thị xã|thành phố|tp\.?|xã|phường|thị trấn|thôn|ấp)\s[^,]+$")
_WHERE = re.compile(rf"(?i:tỉnh|thành phố|tp\.?|huyện|quận|thị xã)\s(?=[{UPPER}])")
_BRACKET = re.compile(r"\s*\((?:[^()]*)\)?|\s[–-]\s(?:đơn vị|cơ quan|nơi)[^–()-]*(?:[–-]|$)")
_CUT_LEFT = re.compile(
    r"(?i)^(?:(?:(?:theo )?(?:thông )?tin từ\s|theo (?:đó|thông tin[^,]*|tin[^,]*)|trước đó|cùng ngày|sau đó|vừa qua|mới đây|nhân dịp[^,]*|thực hiện[^,]*|được sự[^,]*|nhằm[^,]*|để[^,]*|tiếp tục[^,]*|liên quan(?:[^,(]|\([^()]*\))*|hưởng ứng[^,]*|(?:thông tin|nội dung|điều|việc) (?:trên|này) được|đại diện|lãnh đạo|"
    r"trong (?:buổi|khuôn)[^,]*|(?:tại|ở) [^,]*(?:,\s(?:tỉnh|huyện|xã|phường|quận|thị xã|thị trấn|thành phố|tp\.?|thủ đô)\s[^,]*(?=,))*|hôm nay|nay)\s*,?\s*)+"
)
_FAULT = re.compile(
    r"(?i)(?<!\w)(?:cho biết|cho hay|khẳng định|chủ tịch(?! nước)|bí thư|tổng thư ký|ngoại trưởng|thứ trưởng|(?:đại|thượng|trung|thiếu) (?:tướng|tá|úy|uý)|ông|bà|(?<!của )thủ tướng|(?<!ban )giám đốc|bộ trưởng|tổng thống|trưởng ban|khi|đây|này|được|(?<!trang )(?<!thiết )bị|phong tỏa|phong toả|như vậy|diễn ra|đã|phải|từng|đưa ra|ra lệnh|chấp thuận|tham dự|kiến nghị|"
    # Small letters only: these words stand in names as well ("Sở Thông tin và Truyền thông", "Vụ Gia đình")
    r"(?-i:(?<!sở )(?<!bộ )(?<!phòng )(?<!tâm )(?<!cục )(?<!an ninh )thông tin|phát biểu|đối tượng|người dân|(?<!dịch vụ )(?<!giới thiệu )(?<!về )việc|(?<!tâm )cảnh báo|(?<!hội )nạn nhân|(?<!em và )gia đình|cung cấp))(?!\w)"
    r"|\s(?:đã|vừa|sẽ|đang|và|về|với|của|cho|từ|tại|thường|hỗ trợ)$|^ngành (?:về|đã|năm)|[)(“”]|\d+ (?:quận|huyện|tỉnh|xã|phường)"
)
_SAYS = re.compile(
    r"(?i)\s(?:cho biết|cho hay|thông tin|thông báo|xác nhận|khẳng định)(?:,|:)?(?: (?:rằng|cơ quan này|đơn vị này))*(?=\s|$)"
)
"""Who holds the event may say so itself: "Công an huyện Mẫu cho biết vừa phối hợp … tổ chức", or another says who does."""
_FURTHER = re.compile(
    r"(?i),?\s(?:và\s)?phối hợp (?:tổ chức )?(?:cùng với|cùng|với)? ?(?P<hosts>(?:[^.;:\n]|"
    + _ABBREVIATING_DOT
    + r"){3,160}?)\s(?:đã |vừa |cùng |đồng )*(?:tổ chức|thực hiện|triển khai)(?!\w)"
)
"""After "do X chủ trì": who else holds it."""
_MANNER = re.compile(
    r"(?i)\s(?:tưng bừng|sôi nổi|trang trọng|náo nức|trọng thể|long trọng|sau (?:hợp nhất|sáp nhập|khi)|do [^,;]* (?:dẫn đầu|làm trưởng đoàn)|năm \d{4}$|lần đầu|tiếp tục|thường xuyên)(?:\s.*)?$"
)
_NO_BODY = re.compile(
    r"(?i)(?:(?:tổng )?(?:chi )?(?:cục|vụ|viện|đội|phòng|trạm|trại|đoàn) trưởng|hội (?:nghị|thảo|trường|trại)|hội$|bộ phim|(?-i:tổ chức)|báo chí|báo cáo|ban đầu|nhà (?:chức trách|báo)|(?:phòng|đoàn|ủy ban|uỷ ban|hội đồng|ban tổ chức|cơ quan|trung tâm|nhà trường|ngành)$|trường hợp|khu vực|đảng viên)(?!\w)"
)
_CLAUSE = re.compile(r"(?<!TP)(?<!Tp)(?<!T)(?<!Q)\.\s|[;:]\s|[\n“\"]")
_OWN = re.compile(
    rf"(?i)\scủa (?P<hosts>(?:{_HEADS})(?!\w)(?:[^,.;:()]|{_ABBREVIATING_DOT}){{2,80}}|(?-i:[A-ZĐ]{{2}})(?:[^,.;:()]|{_ABBREVIATING_DOT}){{2,80}})$"
)
"""The body whose event it is, at the end of the event's name."""
_TOPIC = re.compile(
    r"(?i)\s(?:chỉ thị|nghị quyết|kế hoạch|quyết định|kết luận|đề án|luật|nghị định|thông tư)\s[^,]*\scủa\s"
    r"|\s(?:về|bàn|tình hình|kết quả|công tác|thông tin|giới thiệu|liên quan)\s.*\scủa\s(?:quận|huyện|xã|phường|tỉnh|thành phố|tp|thị xã)\s"
)
"""A name that ends in what it is about, no host: "buổi làm việc về tình hình … của quận Mẫu"."""
_SOMEBODY = re.compile(r"(?i)(?:đồng chí|ông|bà|(?:đại|thượng|trung|thiếu) (?:tướng|tá|úy|uý))(?!\w)")
_SAME_EVENT = re.compile(r"(?i)(?:đây là (?:một trong )?|(?:sự kiện|chương trình|hoạt động)(?: này)? )")
_MOST_WORDS = 22


def find_hosts(sentences: Sequence[tuple[str, int]], name: str, following: Sequence[str] = ()) -> tuple[str, ...]:
    """Find the hosts in the sentences that name the event, each with the place of the name; ``name`` is the event's own.

    ``following`` are the sentences after those, which may speak of it as "sự kiện".
    """
    for text, at in sentences:
        for found in (_hosts_by(text, at), _hosts_before(text, at)):
            if found:
                return found
    # "Hội thảo … diễn ra tại Hà Nội. Đây là sự kiện do X tổ chức"
    for text in following:
        if _SAME_EVENT.match(text) and (found := _hosts_by(text, 0)):
            return found
    for text, at in sentences:
        if found := _hosts_of(text[at:]):
            return found
    own = None if _TOPIC.search(name) else _OWN.search(name)
    return _hosts_of(name) or (split_hosts(own["hosts"]) if own else ())


def _hosts_by(text: str, at: int) -> tuple[str, ...]:
    """Return the hosts after "do" or "được": of the event when they stand after its name, near it."""
    for match in _BY.finditer(text):
        if match.start() < at - 8 or match.start() > at + 260:
            continue
        group = "hosts" if match["hosts"] else "passive"
        if _SOMEBODY.match(match[group]):
            continue  # "do bà A, chủ tịch Hội Mẫu, chủ trì": who chairs it
        if found := split_hosts(match[group]):
            further = _FURTHER.match(text, match.end()) if match[0].lower().endswith("chủ trì") else None
            return tuple(dict.fromkeys((*found, *split_hosts(further["hosts"])))) if further else found
    return ()


def _hosts_before(text: str, at: int) -> tuple[str, ...]:
    """Return the subject of the verb that holds the event, from the beginning of its clause."""
    # 'Công ty Mẫu tổ chức "Đại hội …"': the sign that opens the name begins no clause
    opened = len(text[:at].rstrip(' “"'))
    clause_start = max((match.end() for match in _CLAUSE.finditer(text, 0, opened)), default=0)
    clause = text[clause_start : at + 24].strip()
    limit = len(text[clause_start:at].lstrip()) + 1
    clause = _TIME.sub("", clause) if _TIME.match(clause[:limit]) else clause
    moved = len(text[clause_start : at + 24].strip()) - len(clause)
    match = _BEFORE.match(clause)
    while match and match.end() < limit - moved - 130:
        match = _BEFORE.match(clause, match.end() + 1)
    if match is None or match.end() > limit - moved + 12:
        return ()
    return split_hosts(_CUT_LEFT.sub("", _after_saying(match["hosts"])))


def _after_saying(subject: str) -> str:
    """Return the subject without who says it: what stands after the verb of saying when that is a body, else before it."""
    sayings = list(_SAYS.finditer(subject))
    if not sayings:
        return subject
    rest = subject[sayings[-1].end() :].strip(" ,")
    if rest and not re.match(r"(?i)(?:đã|vừa|sẽ|đang|cũng|phối hợp)(?!\w)", rest):
        return rest
    before = subject[: sayings[-1].start()]
    return f"{before} {rest}" if "phối hợp" in rest else before


def _hosts_of(text: str) -> tuple[str, ...]:
    match = _OF.match(text)
    if match is None:
        return ()
    stop = _OF_END.search(match["hosts"])
    return split_hosts(match["hosts"][: stop.start()] if stop else match["hosts"])


def split_hosts(written: str) -> tuple[str, ...]:
    """Split a list of bodies into its names: brackets left out, "và" inside a name kept, a unit kept with what it belongs to."""
    parts: list[str] = []
    begin = 0
    text = _BRACKET.sub("", written).strip(" ,–-")
    for match in _WITH.finditer(text):
        before = text[begin : match.start()].strip()
        if "và" in match[0] and _SPLIT_NAME.search(before):
            continue
        if (
            match[0].lstrip().startswith(",")
            and _UNIT.match(before)
            and _PARENT.match(text, match.end())
            and not _PARENT.search(before)
        ):
            continue
        # "Công an huyện Mẫu, tỉnh Mẫu": where the body is, no second one
        if match[0].lstrip().startswith(",") and _LOCAL.search(before) and _WHERE.match(text, match.end()):
            continue
        if before:
            parts.append(before)
        begin = match.end()
    parts.append(text[begin:].strip())
    names = [_MANNER.sub("", " ".join(part.split())).strip(" ,–-()") for part in parts]
    return tuple(dict.fromkeys(name for name in names if _is_body(name)))


def _is_body(name: str) -> bool:
    return (
        len(name) > 3
        and (" " in name or name.isupper() or not name[:1].isupper())
        and not _NO_BODY.match(name)
        and len(name.split()) <= _MOST_WORDS
        and _AGENCY.match(name) is not None
        and not _FAULT.search(name)
    )
