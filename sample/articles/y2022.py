"""Sample articles of 2022: invented news of the invented province of Hồng Lam."""

from sample.article import SampleArticle

ARTICLES: tuple[SampleArticle, ...] = (
    SampleArticle(
        number=222,
        slug="truc-tuyen-trien-khai-cong-tac-cong-an-2022",
        title="Hội nghị trực tuyến triển khai công tác công an năm 2022",
        published="2022-01-05",
        section="Tin tức - Sự kiện",
        lead=(
            "Ngày 4/1/2022, tại trụ sở Công an tỉnh Hồng Lam diễn ra Hội nghị trực tuyến triển khai công tác công "
            "an năm 2022. Dự tại điểm cầu trung tâm có đại diện Thường trực Tỉnh uỷ, HĐND, UBND tỉnh."
        ),
        paragraphs=(
            (
                "Đánh giá năm cũ, báo cáo khẳng định lực lượng đã đứng vững trong đợt dịch thứ tư: 1.870 lượt cán bộ "
                "trực chốt, 143 người nhiễm bệnh nhưng không đơn vị nào gián đoạn công việc. Tỷ lệ tố giác được giải "
                "quyết đạt 94,1%."
            ),
            (
                "Bước sang năm mới, toàn ngành tập trung Đề án 06, xây dựng Công an xã vững mạnh và bảo đảm ANTT các "
                "dự án cao tốc. Đại tá Trần Quốc Bình yêu cầu người đứng đầu mỗi đơn vị đăng ký một việc khó để làm "
                "bằng được."
            ),
        ),
        captions=("Các điểm cầu thảo luận.",),
        byline="Thu Hà",
    ),
    SampleArticle(
        number=223,
        slug="thang-quan-ham-thieu-tuong-tran-quoc-binh",
        title="Công bố quyết định thăng cấp bậc hàm Thiếu tướng",
        published="2022-07-15",
        section="Tin tức - Sự kiện",
        lead=(
            "Đồng chí Trần Quốc Bình, Giám đốc Công an tỉnh Hồng Lam được Chủ tịch nước thăng cấp bậc hàm từ Đại "
            "tá lên Thiếu tướng; lễ công bố tổ chức trọng thể vào chiều 14/7."
        ),
        paragraphs=(
            (
                "Sinh ra tại vùng quê nghèo Đức Thanh, ông có 34 năm công tác, từng làm trinh sát hình sự, trưởng "
                "công an huyện rồi trưởng phòng điều tra. Đồng đội nhớ đến ông với vụ giải cứu con tin ở ga Lam năm "
                "2006."
            ),
            (
                "Đáp từ, Thiếu tướng Trần Quốc Bình bày tỏ lòng biết ơn với cấp uỷ, chính quyền và bà con đã chở che "
                "lực lượng. Vinh dự này, theo ông, thuộc về các cán bộ đang ngày đêm bám cơ sở, giữ từng thôn xóm yên "
                "bình."
            ),
        ),
        captions=(
            "Nghi thức gắn cấp hàm.",
            "Chúc mừng Thiếu tướng Trần Quốc Bình.",
        ),
        byline="Thu Hà – Mai Chi",
    ),
    SampleArticle(
        number=224,
        slug="kiem-tra-karaoke-sau-vu-chay",
        title="Tổng kiểm tra cơ sở karaoke: 27 nơi phải dừng hoạt động",
        published="2022-09-23",
        section="Phòng cháy chữa cháy",
        lead=(
            "Qua đợt rà soát kéo dài hai tuần, Phòng Cảnh sát phòng cháy, chữa cháy và cứu nạn, cứu hộ đình chỉ "
            "27 trong tổng số 139 cơ sở karaoke toàn tỉnh."
        ),
        paragraphs=(
            (
                "Lỗi phổ biến gồm ốp vách bằng vật liệu dễ cháy, bịt cửa sổ để cách âm, chỉ có một cầu thang bộ. Một "
                "quán bốn tầng ở phường Nam Hồng thậm chí dùng lối thoát hiểm làm kho bia. Tổng tiền phạt lên tới 865 "
                "triệu đồng theo Nghị định 144/2021/NĐ-CP."
            ),
            (
                "Chủ cơ sở muốn mở lại phải hoàn thành cải tạo và được nghiệm thu. Người dân phát hiện nơi bị đình "
                "chỉ mà vẫn lén lút đón khách xin gọi 114 hoặc phản ánh qua trang Zalo của đơn vị."
            ),
        ),
        captions=("Đo chiều rộng lối thoát nạn.",),
        byline="Văn Nam",
    ),
    SampleArticle(
        number=225,
        slug="cong-an-xa-giup-dan-gat-lua",
        title="Chạy bão, công an xã gặt lúa giúp dân",
        published="2022-09-28 11:15",
        section="Gương người tốt",
        lead=(
            "Tin bão số 4 vào gần bờ, từ mờ sáng 27/9, công an ba xã ven sông huyện Cẩm Nguyên xắn quần xuống "
            "đồng cùng bà con gặt chạy lụt."
        ),
        paragraphs=(
            (
                "Nhà chị Trần Thị Xoan neo người, chồng tai biến nằm một chỗ, sáu sào lúa đã chín rũ. Mười hai anh em "
                "chia nhau cắt, bó, vác lên đê; đến trưa thì xong, kịp phơi trong nhà văn hoá thôn."
            ),
            (
                "Tính chung hai ngày, lực lượng giúp gặt 41 ha, chằng chống 187 mái nhà, sơ tán 530 khẩu ở xóm Bãi. "
                "Trung uý Lê Quang Hiếu tay phồng rộp vẫn cười: học viện không dạy cầm liềm, nhưng mẹ ở quê thì có. "
                "Việc nhỏ ấy làm dày thêm niềm tin, nền tảng của thế trận an ninh nhân dân."
            ),
        ),
        captions=("Công an xã vác lúa lên đê.",),
        byline="Hoài An",
    ),
    SampleArticle(
        number=226,
        slug="lua-dao-gia-danh-ngan-hang-otp",
        title='Mất 780 triệu đồng vì cuộc gọi "nâng hạn mức thẻ"',
        published="2022-05-20",
        section="An ninh trật tự",
        lead=(
            "Tin lời kẻ tự xưng nhân viên ngân hàng, một cán bộ hưu trí ở Lam Giang đã đọc mã OTP và bị rút sạch "
            "780 triệu đồng trong vòng sáu phút."
        ),
        paragraphs=(
            (
                "Thủ đoạn không mới: đối tượng nắm sẵn họ tên, số căn cước, bốn số cuối của thẻ rồi mời nâng hạn mức, "
                "hoàn phí thường niên. Nạn nhân bấm vào đường dẫn giả, điền mật khẩu và trao chìa khoá két cho kẻ "
                "gian mà không hay."
            ),
            (
                "Từ đầu năm, Công an tỉnh tiếp nhận 63 đơn trình báo tương tự, thiệt hại 21,4 tỷ đồng; mới thu hồi "
                "được 1,9 tỷ. Không ngân hàng nào hỏi OTP qua điện thoại. Khi lỡ cung cấp thông tin, hãy khoá tài "
                "khoản ngay, sau đó đến trụ sở gần nhất."
            ),
        ),
        captions=("Giao diện trang web giả mạo ngân hàng.",),
        byline="Đình Phúc",
    ),
    SampleArticle(
        number=227,
        slug="tong-ket-phong-trao-toan-dan-bao-ve-antq-2022",
        title="Hội nghị tổng kết phong trào Toàn dân bảo vệ ANTQ năm 2022",
        published="2022-12-16",
        section="Xây dựng phong trào",
        lead=(
            "Sáng nay (16/12), Ban Chỉ đạo 138 tỉnh tổ chức Hội nghị tổng kết phong trào Toàn dân bảo vệ ANTQ năm "
            "2022 và phát động thi đua năm 2023."
        ),
        paragraphs=(
            (
                "Điểm nhấn của năm là 100% xã, phường ra mắt tổ bảo vệ an ninh, trật tự; phong trào ANTQ được đánh "
                "giá bằng bộ 15 tiêu chí lượng hoá, thay cho lối bình xét cảm tính. Kết quả, 132 xã đạt loại khá trở "
                "lên, 6 xã yếu phải kiểm điểm."
            ),
            (
                "Thiếu tướng Trần Quốc Bình đề nghị chuẩn bị chu đáo việc nhìn lại 10 năm Chương trình số 09/CTr vào "
                "năm tới. Ông Phạm Minh Tuệ đồng tình và cho biết MTTQ sẽ khảo sát độc lập tại 20 khu dân cư. Hội "
                "nghị tặng cờ thi đua cho Đức Thanh."
            ),
        ),
        captions=("Trao cờ cho huyện Đức Thanh.",),
        byline="Thu Hà – Đình Phúc",
    ),
    SampleArticle(
        number=228,
        slug="ra-mat-mo-hinh-cong-truong-an-toan",
        title='Ra mắt mô hình "Cổng trường an toàn giao thông"',
        published="2022-10-07",
        section="Giao thông",
        lead=(
            "Cảnh ùn tắc kéo dài nửa tiếng trước Trường Trung học cơ sở Nam Hồng đã chấm dứt sau khi nhà trường "
            'và cảnh sát giao thông triển khai mô hình "Cổng trường an toàn giao thông".'
        ),
        paragraphs=(
            (
                "Cách làm khá đơn giản: ba khối tan học lệch nhau mười phút, phụ huynh đỗ xe theo vạch màu của từng "
                "lớp, học sinh lớp 9 trong đội cờ đỏ hướng dẫn em nhỏ qua đường. Thiếu tá Nguyễn Đăng Khoa trực tiếp "
                "kẻ sơ đồ luồng tuyến."
            ),
            (
                "Tháng đầu thí điểm, số học sinh đi xe phân khối lớn giảm từ 46 xuống còn 3 em. Ban An toàn giao "
                "thông dự kiến nhân rộng ra 58 trường trong học kỳ hai, ưu tiên các điểm trường nằm sát quốc lộ."
            ),
        ),
        captions=("Học sinh qua đường theo hướng dẫn của đội cờ đỏ.",),
        byline="Mai Chi",
    ),
)
