"""Canonical addresses: what a link carries besides its page, and when a page's own word is believed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.canonical_url import canonicalise, is_credible, is_same_site

PAGE = "https://tinh-a.example/tin/phao-no-1234.html"


@pytest.mark.parametrize(
    "url",
    [
        "https://tinh-a.example/tin/phao-no-1234.html#binh-luan",
        "https://TINH-A.example:443/tin/phao-no-1234.html",
        f"{PAGE}?utm_source=zalo&utm_medium=x&fbclid=abc",
        f"{PAGE}?zarsrc=30&gidzl=Qx_",
        f"{PAGE}?vn_source=Home&vn_campaign=Box",
        f"{PAGE}?print=1",
        f"{PAGE}?PHPSESSID=0123456789abcdef",
        "https://tinh-a.example/tin/phao-no-1234.html;jsessionid=AB12",
        "https://tinh-a.example/(S(abcdefghijklmnopqrstuvwx))/tin/phao-no-1234.html",
    ],
)
def test_what_is_no_part_of_the_page_is_dropped(url: str) -> None:
    assert canonicalise(url) == PAGE


@pytest.mark.parametrize(
    "url", ["", "javascript:void(0)", "mailto:a@b.vn", "ftp://a.vn/x", "https://", "http://[::1", "tel:113"]
)
def test_what_is_no_address(url: str) -> None:
    assert canonicalise(url) == ""


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("http://a.vn", "http://a.vn/"),
        ("http://a.vn:80/x", "http://a.vn/x"),
        ("http://a.vn:443/x", "http://a.vn:443/x"),
        ("https://a.vn:8443/x", "https://a.vn:8443/x"),
        ("https://a.vn:0/x", "https://a.vn/x"),
        ("https://a.vn./x", "https://a.vn/x"),
        ("HTTP://A.vn/X", "http://a.vn/X"),
        (" https://a.vn/x/ ", "https://a.vn/x/"),
        ("https://a.vn/;jsessionid=AB12", "https://a.vn/"),
        ("https://lan:k@a.vn/x", "https://lan:k@a.vn/x"),
        ("https://lan@a.vn:8443/x", "https://lan@a.vn:8443/x"),
        ("http://[2001:DB8::1]:8080/a", "http://[2001:db8::1]:8080/a"),
        ("http://[::1]/a", "http://[::1]/a"),
        ("https://a.vn/x?id=5&utm_source=z&page=2", "https://a.vn/x?id=5&page=2"),
        ("https://a.vn/x?printer=1&mysid=2", "https://a.vn/x?mysid=2&printer=1"),
    ],
)
def test_what_belongs_to_an_address_stays(url: str, canonical: str) -> None:
    assert canonicalise(url) == canonical


@pytest.mark.parametrize(
    ("url", "domain", "same"),
    [
        ("https://a.vn/x", "a.vn", True),
        ("https://www.A.vn/x", "a.vn", True),
        ("https://tin.a.vn/x", "www.A.vn", True),
        ("https://xa.vn/x", "a.vn", False),
        ("https://a.vn.b.vn/x", "a.vn", False),
        ("https://b.vn/a.vn", "a.vn", False),
        ("/x", "x", False),
        ("mailto:lan@a.vn", "a.vn", False),
    ],
)
def test_which_hosts_are_one_site(url: str, domain: str, same: bool) -> None:
    assert is_same_site(url, domain) is same


def test_parameters_are_kept_and_sorted() -> None:
    assert canonicalise("/tin?id=5&cat=2", PAGE) == "https://tinh-a.example/tin?cat=2&id=5"


@given(
    st.from_regex(
        r"https?://[a-z]{1,8}\.vn(:[1-9][0-9]{1,3})?/[a-zA-Z0-9/_.-]{0,20}(\?[a-z]{1,5}=[a-z0-9]{0,5})?", fullmatch=True
    )
)
def test_canonical_twice_is_canonical(url: str) -> None:
    assert canonicalise(canonicalise(url)) == canonicalise(url)


@pytest.mark.parametrize(
    ("named", "here", "credible"),
    [
        (PAGE, f"{PAGE}?page=all", True),
        ("https://www.tinh-a.example/tin/phao-no-1234.html", PAGE.replace("https", "http"), True),
        (PAGE, PAGE.replace("tinh-a", "m.tinh-a"), True),
        ("https://tinh-a.example/an-ninh/phao-no-1234.html", PAGE, True),
        ("https://tinh-a.example/", PAGE, False),
        ("https://tinh-a.example/tin", PAGE, False),
        ("https://tinh-b.example/tin/phao-no-1234.html", PAGE, False),
        ("https://tinh-a.example/tin/bai-mau.html", PAGE, False),
        ("https://tinh-a.example/tin/phao-no-9999.html", PAGE, False),
        ("https://tinh-a.example", PAGE, False),
        ("https://tinh-a.example/", "", False),
        ("https://tinh-a.example:8443/tin/phao-no-1234.html", PAGE, False),
        ("https://tinh-a.example/tin/", PAGE, False),
        ("https://tinh-a.example/bai-1234/", "https://tinh-a.example/bai-1234/trang-2.html", True),
        ("https://tinh-a.example/bai-1234", "https://tinh-a.example/bai-1234/trang-2.html", True),
        ("https://tinh-a.example/xem?id=12345&trang=1", "https://tinh-a.example/xem?id=12345", True),
        ("https://tinh-a.example/xem?id=54321", "https://tinh-a.example/xem?id=12345", False),
        ("https://tinh-a.example/phao-no-1234.html", "https://tinh-a.example/xem?id=1234", True),
        ("https://tinh-a.example/tin/khac.html", "https://tinh-a.example/tin/phao-no.html", True),
        ("https://tinh-a.example/tin/khac.html", "https://tinh-a.example/tin/so-123.html", True),
        ("", PAGE, False),
        ("", "", False),
        (PAGE, "", True),
    ],
)
def test_when_a_page_is_believed(named: str, here: str, credible: bool) -> None:
    assert is_credible(named, here) is credible
