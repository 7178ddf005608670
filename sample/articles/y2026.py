"""Sample articles of 2026: invented news of the invented province of Hồng Lam."""

from sample.article import SampleArticle

ARTICLES: tuple[SampleArticle, ...] = (
    SampleArticle(
        number=250,
        slug="truc-tuyen-trien-khai-cong-tac-cong-an-2026",
        title="Hội nghị trực tuyến triển khai công tác công an năm 2026",
        published="2026-01-06",
        section="Tin tức - Sự kiện",
        lead=(
            "Sáng 5/1/2026, Đại tá Hoàng Đức Thịnh chủ trì Hội nghị trực tuyến triển khai công tác công an năm "
            "2026, kết nối 58 điểm cầu xã, phường."
        ),
        paragraphs=(
            (
                "Năm đầu bỏ cấp huyện, án tồn giảm 23,4%, thời gian có mặt tại hiện trường rút xuống còn 18 phút. Tuy "
                "vậy, bốn xã vùng cao thiếu nhà ở cho cán bộ."
            ),
            (
                "Đại tá Lê Thị Hải Yến nêu chỉ tiêu: toàn bộ thủ tục xử lý trên mạng, ANTT các khu công nghiệp không "
                "để phức tạp, bảo vệ an toàn bầu cử ngày 15/3. Các điểm cầu ký giao ước ngay tại chỗ."
            ),
        ),
        captions=("Điểm cầu xã Hương Trà Sơn.",),
        byline="Thu Hà",
    ),
    SampleArticle(
        number=251,
        slug="tuan-tra-dem-bau-cu",
        title="Trắng đêm canh hòm phiếu ở bản xa",
        published="2026-03-16",
        section="Tin tức - Sự kiện",
        lead=(
            "Đêm trước ngày bầu cử, mưa đá trút xuống bản Pa Nủng, ba chiến sĩ công an lấy áo mưa trùm kín hòm "
            "phiếu rồi thay nhau ngồi gác đến sáng."
        ),
        paragraphs=(
            (
                "Con đường từ trung tâm xã sạt hai điểm, cán bộ phải đi bộ bảy tiếng. Dù thế, sáng 15/3 cờ hoa vẫn "
                "rực rỡ, 342 cử tri bỏ phiếu xong trước 10 giờ."
            ),
            (
                "Cụ Hồ Thị Pỉnh, nay đã 89 tuổi, chống gậy đến sớm nhất. Trung úy Vi Đình Chiến bảo chưa khi nào thấy "
                "giấc ngủ bù lại ngon như trưa hôm ấy, bởi biên bản kiểm phiếu không sai một lá nào."
            ),
        ),
        captions=("Cụ Pỉnh bỏ phiếu.",),
        byline="Hoài An",
    ),
    SampleArticle(
        number=252,
        slug="chay-xe-dien-ham-chung-cu",
        title="Dập tắt đám cháy xe điện dưới tầng hầm",
        published="2026-04-21 09:15",
        section="Phòng cháy chữa cháy",
        lead=(
            "Một chiếc xe máy điện đang sạc đã bốc cháy trong hầm chung cư Sông Lam lúc rạng sáng 20/4, khói đen "
            "theo ống kỹ thuật lan tới tầng bảy."
        ),
        paragraphs=(
            (
                "Nhờ chuông báo hoạt động, 186 cư dân xuống sân bằng thang bộ trong vòng 11 phút. Hai người ngạt nhẹ "
                "được đưa đi viện. Lính cứu hoả dùng chăn chuyên dụng phủ khối pin, ngăn lửa bén sang 70 xe còn lại."
            ),
            (
                "Ban quản trị thừa nhận chưa tách khu sạc riêng như khuyến cáo hồi tháng 2. Cảnh sát yêu cầu ngừng "
                "sạc qua đêm, lắp thiết bị tự ngắt và niêm yết số điện thoại người trực."
            ),
        ),
        captions=("Khối pin được đưa ra ngoài trời.",),
        byline="Văn Nam",
    ),
    SampleArticle(
        number=253,
        slug="deepfake-lua-dao-vay-tien",
        title="Gương mặt người thân, giọng nói kẻ lừa",
        published="2026-05-13",
        section="An ninh trật tự",
        lead=(
            "Cuộc gọi hình ảnh chỉ kéo dài 15 giây nhưng đủ khiến ông Tạ Quang Vinh tin con trai đang gặp nạn ở "
            "Nhật, vội chuyển 320 triệu đồng."
        ),
        paragraphs=(
            (
                "Khuôn mặt, giọng nói đều do trí tuệ nhân tạo dựng từ các đoạn phim đăng công khai. Khi người con "
                "thật gọi về lúc tối, tiền đã qua năm tài khoản."
            ),
            (
                "Nhờ trình báo sớm, ngân hàng giữ lại được 205 triệu đồng. Phòng An ninh mạng gợi ý mỗi gia đình đặt "
                "một câu hỏi bí mật, nghi ngờ thì cúp máy gọi lại số quen. Đây cũng là cách góp phần giữ ANTT trên "
                "không gian số."
            ),
        ),
        captions=("Cán bộ hướng dẫn ông Vinh bảo vệ tài khoản.",),
        byline="Mai Chi",
    ),
    SampleArticle(
        number=254,
        slug="hoi-nghi-so-ket-chuong-trinh-phoi-hop-2026",
        title="Hội nghị sơ kết Chương trình số 09/CTr giai đoạn mới",
        published="2026-06-10",
        section="Xây dựng phong trào",
        lead=(
            "Ngày 9/6/2026, Công an tỉnh cùng Mặt trận tổ chức hội nghị sơ kết việc tiếp nối Chương trình số "
            "09/CTr tại các xã, phường sau hợp nhất."
        ),
        paragraphs=(
            (
                "Nhiều mô hình bảo vệ ANTQ phải đổi tên, gộp địa bàn; 276 mô hình được giữ, 41 mô hình chấm dứt. Kinh "
                "phí bình quân mỗi xã 85,5 triệu đồng, cao gấp rưỡi trước đây."
            ),
            (
                "Phường Nam Hồng kiến nghị đưa tiêu chí an ninh mạng vào CTr phối hợp. Tiếp thu, Đại tá Lê Thị Hải "
                "Yến giao Phòng Tham mưu soạn hướng dẫn trong tháng 7, lấy ý kiến cả trưởng thôn lẫn chủ nhà trọ."
            ),
        ),
        captions=("Đại biểu phường Nam Hồng góp ý.",),
        byline="Thu Hà – Văn Nam",
    ),
    SampleArticle(
        number=255,
        slug="cao-toc-thong-xe-trat-tu",
        title="Tuần đầu thông xe cao tốc: 212 lỗi dừng đỗ",
        published="2026-08-07",
        section="Giao thông",
        lead=(
            "Bảy ngày sau khi đoạn cao tốc qua tỉnh Hồng Lam thông xe, hệ thống camera phát hiện 212 trường hợp "
            "dừng đỗ sai quy định, phần lớn để chụp ảnh."
        ),
        paragraphs=(
            (
                "Có gia đình trải chiếu ăn trưa ngay làn khẩn cấp; một lái xe lùi 300 m vì đi quá lối ra. Trung tá "
                "Nguyễn Đăng Khoa gọi đó là những cuộc đùa với tử thần."
            ),
            (
                "Lực lượng tuần tra tăng lên bốn ca, gửi thông báo phạt qua VNeID trong vòng 24 giờ. Chủ đầu tư bổ "
                "sung 16 biển chỉ dẫn, mở tạm trạm dừng nghỉ ở cây số 41 từ ngày 10/8."
            ),
        ),
        captions=("Camera ghi hình xe dừng trái phép.",),
        byline="Đình Phúc",
    ),
    SampleArticle(
        number=256,
        slug="nguoi-giu-lua-phong-trao",
        title="Ông tổ trưởng 20 năm gõ kẻng",
        published="2026-09-04",
        section="Gương người tốt",
        lead=(
            "Đúng 21 giờ, tiếng kẻng của ông Lương Văn Sửu lại vang lên ở thôn Thượng, nhắc nhà nhà khoá cửa, tắt "
            "bếp, gọi con về học bài."
        ),
        paragraphs=(
            (
                "Chiếc kẻng làm từ vành xe tải cũ, gõ suốt hai mươi năm đã mòn một góc. Ông bảo điện thoại hay thật "
                "nhưng lúc mất sóng vẫn phải nhờ sắt thép."
            ),
            (
                "Nhờ thói quen ấy, thôn chín năm không mất trộm, hai lần kịp thời dập cháy. Ngày hội Toàn dân bảo vệ "
                "ANTQ vừa rồi, ông được Bộ trưởng tặng Bằng khen, khung treo khiêm tốn cạnh ảnh đứa cháu vừa đỗ "
                "trường cảnh sát."
            ),
        ),
        captions=("Ông Sửu bên chiếc kẻng.",),
        byline="Hoài An",
    ),
)
