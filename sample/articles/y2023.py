"""Sample articles of 2023: invented news of the invented province of Hồng Lam."""

from sample.article import SampleArticle

ARTICLES: tuple[SampleArticle, ...] = (
    SampleArticle(
        number=229,
        slug="cong-bo-giam-doc-cong-an-tinh-2023",
        title="Đại tá Hoàng Đức Thịnh giữ chức Giám đốc Công an tỉnh",
        published="2023-02-10",
        section="Tin tức - Sự kiện",
        lead=(
            "Chiều 9/2, Bộ Công an công bố quyết định điều động Thiếu tướng Trần Quốc Bình về công tác tại Bộ; "
            "Đại tá Hoàng Đức Thịnh được bổ nhiệm Giám đốc Công an tỉnh Hồng Lam."
        ),
        paragraphs=(
            (
                "Tân Giám đốc 49 tuổi, trưởng thành từ lực lượng phòng chống ma tuý. Nhận nhiệm vụ, ông hứa giữ đoàn "
                "kết nội bộ, đi cơ sở nhiều hơn họp hành, lấy sự hài lòng của dân làm thước đo ANTT."
            ),
            (
                "Chia tay đồng đội, Thiếu tướng Trần Quốc Bình xúc động nhắc lại mùa lũ năm 2020. Cũng trong buổi lễ, "
                "Trưởng phòng Tham mưu Lê Thị Hải Yến được trao quyết định thăng hàm Thượng tá."
            ),
        ),
        captions=("Trao quyết định cho Đại tá Hoàng Đức Thịnh.",),
        byline="Thu Hà",
    ),
    SampleArticle(
        number=230,
        slug="tong-ket-10-nam-chuong-trinh-09",
        title="Hội nghị tổng kết 10 năm thực hiện Chương trình phối hợp số 09/CTr-BCA-MTTW",
        published="2023-06-02",
        section="Xây dựng phong trào",
        lead=(
            "Ngày 1/6/2023, Công an tỉnh và Ủy ban MTTQ tỉnh Hồng Lam phối hợp tổ chức hội nghị nhìn lại một thập "
            "kỷ thực hiện Chương trình phối hợp số 09/CTr-BCA-MTTW (Chương trình số 09/CTr)."
        ),
        paragraphs=(
            (
                "Từ 2013 đến nay, hai ngành tổ chức 248 đợt phát động với 96.310 lượt người dự, hòa giải thành 7.482 "
                "vụ, đạt 91,2%. Phong trào bảo vệ ANTQ gắn chặt với xây dựng nông thôn mới."
            ),
            (
                "Ông Phạm Minh Tuệ ví CTr này như sợi dây nối cán bộ với xóm làng. Đại tá Hoàng Đức Thịnh đề xuất "
                "giai đoạn sau chú trọng không gian mạng và khu nhà trọ công nhân. Mười hai tập thể được khen."
            ),
        ),
        captions=("Đoàn chủ tịch điều hành.",),
        byline="Thu Hà – Văn Nam",
    ),
    SampleArticle(
        number=231,
        slug="so-ket-6-thang-dau-nam-2023",
        title="Hội nghị sơ kết công tác công an 6 tháng đầu năm 2023",
        published="2023-06-30",
        section="Tin tức - Sự kiện",
        lead=(
            "Sáng 29/6, Hội nghị sơ kết công tác công an 6 tháng đầu năm 2023 diễn ra tại Lam Giang, nối với tất "
            "cả các huyện. Đại tá Hoàng Đức Thịnh chủ trì."
        ),
        paragraphs=(
            (
                "Tình hình ANTT nhìn chung ổn định. Án giết người giảm 4 vụ, tai nạn giảm cả ba tiêu chí; ngược lại "
                "cháy nổ tăng 18,5%, chủ yếu do điện. Toàn tỉnh đã kích hoạt 402.118 tài khoản định danh điện tử."
            ),
            (
                'Phát biểu tham luận, Công an huyện Đức Thanh kể kinh nghiệm "mỗi cán bộ phụ trách 50 hộ". Thượng tá '
                "Lê Thị Hải Yến đề nghị các đơn vị gửi số liệu đúng hạn, tránh tình trạng cuối kỳ mới vội vàng tổng "
                "hợp."
            ),
        ),
        captions=("Đại biểu Công an huyện Đức Thanh tham luận.",),
        byline="Mai Chi",
    ),
    SampleArticle(
        number=232,
        slug="kich-hoat-vneid-tai-cho-que",
        title="Đi chợ phiên, tiện thể cài VNeID",
        published="2023-08-11 08:10",
        section="Tin tức - Sự kiện",
        lead=(
            "Giữa dãy hàng rau và hàng cá chợ phiên Cẩm Thịnh, chiếc bàn nhựa của tổ công nghệ số cộng đồng lúc "
            "nào cũng đông người ngồi chờ cài VNeID."
        ),
        paragraphs=(
            (
                "Chị bán bún tranh thủ lúc vãn khách đưa điện thoại nhờ kích hoạt; ông cụ chưa dùng máy thông minh "
                "thì được ghi lại để con cháu hỗ trợ. Bốn buổi chợ, tổ giúp 1.264 người có tài khoản mức 2."
            ),
            (
                "Đoàn viên Hồ Ngọc Ánh kể vui: nhiều bà mẹ chồng nghe con dâu đặt mật khẩu liền đòi đổi ngay. Công an "
                "xã nhắc mọi người không cho mượn máy đã đăng nhập, không cài ứng dụng ngoài kho chính thức kẻo mất "
                "tiền oan."
            ),
        ),
        captions=("Hỗ trợ tiểu thương cài ứng dụng.",),
        byline="Hoài An",
    ),
    SampleArticle(
        number=233,
        slug="tong-kiem-tra-chung-cu-mini",
        title="Rà soát nhà trọ nhiều tầng sau đêm cháy lớn",
        published="2023-09-22",
        section="Phòng cháy chữa cháy",
        lead=(
            "Thực hiện Kế hoạch 118/KH-UBND, từ ngày 18/9 mười tổ liên ngành kiểm tra 364 nhà trọ từ ba tầng trở "
            "lên, mở đầu tại phường Nam Hồng."
        ),
        paragraphs=(
            (
                "Cảnh thường gặp là xe máy xếp kín cầu thang, dây điện chằng chịt phía trên, lồng sắt bịt ban công. "
                "Thiếu tá Đoàn Mạnh Cường yêu cầu chủ trọ mở ngay lối thoát thứ hai và trang bị thang dây."
            ),
            (
                "Sinh viên Lê Khánh Ly, thuê phòng tầng năm, lần đầu được tập bò thấp dưới khói. Đến hết ngày hôm "
                "qua, 91 chủ nhà ký cam kết khắc phục; 14 nơi nguy hiểm bị tạm dừng cho thuê, người ở được hỗ trợ chỗ "
                "mới trong một tuần."
            ),
        ),
        captions=("Kiểm tra hệ thống điện nhà trọ.",),
        byline="Văn Nam",
    ),
    SampleArticle(
        number=234,
        slug="hoi-nghi-trien-khai-luat-luc-luong-co-so",
        title="Hội nghị lấy ý kiến dự án Luật Lực lượng tham gia bảo vệ ANTT ở cơ sở",
        published="2023-11-15",
        section="Tin tức - Sự kiện",
        lead=(
            "Sáng 14/11/2023, Đoàn đại biểu Quốc hội tỉnh phối hợp Công an tỉnh tổ chức hội nghị góp ý dự án Luật "
            "Lực lượng tham gia bảo vệ an ninh, trật tự (ANTT) ở cơ sở."
        ),
        paragraphs=(
            (
                "Mười bốn ý kiến tập trung vào chế độ bồi dưỡng, độ tuổi và trang bị. Anh Ngô Văn Thái, dân phòng ở "
                "Kỳ Tân, mong khi bị thương được hưởng chính sách rõ ràng."
            ),
            (
                "Đại tá Hoàng Đức Thịnh thông tin, hợp nhất ba lực lượng sẽ giảm đầu mối chứ không tăng biên chế; "
                "tỉnh hiện có 4.206 người thuộc diện này. Ban tổ chức sẽ gửi bản tổng hợp ra Hà Nội trước 20/11."
            ),
        ),
        captions=("Dân phòng cơ sở nêu ý kiến.",),
        byline="Thu Hà",
    ),
    SampleArticle(
        number=235,
        slug="pha-chuyen-an-ma-tuy-deo-ngot",
        title="Chặn 50 bánh heroin trên đèo Ngọt",
        published="2023-12-08",
        section="An ninh trật tự",
        lead=(
            "Sau bốn giờ mật phục trong mưa rét, tối 6/12 lực lượng phá án bắt hai đối tượng vận chuyển 50 bánh "
            "heroin trên chiếc bán tải mang biển số giả ở đèo Ngọt."
        ),
        paragraphs=(
            (
                "Số hàng giấu trong hốc thùng xe, phủ bên trên là bao măng khô. Khi bị chặn, tài xế lao thẳng vào "
                "ba-ri-e rồi bỏ chạy xuống khe; một trinh sát bị thương ở vai đã được cấp cứu kịp thời."
            ),
            (
                "Bước đầu, hai kẻ này khai được hứa trả công 200 triệu đồng nếu giao trót lọt. Chuyên án kéo dài năm "
                "tháng, có sự hỗ trợ của bộ đội biên phòng. Trưa hôm sau, Chủ tịch UBND tỉnh đã đến thưởng nóng ban "
                "chuyên án."
            ),
        ),
        captions=("Tang vật thu giữ trên đèo Ngọt.",),
        byline="Đình Phúc",
    ),
    SampleArticle(
        number=326,
        slug="giao-ban-pccc-2023",
        title="Hội nghị giao ban công tác phòng cháy, chữa cháy và cứu nạn, cứu hộ năm 2023",
        published="2023-10-06",
        section="Phòng cháy chữa cháy",
        lead="Sáng 5/10/2023, Công an tỉnh Hồng Lam tổ chức Hội nghị giao ban công tác phòng cháy, chữa cháy và cứu nạn, cứu hộ năm 2023.",
        paragraphs=(
            "Đại tá Hoàng Đức Thịnh, Giám đốc Công an tỉnh chủ trì. Chín tháng qua có 58 vụ cháy, không có người chết, thiệt hại 6,7 tỷ đồng; cứu được 51 người, tổ chức 412 buổi tuyên truyền.",
            "Sau đợt rà soát nhà trọ, 2.860 hộ đã mở lối thoát thứ hai. Phong trào mỗi nhà một bình chữa cháy đạt 63%, riêng phường Nam Hồng gần kín.",
            "Thượng tá Lưu Văn Khoát, Trưởng phòng Cảnh sát phòng cháy, chữa cháy lưu ý trạm sạc xe điện dưới tầng hầm là nguy cơ mới.",
        ),
        captions=(),
        byline="Thu Hà",
    ),
    SampleArticle(
        number=327,
        slug="giao-ban-pccc-2023-viec-da-lam",
        title="Sau hội nghị giao ban phòng cháy: ba việc phải xong trước Tết",
        published="2023-10-20",
        section="Phòng cháy chữa cháy",
        lead="Hai tuần sau Hội nghị giao ban công tác phòng cháy, chữa cháy và cứu nạn, cứu hộ năm 2023 diễn ra ngày 5/10/2023, Công an tỉnh Hồng Lam công bố ba việc phải hoàn thành trước Tết.",
        paragraphs=(
            "Thứ nhất, 22 chợ chưa có bể nước phải xây xong; thứ hai, mọi trạm sạc tầng hầm có đầu báo khói; thứ ba, tổ liên gia được cấp đủ bình.",
            "Đại tá Hoàng Đức Thịnh, Giám đốc Công an tỉnh giao từng phó giám đốc phụ trách một việc, báo cáo vào chiều thứ sáu hằng tuần.",
            "Đến nay, 7 chợ đã đổ móng, chợ Cẩm Nguyên còn vướng mặt bằng vì ba sạp hàng chưa chịu dời. Chính quyền huyện hẹn giải quyết dứt điểm trong tháng, bảo đảm ANTT khi di chuyển.",
        ),
        captions=(),
        byline="Thu Hà",
    ),
    SampleArticle(
        number=328,
        slug="ngay-hoi-toan-dan-son-loc-2023",
        title="Ngày hội Toàn dân bảo vệ an ninh Tổ quốc xã Sơn Lộc năm 2023",
        published="2023-08-11",
        section="Xây dựng phong trào",
        lead="Sáng 10/8/2023, xã Sơn Lộc, huyện Kỳ Sơn Hạ tưng bừng tổ chức Ngày hội Toàn dân bảo vệ an ninh Tổ quốc xã Sơn Lộc năm 2023.",
        paragraphs=(
            "Dự ngày hội có Đại tá Hoàng Đức Thịnh, Giám đốc Công an tỉnh và ông Phạm Minh Tuệ, Chủ tịch Ủy ban MTTQ tỉnh. Tỷ lệ hộ đăng ký khu dân cư an toàn đạt 98,4%.",
            "Xã nay có 74 mắt camera, 21 tổ tự quản, ba năm không có người nghiện mới. Các cụ bảo khóa cổng bây giờ chủ yếu để giữ con gà.",
            "Trong phần thi nấu cơm, đội công an xã chính quy về nhì, bị trừ điểm vì cơm nhão. Bốn tập thể, mười cá nhân được tuyên dương.",
        ),
        captions=(),
        byline="Thu Hà",
    ),
)
