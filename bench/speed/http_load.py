"""Requests a second of the site's search page beside a constant page, both on the site's own server; the clients are another process."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter, process_time
from urllib.parse import quote

from flask import Flask
from waitress.server import create_server

from web.app import close_app, create_app
from web.serving.process import THREADS

CLIENTS = 4


@dataclass(frozen=True, slots=True)
class Load:
    """Requests a second, and milliseconds of the server's processor time that each took."""

    rate: float
    processor: float


def requests(address: tuple[str, int], paths: Sequence[str]) -> float:
    """Requests a second of CLIENTS clients that ask for the paths in turn."""
    waiting = list(reversed(paths))

    def client() -> None:
        connection = HTTPConnection(*address)
        while waiting:
            try:
                connection.request("GET", waiting.pop())
            except IndexError:
                break
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200, answer.status
        connection.close()

    threads = [threading.Thread(target=client) for _ in range(CLIENTS)]
    begun = perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(paths) / (perf_counter() - begun)


def served(app: Flask, paths: Sequence[str]) -> Load:
    """The load that an application bears, after a first round of other requests."""
    server = create_server(app, host="127.0.0.1", port=0, threads=THREADS)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    address = ("127.0.0.1", int(server.effective_port))
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as clients:
        clients.submit(requests, address, paths[:20]).result()
        begun = process_time()
        rate = clients.submit(requests, address, paths[20:]).result()
        taken = process_time() - begun
    server.close()
    return Load(rate, taken * 1000 / len(paths[20:]))


def distinct(asked: Sequence[str], count: int) -> list[str]:
    """Questions with one more word, no two alike."""
    words = list(dict.fromkeys(w for text in asked for w in text.split() if w.isalpha()))
    return [f"{asked[i % len(asked)]} {words[(7 * i) % len(words)]}" for i in range(count)]


def over_http(data: Path, asked: Sequence[str], count: int) -> list[str]:
    """Searches a second, each another query, beside a constant page."""
    constant = Flask("constant")
    constant.add_url_rule("/", "page", lambda: "<p>Tìm Tin</p>")
    site = create_app(data, testing=True)
    try:
        searches = served(site, [f"/tim-kiem?q={quote(t)}" for t in distinct(asked, count + 20)])
    finally:
        close_app(site)
    plain = served(constant, ["/"] * (4 * count + 20))
    return [
        f"HTTP, {count} distinct queries, nothing cached, query log on, {CLIENTS} clients in a process of their own:"
        f" {searches.rate:.0f} searches a second, {plain.rate:.0f} constant pages ({searches.rate / plain.rate:.1%}; goal 15 %);"
        f" processor time {searches.processor:.2f} and {plain.processor:.2f} ms a request ({plain.processor / searches.processor:.1%})."
    ]
