"""Invented articles with known truth: the same number always gives the same article, and no two are alike."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from random import Random

from archive.model import VIETNAM

SECTIONS = (
    "An ninh trật tự",
    "Người tốt việc tốt",
    "Cải cách hành chính",
    "Phòng cháy chữa cháy",
    "An toàn giao thông",
    "Cảnh báo tội phạm",
)

_PLACES = (
    "xã Hương Lam", "phường Bến Thủy Đông", "xã Sơn Kỳ", "thị trấn Núi Mây", "phường Cửa Hội", "xã Đức Bồng", "xã Nam Giang",
    "phường Trại Gió", "xã Yên Hồ", "thị trấn Phố Vạc", "xã Thạch Khê Bắc", "phường Đồng Mít", "xã Lộc Thủy", "xã Cẩm Vịnh",
    "phường Kỳ Long", "xã Ia Rông", "xã Tân Quới", "thị trấn Vàm Nước", "xã Pú Lăng", "phường Hòn Sẻ",
)  # fmt: skip
_UNITS = (
    "Phòng Cảnh sát giao thông", "Công an xã", "Phòng Cảnh sát hình sự", "Phòng An ninh mạng", "Đội Cảnh sát kinh tế",
    "Phòng Quản lý hành chính", "Đội Cảnh sát phòng cháy", "Trung đoàn Cảnh sát cơ động", "Phòng Xây dựng phong trào",
    "Công an phường", "Đội Cảnh sát ma túy", "Phòng Công tác chính trị", "Đoàn Thanh niên Công an tỉnh", "Hội Phụ nữ Công an tỉnh",
)  # fmt: skip
_DEEDS = (
    "tuyên truyền pháp luật cho {n} học sinh Trường Trung học cơ sở", "cấp căn cước lưu động cho {n} người cao tuổi",
    "kiểm tra an toàn cháy nổ tại {n} hộ kinh doanh", "bắt nhóm trộm xe máy gây ra {n} vụ trong ba tháng",
    "thu hồi {n} khẩu súng tự chế do người dân giao nộp", "trao tặng {n} suất quà cho gia đình chính sách",
    "ra quân xử lý {n} trường hợp vi phạm nồng độ cồn", "tiếp nhận {n} hồ sơ đăng ký xe trực tuyến",
    "cứu {n} người mắc kẹt trong đêm mưa lũ", "phá đường dây cho vay lãi nặng gồm {n} đối tượng",
    "diễn tập chữa cháy với {n} lượt cán bộ tham gia", "trả lại {n} triệu đồng cho người đánh rơi",
    "khởi công {n} căn nhà cho hộ nghèo vùng biên", "phát hiện {n} tài khoản mạng xã hội giả mạo cơ quan nhà nước",
    "lắp đặt {n} camera an ninh bằng nguồn xã hội hóa", "hòa giải {n} vụ mâu thuẫn trong cộng đồng dân cư",
)  # fmt: skip
_FRAMES = (
    "{U} {p} {d}",
    "{p1}: {U} {d}",
    "Chuyện ở {p}: {u} {d}",
    "{U} {p} phối hợp {d}",
    "Vì bình yên {p}, {u} {d}",
)
_LEADS = (
    "Ngày {day}/{month}, {u} {p} đã {d}, góp phần giữ vững an ninh, trật tự trên địa bàn trước mùa mưa bão.",
    "Sau {k} tuần triển khai kế hoạch, {u} {p} {d}; kết quả được chính quyền và nhân dân ghi nhận.",
    "Thực hiện kế hoạch đầu năm, {u} {p} vừa {d}, hoàn thành sớm {k} ngày so với yêu cầu đề ra.",
    "Mô hình mới tại {p} đi vào hoạt động, qua đó {u} {d} chỉ trong {k} tuần.",
)
_SENTENCES = (
    "Theo báo cáo của {u}, toàn địa bàn hiện có {n} tổ liên gia tự quản, tăng {k} tổ so với cùng kỳ năm trước.",
    "Đồng chí {name} cho biết, đơn vị chia làm {k} tổ công tác, làm cả ngày nghỉ để phục vụ bà con.",
    "Tại buổi làm việc, đại diện {p} kiến nghị bổ sung {n} bộ loa và {k} trạm phát thanh thông minh.",
    "Bà {name}, trú tại {p}, xúc động nói rằng gia đình đã yên tâm hơn rất nhiều sau sự việc.",
    "Qua xác minh ban đầu, nhóm đối tượng khai nhận đã thực hiện {n} vụ tương tự ở {p} và vùng phụ cận.",
    "Tang vật thu giữ gồm {n} điện thoại, {k} xe máy và nhiều giấy tờ có dấu hiệu bị tẩy xóa.",
    "Lực lượng chức năng khuyến cáo người dân không chuyển tiền, không cung cấp mã xác thực cho người lạ qua điện thoại.",
    "Ban tổ chức đã trao {n} phần quà, mỗi phần trị giá {k}00.000 đồng, cho các cháu có hoàn cảnh khó khăn.",
    "Kết thúc đợt cao điểm, {u} lập biên bản {n} trường hợp, tạm giữ {k} phương tiện, ra quyết định xử phạt theo quy định.",
    "Cùng thời điểm, {u} tổ chức ký cam kết với {n} chủ cơ sở trên tuyến đường đi qua {p}.",
    "Hiện vụ việc đang được điều tra mở rộng, ai là nạn nhân đề nghị liên hệ cơ quan Công an nơi gần nhất.",
    "Đây là năm thứ {k} liên tiếp phong trào được duy trì, với hơn {n} lượt hội viên tham gia.",
    "Nhờ cách làm này, thời gian giải quyết mỗi hồ sơ giảm còn {k} phút, không còn cảnh xếp hàng từ sáng sớm.",
    "Trong khuôn khổ chương trình, các y sĩ của Công an tỉnh khám bệnh, cấp thuốc miễn phí cho {n} người dân {p}.",
    "Ông {name}, Trưởng thôn, nhận xét: “Từ ngày có tổ tự quản, xóm làng yên hẳn, đêm ngủ không phải lo mất trộm”.",
    "Dự báo dịp lễ sắp tới lượng xe qua {p} tăng khoảng {k}0%, các chốt trực sẽ được tăng cường suốt {k} ngày.",
    "Số liệu quý vừa qua cho thấy phạm pháp hình sự giảm {k},{m}% so với cùng kỳ, tỷ lệ điều tra khám phá đạt {n} vụ.",
    "Sau khi nghe tuyên truyền, {n} học viên đã trực tiếp thực hành sử dụng bình chữa cháy xách tay.",
    "Những ngày mưa lớn, cán bộ {u} lội suối đưa {k} em nhỏ đến trường an toàn.",
    "Chủ trì hội nghị, đồng chí {name} biểu dương {n} tập thể, cá nhân có thành tích xuất sắc.",
)
_HEADS = (
    "Bám địa bàn, gần dân",
    "Nhân rộng cách làm hay",
    "Chủ động từ sớm, từ xa",
    "Còn không ít khó khăn",
    "Những con số biết nói",
    "Khuyến cáo của cơ quan Công an",
)
_CAPTIONS = (
    "Cán bộ {u} hướng dẫn người dân {p} làm thủ tục",
    "Quang cảnh buổi làm việc tại {p} có {n} đại biểu",
    "Lực lượng làm nhiệm vụ tại {p} trong đêm thứ {k}",
    "Trao quà cho {n} học sinh {p}",
    "Tang vật của vụ án gồm {n} thiết bị",
)
_FAMILY_NAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Đặng", "Bùi", "Vũ", "Hồ", "Đinh", "Lò", "Y")
_MIDDLES = ("Văn", "Thị", "Đức", "Minh", "Quốc", "Thanh", "Ngọc", "Hữu")
_GIVEN = ("Khôi", "Hạnh", "Lâm", "Sương", "Tùng", "Oanh", "Quý", "Thảo", "Vượng", "Ích", "Mỵ", "Yến", "Đạt", "Nhung")


@dataclass(frozen=True, slots=True)
class Truth:
    """What one invented article really says. ``blocks`` are (kind, text): paragraph, heading, table, caption."""

    number: int
    slug: str
    title: str
    lead: str
    blocks: tuple[tuple[str, str], ...]
    byline: str
    section: str
    published: datetime

    @property
    def body(self) -> str:
        """Lead and text, as one string."""
        return "\n".join((self.lead, *(text for kind, text in self.blocks if kind != "caption")))

    @property
    def captions(self) -> list[str]:
        """The captions in page order."""
        return [text for kind, text in self.blocks if kind == "caption"]


def slug_of(text: str) -> str:
    """Return a text as it stands in an address."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return re.sub(r"[^a-z0-9]+", "-", "".join(c for c in plain if not unicodedata.combining(c))).strip("-")


@cache
def articles(count: int, first: int = 1) -> tuple[Truth, ...]:
    """Return ``count`` articles, the newest first, over twelve years."""
    made = [_article(number) for number in range(first, first + count)]
    return tuple(sorted(made, key=lambda a: (a.published, a.number), reverse=True))


def _article(number: int) -> Truth:
    random = Random(f"bài {number}")
    slots = _Slots(random)
    deed = random.choice(_DEEDS)
    title = slots.filled(random.choice(_FRAMES), deed)
    title = f"{title[0].upper()}{title[1:]}"
    at = datetime(2013, 1, 7, 6, 0, tzinfo=VIETNAM) + timedelta(minutes=random.randrange(12 * 365 * 24 * 60))
    return Truth(
        number=number,
        slug=slug_of(title)[:70].strip("-"),
        title=title,
        lead=slots.filled(random.choice(_LEADS), deed),
        blocks=tuple(_blocks(random, slots)),
        byline=_byline(random),
        section=SECTIONS[number % len(SECTIONS)],
        published=at,
    )


def _blocks(random: Random, slots: _Slots) -> list[tuple[str, str]]:
    sentences = random.sample(_SENTENCES, random.randint(6, 14))
    found: list[tuple[str, str]] = []
    while sentences:
        part = [slots.filled(sentences.pop()) for _ in range(min(len(sentences), random.randint(1, 3)))]
        found.append(("paragraph", " ".join(part)))
    for _ in range(random.choice((0, 1, 1, 2, 3))):
        found.insert(random.randint(0, len(found)), ("caption", slots.filled(random.choice(_CAPTIONS))))
    if random.random() < 0.3:
        found.insert(random.randint(1, len(found) - 1), ("heading", random.choice(_HEADS)))
    if random.random() < 0.12:
        rows = [f"{place} | {random.randint(2, 90)} | {random.randint(1, 40)}" for place in random.sample(_PLACES, 4)]
        found.insert(random.randint(1, len(found) - 1), ("table", "\n".join(("Địa bàn | Số vụ | Đã xử lý", *rows))))
    return _tidy(found)


def _tidy(found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Leave out a caption said twice, and begin and end with text, as editors do."""
    seen: set[str] = set()
    kept = [b for b in found if b[0] != "caption" or not (b[1] in seen or seen.add(b[1]))]  # type: ignore[func-returns-value]
    start = next(at for at, (kind, _) in enumerate(kept) if kind == "paragraph")
    kept.insert(0, kept.pop(start))
    end = max(at for at, (kind, _) in enumerate(kept) if kind == "paragraph")
    kept.append(kept.pop(end))
    return kept


def _person(random: Random) -> str:
    return f"{random.choice(_FAMILY_NAMES)} {random.choice(_MIDDLES)} {random.choice(_GIVEN)}"


def _byline(random: Random) -> str:
    short = f"{random.choice(_GIVEN)} {random.choice(_FAMILY_NAMES)}"
    other = f"{random.choice(_MIDDLES)} {random.choice(_GIVEN)}"
    return random.choice((_person(random), f"{short} – {other}", f"Tin, ảnh: {short}", short, ""))


@dataclass(slots=True)
class _Slots:
    random: Random

    def filled(self, text: str, deed: str = "") -> str:
        r = self.random
        unit, place = r.choice(_UNITS), r.choice(_PLACES)
        small = unit if unit[0:4] in ("Công", "Đoàn") else unit[0].lower() + unit[1:]
        numbers = {"n": r.randint(12, 480), "k": r.randint(2, 9), "m": r.randint(1, 9)}
        done = deed.format(**numbers)
        filled = text.format(
            U=unit, u=small, p=place, p1=place[0].upper() + place[1:], d=done, name=_person(r),
            day=r.randint(1, 28), month=r.randint(1, 12), **numbers,
        )  # fmt: skip
        return filled if filled[0].isupper() else filled[0].upper() + filled[1:]
