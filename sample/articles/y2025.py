"""Sample articles of 2025: invented news of the invented province of Hồng Lam."""

from sample.article import SampleArticle

ARTICLES: tuple[SampleArticle, ...] = (
    SampleArticle(
        number=243,
        slug="dai-ta-le-thi-hai-yen-pho-giam-doc",
        title="Đại tá Lê Thị Hải Yến giữ chức Phó Giám đốc Công an tỉnh",
        published="2025-03-04",
        section="Tin tức - Sự kiện",
        lead=(
            "Chiều 3/3, Công an tỉnh Hồng Lam công bố quyết định bổ nhiệm Trưởng phòng Tham mưu Lê Thị Hải Yến "
            "làm Phó Giám đốc, đồng thời thăng cấp bậc hàm Đại tá."
        ),
        paragraphs=(
            (
                "Bà là nữ lãnh đạo đầu tiên trong lịch sử đơn vị. Hai mươi sáu năm trong nghề, bà nổi tiếng kỹ tính "
                "với từng con số và thuộc tên hầu hết trưởng công an xã."
            ),
            (
                "Cùng dịp, Trung tá Nguyễn Đăng Khoa nhận nhiệm vụ Phó Trưởng phòng Cảnh sát giao thông. Đại tá Hoàng "
                "Đức Thịnh tin tưởng hai đồng chí sẽ mang hơi thở cơ sở vào công tác chỉ đạo, bảo đảm ANTT trong giai "
                "đoạn sắp xếp bộ máy."
            ),
        ),
        captions=("Tặng hoa chúc mừng tân Phó Giám đốc.",),
        byline="Thu Hà",
    ),
    SampleArticle(
        number=244,
        slug="so-ket-6-thang-dau-nam-2025",
        title="Hội nghị sơ kết công tác công an 6 tháng đầu năm 2025",
        published="2025-06-28",
        section="Tin tức - Sự kiện",
        lead=(
            "Ngày 27/6/2025, Hội nghị sơ kết công tác công an 6 tháng đầu năm 2025 được triệu tập ngay trước thời "
            "điểm vận hành chính quyền hai cấp."
        ),
        paragraphs=(
            (
                "Từ 1/3, bộ máy bỏ công an huyện chạy thông suốt: 1.287 hồ sơ vụ việc được bàn giao không thất lạc. "
                "ANTT giữ vững, tội phạm giảm 9,7%, riêng lừa đảo trên mạng chưa hạ nhiệt."
            ),
            (
                "Đại tá Lê Thị Hải Yến yêu cầu phường, xã mới bố trí người trực liên tục trong đêm 30/6. Điều dân "
                "cần, theo bà, là đến trụ sở nào cũng có cán bộ tiếp, không bị chỉ sang nơi khác."
            ),
        ),
        captions=("Đại tá Lê Thị Hải Yến chỉ đạo tại hội nghị.",),
        byline="Thu Hà – Mai Chi",
    ),
    SampleArticle(
        number=245,
        slug="ngay-dau-chinh-quyen-hai-cap",
        title="Ngày đầu ở phường Lam Giang mới",
        published="2025-07-02",
        section="Tin tức - Sự kiện",
        lead=(
            "Bảy giờ sáng 1/7, trụ sở Công an phường Lam Giang đã có hơn ba mươi người ngồi chờ, ai cũng tò mò "
            "xem bộ máy mới làm việc ra sao."
        ),
        paragraphs=(
            (
                "Anh Trịnh Đức Long đến đăng ký xe, mười lăm phút là xong, hẹn nhận biển qua bưu điện. Chị Hà ở xã cũ "
                "lo phải đổi căn cước vì thay địa chỉ, được giải thích giấy tờ còn hạn vẫn dùng bình thường."
            ),
            (
                "Kết thúc ngày làm việc, phường tiếp nhận 214 hồ sơ, trả tại chỗ 168, đạt 78,5%. Vướng nhất là phần "
                "mềm đôi lúc treo và nhiều người lớn tuổi chưa quen lấy số tự động."
            ),
        ),
        captions=("Hướng dẫn người dân lấy số thứ tự.",),
        byline="Hoài An",
    ),
    SampleArticle(
        number=246,
        slug="canh-bao-gia-danh-cap-nhat-dia-chi",
        title='Cảnh báo chiêu "cập nhật địa chỉ sau sáp nhập"',
        published="2025-07-18",
        section="An ninh trật tự",
        lead=(
            "Lợi dụng việc thay đổi đơn vị hành chính, kẻ xấu gọi điện xưng là cán bộ xã, bắt người dân tải ứng "
            'dụng "cập nhật địa chỉ" để chiếm quyền điều khiển điện thoại.'
        ),
        paragraphs=(
            (
                "Trong mười ngày, Công an tỉnh ghi nhận 29 trường hợp sập bẫy, mất 4,75 tỷ đồng. Bà Phùng Thị Hợi ở "
                "xã Cẩm Nguyên bị trừ sạch sổ tiết kiệm tích cóp mười năm."
            ),
            (
                "Dữ liệu cư trú được ngành công an tự điều chỉnh, dân không phải làm gì thêm. Ai nghi máy nhiễm mã "
                "độc nên tắt nguồn, rút sim, dùng máy khác gọi ngân hàng khoá tài khoản rồi báo công an nơi gần nhất."
            ),
        ),
        captions=("Tin nhắn giả mạo được gửi tới người dân.",),
        byline="Đình Phúc",
        quirk="disappears",
    ),
    SampleArticle(
        number=247,
        slug="hoi-nghi-tap-huan-cong-an-xa-2025",
        title="Hội nghị tập huấn nghiệp vụ cho công an xã sau sắp xếp",
        published="2025-08-08",
        section="Tin tức - Sự kiện",
        lead=(
            "Trong hai ngày 6 và 7/8, Phòng Tổ chức cán bộ mở hội nghị tập huấn nghiệp vụ cho 325 chỉ huy công an "
            "xã, phường của tỉnh Hồng Lam."
        ),
        paragraphs=(
            (
                "Nội dung trọng tâm là khám nghiệm ban đầu, tiếp nhận tố giác và thẩm quyền xử phạt mới. Học viên "
                "đóng vai xử lý một vụ xô xát ở quán nhậu, sai bước nào giảng viên dừng lại sửa bước đó."
            ),
            (
                "Trung tá Nguyễn Đăng Khoa dành một buổi nói về hiện trường tai nạn. Thiếu tá Cao Văn Lực, xã Hương "
                "Trà Sơn, cho rằng lớp học sát thực tế, giúp anh tự tin hơn khi giữ ANTT trên địa bàn rộng gấp ba "
                "trước."
            ),
        ),
        captions=("Học viên thực hành tình huống.",),
        byline="Mai Chi",
    ),
    SampleArticle(
        number=248,
        slug="xe-khach-dung-cho-hoc-sinh",
        title="Dừng xe khách chở 52 người trên đường tránh",
        published="2025-09-12",
        section="Giao thông",
        lead=(
            "Chiếc xe 34 chỗ nhét tới 52 hành khách bị tổ tuần tra chặn lại trên đường tránh Lam Giang lúc 22 giờ "
            "đêm 10/9."
        ),
        paragraphs=(
            (
                "Nhiều người phải ngồi ghế nhựa giữa lối đi, hai em nhỏ nằm cạnh khoang hành lý. Tài xế Mạc Văn Quý "
                "đã lái liên tục bảy tiếng, bằng lái bị trừ hết điểm từ tháng trước."
            ),
            (
                "Trung tá Nguyễn Đăng Khoa điều hai xe khác đến sang khách, chi phí nhà xe chịu. Mức phạt dự kiến "
                "theo Nghị định 168/2024/NĐ-CP hơn 60 triệu đồng. Từ đầu tháng, lực lượng đã phát hiện 37 vụ nhồi "
                "nhét tương tự dịp cuối tuần."
            ),
        ),
        captions=("Sang khách ngay trong đêm.",),
        byline="Văn Nam",
    ),
    SampleArticle(
        number=249,
        slug="ngay-hoi-antq-2025-tai-xa-ky-tan",
        title="Xã Kỳ Tân vào hội giữ làng",
        published="2025-08-18",
        section="Xây dựng phong trào",
        lead=(
            "Ngày hội Toàn dân bảo vệ ANTQ đầu tiên của xã Kỳ Tân sau hợp nhất diễn ra tối 17/8 bên bờ sông, với "
            "sự góp mặt của 23 thôn."
        ),
        paragraphs=(
            (
                'Thôn nào cũng mang tới một sáng kiến: nào kẻng giữ làng, nào nhóm Zalo "Xóm tui", nào tủ tờ khai tự '
                "chọn. Ban giám khảo trao giải nhất cho bếp ăn không lửa trần của hội người cao tuổi."
            ),
            (
                "Đại tá Hoàng Đức Thịnh đi từng gian hàng, nghe dân kể chuyện trộm chó đã hết từ Tết. Ông tặng xã 20 "
                "bình chữa cháy và mong phong trào ANTQ đi xa hơn một đêm hội, thành nếp sống thường ngày."
            ),
        ),
        captions=("Gian hàng của hội người cao tuổi.",),
        byline="Hoài An",
    ),
    SampleArticle(
        number=332,
        slug="sap-dien-ra-dien-hinh-tien-tien-2025",
        title="Sắp diễn ra Hội nghị điển hình tiên tiến phong trào thi đua Vì an ninh Tổ quốc",
        published="2025-06-06",
        section="Xây dựng phong trào",
        lead="Ngày 12/6/2025, Công an tỉnh Hồng Lam sẽ tổ chức Hội nghị điển hình tiên tiến phong trào thi đua Vì an ninh Tổ quốc năm 2025 tại Nhà văn hóa tỉnh.",
        paragraphs=(
            "Ban tổ chức cho biết đã chọn 18 tập thể, 55 cá nhân từ 340 hồ sơ, ưu tiên người trực tiếp làm việc ở xã, phường.",
            "Đại tá Lê Thị Hải Yến, Phó Giám đốc Công an tỉnh đề nghị các đơn vị gửi ảnh, tư liệu trước ngày 9/6 để dựng phim ngắn chiếu tại hội nghị.",
            "Điểm mới năm nay là mỗi điển hình chỉ nói ba phút, không đọc báo cáo, kể một việc đã làm cho dân. Phong trào bảo vệ ANTQ nhờ thế gần gũi hơn với người nghe.",
        ),
        captions=(),
        byline="Thu Hà",
    ),
    SampleArticle(
        number=333,
        slug="dien-hinh-tien-tien-2025",
        title="Hội nghị điển hình tiên tiến phong trào thi đua Vì an ninh Tổ quốc năm 2025",
        published="2025-06-13",
        section="Xây dựng phong trào",
        lead="Sáng 12/6/2025, tại Nhà văn hóa tỉnh, Công an tỉnh Hồng Lam tổ chức Hội nghị điển hình tiên tiến phong trào thi đua Vì an ninh Tổ quốc năm 2025.",
        paragraphs=(
            "Đại tá Hoàng Đức Thịnh, Giám đốc Công an tỉnh chủ trì Hội nghị. Đồng chí Võ Đình Sáu, Phó Bí thư Thường trực Tỉnh ủy trao Bằng khen tặng 18 tập thể, 55 cá nhân.",
            "Giai đoạn 2020 - 2025, tỉnh xây dựng 305 mô hình về ANTQ, trong đó 142 mô hình được nhân rộng; trên 7.900 lượt quần chúng được biểu dương.",
            "Thiếu tá Mai Văn Hiếu, Phó Trưởng Công an phường Nam Hồng bước lên bục lần thứ ba trong mười năm, tóc đã điểm bạc, mở đầu bằng câu: tôi chỉ xin kể về một chiếc áo phao.",
        ),
        captions=(),
        byline="Thu Hà",
    ),
    SampleArticle(
        number=334,
        slug="tong-ket-hoa-giai-co-so-2025",
        title="Hội nghị tổng kết công tác hòa giải ở cơ sở năm 2025",
        published="2025-12-12",
        section="Xây dựng phong trào",
        lead="Sáng 11/12/2025, Sở Tư pháp phối hợp với Ủy ban MTTQ tỉnh Hồng Lam tổ chức Hội nghị tổng kết công tác hòa giải ở cơ sở năm 2025.",
        paragraphs=(
            "Hội nghị do ông Kiều Anh Dũng, Giám đốc Sở Tư pháp và bà Hoàng Thị Lụa, Chủ tịch Ủy ban MTTQ tỉnh đồng chủ trì. Sau sắp xếp xã, nhiều tổ phải ghép lại, ranh giới thôn thay đổi.",
            "Toàn tỉnh có 1.120 tổ hòa giải với 8.045 hòa giải viên; tiếp nhận 2.310 vụ việc, hòa giải thành 2.072 vụ, đạt 89,7%, cao nhất từ trước đến nay.",
            "Tranh chấp chung cư lần đầu lọt vào nhóm ba loại việc nhiều nhất. Hòa giải viên trẻ đề nghị có sổ tay điện tử, tra luật ngay trong lúc ngồi giữa hai bên.",
        ),
        captions=(),
        byline="Thu Hà",
    ),
)
