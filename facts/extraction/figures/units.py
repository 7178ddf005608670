"""Reads the unit of a figure: the words that count after a number."""

from __future__ import annotations

import re
from functools import lru_cache

from vietnamese.spelling.normalise import normalise


def _split_words(text: str) -> frozenset[str]:
    return frozenset(normalise(word.strip()) for word in text.replace("\n", " ").split("|") if word.strip())


COMPOUNDS = _split_words("""
hải lý|ti vi|mẹ con|cha con|bố con|bà cháu|ông cháu|chị em|công dân|công chức|viên chức|đảng bộ|chi bộ|số định danh|số điện thoại|số tài khoản|công an viên|hòa giải viên|tổ hòa giải|lượt người|tổ chức|đồng chí|cá nhân|tập thể|đối tượng|mô hình|cơ sở|đơn thư|hòa giải|vụ án|bị can|
bị cáo|vụ việc|hội viên|đại biểu|hộ dân|hộ gia đình|trường hợp|tai nạn|cán bộ|chiến sĩ|chiến sỹ|đoàn viên|học sinh|sinh viên|
doanh nghiệp|phương tiện|gia đình|nhân khẩu|thành viên|địa phương|đơn vị|nạn nhân|phụ nữ|người dân|giáo viên|công nhân|chuyên đề|
băng nhóm|thí sinh|dự án|thanh niên|công ty|bệnh nhân|quốc gia|nhân viên|điện thoại|ngư dân|hành khách|nghi phạm|cô gái|
vợ chồng|thi thể|lao động|hồ sơ|căn hộ|thuyền viên|tuyến đường|cảnh sát|đứa con|nghi can|tài khoản|tội danh|ngôi nhà|lô đất|
luật sư|nữ sinh|nam sinh|anh em|chuyến bay|khu vực|ô tô|khách hàng|ca khúc|bài thi|nhân dân|hợp đồng|vị trí|trẻ em|máy bay|
du khách|văn bản|lãnh đạo|nội dung|lực lượng|ngân hàng|khách sạn|tác phẩm|binh sĩ|nghệ sĩ|chương trình|đảng viên|trung tâm|sản phẩm|
vết thương|chung cư|bệnh viện|chi nhánh|bài hát|vấn đề|phóng viên|hành vi|hạng mục|diễn viên|cửa hàng|thẩm phán|khán giả|giấy phép|
ca sĩ|thửa đất|bé trai|bé gái|quan chức|lĩnh vực|bác sĩ|tên lửa|uỷ viên|văn phòng|hệ thống|sân bay|đứa trẻ|sự cố|gương mặt|dây chuyền|
báo cáo|nhiệm vụ|giải thưởng|thiết bị|sự kiện|câu hỏi|hoạt động|tiết mục|yếu tố|kiến nghị|hài cốt|cư dân|chuyên gia|ý kiến|tụ điểm|
nhạc sĩ|ngôn ngữ|lý do|cổ phần|phi công|liệt sĩ|trinh sát|mục tiêu|dịch vụ|hình ảnh|cột điện|siêu xe|nhân công|chủ đề|tiểu đoàn|phi đoàn|
chữ cái|ký tự|chuyên án|tiền án|tiền sự|phương thức|công trình|xe máy|mô tô|xe ô tô|máy vi tính|điểm cầm đồ|phạm nhân|đội viên|cựu chiến binh|
đồng đội|người nghiện|tội phạm|biên bản|quyết định|giải pháp|chỉ tiêu|tiêu chí|nhóm ngành|đợt phát động|buổi tuyên truyền|lượt cán bộ|
lượt xe|tin báo|nguồn tin|mô-tô|cơ quan|ban ngành|tổ dân phố|khu dân cư|chi hội|câu lạc bộ|lá đơn|bằng khen|giấy khen|phần quà|suất quà|
suất học bổng|ngôi trường|lớp tập huấn|hội nghị|cuộc họp|người chết|người bị thương|kẻ gian|con nghiện|động vật|nghị sĩ|cầu thủ|trận đấu|
bàn thắng|quốc lộ|tàu cá|tàu thuyền|lồng bè|căn cứ|điều ước|hòa giải thành|cuộc gọi|tin nhắn|thuê bao|tài liệu|tang vật|hiện vật|cổ đông|
nhà đầu tư|nhà thầu|gói thầu|phiên tòa|cáo trạng|nhát dao|phát súng|khẩu súng|viên đạn|vỏ đạn|đầu đạn|thùng hàng|bao tải|trang trại|hộ nghèo|
hộ kinh doanh|người có công|thân nhân|chức danh|trường học|điểm trường|phòng học|giường bệnh|ca nhiễm|ca mắc|ca tử vong|liều vắc xin|cán bộ chiến sĩ|
chốt kiểm dịch|âm mưu|công đoàn|công đoàn cơ sở|đường dây|tổ chức đảng|đội tuyển|vận động viên|huy chương|thành tích|danh hiệu|bánh heroin|viên ma túy|gói ma túy|túi ni lông|giao dịch|tài xế|lái xe|cố vấn|bộ trưởng|thứ trưởng|đặc phái viên|nhà máy|nhà báo|nhà khoa học|nhà lãnh đạo|ứng viên|tàu ngầm|tàu chiến|trực thăng|tiêm kích|tòa nhà|nhà hàng|nhà thờ
""")

NO_UNIT = _split_words("""
chọi|bên|tháng|năm|ngày|giờ|phút|giây|h|g|tuổi|tuần|thập kỷ|và|đến|của|là|thì|được|đã|có|trong|tại|về|với|theo|cho|phần|kỳ|từ|bị|thuộc|khi|này|
trên|dưới|hoặc|nhưng|do|ở|để|đường|phố|cùng|nay|sau|trước|mới|như|vào|không|còn|thế|trở|lâu|ngõ|ngách|số|nhằm|sớm|sẽ|đang|sắp|vừa|gây|liên|lưu|
tới|ra|vẫn|cũng|thu|giám|đi|chưa|nên|bằng|qua|hay|mà|lại|nếu|hiện|ngụ|trú|đoạn|trộn|khởi|phát|cần|phải|khiến|làm|cả|nhất|thay|thường|
diễn|gồm|kết|quy|thông|xác|cáo|xử|chuyển|chiếm|giữ|đặc|chính|việc|trọng|âm|dương|sáng|trưa|chiều|tối|đêm|rạng|hôm|kể|mỗi|một|các|những|nào|gần|hơn|
khoảng|nữa|rồi|đều|chỉ|mang|đưa|giao|nhận|trị|tính|so|đạt|cao|thấp|xuống|lên|vì|nhờ|tuy|dù|song|đó|kia|ấy|đây|thí|chăm|bắt|bán|mua|chạy|đâm|tông|bltths|
blhs|sửa|ban|chi|bộ|cục|phòng|công|cấp|thành|trú tại|diện|thực|tiến|triển|bao|xảy|tiếp|trực|hướng
""")
# Words that are part of one of COMPOUNDS ("công ty", "thành viên") count in spite of standing above.
MEASURES = r"m2|m²|m3|m³|km2|km²|km/h|km|kg|mg|ha|g|mm|cm|ml|m|l"
COUNTERS = _split_words("""
người|hộ|vụ|đồng|xe|tấn|tạ|kg|lít|chiếc|cái|con|cây|căn|ca|lượt|suất|bài|tỷ|tỉ|triệu|nghìn|ngàn|lần|chỗ|tàu|giường|
hình|tờ|viên|thùng|đơn|khách|quân|phiếu|cuốn|tin|khẩu|tổ|đợt|buổi|lá|bản|nhà|cháu|em|chị|anh|ông|bà|nữ|nam|USD|usd
""")
"""Words that count after a number that looks like a year (2000 người)."""

COUNTED_IN_WORDS = COUNTERS | _split_words("""
ngôi|loại|quả|trái|chai|gói|bao|bộ|đôi|cặp|mảnh|tấm|bức|quyển|cuộn|hộp|lọ|can|bình|bó|mũi|nhát|phát|nhóm|đội|băng|toán|tốp|tên|gã|kẻ|thanh niên|phó|cựu|nguyên|
trận|hiệp|cửa|kho|bãi|tuyến|hướng|điểm|chốt|chuyến|xã|huyện|tỉnh|quận|phường|thôn|ấp|trường|lớp|phòng|khu|dãy|tòa|nhánh|mục|hình thức|biện pháp|nguyên nhân
""")
"""Words that after a number in words surely count: in digits any noun may follow."""

_HOUR = re.compile(r"\s?(?:\d|sáng|trưa|chiều|tối|đêm|ngày|cùng ngày|hôm)")
_SOUND = re.compile(r"\s(?:nổ|súng|động|kêu|la|hô|còi|gõ|chuông|trống)(?!\w)")
_PLATE = re.compile(r"[A-ZĐ]{1,2}\s?[-–]?\s?\d")
_DONE = re.compile(r"\s(?:hiện|động|triển|biểu|hành|ngôn|sinh)(?!\w)")
_CERTAIN = re.compile(r"\s(?:định|minh|nhận|lập|suất|thực|đáng)(?!\w)")
_WEIGHED = re.compile(r"\s+(?:vàng|bạc|heroin|ma t|$|\d+ (?:phân|ly|li)(?!\w))|\s*[,.;)]|$")
"""After "chỉ", a tenth of a tael: else it is the word "only"."""


def read_unit(text: str, match: re.Match[str]) -> tuple[str, int]:
    """Return the words that count and where they end; an empty unit when what follows counts nothing."""
    if match["after"]:
        # "3g sáng": an hour
        hour = match["after"].strip() == "g" and _HOUR.match(text, match.end())
        return ("", match.end()) if hour else (match["after"].strip(), match.end())
    if match["scale"]:
        tail = match["scaled"] or ""
        size, known = compound_at(text[match.start("scaled") : match.start("scaled") + 40]) if tail else (0, False)
        if known:
            end = match.start("scaled") + size
            return f"{match['scale']} {text[match.start('scaled') : end]}", end
        if not tail or normalise(tail).lower() in NO_UNIT or tail[0].isupper() and not tail.isupper():
            return match["scale"], match.end("scale")
        return f"{match['scale']} {tail}", match.end()
    begin = match.start("unit")
    size, known = compound_at(text[begin : begin + 40])
    if known:
        return text[begin : begin + size], begin + size
    word = normalise(match["unit"]).lower()
    if word == "chỉ" and _WEIGHED.match(text, match.end()):
        return match["unit"], match.end()
    if word == "xác" and not _CERTAIN.match(text, match.end()):
        return match["unit"], match.end()
    if word == "phát" and _DONE.match(text, match.end()):
        return "", match.end()
    if word in ("bộ", "phát") and match["unit"].islower():
        return match["unit"], match.end()
    # "5 tiếng" are hours, "2 tiếng nổ" are counted; "37 B -01856" is a plate
    if word in NO_UNIT or word == "tiếng" and not _SOUND.match(text, match.end()) or _PLATE.match(text, begin):
        return "", match.end()
    if match["unit"][0].isupper() and not match["unit"].isupper():
        return "", match.end()
    return match["unit"], match.end()


@lru_cache(maxsize=1 << 14)
def compound_at(following: str) -> tuple[int, bool]:
    """Return how many letters of a text are the longest known compound at its beginning, and whether there is one."""
    words = re.match(r"[^\W\d_]+(?:[ -][^\W\d_]+){0,3}", following)
    if words:
        parts = words[0].split(" ")
        for size in range(min(4, len(parts)), 1, -1):
            if normalise(" ".join(parts[:size])).lower() in COMPOUNDS:
                return len(" ".join(parts[:size])), True
    return 0, False


def is_year(written: str) -> bool:
    """Tell whether a number as written looks like a year."""
    return len(written) == 4 and written.isdigit() and 1900 <= int(written) <= 2100


def is_counter(unit: str) -> bool:
    """Tell whether a unit surely counts something."""
    first = normalise(unit).lower().split()[0]
    return first in COUNTERS or normalise(unit).lower() in COMPOUNDS
