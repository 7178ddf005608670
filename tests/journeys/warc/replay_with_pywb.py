"""Replays a WARC file with pywb: run by pywb's own Python with a folder, the file and addresses on standard input.

Writes a line of JSON for each address: the status, the content type and the body (base64) that pywb answers with.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any


def main(folder: str, file: str) -> None:
    """Make a collection of the file and ask it for every address."""
    os.chdir(folder)
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # pywb writes what it does to standard output
    manager = str(Path(sys.executable).with_name("wb-manager"))
    for command in (["init", "kho"], ["add", "kho", file]):
        subprocess.run([sys.executable, manager, *command], check=True, stdout=sys.stderr)
    Path("config.yaml").write_text("debug: true\nrecorder: null\n", "utf-8")
    # As pywb's own server begins: its collections are asked over a socket of the same process.
    from gevent.monkey import patch_all  # type: ignore[import-not-found]

    patch_all()
    from pywb.apps.frontendapp import FrontEndApp  # type: ignore[import-not-found]

    app = FrontEndApp()
    for line in sys.stdin:
        answers.write(json.dumps(ask(app, line.strip())) + "\n")
    answers.close()


def ask(app: Any, address: str) -> dict[str, object]:
    """Return what pywb answers for an address, as it was archived."""
    told: dict[str, Any] = {}

    def start_response(status: str, headers: list[tuple[str, str]], *_: object) -> None:
        told.update(
            status=int(status.split()[0]), type={name.lower(): value for name, value in headers}.get("content-type", "")
        )

    path = f"/kho/2026id_/{address}"
    environ = {
        "REQUEST_METHOD": "GET",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "REQUEST_URI": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "HTTP_HOST": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        "wsgi.errors": sys.stderr,
    }
    body = b"".join(app(environ, start_response))
    return {**told, "body": base64.b64encode(body).decode()}


if __name__ == "__main__":
    main(*sys.argv[1:3])
