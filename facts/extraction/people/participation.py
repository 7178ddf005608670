"""Tells who took part in what an article reports, and who held rank and office only once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from facts.extraction.sentences import UPPER
from facts.model import PersonFact, Sentence
from vietnamese.entities.events import find_event_mentions
from vietnamese.spelling.normalise import normalise

_FORMER = re.compile(r"^(?:nguyên|cựu)\s+", re.IGNORECASE)

_BEFORE = re.compile(
    r"(?i)(?<!\w)(?:(?:tham|đến|cùng|tới|về|đồng)?[ ,]*dự(?! (?:án|kiến|báo|thảo|phòng|toán|trữ|đoán|bị|luật|định|tính|khuyết|thi))"
    r"|có mặt|tham gia|chủ trì|chủ tọa|chủ toạ|phát biểu|khai mạc|bế mạc|dẫn đầu|thay mặt|chứng kiến|trao (?:tặng|giải|quyết định|bằng khen|giấy khen)|sự chỉ đạo|giao lưu với|(?:báo cáo|trình bày|trao đổi|thông tin) tại)(?!\w)"
)
"""Words of taking part that those named after them do: "Dự hội nghị có …", "dưới sự chủ trì của …"."""
_AFTER = re.compile(
    r"(?i)(?<!\w)(?<!sự )(?:dự(?! (?:án|kiến|báo|thảo|phòng|toán|trữ|đoán|bị|luật|định|tính|khuyết|thi))|tham dự|có mặt|tham gia|chủ trì|chủ tọa|chủ toạ|phát biểu|khai mạc|bế mạc|"
    r"dẫn đầu|(?<!được )trao (?:tặng|giải|quyết định|bằng khen|giấy khen|hoa|quà)|(?<!được )tặng (?:hoa|quà|“? ?(?i:bằng khen|giấy khen)|thưởng)|(?:tổ chức|triệu tập|mở) (?:(?:cuộc|buổi|phiên) (?:họp|làm việc|giao ban)|họp)|kết luận (?:hội|cuộc|buổi|phiên)|đọc (?:báo cáo|diễn văn|quyết định)|"
    r"báo cáo|trình bày|quán triệt|chúc mừng|ghi nhận|biểu dương|đánh giá|nhấn mạnh|đến thăm|thăm hỏi|(?:giám sát|chứng kiến) (?:buổi |việc )?(?:lễ|ký)|"
    r"trao (?:bằng|danh hiệu|kỷ niệm chương|học bổng|cờ|huân chương|huy chương)|(?:đưa ra|cung cấp|nêu|công bố|chia sẻ|bày tỏ|nói|thông tin|thông báo) (?:tại|trong) (?:buổi|cuộc|phiên|kỳ|hội nghị|hội thảo|lễ|họp|diễn đàn|tọa đàm|đại hội))(?!\w)"
)
_SAYS = re.compile(
    r"(?i)(?<!\w)(?:cho biết|cho hay|nói|khẳng định|cho rằng|(?<!thêm )(?<!nắm )(?<!các )(?<!những )(?<!nhiều )(?<!tìm )(?<!rõ )thông tin|thông báo|nêu|đề nghị|yêu cầu|trả lời|chia sẻ|kiến nghị|lưu ý|giải đáp|giải thích|cảnh báo|trao đổi|"
    r"đề cập|nhắc nhở|đặt ra|gợi ý|nhận xét|nhìn nhận|nhận định|bày tỏ|thừa nhận|chỉ ra|lý giải|kêu gọi|bác bỏ|đồng tình|kết luận|chỉ đạo|giao|biết|kể|bộc bạch|tâm sự|cho hay|giới thiệu|tiết lộ|bức xúc|được bầu|đặt câu hỏi|đặt vấn đề|hỏi|chất vấn|giải trình|băn khoăn|phân tích|góp ý|đề xuất|tuyên bố|cam kết)(?!\w)"
)
"""Words of speech: who speaks at an event takes part in it."""
_SPEECH_OF = re.compile(r"(?i)(?:trả lời|phát biểu|chia sẻ|ý kiến|báo cáo|tham luận) của(?: [^\s.,;:]+){0,6}\s*$")
_WORDS_OF = re.compile(
    r"(?i)(?<!\w)(?:lời (?:nhắn nhủ|khẳng định|chia sẻ|phát biểu|cảnh báo)|nhận định|nhận xét|ý kiến|khẳng định|chia sẻ|đề xuất|trăn trở|câu hỏi|thông tin|cảnh báo)(?: này)? (?:của|được|do)(?: [^\s;:]+){0,14}\s*$"
)
"""Before the name of whose words they are: "Đó là nhận định của Phó Giám đốc A tại hội thảo"."""
_ACCORDING = re.compile(
    r"(?i)^(?:cũng |còn )?theo (?:đồng chí|ông|bà|(?:đại|thượng|trung|thiếu) (?:tướng|tá|úy|uý))\s*$"
)
_CITES = re.compile(r"(?i)(?:cũng |còn )?theo (?:đồng chí|ông|bà|đại|thượng|trung|thiếu)(?!\w)")
"""Who is cited in an article that an event opens spoke there."""
_AT_EVENT = re.compile(
    r"(?i)(?<!\w)(?:tại|trong|ở)(?: (?:buổi|cuộc|phiên|kỳ))? (?:hội (?:nghị|thảo|trường)|tọa đàm|toạ đàm|đại hội|diễn đàn|ngày hội|lễ|họp báo|họp|giao ban|làm việc|góp ý|tập huấn|thảo luận|chất vấn|gặp mặt|đối thoại)(?!\w)"
)
_CLAUSE = re.compile(r"[.;]|(?<!\w)(?:(?<!nhiệm )(?<!chức )(?<!dịch )(?<!nghĩa )(?-i:vụ)|về việc|nhắc|đối với)(?!\w)")
_KIN_OF = re.compile(
    r"(?i)(?<!\w)(?:con (?:gái|trai|rể|dâu)|vợ|chồng|mẹ|cha|bố|anh trai|em trai|phu nhân|tuyên bố|quyết định|chỉ đạo|kêu gọi|lời mời|thư)(?: [^\s,.;:]+){0,4} của(?: [^\s.,;:]+){0,5}\s*$"
    r"|(?i:tôi|chúng tôi|chúng ta) (?i:đã |cũng |vừa )?(?i:kiến nghị|làm việc|trao đổi|phản ánh|gặp|báo cáo|đề xuất|nói)(?i: với)?(?: [^\s.,;:]+){0,4}\s*$"
)
"""Before the name of somebody whose kin, or whose word, is spoken of."""
_SOURCE = re.compile(r"(?i)(?<!\w)theo(?: [^\s,.;:]+){1,12}\s$")
"""Before the name of whom an article quotes: "Theo phát ngôn viên A, …"; what follows is told, not done."""
_ONCE = re.compile(r"(?i)(?<!\w)(?:từng|trước đó|trước đây|hôm trước)\s*(?:đã )?$")
_ABSENT = re.compile(r"(?i)(?<!\w)(?:không|chưa|từ chối|hủy|huỷ)\s*(?:thể |được |tới |đến )*$")
_PRESENCE = re.compile(r"(?i)(?:tham )?dự|có mặt|tham gia")
_CITED = re.compile(
    r"(?i)(?<!\w)(?:dẫn|trích|nhắc)(?: lại| dẫn)?(?: lời| phát biểu| ý kiến)+(?: của)?(?: [^\s.,;:]+){0,6}\s*$"
)
"""Before the name of somebody whose words are cited."""
_TO_COME = re.compile(r"(?i)(?<!\w)(?:sẽ|sắp|dự kiến|chuẩn bị)(?!\w)")
_ELSEWHERE = re.compile(
    r"(?i)^(?:trước đó|trước đây|mới đây)(?!\w)|(?<!\w)(?:(?:trao đổi|chia sẻ|nói|trả lời|cho biết|làm việc|thông tin|khẳng định|xác nhận) (?:nhanh |thêm )?với|trả lời (?:phỏng vấn|báo|pv|phóng viên)|"
    r"(?:cho|với) (?:pv|phóng viên|báo)|(?:pv|phóng viên)(?: [^\s.,;]+){0,4} liên hệ|phỏng vấn|bên lề|trên (?:báo|tờ|trang|mạng|facebook|twitter)|thông cáo|theo (?:báo|tin|nguồn|afp|reuters))(?!\w)"
)
"""Who speaks so does it outside the event."""
_NEXT_ITEM = re.compile(
    r"(?i)(?:có|gồm|:)\s[^.]*;\s(?:và\s)?(?:(?:các )?đồng chí:?|ông|bà|(?:đại|thượng|trung|thiếu) (?:tướng|tá|úy|uý))?\s*(?:[^\W\d_]+\s){0,3}$"
)
_CALLED = rf"(?<=\s)(?:{{}}|{{}})(?!\w)(?! [{UPPER}])"
_DOT = re.compile(r"(?<=TP)\.|(?<=Tp)\.|(?<=T)\.(?=Ư)|(?<=\sQ)\.")
"""Dots that end no sentence."""
_REACH = 220
"""Letters between a name and what it does: offices in between are long."""


def tell_participation(people: Sequence[PersonFact], sentences: Sequence[Sentence]) -> tuple[PersonFact, ...]:
    """Fill ``former`` and ``took_part`` of the people of one article."""
    names, held = [p.name for p in people], _sentences_at_events(people, sentences)
    return tuple(_tell_person(person, names, held) for person in people)


def _sentences_at_events(people: Sequence[PersonFact], sentences: Sequence[Sentence]) -> frozenset[Sentence]:
    """Return the sentences in which people speak that are told from an event: it stands in them, or is held in the one before."""
    before = dict(zip(sentences[1:], sentences, strict=False))
    spoken = {s for p in people for s in (p.sentence, *p.mentions) if _SAYS.search(s.text) or _CITES.match(s.text)}
    opening = (next((s for s in sentences if s.part == part), None) for part in ("lead", "body"))
    told_from = bool(spoken) and any(
        s is not None and not _TO_COME.search(s.text) and (_holds_event(s) or _opens_at_event(s)) for s in opening
    )
    return frozenset(
        s
        for s in spoken
        if not _ELSEWHERE.search(s.text)
        and (told_from and s.part == "body" or _AT_EVENT.search(normalise(s.text)) or _is_after_event(before.get(s), s))
    )


def _opens_at_event(sentence: Sentence) -> bool:
    """Tell whether a sentence begins at an event: "Tại hội nghị, Công an tỉnh Mẫu …"."""
    return sentence.part == "body" and _AT_EVENT.match(normalise(sentence.text)) is not None


def _is_after_event(before: Sentence | None, sentence: Sentence) -> bool:
    return before is not None and before.part == sentence.part and _holds_event(before)


def _holds_event(sentence: Sentence) -> bool:
    return any(mention.weight >= 2 for mention in find_event_mentions(normalise(sentence.text)))


def _tell_person(person: PersonFact, names: Sequence[str], held: frozenset[Sentence]) -> PersonFact:
    rank = rf"(?<!\w)(?:nguyên|cựu)\s+{re.escape(person.rank)}(?!\w)" if person.rank else None
    former = bool(_FORMER.match(person.role) or rank and re.search(rank, person.sentence.text, re.IGNORECASE))
    took = any(_takes_part(s, person.name, names, s in held) for s in (person.sentence, *person.mentions))
    return replace(person, role=_FORMER.sub("", person.role), former=former, took_part=took)


def _takes_part(sentence: Sentence, name: str, names: Sequence[str], at_event: bool) -> bool:
    """Tell whether a sentence says that somebody took part: by what stands before the name, or by the verb after it.

    ``at_event``: the sentence is told from an event, where to speak is to take part.
    """
    text = sentence.text
    at, length = text.find(name), len(name)
    if at < 0:
        # Named by rank and last name ("ông Mẫu"), or by office ("Đồng chí Giám đốc phát biểu …"), which stands anywhere
        called = re.search(_CALLED.format(re.escape(name.rsplit(" ", 1)[-1]), re.escape(name.split(" ", 1)[0])), text)
        if called is None:
            return bool(_AFTER.search(text))
        at, length = called.start(), called.end() - called.start()
    before, after = _DOT.sub(" ", text[:at]), text[at + length : at + length + _REACH]
    if _KIN_OF.search(before) or _CITED.search(before):
        return False
    opened = list(_BEFORE.finditer(before))
    if opened and not _CLAUSE.search(before, opened[-1].end()):
        return True
    # "Dự hội nghị có Đại tá A, Phó Giám đốc; Thượng tá B, …": the list goes on
    if opened and _NEXT_ITEM.search(before, opened[-1].end()) and "." not in before[opened[-1].end() :].rstrip(". "):
        return True
    if at_event and (_SPEECH_OF.search(before) or _ACCORDING.match(before)):
        return True
    if _WORDS_OF.search(before) and _AT_EVENT.search(after):
        return True
    verb = (None if _SOURCE.search(before) else _AFTER.search(after)) or at_event and _SAYS.search(after)
    if not verb or _ONCE.search(after[: verb.start()]):
        return False
    if _PRESENCE.match(verb[0]) and _ABSENT.search(after[: verb.start()]):
        return False
    between = _DOT.sub(" ", after[: verb.start()])
    # "A, Chủ tịch, B, Phó chủ tịch, dự": both; "vụ án của A, … B chủ trì": only who stands beside the verb
    others = [other for other in names if other != name and other in between]
    return not re.search(r"[.;]", between) and (
        not others or normalise(between).lower().strip().startswith((",", "-", "–", "và", "cùng"))
    )
