"""The benchmark's portal with a watch on its client: ``python -m bench.crawling.watched_site COUNT`` serves it until standard input ends.

It prints its port, and at the end as JSON: requests, the least seconds from an answer (handed over to the network) to the next
request, connections, and how many of them were open at a time.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from dataclasses import dataclass, field
from http.server import ThreadingHTTPServer

from tests.support.big_site import Site


@dataclass
class Seen:
    """What the server saw so far."""

    requests: int = 0
    least: float = float("inf")
    answered: float | None = None
    connections: int = 0
    open: int = 0
    most_open: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


SEEN = Seen()


class Watched(Site):
    """Notes when connections open and close, requests arrive and answers leave."""

    def setup(self) -> None:
        """Note a connection."""
        super().setup()
        with SEEN.lock:
            SEEN.connections += 1
            SEEN.open += 1
            SEEN.most_open = max(SEEN.most_open, SEEN.open)

    def finish(self) -> None:
        """Note its end."""
        super().finish()
        with SEEN.lock:
            SEEN.open -= 1

    def parse_request(self) -> bool:
        """Note the arrival of a request: its first line was just read."""
        arrived = time.monotonic()
        with SEEN.lock:
            SEEN.requests += 1
            if SEEN.answered is not None:
                SEEN.least = min(SEEN.least, arrived - SEEN.answered)
        return super().parse_request()

    def do_GET(self) -> None:
        """Answer, and note when."""
        super().do_GET()
        with SEEN.lock:
            SEEN.answered = time.monotonic()


def main() -> None:
    """Serve."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Watched)
    server.daemon_threads = True
    server.count = int(sys.argv[1])  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    print(server.server_address[1], flush=True)
    sys.stdin.read()
    told = {"requests": SEEN.requests, "least": SEEN.least, "connections": SEEN.connections, "open": SEEN.most_open}
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
