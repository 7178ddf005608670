"""Sample articles of 2024: invented news of the invented province of Hồng Lam."""

from sample.article import SampleArticle

ARTICLES: tuple[SampleArticle, ...] = (
    SampleArticle(
        number=236,
        slug="giao-ban-trat-tu-an-toan-giao-thong-2024",
        title="Hội nghị giao ban công tác bảo đảm trật tự, an toàn giao thông quý I năm 2024",
        published="2024-04-04",
        section="Giao thông",
        lead=(
            "Chiều 3/4, Hội nghị giao ban công tác bảo đảm trật tự, an toàn giao thông quý I năm 2024 được tổ "
            "chức tại trụ sở UBND tỉnh Hồng Lam."
        ),
        paragraphs=(
            (
                "Trong quý xảy ra 58 vụ va chạm do cách thống kê mới tính cả vụ nhẹ, 17 người thiệt mạng, giảm 5 "
                "người. Xử phạt nồng độ cồn chiếm 36,9% tổng số vi phạm."
            ),
            (
                "Thiếu tá Nguyễn Đăng Khoa đề nghị lắp đèn tín hiệu tại ngã ba Đức Lộc, nơi đã có ba người chết từ "
                "Tết. Lãnh đạo Sở Giao thông vận tải hứa hoàn thành trước kỳ nghỉ 30/4, đồng thời phát quang các bụi "
                "cây che khuất tầm nhìn."
            ),
        ),
        captions=("Thiếu tá Nguyễn Đăng Khoa nêu kiến nghị.",),
        byline="Văn Nam",
    ),
    SampleArticle(
        number=237,
        slug="trien-khai-thang-hanh-dong-phong-chong-ma-tuy-2024",
        title="Hội nghị triển khai Tháng hành động phòng, chống ma túy năm 2024",
        published="2024-06-01",
        section="An ninh trật tự",
        lead=(
            "Ngày 31/5/2024, UBND tỉnh tổ chức Hội nghị triển khai Tháng hành động phòng, chống ma túy năm 2024, "
            "mục tiêu xây dựng thêm 25 xã không ma tuý."
        ),
        paragraphs=(
            (
                "Hiện 88 trong số 151 xã đã sạch, đạt 58,3%. Thuốc lá điện tử tẩm chất cấm là thách thức mới: trường "
                "nội trú Hương Trà Sơn vừa thu 19 thiết bị trong một buổi kiểm tra."
            ),
            (
                "Đại tá Hoàng Đức Thịnh chốt ba việc: quản người nghiện đến từng nhà, diệt điểm bán lẻ trong 48 giờ, "
                "không để quán bar thành nơi tụ tập gây mất ANTT. Các đoàn thể phân công người kèm cặp thanh niên sau "
                "cai, giúp họ có nghề."
            ),
        ),
        captions=("Ký giao ước thi đua.",),
        byline="Đình Phúc – Mai Chi",
    ),
    SampleArticle(
        number=238,
        slug="chay-xuong-go-duc-thanh",
        title="Cháy xưởng gỗ ở Đức Thanh, không có thương vong",
        published="2024-07-12 06:20",
        section="Phòng cháy chữa cháy",
        lead=(
            "Khoảng 23 giờ 40 phút ngày 11/7, lửa bùng lên tại một xưởng chế biến gỗ rộng 1.500 m2 thuộc xã Đức "
            "Lộc, huyện Đức Thanh."
        ),
        paragraphs=(
            (
                "Bảo vệ xưởng phát hiện khói từ khu sấy, hô hoán hàng xóm và gọi 114. Sáu xe chữa cháy cùng 52 chiến "
                "sĩ được điều đến; gió nồm thổi mạnh khiến lửa có lúc táp sang kho sơn bên cạnh."
            ),
            (
                "Đến 2 giờ 15 phút, ngọn lửa được khống chế, kho sơn an toàn, mười hai công nhân ngủ lại đã kịp chạy "
                "ra ngoài. Toàn bộ máy móc trong khu sấy bị thiêu rụi."
            ),
            "Nguyên nhân và mức thiệt hại đang được cơ quan chức năng làm rõ.",
        ),
        captions=("Lính cứu hoả phun nước làm mát kho sơn.",),
        byline="Văn Nam",
        quirk="changes",
        changed_paragraph=(
            "Kết quả khám nghiệm ban đầu xác định sự cố bắt nguồn từ quạt lò sấy bị kẹt; thiệt hại ước tính 3,6 "
            "tỷ đồng."
        ),
    ),
    SampleArticle(
        number=239,
        slug="ra-mat-luc-luong-bao-ve-antt-co-so",
        title="Ra quân lực lượng tham gia bảo vệ ANTT ở cơ sở",
        published="2024-07-02",
        section="Xây dựng phong trào",
        lead=(
            "Cùng với cả nước, sáng 1/7 tại quảng trường Lam Giang, 1.418 tổ bảo vệ ANTT của tỉnh Hồng Lam chính "
            "thức ra mắt với 4.329 thành viên."
        ),
        paragraphs=(
            (
                "Trong sắc phục mới, các bác bảo vệ dân phố tóc đã hoa râm đứng cạnh những dân phòng mười tám đôi "
                "mươi. Mỗi tổ được cấp bộ đàm, gậy, đèn pin, bình chữa cháy; mức hỗ trợ 1,5 triệu đồng một tháng theo "
                "nghị quyết của HĐND."
            ),
            (
                "Thay mặt Mặt trận, ông Phạm Minh Tuệ mong các tổ là chỗ dựa của phong trào Toàn dân bảo vệ ANTQ, gần "
                "dân và biết lắng nghe. Sau lễ, các khối diễu hành qua ba tuyến phố chính."
            ),
        ),
        captions=("Các khối diễu hành qua quảng trường.",),
        byline="Thu Hà",
    ),
    SampleArticle(
        number=240,
        slug="giai-cuu-nan-nhan-bat-coc-online",
        title='Giải cứu nữ sinh bị "bắt cóc online"',
        published="2024-10-18",
        section="An ninh trật tự",
        lead=(
            "Suốt chín tiếng, nữ sinh 19 tuổi tự nhốt mình trong nhà nghỉ, cắt liên lạc với cha mẹ vì tưởng đang "
            '"phối hợp điều tra" theo lệnh kẻ giả danh công an.'
        ),
        paragraphs=(
            (
                "Nhóm lừa đảo dùng hình ảnh mặc cảnh phục gọi video, ép em quay cảnh bị trói rồi đòi gia đình 500 "
                "triệu đồng chuộc con. Người mẹ may mắn không chuyển tiền mà chạy đến công an phường Nam Hồng."
            ),
            (
                "Từ vị trí cuộc gọi cuối, trinh sát rà 23 nhà nghỉ và tìm thấy em lúc 21 giờ 10 phút, hoảng loạn "
                "nhưng khỏe mạnh. Công an khẳng định không bao giờ làm việc qua điện thoại hay yêu cầu công dân "
                "chuyển khoản để chứng minh trong sạch."
            ),
        ),
        captions=("Nữ sinh đoàn tụ cùng gia đình.",),
        byline="Mai Chi",
    ),
    SampleArticle(
        number=241,
        slug="hien-mau-cuu-san-phu",
        title="Hai chiến sĩ cơ động hiến máu hiếm trong đêm",
        published="2024-09-13",
        section="Gương người tốt",
        lead=(
            "Nhận tin bệnh viện cần gấp nhóm máu B Rh âm, Trung sĩ Bùi Anh Tú và Hạ sĩ Lò Văn Phong lập tức xin "
            "chỉ huy vượt 30 cây số mưa bão đi hiến."
        ),
        paragraphs=(
            (
                "Sản phụ Nguyễn Thị Thương băng huyết sau sinh, ngân hàng máu chỉ còn một đơn vị. Hai chàng trai, mỗi "
                "người cho 350 ml, ngồi chờ ngoài hành lang tới lúc bác sĩ báo mạch đã ổn."
            ),
            (
                "Sáng hôm sau họ vẫn có mặt ở thao trường như thường lệ. Gia đình tìm đến cảm ơn, mang theo chục "
                "trứng gà, hai anh gửi lại để chị bồi dưỡng. Câu lạc bộ máu hiếm của đơn vị hiện có 17 người, sẵn "
                "sàng suốt ngày đêm."
            ),
        ),
        captions=("Trung sĩ Bùi Anh Tú tại phòng hiến máu.",),
        byline="Hoài An",
    ),
    SampleArticle(
        number=242,
        slug="tong-ket-phong-trao-toan-dan-bao-ve-antq-2024",
        title="Hội nghị tổng kết phong trào Toàn dân bảo vệ ANTQ năm 2024",
        published="2024-12-19",
        section="Xây dựng phong trào",
        lead=(
            "Ngày 18/12/2024, Hội nghị tổng kết phong trào Toàn dân bảo vệ ANTQ năm 2024 khai mạc tại thành phố "
            "Lam Giang dưới sự chủ trì của Đại tá Hoàng Đức Thịnh."
        ),
        paragraphs=(
            (
                "Cả năm có 3.517 nguồn tin của nhân dân được chuyển tới cơ quan công an, 71,6% gửi bằng ứng dụng số. "
                "Tổ bảo vệ cơ sở tham gia hoà giải 1.090 vụ, bắt quả tang 64 kẻ trộm."
            ),
            (
                "Một số đại biểu băn khoăn khi sắp bỏ cấp huyện thì ai tổng hợp phong trào bảo vệ ANTQ. Thượng tá Lê "
                "Thị Hải Yến trả lời: xã báo cáo thẳng lên tỉnh, biểu mẫu rút từ mười hai trang còn ba trang."
            ),
        ),
        captions=("Thượng tá Lê Thị Hải Yến giải đáp ý kiến.",),
        byline="Thu Hà – Văn Nam",
    ),
    SampleArticle(
        number=329,
        slug="dien-dan-lang-nghe-2024",
        title="Diễn đàn Công an lắng nghe ý kiến nhân dân năm 2024",
        published="2024-09-20",
        section="Xây dựng phong trào",
        lead="Sáng 19/9/2024, Công an huyện Cẩm Nguyên tổ chức Diễn đàn Công an lắng nghe ý kiến nhân dân năm 2024, phát trực tiếp trên trang của huyện.",
        paragraphs=(
            "Thượng tá Phùng Bá Lực, Trưởng Công an huyện Cẩm Nguyên chủ trì. Có 210 người đến dự, 47 ý kiến gửi qua mạng, 29 ý kiến nói tại chỗ.",
            "Lừa đảo qua mạng chiếm quá nửa câu hỏi. Bà Vũ Thị Hảo, hội viên Hội Nông dân xã Đông kể mất 45 triệu đồng vì tin một cuộc gọi nhận là bưu điện.",
            "Bốn năm trước dân chê chuyện nghe máy, nay số điện thoại trực ban được chấm 4,6 trên 5 điểm. ANTT thôn xóm nhờ thế thêm người giữ.",
        ),
        captions=(),
        byline="Hoài An",
    ),
    SampleArticle(
        number=330,
        slug="doi-thoai-van-tai-2024",
        title="Hội nghị đối thoại với doanh nghiệp vận tải năm 2024",
        published="2024-04-19",
        section="An toàn giao thông",
        lead="Sáng 18/4/2024, Phòng Cảnh sát giao thông và Sở Giao thông vận tải Hồng Lam tổ chức Hội nghị đối thoại với doanh nghiệp vận tải năm 2024.",
        paragraphs=(
            "Ông Bùi Xuân Lãm, Giám đốc Sở Giao thông vận tải và Thượng tá Hà Trọng Lễ, Trưởng phòng Cảnh sát giao thông đồng chủ trì Hội nghị, với 91 doanh nghiệp, hơn 1.870 xe tham dự.",
            "Chủ xe hỏi nhiều về xe hợp đồng trá hình và điểm dừng đón. Thượng tá Hà Trọng Lễ đưa ra bản đồ 118 điểm đen, mời từng hãng nhận sửa một điểm.",
            "Sáu năm sau lần gặp trước, toàn bộ xe khách của tỉnh đã có camera hướng về người lái, số vụ va chạm do ngủ gật giảm 41%. ANTT bến bãi nhờ đó cũng tốt lên.",
        ),
        captions=(),
        byline="Văn Nam",
    ),
    SampleArticle(
        number=331,
        slug="hoi-thao-an-ninh-mang-2024",
        title="Hội thảo khoa học về phòng ngừa lừa đảo trực tuyến",
        published="2024-11-15",
        section="Tin tức - Sự kiện",
        lead="Ngày 14/11/2024, Công an tỉnh phối hợp với Trường Đại học Hồng Lam tổ chức hội thảo khoa học về phòng ngừa lừa đảo trực tuyến.",
        paragraphs=(
            "Phó Giáo sư Ngô Tất Lộ, Hiệu trưởng Trường Đại học Hồng Lam và Đại tá Hoàng Đức Thịnh, Giám đốc Công an tỉnh chủ trì hội thảo; 37 bài viết được gửi về.",
            "Nhóm nghiên cứu khảo sát 1.500 sinh viên, thấy 12,6% từng chuyển tiền cho người lạ trên mạng, đa số vì tin việc nhẹ lương cao.",
            "Giải pháp được bàn sôi nổi là nút tạm dừng giao dịch 15 phút ở ngân hàng. Các đại biểu đều cho rằng ANTT trên mạng cần luật, nhưng trước hết cần thói quen hỏi lại.",
        ),
        captions=(),
        byline="Mai Chi",
    ),
    SampleArticle(
        number=339,
        slug="tap-huan-phong-chay-nha-tro-2024",
        title="Tập huấn phòng cháy cho 600 chủ nhà trọ",
        published="2024-03-22",
        section="Phòng cháy chữa cháy",
        lead="Ngày 21/3/2024, Công an phường Nam Hồng tổ chức lớp tập huấn phòng cháy, chữa cháy cho 600 chủ nhà trọ trên địa bàn.",
        paragraphs=(
            "Thay vì nghe giảng, các chủ trọ được bịt mắt bò qua một hành lang đầy khói giả. Nhiều người ra ngoài mới hiểu vì sao không nên khóa cửa tầng thượng.",
            "Thượng tá Lưu Văn Khoát, Trưởng phòng Cảnh sát phòng cháy, chữa cháy trực tiếp hướng dẫn cách kéo thang dây và dùng mặt nạ.",
            "Cuối buổi, 548 người ký cam kết trang bị thêm 1.320 bình chữa cháy trước mùa nóng. Phường hẹn quay lại kiểm tra sau 60 ngày, có mời ba sinh viên cùng đi.",
        ),
        captions=(),
        byline="Hoài An",
    ),
    SampleArticle(
        number=341,
        slug="ra-quan-cao-diem-tet-2025",
        title="Lễ ra quân cao điểm tấn công, trấn áp tội phạm dịp Tết Ất Tỵ",
        published="2024-12-17",
        section="An ninh trật tự",
        lead="Sáng 16/12/2024, Công an tỉnh Hồng Lam tổ chức Lễ ra quân đợt cao điểm tấn công, trấn áp tội phạm dịp Tết Ất Tỵ từ ngày 15/12/2024 đến 14/2/2025.",
        paragraphs=(
            "Đại tá Hoàng Đức Thịnh, Giám đốc Công an tỉnh phát lệnh. Khác mọi năm, lực lượng an ninh mạng đứng hàng đầu vì hơn nửa số vụ lừa đảo nay diễn ra trên điện thoại.",
            "Lễ ra quân có 710 cán bộ, chiến sĩ cùng 80 xe. Mỗi phường lập một nhóm liên lạc với ngân hàng để chặn lệnh chuyển tiền đáng ngờ.",
            "Trong ba ngày đầu, các nhóm ấy giữ lại được 1,9 tỷ đồng của 23 người già. ANTT dịp Tết năm nay bắt đầu từ những cuộc gọi kịp lúc.",
        ),
        captions=(),
        byline="Văn Nam",
    ),
)
