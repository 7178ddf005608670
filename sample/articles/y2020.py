"""Sample articles of 2020: invented news of the invented province of Hồng Lam."""

from sample.article import SampleArticle

ARTICLES: tuple[SampleArticle, ...] = (
    SampleArticle(
        number=208,
        slug="truc-tuyen-trien-khai-cong-tac-cong-an-2020",
        title="Hội nghị trực tuyến triển khai công tác công an năm 2020",
        published="2020-01-07",
        section="Tin tức - Sự kiện",
        lead=(
            "Sáng 6/1/2020, Công an tỉnh Hồng Lam tổ chức Hội nghị trực tuyến triển khai công tác công an năm "
            "2020 từ điểm cầu chính tới 11 điểm cầu huyện, thành phố."
        ),
        paragraphs=(
            (
                "Năm qua, phạm pháp hình sự giảm 6,4%; tỷ lệ khám phá đạt 86,2%, trong đó án rất nghiêm trọng đạt "
                "97,5%. Công tác nắm tình hình từ sớm giúp giải quyết êm thấm 23 điểm khiếu kiện đông người, giữ vững "
                "an ninh, trật tự (ANTT) dịp đại hội đảng bộ cơ sở."
            ),
            (
                "Phát biểu chỉ đạo, Đại tá Trần Quốc Bình nêu ba khâu đột phá: siết kỷ luật, kỷ cương; xây dựng Công "
                "an xã; ứng dụng công nghệ. Các đơn vị phải ban hành kế hoạch riêng trước 20/1, gắn với Kế hoạch "
                "21/KH-UBND về bảo đảm ANTT Tết Nguyên đán Canh Tý."
            ),
        ),
        captions=(
            "Điểm cầu Công an tỉnh.",
            "Điểm cầu huyện Cẩm Nguyên.",
        ),
        byline="Thu Hà – Văn Nam",
    ),
    SampleArticle(
        number=209,
        slug="chot-kiem-dich-cau-lam",
        title="Đêm ở chốt kiểm dịch cầu Lam",
        published="2020-04-10",
        section="Tin tức - Sự kiện",
        lead=(
            "Hai giờ sáng, gió từ sông thốc lên lạnh buốt, tổ liên ngành tại chốt kiểm soát dịch cầu Lam vẫn cần "
            "mẫn đo thân nhiệt cho lái xe từ phía bắc vào."
        ),
        paragraphs=(
            (
                "Chốt có chín người, chia ba ca: công an, quân đội và y tế. Trung bình mỗi ngày anh em hướng dẫn khai "
                "báo 1.350 lượt phương tiện, chuyển cách ly 14 trường hợp về từ vùng dịch. Thiếu tá Nguyễn Hữu Tấn đã "
                "18 ngày chưa về nhà dù cách chốt chưa đến bốn cây số."
            ),
            (
                "Nhân dân quanh vùng góp nước chè xanh, khoai luộc; một cửa hàng cho mượn hẳn chiếc máy phát. Theo "
                "ông Phạm Minh Tuệ, MTTQ các cấp đã vận động được 8,7 tỷ đồng cùng 26 tấn gạo ủng hộ tuyến đầu và bà "
                "con khó khăn."
            ),
        ),
        captions=("Đo thân nhiệt lái xe trong đêm.",),
        byline="Hoài An",
    ),
    SampleArticle(
        number=210,
        slug="xu-ly-tin-gia-ve-dich-benh",
        title='Phạt người tung tin giả "phong toả Lam Giang"',
        published="2020-04-24 10:40",
        section="An ninh trật tự",
        lead=(
            "Một chủ tài khoản Facebook ở phường Trần Phú bị xử phạt 12,5 triệu đồng vì đăng tin bịa đặt rằng "
            'thành phố Lam Giang sẽ "phong toả từ 0 giờ", khiến người dân đổ xô mua mì gói.'
        ),
        paragraphs=(
            (
                "Bài viết tồn tại bốn tiếng, có 2.180 lượt chia sẻ. Làm việc với cơ quan chức năng, người phụ nữ 29 "
                "tuổi thừa nhận chép lại từ một nhóm trò chuyện mà không kiểm chứng, sau đó tự gỡ bài và đăng lời xin "
                "lỗi."
            ),
            (
                "Căn cứ xử lý là Nghị định số 15/2020/NĐ-CP, có hiệu lực từ ngày 15/4. Phòng An ninh mạng khuyến nghị "
                "bà con chỉ tin thông báo của cơ quan y tế, chính quyền; thấy nội dung lạ nên báo qua đường dây nóng "
                "trước khi bấm chia sẻ, tránh tiếp tay gây rối ANTT."
            ),
        ),
        captions=("Đối tượng ký biên bản vi phạm.",),
        byline="Mai Chi",
    ),
    SampleArticle(
        number=211,
        slug="kiem-tra-nong-do-con-nghi-dinh-100",
        title="Nửa năm thực hiện Nghị định 100: bớt say sau tay lái",
        published="2020-07-03",
        section="Giao thông",
        lead=(
            'Sáu tháng kể từ khi Nghị định số 100/2019/NĐ-CP có hiệu lực, thói quen "uống rồi vẫn lái" ở tỉnh '
            "Hồng Lam đã thay đổi rõ rệt."
        ),
        paragraphs=(
            (
                "Thống kê của Phòng Cảnh sát giao thông cho thấy có 1.824 tài xế bị xử phạt vì nồng độ cồn, nhưng số "
                "vụ tai nạn liên quan rượu bia giảm 31,7%. Nhiều quán ở đường Bạch Đằng nhận giữ xe qua đêm và gọi "
                "tắc xi cho khách."
            ),
            (
                "Dẫu vậy, ở vùng nông thôn, nhất là sau đám cưới, tình trạng vi phạm còn nhiều. Tổ tuần tra từng gặp "
                "người cự cãi, gọi điện nhờ can thiệp; tất cả đều bị lập biên bản, không có ngoại lệ. Từ tháng 7, lực "
                "lượng sẽ kiểm tra lưu động tại các tuyến liên xã vào buổi trưa thay vì chỉ buổi tối."
            ),
        ),
        captions=("Kiểm tra nồng độ cồn trên đường Bạch Đằng.",),
        byline="Văn Nam",
    ),
    SampleArticle(
        number=212,
        slug="cuu-dan-vung-lu-cam-nguyen",
        title="Ba ngày trong tâm lũ Cẩm Nguyên",
        published="2020-10-21",
        section="Gương người tốt",
        lead=(
            "Nước sông Rào dâng vượt báo động III hơn một mét, nhấn chìm chín xã của huyện Cẩm Nguyên. Trong ba "
            "ngày 18, 19 và 20/10, gần 500 cán bộ, chiến sĩ công an đã đưa 3.462 người đến nơi an toàn."
        ),
        paragraphs=(
            (
                "Khó nhất là xóm Bãi, nơi nước xiết chia cắt hoàn toàn. Đại úy Phan Trọng Nghĩa cùng ba đồng đội phải "
                "buộc dây vào thân cau, bơi từng chặng để đưa sản phụ Hồ Thị Vân ra xuồng. Bé trai nặng 2,9 kg chào "
                "đời ngay tại trạm y tế dã chiến, được đặt tên là Bình An."
            ),
            (
                "Nhiều chiến sỹ có nhà bị ngập nhưng chưa một lần ghé về. Khi nước rút, họ lại cùng bà con dọn bùn ở "
                "trường học, khôi phục giấy tờ tuỳ thân cho người bị lũ cuốn mất."
            ),
        ),
        captions=(
            "Đưa người già lên xuồng tại xóm Bãi.",
            "Dọn bùn Trường Tiểu học Cẩm Thịnh.",
        ),
        byline="Hoài An – Đình Phúc",
    ),
    SampleArticle(
        number=213,
        slug="huy-dong-suc-dan-chuong-trinh-09",
        title="Bảy năm một chương trình phối hợp",
        published="2020-11-18",
        section="Xây dựng phong trào",
        lead=(
            "Ký kết từ năm 2013, Chương trình số 09/CTr giữa Bộ Công an và Mặt trận Tổ quốc đã đi vào nếp nghĩ "
            "của người dân nhiều vùng quê tỉnh Hồng Lam."
        ),
        paragraphs=(
            (
                "Ở xã Đức Lộc, mỗi dòng họ có một tổ hòa giải do người cao tuổi đứng đầu. Xã Kỳ Tân lại chọn cách gắn "
                "camera bằng tiền con em xa quê gửi về, tổng cộng 118 mắt. Nhờ vậy, trộm cắp vặt giảm hơn một nửa, "
                "phong trào bảo vệ ANTQ không còn là khẩu hiệu."
            ),
            (
                "Theo ông Phạm Minh Tuệ, điều còn trăn trở là cán bộ mặt trận ở thôn thay đổi liên tục, ít được tập "
                "huấn. Ông cho rằng CTr phối hợp giai đoạn tới nên có nguồn kinh phí riêng, thay vì trông vào xã hội "
                "hoá."
            ),
        ),
        captions=("Camera an ninh ở xã Kỳ Tân.",),
        byline="Thu Hà",
    ),
    SampleArticle(
        number=214,
        slug="tong-ket-phong-trao-toan-dan-bao-ve-antq-2020",
        title="Hội nghị tổng kết phong trào Toàn dân bảo vệ ANTQ năm 2020",
        published="2020-12-25",
        section="Xây dựng phong trào",
        lead=(
            "Chiều 24/12/2020, tại Trung tâm văn hoá tỉnh, UBND tỉnh Hồng Lam mở Hội nghị tổng kết phong trào "
            "Toàn dân bảo vệ ANTQ năm 2020 với hơn 200 đại biểu."
        ),
        paragraphs=(
            (
                "Dù dịch bệnh và lũ chồng lũ, phong trào vẫn có bước tiến: 48 mô hình mới ra đời, 12.480 lượt người "
                'được tuyên truyền trực tiếp mỗi quý. Nổi bật là "Xóm đạo bình yên", "Bến đò không ma tuý" và "Tổ xe '
                'ôm tự quản".'
            ),
            (
                "Phó Chủ tịch UBND tỉnh Võ Thành Long gợi ý các xã rà soát, mô hình nào không hiệu quả thì mạnh dạn "
                "dừng. Đại tá Trần Quốc Bình cam kết dành nguồn hỗ trợ 40 xã khó khăn mua sắm loa, đèn pin, áo phản "
                "quang cho lực lượng giữ gìn ANTT cơ sở. Có 17 tập thể, 30 cá nhân được khen thưởng."
            ),
        ),
        captions=("Các điển hình tiên tiến nhận hoa.",),
        byline="Mai Chi – Văn Nam",
    ),
    SampleArticle(
        number=317,
        slug="dien-hinh-tien-tien-2020",
        title="Hội nghị điển hình tiên tiến phong trào thi đua Vì an ninh Tổ quốc năm 2020",
        published="2020-07-03",
        section="Xây dựng phong trào",
        lead="Sáng 2/7/2020, Công an tỉnh Hồng Lam tổ chức Hội nghị điển hình tiên tiến phong trào thi đua Vì an ninh Tổ quốc năm 2020.",
        paragraphs=(
            "Đại tá Trần Quốc Bình, Giám đốc Công an tỉnh chủ trì Hội nghị. Đồng chí Võ Đình Sáu, Chủ tịch UBND tỉnh trao Bằng khen tặng 15 tập thể, 42 cá nhân tiêu biểu.",
            "Giai đoạn 2015 - 2020, tỉnh có 268 mô hình về ANTQ, 97 mô hình được nhân rộng; trên 5.400 lượt quần chúng được biểu dương.",
            "Đại úy Mai Văn Hiếu, Đội trưởng Đội Cảnh sát giao thông huyện Kỳ Sơn Hạ trở lại bục cũ, lần này kể chuyện chốt dịch 60 ngày không về nhà.",
        ),
        captions=(),
        byline="Thu Hà",
    ),
    SampleArticle(
        number=318,
        slug="gap-mat-chuc-sac-giang-sinh-2020",
        title="Hội nghị gặp mặt chức sắc, chức việc tôn giáo nhân dịp Giáng sinh năm 2020",
        published="2020-12-18",
        section="Tin tức - Sự kiện",
        lead="Sáng 17/12/2020, Công an tỉnh và Ban Tôn giáo tỉnh Hồng Lam tổ chức Hội nghị gặp mặt chức sắc, chức việc tôn giáo nhân dịp Giáng sinh năm 2020.",
        paragraphs=(
            "Năm dịch bệnh, các ghế được kê cách nhau, ai cũng đeo khẩu trang. Linh mục Trần Minh Quý, Quản xứ Nam Hồng cho biết giáo xứ sẽ làm lễ thành ba ca để tránh đông.",
            "Đại tá Trần Quốc Bình, Giám đốc Công an tỉnh cảm ơn các xứ đã góp 12 tấn gạo cho khu cách ly. Đêm 24/12, 41 điểm lễ có lực lượng trực.",
            "Các vị mục sư, linh mục nêu 9 ý kiến, chủ yếu về giấy đi đường và khung giờ tụ họp.",
        ),
        captions=(),
        byline="Quang Vinh",
    ),
    SampleArticle(
        number=319,
        slug="dien-dan-lang-nghe-2020",
        title="Diễn đàn Công an lắng nghe ý kiến nhân dân năm 2020",
        published="2020-09-25",
        section="Xây dựng phong trào",
        lead="Chiều 24/9/2020, Công an huyện Cẩm Nguyên tổ chức Diễn đàn Công an lắng nghe ý kiến nhân dân năm 2020 ngay tại nhà văn hóa thôn Đông.",
        paragraphs=(
            "Trung tá Phùng Bá Lực, Trưởng Công an huyện Cẩm Nguyên chủ trì diễn đàn, 160 người dân ngồi kín ghế, nhiều người đứng ngoài hiên.",
            "Trong hai giờ, có 33 ý kiến. Ông Tạ Quang Nhuận, Bí thư Chi bộ thôn Đông thẳng thắn: gọi trực ban lúc nửa đêm mà ba hồi chuông không ai nghe máy thì dân chán.",
            "Trưởng Công an huyện xin lỗi, ngay tối đó dán số điện thoại riêng của mình lên bảng tin thôn. ANTT bắt đầu từ việc nghe máy, ông nói.",
        ),
        captions=(),
        byline="Hoài An",
    ),
    SampleArticle(
        number=336,
        slug="cuoc-hop-chong-lu-2020",
        title="Cuộc họp khẩn về ứng phó lũ trên sông Lam Giang",
        published="2020-10-18",
        section="Tin tức - Sự kiện",
        lead="Tối 17/10/2020, UBND tỉnh Hồng Lam triệu tập cuộc họp khẩn về ứng phó lũ trên sông Lam Giang khi nước vượt báo động III.",
        paragraphs=(
            "Đồng chí Võ Đình Sáu, Chủ tịch UBND tỉnh chủ trì cuộc họp, quyết định sơ tán 4.700 hộ ngay trong đêm. Điện khẩn số 19/CĐ-UBND được gửi đi lúc 20 giờ 40 phút.",
            "Đại tá Trần Quốc Bình, Giám đốc Công an tỉnh điều 38 xuồng, 520 cán bộ xuống các xã ven sông; mỗi thôn có một tổ gõ cửa từng nhà.",
            "Đến nửa đêm, 11.300 người đã tới nơi cao ráo, không ai bị bỏ lại. ANTT tại các điểm tránh lũ được giữ bởi chính các tổ tự quản.",
        ),
        captions=(),
        byline="Đình Phúc",
    ),
)
