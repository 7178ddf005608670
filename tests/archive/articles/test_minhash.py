"""The signatures of near duplicates: stored ones stay comparable."""

from __future__ import annotations

import zlib

import pytest

from archive.articles.minhash import minhash, similarity_of


def test_values_are_those_of_the_signatures_stored_before() -> None:
    signature = minhash({b"shingle %d" % number for number in range(50)})
    # Made with datasketch 2.0.0: MinHash(num_perm=96, seed=1).
    assert signature[:4].tolist() == [19568216, 41347943, 208845096, 69595668]
    assert (len(signature), zlib.crc32(signature.astype("<u4").tobytes())) == (96, 68417326)


@pytest.mark.parametrize("shared", [0, 500, 900, 1000])
def test_likeness_estimates_the_share_of_common_values(shared: int) -> None:
    one = minhash({b"%d" % number for number in range(1000)})
    other = minhash({b"%d" % number for number in range(1000 - shared, 2000 - shared)})
    assert similarity_of(one, other.tobytes()) == pytest.approx(shared / (2000 - shared), abs=0.15)
