"""Finds what a figure measures, right or left of it, and the hedge before it ("hơn", "khoảng")."""

from __future__ import annotations

import re

from vietnamese.entities.surnames import COMMON_SURNAMES

_PERSON = re.compile(
    rf"(?:{'|'.join(sorted(name.capitalize() for name in COMMON_SURNAMES))}) [^\W\d_a-zà-ỹđ][^\W\d_]*(?: [^\W\d_a-zà-ỹđ][^\W\d_]*)"
)
"""Who is counted is named: "3 đối tượng Trần Văn Mẫu, …"."""
_RIGHT = re.compile(
    r"[,.;:()\"“”!?…/]|\s(?:và|(?<!dương tính )(?<!liên quan )với|trong|đã|được|tại|để|có|(?<!bị thương )(?<!chết )(?<!sốc )(?<!hỏng )(?<!thiệt hại )do|cho|nhằm|so|của|là|từ|khi|mà|cùng|gồm|ở|trên|đến|tới|thì|nhưng|hoặc|sau|trước|vào|qua|bằng|theo(?! dõi)|cũng|sẽ|đang|vẫn|nên|vì|như|"
    r"khiến|làm(?= (?:bị|chết|cho)(?!\w))|bên(?= (?:trong|ngoài|trên|dưới|cạnh)(?!\w))|chủ yếu|nữa|rồi|này|đó|trở lên|trở xuống|mỗi|một|hai|ba|cả|đều|còn|chỉ|khoảng|hơn|gần|dưới|ít|lên|xuống|thuộc|đối(?! (?:tượng|tác|thủ))|cách|liên tiếp|bao|năm|ngày|tháng|hôm|lần|vừa|mới|dù|song|"
    r"(?:tăng|giảm)|Ảnh|–|-|‘|')(?!\w)|\s\d"
)
_BEGINS = re.compile(
    r"(?i)(?:và|với|trong|đã|được|tại|để|do|cho|nhằm|so|của|là|từ|khi|mà|cùng|ở|trên|đến|tới|thì|nhưng|hoặc|sau|trước|vào|qua|bằng|theo(?! dõi)|cũng|sẽ|đang|vẫn|nên|vì|như|nữa|rồi|này|đó|gồm|từng|chứ|xảy|lúc|xong|nảy|lao(?! động)|xông|khiến|cách(?! ly)|"
    r"trở|mỗi|đều|còn|chỉ(?! (?:tiêu|số|thị|huy|dẫn))|khoảng|hơn|gần|lên|xuống|thuộc|đối(?! (?:tượng|tác|thủ))|tăng|giảm|về|ra|đi|lại|thu(?! phí)|hôm|ngày|năm|tháng|thực|nhất|không|cao|thấp|chưa)(?!\w)"
)
_LEFT_CUT = re.compile(
    r"[,.;:()\"“”!?…\n]|\s[–-]\s|(?<!\w)(?:và|với|đã|đang|sẽ|vừa|rằng|thì|mà|nhưng|trong đó|cùng|hiện nay|hiện|bị|cũng|được|có|nay|là|của|do|gồm|khi|sau khi|trước|tại|ở|trên|"
    r"cho biết|cho hay|nói|khoảng|để|theo|từ|vào|còn|năm|tháng|ngày|sáng|chiều|tối|đêm|hôm|nhau|này|đó|toàn quốc|cả nước|xảy ra|phát hiện thêm|tổng cộng có|nếu|vì|các đối tượng|lực lượng|người|"
    r"công an|cảnh sát|ông|bà|anh|chị|tòa|toà|hđxx)(?!\w)",
    re.IGNORECASE,
)
_LEFT_TAIL = re.compile(
    r"(?i)(?:^|\s)(?:là|đạt|lên|tới|đến|lên tới|lên đến|còn|chỉ|chỉ có|có|được|với|từ|ước|ước tính|ước đạt|tính|tổng cộng|ở mức|bằng|chiếm|khoảng|hơn|gần|trên|dưới|ít nhất|xuống|"
    r"cộng|tổng|số|cả|thêm|tương đương|vào|cho|đối với|chừng|xấp xỉ|không quá|tối đa|tối thiểu|trung bình|đủ|những|các|mỗi|ra|hết|tròn|đúng|quá|mức)$"
)
_LEADING = re.compile(
    r"(?i)^(?:tổng(?: cộng)?\s(?=trọng|khối|chiều|diện|giá|số|mức|kinh|chi|thiệt|vốn|doanh|trị|sản)|riêng\s|ngoài ra\s|đồng thời\s|trong đó\s|cụ thể\s|ước tính\s|số\s(?=người\s|vụ\s|lượng\s(?=người)))"
)
_HEDGE = re.compile(
    r"(?i)(?<!\w)(?P<hedge>hơn|trên|gần|khoảng|dưới|ít nhất|tối thiểu|tối đa|chừng|xấp xỉ|ước tính|không quá|không dưới|ngót)\s(?:từ\s|(?<=ít nhất )là\s|(?<=tối thiểu )là\s)?$"
)
_COMPARED = re.compile(
    r"(?i)(?<!\w)(?:cao|nhiều|lớn|ít|thấp|sớm|nhanh|dài|rẻ|đắt|kém|rộng|ngắn|nhỏ|nặng|mạnh)\s(?=hơn\s(?:từ\s)?$)"
)
_ON = re.compile(
    r"(?i)^(?:xã|huyện|quận|tỉnh|phường|thành phố|tuyến|đường|chiếu|trang|kênh|mạng|tàu|chuyến|xe|lĩnh vực|địa bàn|thửa|lô|khu|sân|hồ|đảo|mặt|cây cầu|vùng)(?!\w)"
)
_CUT_BEFORE = re.compile(
    r"(?<!TP)(?<!Tp)[.;:!?…()\n“”\"]|\d(?!\w)[^\d,]{0,14}?(?:,|(?<!\w)(?:và|với|trong đó|còn)(?!\w))|,\s(?=(?:trong đó|còn|riêng|đồng thời)(?!\w))|\s[–-]\s"
)
"""What ends the clause before a number: signs, and another number with its unit."""
_MEASURED = re.compile(
    r"(?i)(?<!\w)(?:(?:tổng |toàn bộ |mức |tỷ lệ |tỉ lệ |nguồn |khoản )*(?:số tiền|số vốn|số nợ|giá trị|trị giá|giá(?! (?:cả|đình|trị))|kinh phí|chi phí|học phí|viện phí|lệ phí|phí|thiệt hại|tiền (?:lương|công|lãi|phạt|thuế|bồi thường|mặt)|"
    r"lương|thu nhập|doanh thu|doanh số|lợi nhuận|lãi suất|lãi|vốn(?: đầu tư)?|đầu tư|ngân sách|quỹ|nợ|thuế|số dư|kim ngạch|sản lượng|trọng lượng|khối lượng|trọng tải|tải trọng|dung tích|công suất|"
    r"diện tích|chiều (?:dài|cao|rộng|sâu)|độ (?:dài|cao|sâu|cồn|tuổi)|bán kính|đường kính|khoảng cách|quãng đường|phạm vi|tốc độ|vận tốc|nhiệt độ|nồng độ cồn|nồng độ|mật độ|"
    r"tỷ lệ|tỉ lệ|tỷ trọng|mức độ|thương tật|thương tích|sức khỏe|cổ phần|vốn điều lệ|thặng dư(?: thương mại)?|tiến độ|lượng mưa|mực nước|tổng mức đầu tư|chỉ số|GDP|GRDP|CPI|xuất khẩu|nhập khẩu|dư nợ|tổng (?:thu|chi)|thâm hụt|xuất siêu|nhập siêu|(?<!lực )(?<!chất )(?<!số )lượng|mức (?:phạt|giá|án|thu|chi|lương|đóng|hưởng|xử phạt)))(?!\w)"
)
"""Nouns whose size a quantity tells."""
_NUMBER_OF = re.compile(r"(?i)(?<!\w)(?:tổng )?(?:số lượng|số (?=[^\W\d]+ ))(?!\w)?")
_DEED = re.compile(
    r"(?i)(?<!\w)(?:đâm|chém|bắn|đánh(?! giá)|giết|sát hại|bắt giữ|bắt quả tang|bắt tạm giam|bắt|khởi tố|truy tố|xét xử|xử lý|xử phạt|phạt(?: tiền)?|phát hiện|triệt phá|khám phá|điều tra|làm rõ|kiểm tra|giám sát|thanh tra|thu giữ|thu hồi|tịch thu|tạm giữ|"
    r"triệu tập|khống chế|cứu|cấp cứu|huy động|điều động|sơ tán|tuyên truyền|vận động|tiếp nhận|giải quyết|hỗ trợ|thưởng|tặng|trao|bồi thường|hối lộ|cho vay|vay|chiếm đoạt|lừa đảo|trộm|cướp|chuyển|nộp|đóng|"
    r"(?<!ảnh )(?<!tận )hưởng(?: lợi)?|(?<!xác )(?<!ghi )(?<!thừa )(?<!công )(?<!chứng )(?<!cảm )(?<!đảm )nhận(?! (?:được )?(?:tin|thấy|định|thức|diện|biết|lời|xét|nuôi|chức))|truy thu|truy lĩnh|bồi dưỡng|biếu|lại quả|chung chi|chênh lệch|thu lợi|chi trả|quyên góp|ủng hộ|(?<!khẩn )(?<!trung )(?<!cao )cấp|xây dựng|sửa chữa|vận chuyển|mua bán|buôn bán|tàng trữ|tiêu hủy|thu gom|hòa giải|đào tạo|tập huấn|tuyển|tước|lập biên bản|tham gia|tham dự|góp mặt|thu hút|nộp lại|cách)(?!\w)"
)
"""What is done to what is counted, or with a sum."""
_RECEIVER = re.compile(
    r"\s(?:ông|bà|anh|chị|em|cháu)\s[^\W\d_a-zà-ỹđ]|\s[^\W\d_a-zà-ỹđ][^\W\d_]*(?:\s[^\W\d_a-zà-ỹđ][^\W\d_]*)*$"
)
_OF_WHOM = re.compile(r"\s(?:của|cho)$")
_VERB_TAIL = re.compile(
    r"(?i)(?:^|\s)(?:tăng|giảm|đạt|kể|nằm|quản lý|trong|cần|phải|mất|lấy|đi|đội|vọt|bán|thấy|biết|giá|bị|nữa|hơn)$"
)
_SCOPE = re.compile(
    r"\s(?P<scope>(?:ở|tại|thuộc|của|trong tổng số|trong số|trên tổng số|so với)\s(?:[^,.;:()\"“”!?…]|\d[.,]\d){2,60}?)(?=[,.;:()\"“”!?…]|\s(?:đã|được|bị|là|có|để|với|trong|và các|và một|khi|vì|do|theo|sẽ|đang|phải|cho|tiến hành)(?!\w)|$)"
)
_AMOUNT = re.compile(r"(?:(?:hơn|gần|trên|khoảng)\s)?\d[\d.,]*\s*(?:triệu|nghìn|tỷ)?")
_ALSO = re.compile(
    r",? (?=\w)(chiến s[ĩỹ]|thành(?: phố)?|nhân viên|công chức|viên chức|người lao động|đoàn viên|hội viên)(?!\w)"
)
_HARMED = re.compile(r"(?i)(?:chết|thương|vong|tích|nhiễm|mắc|bệnh|nạn)$")
_CAUSE = re.compile(r"\s(?:vì|do|trong)(?= (?!đó|khi|số|năm|tháng|ngày|quý|vòng|\d))")
_WEIGHT = re.compile(r"(?i)(?:g|kg|mg|gam|gram|tấn|tạ|lít|ml|miligam|chỉ|lượng|viên|liều|bánh)(?!\w)")
_EXTENT = re.compile(r"(?i)(?<!\w)(?:(?:độ|chiều) )?(?:cao|dài|rộng|sâu|dày|nặng)$")
_SORT = re.compile(r"(?i)(?:(?!(?:và|với|\d)\s)[^\W\d_]+ ){1,2}loại$")
"""What a quantity tells the sort of: "5 bình gas loại 12 kg"."""
_ARE = re.compile(r"(?i)\s(?:đều )?là (?!một|ai|ông|bà|anh|chị)(?=\w)")
_EDGES = " ,-–'‘’"
_FAR = 5
_LONGEST_LEFT, _LONGEST_RIGHT = 8, 9
"""Words of a measure."""


_PEOPLE = re.compile(r"(?i)(?:người|em|cháu|trường hợp|đối tượng|ca)$")


def find_hedge(text: str, start: int, value: float, unit: str) -> str:
    """Find the hedge directly before the number at ``start``: "" for none, nor for "trên 3 xã" (where) and "cao hơn 15%"."""
    before = text[max(0, start - 24) : start]
    match = _HEDGE.search(before)
    if match is None or _COMPARED.search(before):
        return ""
    hedge = match["hedge"].lower()
    measured = unit[:1] == "%" or not unit[:1].isalpha() or bool(_QUANTITY.match(unit))
    if hedge == "trên" and not measured and (value < 10 or _ON.match(unit)):
        return ""
    return hedge


_QUANTITY = re.compile(
    r"(?i)(?:%|nghìn|ngàn|triệu|tỷ|tỉ|vạn|đồng|usd|đô|euro|m2|m²|m3|m³|km|kg|mg|ha|g|mm|cm|ml|m|l|hải lý|lít|tấn|tạ|mét|gam|gram|chỉ|lượng|lạng|cân|miligam|hecta|điểm|đ|kva|kwh?|mwh?|mã lực)(?!\w)"
)


def find_measure(text: str, start: int, end: int, unit: str) -> str:
    """Find what is counted or measured by the number at ``start`` whose unit ends at ``end``: "" when nothing tells.

    What is counted has its qualities after it ("12 vụ tai nạn giao thông"), else what was done to it before ("bắt 12 đối tượng").
    Quantities are of what follows ("5 kg ma túy"), else of the noun before that is measured ("tổng diện tích 5 ha"), or of what
    was done with them ("hỗ trợ gia đình 5 triệu đồng"); last of all where they are ("21 cá nhân ở Mẫu").
    """
    right = _right_of(text, end, unit)
    if right and not _QUANTITY.match(unit):
        return right
    before = _clause_before(text, start)
    extent = (_EXTENT.search(before) or _SORT.search(before)) if _QUANTITY.match(unit) else None
    if extent:
        return extent[0].strip()
    return _noun_before(before, unit) or right or _deed_before(before) or _scope_after(text, end)


def _right_of(text: str, end: int, unit: str) -> str:
    rest = text[end : end + 160]
    if also := _ALSO.match(rest):
        # "20 cán bộ, chiến sĩ": both are counted
        return " ".join((also[1], _right_of(text, end + also.end(), also[1]))).strip()
    # "3 em là học sinh": what they are is what is counted
    if (_PEOPLE.match(unit) or unit == "%") and (told := _ARE.match(rest)) and rest[told.end()].islower():
        return _right_of(text, end + told.end() - 1, "")
    caused = _HARMED.search(unit) and _CAUSE.match(rest)
    if not caused and (not rest[:1].isspace() or _BEGINS.match(rest.lstrip())):
        return ""
    stop = _RIGHT.search(rest, caused.end() if caused else 1)
    words = (rest[: stop.start()] if stop else rest).split()
    found = " ".join(words[:_LONGEST_RIGHT]).strip(_EDGES)
    if _PERSON.match(found):
        return ""
    weighed = _WEIGHT.match(unit) is not None or any(char.isdigit() for char in found)
    return "" if found[:1].isupper() and len(words) < 2 and not weighed else found


def _clause_before(text: str, start: int) -> str:
    """Return what stands before a number, from the last sign or other number on, without the words that only lead to it."""
    before = _ASIDE.sub(" ", text[max(0, start - 140) : start].rstrip(" ("))
    # 'được “bồi dưỡng” 300 triệu đồng': a word in quotes is part of its clause
    before = _QUOTED_WORD.sub(r"\1", before)
    cut = max((match.end() for match in _CUT_BEFORE.finditer(before)), default=0)
    clause = before[cut:].rstrip()
    while match := _LEFT_TAIL.search(clause):
        clause = clause[: match.start()].rstrip()
    return clause


_ASIDE = re.compile(r"\s\([^()]{1,40}\)")
_QUOTED_WORD = re.compile(r"[“\"]\s?([^“”\".,;]{2,24}?)\s?[”\"]")


def _noun_before(clause: str, unit: str) -> str:
    """Return the noun in a clause that a quantity, or "số người … là 12 người", is of, with what tells of which."""
    pattern = _MEASURED if _QUANTITY.match(unit) else _NUMBER_OF
    # "Sở Kế hoạch và Đầu tư": part of a name
    nouns = [
        noun
        for noun in pattern.finditer(clause)
        if not (noun.start() and noun[0][0].isupper() and noun[0][1:].islower())
    ]
    if not nouns:
        return ""
    at = nouns[-1].start()
    # "tổng số tiền", "tổng giá trị": one noun
    at = min((n.start() for n in nouns if n.end() >= at - 1), default=at)
    found = clause[at:]
    if re.search(r",\s.*\d|\d.*,\s", found):
        return ""  # Another number's clause lies between.
    # "… giá thuốc có tác dụng tương tự thì chênh lệch 9,4 tỷ": what is done with the sum stands nearer
    far = list(_DEED.finditer(found))
    if far and ("," in found[: far[-1].start()] or len(found[: far[-1].start()].split()) > _FAR):
        return ""
    while led := _LEADING.match(found):
        found = found[led.end() :]
    return _GROWTH.sub("", " ".join(found.split()[:_LONGEST_LEFT])).strip(_EDGES)


def _deed_before(clause: str) -> str:
    """Return what was done to what is counted, from the last verb on; else what stands before it, without a verb's tail."""
    part = clause
    for match in _LEFT_CUT.finditer(clause):
        part = clause[match.end() :]
    deeds = list(_DEED.finditer(clause))
    if deeds:
        deed = re.split(r"\s?[\d,]", clause[deeds[-1].start() :])[0]
        named = _RECEIVER.search(deed) or _OF_WHOM.search(deed)
        return " ".join((deed[: named.start()] if named else deed).split()[:_LONGEST_LEFT]).strip(_EDGES)
    if subject := _SUBJECT.match(part.rsplit(",", 1)[-1].strip(_EDGES)):
        return " ".join(subject["what"].split()[-_LONGEST_LEFT:]).strip(_EDGES)
    words = part.split()[-_LONGEST_LEFT:]
    found = " ".join(words)
    while led := _LEADING.match(found):
        found = found[led.end() :]
    found = _VERB_TAIL.sub("", found).strip(_EDGES)
    return "" if any(char.isdigit() or char.isupper() for char in found) else found


_GROWTH = re.compile(r"(?: (?:tiếp tục|đã|cũng|vẫn|sẽ))* (?:tăng|giảm)(?: (?:trưởng|mạnh|nhẹ|thêm))?$")
_SUBJECT = re.compile(
    r"(?P<what>[^\W\d_](?:[^,]){2,70}?)(?: (?:tiếp tục|đã|cũng|vẫn|đang|sẽ|còn|có|phổ biến|chính thức|bất ngờ))* (?:tăng|giảm|đạt|ước đạt|chiếm|đội|vọt|leo|tụt)(?: (?:trưởng|mạnh|nhẹ|lên|tới|xuống|khoảng|thêm))*$"
)
"""A subject before a verb of growth: "Sản lượng điện tiếp tục tăng …"."""


def _scope_after(text: str, end: int) -> str:
    """Return where what is counted is or of what a share is, when nothing else tells: "ở Mẫu", "của tổng số đơn"."""
    match = _SCOPE.match(text, end)
    return " ".join(_AMOUNT.sub(" ", match["scope"]).split()).strip(_EDGES) if match else ""
