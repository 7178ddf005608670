"""When damage of index files is found: at once where a file's times changed, else by hashing again."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from columnar import Document, IndexDamaged, IndexWriter, check_index, current_folder, open_current
from columnar.files.checksums import FILE, LARGE, VerifiedChecksums, discard_saved, sha256_of
from tests.support.english_index import PLAIN, plain

TOP = Path(__file__).parents[3]


def publish(folder: Path, key: int) -> None:
    """Publish a document that makes its segment a large file."""
    made = plain(key, "cat", "dog")
    with IndexWriter(folder, PLAIN) as writer:
        writer.add([Document(key, texts=made.texts, payload=("x" * LARGE,))])
        writer.publish()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with an index of one large segment."""
    publish(tmp_path, 1)
    return tmp_path


def damage(path: Path, *, same_times: bool) -> None:
    """Change one bit in the middle of a file: of a segment, in its payload, which nothing reads when it is opened."""
    stat = path.stat()
    with path.open("r+b") as file:
        file.seek(stat.st_size // 2)
        (byte,) = file.read(1)
        file.seek(stat.st_size // 2)
        file.write(bytes([byte ^ 1]))
    seconds = stat.st_mtime_ns if same_times else stat.st_mtime_ns + 1_000_000
    os.utime(path, ns=(stat.st_atime_ns, seconds))


def segment(data: Path) -> Path:
    """The first segment of the published generation."""
    return min(current_folder(data).glob("*.seg"))


def opened_elsewhere(data: Path) -> str:
    """What a new process, which knows nothing, says when it opens the index: how many documents, or the problem."""
    code = (
        "import sys; from pathlib import Path; from columnar import IndexDamaged, open_current\n"
        "try: print(open_current(Path(sys.argv[1])).size)\n"
        "except IndexDamaged as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(data)], cwd=TOP, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_what_was_published_is_not_hashed_again(data: Path) -> None:
    damage(segment(data), same_times=True)
    assert opened_elsewhere(data) == "1"
    publish(data, 2)
    assert open_current(data).size == 2
    assert opened_elsewhere(data) == "2"


def test_damage_met_while_publishing_is_found_by_whoever_comes_next(data: Path) -> None:
    damage(segment(data), same_times=True)
    with IndexWriter(data, PLAIN) as writer:
        writer.delete([1])
        with pytest.raises(IndexDamaged):
            writer.publish()
    assert "wrong sha256" in opened_elsewhere(data)
    publish(data, 2)
    assert opened_elsewhere(data) == "1"


def test_a_changed_file_is_hashed_and_refused(data: Path) -> None:
    damage(segment(data), same_times=False)
    with pytest.raises(IndexDamaged, match="wrong sha256"):
        open_current(data)


def test_silent_damage_is_found_by_hashing_again(data: Path) -> None:
    damage(segment(data), same_times=True)
    assert open_current(data).size == 1
    (problem,) = check_index(data)
    assert "sha256" in problem
    with pytest.raises(IndexDamaged):
        open_current(data)
    assert "wrong sha256" in opened_elsewhere(data)


@pytest.mark.parametrize("content", [b"", b"[[1, 2]]", b'{"a": 1}'])
def test_what_is_kept_may_be_lost_or_damaged(data: Path, content: bytes) -> None:
    (data / "index" / FILE).write_bytes(content)
    assert opened_elsewhere(data) == "1"
    damage(segment(data), same_times=True)
    assert "wrong sha256" in opened_elsewhere(data)


def test_a_publication_whose_hashes_cannot_be_kept_is_one(data: Path) -> None:
    kept = data / "index" / FILE
    kept.unlink()
    kept.mkdir()
    publish(data, 2)
    assert open_current(data).size == 2
    discard_saved(data / "index")
    assert kept.is_dir()


def test_a_file_is_hashed_once_a_process(tmp_path: Path) -> None:
    path = tmp_path / "index" / "g1" / "small"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"x" * 100)
    right, known = sha256_of(path), VerifiedChecksums()
    assert known.matches(path, right, again=False)
    damage(path, same_times=True)
    assert known.matches(path, right, again=False)
    assert not VerifiedChecksums().matches(path, right, again=False)
    assert not known.matches(path, right, again=True)
    assert not known.matches(path, right, again=False)
    known.record(path, right)
    damage(path, same_times=True)
    assert known.matches(path, right, again=True)
