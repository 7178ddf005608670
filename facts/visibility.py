"""Decides who may be shown: the one rule by which a person of an article becomes public, or does not.

Shown ("yes") is who holds an office or rank in a public body (``facts.public_offices``) and is told nowhere as arrested,
searched, prosecuted, judged, wanted or a victim. Of whom both is told, is "held" until an editor decides; everybody else is
"no". In doubt a person is not shown: a page that is missing can be made later, one that harms cannot be taken back.
Works on normalised lower-case text, sentence by sentence; names are compared as ``facts.keys.name_key`` writes them. What
several articles tell of one person is put together in ``facts.store.people``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from facts.extraction.people.words import RANKS
from facts.keys import name_key
from facts.model import PersonFact, Sentence, Shown
from facts.public_offices import is_public_office
from vietnamese.entities.surnames import COMMON_SURNAMES
from vietnamese.spelling.normalise import normalise

_ARREST = (
    r"(?:(?<!đánh )(?<!nắm )(?<!săn )bắt(?! (?:đầu|buộc|nguồn|tay|nhịp|kịp|gặp|chước|nạt|mắt|chính|bóng|cướp|trộm))|tạm giữ|tạm giam|"
    r"khởi tố(?! (?:\d+ )?vụ án(?! đối với))|truy (?:tố|nã|tìm|bắt|xét)|khám xét|xét xử|tuyên (?:phạt|án)|kết án|cáo buộc|buộc tội|"
    r"bị điều tra|triệu tập(?! (?:viên|đại sứ|đại biểu|hội|họp|cuộc|kỳ|phiên))|dẫn giải|áp giải|di lý|câu lưu|giam giữ|khống chế|lấy lời khai|"
    r"thi hành (?:lệnh|quyết định)|tống đạt)"
)
"""Verbs of arrest, search and prosecution."""
_RAID = (
    r"(?:điều tra(?: làm rõ)? về|kiểm tra(?: hành chính)?[^,;]*? phát hiện|kiểm tra (?:hành chính|căn nhà|nhà|nơi ở|chỗ ở|phòng trọ|quán|xe)|"
    r"triệt (?:phá|xóa)|xử phạt(?! vi phạm)|mật phục|đột kích|thu giữ|chốt chặn|canh gác (?:nghiêm|ngoài|tại|bên)|phong tỏa|bao vây|ập vào|"
    r"khám nghiệm(?! hiện trường))"
)
"""Further verbs that make no office of the words around them, though their object need not be accused of anything."""
_INSTITUTIONS = re.compile(
    r"(?<!\w)(?:"
    # Places of detention, and those who supervise them: "Trại tạm giam", "kiểm sát việc tạm giữ, tạm giam".
    r"(?:trại|nhà|buồng|khu|cơ sở|đội|quản lý|hướng dẫn|kiểm sát|quản giáo)(?: việc)? (?:tạm (?:giữ|giam)|giam giữ)(?:(?:,| và| -) tạm (?:giữ|giam))*"
    # Units and duties: "Phòng Cảnh sát truy nã tội phạm", "Đội truy bắt", "kiểm sát điều tra, truy tố, xét xử".
    r"|(?:cảnh sát|an ninh|cơ quan) (?:điều tra(?: tội phạm)? về|truy nã)(?: và truy (?:tìm|bắt))?"
    r"|(?:đội|tổ|ban|phòng|cục|vụ|khoa|bộ phận|công tác|phụ trách|chuyên án|lĩnh vực) (?:điều tra về|truy (?:nã|bắt|tìm|xét|tố)|xét xử|bắt giữ|khám xét|áp giải|dẫn giải)(?: và truy (?:tìm|bắt))?"
    r"|(?:(?<!viện )kiểm sát|quyền(?: công tố)?|công tố)(?:,| và| -| việc| hoạt động)*(?: (?:điều tra|khởi tố|truy tố|xét xử|thi hành án|bắt|tạm giữ|tạm giam)(?:,| và| -)*)+"
    r"|hội đồng xét xử|chủ tọa phiên tòa xét xử|xét xử (?:sơ|phúc) thẩm"
    r"|nạn nhân (?:chất độc|da cam|bom mìn|thiên tai|bão|lũ)"
    r")(?!\w)"
)
"""Offices, units and duties that hold words of arrest."""
_LABEL = r"(?:bị can|bị cáo(?! buộc)|đối tượng|nghi phạm|nghi can|hung thủ|thủ phạm|phạm nhân|tử tù|nạn nhân|dương tính với|hành vi (?:phạm tội |vi phạm |sai phạm )?của)"
_PUNISHED = (
    r"(?:(?:mức|đề nghị) án|án (?:tù|tử hình)|khai trừ|cách chức|giáng (?:cấp|chức)|bãi nhiệm|tước (?:danh hiệu|quân tịch|quyền)|đình chỉ (?:công tác|chức vụ|sinh hoạt)|"
    r"tuyên(?! (?:truyền|bố|dương|thệ|giáo|ngôn|chiến|huấn|phạt|án))|kỷ luật (?:cảnh cáo|khiển trách|đối với|về mặt|ông|bà|nguyên|cựu))"
)
"""Penalties, also those of office and Party."""
_DEAD_OR_FALSE = r"(?:thi thể|tử thi|di thể|thi hài|cái chết của|tự xưng(?: là)?|xưng là|giả danh|mạo danh|giả mạo|đóng giả|giả làm|mang tên)"
"""Before the names of the dead, of impostors and of whom they pretend to be."""
_TRIGGER = re.compile(
    rf"(?<!\w)(?:(?P<verb>{_ARREST}|{_PUNISHED}|sát hại|tử vong)|{_LABEL}|{_DEAD_OR_FALSE}|tố cáo(?: việc)?)(?!\w)"
)
_NO_OFFICE = re.compile(rf"(?<!\w)(?:{_ARREST}|{_RAID}|{_LABEL}$)(?!\w)")

_RANK = re.compile(
    rf"(?:{'|'.join(sorted(RANKS))}|(?:thượng|trung|hạ) sỹ)"
    r"(?:[\s,.–-]+(?:đồng chí|liệt sĩ|bác sĩ|tiến sĩ|thạc sĩ|bs|ts|ths|ông|bà|anh|chị))*\s*$"
)
_SERVING = re.compile(
    r"(?<!\w)(?:đồng chí|thẩm phán|kiểm sát viên|điều tra viên|hội thẩm(?: nhân dân)?|thư ký phiên tòa|luật sư)(?: (?:ông|bà))?\s*$"
)
"""Before the name of who serves at an arrest or trial rather than suffers it."""
_LIVES = re.compile(
    r"[\s,–-]*(?:\([^()]{0,80}?|[^.;()]{0,25}?, ?)(?<!\w)(?:trú|ngụ|thường trú|tạm trú|hktt|học sinh)(?!\w)"
    r"|(?P<gap>[^.;()]{0,90}?), ?(?:(?:hiện|đang) )?(?:trú|ngụ|thường trú|tạm trú|hktt)(?!\w)"
)
"""Where somebody lives, after the name: "(SN 1990, trú tại xã Mẫu)", ", 30 tuổi, ngụ huyện Mẫu"."""

_BORN = re.compile(
    r"[\s,–-]*(?:\([^()]{0,60}?(?<!\w)(?:sn|sinh|\d{1,3} tuổi)(?!\w)|(?:sn|sinh (?:năm|ngày)):?\s*\d|\d{1,3} tuổi)"
)
_MINOR = re.compile(
    r"(?<!\w)(?:em|cháu|bé(?: (?:gái|trai))?|nạn nhân|(?:học|nữ|nam|thí) sinh|thiếu (?:nữ|niên)|sản phụ|bệnh nhân)(?: (?:là|tên|gồm|anh|chị|ông|bà|em|cháu|bé))*:?\s*$"
)
"""Before the names of minors and victims."""
_PUPIL = re.compile(
    r"(?<!\w)(?:(?<!anh )(?<!chị )em|cháu|bé|(?:học|nữ|nam|thí|sinh) (?:sinh|viên))(?: (?:là|tên))?\s*$"
)
"""Before the names of those at school, who hold offices of their class only."""
_NAME = re.compile(
    rf"(?<!\w)(?:(?:{'|'.join(sorted(name.capitalize() for name in COMMON_SURNAMES))})(?: [^\W\d_a-zà-ỹđ][^\W\d_]*){{1,3}}"
    rf"|(?:{'|'.join(sorted(name.upper() for name in COMMON_SURNAMES))})(?: [^\W\d_a-zà-ỹđ]{{2,7}}){{2,3}})(?!\w)"
)
"""Names as written, and in capitals with at least three syllables."""

_ASIDE = re.compile(r"\([^()]*\)?|[“\"][^“”\"]*[”\"]")
"""What is no part of a sentence's course: brackets, quoted names of crimes."""
_AGENT = re.compile(
    r"(?<!\w)(?:do|bởi|theo|thông tin từ|gửi(?: tới| đến| lên)?|cho biết|cho hay|nói|trao đổi|trả lời|báo (?:cáo|ngay|cho|về)|liên hệ|kiến nghị|phối hợp|khiến|lợi dụng (?:lúc|sơ hở|việc))(?!\w)|, được|[“”\"]"
)
"""What leads from a verb or label to who acts or speaks, never to its object."""
_ELSEWHERE = re.compile(r"(?<!\w)(?:của|cho|khi|rằng|thì|để|nhằm|chỉ đạo|đề nghị)(?!\w)")
"""What mostly does."""
_SPEAKS = re.compile(
    r"^[^.;]{0,80}?(?<!\w)(?:cho biết|cho hay|khẳng định|thông tin|phát biểu|chia sẻ|nhấn mạnh|yêu cầu|chỉ đạo|biểu dương|trao đổi|"
    r"chúc mừng|khen|nói|cho rằng|thông báo|trả lời|chủ trì|trực tiếp|đánh giá|nhận định|xác nhận|giải thích|phủ nhận|tuyên bố|"
    r"bày tỏ|nêu|kể|ký)(?!\w)"
)
_LISTED = re.compile(r"^[^.;]{0,120}?(?::|(?<!\w)(?:gồm|lần lượt là)(?!\w))")
_SUFFERS = re.compile(
    rf"^(?P<gap>[^.;:“\"]{{0,60}}?)(?<!\w)(?:bị (?:can|cáo|đề nghị truy tố|{_ARREST}|tuyên|kết|sát hại|đâm|bắn|phạt)|"
    rf"(?:lĩnh|lãnh|nhận) (?:án|mức án|\d+)|hầu tòa|(?:và|cùng) (?:các |những )?đồng (?:phạm|bọn)|"
    rf"là (?:(?:các |một |hai |những |kẻ )?{_LABEL}|(?:một trong \w+ )?người (?:vừa |đã |đang |mới )?bị {_ARREST}))(?!\w)"
)
_CAUGHT = re.compile(
    rf"^(?P<gap>[^.;:“\"]{{0,160}}?)(?<!\w)bị (?:(?:đã |ngay |liền )?(?:(?:lực lượng|cơ quan|tổ công tác|người dân|quần chúng|cảnh sát|công an|csgt|biên phòng|hải quan|trinh sát)(?: [^\s.,;:]+){{0,6}} )?)"
    rf"(?:{_ARREST}|ghi hình|quay (?:clip|phim)|tố)(?!\w)"
)
"""Who acted and was caught at it: "A đang thu tiền … thì bị cảnh sát bắt quả tang"."""
_OTHERS = re.compile(
    rf"(?<!\w)(?:{_LABEL}|các|nhiều|những|nhóm|\d+ (?:người|kẻ)|người(?! cao tuổi)|vụ(?! trưởng)|về việc|(?<!và )(?<!cùng )(?<!, )(?:ông|bà|anh|chị|em|bác sĩ)|"
    r"cho biết|cho hay|khẳng định|xác nhận|thông tin|nói|yêu cầu|chỉ đạo|đề nghị|phát biểu|chia sẻ|nhấn mạnh|trao đổi|cho rằng|thông báo|trả lời|giải thích|"
    r"phê chuẩn|ký|ra (?:lệnh|quyết định)|thăm|trao|chủ trì|dự)(?!\w)"
)
_MISFORTUNE = re.compile(
    # The verb stands beside the name, or behind an office between signs: what others suffer does not.
    r"^(?P<gap>(?:\s*[,(–-][^.;]{0,160}?[,)–-]|\s*,|\s+(?:là|nguyên) [^.;,]{0,60},)?\s*)(?:(?:đã|vừa|cũng|từng|đang|mới|suýt|không may|bất ngờ|hiện|sau đó|nhiều lần|khi đó) ){0,2}"
    r"(?:bị (?!động |ảnh hưởng |cáo buộc sai)|tử vong|thiệt mạng|qua đời|từ trần|hy sinh|hi sinh|đột tử|mất tích|gặp nạn|ngã|chết|tự (?:tử|sát|vẫn)|treo cổ|"
    r"gây (?:tai nạn|chết|thương|tử vong|rối)|bỏ trốn|sa lưới|ra tòa|hầu tòa|nhận (?:hối lộ|tiền|phong bì|\d)|đánh bạc|tham ô|dùng (?:súng|dao|vũ lực|bằng)|bắn|nổ súng|đâm|hiếp dâm|dâm ô|sàm sỡ|"
    r"ngoại tình|hành hung|đánh (?!giá|dấu|án|chuyên)|bạo hành|lái xe trong|say (?:rượu|xỉn)|có (?:sai phạm|vi phạm|hành vi|dấu hiệu|nồng độ|khuyết điểm|liên quan)|vi phạm|"
    r"được (?:phát hiện|tìm thấy|xác định|đưa)[^.;,]{0,30}(?:tử vong|đã chết|treo cổ|cấp cứu|là (?:người|đối tượng))|giải trình (?:việc|vì|về việc|trước|lý do)|vòi|kê khai (?:không|thiếu|sai)|"
    r"bỏ (?:vị trí|trực|nhiệm sở)|dương tính|khóc|là (?:người|nạn nhân|một trong)[^.;,]{0,20} bị|cùng [^.;,]{0,30}gây (?:tai nạn|chết|án)|về (?:đơn (?:tố|thư|khiếu)|việc (?:bị|nhận|đánh|gây))|vắng mặt vì|"
    r"chiếm đoạt|lừa|gian lận|làm giả|nhận tội|thừa nhận (?:nhận|bảo kê|hành vi|đã (?:nhận|đánh|lấy|gây))|bảo kê|rút \d|\d+ (?:năm|tháng)[^.;,]{0,12} tù)"
)
"""What befell somebody, or what somebody is told to have done, by the words right after the name and office."""
_TOLD_OF = re.compile(
    rf"(?<!\w)(?:tố|người vi phạm|(?:sai|vi) phạm của|hành vi của|khám (?:nhà|nơi ở|chỗ ở|xe)|kỷ luật|cung cấp (?:hình ảnh|clip|video)|(?:lễ|đám) tang|tang lễ|gia đình|bệnh nhân|"
    rf"trường hợp|kết luận|kiểm điểm|làm rõ trách nhiệm|phản ánh|khiếu nại|tố giác)(?: (?:là|gồm|của|đối với|với|về|việc))*(?: (?:{'|'.join(sorted(RANKS))}|đồng chí|ông|bà|anh|chị|cán bộ))+\s*$"
    rf"|(?<!\w)người vi phạm là\s*$"
)
"""Before the name of whom others tell something of: complaints, cases, funerals, families."""
_ITS_HOLDER = re.compile(
    r"^[^.;]{0,120}?(?<!\w)(?:ông|bà|người|cán bộ|vị) (?:này|ấy|ta) (?:đã |vừa |cũng )?(?:bị|nhận|gây|đánh|thừa nhận)(?!\w)"
)
"""What befell the person just named: "…, sau khi ông này bị khởi tố"."""
_CONFESSES = re.compile(
    r"^[\s,]*(?:(?:đã|bước đầu|cũng|vừa|đang|thì|liền|tiếp tục|ra) )*(?:khai nhận|khai báo|khai(?= rằng| là| do|[,.:;])|đầu thú|tự thú|bỏ trốn|"
    r"thừa nhận hành vi|phạm tội)(?!\w)"
)
_APPOSED = re.compile(
    rf"^[\s,–-]+(?:{_LABEL} (?:truy nã|bị truy nã|cầm đầu|chính|của vụ|trong vụ|liên quan)|kẻ cầm đầu)(?!\w)"
)
_THEN = re.compile(r"[^,.;]{0,40}, (?:ông |bà |anh |chị )?")
"""After "(trước khi) bị bắt": who was."""
_CASE = re.compile(r"(?<!\w)vụ án (?:ông |bà )?$")
_SOURCE = re.compile(
    rf"(?<!\w)(?:theo|với)(?: (?:{'|'.join(sorted(RANKS))}|đồng chí|ông|bà|anh|chị|cô|luật sư|bác sĩ))+\s*$"
)
"""Before the name of who tells something: what follows is of somebody else."""
_MET_WITH = re.compile(r"(?<!\w)làm việc[^,.;]{0,60} với(?: [^\s,.;]+){1,3}\s*$")
"""Before the name of whom an authority has called in."""
_ITEM = re.compile(r"\s*(?:\(?\d{1,2}\s*[.):/-]|[-–•+*])?\s*(?:(?:ông|bà|anh|chị|bị can|bị cáo|đối tượng)\s+)?")

_ITEMS = re.compile(r"^\s*(?:\d{1,2}\s*[.):/-]|[-–•+*])|\([^()]{0,60}?(?<!\w)(?:sn|sinh|tuổi)(?!\w)")
"""What marks an item of a list: a number, a dash, a year of birth or age."""
_GOES_ON = re.compile(r"[:;,](?:\s*\d{1,2}\s*[.):/-])?\s*$|^\s*\d{1,2}\s*[.):/-]\s*$")
"""The end of a sentence after which the next one is of the same list."""
_OPENS_LIST = re.compile(r"[:;](?:\s*\d{1,2}\s*[.):/-])?\s*$")
_BEFORE, _AFTER = 500, 300
"""Letters read around a name: a sentence that nobody ended may be as long as its article."""


@dataclass(frozen=True, slots=True)
class PreparedSentence:
    """A sentence ready for the rule: ``text`` normalised, ``low`` in lower case, what only sounds like an arrest blanked."""

    text: str
    low: str
    accuses: bool
    listed: bool


def find_names(text: str) -> list[str]:
    """Return what reads as a person's name in a text: a surname with the capitalised words after it."""
    return _NAME.findall(text)


def decide_visibility(people: Sequence[PersonFact], read: Sequence[PreparedSentence]) -> tuple[PersonFact, ...]:
    """Decide ``shown`` of each of ``people`` from all sentences of their article."""
    last = Counter(name_key(p.name).rsplit(" ", 1)[-1] for p in people)
    return tuple(
        replace(p, shown=_decide_person(p, read, last[name_key(p.name).rsplit(" ", 1)[-1]] == 1)) for p in people
    )


def _decide_person(person: PersonFact, read: Sequence[PreparedSentence], single: bool) -> Shown:
    """Decide one person; ``single``: nobody else of the article has the same last name."""
    if not (person.rank or _is_office(person.role) and is_public_office(person.role)):
        return "no"
    if _is_pupil(person, read):
        return "no"
    return "held" if _is_marked(person, read, single) else "yes"


def _is_pupil(person: PersonFact, read: Sequence[PreparedSentence]) -> bool:
    """Tell whether a sentence names somebody as a pupil or child: "em A, Bí thư chi đoàn lớp 12"."""
    name = name_key(person.name)
    return any(_PUPIL.search(one.low, 0, begin) for one in read for begin, _ in _find_names(one, name, False))


def _is_office(role: str) -> bool:
    """Tell whether what is written beside a name is an office, not the unit that arrests: "Công an huyện Mẫu bắt"."""
    return not _NO_OFFICE.search(_INSTITUTIONS.sub("_", normalise(role).lower()))


def find_private_names(people: Sequence[PersonFact], read: Sequence[PreparedSentence]) -> tuple[str, ...]:
    """Find the names of victims, minors and accused people in the sentences of an article, as written, longest first.

    ``people`` are those of the article with ``shown`` decided: holders of public offices are none of them.
    """
    officials = {name_key(person.name) for person in people if person.shown != "no"}
    found: dict[str, None] = {}
    for one in read:
        for match in _NAME.finditer(one.text):
            if name_key(match[0]) in officials or match[0] in found:
                continue
            before, after = (
                one.low[max(0, match.start() - _BEFORE) : match.start()],
                one.low[match.end() : match.end() + _AFTER],
            )
            private = _MINOR.search(before) or _BORN.match(after) or _is_resident(after)
            if private or _is_accused(one, match.start(), match.end()):
                found[match[0].title() if match[0].isupper() else match[0]] = None
    return tuple(sorted(found, key=len, reverse=True))


def prepare_sentences(sentences: Sequence[Sentence]) -> list[PreparedSentence]:
    """Prepare the sentences of an article, once for all that asks; ``listed`` marks the items of a list that an accusing sentence opens with a colon."""
    read: list[PreparedSentence] = []
    listed, goes_on = False, False
    for sentence in sentences:
        text = normalise(sentence.text)
        low = _INSTITUTIONS.sub(lambda match: "_" * len(match[0]), text.lower())
        accuses = bool(_TRIGGER.search(low))
        listed = listed and (goes_on or bool(_ITEMS.search(low)))
        read.append(PreparedSentence(text, low, accuses, listed))
        goes_on = bool(_GOES_ON.search(low))
        listed = listed or accuses and bool(_OPENS_LIST.search(low))
    return read


def _is_marked(person: PersonFact, read: Sequence[PreparedSentence], single: bool) -> bool:
    """Tell whether a sentence tells an official as accused or a victim, or as private persons are told."""
    name, short = name_key(person.name), single and not person.rank
    return any(
        _is_resident(one.low[end : end + _AFTER]) or _is_accused(one, begin, end)
        for one in read
        for begin, end in _find_names(one, name, short)
    )


def _find_names(one: PreparedSentence, name: str, short: bool) -> Iterator[tuple[int, int]]:
    """Yield where a sentence names a person: in full or, with ``short``, by the last name after a label or honorific."""
    found = one.low.find(name)
    while found >= 0:
        end = found + len(name)
        if not one.low[end : end + 1].isalpha() and not one.low[max(0, found - 1) : found].isalpha():
            yield found, end
        found = one.low.find(name, end)
    last = name.rsplit(" ", 1)[-1]
    if short and one.accuses and last in one.low:
        for match in re.finditer(rf"(?<!\w)(?:ông|bà|anh|chị|cô|{_LABEL}) ({re.escape(last)})(?!\w)", one.low):
            first, after = one.text[match.start(1) : match.start(1) + 1], one.text[match.end() : match.end() + 2]
            if first.isupper() and not after.strip().isupper():
                yield match.start(1), match.end(1)


def _is_resident(after: str) -> bool:
    """Tell whether a name is followed by where the person lives: officials are told by their office."""
    lives = _LIVES.match(after)
    return lives is not None and not (lives["gap"] and _OTHERS.search(lives["gap"]))


def _is_accused(one: PreparedSentence, begin: int, end: int) -> bool:
    """Tell whether a sentence tells the person named at [begin, end) as accused, arrested or a victim."""
    before, after = one.low[max(0, begin - _BEFORE) : begin], _ASIDE.sub(" ", one.low[end : end + _AFTER])
    ranked = bool(_RANK.search(before) or _SERVING.search(before))
    if _CASE.search(before):
        return True
    item = before.rsplit(";", 1)
    listed = one.listed or len(item) > 1 and bool(_TRIGGER.search(item[0]))
    if listed and _ITEM.fullmatch(_RANK.sub("", item[-1])) and not _SPEAKS.match(after.split(";")[0]):
        return True
    if not _SOURCE.search(before) or _MET_WITH.search(before):
        suffers = _SUFFERS.match(after)
        caught = suffers or _CAUGHT.match(after)
        if caught and not _OTHERS.search(caught["gap"]) or _CONFESSES.match(after):
            return True
        if (_TOLD_OF.search(before) or _ITS_HOLDER.match(after)) and not _SPEAKS.match(after):
            return True
        befell = _MISFORTUNE.match(after)
        if befell and not _OTHERS.search(befell["gap"]):
            return True
        if not ranked and _APPOSED.match(after):
            return True
    return any(_is_object(match, before, after, ranked) for match in _TRIGGER.finditer(before))


def _is_object(trigger: re.Match[str], before: str, after: str, ranked: bool) -> bool:
    """Tell whether the name that follows ``before`` is the object of a verb or label of accusation."""
    gap = _ASIDE.sub(" ", before[trigger.end() :])
    told = ranked and bool(_SPEAKS.match(after))
    opened = _LISTED.match(gap)
    if opened and len(gap) <= 400 and "." not in gap.rstrip(" .") and not _AGENT.search(gap, opened.end()):
        return not told
    if _AGENT.search(gap):
        return False
    if not ranked and before[: trigger.start()].endswith("bị ") and _THEN.fullmatch(gap):
        return True
    clear = not _ELSEWHERE.search(gap)
    if clear and not re.search(r"[,;:.]", gap) and len(gap) <= (30 if ranked else 70):
        return not told
    # ", ông A": who does the next thing.
    if ranked or _SPEAKS.match(after) or gap.lstrip().startswith(",") or trigger[0].startswith("tố cáo"):
        return False
    if clear and len(gap) <= 200:
        return True
    return bool(trigger["verb"]) and len(gap) <= 70 and not re.search("[.;]", gap)
