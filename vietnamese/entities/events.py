"""Finds the event a news item is about, from its title and lead: what kind, and the day it took place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from translations import N_
from vietnamese.entities.dates import DaySpan, resolve_days
from vietnamese.spelling.normalise import normalise

KINDS = (
    N_("hội nghị"),
    N_("hội thảo"),
    N_("tọa đàm"),
    N_("lễ"),
    N_("đại hội"),
    N_("ngày hội"),
    N_("diễn đàn"),
    N_("họp báo"),
    N_("tập huấn"),
    N_("cuộc họp"),
)


@dataclass(frozen=True, slots=True)
class Event:
    """Kind (one of ``KINDS``) and days of an event; ``day`` None when undated, ``end_day`` for more than one day."""

    kind: str
    day: date | None
    end_day: date | None = None


# "lễ" by itself is too common (nghỉ lễ, lễ hội, lễ phép): only these ceremonies count, or one that is held.
_CEREMONIES = (
    "ra quân|xuất quân|phát động|công bố|trao|kỷ niệm|kỉ niệm|ký|kí|khai mạc|khai giảng|khai trương|bế giảng|bế mạc|"
    "khánh thành|đón|tổng kết|mít tinh|mitting|chào cờ|tuyên thệ|viếng|dâng hương|truy điệu|bàn giao|tiếp nhận|gặp mặt|"
    "tôn vinh|tuyên dương|giao|hưởng ứng|khởi công|khởi động|công nhận|tưởng niệm|thắp nến|tốt nghiệp|ra mắt|kết nạp|"
    "thành lập|biểu dương|tiễn|vinh danh|động thổ|thăng|bổ nhiệm|an táng|cầu siêu|phong|thông xe|tri ân|báo công|mừng công|"
    "tổng duyệt|sơ duyệt|diễu binh|duyệt binh|nhậm chức|hợp long|cất nóc|khen thưởng|khai ấn|khai hội|giỗ tổ|xuất ngũ|nhập ngũ|tòng quân"
)
_PATTERN = re.compile(
    r"(?<!\w)(?:(?<!trung tâm )(?<!phòng )(?<!nhà )(?P<k0>hội nghị(?! quyết)|(?<=tổ chức )(?:sơ|tổng) kết(?= (?:\d|công tác|phong trào|đợt|năm \d|một năm|tình hình|việc thực hiện)))|(?P<k1>(?<!quốc )(?<!ủy ban )hội thảo(?! luận))|(?P<k2>(?:buổi )?tọa đàm)"
    rf"|(?P<k3>(?<!nghỉ )(?<!dịp )(?<!ngày )(?<!kỳ )lễ (?:{_CEREMONIES})|(?:buổi|tổ chức|dự|cử hành) lễ(?: (?:{_CEREMONIES}))?(?! hội)|làm lễ(?: (?:{_CEREMONIES})|(?= (?!hội|và|cho|tại|ở|để|xong|với|là|rồi|thì)\w)))"
    r"|(?P<k4>đại hội(?! đồng(?! cổ đông)))|(?P<k5>(?<!hai )(?<!ba )(?<!bốn )(?<!mấy )(?<![2-9] )ngày hội)|(?P<k6>(?<!trên )(?<!trong một )(?<!trên một )diễn đàn(?! (?:mạng|du lịch|học tập)))|(?P<k7>(?:cuộc họp )?họp báo(?! cáo))|(?P<k8>(?<!, )(?<!và )tập huấn)"
    r"|(?P<k9>(?:cuộc|buổi|phiên|kỳ) họp(?! báo(?! cáo))|họp (?:giao ban|khẩn|kín|bàn|thường kỳ|bất thường|rà soát|kiểm điểm|sơ kết|tổng kết|thẩm tra|phiên)"
    r"|giao ban|họp trực tuyến|(?:buổi|phiên|(?<!vào )cuộc) làm việc))(?!\w)",
    re.IGNORECASE,
)
# Rites of a family are no news event; ceremonies for the fallen and at memorials are.
_FOR_ALL = r"(?![^.;\n]{0,120}?(?:liệt s[iĩỹ]|hài cốt|nghĩa trang|tưởng niệm|tượng đài|lăng (?:chủ tịch|bác)|chủ tịch hồ chí minh|bác hồ))"
_PRIVATE_RITE = re.compile(
    r"lễ (?:(?:trọng thể|chu đáo|long trọng|tổ chức|làm|đưa) )*"
    r"(?:tang(?! (?:vật|chứng|thương))|đưa tang|cưới|kết hôn|thành hôn|tân hôn|hợp hôn|vu quy|đính (?:hôn|ước)|ăn hỏi|chạm ngõ|dạm (?:ngõ|hỏi)|"
    r"hỏi(?= cưới|,|\.| của| vợ)|nạp tài|(?:rước|đón|xin) dâu|gia tiên|giỗ(?! tổ)|cúng|hóa vàng|hoá vàng|nhập trạch|đầy tháng|thôi nôi|mừng (?:thọ|sinh nhật|tân gia|nhà mới)|"
    r"đám (?:hỏi|cưới|giỗ|tang)|mai táng|vía|cúng vía|giải (?:yểm|hạn|bùa)|trừ tà|trục vong|gọi hồn|cầu hồn|lên đồng|hầu đồng|trấn yểm|sinh nhật(?! (?:bác|chủ tịch))|tân gia|(?:nhập|di|động) quan|(?:nhập|khâm) liệm|hạ huyệt|hỏa táng|(?:mãn|xả) tang|\d+ ngày mất|"
    rf"kỷ niệm (?:\d+ năm )?ngày cưới|(?:viếng|truy điệu|an táng|cải táng){_FOR_ALL})(?!\w)",
    re.IGNORECASE,
)
_MOURNED = re.compile(
    r"lễ (?:(?:trọng thể|long trọng|tổ chức|quốc) )*(?:tang|đưa tang|viếng|truy điệu|an táng)(?: (?:cấp nhà nước|và [^.;,\n]{3,30}?|cố|nguyên|đồng chí|ông|bà|cho|của))*"
    r" (?:cố |nguyên |đồng chí )*(?:tổng bí thư|chủ tịch nước|thủ tướng|phó thủ tướng|chủ tịch quốc hội|đại tướng|ủy viên bộ chính trị|phó chủ tịch nước)(?!\w)",
    re.IGNORECASE,
)
"""The state mourns holders of its high offices: those rites are events."""
_HELD = re.compile(
    r"(?<!\w)(?:tổ chức|diễn ra|khai mạc|bế mạc|tham dự|dự|chủ trì|chủ tọa|triệu tập|mở|tại|trong|qua|có|phối hợp|tham gia|phát biểu|tiến hành|kết thúc|kết luận|"
    r"đăng cai|tới|đến|họp|vào)(?:\s+[^\W\d_]+){0,3}\s*$",
    re.IGNORECASE,
)
_HELD_AFTER = re.compile(
    r"(?:[^.;\n]|(?<=TP)\.){0,240}?(?:(?:đã|vừa|được|chính thức|đang|sẽ|sắp) (?:diễn ra|được tổ chức|khai mạc)|được tổ chức|diễn ra (?:vào|sáng|chiều|ngày|tại|từ|trong|tối)|"
    r"khai mạc(?: (?:sáng|chiều|ngày|tại|tối)|(?=\s*(?:[.,;]|$)))|(?:do|được) [^.;\n]{3,220}? (?:phối hợp |chủ trì |đồng )?tổ chức)",
    re.IGNORECASE,
)
# Mentioned, not held: the resolution of a congress, security for it, emulation to welcome it, a forum on the network.
_MENTIONED = re.compile(
    r"(?:(?:ngay )?sau khi(?:\s+[^\W\d_]+){0,5}|(?:lúc|khi)(?:\s+[^\W\d_]+){0,5}\s+đang|(?:lợi dụng|nhân) lúc(?:\s+[^\W\d_]+){0,4}|nghị quyết|văn kiện|chào mừng|hướng tới|tiến tới|trước thềm|thời điểm|bảo vệ|phục vụ|lập thành tích|tinh thần|thành công|"
    r"sau|từ|trên|các|những|mở rộng|nhiệm kỳ|chuẩn bị|kết luận|bên lề|khuôn khổ|(?:trong|nhân) dịp|dịp|thời gian diễn ra|nhiều|mọi|mỗi|theo|"
    r"kết quả|ủng hộ|đề xuất|trước)(?:\s+[^\W\d_]+){0,2}\s*$",
    re.IGNORECASE,
)
# Where somebody is when something else happens: "khi xã đang tổ chức đại hội thì …".
_MEANWHILE = re.compile(r"(?<!\w)(?:khi|lúc)(?:\s+[^\W\d_]+){1,5}\s+đang(?:\s+[^\W\d_]+){0,3}\s*$", re.IGNORECASE)
# Mentioned for the time it took, unless what follows tells its day or that it took place: "sau phiên họp khẩn ngày 7/4".
_TIME_REFERENCE = re.compile(r"(?:sau|trước thềm|trước|phục vụ|từ|kết luận)(?:\s+[^\W\d_]+){0,2}\s*$", re.IGNORECASE)
_TAKES_PLACE = re.compile(
    r"[^.;\n]{0,90}?(?:,? (?:đã |vừa |được |đang )*(?:diễn ra|tổ chức vào|khai mạc)|(?:ngày|sáng|chiều|tối|nay,?|qua,?)\s+\(?\d{1,2}\s?[-/.]\s?\d{1,2})",
    re.IGNORECASE,
)
# Somebody is questioned: no meeting of anybody.
_QUESTIONED = re.compile(
    r"[^.\n]{0,60}?(?<!\w)(?:cơ quan (?:công an|điều tra|csđt)|công an|cảnh sát)[^.\n]{0,160}?(?<!\w)(?:khai|thừa nhận|lời khai|nghi phạm|nghi can|bị can|trình báo)(?!\w)"
    r"|[^.\n]{0,200}?(?<!\w)(?:khai nhận|khai báo|thừa nhận (?:hành vi|đã)|lời khai|hỏi cung)(?!\w)",
    re.IGNORECASE,
)
# What is laid before an assembly, and one of those to come or gone: "trình Quốc hội tại kỳ họp thứ 5", "27 cuộc họp".
_LAID_BEFORE = re.compile(
    r"(?:(?<!\w)(?:trình|gửi|báo cáo)(?: [^\s.;]+){0,6}(?: tại| đến| vào| ở)?|(?<!\w)(?:[3-9]|\d\d+|nhiều|hàng (?:chục|trăm)))\s*$",
    re.IGNORECASE,
)
_OTHER_TIME = re.compile(r"(?:[^.;,\n]{0,40}?)(?<!\w)(?:vừa qua|sắp tới|tới đây|lần sau|trước đó)(?!\w)", re.IGNORECASE)
_REPORTED = re.compile(r"(?:tại|trong|qua|dự)(?:\s+(?:buổi|cuộc|phiên|lễ))?\s*$", re.IGNORECASE)
_ABSENT = re.compile(r"không (?:tham )?dự(?:\s+[^\W\d_]+){0,2}\s*$|chỉ có\s*$", re.IGNORECASE)
# "nhiều trường tổ chức lễ khai giảng": events in general
_GENERAL = re.compile(
    r"(?:nhiều|thường|h[àằ]ng năm|mỗi năm|h[àằ]ng tháng|định kỳ)(?:\s+[^\W\d_]+){0,7}\s+tổ chức\s*$", re.IGNORECASE
)
# What was long ago or is somebody's errand is background: "phiên họp … hồi tháng 4", "lên tầng 4 để tham dự cuộc họp".
_LONG_AGO = re.compile(
    r"[^.;,\n]{0,70}?(?<!\w)(?:hồi (?:tháng|năm|đầu|cuối|giữa)|năm ngoái|năm trước|tháng trước|nhiều năm trước|cách đây)(?!\w)",
    re.IGNORECASE,
)
# Who speaks in its frame speaks there: "có bài phát biểu, trong khuôn khổ Hội nghị …".
_SPOKEN = re.compile(r"(?:phát biểu|tham luận)[^.;\n]{0,200}(?:trong|tại) khuôn khổ\s*$", re.IGNORECASE)
_ERRAND = re.compile(r"(?<!\w)(?:để|đi|về|lên|đến) (?:tham )?dự\s*$", re.IGNORECASE)
_UNNAMED = re.compile(r"\s*(?:[.,;]|$)")
_REPORTERS = re.compile(r"(?<!\w)(?:PV|phóng viên|nhóm phóng viên|chúng tôi)(?: [^\s,.;]+){0,3} có\s*$", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?…](?=\s|$)|\n")
_DOCUMENT = re.compile(
    r"(?:nghị quyết|chỉ thị|quyết định|kế hoạch|nghị định|thông tư|công điện|luật|chương trình|văn bản|kết luận|số)"
    r"[^.;\n]{0,60}?(?:ngày\s*)?$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[,;(\n]|[.](?=\s)|\s[–-]\s")
# An event is reported soon after it took place, or announced soon before: other dates are what it looks back on.
_BEFORE_DAYS, _AFTER_DAYS = 60, 45


@dataclass(frozen=True, slots=True)
class EventMention:
    """Where a normalised text names an event: its kind, offsets, and the weight (2 and more: it takes place)."""

    kind: str
    start: int
    end: int
    weight: float


def find_event_mentions(text: str) -> list[EventMention]:
    """Find where ``text``, normalised, names events; private rites and questioning are none."""
    return [EventMention(_kind_of(m), m.start(), m.end(), _weigh(text, m)) for m in _find_mentions(text)]


def _kind_of(match: re.Match[str]) -> str:
    return KINDS[int((match.lastgroup or "k0")[1:])]


def find_main_event(title: str, lead: str, published: date | None) -> Event | None:
    """Find the event that title and lead report; None when they name none.

    Dates of documents and reviewed periods ("giai đoạn 2013 - 2023", "10 năm") are not its day.
    """
    title, lead = normalise(title), normalise(lead)
    found = [(_weigh(title, match) + 2, -at, match, False) for at, match in enumerate(_find_mentions(title))]
    found += [(_weigh(lead, match), -at, match, True) for at, match in enumerate(_find_mentions(lead))]
    found = [item for item in found if item[0] > 0]
    if not found:
        return None
    _, _, match, in_lead = max(found, key=lambda item: item[:2])
    kind = _kind_of(match)
    days = _choose_day(lead, match.start() if in_lead else None, published) or _choose_day(title, None, published)
    if days is None:
        return Event(kind, None)
    return Event(kind, days.start_day, days.end_day if days.end_day != days.start_day else None)


def is_private_rite(text: str) -> bool:
    """Tell whether ``text`` names a rite of a family: lễ tang, lễ cưới, lễ ăn hỏi, lễ giỗ, lễ cúng and the like."""
    written = normalise(text)
    return any(_MOURNED.match(written, rite.start()) is None for rite in _PRIVATE_RITE.finditer(written))


def _find_mentions(text: str) -> list[re.Match[str]]:
    """Return where ``text`` names events, private rites left out."""
    found = list(_PATTERN.finditer(text))
    return [m for m in found if not _is_no_event(text, m)]


def _is_no_event(text: str, match: re.Match[str]) -> bool:
    if match["k3"] is not None:
        at = match.start() + match[0].lower().find("lễ")
        return _PRIVATE_RITE.match(text, at) is not None and _MOURNED.match(text, at) is None
    return match[0].lower().endswith("làm việc") and _QUESTIONED.match(text, match.end()) is not None


def _weigh(text: str, match: re.Match[str]) -> float:
    """Weigh a mention: held beats bare beats merely mentioned."""
    before = text[max(0, match.start() - 60) : match.start()]
    held = (
        _HELD.search(before)
        or match[0].lower().startswith(("tổ chức", "dự ", "buổi", "làm ", "cử hành"))
        or _HELD_AFTER.match(text, match.end())
    )
    spoken = _SPOKEN.search(text, max(0, match.start() - 260), match.start())
    weight = 2.0 if held or spoken else 1.0
    mentioned = _MENTIONED.search(before) and not _REPORTED.search(before) and not spoken
    if mentioned and _TIME_REFERENCE.search(before) and _TAKES_PLACE.match(text, match.end()):
        mentioned = False
    if _ABSENT.search(before) or _GENERAL.search(before) or _REPORTERS.search(before):
        return -1.0
    if mentioned and not (held and re.search(r"(?:tổ chức|diễn ra|tham dự|chủ trì)\s*$", before, re.IGNORECASE)):
        weight -= 4
    if (
        _LONG_AGO.match(text, match.end())
        or _MEANWHILE.search(before)
        or match["k9"]
        and _ERRAND.search(before)
        and _UNNAMED.match(text, match.end())
    ):
        weight -= 4
    if match["k9"] and (
        _LAID_BEFORE.search(before) or match[0].lower().startswith("kỳ") and _OTHER_TIME.match(text, match.end())
    ):
        weight -= 4
    if match.start() == 0:
        weight += 0.5
    return weight


def _choose_day(text: str, event_at: int | None, published: date | None) -> DaySpan | None:
    """Choose the day in ``text``: in the sentence of the event first, before the event first, never a document's."""
    candidates = [item for item in resolve_days(text, published) if _is_plausible(item, text, published)]
    if not candidates:
        return None
    if event_at is None:
        return candidates[0]
    bounds = [match.end() for match in _SENTENCE.finditer(text)]
    begin = max((place for place in bounds if place <= event_at), default=0)
    stop = min((place for place in bounds if place > event_at), default=len(text))
    inside = [item for item in candidates if begin <= item.start < stop]
    ordered = [item for item in inside if item.start < event_at] or inside or candidates
    return ordered[0]


def _is_plausible(item: DaySpan, text: str, published: date | None) -> bool:
    if published and not -_AFTER_DAYS <= (published - item.start_day).days <= _BEFORE_DAYS:
        return False
    before = text[max(0, item.start - 80) : item.start]
    # "Kế hoạch số 15 ngày 10/5/2023" dates the plan; "Thực hiện Kế hoạch số 15, sáng 24/5" dates the event
    return not _DOCUMENT.search(_CLAUSE.split(before)[-1])
