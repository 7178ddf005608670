"""Cuts the name of an event out of the sentence that tells of it: whole, without time, place, host's verb or speaker."""

from __future__ import annotations

import re

from facts.extraction.people.words import is_rank_at, office_head_size, words_of
from facts.extraction.sentences import UPPER

LONGEST = 140
"""Letters a name has at most."""

_QUOTED = re.compile(
    r"[^“\"'‘.;:\n]{0,60}?(?P<open>[“\"‘]|(?<= )')\s*(?P<inside>[^“”\"\n]{6,180}?)\s*(?:[”\"’]|'(?!\w))"
)
_MOMENT = r"(?:rạng sáng|sáng|trưa|chiều|tối|đêm|ngày|hôm)"
_TIME = (
    rf"(?:(?:vào |trong |từ |lúc )?{_MOMENT} (?:ngày |nay|qua|\(?\d)|vào (?:ngày|lúc|sáng|chiều|tối|tháng|hồi|năm|khoảng|đầu|cuối|giữa|\d)|(?:vào )?lúc \d|hôm (?:nay|qua|\d)|"
    r"trong (?:hai |ba |2 |3 |các )?ngày|vừa qua|mới đây|gần đây|sáng nay|chiều nay|tối nay|chiều qua|sáng qua|tối qua|cuối tuần|tuần (?:này|trước|qua|sau|tới)|"
    r"tháng (?:này|trước|tới|sau)|năm (?:ngoái|nay)|(?:sẽ|sắp) (?:được )?|hồi (?:đầu|cuối|tháng)|ngay sau|tới đây)"
)
_MOMENT_INSIDE = re.compile(
    rf"\s(?:mới đây|vừa qua|gần đây|(?:vào )?{_MOMENT}(?: ngày)? (?:nay|qua|\(?\d{{1,2}}\s?[-/.]\s?\d{{1,2}}(?:\s?[-/.]\s?\d{{4}})?))\)?,?"
    r"(?=\s(?:về|với|bàn|tổng kết|sơ kết|triển khai|đánh giá|công bố)\s)"
)
# What follows the name: taking place, hosts, aims, speech. Verbs of saying right after the kind belong to the name ("họp báo thông tin vụ …").
_STOP = re.compile(
    rf"\s*(?:,\s*)?(?<!\w){_TIME}"
    r"|[.;:!?…]+(?=\s|$)|\n|\s*[()\[\]]|\s[–-]\s(?=[^–-]{0,60}(?:cho biết|nói|cho hay))"
    r"|\s(?:đã|vừa|đang|cũng|vẫn|được|(?<!tự )do|nhằm|với sự|với nội dung|với thành phần|với mục|dưới sự|dưới chủ|diễn ra|khai mạc|bế mạc|kết thúc|thu hút|quy tụ|tập hợp|có sự|tên(?= [A-ZĐ])|đến từ|"
    r"có mặt|kéo dài|có thể|mà|rằng|nhưng|sau đó|sau khi|với tư cách|trước sự|gửi (?:tới|đến|cho)|cùng (?:vợ|chồng|con|ông|bà)|ở thời điểm|đạt kết|không đạt|là|này|đó|cho biết|cho hay|khẳng định|cho rằng|nói rằng|phát biểu|nhấn mạnh|tuyên bố|yêu cầu|"
    r"đề nghị|cùng với sự|hoàn toàn|mang|chia làm|bao gồm|gồm|có hơn|có gần|có khoảng|lên án|tập trung|trả lời|dự kiến|bắt đầu|tổ chức(?= (?:vào|tại|ở|sáng|chiều|ngày|hôm|từ|trong|\d)|$)|(?<!ban )(?<!Ban )chỉ đạo|đề xuất|theo (?:hình|lời|hãng|tin|báo|đài|giờ|đó)|từng|luôn|cho thấy|sớm|bằng một|lần này|sẽ|đều|Tham dự|Dự(?! thảo| án| kiến| báo| luật)|có (?:đại diện|các|ông|bà|đồng chí|nhiều|sự))(?!\w)|\s[–-]\s*[ẢAả]nh(?!\w)"
    r"|(?<=\w{3}) (?:và|cùng) (?:đi|tới|đến|thăm|cùng|yêu|la ó|cản trở|gây|biểu tình|phản đối|hô|trình|mời|triệu tập|đề nghị|thống nhất|quyết định|kết luận|cho rằng|yêu cầu)(?!\w)|\s[–-]\s(?=nơi|với|một|do|sự kiện|người|cho)|,\s(?:không|còn|ban tổ chức|btc|thảo luận|xem xét|cho ý kiến|nghe|biểu quyết|thông qua|với|nhằm|do|dưới|có|qua|trong|đồng|theo|nơi|trước|sau|khi|tổ chức|từ|để|đó|nhiều|đại diện|các đại|thay mặt|cùng|tại|ở|gồm|bao gồm|vì|nếu|song|tuy|hai bên|nhà|"
    r"ông|bà|anh|chị|em|đồng chí|cô|mời|yêu cầu|đề nghị|vị|một|hầu|được|thu|là|mà|nhưng|lãnh đạo|người|phát|tân|nguyên|cựu|quyền|báo|phóng|cơ quan|công ty|khoảng|hơn|gần|đã|thì|dựa|hãng|ngoại|thủ tướng|tổng)(?!\w)"
)  # fmt: skip
_AIM = re.compile(r"\s(?:nhằm|bàn|để)\s(?=\w)")
_NEXT_NAME = re.compile(rf",\s(?=[{UPPER}][^\W\d_]*(?:\s|$))")
_PLACE = re.compile(
    rf"\s(?:được tổ chức |diễn ra )?(?:tại|ở)\s(?=[{UPPER}“\"]|hội trường|trụ sở|trung tâm|nhà|khách sạn|trường|quảng trường|sân|thành phố|tỉnh|huyện|xã|phường|thị|công viên|khu|thủ đô|hiện trường|đây|thôn|ấp|làng|bản|đền|chùa|nghĩa trang|bảo tàng|học viện|đại học|bệnh viện|cơ quan)"
)
_OUTSIDE = re.compile(
    r"(?:xảy ra|vụ|diễn ra|hoạt động|dự án|vi phạm|sinh sống|công tác|xung đột|[Bb]iểu tình)(?:\s[^\s,]+){0,9}$"
)
_KIND = re.compile(
    r"(?i)^(?:(?:buổi|cuộc|phiên) (?=lễ (?!tang)|hội|họp báo|tọa|toạ|tập|giao ban)|(?:tổ chức|dự|làm|cử hành) (?=lễ)|cuộc họp (?=họp báo))"
)
_AFTER_KIND = re.compile(
    r"\s(?:không|chưa|lại|bị|thì|và)(?!\w)|,\s(?!thông tin|công bố|tổng kết|sơ kết|triển khai|giới thiệu)"
)
"""What right after the kind ends the name: it says no more than the kind."""
_EMPTY = re.compile(
    r"(?i)^(?:hội nghị|hội thảo|tọa đàm|toạ đàm|(?:buổi )?lễ(?: chính thức)?|đại hội|ngày hội|diễn đàn|họp báo|tập huấn|cuộc họp|buổi họp|phiên họp|kỳ họp|giao ban|buổi làm việc|phiên làm việc|cuộc làm việc)$"
)
_TAIL = re.compile(
    r"(?i)[\s,–-]+(?:và|với|của|về|cho|trong|tại|ở|từ|(?<!tự )do|để|theo|(?<!nội )các|những|một|cùng|là|có|giữa|trên|vào|bởi|khi|như|(?<!hạt )(?<!cá )(?<!công )(?<!nạn )(?<!bệnh )(?<!quân )(?<!phạm )(?<!doanh )(?<!tư )(?<!thương )(?<!danh )(?<!chứng )(?<!pháp )nhân|thông tin|để thông tin|liên quan|kỷ niệm|nhận|buổi|vấn đề|trước sự|với (?:các )?(?:giám đốc|chủ tịch|lãnh đạo|đại diện|cơ quan|đơn vị|bộ trưởng|trưởng|phó)|vừa hạ|(?<!thường )(?<!hằng )(?<!hàng )ngày|sáng|chiều|tối)$"
)


def cut_name(text: str, start: int, head: int) -> str:
    """Return the event's name that begins at ``start`` of a sentence; its kind ends at ``head``.

    Never longer than LONGEST; without the words that only say that it is held.
    """
    rest, kind = _skip_moment(text[start:], head - start), head - start
    quoted = _QUOTED.match(rest, kind)
    if quoted and _is_no_title(rest[kind : quoted.start("inside")].strip(), quoted["inside"]):
        rest = rest[: quoted.start("open")]
        quoted = None
    begin = quoted.end() if quoted and not _stop_at(rest[: quoted.start("open")], kind) < quoted.start("open") else kind
    # "cuộc họp nhằm thúc đẩy …": an aim is all that tells which
    aim = _AIM.match(rest, kind)
    end = _stop_at(rest, aim.end() if aim and begin == kind else begin)
    name = _KIND.sub("", rest[:end]).strip(" ,–-'")
    name = re.sub(r"\s*\([A-ZĐ0-9 -]{2,9}\)?(?=[\s,]|$)", "", name)
    name = re.sub(r"[“”\"]|(?<= )'\s?|\s?'(?= |$)", "", name).strip(" ,.–-")
    name = " ".join(_shorten(name).split())
    while match := _TAIL.search(name):
        name = name[: match.start()]
    return name[:1].upper() + name[1:]


def _is_no_title(before: str, inside: str) -> bool:
    """Tell whether what a quote sign opens is no title: it closes what somebody said, or opens what is said there."""
    return inside[:1] in ",.;" or len(before) == 1 and not (inside[:1].isupper() or inside[:1].isdigit())


def _skip_moment(rest: str, kind: int) -> str:
    """Leave out the time between the kind and what it is about: "hội nghị sáng 16-1 về tổng kết …"."""
    match = _MOMENT_INSIDE.match(rest, kind)
    return rest[:kind] + rest[match.end() :] if match else rest


def is_bare(name: str) -> bool:
    """Tell whether a name says no more than the kind."""
    return _EMPTY.match(name) is not None or not name


def _stop_at(rest: str, begin: int) -> int:
    """Return where the name that has gone on up to ``begin`` ends."""
    ends = [len(rest)]
    if "lễ" not in rest[:begin].lower() and _AFTER_KIND.match(rest, begin):
        return begin
    for match in _STOP.finditer(rest, begin):
        if _is_number_or_short(rest, match):
            continue
        ends.append(match.start())
        break
    for match in _PLACE.finditer(rest, begin, ends[-1]):
        if not _OUTSIDE.search(rest, begin, match.start()):
            ends.append(match.start())
            break
    # "họp báo để thông tin …" is a name, "hội thảo … để lấy ý kiến" has one before.
    aim = rest.find(" để ", begin + 12, min(ends))
    ends += [aim] if aim >= 0 else []
    capital = _NEXT_NAME.search(rest, begin, min(ends))
    ends += [capital.start()] if capital else []
    speaker = _find_speaker(rest, begin, min(ends))
    return min(*ends, speaker)


def _is_number_or_short(rest: str, match: re.Match[str]) -> bool:
    """Tell whether a stop is none: a dot after an abbreviation ("TP."), or the last words of what precedes need it."""
    if match[0].strip() == "(":
        return re.match(r"[A-ZĐ0-9 -]{2,9}\) (?!cho|đã|được|do|diễn|vừa|sẽ)[^\W\d_]", rest[match.end() :]) is not None
    if match[0] == ")":
        return re.search(r"\([A-ZĐ0-9 -]{2,9}$", rest[: match.start()]) is not None
    if match[0].startswith("."):
        return re.search(r"(?:TP|Tp|TX|Q|P|T\.Ư|GS|PGS|TS|ThS|BS|[A-ZĐ])$", rest[: match.start()]) is not None
    return False


def _find_speaker(rest: str, begin: int, end: int) -> int:
    """Return where ", Thiếu tướng Trần Văn Mẫu" or ", Giám đốc …" begins; ``end`` when nobody follows."""
    for match in re.finditer(r",\s*", rest[begin:end]):
        words = words_of(rest[begin + match.end() : begin + match.end() + 60])
        if is_rank_at(words, 0) or office_head_size(words, 0) and (words[0].capital or len(words) > 1):
            return begin + match.start()
    # "hội nghị do …, Phó thủ tướng A" is cut above; "họp báo Chính phủ Bộ trưởng A" is not written.
    for match in re.finditer(rf"\s(?=(?:ông|bà) [{UPPER}])", rest[begin:end]):
        return begin + match.start()
    return end


def _shorten(name: str) -> str:
    """Cut a name longer than LONGEST at its last comma or word before that."""
    if len(name) <= LONGEST:
        return name
    cut = name[:LONGEST]
    at = max(cut.rfind(", "), cut.rfind("; "))
    return cut[: at if at > LONGEST // 2 else cut.rfind(" ")]
