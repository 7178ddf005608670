"""What a hidden name leaves of an article: no field, no address, nothing an import said beside them."""

from __future__ import annotations

import pytest

from archive.model import Article, Attachment, Block
from archive.redaction import mask_article
from vietnamese.masking import MASK, Masker

NAME = "Nguyễn Văn Mẫu"
MASKER = Masker([NAME])
PLAIN = "https://vi-du.test/tin/mo-hoi-nghi-12.html"


@pytest.mark.parametrize(
    "address",
    [
        "https://vi-du.test/tin/bat-nguyen-van-mau-12.html",
        "https://vi-du.test/tin/bat_Nguyen_Van_Mau_12.html",
        "https://vi-du.test/tin?ten=Nguy%E1%BB%85n%20V%C4%83n%20M%E1%BA%ABu",
        "https://vi-du.test/nguyenvanmau.aspx",
        "https://vi-du.test/tin/nguyen.van.mau",
    ],
)
def test_an_address_that_names_somebody_hidden_is_left_out(address: str) -> None:
    article = Article(
        "vd", "Tin", url=address, attachments=(Attachment(address, "Quyết định"),), extra={"link": address}
    )
    shown = mask_article(article, MASKER)
    assert (shown.url, shown.attachments, shown.extra) == (None, (Attachment("", "Quyết định"),), {"link": ""})
    assert mask_article(article, Masker(["Trần Thị Mẫu"])) == article


@pytest.mark.parametrize("address", ["JAVASCRIPT:alert(1)", "//a.test/", "data:text/html,x", "/tin/1", "ftp://a.test/"])
def test_an_address_that_no_browser_should_follow_is_none(address: str) -> None:
    article = Article("vd", "Tin", url=address, attachments=(Attachment(address, "Quyết định"),))
    shown = mask_article(article, Masker([]))
    assert (shown.url, shown.attachments) == (None, (Attachment("", "Quyết định"),))


def test_every_field_is_masked() -> None:
    told = f"Ông {NAME} nói"
    extra = {"tags": [told, 3], "more": {"who": told}, NAME: None}
    blocks = (Block("paragraph", told), Block("caption", told))
    article = Article(
        "vd", told, url=PLAIN, lead=told, blocks=blocks, byline=NAME, credit=told, section=told,
        attachments=(Attachment(PLAIN, told),), extra=extra,
    )  # fmt: skip
    shown = mask_article(article, MASKER)
    assert "Mẫu" not in repr(shown) and shown.url == PLAIN and shown.attachments[0].url == PLAIN
    assert shown.extra == {"tags": [f"Ông {MASK} nói", 3], "more": {"who": f"Ông {MASK} nói"}, MASK: None}


def test_an_article_without_the_name_is_the_same_object() -> None:
    article = Article("vd", "Hội nghị", url=PLAIN, extra={"tags": ["a"]}, attachments=(Attachment(PLAIN, "b"),))
    assert mask_article(article, MASKER) is article
