"""The sample portal's archive, and a folder served as in production: for screenshots and for tests that need the whole site."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def make_demo(data: Path) -> None:
    """Crawl the sample portal into a data folder, with its facts and its index."""
    from archive.articles.archive import Archive
    from crawler.crawl import crawl
    from crawler.sources.sample import sample_source
    from jobs.tasks.update_index import update_index
    from sample.server import serve_portal

    with serve_portal() as address, Archive.open(data) as archive:
        crawl(archive, [sample_source(address)])
    update_index(data)


def add_version(data: Path, number: int) -> None:
    """Archive an article once more with another lead, as after a correction by its portal."""
    from archive.articles.archive import Archive

    with Archive.open(data) as archive:
        if (stored := archive.get(number)) is not None:
            archive.put_many([replace(stored.article, lead=f"{stored.article.lead} (Đã bổ sung.)")])


def add_admin(data: Path, name: str, password: str) -> None:
    """Add an account of the administration, as ``run.py user add`` does."""
    from site_data.passwords import hash_password
    from site_data.site import Site

    with Site.open(data) as site:
        site.users.add(name, hash_password(password))


class ServedSite:
    """A site that answers at ``address``."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.address = self._read_address()

    @property
    def port(self) -> int:
        """The port of its address."""
        return int(self.address.rpartition(":")[2])

    def read_set_up_link(self) -> str:
        """Return the link for the first account, which a site without accounts prints once."""
        return self._read_address()

    def _read_address(self) -> str:
        assert self._process.stdout is not None
        line = next((line for line in self._process.stdout if "http://" in line), "")
        found = re.search(r"http://[^\s/]+(?:/[^\s]+)?", line)
        if found is None:
            raise RuntimeError("The site did not start; `run.py serve` says why.")
        return found.group()


@contextmanager
def serve_folder(
    data: Path, *, public: bool = False, worker: bool = False, environment: Mapping[str, str] | None = None
) -> Iterator[ServedSite]:
    """Serve a data folder with the real server; ``public`` sets its address as the public one, ``worker`` lets it do jobs.

    ``environment`` holds further settings. Nothing is scheduled. Raises RuntimeError when it does not start or does not end in order.
    """
    port, own = 0, {"TIMTIN_INDEX_MINUTES": "0", **(environment or {})}
    if public:
        # The address has to be known before it is served.
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        own["TIMTIN_PUBLIC_URL"] = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-u", str(ROOT / "run.py"), "--data", str(data), "serve", "--port", str(port)]
    with subprocess.Popen(
        command if worker else [*command, "--no-worker"],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=os.environ | own,
    ) as process:
        try:
            yield ServedSite(process)
        finally:
            process.terminate()
            assert process.stdout is not None
            process.stdout.read()
    if process.returncode:
        raise RuntimeError(f"the site ended with {process.returncode}")
