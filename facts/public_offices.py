"""Tells offices in public bodies from all others: only who holds one may be shown (``facts.visibility``).

Public are the state, the Party, the forces, the Fatherland Front and mass organisations, and heads of public hospitals and
schools; never a company. An office of which nothing says whose it is ("Giám đốc") is none: in doubt nobody is shown.
"""

from __future__ import annotations

import re
from functools import lru_cache

from facts.extraction.people.words import office_head_size, words_of
from vietnamese.spelling.normalise import normalise

_W = r"(?<!\w)(?:{})(?!\w)"

_OF_ITSELF = re.compile(
    _W.format(
        r"(?:phó )?thủ tướng|(?:phó )?chủ tịch nước|(?:phó )?tổng bí thư|bộ trưởng|thứ trưởng|(?:phó )?tổng thống|ngoại trưởng|"
        r"(?:phó )?chủ tịch quốc hội|(?:tổng )?thanh tra chính phủ|tổng kiểm toán|đại sứ|tổng lãnh sự|thị trưởng|quốc vương|"
        r"(?:phó )?thống đốc|nghị sĩ|đại biểu (?:quốc hội|hđnd|hội đồng nhân dân)|đbqh|"
        r"thẩm phán|(?:phó )?chánh án|chánh tòa|kiểm sát viên|điều tra viên|chấp hành viên|thanh tra viên|hội thẩm nhân dân|kiểm lâm viên|kiểm ngư viên|"
        r"(?:phó )?bí thư|cục trưởng|cục phó|tổng cục trưởng|tổng cục phó|vụ trưởng|vụ phó|chi cục trưởng|"
        r"tư lệnh|(?:phó )?chính ủy|chính trị viên|tổng tham mưu|chỉ huy trưởng|công an viên|cảnh sát khu vực|cảnh sát viên|"
        r"giám thị trại|(?:phó )?trưởng công an|đồn trưởng|đồn phó|hạt trưởng|hạt phó|ủy viên bộ chính trị|ủy viên trung ương|"
        r"(?:tỉnh|thành|huyện|quận|thị|đảng) ủy viên|ủy viên (?:ban )?(?:thường vụ|chấp hành)|ủy viên (?:btv|bch)|"
        r"(?:tiểu|trung|đại|sư|lữ) đoàn trưởng|(?:tiểu|trung|đại|sư|lữ) đoàn phó|trung đội trưởng|đại đội trưởng|"
        r"cảnh vệ|trinh sát|quản giáo|quân nhân"
    )
)
"""Offices that only a public body gives, whatever follows them."""

_PUBLIC = re.compile(
    _W.format(
        # The forces.
        r"công an|cảnh sát|csgt|cshs|csđt|cscđ|csmt|csqlhc|cskv|pccc(?: ?(?:&|và) ?cnch)?|pc ?\d{2}[a-z]?|[abcv]\d{2}|an ninh (?:điều tra|nội bộ|chính trị|kinh tế|mạng)|catp|"
        r"bộ đội|biên phòng|quân (?:khu|sự|đội|đoàn|chủng|y|chủ lực|khí)|(?:sư|trung|tiểu|lữ|đại) đoàn|hải quân|phòng không|binh (?:đoàn|chủng)|bộ tư lệnh|dân quân|"
        r"trại (?:tạm )?giam|nhà tạm giữ|quyền công tố|hội đồng xét xử|hđxx|cơ yếu|quốc phòng|"
        r"(?:đội|phòng|tổ|cục) (?:điều tra|truy (?:nã|bắt|tố|tìm|xét)|dẫn giải|áp giải|khám nghiệm|hình sự|trọng án|phòng,? chống (?:tội phạm|ma túy)|tuần tra|chống buôn lậu|kiểm soát chống|ma túy)|"
        # The state.
        r"ubnd|ủy ban(?: nhân dân)?|hđnd|hội đồng (?:nhân dân|dân tộc)|quốc hội|chính phủ|nhà nước|văn phòng (?:trung ương|quốc hội|chính phủ|chủ tịch nước|tỉnh ủy|thành ủy|huyện ủy|quận ủy)|"
        r"tổng cục|chi cục|thanh tra (?:tỉnh|thành phố|huyện|sở|bộ|chính phủ|nhà nước|giao thông|xây dựng)|chánh thanh tra|tòa án|tand|viện kiểm sát|viện ks(?:nd)?|vks(?:nd)?|kiểm sát nhân dân|"
        r"thi hành án|kiểm lâm|hải quan|thuế|quản lý thị trường|qltt|kho bạc|kiểm toán|cảng vụ|đăng kiểm|bảo hiểm xã hội|bhxh|"
        r"ban (?:an toàn giao thông|atgt|chỉ đạo|quản lý|dân tộc|tôn giáo|dân vận|tuyên giáo|tổ chức|nội chính|kiểm tra|thường vụ|chấp hành|pháp chế|bí thư|thi đua|tiếp công dân|quản lí)|"
        r"(?:thường trực|phòng) (?:nội vụ|tư pháp|giáo dục|gd|gd ?[-&] ?đt|tài nguyên|tn ?& ?mt|tnmt|văn hóa|vh|lđ|lao động|y tế|kinh tế|tài chính|nông nghiệp|quản lý đô thị|dân tộc)|"
        # The Party, the Front, mass organisations.
        r"đảng|đảng bộ|(?:đảng|tỉnh|thành|huyện|quận|thị|chi) ủy|trung ương|mặt trận|mttq|ubmttq|công đoàn|liên đoàn lao động|lđlđ|đoàn (?:thanh niên|tncs|tn|xã|phường|huyện|thành phố|viện|viên công đoàn)|"
        r"(?:trung ương|tỉnh|thành|huyện|quận|thị) đoàn|hội (?:liên hiệp|lhpn|phụ nữ|nông dân|cựu chiến binh|ccb|người cao tuổi|chữ thập đỏ|khuyến học|luật gia|nạn nhân chất độc|cựu thanh niên xung phong|"
        r"cựu tnxp|bảo trợ|sinh viên|đồng y|nhà báo việt nam|người mù|người khuyết tật)|liên minh hợp tác xã"
    )
)
"""Public bodies, in canonical lower case."""

_NAMED = re.compile(
    r"(?<!\w)(?:Bộ|Cục|Sở|Vụ|Tổng cục|Viện|sở|bộ|cục) (?:[A-ZĐÂÔƯÁÀẢÃẠÝỶÊÉ]|giao thông|y tế|giáo dục|xây dựng|công thương|tài|nông nghiệp|nội vụ|tư pháp|văn hóa|lao động|thông tin|khoa học|kế hoạch|ngoại vụ|du lịch|kế)"
)
"""Ministries and departments by their capital."""
_NOT_NAMED = re.compile(r"(?i)(?<!\w)(?:viện (?:thẩm mỹ|nghiên cứu kinh doanh|chăm sóc)|bộ phận|trụ sở|cơ sở)(?!\w)")

_UNIT = re.compile(_W.format(r"tỉnh|thành phố|tp|huyện|quận|thị xã|tx|xã|phường|thị trấn|tt|nước"))
_RULES = re.compile(_W.format(r"(?:phó )?chủ tịch|(?:phó )?bí thư|chánh văn phòng|phó chánh văn phòng|lãnh đạo"))
"""Heads that with the name of a unit alone are public: "Chủ tịch huyện Mẫu"."""

_HEAD_OF_SCHOOL = re.compile(_W.format(r"(?:phó )?hiệu trưởng|hiệu phó"))
_HEAD_OF_HOSPITAL = re.compile(
    _W.format(
        r"(?:phó )?giám đốc (?:[^,;]{0,30} )?(?:bệnh viện|bv|trung tâm y tế|viện)|trạm (?:trưởng|phó) (?:trạm )?y tế|(?:phó )?trưởng trạm y tế"
    )
)
_NOT_STATE_OWNED = re.compile(
    _W.format(r"tư thục|dân lập|quốc tế|tư nhân|thẩm mỹ|mỹ viện|vinschool|gateway|vinmec|hồng ngọc")
)

_PRIVATE = re.compile(
    _W.format(
        r"công ty|cty|tnhh|cổ phần|tập đoàn|doanh nghiệp|dn|dntn|hđqt|hđtv|hội đồng (?:quản trị|thành viên)|ngân hàng(?! nhà nước)|bidv|hợp tác xã|htx|nhà hàng|khách sạn|(?<!sứ )(?<!sự )quán|siêu thị|"
        r"hãng|xưởng|nhà máy|xí nghiệp|phòng khám|hiệp hội|liên đoàn(?! lao động)|câu lạc bộ|clb|quỹ|văn phòng luật(?: sư)?|đoàn luật sư|luật sư|tổng công ty|showroom|garage|gara|chung cư|"
        r"cửa hàng|tòa soạn|báo(?! (?:cáo|vụ))|tạp chí|phóng viên|giáo hội|giáo xứ|nhà thờ|chùa|phật giáo|showbiz|ban quản trị|bệnh viện tư|trang trại|cp|jsc"
    )
)
"""Bodies that are not public, or not of the kinds that are shown."""

_BODY = re.compile(r"(?:nữ )?(?:cảnh sát|công an|trinh sát|cảnh vệ|quân nhân)(?! (?:viên|khu vực))(?!\w)")
"""A body beside a name is no office of that person: "cảnh sát điều tra … khám nhà A", "A, cảnh sát đã …"."""

_JOBS = re.compile(
    r"(?:nguyên |cựu |nữ )?(?:nhân viên|tài xế|lái xe|lái tàu|phụ xe|bảo vệ|chủ (?!tịch|nhiệm)\w+|ca s[ĩi]|diễn viên|người mẫu|hoa hậu|á hậu|cầu thủ|thủ kho|thủ quỹ|kế toán|luật sư|luật gia|"
    r"bác sĩ|y tá|y sĩ|dược sĩ|điều dưỡng|hộ lý|giáo viên|giảng viên|thầy giáo|cô giáo|nhà giáo|giáo sư|phó giáo sư|tiến sĩ|thạc sĩ|kỹ sư|kiến trúc sư|nhà báo|phóng viên|biên tập viên|"
    r"học sinh|sinh viên|học viên|hội viên|đoàn viên|đảng viên|xã viên|công nhân|nông dân|ngư dân|tiểu thương|người dân|doanh nhân|chuyên gia|chuyên viên|cộng tác viên|tình nguyện viên|"
    r"cựu chiến binh|thương binh|đại diện|trợ lý|cố vấn|thư ký|ứng viên|ứng cử viên|người đứng đầu|già làng|trưởng (?:thôn|ấp|bản|xóm|buôn|làng|họ|khu phố|khu dân cư|nhóm|tàu)|"
    r"tổ trưởng tổ dân phố|phu nhân|nhà nghiên cứu|nghệ sĩ|đạo diễn|nhạc sĩ|vận động viên|huấn luyện viên|hướng dẫn viên|tiếp viên|thuyền trưởng|thuyền viên|tài công|phi công|người mẫu)(?!\w)"
)
"""Jobs and callings: no offices, also in public bodies."""


_OF_CLASS = re.compile(
    r"(?<!\w)(?:lớp (?:\d|trưởng|học)|liên đội|đội (?:bóng|tuyển)|bóng (?:đá|chuyền|rổ)|khóa học)(?!\w)"
)
"""Offices of a class or a team."""

_JOINING = re.compile(r"[\s,;–-]+(?:kiêm|và|đồng thời)\s*$", re.IGNORECASE)
"""What joins an office to the next: "Bí thư Huyện ủy, kiêm |"."""


@lru_cache(maxsize=1 << 14)
def is_public_office(role: str) -> bool:
    """Tell whether an office as written, or one of several joined ("Chủ tịch UBND xã, kiêm …"), is one in a public body."""
    return any(_is_public_part(part) for part in split_offices(role))


def split_offices(role: str) -> list[str]:
    """Split what is written of a person into offices: at commas, dashes, brackets and "kiêm" before the head of another office."""
    words = words_of(role)
    starts = [0]
    for at, word in enumerate(words[:-1]):
        if (word.text in ",;-–(/" or word.low == "kiêm") and (size := office_head_size(words, at + 1)):
            starts.append(words[at + 1].start if size else 0)
    parts = (role[a:b] for a, b in zip(starts, [*starts[1:], len(role)], strict=True))
    return [office for part in parts if (office := _JOINING.sub("", part).strip(" ,;-–()/"))]


def _is_public_part(office: str) -> bool:
    low = normalise(office).lower()
    if _JOBS.match(low) or _OF_CLASS.search(low) or _PRIVATE.search(low) or _BODY.match(low):
        return False
    if _HEAD_OF_SCHOOL.search(low) or _HEAD_OF_HOSPITAL.search(low):
        return not _NOT_STATE_OWNED.search(low)
    if _OF_ITSELF.search(low) or _PUBLIC.search(low):
        return True
    if _NAMED.search(normalise(office)) and not _NOT_NAMED.search(low):
        return True
    return bool(_RULES.match(low.removeprefix("nguyên ").removeprefix("cựu ")) and _UNIT.search(low))
