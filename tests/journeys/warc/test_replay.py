"""What is exported replays: pywb shows every page of the sample portal as it was fetched, never our own record of it."""

from __future__ import annotations

import base64
import json
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.articles.archive import Archive
from archive.exchange.warc import export_warc
from archive.model import Article, Block, RawResponse
from sample import pages
from sample.articles import load_articles
from tests.support.paths import ROOT

PYWB = ROOT / "build" / "pywb" / "bin" / "python"
COUNT = 100
START = datetime(2026, 1, 1, 8, 30, tzinfo=UTC)
HEADERS = {"content-type": "text/html; charset=utf-8", "content-encoding": "gzip"}


@pytest.mark.skipif(not PYWB.exists(), reason="pywb is not there: run tools/install-pywb")
def test_every_page_of_the_sample_replays(tmp_path: Path) -> None:
    bodies: dict[str, bytes] = {}
    with Archive.open(tmp_path / "data") as archive:
        for number, article in enumerate(load_articles()[:COUNT]):
            url = f"https://portal.example/tin/bai-so-{number}.html"
            bodies[url] = pages.render_article_page(article, ("Tin tức",), "").encode()
            at = START + timedelta(minutes=number)
            read = Article("s", article.title, url, blocks=(Block("paragraph", "Chữ."),), fetched_at=at)
            archive.put(read, RawResponse(url, 200, HEADERS, bodies[url], at))
        with (tmp_path / "kho.warc.gz").open("wb") as out:
            export_warc(archive, out)
    assert len(bodies) == COUNT
    command = [PYWB, Path(__file__).with_name("replay_with_pywb.py"), tmp_path, tmp_path / "kho.warc.gz"]
    done = subprocess.run(command, input="\n".join(bodies), capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stderr[-2000:]
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    told = [(a["status"], a["type"].partition(";")[0]) for a in answers]
    assert told == [(200, "text/html")] * COUNT, done.stderr[-2000:]
    assert [base64.b64decode(a["body"]) for a in answers] == list(bodies.values())
