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
    SampleArticle(
        number=321,
        slug="so-ket-quan-ly-cu-tru-2022",
        title="Hội nghị sơ kết công tác quản lý cư trú và căn cước năm 2022",
        published="2022-08-19",
        section="Cải cách hành chính",
        lead="Sáng 18/8/2022, Công an tỉnh Hồng Lam tổ chức Hội nghị sơ kết công tác quản lý cư trú và căn cước năm 2022, kết nối tới 13 điểm cầu.",
        paragraphs=(
            "Thiếu tướng Trần Quốc Bình, Giám đốc Công an tỉnh chủ trì Hội nghị. Toàn tỉnh đã cấp 742.300 thẻ căn cước gắn chíp, tiếp nhận 18.920 hồ sơ đăng ký thường trú, giải quyết đúng hẹn 99,1%.",
            "Việc bỏ sổ hộ khẩu giấy từ đầu năm tới khiến nhiều cơ quan lúng túng: vẫn còn trường mầm non đòi bản photo có công chứng.",
            "Thượng tá Lê Thị Hải Yến, Trưởng phòng Tham mưu đề xuất mỗi xã có một bàn hướng dẫn tra cứu để TTHC thật sự nhẹ đi.",
        ),
        captions=(),
        byline="Mai Chi",
    ),
    SampleArticle(
        number=322,
        slug="bao-ve-ky-thi-2022",
        title="Hội nghị triển khai công tác bảo đảm an ninh kỳ thi tốt nghiệp năm 2022",
        published="2022-06-17",
        section="Tin tức - Sự kiện",
        lead="Sáng 16/6/2022, Công an tỉnh phối hợp với Sở Giáo dục và Đào tạo Hồng Lam tổ chức Hội nghị triển khai công tác bảo đảm an ninh kỳ thi tốt nghiệp năm 2022.",
        paragraphs=(
            "Bà Lương Thu Cúc, Giám đốc Sở Giáo dục và Đào tạo chủ trì cùng Thượng tá Đặng Hữu Tấn, Phó Giám đốc Công an tỉnh. Năm nay có 15.480 thí sinh, 34 điểm thi.",
            "Thiết bị gian lận tí hon là nỗi lo mới: camera cúc áo, tai nghe hạt đậu. Công an trình diễn cách nhận ra bằng đèn pin và một chiếc nam châm.",
            "Theo Kế hoạch số 77/KH-BCĐ, mỗi điểm thi có 4 cán bộ giữ ANTT vòng ngoài và một tổ y tế.",
        ),
        captions=(),
        byline="Mai Chi",
    ),
    SampleArticle(
        number=324,
        slug="mot-thang-cao-diem-tet-2022",
        title="Một tháng đợt cao điểm Tết: bắt 96 đối tượng",
        published="2022-01-17",
        section="An ninh trật tự",
        lead="Sau một tháng thực hiện đợt cao điểm tấn công, trấn áp tội phạm dịp Tết Nhâm Dần, lực lượng công an toàn tỉnh Hồng Lam đã bắt 96 đối tượng, phá 58 vụ án.",
        paragraphs=(
            "Nổi bật là chuyên án triệt phá ổ nhóm cho vay lãi 270% mỗi năm ở phường Nam Hồng, bắt 6 đối tượng, thu 1,2 tỷ đồng cùng nhiều giấy vay nợ.",
            "Thiếu tá Đoàn Mạnh Cường, Phó Trưởng phòng Cảnh sát hình sự cho hay các nhóm nay ít đến nhà đòi nợ mà ghép ảnh bôi nhọ người vay trên mạng.",
            "Công an khuyên người dân đừng xóa tin nhắn đe dọa, đó chính là chứng cứ. Nửa sau của đợt sẽ dồn sức cho pháo lậu và TTATGT quanh các chợ hoa.",
        ),
        captions=(),
        byline="Văn Nam",
    ),
    SampleArticle(
        number=325,
        slug="tong-ket-cao-diem-tet-2022",
        title="Tổng kết đợt cao điểm Tết Nhâm Dần: không xảy ra trọng án",
        published="2022-02-18",
        section="An ninh trật tự",
        lead="Chiều 17/2/2022, Công an tỉnh Hồng Lam tổ chức cuộc họp tổng kết đợt cao điểm tấn công, trấn áp tội phạm dịp Tết Nhâm Dần.",
        paragraphs=(
            "Hai tháng, toàn lực lượng phá 117 vụ án, bắt 189 đối tượng, thu 1.340 kg pháo, 26 khẩu súng tự chế. Đêm giao thừa không có tiếng pháo nổ ở nội thành.",
            "Đại tá Trần Quốc Bình, Giám đốc Công an tỉnh biểu dương 8 tập thể, đồng thời nhắc hai huyện còn để trộm chó kéo dài.",
            "Người dân được hỏi tại bến xe nói Tết này đi chơi khuya thấy yên tâm. Với cán bộ trực, lời ấy quý hơn giấy khen, dù ai cũng thèm một bữa cơm đủ người.",
        ),
        captions=(),
        byline="Văn Nam",
    ),
    SampleArticle(
        number=340,
        slug="khen-thuong-cuu-nguoi-2022",
        title="Trao bằng khen cho ba thanh niên cứu người đuối nước",
        published="2022-07-15",
        section="Xây dựng phong trào",
        lead="Sáng 14/7/2022, tại xã Cẩm Thịnh, UBND tỉnh Hồng Lam trao Bằng khen tặng ba thanh niên đã cứu hai mẹ con bị nước cuốn ở đập Bàu Sen.",
        paragraphs=(
            "Anh Lê Hữu Phước, Bí thư Đoàn xã Cẩm Thịnh kể khi nghe tiếng kêu, cả ba nhảy xuống mà chưa kịp cởi giày. Nước xiết, họ nối áo thành dây, mất gần 20 phút mới vào được bờ.",
            "Thượng tá Lê Thị Hải Yến, Trưởng phòng Tham mưu thay mặt Công an tỉnh thưởng mỗi người 3 triệu đồng, gọi đó là phong trào ANTQ không cần phát động.",
            "Ba chàng trai xin gửi tiền mua phao treo dọc bờ đập. Một tuần sau, 14 chiếc phao đỏ đã nằm ở đó.",
        ),
        captions=(),
        byline="Thu Hà",
    ),
)
