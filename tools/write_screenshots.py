"""Write screenshots of every page at 360 and 1280 px, light and dark (``make screenshots``), for people to look at.

    python tools/write_screenshots.py FOLDER [NAME …]     all of them, or those named

The pages are those of the sample portal's archive, crawled, indexed and served for it on this machine: one server, one browser,
one page after the other. A screenshot is a WebP of what is on the first screens, small enough to be kept with the code.
"""

from __future__ import annotations

import base64
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tools.served_site import add_admin, add_version, make_demo, serve_folder  # noqa: E402 -- the checkout is not installed
from tools.site_pages import ADMIN, ADMIN_PAGES, CHANGED, CHROMIUM, FLAGS, NAMES, PASSWORD, show, sign_in  # noqa: E402

WIDTHS, SCHEMES = (360, 1280), ("light", "dark")
HEIGHT = 800
TALLEST = {360: 1000, 1280: 800}
"""Where a screenshot ends at the latest, in px by width: the first screen and a little more of a phone, the first of a desk."""
QUALITY = 25
"""Of WebP, of 100: letters of 16 px have clean edges from 20 on."""
_PATIENCE = 120_000
"""Milliseconds for one page: the first search of a process reads word lists and the index."""


def write_screenshots(context: BrowserContext, width: int, address: str, folder: Path, names: Sequence[str]) -> int:
    """Write some pages at one width, light and dark, into a folder; return how many bytes that are."""
    written = 0
    page = context.new_page()
    page.set_default_timeout(_PATIENCE)
    for name in names:
        began = time.monotonic()
        show(page, address, name)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            path = folder / f"{name}-{width}{'' if scheme == 'light' else '-dark'}.webp"
            path.write_bytes(_photograph(page, width))
            written += path.stat().st_size
        print(f"{name} {width} px: {time.monotonic() - began:.1f} s", flush=True)
    page.close()
    return written


def _photograph(page: Page, width: int) -> bytes:
    # Playwright writes PNG and JPEG alone; the browser itself writes WebP, a third of their size.
    height = page.evaluate("Math.max(document.documentElement.scrollHeight, window.innerHeight)")
    clip = {"x": 0, "y": 0, "width": width, "height": min(height, TALLEST[width]), "scale": 1}
    session = page.context.new_cdp_session(page)
    asked = {"format": "webp", "quality": QUALITY, "captureBeyondViewport": True, "clip": clip}
    taken = session.send("Page.captureScreenshot", asked)["data"]
    session.detach()
    return base64.b64decode(taken)


def main() -> int:
    """Write them, and say where."""
    if len(sys.argv) < 2:
        print(__doc__)
        return 2
    folder, wanted = Path(sys.argv[1]), sys.argv[2:] or [*NAMES, *ADMIN_PAGES]
    folder.mkdir(parents=True, exist_ok=True)
    bytes_written = 0
    with tempfile.TemporaryDirectory() as name, sync_playwright() as driver:
        data = Path(name) / "data"
        print("Crawling and indexing the sample portal …", flush=True)
        make_demo(data)
        add_version(data, CHANGED)
        add_admin(data, ADMIN, PASSWORD)
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        with serve_folder(data) as site:
            admin = chromium.new_context(locale="vi-VN")
            sign_in(admin, site.address)
            for width in WIDTHS:
                for pages, session in ((NAMES, None), (tuple(ADMIN_PAGES), admin.storage_state())):
                    context = chromium.new_context(
                        viewport={"width": width, "height": HEIGHT},
                        locale="vi-VN",
                        has_touch=width < 500,
                        storage_state=session,
                    )
                    chosen = [one for one in pages if one in wanted]
                    bytes_written += write_screenshots(context, width, site.address, folder, chosen)
                    context.close()
        chromium.close()
    print(f"{len(wanted) * len(WIDTHS) * len(SCHEMES)} screenshots in {folder}, {bytes_written / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
