"""Extracts the text of attached files (PDF, DOCX) in a process with limits of memory, time, pages and size.

A file from outside may be made to exhaust its reader; what happens then happens to that process alone. A PDF of pictures
without a text layer is "scanned". ``python -m crawler.extraction.attachment_text KIND`` reads standard input and writes JSON.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import resource
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from typing import Any

from archive.articles.attachments import FileState, FileText
from archive.attempts import FailedStep, attempt
from vietnamese.encodings.repair import repair_text

READER_VERSION = "1"
"""Raise it when a file that could not be read now can: it is asked for again."""

MAX_PAGES = 500
MAX_CHARACTERS = 2_000_000
MAX_UNPACKED = 200_000_000  # bytes of a DOCX
SECONDS = 30
MEMORY = 1_500_000_000
_SCANNED = 20  # characters a page below which a PDF has no text layer to speak of


def detect_kind(url_path: str, content_type: str, body: bytes) -> str:
    """Return "pdf", "docx" or "": the first bytes decide, for names and types are often wrong."""
    if body[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    named = url_path.lower().endswith(".docx") or "wordprocessingml" in content_type
    return "docx" if named and body.startswith(b"PK\x03\x04") else ""


def read_document(body: bytes, kind: str, seconds: int = SECONDS) -> FileText:
    """Return the text of a file; one that cannot be read within the limits says so in its state, and why. Raises OSError."""
    digest = hashlib.sha256(body).hexdigest()
    command = [sys.executable, "-m", "crawler.extraction.attachment_text", kind, str(seconds)]
    told: dict[str, Any]
    try:
        # A group of its own: a file whose reader Ctrl-C ended would be kept as unreadable.
        done = subprocess.run(
            command, input=body, capture_output=True, timeout=seconds + 5, check=False, process_group=0
        )
        # Out of memory or time, or killed: a process that ends so has nothing to tell.
        told = json.loads(done.stdout) if done.returncode == 0 else {"error": f"its reader ended ({done.returncode})"}
    except (subprocess.TimeoutExpired, ValueError) as stopped:
        told = {"error": type(stopped).__name__}
    state: FileState = told.get("state", "unreadable")
    return FileText(state, str(told.get("text", "")), int(told.get("pages", 0)), digest, str(told.get("error", "")))


_BROKEN = re.compile(r"(?<=[^\s.:;!?|])[ \t]*\n[ \t]*(\w)")


def _clean_lines(text: str) -> str:
    """Return text with blanks squeezed, its encoding repaired line by line."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return repair_text("\n".join(line for line in lines if line))


def _join_broken_lines(text: str) -> str:
    """Return the text of a PDF with the sentences that its lines broke in one piece again."""
    return _BROKEN.sub(lambda found: f" {found[1]}" if found[1].islower() else found[0], text)


def _read_pdf(body: bytes) -> dict[str, object]:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(body), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        return {"state": "unreadable"}
    pages = len(reader.pages)
    if pages > MAX_PAGES:
        return {"state": "too-large", "pages": pages}
    parts: list[str] = []
    size = 0
    for page in reader.pages:
        parts.append(page.extract_text() or "")
        size += len(parts[-1])
        if size > MAX_CHARACTERS:
            return {"state": "too-large", "pages": pages}
    text = _clean_lines(_join_broken_lines("\n".join(parts)))
    return {"state": "text" if len(text) >= _SCANNED * pages and text else "scanned", "text": text, "pages": pages}


def _read_docx(body: bytes) -> dict[str, object]:
    from docx import Document

    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        if sum(entry.file_size for entry in packed.infolist()) > MAX_UNPACKED:
            return {"state": "too-large"}
    text = "\n".join(_iter_docx_lines(Document(io.BytesIO(body))))
    if len(text) > MAX_CHARACTERS:
        return {"state": "too-large"}
    return {"state": "text" if text.strip() else "scanned", "text": _clean_lines(text), "pages": 0}


def _iter_docx_lines(document: object) -> Iterator[str]:
    """Yield paragraphs and table rows in page order."""
    from docx.table import Table

    for part in document.iter_inner_content():  # type: ignore[attr-defined]
        if isinstance(part, Table):
            for row in part.rows:
                yield " | ".join(dict.fromkeys(" ".join(cell.text.split()) for cell in row.cells))
        else:
            yield part.text


def main(kind: str, seconds: int) -> None:
    """Read one file from standard input within the limits and write what it says."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    body = sys.stdin.buffer.read()
    # Whatever a library meets in a file from outside: the file is unreadable, and that is all.
    told = attempt(_read_pdf if kind == "pdf" else _read_docx, body)
    sys.stdout.write(json.dumps({"error": told.error} if isinstance(told, FailedStep) else told))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
