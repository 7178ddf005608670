"""The section is read from a trail of any build: with signs or none, of links or of bare names, at last the page itself or not."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from crawler.extraction.extract import extract_article
from crawler.sources.source import Source

TITLE = "Đội chèo làng Hạ mở hội diễn bên bến nước đầu đình"
TEXT = (
    "Đêm đầu, tiếng trống giục vang từ lúc trăng lên, bà con trải chiếu kín sân đình rồi tràn cả ra bờ đê để ngồi xem.",
    "Đội của thôn Trung diễn tích cũ với toàn diễn viên là người làm ruộng, áo mũ do các chị em thức đêm may lấy cả tháng.",
    "Ban tổ chức dành một chiếu riêng cho các cháu thiếu nhi tập hát, học cách cầm quạt, cách bước lên bước xuống cho phải phép.",
)
HOME, NEWS = "<a href='/'>Trang chủ</a>", "<a href='/tin-tuc'>Tin tức</a>"
LINKS = f"{HOME}{NEWS}<a href='/tin-tuc/van-hoa'>Văn hóa</a>"
NAMES = ("Trang chủ", "Tin tức", "Văn hóa")


def spans(*names: str) -> str:
    return "".join(f"<span>{name}</span>" for name in names)


TRAILS: Mapping[str, str] = {
    "links": f"<div class='breadcrumb'>{LINKS}</div>",
    "links, then the page": f"<div class='breadcrumb'>{LINKS}<span>{TITLE}</span></div>",
    "links, then the bare title": f"<div class='breadcrumb'>{LINKS}{TITLE}</div>",
    "links, then the title cut off": f"<div class='breadcrumb'>{LINKS}<span>{TITLE[:27]}…</span></div>",
    "names": f"<div class='breadcrumb'>{spans(*NAMES)}</div>",
    "names, then the page": f"<div class='breadcrumb'>{spans(*NAMES, TITLE)}</div>",
    "names in a list": "<ul class='breadcrumb'>" + "".join(f"<li>{name}</li>" for name in NAMES) + "</ul>",
    "names in terms": "<dl class='breadcrumb'><dt>Bạn đang ở:</dt><dd>Trang chủ</dd><dd>Tin tức</dd><dd>Văn hóa</dd></dl>",
    "names in bold": "<div class='duong-dan'><b>Trang chủ</b><b>Tin tức</b><b>Văn hóa</b></div>",
    "names in lines": "<div class='breadcrumb'>Trang chủ<br>Tin tức<br>Văn hóa</div>",
    "names with arrows": "<div class='breadcrumb'>Trang chủ » Tin tức » Văn hóa</div>",
    "names with strokes": "<div class='breadcrumb'>Trang chủ / Tin tức / Văn hóa / Chi tiết tin</div>",
    "by its label": f"<nav aria-label='breadcrumb'>{spans(*NAMES)}</nav>",
    "the last is here": f"<ol class='breadcrumb'><li>{HOME}</li><li>{NEWS}</li><li class='active'>Văn hóa</li></ol>",
    "the last but the page is here": f"<ol class='breadcrumb'><li>{HOME}</li><li>{NEWS}</li><li>Văn hóa</li><li class='active'>{TITLE}</li></ol>",
    "home, then a name": f"<div class='breadcrumb'>{HOME}<span>Văn hóa</span></div>",
    "home, then a bare name": f"<div class='breadcrumb'>{HOME} Văn hóa</div>",
    "one link round all": f"<div class='breadcrumb'><a href='/vh'>{spans(*NAMES)}</a></div>",
    "with the day": f"<div class='breadcrumb'>{LINKS}<span class='date'>14/08/2025 09:35</span></div>",
    "with tools": f"<div class='breadcrumb'>{LINKS}<a href='#'>In trang</a><a href='/rss'>RSS</a></div>",
    "with a search": f"<div class='breadcrumb'>{LINKS}<form><label>Từ khóa</label><button>Tìm</button></form></div>",
    "nested addresses, no name": f"<div class='o'>{LINKS}</div>",
}  # fmt: skip


def page(before: str, inside: str) -> bytes:
    text = "".join(f"<p>{t}</p>" for t in TEXT)
    return f"<html><head><title>{TITLE}</title></head><body>{before}<div class='bai'>{inside}<h1>{TITLE}</h1><span class='ngay'>14/08/2025 09:35</span>{text}</div></body></html>".encode()


@pytest.mark.parametrize("name", TRAILS)
@pytest.mark.parametrize("inside", [False, True])
def test_the_nearest_section_of_a_trail(name: str, inside: bool) -> None:
    trail = TRAILS[name]
    found = extract_article(page("", trail) if inside else page(trail, ""), "", None)
    assert found.section == "Văn hóa"
    assert (found.title, found.body.splitlines(), found.lead, found.byline) == (TITLE, list(TEXT), "", "")
    assert found.published is not None


@pytest.mark.parametrize("name", ["links", "names", "names, then the page", "names with arrows", "the last is here"])
def test_a_source_names_the_whole_trail(name: str) -> None:
    source = Source("mau", selectors={"section": ".breadcrumb"})
    assert extract_article(page(TRAILS[name], ""), "", None, source).section == "Văn hóa"


@pytest.mark.parametrize(
    "beside",
    [
        "<div class='o'><a href='/'>Trang chủ</a><a href='/gioi-thieu'>Giới thiệu</a><a href='/lien-he'>Liên hệ</a></div>",
        f"<div class='breadcrumb'>{HOME}</div>",
        f"<div class='breadcrumb'>{HOME}<span>{TITLE}</span></div>",
        f"<div class='breadcrumb'>{HOME}<span>Thứ năm, 14/08/2025</span></div>",
        "<div class='breadcrumb'></div>",
    ],
)
def test_no_section_is_made_up(beside: str) -> None:
    assert extract_article(page(beside, ""), "", None).section == ""
