"""What national papers write otherwise than police portals: kinds of case that articles nobody had labelled before showed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.facts.extraction.test_events_and_figures import made


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Tại buổi làm việc chiều 4/6, Tập đoàn Mẫu cho biết sẽ xây thêm nhà máy.", "Buổi làm việc"),
        ("Kết thúc buổi làm việc, đoàn công tác đề nghị huyện sửa chữa.", "Buổi làm việc"),
        ("Sáng 4/6, Chính phủ họp phiên thường kỳ tháng 5, thảo luận về kinh tế.", "Họp phiên thường kỳ tháng 5"),
        ("Người phát ngôn nói tại cuộc họp báo thường ngày hôm 4/6.", "Họp báo thường ngày"),
        ("Báo chí được mời dự lễ đóng bãi thử hạt nhân ngày 4/6.", "Lễ đóng bãi thử hạt nhân"),
        ("Sáng 4/6, tại giao ban của bệnh viện Mẫu An, Mẫu có mặt để xin lỗi.", "Giao ban của bệnh viện Mẫu An"),
        ('"Ông ấy muốn họ dự cuộc họp", một quan chức nói ngày 4/6.', "Cuộc họp"),
        ("Sáng 4/6, huyện Mẫu tổ chức lễ công bố, bàn giao đồ án quy hoạch.", "Lễ công bố, bàn giao đồ án quy hoạch"),
        ("Ngày 4/6, Đại hội đồng cổ đông thường niên của Công ty Mẫu khai mạc.", "Đại hội đồng cổ đông thường niên của Công ty Mẫu"),
    ],
)  # fmt: skip
def test_names_end_where_they_end(text: str, name: str) -> None:
    assert made(text)["events"][0]["title"] == name


@pytest.mark.parametrize(
    "text",
    [
        "Còn một tuần nữa mới đến ba ngày hội chính nhưng người bán đã đến.",
        "Bộ sẽ báo cáo Chính phủ để trình Quốc hội tại kỳ họp thứ 5 khóa XIV.",
        "Ông đã xuất hiện trong 27 cuộc họp được tổ chức từ năm 2004.",
        "Chị đến trụ sở công an. Tại buổi làm việc kéo dài hai giờ, Công an thành phố trao quyết định đình chỉ bị can.",
    ],
)
def test_what_is_laid_before_counted_or_questioned_is_no_event(text: str) -> None:
    assert made(text)["events"] == []


@pytest.mark.parametrize(
    ("text", "hosts"),
    [
        ("Trưa 4/6, Ban Tuyên giáo Tỉnh ủy Mẫu đã chủ trì buổi họp báo về vụ việc.", ["Ban Tuyên giáo Tỉnh ủy Mẫu"]),
        ("Tổng Thư ký Quốc hội Trần Văn Mẫu đã khẳng định tại họp báo về con số này ngày 4/6.", []),
        ("Liên quan đến vụ cháy quán Mẫu, Giám đốc Công an tỉnh chỉ đạo tổ chức họp kiểm điểm ngày 4/6.", []),
        ("Sáng 4/6, chùa Mẫu trên núi diễn ra triển lãm và tổ chức lễ khai bút đầu xuân.", []),
        ("Đó là tin mà Cục trưởng Cục Mẫu cung cấp trong buổi họp báo chiều 4-6.", []),
        ("Đoàn công tác của Bộ Y tế do Thứ trưởng Mẫu dẫn đầu vừa có buổi làm việc với tỉnh ngày 4/6.", ["Đoàn công tác của Bộ Y tế"]),
    ],
)  # fmt: skip
def test_hosts_are_bodies(text: str, hosts: list[str]) -> None:
    assert list(made(text)["events"][0]["hosts"]) == hosts


def test_the_day_of_a_report_is_not_the_day_of_what_it_reports() -> None:
    text = "Quan chức này nói hai bên muốn dự cuộc họp thượng đỉnh, Mẫu Post ngày 31/5 đưa tin. Cuộc họp diễn ra ngày 12/6."
    assert made(text)["events"][0]["date"] == "--06-12"


def test_an_event_takes_its_day_from_the_sentence_before() -> None:
    assert made("Đoàn quân tới cảng Mẫu ngày 13/4. Lễ đón diễn ra tại cảng.")["events"][0]["date"] == "--04-13"


def test_who_is_made_unrecognisable_is_nobody() -> None:
    assert made("Trước đó, chị Trần Thị Kim A.\n(SN 1988, trú tại thôn 6) đến trình báo.")["people"] == []


def test_a_province_of_another_land_is_none() -> None:
    text = "Ngày 4/6, diễn đàn sinh viên khai mạc ở đền Mẫu (tỉnh Siem Reap, Campuchia)."
    assert made(text)["events"][0]["province"] == ""


def test_a_man_or_a_ship_is_no_province() -> None:
    text = "Sáng 4/6, Phó Thủ tướng Trương Hòa Bình chủ trì cuộc họp tại trụ sở Chính phủ."
    assert made(text)["events"][0]["province"] == ""


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Ông Trần Văn Mẫu, phó giám đốc Vườn quốc gia Bạch Mã, cho biết.", ("Trần Văn Mẫu", "", "phó giám đốc Vườn quốc gia Bạch Mã")),
        ("Thủ tướng Nhật Bản Shinzo Mauto cho hay.", ("Shinzo Mauto", "", "Thủ tướng Nhật Bản")),
        ("Cũng theo Ngoại trưởng Cuba, Tổng thống Pedro Lopez đề nghị đối thoại.", ("Pedro Lopez", "", "Tổng thống")),
        ("Người sáng lập WikiMau Julian Smithson nói vậy.", ("Julian Smithson", "", "Người sáng lập WikiMau")),
        ("Bà LÊ THỊ MẪU (chủ nhiệm Ủy ban Xã hội của Quốc hội) góp ý.", ("Lê Thị Mẫu", "", "chủ nhiệm Ủy ban Xã hội của Quốc hội")),
        ("Ông Lê Văn Mẫu - phó giám đốc Sở Văn hóa - thể thao tỉnh Mẫu - cho biết.", ("Lê Văn Mẫu", "", "phó giám đốc Sở Văn hóa - thể thao tỉnh Mẫu")),
        ("Thượng tá Lê Văn Mẫu, phó cục trưởng Cục Cảnh sát đăng ký quản lý cư trú, cho biết.", ("Lê Văn Mẫu", "Thượng tá", "phó cục trưởng Cục Cảnh sát đăng ký quản lý cư trú")),
        ("Ông Choi Joo Mau (bên trái), tổng giám đốc Công ty Mausung Electronics, dự lễ.", ("Choi Joo Mau", "", "tổng giám đốc Công ty Mausung Electronics")),
        ("Ông Lê Văn Mẫu, Chủ tịch UBND xã Mẫu (thị xã Mẫu, tỉnh Mẫu), cho biết.", ("Lê Văn Mẫu", "", "Chủ tịch UBND xã Mẫu")),
        ("Tổng Thư ký Quốc hội Lê Văn Mẫu trả lời.", ("Lê Văn Mẫu", "", "Tổng Thư ký Quốc hội")),
        ("Theo ĐBQH Lê Văn Mẫu, luật cần sửa.", ("Lê Văn Mẫu", "", "ĐBQH")),
        ("Trưởng đồn Lê Văn Mẫu cho biết.", ("Lê Văn Mẫu", "", "Trưởng đồn")),
        ("PGS.TS Lê Kim Mẫu - viện trưởng Viện Trần Nhân Mẫu - cho biết.", ("Lê Kim Mẫu", "", "viện trưởng Viện Trần Nhân Mẫu")),
        ("Dự hội nghị có Chủ tịch UBND TP Lê Thành Mẫu, lãnh đạo Công an TP và các quận.", ("Lê Thành Mẫu", "", "Chủ tịch UBND TP")),
    ],
)  # fmt: skip
def test_people_of_papers(text: str, person: tuple[str, str, str]) -> None:
    (got,) = [p for p in made(text)["people"] if p["name"] == person[0]]
    assert (got["name"], got["rank"], got["role"]) == person


@pytest.mark.parametrize(
    ("text", "came"),
    [
        ("Dự hội nghị có Đại tá Lê Văn Mẫu, Phó Giám đốc; Thượng tá Trần Văn Mẫu, Phó Cục trưởng.", {"Lê Văn Mẫu", "Trần Văn Mẫu"}),
        ("Đó là thông tin được bà Lê Thị Mẫu, Phó Giám đốc Sở Y tế, đưa ra tại buổi họp báo sáng 4/6.", {"Lê Thị Mẫu"}),
        ("Bộ trưởng Bộ Lao động Lê Văn Mẫu đã trao bằng Tổ quốc ghi công cho thân nhân liệt sĩ.", {"Lê Văn Mẫu"}),
        ("Theo phát ngôn viên Bộ Quốc phòng Lê Văn Mẫu, cuộc tìm kiếm với sự tham gia của 300 người đang mở rộng.", set()),
        ("Ông Moon thông báo trong cuộc họp báo ngày 4/6.\nTổng thống Hàn Quốc Moon Jae In xác nhận.", {"Moon Jae In"}),
        ("Đại tá Lê Văn Mẫu, trưởng phòng Cảnh sát giao thông, vừa tổ chức cuộc họp khẩn.", {"Lê Văn Mẫu"}),
        ("Tại hội nghị sáng 4/6, ông Lê Văn Mẫu, Phó Chủ tịch UBND tỉnh, báo cáo.\nVề việc này, ông Trần Văn Mẫu, Vụ trưởng Vụ Tín dụng, nhận định còn khó.", {"Lê Văn Mẫu", "Trần Văn Mẫu"}),
        ("Tại hội nghị sáng 4/6, ông Lê Văn Mẫu, Phó Chủ tịch UBND tỉnh, nói: Tôi đã kiến nghị với anh Trần Văn Mẫu, chủ nhiệm Ủy ban Kinh tế, và anh ấy cũng ghi nhận.", {"Lê Văn Mẫu"}),
        ("Đó là nhận định của Phó Giám đốc Sở Y tế Lê Văn Mẫu tại buổi tọa đàm sáng 4/6.", {"Lê Văn Mẫu"}),
        ("Sáng 4/6, tỉnh Mẫu tổ chức hội nghị về lũ.\nTheo ông Lê Văn Mẫu - giám đốc Đài khí tượng, lũ sẽ về sớm.", {"Lê Văn Mẫu"}),
        ("Sáng 4/6, tỉnh Mẫu tổ chức họp báo.\nTrên báo Mẫu, ông Lê Văn Mẫu, Phó giám đốc Sở Y tế, cho biết thêm.", set()),
        ("Dự lễ có con gái của Tổng thống Pedro Lopez và Bộ trưởng Tài chính Steven Smithson.", {"Steven Smithson"}),
    ],
)  # fmt: skip
def test_who_came(text: str, came: set[str]) -> None:
    assert {p["name"] for p in made(text)["people"] if p["took_part"]} == came


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Phao phải có độ sâu ít nhất là 2m.", {"value": 2, "hedge": "ít nhất", "what": "độ sâu"}),
        ("Chỉ số sản xuất công nghiệp (IIP) tăng 9,2%.", {"value": 9.2, "what": "Chỉ số sản xuất công nghiệp"}),
        ("Sản xuất lúa tiếp tục tăng 7% so với năm trước.", {"value": 7, "what": "Sản xuất lúa"}),
        ("Trang này có gần 600.000 người theo dõi trên mạng.", {"value": 600000, "what": "theo dõi"}),
        ("Họ tước giấy phép lái xe 1,2 triệu trường hợp.", {"value": 1.2, "unit": "triệu trường hợp", "what": "tước giấy phép lái xe"}),
        ("Ông được “bồi dưỡng” 300 triệu đồng.", {"value": 300, "what": "bồi dưỡng"}),
        ("Giá bán so với thuốc có tác dụng tương tự trên thị trường thì chênh lệch tới gần 9,4 tỉ đồng.", {"value": 9.4, "what": "chênh lệch"}),
        ("Giám đốc Sở Kế hoạch và Đầu tư yêu cầu ông chuyển 200 triệu đồng.", {"value": 200, "what": "chuyển"}),
        ("Công ty có tỉ lệ tiêu thụ vé thấp nhất (36%).", {"value": 36, "what": "tỉ lệ tiêu thụ vé thấp nhất"}),
        ("Trong đó 60% là bệnh nhân từ tỉnh khác.", {"value": 60, "what": "bệnh nhân"}),
        ("Đề tài nằm trong số 5 chương trình quốc gia.", {"value": 5, "unit": "chương trình"}),
        ("Người phạm tội bị phạt tù từ 5 năm đến 10 năm.", {"value": 10, "months": 120}),
        ("Một nhóm 4 người dân đi nhặt rác.", {"value": 4, "unit": "người dân"}),
        ("Hai cố vấn của ông đã đến.", {"value": 2, "unit": "cố vấn"}),
        ("Có 70% đối tượng bị tấn công là bác sĩ.", {"value": 70, "what": "đối tượng bị tấn công"}),
    ],
)  # fmt: skip
def test_figures_of_papers(text: str, figure: dict[str, Any]) -> None:
    assert any(all(f[key] == value for key, value in figure.items()) for f in made(text)["figures"]), made(text)[
        "figures"
    ]


def test_a_force_called_by_its_number_counts_nothing() -> None:
    assert not made("Lực lượng 911 phát hiện nhiều vụ.")["figures"]


@pytest.mark.parametrize(
    ("text", "hosts"),
    [
        ("Hội thảo về sách cổ đã diễn ra sáng 20/4 tại Hà Nội.\nĐây là sự kiện do Đại học Mẫu - đơn vị chủ trì dự án - tổ chức.", ["Đại học Mẫu"]),
        ("Sáng 5/4, Công an tỉnh Mẫu tổ chức sơ kết 3 tháng triển khai tổ công tác.", ["Công an tỉnh Mẫu"]),
        ("Lễ trao giải được Hội Nhà báo Mẫu phối hợp với Tổ chức Cứu trợ trẻ em tổ chức vào chiều 6/4.", ["Hội Nhà báo Mẫu", "Tổ chức Cứu trợ trẻ em"]),
        ("Sáng 6/4, cuộc họp do bà Lê Thị Mẫu - chủ tịch Hội Phụ nữ, khối trưởng Khối thi đua 18 - chủ trì đã diễn ra.", []),
        ("Thông tin từ Sở Y tế tỉnh Mẫu xác nhận cơ quan này vừa tổ chức hội nghị toàn thể.", ["Sở Y tế tỉnh Mẫu"]),
    ],
)  # fmt: skip
def test_hosts_of_papers(text: str, hosts: list[str]) -> None:
    assert list(made(text)["events"][0]["hosts"]) == hosts


def test_what_goes_on_elsewhere_is_no_event() -> None:
    assert not made("Khi xã đang tổ chức đại hội thì chi nhánh ngân hàng bị cướp.")["events"]


def test_the_day_of_a_law_settles_no_year() -> None:
    text = "Chiều 24/10, Công an tỉnh Mẫu tổ chức họp báo.\nMức phạt theo Nghị định 185/2013/NĐ-CP ngày 15/11/2013."
    assert made(text)["events"][0]["date"] == "--10-24"
