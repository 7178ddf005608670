"""A site in a process of its own for ``bench.speed.cold_start``: ``python -m bench.speed.cold_start_site FOLDER [worker]``; it ends with its standard input.

Like ``run.py serve``, without rate limits. Prints one JSON line when it is ready: seconds of importing and opening, and its port.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from pathlib import Path
from time import perf_counter

BEGUN = perf_counter()


def main() -> None:
    """Open, tell, serve."""
    from waitress.server import create_server

    from jobs.worker.worker import start_workers
    from web.app import close_app, create_app
    from web.serving.process import THREADS, open_index

    imported = perf_counter()
    data = Path(sys.argv[1])
    app = create_app(data, testing=True)
    open_index(app)
    opened = perf_counter()
    worker = start_workers(data) if "worker" in sys.argv[2:] else None
    server = create_server(app, host="127.0.0.1", port=0, threads=THREADS)
    threading.Thread(target=server.run, daemon=True).start()
    port = int(server.effective_port)
    print(json.dumps({"import": imported - BEGUN, "open": opened - imported, "port": port}), flush=True)
    sys.stdin.read()
    if worker is not None:
        worker.stop()
    close_app(app)
    os._exit(0)  # The server's threads have nothing to finish.


if __name__ == "__main__":
    main()
