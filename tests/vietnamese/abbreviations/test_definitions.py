"""Definitions of abbreviations in running text: every way of writing one, and what only looks like one."""

from __future__ import annotations

import pytest

from vietnamese.abbreviations.definitions import find_definitions


def pairs_of(text: str) -> list[tuple[str, str]]:
    return [(one.abbreviation, one.expansion) for one in find_definitions(text)]


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        # Said in words, with and without brackets and quotes.
        ("Ban Quản lý dự án, viết tắt là BQLDA, họp sáng nay.", [("BQLDA", "Ban Quản lý dự án")]),
        ('Hội đồng nhân dân tỉnh, gọi tắt là "HĐND", họp.', [("HĐND", "Hội đồng nhân dân tỉnh")]),
        ("Hội đồng quản trị có tên viết tắt là HĐQT.", [("HĐQT", "Hội đồng quản trị")]),
        ("chi cục thuế khu vực viết tắt là: CCTKV nằm", [("CCTKV", "chi cục thuế khu vực")]),
        ("Bộ quy tắc ứng xử (sau đây gọi tắt là BQTƯX) có ba phần", [("BQTƯX", "Bộ quy tắc ứng xử")]),
        # Long form and short form in one pair of brackets.
        ("Đội (Phòng Cảnh sát giao thông - PC08) ra quân", [("PC08", "Phòng Cảnh sát giao thông")]),
        ("quỹ (bảo hiểm xã hội - BHXH) chi trả", [("BHXH", "bảo hiểm xã hội")]),
        ("(trung tâm hành chính công – TTHCC)", [("TTHCC", "trung tâm hành chính công")]),
        # The short form first.
        ("BHXH (bảo hiểm xã hội) chi trả", [("BHXH", "bảo hiểm xã hội")]),
        ("dự án BOT (xây dựng - kinh doanh - chuyển giao)", [("BOT", "xây dựng - kinh doanh - chuyển giao")]),
        ("BHYT (viết tắt của bảo hiểm y tế)", [("BHYT", "bảo hiểm y tế")]),
        ("thẻ BHYT (tức bảo hiểm y tế, do xã cấp)", [("BHYT", "bảo hiểm y tế")]),
        ("PC02 (Phòng Cảnh sát hình sự, Công an tỉnh)", [("PC02", "Phòng Cảnh sát hình sự")]),
        ("PC02 (Phòng Cảnh sát hình sự Công an tỉnh Mẫu)", [("PC02", "Phòng Cảnh sát hình sự")]),
        ("ATGT (an toàn giao thông) và TTATXH (trật tự, an toàn xã hội)", [("ATGT", "an toàn giao thông"), ("TTATXH", "trật tự, an toàn xã hội")]),
        # Codes of bodies, with their owner left out.
        ("Phòng Cảnh sát hình sự (PC02 Công an tỉnh)", [("PC02", "Phòng Cảnh sát hình sự")]),
        ("Phòng Cảnh sát hình sự Công an tỉnh Mẫu (PC02)", [("PC02", "Phòng Cảnh sát hình sự")]),
        ("An ninh mạng và phòng chống tội phạm công nghệ cao (PA05)", [("PA05", "An ninh mạng và phòng chống tội phạm công nghệ cao")]),
        # Several at once, and more behind the short form.
        ("đóng bảo hiểm xã hội, bảo hiểm y tế (BHXH, BHYT) cho công nhân", [("BHXH", "bảo hiểm xã hội"), ("BHYT", "bảo hiểm y tế")]),
        ("bảo hiểm xã hội (BHXH, trụ sở ở phố Mẫu)", [("BHXH", "bảo hiểm xã hội")]),
        ("bảo hiểm xã hội (BHXH - cơ quan chi trả)", [("BHXH", "bảo hiểm xã hội")]),
        ("các tổ chức tín dụng (TCTD, gồm ngân hàng)", [("TCTD", "tổ chức tín dụng")]),
        # Firms are called so with their word, which the letters leave out.
        ("Công ty Cổ phần Đầu tư Xây dựng Mẫu Sơn (gọi tắt là công ty MS)", [("MS", "Công ty Cổ phần Đầu tư Xây dựng Mẫu Sơn")]),
        ("Ngân hàng Thương mại cổ phần Mẫu Đơn (gọi tắt là ngân hàng MĐ)", [("MĐ", "Ngân hàng Thương mại cổ phần Mẫu Đơn")]),
        # Bodies with their word, signs between letters, words behind letters, blanks of every kind.
        ("Bộ Thông tin và Truyền thông (Bộ TT-TT)", [("Bộ TT-TT", "Bộ Thông tin và Truyền thông")]),
        ("Bộ Giáo dục và Đào tạo (Bộ GD&ĐT)", [("Bộ GD&ĐT", "Bộ Giáo dục và Đào tạo")]),
        ("cơ sở dữ liệu quốc gia về dân cư (CSDLQG về dân cư)", [("CSDLQG về dân cư", "cơ sở dữ liệu quốc gia về dân cư")]),
        ("Ủy  ban\u00a0nhân dân (UBND)", [("UBND", "Ủy ban nhân dân")]),
        # Where a long form begins: after a full stop, a colon, a dash, a quotation mark, another bracket.
        ("ở xã. Ban chỉ huy quân sự (BCHQS) họp", [("BCHQS", "Ban chỉ huy quân sự")]),
        ("họp bàn: tội phạm công nghệ cao (TPCNC)", [("TPCNC", "tội phạm công nghệ cao")]),
        ("tổ 1, xã Mẫu - Ban An toàn giao thông (BATGT)", [("BATGT", "Ban An toàn giao thông")]),
        ("vụ án hình sự (VAHS) và “trật tự xã hội” (TTXH)", [("VAHS", "vụ án hình sự"), ("TTXH", "trật tự xã hội")]),
        # Foreign initials need a body's name, or are known.
        ("WTO (Tổ chức Thương mại thế giới)", [("WTO", "Tổ chức Thương mại thế giới")]),
        ("Tổ chức Thương mại thế giới (WTO)", [("WTO", "Tổ chức Thương mại thế giới")]),
        ("Trung tâm Quản lý bay (VATM)", [("VATM", "Trung tâm Quản lý bay")]),
        ("Tổ chức Thương mại thế giới viết tắt là WTO.", [("WTO", "Tổ chức Thương mại thế giới")]),
        ("Tổ chức Thương mại thế giới (gọi tắt là WTO, trụ sở ở nước ngoài)", [("WTO", "Tổ chức Thương mại thế giới")]),
        ("Tổ chức Thương mại thế giới (WTO, trụ sở ở nước ngoài)", []),
        ("Cảnh sát ma túy (CSMA)", [("CSMA", "Cảnh sát ma túy")]),
        ("lệnh Chủ tịch nước (LCT)", [("LCT", "lệnh Chủ tịch nước")]),
        # In steps, a letter each, whatever the letters.
        ("mô hình QTK (lập kế hoạch - thi công - bàn giao)", [("QTK", "lập kế hoạch - thi công - bàn giao")]),
        ("mô hình QT (lập kế hoạch – bàn giao)", [("QT", "lập kế hoạch – bàn giao")]),
        ("mô hình Q (lập kế hoạch)", []),
        ("mô hình QTK (lập kế hoạch - thi công - bàn giao 2)", []),
        ("mô hình QTK (Lập kế hoạch - thi công - bàn giao)", []),
        ("Công ty TNHH Một thành viên Bê tông Thăng Long (gọi tắt là công ty BTTL)", [("BTTL", "Công ty TNHH Một thành viên Bê tông Thăng Long")]),
        ("công ty con của Công ty Bê tông Thăng Long (gọi tắt là công ty BTTL)", [("BTTL", "Công ty Bê tông Thăng Long")]),
        ("Cảnh sát, an toàn giao thông (CS, ATGT)", [("CS", "Cảnh sát"), ("ATGT", "an toàn giao thông")]),
        ("an toàn giao thông - (ATGT)", [("ATGT", "an toàn giao thông")]),
        ("an toàn giao thông” (ATGT)", [("ATGT", "an toàn giao thông")]),
        ("ATGT (an toàn giao thông, khác)", [("ATGT", "an toàn giao thông")]),
        ("ATGT (… - an toàn giao thông)", [("ATGT", "an toàn giao thông")]),
        # What only looks like one: nothing is taken from over a full stop, a line, a quotation.
        ("bảo đảm an toàn. Giao thông (ATGT) tốt", []),
        ("bảo đảm an toàn\ngiao thông (ATGT)", []),
        ("an toàn “quá” giao thông (ATGT)", []),
        ("đóng bảo hiểm xã hội, bảo hiểm y tế, bảo hiểm thất nghiệp (BHXH, BHYT)", []),
        ("AQ (an toàn quá)", []),
        ("XK (nhập khẩu)", []),
        ("A (ba)", []),
        ("AB (một 2 - ba)", []),
        ("tại đây (nay là Công an phường)", []),
        ("hai mẹ con (SN 1990)", []),
        ("đã gọi tắt là", []),
        ("tên viết tắt HĐQT của Hội đồng quản trị", []),
        ("", []),
    ],
)  # fmt: skip
def test_what_a_text_defines(text: str, pairs: list[tuple[str, str]]) -> None:
    assert pairs_of(text) == pairs


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("Nay bảo hiểm xã hội (BHXH) chi trả", "bảo hiểm xã hội (BHXH)"),
        ("Nay BHXH (bảo hiểm xã hội) chi trả", "BHXH (bảo hiểm xã hội)"),
        ("quỹ (bảo hiểm xã hội - BHXH) chi trả", "bảo hiểm xã hội - BHXH)"),
        ("Hội đồng nhân dân, gọi tắt là HĐND, họp", "Hội đồng nhân dân, gọi tắt là HĐND"),
    ],
)
def test_both_forms_are_covered(text: str, covered: str) -> None:
    (one,) = find_definitions(text)
    assert text[one.start : one.end] == covered


def test_words_far_away_are_not_of_a_list() -> None:
    assert pairs_of("an toàn giao thông (ATGT, TTATXH)") == []


def test_a_long_form_is_looked_for_near_its_short_form_alone() -> None:
    near, far = "từ " * 20, "từ " * 70
    assert pairs_of(f"bảo hiểm xã hội {far}(BHXH)") == []
    assert pairs_of(f"{near}bảo hiểm xã hội (BHXH)") == [("BHXH", "bảo hiểm xã hội")]
    assert pairs_of(f"{far}bảo hiểm xã hội (BHXH)") == [("BHXH", "bảo hiểm xã hội")]
