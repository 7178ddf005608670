"""Who is who: addresses of one article, reprints on several portals, versions word by word, texts of attached files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from archive import tables
from archive.articles import attachments as files
from archive.articles.address_keys import address_key, better_address
from archive.articles.archive import Archive
from archive.articles.diff import diff_articles, diff_words
from archive.articles.near_duplicates import link_near_duplicates, reprints_of
from archive.model import VIETNAM, Article, Attachment, Block
from jobs.tasks.erase import erase

WORDS = (
    "Sáng nay tổ công tác của xã đã đến từng nhà vận động bà con giao nộp pháo nổ tự chế và ký cam kết không tàng trữ "
    "trước dịp lễ hội làng sắp tới, nhiều người già kể lại chuyện cũ để lớp trẻ hiểu vì sao phải bỏ thói quen nguy hiểm ấy"
)
ARTICLE = Article(
    source="tinh_a",
    url="http://tinh-a.example/tin/phao-no-12.html",
    title="Vận động giao nộp pháo nổ",
    lead=WORDS,
    blocks=(Block("paragraph", " ".join(reversed(WORDS.split()))), Block("paragraph", WORDS.upper())),
    published=datetime(2023, 5, 25, 10, 30, tzinfo=VIETNAM),
    precision="minute",
)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path) as opened:
        yield opened


SAME = [
    "https://tinh-a.example/tin/phao-no-12.html",
    "http://www.tinh-a.example/tin/phao-no-12.html",
    "http://m.tinh-a.example/tin/phao-no-12.html",
    "http://tinh-a.example/tin/phao-no-12.html/",
    "http://tinh-a.example/print/tin/phao-no-12.html",
    "http://tinh-a.example/tin/phao-no-12-print.html",
    "http://tinh-a.example/tin/phao-no-12.html?print=1",
    "http://tinh-a.example/tin/phao-no-12.html/amp",
    "http://tinh-a.example/tin/phao-no-12.html?tmpl=component&print=1",
]


@pytest.mark.parametrize("url", SAME)
def test_one_article_under_several_addresses(archive: Archive, url: str) -> None:
    first = archive.put(ARTICLE)
    again = archive.put(replace(ARTICLE, url=url))
    assert again.id == first.id and archive.count() == 1
    third = archive.put(replace(ARTICLE, url=url))
    fourth = archive.put(ARTICLE)
    assert (third.outcome, fourth.outcome) == ("same", "same"), "two addresses must not make versions in turn"
    stored = archive.get(first.id)
    assert stored is not None and stored.article.url == better_address(str(ARTICLE.url), url)


@pytest.mark.parametrize(
    "url",
    [
        "http://tinh-a.example/tin/phao-no-13.html",
        "http://tinh-a.example/tin/phao-no-12.html?page=2",
        "http://sub.tinh-a.example/tin/phao-no-12.html",
        "http://tinh-a.example/in/phao-no-12.html",
    ],
)
def test_other_addresses_are_other_articles(archive: Archive, url: str) -> None:
    first = archive.put(ARTICLE)
    other = replace(ARTICLE, url=url, title="Một bài khác hẳn về đường làng")
    assert archive.put(other).id != first.id
    assert archive.count() == 2


def test_the_same_text_at_the_same_moment_is_one_article(archive: Archive) -> None:
    first = archive.put(ARTICLE)
    twin = archive.put(replace(ARTICLE, url="http://tinh-a.example/an-ninh/phao-no-12.html"))
    assert (twin.id, twin.outcome, twin.merged) == (first.id, "same", True)
    with archive.engine.connect() as connection:
        seen = (
            connection.execute(select(tables.addresses.c.url).where(tables.addresses.c.article == first.id))
            .scalars()
            .all()
        )
    assert len(seen) == 2
    later = replace(
        ARTICLE, url="http://tinh-a.example/x.html", published=datetime(2024, 5, 25, 10, 30, tzinfo=VIETNAM)
    )
    assert archive.put(later).id != first.id
    elsewhere = replace(ARTICLE, source="tinh_b", url="http://tinh-b.example/phao-no.html")
    assert archive.put(elsewhere).id != first.id


def test_one_article_twice_in_a_batch(archive: Archive) -> None:
    twin = replace(ARTICLE, url="http://tinh-a.example/an-ninh/phao-no-12.html")
    later = replace(twin, url="http://tinh-a.example/x.html", published=datetime(2024, 5, 25, 10, 30, tzinfo=VIETNAM))
    first, same, other = archive.put_many([ARTICLE, twin, later])
    assert (same.id, same.outcome, same.merged) == (first.id, "same", True)
    assert (other.outcome, archive.count()) == ("new", 2)
    assert [block.text for block in archive.get_many([other.id])[other.id].article.blocks] == [
        block.text for block in later.blocks
    ]


@given(
    st.from_regex(r"https?://(www\.)?[a-z]{2,8}\.vn(/[a-z0-9-]{1,9}){0,3}/?(\?[a-z]=[a-z0-9]{1,4})?", fullmatch=True)
)
def test_keys_are_stable(url: str) -> None:
    key = address_key(url)
    assert address_key(f"https://{key}") == key
    assert address_key(url.replace("https://", "http://")) == key
    assert better_address(url, url) == url


def _text(seed: int, length: int = 120) -> str:
    syllables = WORDS.split()
    return " ".join(syllables[(seed * 7 + n * (seed + 3)) % len(syllables)] for n in range(length))


def _copy(source: str, day: int, text: str, title: str = "Hội nghị của xã") -> Article:
    moment = datetime(2023, 5, day, tzinfo=VIETNAM)
    return Article(
        source, title, f"http://{source}.example/{day}.html", blocks=(Block("paragraph", text),), published=moment
    )


def test_reprints_are_linked_under_the_earliest(archive: Archive) -> None:
    text = f"{WORDS} {_text(1)} {_text(2)}"
    later = archive.put(_copy("tinh_b", 27, f"{text} Theo báo tỉnh bạn.")).id
    alone = archive.put(_copy("tinh_c", 26, f"{_text(5)} {_text(8)} {_text(11)}")).id
    assert link_near_duplicates(archive) == 2
    first = archive.put(_copy("tinh_a", 25, text)).id
    third = archive.put(_copy("tinh_d", 28, text.upper())).id
    assert link_near_duplicates(archive) == 2 and link_near_duplicates(archive) == 0
    assert [(r.article, r.original) for r in reprints_of(archive.engine, later)] == [(first, True), (third, False)]
    assert [(r.article, r.original) for r in reprints_of(archive.engine, first)] == [(later, False), (third, False)]
    assert all(r.similarity >= 0.7 for r in reprints_of(archive.engine, first))
    assert reprints_of(archive.engine, alone) == ()
    erase(archive.engine, first, who="quản trị", reason="thử")
    assert [r.article for r in reprints_of(archive.engine, later)] in ([third], [])
    archive.mark_gone(third)
    link_near_duplicates(archive)
    assert reprints_of(archive.engine, later) == ()


def test_of_one_portal_only_the_very_same_text_is_one_report(archive: Archive) -> None:
    text = f"{WORDS} {_text(1)} {_text(2)}"
    one = archive.put(_copy("tinh_a", 25, text)).id
    twin = archive.put(_copy("tinh_a", 26, text.replace(" ", "\n", 1))).id
    alike = archive.put(_copy("tinh_a", 27, f"{text} Theo báo tỉnh bạn.")).id
    link_near_duplicates(archive)
    assert [(r.article, r.original) for r in reprints_of(archive.engine, one)] == [(twin, False)]
    assert reprints_of(archive.engine, alike) == ()


def test_short_notices_are_no_reprints(archive: Archive) -> None:
    one = archive.put(_copy("tinh_a", 25, f"{WORDS} {_text(1)}")).id
    short = archive.put(_copy("tinh_b", 25, "Thông báo nghỉ lễ của cơ quan trong hai ngày", "Thông báo")).id
    archive.put(_copy("tinh_c", 25, "Thông báo nghỉ lễ của cơ quan trong hai ngày", "Thông báo"))
    link_near_duplicates(archive)
    assert reprints_of(archive.engine, one) == reprints_of(archive.engine, short) == ()


def test_differences_name_words() -> None:
    new = replace(
        ARTICLE,
        title="Vận động giao nộp pháo nổ lần hai",
        blocks=(*ARTICLE.blocks[:1], Block("paragraph", "Đoạn mới.")),
    )
    title, lead, same, rewritten = diff_articles(ARTICLE, new)
    assert [(c.kind, c.text.strip()) for c in title.changes] == [
        ("same", "Vận động giao nộp pháo nổ"),
        ("added", "lần hai"),
    ]
    assert not lead.changed and not same.changed and rewritten.changed
    assert diff_articles(ARTICLE, replace(ARTICLE, byline="PV"))[-1].part == "byline"


@given(st.text(max_size=120), st.text(max_size=120))
def test_differences_give_both_texts_back(old: str, new: str) -> None:
    found = diff_words(old, new)
    assert "".join(c.text for c in found if c.kind != "added").split() == old.split()
    assert "".join(c.text for c in found if c.kind != "removed").split() == new.split()


def test_text_of_a_file_joins_the_article(archive: Archive) -> None:
    url = "http://tinh-a.example/tep/ke-hoach.pdf"
    with_file = replace(
        ARTICLE, attachments=(Attachment(url, "Kế hoạch"), Attachment("http://tinh-a.example/a.zip", "Ảnh"))
    )
    number = archive.put(with_file).id
    before = archive.get(number)
    assert before is not None and set(files.states_of(archive.engine, number)) == {url}
    now = datetime(2023, 5, 26, tzinfo=UTC)
    assert files.store_file_text(archive.engine, url, files.FileText("text", "Điều 1. Phạm vi", 2, "ab"), now) == [
        number
    ]
    after = archive.get(number)
    assert after is not None and after.article.body.endswith("Điều 1. Phạm vi")
    assert after.change > before.change and after.text_hash != before.text_hash and after.version == before.version
    assert archive.put(with_file).outcome == "same"
    changed = archive.put(replace(with_file, title="Vận động giao nộp pháo nổ, bản sửa"))
    renewed = archive.get(number)
    assert changed.outcome == "changed" and renewed is not None and renewed.article.body.endswith("Phạm vi")
    assert all(b.kind != "attachment" for v in archive.versions(number) for b in v.article.blocks)
    assert archive.put(renewed.article).outcome == "same", "what was read back is what was published"
    erase(archive.engine, number, who="quản trị", reason="thử")
    with archive.engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(tables.files)).scalar() == 0


def test_a_file_that_is_no_longer_attached_is_dropped(archive: Archive) -> None:
    url = "http://tinh-a.example/tep/ke-hoach.docx"
    number = archive.put(replace(ARTICLE, attachments=(Attachment(url, "Kế hoạch"),))).id
    files.store_file_text(archive.engine, url, files.FileText("scanned", "", 3), datetime(2023, 5, 26, tzinfo=UTC))
    assert files.states_of(archive.engine, number)[url].state == "scanned"
    archive.put(ARTICLE)
    assert files.states_of(archive.engine, number) == {}
