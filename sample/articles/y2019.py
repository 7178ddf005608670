"""Sample articles of 2019: invented news of the invented province of Hồng Lam."""

from sample.article import SampleArticle

ARTICLES: tuple[SampleArticle, ...] = (
    SampleArticle(
        number=201,
        slug="giao-ban-trat-tu-an-toan-giao-thong-2019",
        title="Hội nghị giao ban công tác bảo đảm trật tự, an toàn giao thông quý I năm 2019",
        published="2019-04-05",
        section="Giao thông",
        lead=(
            "Chiều 4/4, tại thành phố Lam Giang, Ban An toàn giao thông tỉnh Hồng Lam tổ chức Hội nghị giao ban "
            "công tác bảo đảm trật tự, an toàn giao thông quý I năm 2019. Đồng chí Võ Thành Long, Phó Chủ tịch "
            "UBND tỉnh chủ trì."
        ),
        paragraphs=(
            (
                "Ba tháng đầu năm, trên địa bàn xảy ra 41 vụ tai nạn, làm chết 22 người, giảm 8,3% số vụ so với cùng "
                "kỳ. Lực lượng chức năng lập biên bản 6.715 trường hợp vi phạm, nộp Kho bạc Nhà nước hơn 4,2 tỷ đồng."
            ),
            (
                "Đại biểu huyện Đức Thanh phản ánh tình trạng xe chở đất đi vào đường liên xã giờ cao điểm, gây mất "
                "ANTT và hư hỏng mặt đường. Phó Chủ tịch UBND tỉnh giao Sở Giao thông vận tải kiểm tra tải trọng, trả "
                "lời trước ngày 20/4."
            ),
        ),
        captions=(
            "Quang cảnh buổi giao ban.",
            "Đồng chí Võ Thành Long kết luận.",
        ),
        byline="Thu Hà – Văn Nam",
    ),
    SampleArticle(
        number=202,
        slug="bat-nhom-cho-vay-lai-nang-ky-son-ha",
        title="Bắt nhóm cho vay lãi nặng ở Kỳ Sơn Hạ",
        published="2019-05-17 09:20",
        section="An ninh trật tự",
        lead=(
            "Cơ quan Cảnh sát điều tra Công an huyện Kỳ Sơn Hạ vừa khởi tố 4 đối tượng về hành vi cho vay lãi "
            "nặng trong giao dịch dân sự, quy định tại Điều 201 Bộ luật Hình sự."
        ),
        paragraphs=(
            (
                "Theo hồ sơ, từ cuối năm 2017 nhóm này núp bóng một tiệm cầm đồ ở thị trấn, phát tờ rơi mời vay tiền "
                "không cần thế chấp. Người vay 10 triệu đồng phải trả 50.000 đồng mỗi ngày, tương đương lãi suất "
                "182,5%/năm."
            ),
            (
                "Khám xét nơi ở của kẻ cầm đầu, công an thu giữ 37 giấy vay tiền, 12 đăng ký xe mô tô cùng nhiều hung "
                "khí tự chế. Hơn 60 người dân, chủ yếu là tiểu thương và công nhân, đã đến trình báo. Vụ án đang được "
                "mở rộng điều tra, góp phần giữ ổn định ANTT địa bàn giáp ranh."
            ),
        ),
        captions=("Các đối tượng tại cơ quan điều tra.",),
        byline="Đình Phúc",
    ),
    SampleArticle(
        number=203,
        slug="ngay-hoi-toan-dan-bao-ve-an-ninh-to-quoc-huong-tra-son",
        title="Ngày hội ở bản Khe Lội",
        published="2019-08-19",
        section="Xây dựng phong trào",
        lead=(
            "Từ sáng sớm 18/8, bà con bản Khe Lội (huyện Hương Trà Sơn) đã tề tựu về nhà văn hoá dự Ngày hội Toàn "
            "dân bảo vệ an ninh Tổ quốc (ANTQ) năm 2019."
        ),
        paragraphs=(
            (
                "Trung tá Lê Thị Hải Yến, Trưởng phòng Tham mưu Công an tỉnh Hồng Lam về chung vui, ôn lại truyền "
                'thống 74 năm Công an nhân dân. Bản có 126 hộ thì 121 hộ đăng ký "Gia đình an toàn về ANTT"; bốn năm '
                "liền không có người nghiện mới."
            ),
            (
                "Ông Phạm Minh Tuệ, Chủ tịch Ủy ban MTTQ tỉnh đề nghị già làng, trưởng bản tiếp tục vận động con cháu "
                "không di cư tự do, không tàng trữ súng săn. Kết thúc phần lễ, trai bản thi kéo co, ném còn với đội "
                "Công an xã. Tiếng cồng rộn ràng đên tận chiều muộn."
            ),
        ),
        captions=(
            "Tiết mục văn nghệ của phụ nữ bản Khe Lội.",
            "Trao quà cho các gia đình chính sách.",
        ),
        byline="Hoài An",
    ),
    SampleArticle(
        number=204,
        slug="dien-tap-chua-chay-cho-lam-giang",
        title="Diễn tập chữa cháy quy mô lớn tại chợ Lam Giang",
        published="2019-09-27",
        section="Phòng cháy chữa cháy",
        lead=(
            "Hơn 300 người cùng 18 phương tiện đã tham gia buổi thực tập phương án chữa cháy, cứu nạn có nhiều "
            "lực lượng phối hợp tại chợ Lam Giang, diễn ra đêm 26/9."
        ),
        paragraphs=(
            (
                "Tình huống giả định là chập điện ở dãy ki ốt vải tầng hai, khói lan nhanh theo giếng trời, khoảng 15 "
                "tiểu thương bị mắc kẹt. Lực lượng tại chỗ cắt điện, dùng bình bột khống chế lửa trong lúc chờ xe "
                "thang; sau 47 phút, đám cháy được dập tắt hoàn toàn."
            ),
            (
                "Nhận xét buổi thực tập, Đại tá Trần Quốc Bình, Giám đốc Công an tỉnh lưu ý ban quản lý chợ phải giải "
                "toả ngay các mái che lấn lối xe chữa cháy, bảo dưỡng 24 họng nước vách tường đã han rỉ. Ông cũng yêu "
                "cầu hoàn thành việc này trước mùa hàng Tết."
            ),
        ),
        captions=("Xe thang tiếp cận tầng hai chợ.",),
        byline="Văn Nam",
    ),
    SampleArticle(
        number=205,
        slug="cong-an-chinh-quy-ve-xa-2019",
        title="42 cán bộ công an chính quy nhận nhiệm vụ ở xã",
        published="2019-10-11",
        section="Tin tức - Sự kiện",
        lead=(
            "Sáng nay, Công an tỉnh Hồng Lam công bố Quyết định số 1371/QĐ-CAT về điều động 42 sĩ quan đảm nhiệm "
            "các chức danh Công an xã thuộc 14 xã trọng điểm."
        ),
        paragraphs=(
            (
                "Đây là đợt thứ hai trong lộ trình được Ban Thường vụ Tỉnh uỷ thông qua tại Chỉ thị 05-CT/TU. Những "
                "xã được chọn đều có dự án lớn đang giải phóng mặt bằng, hoặc phức tạp về ma tuý, tín dụng đen."
            ),
            (
                "Giao nhiệm vụ cho cán bộ lên đường, Đại tá Trần Quốc Bình mong anh em gần dân, học tiếng nói và tập "
                "quán từng nơi, không nề hà việc nhỏ. Thượng úy Cao Văn Lực, người sẽ về xã Trà Thượng cách trung tâm "
                "70 cây số, cho biết anh đã chuẩn bị tinh thần ở lại ít nhất ba năm. Trụ sở và nhà ở tạm do UBND các "
                "huyện bố trí."
            ),
        ),
        captions=("Lãnh đạo Công an tỉnh tặng hoa các sĩ quan trước giờ lên đường.",),
        byline="Thu Hà",
    ),
    SampleArticle(
        number=206,
        slug="tra-lai-tui-tien-nhat-duoc",
        title="Người bán vé số trả lại túi tiền 64 triệu đồng",
        published="2019-11-22 15:05",
        section="Gương người tốt",
        lead=(
            "Nhặt được chiếc túi có 64 triệu đồng bên gốc cây trước bến xe Đức Thanh, bà Nguyễn Thị Lài, 58 tuổi, "
            "bán vé số dạo, mang thẳng đến công an thị trấn nhờ tìm người mất."
        ),
        paragraphs=(
            (
                "Trong túi ngoài tiền mặt còn có sổ khám bệnh mang tên ông Đặng Văn Cẩn, trú xã Đức Lộc. Chưa đầy hai "
                "giờ sau, ông Cẩn có mặt, run run kể rằng đấy là tiền bán đôi bò để đưa vợ ra Hà Nội mổ tim."
            ),
            (
                'Ông xin biếu lại năm triệu đồng nhưng bà Lài chỉ nhận ba tờ vé số... do chính ông mua. "Của người ta '
                'thì trả người ta, tối về ngủ mới ngon", bà cười. Hội Phụ nữ huyện đã đề xuất khen thưởng bà trong '
                "dịp tổng kết phong trào cuối năm."
            ),
        ),
        captions=("Bà Lài (bên trái) trao lại tài sản.",),
        byline="Mai Chi",
    ),
    SampleArticle(
        number=207,
        slug="tong-ket-phong-trao-toan-dan-bao-ve-antq-2019",
        title="Hội nghị tổng kết phong trào Toàn dân bảo vệ ANTQ năm 2019",
        published="2019-12-20",
        section="Xây dựng phong trào",
        lead=(
            "Ngày 19/12/2019, Ban Chỉ đạo 138 tỉnh Hồng Lam tổ chức Hội nghị tổng kết phong trào Toàn dân bảo vệ "
            "ANTQ năm 2019, triển khai nhiệm vụ năm 2020. Dự và đồng chủ trì có đồng chí Võ Thành Long, Phó Chủ "
            "tịch UBND tỉnh; Đại tá Trần Quốc Bình, Giám đốc Công an tỉnh."
        ),
        paragraphs=(
            (
                "Báo cáo do Trung tá Lê Thị Hải Yến trình bày nêu rõ: cả tỉnh duy trì 312 mô hình tự quản; nhân dân "
                "cung cấp 2.946 tin có giá trị, giúp làm rõ 587 vụ việc. Chương trình phối hợp số 09/CTr-BCA-MTTW "
                "được cụ thể hoá tới từng khu dân cư, nhiều nơi đưa nội dung bảo vệ ANTQ vào hương ước."
            ),
            (
                "Hạn chế được chỉ ra là 19 mô hình chỉ còn trên giấy, kinh phí cấp xã eo hẹp. Dịp này, 21 tập thể "
                "được tặng Bằng khen."
            ),
        ),
        captions=(
            "Đại biểu dự hội nghị.",
            "Trao Bằng khen của Chủ tịch UBND tỉnh.",
        ),
        byline="Thu Hà – Đình Phúc",
    ),
    SampleArticle(
        number=314,
        slug="tong-ket-hoa-giai-co-so-2019",
        title="Hội nghị tổng kết công tác hòa giải ở cơ sở năm 2019",
        published="2019-12-13",
        section="Xây dựng phong trào",
        lead="Sáng 12/12/2019, Sở Tư pháp phối hợp với Ủy ban MTTQ tỉnh Hồng Lam tổ chức Hội nghị tổng kết công tác hòa giải ở cơ sở năm 2019.",
        paragraphs=(
            "Bà Đinh Thị Nhã, Giám đốc Sở Tư pháp và ông Phạm Minh Tuệ, Chủ tịch Ủy ban MTTQ tỉnh đồng chủ trì Hội nghị. Năm nay hội trường có thêm nhiều gương mặt trẻ.",
            "Toàn tỉnh hiện có 1.365 tổ hòa giải với 8.912 hòa giải viên, tiếp nhận 2.740 vụ việc, hòa giải thành 2.359 vụ, đạt 86,1%. So với 5 năm trước, số vụ giảm nhưng tỷ lệ thành tăng rõ.",
            "Nhiều tổ lập nhóm chat để hẹn giờ gặp đôi bên, song các cụ vẫn bảo phải nhìn mặt nhau mới nguôi giận được.",
        ),
        captions=(),
        byline="Thu Hà",
    ),
    SampleArticle(
        number=315,
        slug="bao-ve-ky-thi-2019",
        title="Hội nghị triển khai công tác bảo đảm an ninh kỳ thi tốt nghiệp năm 2019",
        published="2019-06-07",
        section="Tin tức - Sự kiện",
        lead="Sáng 6/6/2019, Công an tỉnh phối hợp với Sở Giáo dục và Đào tạo Hồng Lam tổ chức Hội nghị triển khai công tác bảo đảm an ninh kỳ thi tốt nghiệp năm 2019.",
        paragraphs=(
            "Hội nghị do Đại tá Trần Quốc Bình, Giám đốc Công an tỉnh và bà Lương Thu Cúc, Giám đốc Sở Giáo dục và Đào tạo chủ trì. Toàn tỉnh có 14.260 thí sinh, 31 điểm thi.",
            "Phương án mới là niêm phong tủ đề bằng hai khóa của hai ngành, camera quay suốt đêm. Lực lượng ANTT chốt ở cổng, không vào phòng thi.",
            "Thực hiện Chỉ thị 12/CT-UBND, các trạm kiểm soát ưu tiên xe chở đề; quán photocopy quanh điểm thi đã ký cam kết.",
        ),
        captions=(),
        byline="Mai Chi",
    ),
    SampleArticle(
        number=316,
        slug="dai-hoi-phu-nu-cong-an-2019",
        title="Đại hội đại biểu phụ nữ Công an tỉnh",
        published="2019-11-08",
        section="Tin tức - Sự kiện",
        lead="Ngày 7/11/2019, Hội Phụ nữ Công an tỉnh Hồng Lam tổ chức Đại hội đại biểu phụ nữ Công an tỉnh nhiệm kỳ 2019 - 2024.",
        paragraphs=(
            "Dự đại hội có bà Hoàng Thị Lụa, Chủ tịch Hội Liên hiệp Phụ nữ tỉnh; Đại tá Trần Quốc Bình, Giám đốc Công an tỉnh. Đại hội bầu ban chấp hành gồm 11 người.",
            "Nhiệm kỳ qua, hội nhận đỡ đầu 24 trẻ mồ côi, may 3.100 chiếc áo ấm cho học sinh vùng cao, vận động ủng hộ 780 triệu đồng.",
            "Trung tá Lê Thị Hải Yến, tân Chủ tịch Hội Phụ nữ Công an tỉnh mong chị em giữ bếp lửa gia đình ấm để yên tâm trực đêm giữ ANTT.",
        ),
        captions=(),
        byline="Thu Hà",
    ),
    SampleArticle(
        number=337,
        slug="le-ky-ket-quy-che-2019",
        title="Lễ ký kết quy chế phối hợp giữa Công an và Biên phòng tỉnh",
        published="2019-03-15",
        section="Tin tức - Sự kiện",
        lead="Sáng 14/3/2019, Công an tỉnh và Bộ Chỉ huy Bộ đội Biên phòng tỉnh Hồng Lam tổ chức lễ ký kết quy chế phối hợp số 02/QCPH-CAT-BĐBP.",
        paragraphs=(
            "Ký kết quy chế có Đại tá Trần Quốc Bình, Giám đốc Công an tỉnh và Đại tá Nông Văn Tiệp, Chỉ huy trưởng Bộ đội Biên phòng tỉnh.",
            "Hai lực lượng thống nhất trao đổi tin tức hằng ngày, tuần tra chung 18 km đường biên mỗi tháng hai lần, cùng quản lý 640 người qua lại thường xuyên.",
            "Trước đó, mỗi bên giữ một sổ riêng, có đối tượng trốn nã đi qua hai chốt mà không ai hay. ANTT biên giới, theo các bản làng, sẽ bớt kẽ hở.",
        ),
        captions=(),
        byline="Đình Phúc",
    ),
)
