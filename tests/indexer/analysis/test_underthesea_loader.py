"""The light way to underthesea's words gives underthesea's words, and leaves nothing behind."""

from __future__ import annotations

import subprocess
import sys

from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.analysis.underthesea_loader import word_cutter
from sample.articles import load_articles
from tests.support.paths import ROOT

PIECES = (
    "Công an",
    "tỉnh",
    "hòa",
    "hoà",
    "TP.HCM",
    "43H-0530",
    "24/5/2023",
    "ma túy",
    "H'Mông",
    "1.600m-2.000m",
    "v.v.",
)

LEAVES_NOTHING = """
import sys
from indexer.analysis.underthesea_loader import word_cutter
cut = word_cutter()
assert not {"underthesea", "joblib", "underthesea.pipeline"} & set(sys.modules), sorted(sys.modules)
import joblib, underthesea
assert joblib.dump and underthesea.word_tokenize is not cut
print(cut("Công an tỉnh bắt giữ đối tượng") == underthesea.word_tokenize("Công an tỉnh bắt giữ đối tượng"))
"""


@settings(max_examples=200)
@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join)))
def test_any_text_is_cut_alike(text: str) -> None:
    from underthesea import word_tokenize

    assert word_cutter()(text) == word_tokenize(text)


def test_whole_articles_are_cut_alike() -> None:
    from underthesea import word_tokenize

    lines = [line for article in load_articles()[:40] for line in (article.title, *article.paragraphs)]
    assert len(lines) > 100
    assert [word_cutter()(line) for line in lines] == [word_tokenize(line) for line in lines]


def test_the_package_itself_can_still_be_imported() -> None:
    done = subprocess.run([sys.executable, "-c", LEAVES_NOTHING], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "True", done.stderr
