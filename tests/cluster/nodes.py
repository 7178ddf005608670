"""Real OpenSearch nodes as processes of this machine, one folder and one port each."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from indexer.builders.cluster_settings import ClusterSettings
from indexer.builders.opensearch.client import connect
from tests.support.paths import ROOT

BUILT = ROOT / "build" / "cluster"
HEAP = "512m"
_SECONDS = 600
_PAUSE = 0.2
_APART = 200
"""Between the ports of HTTP and transport lie 100."""


def missing() -> str:
    """What is missing to start a node, "" when nothing is."""
    if shutil.which("java") is None:
        return "java is not installed (make test-cluster says how)"
    return "" if (BUILT / "ready").exists() else "OpenSearch was not fetched (make test-cluster does)"


def free_port() -> int:
    """A port with free ones behind it."""
    while True:
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            port = int(one.getsockname()[1])
        if port + _APART < 65536 and all(_is_free(port + step) for step in (0, 1, 2, 100, 101, 102)):
            return port


def _is_free(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) != 0


@dataclass
class Nodes:
    """``count`` nodes under ``folder``; a context manager that starts and ends them."""

    folder: Path
    count: int = 1
    port: int = field(default_factory=free_port)
    running: dict[int, subprocess.Popen[bytes]] = field(default_factory=dict)

    def __enter__(self) -> Nodes:
        try:
            for number in range(1, self.count + 1):
                self.start(number)
            self.wait(self.count)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for number in list(self.running):
            self.end(number, signal.SIGKILL)

    def start(self, number: int) -> None:
        """Start one node; it joins the others by itself."""
        classes = f"{BUILT}:{BUILT}/lib/*"
        command = ["java", f"-Xms{HEAP}", f"-Xmx{HEAP}", "-cp", classes, "Node", str(self.folder)]
        log = (self.folder / f"node-{number}.log").open("ab")
        arguments = [str(number), str(self.count), str(self.port)]
        self.running[number] = subprocess.Popen(command + arguments, stdout=log, stderr=log)
        log.close()

    def end(self, number: int, how: signal.Signals) -> None:
        """End one node."""
        process = self.running.pop(number)
        with suppress(ProcessLookupError):
            os.kill(process.pid, how)
        process.wait(60)

    def wait(self, nodes: int, state: str = "yellow") -> None:
        """Wait until so many nodes form a cluster of this state. Raises AssertionError when they do not."""
        deadline = time.monotonic() + _SECONDS
        client = connect(self.settings(seconds=40.0))
        told: object = "nothing"
        while time.monotonic() < deadline:
            for number, process in self.running.items():
                # Asking without a pause would take the processor that a node needs to start.
                with suppress(subprocess.TimeoutExpired):
                    process.wait(_PAUSE)
                assert process.poll() is None, f"node {number} ended: {self._log(number)}"
            with suppress(Exception):
                told = client.cluster.health(params={"wait_for_nodes": str(nodes), "wait_for_status": state})
                assert isinstance(told, dict)
                if not told["timed_out"]:
                    client.close()
                    return
        raise AssertionError(f"no cluster of {nodes} nodes: {told}")

    def _log(self, number: int) -> str:
        return (self.folder / f"node-{number}.log").read_text("utf-8", "replace")[-2000:]

    def settings(self, index: str = "timtin", *, shards: int = 1, seconds: float = 10.0) -> ClusterSettings:
        """What a site is given to use them."""
        hosts = tuple(f"http://127.0.0.1:{self.port + step}" for step in range(self.count))
        return ClusterSettings(hosts, index=index, shards=shards, seconds=seconds)
