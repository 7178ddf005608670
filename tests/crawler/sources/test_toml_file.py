"""A source's file is written so that it is read back, and one that cannot be read takes no other with it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import example, given
from hypothesis import strategies as st

from archive.articles.archive import Archive
from archive.model import Article
from cli.crawl import choose_sources
from cli.main import cli
from crawler.errors import UnknownSource
from crawler.reextract import reextract
from crawler.sources.registry import add_source, find_faults, load_sources, pause_source, source_for_url
from crawler.sources.toml_file import quote_toml, set_value, write_source
from tests.crawler.test_reextract import page_of

BREAKS = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
"""What ends a line for ``str.splitlines``, and none for TOML."""

UNREADABLE = [
    b'start_pages = ["http://vi-du.test/a\x7fb"]\n', b"\xff\xfe", b"delay = 1\ndelay = 2\n", b"delay = " + b"[" * 5000, b"budget = " + b"9" * 5000,
    b"no_key_of_ours = 1\n", b'[selectors]\ntitle = ">>"\n',
]  # fmt: skip


def declare(data: Path, name: str, text: bytes) -> Path:
    path = data / "sources" / f"{name}.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text)
    return path


@given(st.text())
@example("\x7f")
@example('"\\\t\n' + BREAKS)
def test_what_is_quoted_is_read_back(text: str) -> None:
    quoted = quote_toml(text)
    assert tomllib.loads(f"value = {quoted}") == {"value": text} and quoted.isprintable()


@pytest.mark.parametrize("sign", [*BREAKS[-3:], "\t"])
def test_a_change_keeps_every_line_of_the_file(tmp_path: Path, sign: str) -> None:
    address = f"http://vi-du.test/a{sign}b"
    path = declare(tmp_path, "x", f'# theirs\nstart_pages = ["{address}"]\nhours = [\n  22,\n  6,\n]\n'.encode())
    for value, hours in (("[1, 2]", (1, 2)), ("[]", ())):
        set_value(tmp_path, "x", "hours", value)
        source = load_sources(tmp_path)["x"]
        assert (source.start_pages, source.hours) == ((address,), hours)
    assert path.read_text("utf-8") == f'hours = []\n# theirs\nstart_pages = ["{address}"]\n'


@pytest.mark.parametrize(
    "text", ['domain = "a\x7fb"\n', "delay = true\n", f"domain = {quote_toml(chr(0xD800))}\n", "domain = \n"]
)
def test_what_declares_no_source_is_not_written(tmp_path: Path, text: str) -> None:
    path = write_source(tmp_path, "x", "delay = 2\n")
    with pytest.raises(UnknownSource, match=r"x\.toml"):
        write_source(tmp_path, "x", text)
    assert path.read_text("utf-8") == "delay = 2\n" and list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("sign", [*BREAKS, "\x00", "\x7f", "\n", "\u200b", "\udc80"])
def test_an_address_with_what_cannot_be_seen_is_refused(tmp_path: Path, sign: str) -> None:
    with pytest.raises(UnknownSource, match="không nhìn thấy được"):
        source_for_url(f"http://vi-du.test/a{sign}b")
    with pytest.raises(UnknownSource, match="không nhìn thấy được"):
        add_source(tmp_path, "x", f"http://vi-du.test/a{sign}b")
    assert not (tmp_path / "sources").exists()


@pytest.mark.parametrize("name", ["ha_tinh", "cua_toi"])
@pytest.mark.parametrize("text", UNREADABLE)
def test_a_file_that_cannot_be_read_leaves_out_its_own_source(tmp_path: Path, text: bytes, name: str) -> None:
    path = declare(tmp_path, name, text)
    declare(tmp_path, "khac", b'domain = "khac.test"\n')
    found, shipped = load_sources(tmp_path), load_sources(None)
    own = found.pop(name)
    assert own.paused and not own.show_full_text and str(path) in str(own.fault)
    assert found == {**{n: s for n, s in shipped.items() if n != name}, "khac": found["khac"]}
    assert found["khac"].domain == "khac.test" and find_faults(tmp_path).keys() == {name}
    with pytest.raises(UnknownSource, match=name):
        pause_source(tmp_path, name, paused=False)
    assert path.read_bytes() == text
    path.unlink()
    assert find_faults(tmp_path) == {} and load_sources(tmp_path).get(name) == shipped.get(name)


def test_the_commands_name_the_file_and_go_on(tmp_path: Path) -> None:
    with Archive.open(tmp_path):
        pass
    path = str(declare(tmp_path, "cua_toi", UNREADABLE[0]))

    def run(*words: str) -> tuple[int, str]:
        done = CliRunner().invoke(cli, ["--data", str(tmp_path), *words])
        return done.exit_code, done.output

    assert {source.name for source in choose_sources(tmp_path, (), True)} == set(load_sources(None))
    code, listed = run("source", "list")
    assert code == 0 and path in listed and "congan.hatinh.gov.vn" in listed
    for words in (("check",), ("crawl", "cua_toi"), ("source", "check", "cua_toi"), ("source", "set", "cua_toi", "--delay", "3")):  # fmt: skip
        code, told = run(*words)
        assert code != 0 and path in told and "Traceback" not in told, words


def test_a_kept_page_waits_until_the_file_of_its_source_is_mended(tmp_path: Path) -> None:
    declare(tmp_path, "mau", UNREADABLE[0])
    with Archive.open(tmp_path) as archive:
        archive.put(Article("mau", "Bài", page_of(1).url), page_of(1))
        report = reextract(archive, load_sources(tmp_path), source="mau")
        assert (report.seen, report.refused) == (1, 1) and "mau.toml" in report.last_refusals[0]
