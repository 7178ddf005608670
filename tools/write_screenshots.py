"""Write screenshots of every page at 360 and 1280 px, light and dark (``make screenshots``), for people to look at.

    python tools/write_screenshots.py FOLDER          all of them
    python tools/write_screenshots.py --readme        the few that README shows, into docs/images

The pages are those of the sample portal's archive, crawled, indexed and served for it on this machine.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDTHS, SCHEMES = (360, 1280), ("light", "dark")

PAGES: Mapping[str, str] = {
    "front": "/",
    "search": "/tim-kiem?q=hội+nghị+ANTQ",
    "results-filtered": "/tim-kiem?q=hội+nghị&nam=2016&nam=2019&trang=1",
    "results-months": "/tim-kiem?q=hội+nghị&tu=2018&den=2019",
    "results-partial": "/tim-kiem?q=hội+nghị+zzqqxx",
    "results-none": "/tim-kiem?q=zzqqxx",
    "results-none-in-year": "/tim-kiem?q=hội+nghị&nam=2009",
    "timeline": "/tim-kiem?q=hội+nghị&xem=dong-thoi-gian",
    "events-of-results": "/tim-kiem?q=hội+nghị&xem=su-kien",
    "filters-sheet": "/tim-kiem?q=hội+nghị#loc",
    "filter-sections": "/tim-kiem/loc/muc?q=hội+nghị",
    "filter-people": "/tim-kiem/loc/nguoi?q=hội+nghị",
    "article": "/bai/9?q=hội+nghị",
    "article-version": "/bai/9/ban/1",
    "events": "/su-kien/",
    "event": "/su-kien/1",
    "people": "/nguoi/",
    "person": "/nguoi/1",
    "office": "/nguoi/?q=giám+đốc+@2023",
    "documents": "/van-ban/",
    "document": "/van-ban/09/CTr-BCA-MTTW",
    "campaigns": "/dot-cao-diem",
    "report": "/bao-loi?trang=/su-kien/1",
    "advanced": "/tim-nang-cao",
    "batch": "/tim-hang-loat",
    "download": "/xuat/?q=hội+nghị",
    "follow": "/theo-doi?q=hội+nghị",
    "coverage": "/nguon/",
    "source": "/nguon/sample",
    "help": "/huong-dan",
    "about": "/gioi-thieu",
    "accessibility": "/tiep-can",
    "privacy": "/du-lieu-ca-nhan",
    "health": "/suc-khoe",
    "not-found": "/khong-co",
    "sign-in": "/quan-tri/dang-nhap",
}
"""Every page of the site for readers, in each of its states, by name."""

_PATIENCE = 120_000
"""Milliseconds for one page: the first search of a process reads word lists and the index."""

README = ("search", "article")
"""The pages that README shows: light, at both widths."""


def make_demo(data: Path) -> None:
    """Crawl the sample portal into a data folder and index it."""
    from archive.articles.archive import Archive
    from crawler.crawl import crawl
    from crawler.sources.sample import sample_source
    from jobs.tasks.update_index import update_index
    from sample.server import serve_portal

    with serve_portal() as address, Archive.open(data) as archive:
        crawl(archive, [sample_source(address)])
    update_index(data)


@contextmanager
def serve_folder(data: Path) -> Iterator[str]:
    """Serve a data folder with the real server, and yield its address."""
    command = [sys.executable, "-u", str(ROOT / "run.py"), "--data", str(data), "serve", "--port", "0", "--no-worker"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        line = next((line for line in process.stdout if "http://127.0.0.1" in line), "")
        found = re.search(r"http://127\.0\.0\.1:\d+", line)
        try:
            if found is None:
                raise SystemExit("The site did not start; `run.py serve` says why.")
            yield found.group()
        finally:
            process.terminate()


def write_screenshots(
    browser: Browser, address: str, folder: Path, names: tuple[str, ...], schemes: tuple[str, ...]
) -> int:
    """Write the screenshots of some pages into a folder and return how many."""
    written = 0
    for width in WIDTHS:
        for scheme in schemes:
            page = browser.new_page(viewport={"width": width, "height": 800}, locale="vi-VN", has_touch=width < 500)
            page.set_default_timeout(_PATIENCE)
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            for name in names:
                page.goto(address + PAGES[name])
                _write(
                    page, folder / f"{name}-{width}{'' if scheme == 'light' else '-dark'}.png", whole=len(schemes) > 1
                )
                written += 1
            page.close()
    return written


def _write(page: Page, path: Path, *, whole: bool) -> None:
    page.screenshot(path=path, full_page=whole, animations="disabled")


def main() -> int:
    """Write them, and say where."""
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    readme = sys.argv[1] == "--readme"
    folder = ROOT / "docs" / "images" if readme else Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as driver:
        make_demo(Path(name))
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        with serve_folder(Path(name)) as address:
            names, schemes = (README, SCHEMES[:1]) if readme else (tuple(PAGES), SCHEMES)
            written = write_screenshots(chromium, address, folder, names, schemes)
        chromium.close()
    print(f"{written} screenshots in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
