"""Sample articles of 2021: invented news of the invented province of Hồng Lam."""

from sample.article import SampleArticle

ARTICLES: tuple[SampleArticle, ...] = (
    SampleArticle(
        number=215,
        slug="so-ket-6-thang-dau-nam-2021",
        title="Hội nghị sơ kết công tác công an 6 tháng đầu năm 2021",
        published="2021-07-02",
        section="Tin tức - Sự kiện",
        lead=(
            "Sáng 1/7, Công an tỉnh Hồng Lam tổ chức Hội nghị sơ kết công tác công an 6 tháng đầu năm 2021 bằng "
            "hình thức trực tuyến."
        ),
        paragraphs=(
            (
                "Nửa đầu năm, toàn lực lượng bảo vệ tuyệt đối an toàn cuộc bầu cử ngày 23/5, điều tra làm rõ 294/338 "
                "vụ phạm pháp hình sự, đạt 87%. Số vụ trộm cắp giảm, song lừa đảo qua mạng tăng 42,6%, thiệt hại ước "
                "19 tỷ đồng."
            ),
            (
                "Chủ trì buổi họp, Đại tá Trần Quốc Bình phê bình ba đơn vị chậm cấp căn cước gắn chip, đồng thời "
                "biểu dương Công an huyện Cẩm Nguyên về đích sớm 22 ngày. Ông nhấn mạnh nhiệm vụ kép: vừa chống dịch, "
                "vừa giữ vững ANTT, không để xảy ra điểm nóng."
            ),
        ),
        captions=(
            "Toàn cảnh hội nghị tại điểm cầu chính.",
            "Trao thưởng chiến dịch cấp căn cước.",
        ),
        byline="Thu Hà – Văn Nam",
    ),
    SampleArticle(
        number=216,
        slug="hoan-thanh-chien-dich-cap-can-cuoc-gan-chip",
        title="Sáng đèn cấp căn cước cho bà con miền núi",
        published="2021-04-09 07:30",
        section="Tin tức - Sự kiện",
        lead=(
            "Gần nửa đêm, nhà cộng đồng bản Pa Nủng vẫn sáng đèn. Tổ lưu động của Công an huyện Hương Trà Sơn "
            "tranh thủ lúc bà con đi rẫy về để thu nhận hồ sơ căn cước công dân gắn chíp."
        ),
        paragraphs=(
            (
                "Thiết bị nặng gần 30 kg được khiêng bộ qua hai con suối. Khó nhất là người già mòn vân tay, có cụ "
                "phải lấy đi lấy lại hơn mười lần; nhiều cụ không nhớ ngày sinh, cán bộ dò từng trang sổ hộ khẩu cũ."
            ),
            (
                "Sau 38 ngày đêm, huyện đã thu nhận 31.275 hồ sơ, đạt 96,8% số công dân trong độ tuổi có mặt tại địa "
                'bàn. "Có thẻ rồi đi khám bệnh đỡ phải mang nhiều giấy", cụ Hồ Thị Pỉnh, 84 tuổi, phấn khởi.'
            ),
        ),
        captions=("Hướng dẫn cụ bà lăn tay tại bản Pa Nủng.",),
        byline="Hoài An",
    ),
    SampleArticle(
        number=217,
        slug="trien-khai-thang-hanh-dong-phong-chong-ma-tuy-2021",
        title="Hội nghị triển khai Tháng hành động phòng, chống ma túy năm 2021",
        published="2021-06-04",
        section="An ninh trật tự",
        lead=(
            "Chiều 3/6, Ban Chỉ đạo phòng, chống tội phạm tỉnh tổ chức Hội nghị triển khai Tháng hành động phòng, "
            "chống ma túy năm 2021, do đồng chí Võ Thành Long chủ trì."
        ),
        paragraphs=(
            (
                "Hồng Lam hiện có 1.106 người nghiện có hồ sơ quản lý, tập trung ở thành phố Lam Giang và các xã ven "
                "quốc lộ. Năm tháng qua, lực lượng chuyên trách triệt phá 74 vụ, thu 8,6 kg ma tuý tổng hợp; đáng "
                "ngại là 61% đối tượng dưới 30 tuổi."
            ),
            (
                "Các đại biểu bàn nhiều về việc cai nghiện tại gia đình, vốn mới đạt 11,4% kế hoạch. Kết luận, Phó "
                "Chủ tịch UBND tỉnh đề nghị mỗi trường học có ít nhất một buổi nói chuyện chuyên đề trước kỳ nghỉ hè, "
                "không làm hình thức."
            ),
        ),
        captions=("Đại biểu ký cam kết hưởng ứng.",),
        byline="Đình Phúc",
    ),
    SampleArticle(
        number=218,
        slug="doi-canh-sat-giao-thong-so-2-lap-chot",
        title='Thiếu tá Nguyễn Đăng Khoa và những chuyến "đón đồng bào về quê"',
        published="2021-10-15",
        section="Gương người tốt",
        lead=(
            "Hơn hai tuần nay, Thiếu tá Nguyễn Đăng Khoa, Đội trưởng Đội Cảnh sát giao thông số 2 gần như sống "
            "trên quốc lộ, dẫn các đoàn xe máy của lao động từ phía nam trở về."
        ),
        paragraphs=(
            (
                "Đội của anh chia làm sáu tổ, tiếp sức theo chặng dài 35 cây số. Tổ nào cũng mang theo xăng, săm xe, "
                "bánh mỳ và áo mưa. Đã có 9.640 người đi qua địa bàn an toàn, 212 xe hỏng được sửa miễn phí."
            ),
            (
                "Anh Khoa nhớ mãi đôi vợ chồng trẻ ôm con mới 20 ngày tuổi giữa cơn mưa đèo Ngọt. Anh nhường ca bin "
                'ấm cho hai mẹ con, còn mình chạy chiếc xe cà tàng của họ suốt 50 cây số. "Họ là đồng bào mình, ai nỡ '
                'làm ngơ", anh bảo.'
            ),
        ),
        captions=("Thiếu tá Nguyễn Đăng Khoa phát áo mưa cho người về quê.",),
        byline="Mai Chi",
    ),
    SampleArticle(
        number=219,
        slug="ban-giao-nha-o-cong-an-xa-tra-thuong",
        title="Khởi công trụ sở Công an xã Trà Thượng",
        published="2021-03-12",
        section="Xây dựng phong trào",
        lead=(
            "Sau hơn một năm ở nhờ trạm kiểm lâm cũ, các anh Công an xã Trà Thượng sắp có nơi làm việc riêng. Lễ "
            "khởi công diễn ra sáng qua trên khu đất 820 m2 do bốn hộ dân hiến tặng."
        ),
        paragraphs=(
            (
                "Công trình hai tầng, vốn 3,15 tỷ đồng, trong đó ngân sách tỉnh lo 60%, phần còn lại do huyện Hương "
                "Trà Sơn và doanh nghiệp đóng góp. Dự kiến bàn giao trước ngày truyền thống 19/8."
            ),
            (
                "Ông Vi Văn Tùng, người hiến mảnh vườn rộng nhất, giải thích giản dị: từ khi có công an chính quy, "
                "bản không còn cảnh đánh nhau sau tiệc rượu, ANTT yên ổn nên dân tiếc gì đất. Xã cũng là điểm sáng về "
                "phong trào bảo vệ ANTQ của huyện."
            ),
        ),
        captions=("Các đại biểu động thổ xây trụ sở.",),
        byline="Văn Nam",
    ),
    SampleArticle(
        number=220,
        slug="triet-pha-duong-day-danh-bac-nghin-ty",
        title="Triệt phá đường dây đánh bạc qua mạng 1.200 tỷ đồng",
        published="2021-11-26 16:45",
        section="An ninh trật tự",
        lead=(
            "Rạng sáng 25/11, hơn 120 trinh sát đồng loạt ập vào chín địa điểm tại ba tỉnh, bắt 16 đối tượng "
            "trong đường dây đánh bạc trực tuyến có số tiền giao dịch khoảng 1.200 tỷ đồng."
        ),
        paragraphs=(
            (
                "Cầm đầu là Lưu Đức Hùng (sinh năm 1988), thuê máy chủ nước ngoài, phân cấp đại lý xuống từng quán cà "
                "phê ở thành phố Lam Giang. Con bạc đặt cược bằng điểm ảo, thanh toán vào sáng thứ hai hằng tuần qua "
                "tài khoản mượn tên."
            ),
            (
                "Ban chuyên án mất bảy tháng lần theo dòng tiền. Tang vật gồm 22 điện thoại, 9 máy tính, 4 ô tô và "
                "hơn 6 tỷ đồng bị phong toả trong ngân hàng. Cơ quan công an kêu gọi những người liên quan sớm ra đầu "
                "thú để được hưởng khoan hồng."
            ),
        ),
        captions=("Tang vật vụ án.",),
        byline="Đình Phúc",
    ),
    SampleArticle(
        number=221,
        slug="toa-dam-chuyen-doi-so-cong-an",
        title="Hội nghị trực tuyến hướng dẫn Luật Cư trú 2020",
        published="2021-06-25",
        section="Tin tức - Sự kiện",
        lead=(
            "Trước thời điểm Luật Cư trú có hiệu lực một tuần, hôm qua (24/6) Phòng Cảnh sát quản lý hành chính "
            "mở Hội nghị trực tuyến hướng dẫn thi hành cho công an 151 xã, phường, thị trấn."
        ),
        paragraphs=(
            (
                "Điểm mới được trao đổi nhiều nhất là bỏ sổ hộ khẩu giấy theo lộ trình. Trung tá Lê Thị Hải Yến lưu ý "
                "cán bộ tuyệt đối không tự ý yêu cầu dân nộp thêm giấy tờ ngoài danh mục tại Thông tư số "
                "55/2021/TT-BCA; nơi nào gây phiền hà, trưởng công an xã chịu trách nhiệm."
            ),
            (
                "Về phía cơ sở, đại diện xã Kỳ Tân kiến nghị nâng cấp đường truyền vì mỗi hồ sơ mất tới 25 phút mới "
                "tải xong. Tổ công tác hứa khắc phục trước 30/6."
            ),
        ),
        captions=("Điểm cầu xã Kỳ Tân.",),
        byline="Mai Chi",
    ),
    SampleArticle(
        number=320,
        slug="bieu-duong-nguoi-uy-tin-2021",
        title="Hội nghị biểu dương người có uy tín trong đồng bào dân tộc thiểu số năm 2021",
        published="2021-11-12",
        section="Xây dựng phong trào",
        lead="Sáng 11/11/2021, Công an tỉnh phối hợp với Ban Dân tộc tỉnh Hồng Lam tổ chức Hội nghị biểu dương người có uy tín trong đồng bào dân tộc thiểu số năm 2021.",
        paragraphs=(
            "Đại tá Trần Quốc Bình, Giám đốc Công an tỉnh và ông Lò Văn Panh, Trưởng Ban Dân tộc tỉnh đồng chủ trì Hội nghị. Do dịch, chỉ 80 đại biểu dự trực tiếp, số còn lại xem qua màn hình ở huyện.",
            "Từ 2016 đến nay, các già làng, trưởng bản vận động giao nộp 318 khẩu súng tự chế, hòa giải 1.040 vụ việc, đưa 27 người bỏ đi trái phép trở về.",
            "Năm nay 52 cá nhân được khen. Già làng Hồ Văn Nin gửi lời chúc qua điện thoại vì đường về xuôi còn sạt lở.",
        ),
        captions=(),
        byline="Thu Hà",
    ),
    SampleArticle(
        number=323,
        slug="ra-quan-cao-diem-tet-2022",
        title="Lễ ra quân cao điểm tấn công, trấn áp tội phạm dịp Tết Nhâm Dần",
        published="2021-12-16",
        section="An ninh trật tự",
        lead="Sáng 15/12/2021, Công an tỉnh Hồng Lam tổ chức Lễ ra quân đợt cao điểm tấn công, trấn áp tội phạm dịp Tết Nhâm Dần từ ngày 15/12/2021 đến 14/2/2022.",
        paragraphs=(
            "Phát lệnh ra quân, Đại tá Trần Quốc Bình, Giám đốc Công an tỉnh yêu cầu mỗi đơn vị chọn đúng việc dân đang bức xúc nhất để làm trước.",
            "Hơn 650 cán bộ, chiến sĩ, 72 xe chuyên dùng đã diễu qua các phố chính của Lam Giang. Trọng tâm là cho vay nặng lãi, pháo lậu và trộm cắp tài sản.",
            "Ngay đêm đầu tiên, các tổ công tác kiểm tra 128 lượt người, bắt 3 đối tượng có lệnh truy nã, thu 41 kg pháo. ANTT những ngày giáp Tết đã có phần yên hơn.",
        ),
        captions=(),
        byline="Văn Nam",
    ),
)
