"""A few articles that most tests of the site and of whole journeys read."""

from __future__ import annotations

from datetime import datetime

from archive.model import VIETNAM, Article, Block


def a_few_articles() -> list[Article]:
    """Four articles of two sources: a conference, drugs, traffic (with markup in its text), and one without a date."""
    return [
        Article(
            source="ha_tinh",
            title="Tổng kết 10 năm chương trình phối hợp bảo vệ an ninh Tổ quốc",
            url="https://congan.hatinh.gov.vn/bai-1.html",
            lead="Sáng 24/5, Công an tỉnh Hà Tĩnh tổ chức hội nghị tổng kết chương trình phối hợp số 09/CTr-BCA-MTTW.",
            blocks=(
                Block("paragraph", "Hội nghị biểu dương phong trào toàn dân bảo vệ an ninh Tổ quốc (ANTQ)."),
                Block("caption", "Toàn cảnh hội nghị"),
                Block("paragraph", "Các đơn vị ký kết kế hoạch phối hợp trong thời gian tới."),
            ),
            byline="Nga Nguyễn – Sỹ Quý",
            section="Tin tức - Sự kiện",
            published=datetime(2023, 5, 25, tzinfo=VIETNAM),
        ),
        Article(
            source="ha_tinh",
            title="Bắt giữ đối tượng vận chuyển ma túy",
            url="https://congan.hatinh.gov.vn/bai-2.html",
            lead="Lực lượng chức năng thu giữ 2 kg ma túy.",
            blocks=(Block("paragraph", "Đối tượng khai nhận hành vi mua bán trái phép chất ma túy."),),
            section="An ninh trật tự",
            published=datetime(2021, 3, 2, tzinfo=VIETNAM),
        ),
        Article(
            source="sample",
            title="Tuyên truyền an toàn giao thông cho học sinh",
            url="https://example.test/bai-3.html",
            lead="Học sinh cam kết chấp hành luật giao thông <script>alert(1)</script> & đội mũ bảo hiểm.",
            blocks=(Block("paragraph", "Buổi tuyên truyền thu hút 500 học sinh tham gia."),),
            section="Giao thông",
            published=datetime(2022, 9, 5, tzinfo=VIETNAM),
        ),
        Article(
            source="kho",
            external_id="k-4",
            title="Phòng cháy chữa cháy tại chợ",
            lead="Kiểm tra công tác phòng cháy chữa cháy.",
            blocks=(Block("paragraph", "Đoàn kiểm tra nhắc nhở các hộ kinh doanh."),),
        ),
    ]
