"""Boxes beside the text are taken out once, however often they are labelled and however they lie in one another."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.extraction.extract import extract_article
from crawler.sources.registry import Source

TITLE = "Xã Mẫu mở lớp dạy đan lát cho người cao tuổi"
TEXT = (
    "Chiều qua, nhà văn hóa xã Mẫu đón hơn bốn mươi cụ ông, cụ bà đến học đan rổ, đan nón từ tre và lá cọ.",
    "Người dạy là các nghệ nhân của làng bên, mỗi tuần ba buổi, nguyên liệu do hợp tác xã cung cấp không lấy tiền.",
    "Sản phẩm làm ra được bày ở chợ phiên cuối tháng, tiền bán được góp vào quỹ khuyến học của từng thôn xóm.",
)
LABELS = ("Tin liên quan", "Xem thêm", "Đọc thêm:", "Các tin khác", "Tin mới")
SHELLS = (
    "<div>{}</div>",
    "<div class='cot'>{}</div>",
    "<div class='tin-lien-quan'>{}</div>",
    "<div class='chia-se'>{}</div>",
    "<div style='display:none'>{}</div>",
    "<div class='d-none'>{}</div>",
    "<aside>{}</aside>",
    "<nav>{}</nav>",
    "<form>{}</form>",
    "<section>{}</section>",
    "<ul><li>{}</li></ul>",
    "<table><tr><td>{}</td></tr></table>",
)

label = st.builds("<{0}>{1}</{0}>".format, st.sampled_from(("h3", "span", "b", "div", "p")), st.sampled_from(LABELS))
link = st.builds("<a href='/bai-{}.html'>{}</a>".format, st.integers(1, 9), st.sampled_from(("Hội chợ tre", *LABELS)))
boxes = st.recursive(
    label | link,
    lambda inner: st.builds(
        lambda shell, held: shell.format("".join(held)),
        st.sampled_from(SHELLS),
        st.lists(inner, min_size=1, max_size=4),
    ),
    max_leaves=12,
)


def page(before: str = "", inside: str = "", after: str = "") -> bytes:
    """An article with boxes before its text, at the end of it, and after it."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in TEXT)
    return (
        f"<html><head><title>{TITLE}</title><meta charset='utf-8'><meta property='og:type' content='article'></head><body>"
        f"{before}<div class='bai'><h1>{TITLE}</h1><span class='ngay'>14/08/2025 09:35</span>{text}{inside}</div>{after}"
        "</body></html>"
    ).encode()


def assert_read(body: bytes, source: Source | None = None) -> None:
    """Assert that the whole article of ``page`` is read, in order; a lone link or a table right below the text may be a line more."""
    found = extract_article(body, "", None, source)
    assert found.title == TITLE
    assert [line for line in found.body.splitlines() if line in TEXT] == list(TEXT)
    assert found.published is not None and found.published.isoformat() == "2025-08-14T09:35:00+07:00"


@pytest.mark.parametrize(
    "box",
    [
        "<div><h3>Tin liên quan</h3><a href='/a.html'>Hội chợ tre</a><a href='/tin'>Xem thêm</a></div>",
        "<div><h3>Tin mới</h3><div><h3>Tin mới</h3><a href='/a.html'>Hội chợ tre</a></div></div>",
        "<div>Xem thêm <b>Xem thêm</b> <a href='/a.html'>Xem thêm</a></div>",
        "<form><div><form><a href='/a.html'>Tìm</a></form></div></form>",
        "<aside><nav hidden><aside class='d-none'>Tin mới</aside></nav></aside>",
    ],
)
def test_a_box_named_twice(box: str) -> None:
    for where in ("before", "inside", "after"):
        assert_read(page(**{where: box}))


@settings(max_examples=200, derandomize=True)
@given(before=boxes, inside=boxes, after=boxes)
def test_boxes_in_boxes(before: str, inside: str, after: str) -> None:
    assert_read(page(before, inside, after))


@settings(max_examples=50, derandomize=True)
@given(inside=boxes, after=boxes)
def test_what_a_source_drops_is_dropped_before_its_boxes(inside: str, after: str) -> None:
    dropping = Source("mau", "Mẫu", "mau.example", selectors={"drop": "div, a, aside, li", "body": "div.bai"})
    assert_read(page("", inside, after), dropping)
