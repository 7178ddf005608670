"""Gate: what has two syllables as a word stands before what has them only across the borders of other words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.articles.archive import Archive
from search.quality.evaluation_index import index_articles
from search.searcher import Searcher
from tests.gates.gate_texts import shared_articles
from tests.support.paths import texts_folder
from tests.support.search_cases import open_archive
from vietnamese.abbreviations.dictionary import Dictionary
from vietnamese.spelling.normalise import fold

LEAST = 0.95
ROWS = [line.split("\t") for line in (Path(__file__).parent / "word_borders.tsv").read_text("utf-8").splitlines()[1:]]
"""Query, line of the police corpus, where its first occurrence begins, and whether any is the word itself."""

_OTHERS = 30
"""Each so many articles of the corpus stand among the labelled ones: cutting all of it into words takes minutes."""

OWN = {
    "bộ đội": (["Bộ đội giúp dân gặt lúa.", "Đơn vị bộ đội về thăm trường."], ["Cán bộ đội thuế thăm chợ."]),
    "công nhân": (["Công nhân nhà máy vui Tết.", "Khu trọ của công nhân."], ["Hai người tấn công nhân viên bán vé."]),
    "hiện trường": (["Hiện trường vụ cháy kho."], ["Tổ công tác phát hiện trường hợp vi phạm."]),
}
"""Texts of our own: with the word, and with its syllables only."""


@pytest.fixture(scope="module", name="labelled")
def _labelled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher | None]:
    """The labelled articles among others, in words; None where the texts are absent. Articles go by their lines."""
    texts = texts_folder()
    if not (texts / "corpus/security-news.jsonl.xz").exists():
        yield None
        return
    wanted, folder = {int(row[1]) for row in ROWS}, tmp_path_factory.mktemp("borders")
    lines = list(enumerate(shared_articles(texts), 1))
    kept = [(n, article) for n, article in lines if n in wanted or n % _OTHERS == 0]
    with Archive.open(folder) as archive:
        archive.put_many([article for _, article in kept])
        stored = [s for batch in archive.changed_since(0) for s in batch]
        yield Searcher(archive, index_articles(stored, folder), Dictionary.shipped())


def in_order(searcher: Searcher, query: str, true: set[str], false: set[str]) -> tuple[int, int]:
    """How many pairs of a true and a false article stand in the right order, and how many there are."""
    place = {hit.id: at for at, hit in enumerate(searcher.search(query, n=2_000, correct=False).hits)}
    pairs = [(place[one], place[other]) for one in true for other in false]
    return sum(one < other for one, other in pairs), len(pairs)


@pytest.mark.parametrize("unaccented", [False, True], ids=["typed", "folded"])
def test_words_stand_before_what_crosses_their_borders(labelled: Searcher | None, unaccented: bool) -> None:
    if labelled is None:
        return
    ids = dict(enumerate((str(a.external_id) for a in shared_articles(texts_folder())), 1))
    labels: defaultdict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for query, line, _, true in ROWS:
        labels[query][true == "0"].add(ids[int(line)])
    each = [in_order(labelled, fold(query) if unaccented else query, *own) for query, own in labels.items()]
    share = sum(good for good, _ in each) / sum(every for _, every in each)
    print(f"gate: {len(ROWS)} labelled articles, true ones first in {share:.3f} of the pairs")
    assert share >= LEAST


@pytest.mark.parametrize("query", OWN)
def test_words_of_own_texts_stand_first_and_the_others_say_so(query: str, tmp_path: Path) -> None:
    true, false = (
        {f"{kind}{n}": text for n, text in enumerate(own)} for kind, own in zip("tf", OWN[query], strict=True)
    )
    articles = [{"id": name, "title": "Tin", "body": text} for name, text in {**true, **false}.items()]
    for searcher in open_archive(articles, tmp_path):
        assert in_order(searcher, query, set(true), set(false)) == (len(true) * len(false),) * 2
        hits = searcher.search(query).hits
        assert {hit.id for hit in hits if any(why.how == "border" for why in hit.why)} == set(false)
        assert len(searcher.search(f'"{query}"').hits) == len(articles)
