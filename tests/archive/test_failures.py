"""One article's failure never ends a batch: it goes on without what failed, is listed, and is tried again under other rules."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import OperationalError

from archive.abbreviations.definitions import LearnedAbbreviations
from archive.articles import near_duplicates as reprints
from archive.articles.archive import Archive
from archive.articles.minhash import Signature, signature_of
from archive.attempts import FailedStep, attempt
from archive.failures import FACTS, SIGNATURE, ArticleFailure, Failures
from archive.model import VIETNAM, Article, Block
from database.errors import ArchiveBusy
from facts.extraction.article import facts_of
from facts.model import Facts, FigureFact, Sentence
from facts.reading.facts import FactReader
from facts.update import update_facts
from indexer.analysis.analyzer import Parts, defined_pairs
from indexer.analysis.cache import Makers
from indexer.analysis.entity_terms import entity_terms_of_text
from indexer.analysis.main_events import event_of
from indexer.analysis.word_segmentation import segment_text
from indexer.documents import document_of
from indexer.update import Steps
from indexer.update import index_archive as update
from jobs.tasks.erase import erase
from search.searcher import Searcher
from vietnamese.spelling.tokens import tokenize

R = TypeVar("R")

BROKEN = "Chữ làm hỏng bộ đọc"
ARTICLES, BAD = 5, 3
SHARED = (
    "Hội nghị biểu dương phong trào toàn dân bảo vệ an ninh Tổ quốc (ANTQ). Ông Nguyễn Văn Mẫu, Trưởng phòng Kế hoạch "
    "của nhà máy Xa Lạ, cho biết bà con các xã đã chuẩn bị ngày hội suốt cả tháng vừa qua, từ việc dọn đường làng đến "
    "việc tập văn nghệ; các đơn vị ký kết kế hoạch phối hợp số 15/KH-UBND trong thời gian tới ở khắp địa bàn."
)


def article(number: int, *, broken: bool = False) -> Article:
    text = f"{SHARED} {BROKEN}." if broken else SHARED
    return Article(
        f"nguon_{number}",
        f"Ngày hội thứ {number}",
        f"https://vi-du.test/{number}",
        lead=f"Sáng 10/3/2023, Công an tỉnh An Bình tổ chức hội nghị {BROKEN if broken else ''}.",
        blocks=(Block("paragraph", text),),
        published=datetime(2023, 3, 11, tzinfo=VIETNAM),
    )


@pytest.fixture
def archive(tmp_path: Path) -> Any:
    """An archive whose article BAD breaks every step that reads it."""
    with Archive.open(tmp_path) as opened:
        opened.put_many([article(n, broken=n == BAD) for n in range(1, ARTICLES + 1)])
        yield opened


def breaking(step: Callable[..., R], *given: Any) -> R:
    """A step that cannot stand the broken text."""
    if BROKEN in str(given):
        raise IndexError("list index out of range")
    return step(*given)


broken_facts = partial(breaking, facts_of)
NO_FAILURE = Steps()


def failures(archive: Archive) -> list[tuple[int, str, str]]:
    return [(f.article, f.step, f.error) for f in Failures(archive.engine).list()]


WHY = "IndexError: list index out of range"


@given(
    error=st.sampled_from([ValueError, IndexError, RecursionError, AssertionError, OverflowError, StopIteration, KeyError]),
    message=st.text(),
)  # fmt: skip
def test_whatever_a_step_raises_is_one_line(error: type[Exception], message: str) -> None:
    def step(told: str) -> int:
        raise error(told)

    found = attempt(step, message)
    assert isinstance(found, FailedStep) and found.error.startswith(error.__name__)
    assert len(found.error.splitlines()) == 1 and len(found.error) <= 200 and found.error.encode()


@pytest.mark.parametrize(
    "error",
    [MemoryError(), OSError(28, "full"), ImportError(), ArchiveBusy("database.busy", file="x"), OperationalError("", {}, Exception()), KeyboardInterrupt()],
    ids=lambda e: type(e).__name__,
)  # fmt: skip
def test_what_is_no_fault_of_an_article_is_raised(error: BaseException) -> None:
    def step(_: int) -> int:
        raise error

    with pytest.raises(type(error)):
        attempt(step, 1)


def test_an_article_whose_facts_cannot_be_made_is_left_without(archive: Archive, tmp_path: Path) -> None:
    report = update_facts(tmp_path, processes=1, extract=broken_facts)
    assert (report.made, report.failed) == (ARTICLES - 1, 1)
    assert failures(archive) == [(BAD, FACTS, WHY)]
    reader = FactReader(archive.engine)
    assert [n for n in range(1, ARTICLES + 1) if reader.facts_of(n) is None] == [BAD]


def test_facts_that_failed_are_tried_again_under_other_rules_or_with_another_text(
    archive: Archive, tmp_path: Path
) -> None:
    asked: Counter[str] = Counter()

    def extract(given: Article) -> Facts:
        asked[given.title] += 1
        return broken_facts(given)

    update = partial(update_facts, tmp_path, processes=1, extract=extract)
    update(rules="1")
    archive.put(article(ARTICLES + 1))
    assert update(rules="1").made == 1
    assert asked[article(BAD).title] == 1, "the same text and rules fail again"
    assert update(rules="2").failed == 1 and asked[article(BAD).title] == 2
    archive.put(article(BAD))
    assert update(rules="2").made == 1
    assert failures(archive) == [] and FactReader(archive.engine).facts_of(BAD) is not None


def test_a_failure_alone_makes_new_rules_read_the_archive_again(tmp_path: Path) -> None:
    with Archive.open(tmp_path) as archive:
        archive.put(article(1, broken=True))
        assert update_facts(tmp_path, processes=1, extract=broken_facts, rules="1").failed == 1
        assert update_facts(tmp_path, processes=1, rules="2").made == 1
        assert failures(archive) == []


def test_facts_of_before_go_when_those_of_the_new_text_fail(archive: Archive, tmp_path: Path) -> None:
    update_facts(tmp_path, processes=1, extract=broken_facts)
    archive.put(article(1, broken=True))
    assert update_facts(tmp_path, processes=1, extract=broken_facts).failed == 1
    assert FactReader(archive.engine).facts_of(1) is None
    archive.mark_gone(1)
    assert update_facts(tmp_path, processes=1, extract=broken_facts).removed == 0
    assert [number for number, *_ in failures(archive)] == [BAD]


@pytest.mark.parametrize(
    ("value", "end", "reason"),
    [(1.0, 2**70, r"(OverflowError|ValueError: rows)"), (float("nan"), 4, "ValueError: rows")],
)
def test_facts_that_cannot_be_kept_leave_nothing_behind(
    archive: Archive, tmp_path: Path, value: float, end: int, reason: str
) -> None:
    def extract(given: Article) -> Facts:
        made = facts_of(given)
        unkept = FigureFact(value, "người", "dự", Sentence("title", 0, end, "Ngày"))
        return replace(made, figures=[*made.figures, unkept]) if BROKEN in given.body else made

    report = update_facts(tmp_path, processes=1, extract=extract)
    assert (report.made, report.failed) == (ARTICLES - 1, 1)
    ((number, step, told),) = failures(archive)
    assert (number, step) == (BAD, FACTS) and re.match(reason, told)
    assert FactReader(archive.engine).facts_of(BAD) is None
    assert FactReader(archive.engine).facts_of(BAD + 1) is not None


def test_other_processes_tell_what_failed(tmp_path: Path) -> None:
    with Archive.open(tmp_path) as archive:
        archive.put_many([article(n, broken=n == 70) for n in range(1, 205)])
        assert update_facts(tmp_path, processes=2, extract=broken_facts).failed == 1
        assert failures(archive) == [(70, FACTS, WHY)]
        makers = Makers(segment=partial(breaking, segment_text))
        report = update(tmp_path, processes=2, steps=Steps(makers))
        assert (report.articles, report.analysed) == (204, 204)
        assert sorted(failures(archive)) == [(70, FACTS, WHY), (70, "words", WHY)]


BREAKING_STEPS = {
    "terms": Steps(Makers(Parts(tokens=partial(breaking, tokenize)))),
    "definitions": Steps(Makers(Parts(definitions=partial(breaking, defined_pairs)))),
    "marks": Steps(Makers(Parts(marks=partial(breaking, entity_terms_of_text)))),
    "words": Steps(Makers(segment=partial(breaking, segment_text))),
    "event": Steps(event=partial(breaking, event_of)),
    "row": Steps(document=partial(breaking, document_of)),
}
SOUND = {
    **dict.fromkeys(("terms", "definitions", "marks"), replace(NO_FAILURE, analyser="mới")),
    "words": replace(NO_FAILURE, segmenter="mới"),
    "event": replace(NO_FAILURE, events="mới"),
    "row": replace(NO_FAILURE, analyser="mới"),
}


def found(data: Path, query: str) -> set[int]:
    with Searcher.open(data) as searcher:
        return {int(n) for n in searcher.matching(query).articles}


@pytest.mark.parametrize("step", BREAKING_STEPS)
def test_an_article_is_published_without_what_failed(archive: Archive, tmp_path: Path, step: str) -> None:
    every = set(range(1, ARTICLES + 1))
    report = update(tmp_path, processes=1, steps=BREAKING_STEPS[step])
    assert report.articles == ARTICLES
    assert failures(archive) == [(BAD, step, WHY)]
    assert found(tmp_path, "ngày hội thứ") == every, "by its title, whatever else failed"
    assert found(tmp_path, "biểu dương phong trào") == (every - {BAD} if step == "terms" else every)
    update(tmp_path, rebuild=True, processes=1, steps=BREAKING_STEPS[step])
    assert failures(archive) == [(BAD, step, WHY)], "known as long as the versions are the same"
    assert update(tmp_path, processes=1, steps=SOUND[step]).articles == ARTICLES
    assert failures(archive) == []
    assert found(tmp_path, "biểu dương phong trào") == every


def test_every_article_of_a_text_that_fails_is_listed(archive: Archive, tmp_path: Path) -> None:
    update(tmp_path, processes=1, steps=BREAKING_STEPS["words"])
    archive.put(replace(article(BAD, broken=True), url="https://vi-du.test/9", source="nguon_9"))
    archive.put(article(ARTICLES + 2))
    update(tmp_path, processes=1, steps=BREAKING_STEPS["words"])
    assert {number for number, *_ in failures(archive)} == {BAD, ARTICLES + 1}
    archive.put(article(BAD))
    archive.mark_gone(ARTICLES + 1)
    update(tmp_path, processes=1, steps=BREAKING_STEPS["words"])
    assert failures(archive) == []


def test_definitions_of_others_are_learned(archive: Archive, tmp_path: Path) -> None:
    update(tmp_path, processes=1, steps=BREAKING_STEPS["definitions"])
    counts = {p.abbreviation: p.count for p in LearnedAbbreviations(archive.engine).pairs()}
    assert counts["ANTQ"] == ARTICLES - 1


def test_reprints_of_others_are_linked(archive: Archive) -> None:
    sign: Callable[[Article], Signature | None] = partial(breaking, signature_of)
    assert reprints.link_near_duplicates(archive, batch=2, sign=sign, version="1") == ARTICLES
    assert failures(archive) == [(BAD, SIGNATURE, WHY)]
    assert [r.article for r in reprints.reprints_of(archive.engine, 1)] == [2, 4, 5]
    assert reprints.link_near_duplicates(archive, sign=sign, version="1") == 0
    assert reprints.link_near_duplicates(archive, version="2") == 1
    assert failures(archive) == []
    assert [r.article for r in reprints.reprints_of(archive.engine, 1)] == [2, 3, 4, 5]


def test_a_failure_is_erased_with_its_article(archive: Archive, tmp_path: Path) -> None:
    update_facts(tmp_path, processes=1, extract=broken_facts)
    (kept,) = Failures(archive.engine).list()
    assert kept == ArticleFailure(BAD, FACTS, WHY, kept.at, f"nguon_{BAD}", f"https://vi-du.test/{BAD}")
    erase(archive.engine, BAD, who="chủ nhiệm", reason="theo yêu cầu")
    assert failures(archive) == [] and Failures(archive.engine).count_by_step() == {}
