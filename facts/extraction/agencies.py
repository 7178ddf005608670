"""Extracts the agencies named in an article, and the abbreviation the article defines for them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from facts.extraction.sentences import UPPER
from facts.model import AgencyFact, Sentence

_CAP = rf"[{UPPER}][^\W\d_]*"
_RUN = rf"{_CAP}(?: {_CAP}){{0,4}}"
_PLACE = rf"(?:tỉnh|thành phố|TP\.?|thị xã|huyện|quận|phường|xã|thị trấn)(?: {_RUN})?"
_MINISTRY = (
    "Công an|Quốc phòng|Ngoại giao|Nội vụ|Tư pháp|Tài chính|Công [Tt]hương|Xây dựng|Y tế|GTVT|Giao thông [Vv]ận tải|"
    "Giáo dục và Đào tạo|GD ?& ?ĐT|GD-ĐT|GD&ĐT|TN&MT|Tài nguyên và Môi trường|NN&PTNT|Nông nghiệp và Phát triển nông thôn|"
    "Kế hoạch và Đầu tư|KH&ĐT|Thông tin và Truyền thông|TT&TT|Văn hóa, Thể thao và Du lịch|VHTT&DL|LĐ-TB&XH|"
    "Lao động[,-] ?Thương binh và Xã hội|Khoa học và Công nghệ|KH&CN|Chỉ huy quân sự|Tư lệnh [^,.;()]{3,30}"
)
_AGENCY = re.compile(
    rf"(?<!\w)(?:(?:Công an|UBND|Ủy ban nhân dân|Uỷ ban nhân dân|HĐND|Hội đồng nhân dân|Viện Kiểm sát nhân dân|VKSND|TAND|"
    rf"Tòa án nhân dân|Toà án nhân dân|Mặt trận Tổ quốc|Mật trận Tổ quốc|Ủy ban MTTQ|Uỷ ban MTTQ|Ủy ban Mặt trận Tổ quốc|"
    rf"Bộ Chỉ huy Quân sự|Bộ đội Biên phòng|Tỉnh đoàn|Hội Liên hiệp Phụ nữ|Hội Nông dân|Hội Cựu chiến binh) "
    rf"(?:Việt Nam )?{_PLACE}|(?:Bộ|bộ) (?:{_MINISTRY})|(?:Cục|Sở|Tổng cục|Vụ) {_RUN}(?: (?:và {_CAP}(?: [^\W\d_]+){{0,2}}|hình sự|điều tra|giao thông))?|"
    rf"Phòng (?:Cảnh sát|An ninh|Quản lý|Tham mưu|Kỹ thuật)(?: [^\W\d_A-ZĐ]+){{0,8}}|Cơ quan (?:CSĐT|Cảnh sát điều tra)(?: Công an {_PLACE})?|"
    rf"Chính phủ|Quốc hội|Tỉnh ủy|Tỉnh uỷ|Thành ủy|Công an {_RUN})(?!\w)(?: \((?P<short>[A-ZĐƯ]{{2,8}}\d*)\))?"
)
_HEAD_OF_ROLE = re.compile(r"(?:Cục|Bộ|Vụ|Sở) trưởng")


def agencies_of(sentences: Iterable[Sentence]) -> tuple[AgencyFact, ...]:
    """Return each agency once, in order of appearance."""
    found: dict[str, AgencyFact] = {}
    for sentence in sentences:
        for match in _AGENCY.finditer(sentence.text):
            name = re.sub(r"\s*\([^)]*\)$", "", match[0]).strip()
            short = match["short"] or ""
            if _HEAD_OF_ROLE.match(name):
                continue
            old = found.get(name.lower())
            if old is None or (short and not old.abbreviation):
                found[name.lower()] = AgencyFact(old.name if old else name, short)
    return tuple(found.values())
