"""Bits that change in a segment under unchanged size and times: no process ends, and no answer is wrong."""

from __future__ import annotations

import json
import os
import pickle
import shutil
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from archive.articles.archive import Archive
from archive.crawling.crawl_log import CrawlLog
from archive.model import VIETNAM, Article, Block
from columnar import current_folder
from columnar.files.array_file import write_arrays
from columnar.files.checksums import sha256_of
from columnar.files.mapped_arrays import read_arrays
from columnar.generations.manifest import read_manifest, sealed_manifest
from indexer import FIRST_STEPS, IndexDamaged, check_index, index_archive, is_damaged
from jobs.notices.troubles import find_troubles
from search.searcher import Searcher
from site_data.site import Site

_WORDS = [
    "công",
    "an",
    "tỉnh",
    "phường",
    "xã",
    "phòng",
    "chống",
    "tội",
    "phạm",
    "ma",
    "túy",
    "hội",
    "nghị",
    "tổng",
    "kết",
    "an",
    "ninh",
    "trật",
    "tự",
    "giao",
    "thông",
    "bắt",
    "giữ",
    "đối",
    "tượng",
    "xe",
    "máy",
    "tuyên",
    "truyền",
    "pháp",
    "luật",
    "người",
    "dân",
    "học",
    "sinh",
    "cháy",
    "nổ",
    "lừa",
    "đảo",
    "mạng",
    "khởi",
    "tố",
    "bị",
    "can",
    "thiếu",
    "tướng",
    "giám",
    "đốc",
    "chỉ",
    "đạo",
    "kế",
    "hoạch",
]
_MOST_BITS = 2000
_BEGIN = datetime(2015, 1, 1, tzinfo=VIETNAM)

QUERIES = [
    *("công an", "ma túy", "hội nghị tổng kết", '"an ninh trật tự"', "tội phạm ma túy -xe máy", "cong an tinh", "ANTQ", "xyz"),
    *("xe máy OR lừa đảo", "tiêu đề: công an", "giám", "2016", "1234", "pháp luật học sinh cháy", "thiếu tướng giám đốc"),
]  # fmt: skip
"""Each is asked by score and by day, and some from the second page on: 40 searches."""


def article(number: int) -> Article:
    """An article of random words of the field."""
    chance = Random(number)

    def text(words: int) -> str:
        return " ".join(chance.choices(_WORDS, range(len(_WORDS), 0, -1), k=words)).capitalize() + "."

    body = tuple(Block("paragraph", text(chance.choice([8, 40, 90]))) for _ in range(3))
    return Article(
        f"kho{number % 3}", text(7), external_id=f"n{number}", lead=text(15), blocks=body,
        published=_BEGIN + timedelta(days=number),
    )  # fmt: skip


@pytest.fixture(name="data", scope="module")
def _data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of two generations, the newer one of two segments."""
    data = tmp_path_factory.mktemp("flipped")
    for numbers in (range(300), range(300, 306)):
        with Archive.open(data) as archive:
            archive.put_many([article(number) for number in numbers])
        index_archive(data, steps=FIRST_STEPS)
    return data


Answers = list[Any]


def asked(data: Path) -> Answers:
    """What 40 searches answer; "damaged" for those that say so in one line."""
    found: Answers = []
    try:
        with Searcher.open(data) as searcher:
            asking = [(q, s, 0) for q in QUERIES for s in ("relevance", "date")] + [
                (q, "relevance", 10) for q in QUERIES[:10]
            ]
            for query, sort, offset in asking:
                try:
                    got = searcher.search(query, sort=sort, offset=offset)  # type: ignore[arg-type]
                except IndexDamaged as error:
                    assert "\n" not in str(error)
                    found.append("damaged")
                else:
                    hits = [(hit.article, hit.score, hit.title_marked, hit.snippet) for hit in got.hits]
                    found.append((got.total, got.total_partial, hits, got.facets))
    except IndexDamaged as error:
        assert "\n" not in str(error)
        return ["damaged"] * 40
    return found


def asked_apart(data: Path) -> Answers | str:
    """The same of a process of its own; how it ended when it did not end well."""
    out, into = os.pipe()
    child = os.fork()
    if not child:
        os.close(out)
        try:
            told: object = asked(data)
        except BaseException as error:
            told = repr(error)
        with os.fdopen(into, "wb") as pipe:
            pickle.dump(told, pipe)
        os._exit(0)
    os.close(into)
    with os.fdopen(out, "rb") as pipe:
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    return pickle.loads(said) if status == 0 else f"ended with {status}"


def flip(path: Path, bits: list[int]) -> None:
    """Change bits of a file, and nothing else that tells of it."""
    before = path.stat()
    with path.open("r+b") as file:
        for bit in bits:
            file.seek(bit // 8)
            (byte,) = file.read(1)
            file.seek(bit // 8)
            file.write(bytes([byte ^ 1 << bit % 8]))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@dataclass(frozen=True)
class Sound:
    """What the newer generation of a data folder answers, and the one before."""

    data: Path
    newest: Answers
    before: Answers


@pytest.fixture(name="sound", scope="module")
def _sound(data: Path) -> Sound:
    newest = asked(data)
    current = (data / "CURRENT").read_text("utf-8").strip()
    (older,) = (folder.name for folder in (data / "index").glob("g*") if folder.name != current)
    (data / "CURRENT").write_text(older, "utf-8")
    before = asked(data)
    (data / "CURRENT").write_text(current, "utf-8")
    assert newest != before and len(newest) == len(before) == 40
    return Sound(data, newest, before)


def check_flips(sound: Sound, seeds: range) -> None:
    """Flip bits of a segment of the newer generation for each seed, ask, and flip them back."""
    folder = current_folder(sound.data)
    verified = sound.data / "index" / "verified.json"
    known = verified.read_bytes()
    outcomes: Counter[str] = Counter()
    for seed in seeds:
        chance = Random(seed)
        path = chance.choice(sorted(folder.glob("*.seg")))
        count = chance.choice([1, 2, 8, 64, 500, _MOST_BITS])
        bits = [chance.randrange(8 * path.stat().st_size) for _ in range(count)]
        flip(path, bits)
        try:
            found = asked_apart(sound.data)
        finally:
            flip(path, bits)
            verified.write_bytes(known)
            (sound.data / "index" / "damaged.json").unlink(missing_ok=True)
        assert isinstance(found, list), (seed, found)
        for one, new, old in zip(found, sound.newest, sound.before, strict=True):
            assert one in ("damaged", new, old), (seed, one)
            outcomes["damaged" if one == "damaged" else "newest" if one == new else "before"] += 1
    assert outcomes["newest"] + outcomes["before"] > 0


@pytest.mark.parametrize("seeds", [range(at, at + 20) for at in (0, 20, 40)])
def test_flipped_bits_end_nothing(sound: Sound, seeds: range) -> None:
    check_flips(sound, seeds)


@pytest.mark.full
@pytest.mark.parametrize("seeds", [range(at, at + 20) for at in range(0, 2000, 20)])
def test_two_thousand_flipped_segments(sound: Sound, seeds: range) -> None:
    check_flips(sound, seeds)


def contradict(folder: Path) -> None:
    """Make documents of every list numbers beyond the segment, under hashes that are right everywhere."""
    for path in folder.glob("*.seg"):
        arrays, meta = read_arrays(path)
        held = {name: arrays[name].copy() for name in arrays}
        for name in (name for name in held if name.endswith(".docs")):
            held[name][::3] += 2**30
        write_arrays(path, held, json.loads(json.dumps(meta)))
    manifest = read_manifest(folder)
    files = {
        name: {"bytes": (folder / name).stat().st_size, "sha256": sha256_of(folder / name)} for name in manifest.files
    }
    (folder / "manifest.json").write_bytes(sealed_manifest(manifest, files))


def test_numbers_beyond_bounds_bring_back_the_generation_before(sound: Sound, tmp_path: Path) -> None:
    data = tmp_path / "data"
    # A segment that both generations have is damaged in one of them only.
    shutil.copytree(sound.data, data)
    contradict(current_folder(data))
    assert check_index(data) == [] and not is_damaged(data)
    assert asked(data) == sound.before
    # The next process knows, and so does whoever looks after the site.
    assert is_damaged(data) and len(check_index(data)) == 1
    with Site.open(data) as site, Archive.open(data) as archive:
        assert list(find_troubles(data, site, CrawlLog(archive.engine), datetime.now(UTC))) == ["index_damaged"]
    index_archive(data, steps=FIRST_STEPS, rebuild=True)
    assert not is_damaged(data) and check_index(data) == []
