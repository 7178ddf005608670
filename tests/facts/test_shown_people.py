"""Who is shown, tried as somebody would who looks for a gap: officials told as accused, punished, hurt or impersonated are not."""

from __future__ import annotations

import pytest

from archive.model import Article, Block
from facts.extraction.article import as_json, facts_of

HIDDEN = """
Cơ quan Cảnh sát điều tra Công an tỉnh Mẫu vừa tống đạt quyết định khởi tố bị can đối với Lê Văn Giả, nguyên Chủ tịch UBND xã Mẫu.
Nguyên Giám đốc Sở Tài nguyên và Môi trường tỉnh Mẫu Trần Quang Giả lĩnh 7 năm tù.
Viện kiểm sát đề nghị mức án 12 đến 13 năm tù với cựu Phó Chủ tịch UBND tỉnh Mẫu Hoàng Đức Giả.
Ông Phạm Hữu Giả, Trưởng Công an xã Mẫu, bị tố nhận tiền của dân.
Đại úy Vũ Đình Giả, cán bộ Đội Cảnh sát giao thông, bị kẻ gian đâm tử vong.
Trưởng phòng Tổ chức Công ty Điện lực Mẫu Nguyễn Hải Giả nói sẽ xem lại.
Chị Lê Thị Giả, cán bộ văn phòng UBND phường Mẫu, bị chồng hành hung.
Nạn nhân được xác định là trung úy Đỗ Minh Giả, Công an huyện Mẫu.
Cháu Phan Bảo Giả, con của Phó Chủ tịch UBND huyện Mẫu, được tìm thấy.
Con trai Bí thư Huyện ủy Mẫu là Trịnh Công Giả gây tai nạn rồi bỏ trốn.
Vợ Giám đốc Công an tỉnh Mẫu, bà Nguyễn Thị Giả, kinh doanh vàng.
Tài xế riêng của Chủ tịch UBND tỉnh Mẫu Bùi Văn Giả khai nhận hành vi.
Giả danh đại tá công an, Hồ Văn Giả lừa của bà con 2 tỷ đồng.
Đối tượng tự xưng là thiếu tá Ngô Văn Giả, công tác tại Cục Cảnh sát hình sự, đã lừa 5 người.
Tự xưng là cán bộ Bộ Công an, Đinh Thị Giả nhận tiền chạy việc.
Trần Văn Giả đóng giả Phó Giám đốc Công an tỉnh Mẫu để lừa đảo.
Kẻ mạo danh Chủ tịch UBND huyện Mẫu là Lý Văn Giả.
Người dùng thẻ ngành giả mang tên Thượng tá Cao Văn Giả bị phát hiện.
Công an huyện Mẫu làm rõ Nguyễn Tiến Giả, Trưởng ban quản trị chung cư Mẫu.
Hiệu trưởng Trường Tiểu học Mẫu Lê Thị Giả bị phụ huynh tố lạm thu.
Bác sĩ Hoàng Văn Giả, Trưởng khoa Nội Bệnh viện đa khoa tỉnh Mẫu, bị người nhà bệnh nhân đánh.
Thầy giáo Phạm Văn Giả, Trường THCS Mẫu, dâm ô học sinh.
Phó Công an xã Mẫu Trần Đình Giả bị kỷ luật cảnh cáo vì đánh bạc.
Ông Lê Hồng Giả - Chủ tịch HĐQT Tập đoàn Mẫu - trao quà tại hội nghị.
Ông Đặng Văn Giả, Giám đốc Ngân hàng Mẫu chi nhánh tỉnh, dự lễ.
Luật sư Trịnh Minh Giả, Đoàn Luật sư TP Mẫu, bào chữa.
Thanh tra kết luận ông Mai Xuân Giả, Giám đốc Sở Y tế tỉnh Mẫu, có sai phạm nghiêm trọng, chuyển hồ sơ sang cơ quan điều tra.
Ủy ban Kiểm tra đề nghị khai trừ Đảng ông Tạ Văn Giả, Bí thư Đảng ủy xã Mẫu.
Cơ quan chức năng xác định Thượng úy Lưu Văn Giả lái xe trong tình trạng say rượu gây chết người.
Danh sách bị can gồm: 1. Vương Đình Giả, nguyên Trưởng phòng Tài chính huyện Mẫu; 2. Tống Thị Giả, kế toán.
Hai bị cáo Lê Văn Giả (nguyên Chủ tịch xã) và Kiều Thị Giả (thủ quỹ) hầu tòa.
Lệnh bắt tạm giam ông Quách Văn Giả, Phó Giám đốc Sở Giao thông vận tải tỉnh Mẫu, được thi hành sáng nay.
Sáng nay, cựu Cục trưởng Cục Mẫu thuộc Bộ Mẫu, ông Thái Văn Giả, ra tòa.
Ông Giang Văn Giả, Chủ tịch Hội Nông dân xã Mẫu, qua đời vì tai nạn giao thông.
Sinh viên Học viện Cảnh sát Ninh Thị Giả đỗ thủ khoa.
Em Đoàn Minh Giả, Bí thư chi đoàn lớp 12A Trường THPT Mẫu, nhặt được của rơi.
Em Lâm Gia Giả, Liên đội trưởng Trường THCS Mẫu, được khen.
Học sinh Triệu Thị Giả, Phó Chủ tịch Hội đồng Đội trường Mẫu, bị bạo lực mạng.
Ông Nghiêm Văn Giả, Trưởng thôn Mẫu, phát hiện vụ cháy.
Bà La Thị Giả, Chi hội trưởng Chi hội Phụ nữ thôn Mẫu, bị mất trộm 3 chỉ vàng.
Ông Từ Văn Giả, nguyên cán bộ Công an huyện Mẫu, trú tại phường Mẫu, bị lừa 1,2 tỷ đồng.
Thiếu tá Chu Văn Giả bị tước danh hiệu Công an nhân dân.
Đội trưởng đội bóng Công an Mẫu Huỳnh Văn Giả ghi bàn.
Giám đốc Bệnh viện Quốc tế Mẫu Tô Văn Giả cho biết.
Theo cáo trạng, lợi dụng chức vụ Giám đốc Kho bạc Nhà nước huyện Mẫu, Uông Văn Giả rút 30 tỷ đồng.
Thượng sĩ Âu Văn Giả dùng súng bắn chết đồng đội.
Công an phường Mẫu mời Phùng Thị Giả lên làm việc.
Cán bộ địa chính xã Mẫu Khúc Văn Giả nhận hối lộ 50 triệu đồng.
Phó Chánh án TAND huyện Mẫu Viên Văn Giả nhận 100 triệu đồng của đương sự để chạy án.
Nữ Phó phòng Nội vụ thành phố Mẫu Diệp Thị Giả mất tích, gia đình đăng tin tìm.
Thi thể Trung tá Mã Văn Giả được tìm thấy dưới sông.
Bí thư Đảng ủy xã Mẫu Phó Văn Giả bị bắt quả tang đánh bạc.
Trung tâm Pháp y kết luận ông Văn Đình Giả, Phó Chủ tịch UBND phường Mẫu, tử vong do ngạt.
Ông Thân Văn Giả – người từng là Giám đốc Công an tỉnh Mẫu – thừa nhận bảo kê đường dây đánh bạc.
Phó Chủ tịch huyện Mẫu Tăng Văn Giả bị vợ tố ngoại tình, bạo hành.
Ông LÊ VĂN GIẢ, Chủ tịch UBND xã Mẫu, bị khởi tố về tội tham ô.
Bị can LÊ VĂN GIẢ - nguyên Phó Giám đốc Sở Xây dựng tỉnh Mẫu.
Tòa án quân sự tuyên Thiếu úy Hứa Văn Giả 18 tháng tù treo.
Ông Lục Văn Giả, Giám đốc Trung tâm Y tế huyện Mẫu, bị đình chỉ công tác để điều tra.
Cựu bí thư Thành ủy Mẫu Ông Văn Giả và 12 người hầu tòa vì nhận hối lộ.
Kế toán trưởng Kho bạc Nhà nước tỉnh Mẫu Sầm Thị Giả bỏ trốn cùng 20 tỷ đồng.
Phó trưởng Công an phường Mẫu, Đại úy Lò Văn Giả, bị người vi phạm tông gãy chân.
Ông Kim Văn Giả làm giả giấy tờ để được bổ nhiệm Phó Giám đốc Sở Nội vụ tỉnh Mẫu.
Trùm giang hồ Giả Văn Mạo, nguyên đội viên dân phòng phường Mẫu, sa lưới.
Tại buổi họp báo do Công an tỉnh chủ trì, phối hợp với Sở Thông tin và Truyền thông tổ chức, cơ quan điều tra thông tin về hành vi của ông Trần Văn Giả, Phó Giám đốc Sở.
Dưới sự chủ trì của lãnh đạo Công an huyện, hội nghị đã công khai danh tính người vi phạm là Lê Văn Giả, cán bộ Phòng Tài nguyên.
Tham dự hội nghị có các đồng chí lãnh đạo; riêng ông Phạm Văn Giả, nguyên Chủ tịch UBND xã, vắng mặt vì đang bị tạm giam.
Về phía người nhà nạn nhân có ông Nguyễn Văn Giả, cán bộ xã, trú tại thôn 3.
Cuộc họp do Ban Thường vụ Huyện ủy chủ trì đã thống nhất kỷ luật cảnh cáo ông Hoàng Văn Giả, Bí thư Đảng ủy xã.
Công an huyện cho biết vừa phối hợp Công an xã tổ chức họp dân kiểm điểm Vũ Văn Giả, Phó trưởng thôn, vì đánh bạc.
Đại diện lãnh đạo Công an tỉnh cho biết thượng úy Đỗ Văn Giả, cán bộ Đội Cảnh sát hình sự, đang bị xem xét trách nhiệm.
Hội nghị kiểm điểm do Chi bộ tổ chức đã khai trừ đảng viên Bùi Văn Giả, cán bộ Công an huyện.
Tại hội nghị, Thiếu tướng Trần Văn Mẫu trao bằng khen cho Công an xã đã bắt ông Đặng Văn Giả, nguyên cán bộ thuế.
Buổi làm việc giữa Công an huyện với bà Ngô Thị Giả, hiệu trưởng Trường THCS Mẫu, về đơn tố cáo bà nhận tiền kéo dài đến trưa.
Trung tá Lê Thị Giả, Công an phường, là người bị nhóm thanh niên hành hung tại buổi ra quân.
Cùng dự có gia đình liệt sĩ và em Trần Thị Giả, Bí thư chi đoàn lớp 9A.
Tại lễ phát động, em Nguyễn Thị Giả, Liên đội trưởng Trường tiểu học Mẫu, đọc lời hứa.
Công an tỉnh tổ chức họp báo thông tin vụ Giám đốc Trung tâm Phạm Thị Giả chiếm đoạt tiền của dân.
Phiên họp của HĐND huyện bãi nhiệm chức danh Phó Chủ tịch UBND huyện đối với ông Lý Văn Giả.
HĐND tỉnh họp bất thường miễn nhiệm ông Cao Văn Giả, Giám đốc Sở Y tế, sau khi ông này bị khởi tố.
Được sự đồng ý của Viện kiểm sát, cơ quan điều tra khám nhà ông Hồ Văn Giả, Chi cục trưởng.
Do ông Mai Văn Giả, Trưởng Công an xã, nổ súng nên hội nghị phải dừng lại.
Người chủ trì cuộc họp hôm đó là ông Tạ Văn Giả, Phó Chủ tịch xã, nay là bị can trong vụ án đất đai.
Chị Đinh Thị Giả, cán bộ Hội Phụ nữ xã, khóc khi kể lại việc bị chồng đánh.
Thiếu tá Phan Văn Giả (SN 1980, trú phường Mẫu, cán bộ Công an thành phố) bị đâm khi làm nhiệm vụ.
Hội nghị lấy ý kiến về việc đình chỉ công tác đối với đại úy Trịnh Văn Giả, Đội Cảnh sát giao thông.
Ông Dương Văn Giả, Chủ tịch UBND phường, cùng tài xế gây tai nạn đã có mặt tại buổi làm việc.
Tại cuộc họp, Công an quận cung cấp hình ảnh ông Lương Văn Giả, Phó phòng Quản lý đô thị, nhận phong bì.
Đoàn kiểm tra do Thanh tra tỉnh chủ trì kết luận bà Chu Thị Giả, Trưởng phòng Giáo dục, kê khai không trung thực.
Công an TP. Mẫu phối hợp với Công an huyện Mẫu triệu tập ông Thái Văn Giả, cán bộ địa chính xã.
Lễ tang thiếu úy Quách Văn Giả, Công an huyện Mẫu, được tổ chức tại nhà riêng.
Trước hội nghị, bà Tô Thị Giả, Phó Chủ tịch Hội Nông dân huyện, được phát hiện tử vong tại phòng làm việc.
Bệnh nhân là ông Lâm Văn Giả, Phó Giám đốc Sở Xây dựng, dự hội nghị ngày 5/3.
Người dân tố ông Từ Văn Giả, Trưởng Công an xã, vòi tiền tại buổi đối thoại do UBND huyện tổ chức.
Kết luận hội nghị nêu rõ sai phạm của ông Kiều Văn Giả, Giám đốc Ban Quản lý dự án huyện.
Báo cáo tại hội nghị cho thấy đại úy Giang Văn Giả, Trạm Cảnh sát giao thông, dương tính với ma túy.
Kẻ mạo danh Thượng tá Ông Văn Giả, Cục Cảnh sát hình sự, đã gọi điện cho nhiều người dự hội nghị.
Ông Vương Văn Giả, tài xế của Sở Giao thông vận tải, dự hội nghị lái xe an toàn.
Ông Tống Văn Giả, Giám đốc Công ty cổ phần Mẫu, chủ trì hội nghị khách hàng.
Chủ trì buổi họp báo, Đại tá Trần Văn Mẫu, Phó Giám đốc Công an tỉnh, cho biết đã bắt Lê Văn Giả, kế toán trưởng Sở Tài chính.
Cuộc họp nghe ông Mạc Văn Giả, Trưởng phòng Kinh tế huyện, giải trình việc bị tố nhận hối lộ.
Hội đồng kỷ luật họp xem xét trường hợp Trung úy La Văn Giả, Công an phường, bỏ vị trí trực.
Gia đình ông Khổng Văn Giả, nguyên Bí thư Huyện ủy, tổ chức lễ cưới cho con tại nhà văn hóa.
Cùng bị bắt với ông chủ tịch xã tại buổi nhậu sau hội nghị có Âu Văn Giả, Trưởng Công an xã.
"""
"""Told of people who hold no public office, or of officials whom an editor decides on: none of them is shown."""

SHOWN = """
Trao đổi với phóng viên, Thượng tá Nguyễn Văn Mẫu, Trưởng Công an huyện Mẫu, cho biết đã bắt giữ 5 đối tượng.
Đại tá Lê Văn Mẫu, Thủ trưởng Cơ quan Cảnh sát điều tra Công an tỉnh Mẫu, ký quyết định khởi tố bị can đối với Trần Văn Giả.
Chủ tịch UBND tỉnh Mẫu Phạm Văn Mẫu yêu cầu làm rõ vụ giết người.
Theo bà Hoàng Thị Mẫu, Giám đốc Sở Giáo dục và Đào tạo tỉnh Mẫu, học sinh bị bạo hành đã ổn định.
Thẩm phán Vũ Văn Mẫu, Phó Chánh án TAND tỉnh Mẫu, làm chủ tọa phiên tòa xét xử 5 bị cáo.
Bộ trưởng Bộ Công an Đặng Văn Mẫu gửi thư khen các đơn vị phá án.
Ông Bùi Văn Mẫu - phó giám đốc Sở Y tế tỉnh Mẫu - đến thăm các nạn nhân vụ cháy.
Hiệu trưởng Trường THPT Mẫu Đỗ Văn Mẫu thông tin về vụ nữ sinh bị đánh.
Thiếu tướng Hồ Văn Mẫu, Giám đốc Công an tỉnh Mẫu, trực tiếp chỉ đạo truy bắt hung thủ.
Ông Ngô Văn Mẫu, Chủ tịch UBND xã Mẫu, xác nhận nạn nhân trú tại địa phương.
Viện trưởng VKSND huyện Mẫu Dương Văn Mẫu phê chuẩn lệnh bắt tạm giam bị can Trần Văn Giả.
Bí thư Đoàn xã Mẫu Lý Văn Mẫu cứu bé gái khỏi đuối nước.
Đại biểu Quốc hội Phan Thị Mẫu chất vấn về vụ án oan.
Phó Chủ tịch Hội Liên hiệp Phụ nữ tỉnh Mẫu Võ Thị Mẫu trao quà cho gia đình nạn nhân.
Trung tá Trương Văn Mẫu, Đội trưởng Đội Cảnh sát ma túy, kể lại lần truy bắt đối tượng.
Giám đốc Bệnh viện Đa khoa tỉnh Mẫu Đinh Văn Mẫu cho biết nạn nhân bị đa chấn thương.
Cục trưởng Cục Cảnh sát hình sự Mai Văn Mẫu thông tin tại buổi họp báo về vụ bắt cóc.
Ông Tạ Văn Mẫu (Chánh Văn phòng UBND tỉnh Mẫu) cho hay đã nhận đơn tố cáo.
Thứ trưởng Bộ Tư pháp Đào Thị Mẫu chủ trì hội nghị về án tử hình.
Đại úy Cao Văn Mẫu, cảnh sát khu vực, khống chế nghi phạm cầm dao.
Ông LÊ VĂN MẪU, Phó Giám đốc Sở Nội vụ tỉnh Mẫu, cho biết 12 cán bộ bị kỷ luật.
Ông Trần Xuân Mẫu, Chủ tịch UBND huyện Mẫu, đề nghị xử lý nghiêm người nhận hối lộ.
Đại tá Phan Văn Mẫu cảnh báo tình trạng giả danh công an để lừa đảo.
Phó Giám đốc Công an tỉnh Mẫu, Đại tá Từ Văn Mẫu, khẳng định không bao che cho cán bộ sai phạm.
Thượng tá Quang Văn Mẫu, Phó trưởng phòng Cảnh sát hình sự, cho biết kẻ tự xưng là thiếu tá công an đã bị bắt.
Bí thư Tỉnh ủy Mẫu Hà Văn Mẫu thăm gia đình chiến sĩ hy sinh.
Chủ tịch UBND phường Mẫu Thái Thị Mẫu xác nhận thi thể nam giới được tìm thấy dưới sông.
Ông Lương Văn Mẫu, Trưởng Ban Nội chính Tỉnh ủy Mẫu, trả lời về việc đình chỉ công tác cán bộ thuế.
Tham dự hội nghị có các đồng chí: Đại tá Lê Văn Mẫu, Phó Giám đốc Công an tỉnh; Thượng tá Trần Văn Mẫu, Trưởng phòng Tham mưu.
Dưới sự chủ trì của Đại tá Phạm Văn Mẫu, Giám đốc Công an tỉnh, hội nghị bàn biện pháp trấn áp tội phạm.
Hội nghị do ông Nguyễn Văn Mẫu, Chủ tịch UBND huyện, chủ trì, phối hợp với Công an huyện tổ chức.
Về phía Công an tỉnh có Thượng tá Vũ Văn Mẫu, Phó trưởng phòng Cảnh sát hình sự.
Được sự đồng ý của Giám đốc, Trung tá Đỗ Văn Mẫu, Phó trưởng Công an huyện, thông tin với báo chí về vụ bắt nhóm cướp.
Đại diện lãnh đạo tỉnh, ông Bùi Văn Mẫu, Phó Bí thư Tỉnh ủy, phát biểu tại hội nghị.
Bí thư Huyện ủy, Hoàng Văn Mẫu, phát biểu tại đại hội.
Chủ tịch UBND tỉnh Bắc Ninh Nguyễn Văn Mẫu chủ trì cuộc họp về vụ ngộ độc.
Cùng dự có bà Lê Thị Mẫu, Chủ tịch Hội Phụ nữ tỉnh và ông Trần Quốc Mẫu, Giám đốc Sở Thông tin và Truyền thông.
Công an tỉnh tổ chức họp báo, Thiếu tướng Ngô Văn Mẫu, Giám đốc Công an tỉnh, trả lời câu hỏi về vụ giết người.
"""
"""Told of officials at their work, beside words of crime and harm: each is shown."""


def _shown(text: str) -> list[str]:
    article = Article("mau", "Tin trong ngày", blocks=(Block("paragraph", text),))
    return [person["name"] for person in as_json(facts_of(article))["people"] if person["shown"] == "yes"]


@pytest.mark.parametrize("text", HIDDEN.strip().splitlines())
def test_nobody_told_as_private_accused_or_harmed_is_shown(text: str) -> None:
    assert not [name for name in _shown(text) if name.lower().endswith(("giả", "mạo"))]


@pytest.mark.parametrize("text", SHOWN.strip().splitlines())
def test_officials_at_their_work_are_shown(text: str) -> None:
    assert [name for name in _shown(text) if name.lower().endswith("mẫu")]
