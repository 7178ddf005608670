"""The help page ``/huong-dan``; every example on it is a link that searches."""

from __future__ import annotations

from apiflask import APIBlueprint
from flask import render_template
from flask.typing import ResponseReturnValue

from translations import N_

blueprint = APIBlueprint("help", __name__, enable_openapi=False)

SECTIONS: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Gõ như bạn vẫn gõ",
        N_(
            "Có dấu hay không dấu, chữ hoa hay chữ thường, dấu đặt kiểu cũ hay kiểu mới đều tìm được. "
            "Gõ có dấu thì kết quả chính xác hơn."
        ),
        (
            ("ma túy", N_("tìm cả “ma tuý”, “MA TÚY”; bài có các chữ đứng cạnh nhau xếp trước")),
            ("an ninh to quoc", N_("gõ không dấu")),
            ("hoà giải viên", N_("tìm cả “hòa giải viên”")),
        ),
    ),
    (
        "Chữ viết tắt",
        N_(
            "Chữ viết tắt và dạng đầy đủ được tìm cùng nhau. Trang kết quả luôn nói rõ đã tìm thêm những gì, kèm liên kết để tắt; mỗi bài nói vì sao nó có mặt."
        ),
        (
            ("ANTQ", N_("tìm cả “an ninh Tổ quốc”")),
            ("UBND", N_("tìm cả “ủy ban nhân dân”")),
            ("TP Vinh", N_("chữ viết tắt nhiều nghĩa được hiểu theo các từ đứng cạnh")),
            ("PC02", N_("mã phòng, cục: tìm cả “Phòng Cảnh sát hình sự”")),
        ),
    ),
    (
        "Cụm từ, loại trừ, hoặc",
        N_("Bài có đủ mọi từ đứng trước; các bài chỉ có một số từ đứng sau, dưới một dòng nói rõ như vậy."),
        (
            ('"Mặt trận Tổ quốc"', N_("đúng cụm từ này, hoặc viết tắt “MTTQ”")),
            ('ma túy -"tuyên truyền"', N_("bỏ các bài có cụm “tuyên truyền”; một từ thì không cần ngoặc kép")),
            ("ma túy OR cờ bạc", N_("bài có đủ “ma túy”, hoặc có đủ “cờ bạc”")),
            ("Hà Tĩnh (ma túy OR cờ bạc)", N_("dùng ngoặc đơn khi còn từ khác")),
            ("an ninh -cờ bạc", N_("dấu trừ bỏ cả từ “cờ bạc”, không chỉ chữ “cờ”")),
            (
                "ma túy AND heroin NOT cocain",
                N_("AND, OR, NOT hoặc VÀ, HOẶC, KHÔNG viết hoa; tiêu đề toàn chữ hoa thì vẫn là chữ"),
            ),
            ("tuyên*", N_("mọi từ bắt đầu bằng “tuyên”")),
            (
                "*amphetamin*",
                N_(
                    "* thay cho chữ bất kỳ, ? thay cho đúng một chữ, ở đầu hay giữa từ; trang kết quả nói rõ đã tìm từ nào"
                ),
            ),
            ('ít nhất 3 lần "ma túy"', N_("bài nhắc cụm này từ 3 lần trở lên")),
        ),
    ),
    (
        "Thời gian",
        N_("“đăng:” là ngày bài được đăng, “diễn ra:” là ngày sự kiện diễn ra, “ngày:” là một trong hai."),
        (
            ("hội nghị từ:2013 đến:2023", N_("trong các năm từ 2013 đến 2023")),
            ("diễn ra:24/5/2023", N_("sự kiện diễn ra ngày 24/5/2023")),
            ("đăng:5/2023", N_("bài đăng trong tháng 5 năm 2023")),
            (
                "tổng kết quý I/2023",
                N_("mọi cách viết ngày tháng trong quý ấy; cũng vậy với “tháng 5/2023”, “năm 2023”"),
            ),
            ("19/8", N_("ngày 19 tháng 8, viết cách nào cũng tìm")),
            (
                "trộm cắp tuần qua",
                N_("hôm nay, hôm qua, tuần trước, 7 ngày qua, tháng trước, năm ngoái… tính từ hôm nay"),
            ),
            ("đăng:không", N_("bài không rõ ngày đăng; diễn ra:không là bài không rõ ngày sự kiện")),
        ),
    ),
    (
        "Tìm trong một phần",
        N_("Các từ khóa này cũng gõ được không dấu, viết liền hoặc bằng tiếng Anh (dienra:, held:)."),
        (
            ("tiêu đề:tổng kết", N_("chỉ trong tiêu đề")),
            ('tác giả:"Minh Anh"', N_("chỉ trong tên người viết bài")),
            ("sự kiện:hội nghị", N_("bài về một hội nghị")),
            ('mục:"An ninh trật tự"', N_("chỉ trong một chuyên mục")),
            (
                "tiêu đề:(ma túy OR cờ bạc)",
                N_("sau dấu hai chấm có thể là nhiều lựa chọn trong ngoặc đơn; dấu trừ trước từ khóa thì bỏ"),
            ),
            ("+ANTQ", N_('đúng chữ này, không tìm thêm dạng đầy đủ; cả cụm thì +"an ninh Tổ quốc"')),
        ),
    ),
    (
        "Người, cơ quan, văn bản, vị trí của từ",
        N_("Lọc theo điều bài viết nêu. Tên viết hoa không cần ngoặc kép."),
        (
            ("người:Trần Quốc Bình", N_("bài nêu tên và chức vụ hoặc cấp bậc của người này")),
            ('cấp bậc:"Thiếu tướng"', N_("bài nêu người mang cấp bậc này")),
            ('cơ quan:"Công an tỉnh"', N_("bài nêu cơ quan này")),
            ("văn bản:09/CTr", N_("bài dẫn văn bản có số hiệu bắt đầu như vậy")),
            ('chủ trì:"Trần Quốc Bình"', N_("sự kiện do người này chủ trì")),
            ('địa bàn:"Hà Tĩnh"', N_("bài về địa bàn này")),
            ("trích dẫn:biểu dương", N_("có trong lời phát biểu được dẫn")),
            ("ma túy NEAR/5 học sinh", N_("cách nhau không quá 5 chữ; NEAR/CÂU: trong cùng một câu")),
            ('đầu bài:"ANTQ"', N_("trong 50 chữ đầu bài hoặc trong tiêu đề")),
        ),
    ),
    (
        "Địa danh trước và sau 7/2025",
        N_("Tên tỉnh, xã đã sáp nhập được nhận ra; trang kết quả mời tìm thêm tên cũ hoặc tên mới, không tự ý thêm."),
        (
            ("Tuyên Quang", N_("mời tìm thêm “Hà Giang”")),
            ("xã Tân Hưng", N_("tên có ở nhiều tỉnh: trang kết quả hỏi bạn muốn nói tỉnh nào")),
        ),
    ),
    (
        "Số và ký hiệu văn bản",
        N_("Số có dấu chấm hay không đều như nhau; số hiệu văn bản có thể gõ một phần."),
        (
            ("114924", N_("tìm cả 114.924")),
            ("09/CTr-BCA-MTTW", N_("số hiệu đầy đủ")),
            ("09/CTr", N_("phần đầu của số hiệu")),
            ("nghi dinh 30/2020", N_("loại văn bản với số và năm")),
            ("09 ctr bca mttw", N_("không cần dấu gạch")),
        ),
    ),
)


@blueprint.get("/huong-dan")
def page() -> ResponseReturnValue:
    """Show how to search."""
    return render_template("help.html", sections=SECTIONS)
