"""The help page ``/huong-dan``; every example on it is a link that searches."""

from __future__ import annotations

from apiflask import APIBlueprint
from flask import render_template
from flask.typing import ResponseReturnValue

blueprint = APIBlueprint("help", __name__, enable_openapi=False)

SECTIONS: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Gõ như bạn vẫn gõ",
        "Có dấu hay không dấu, chữ hoa hay chữ thường, dấu đặt kiểu cũ hay kiểu mới đều tìm được. "
        "Gõ có dấu thì kết quả chính xác hơn.",
        (
            ("ma túy", "tìm cả “ma tuý”, “MA TÚY”; bài có các chữ đứng cạnh nhau xếp trước"),
            ("an ninh to quoc", "gõ không dấu"),
            ("hoà giải viên", "tìm cả “hòa giải viên”"),
        ),
    ),
    (
        "Chữ viết tắt",
        "Chữ viết tắt và dạng đầy đủ được tìm cùng nhau. Trang kết quả luôn nói rõ đã tìm thêm những gì, kèm liên kết để tắt.",
        (
            ("ANTQ", "tìm cả “an ninh Tổ quốc”"),
            ("UBND", "tìm cả “ủy ban nhân dân”"),
        ),
    ),
    (
        "Cụm từ, loại trừ, hoặc",
        "Bài có đủ mọi từ đứng trước; các bài chỉ khớp một phần đứng sau, dưới một dòng nói rõ như vậy.",
        (
            ('"Mặt trận Tổ quốc"', "đúng cụm từ này"),
            ('ma túy -"tuyên truyền"', "bỏ các bài có cụm “tuyên truyền”; một từ thì không cần ngoặc kép"),
            ('"hội nghị" OR "hội thảo"', "một trong hai cụm"),
            ("tuyên*", "mọi từ bắt đầu bằng “tuyên”"),
        ),
    ),
    (
        "Thời gian",
        "“đăng:” là ngày bài được đăng, “diễn ra:” là ngày sự kiện diễn ra, “ngày:” là một trong hai.",
        (
            ("hội nghị từ:2013 đến:2023", "trong các năm từ 2013 đến 2023"),
            ("diễn ra:24/5/2023", "sự kiện diễn ra ngày 24/5/2023"),
            ("đăng:5/2023", "bài đăng trong tháng 5 năm 2023"),
        ),
    ),
    (
        "Tìm trong một phần",
        "Các từ khóa này cũng gõ được không dấu, viết liền hoặc bằng tiếng Anh (dienra:, held:).",
        (
            ("tiêu đề:tổng kết", "chỉ trong tiêu đề"),
            ("sự kiện:hội nghị", "bài về một hội nghị"),
            ('mục:"An ninh trật tự"', "chỉ trong một chuyên mục"),
            ("+ANTQ", "đúng chữ này, không tìm thêm dạng đầy đủ"),
        ),
    ),
    (
        "Số và ký hiệu văn bản",
        "Số có dấu chấm hay không đều như nhau; số hiệu văn bản có thể gõ một phần.",
        (
            ("114924", "tìm cả 114.924"),
            ("09/CTr-BCA-MTTW", "số hiệu đầy đủ"),
            ("09/CTr", "phần đầu của số hiệu"),
        ),
    ),
)


@blueprint.get("/huong-dan")
def page() -> ResponseReturnValue:
    """How to search."""
    return render_template("help.html", sections=SECTIONS)
