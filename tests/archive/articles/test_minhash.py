"""The signatures of near duplicates: stored ones stay comparable."""

from __future__ import annotations

import unicodedata
import zlib

import pytest

from archive.articles.minhash import minhash, signature_of, similarity_of
from archive.model import Article, Block

LINE = (
    "Đêm đầu, tiếng trống giục vang từ lúc trăng lên; bà con trải chiếu kín sân đình rồi tràn cả ra bờ đê để ngồi xem, "
    "HOÀ cùng 3.000 người ①② và Ðội của thôn Trung."
)


def test_values_are_those_of_the_signatures_stored_before() -> None:
    signature = minhash({b"shingle %d" % number for number in range(50)})
    # Made with datasketch 2.0.0: MinHash(num_perm=96, seed=1).
    assert signature[:4].tolist() == [19568216, 41347943, 208845096, 69595668]
    assert (len(signature), zlib.crc32(signature.astype("<u4").tobytes())) == (96, 68417326)


def test_an_article_is_signed_as_before() -> None:
    """Old style of tones, letters and tones apart, signs and figures among the words."""
    body = " ".join(f"{LINE} Lần {number}, {unicodedata.normalize('NFD', LINE)}" for number in range(6))
    article = Article(
        source="mau", title="Đội chèo làng Hạ", url=None, lead="Ba đêm liền.", blocks=(Block("paragraph", body),)
    )
    signature = signature_of(article)
    assert signature is not None and zlib.crc32(signature.astype("<u4").tobytes()) == 1844139733


@pytest.mark.parametrize("shared", [0, 500, 900, 1000])
def test_likeness_estimates_the_share_of_common_values(shared: int) -> None:
    one = minhash({b"%d" % number for number in range(1000)})
    other = minhash({b"%d" % number for number in range(1000 - shared, 2000 - shared)})
    assert similarity_of(one, other.tobytes()) == pytest.approx(shared / (2000 - shared), abs=0.15)
