"""The site as ``run.py serve`` runs it, over a data folder, for the time of a measurement."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic, sleep

TOP = Path(__file__).parents[2]


def free_port() -> int:
    """A port nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextmanager
def served_site(data: Path, processes: int, *, worker: bool = False) -> Iterator[int]:
    """Serve a data folder with so many web processes; the port it answers on. Readers' addresses are believed as of a proxy."""
    port = free_port()
    environment = os.environ | {
        "TIMTIN_WEB_PROCESSES": str(processes),
        "TIMTIN_TRUSTED_PROXIES": "1",
        "TIMTIN_INDEX_MINUTES": "0",
    }
    command = [sys.executable, "run.py", "--data", str(data), "serve", "--port", str(port)]
    with subprocess.Popen(
        command + ([] if worker else ["--no-worker"]),
        cwd=TOP,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            _wait_until_ready(process, port)
            yield port
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(60)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)


def _wait_until_ready(process: subprocess.Popen[bytes], port: int, seconds: float = 180) -> None:
    until = monotonic() + seconds
    while monotonic() < until and process.poll() is None:
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            connection.request("GET", "/readyz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        finally:
            connection.close()
        sleep(0.2)
    raise RuntimeError(f"the site over port {port} does not become ready")
