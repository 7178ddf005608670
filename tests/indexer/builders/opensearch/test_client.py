"""A cluster is reached over TLS, as a user or with a key, at any of its hosts; what is wrong with it is told in a sentence."""

from __future__ import annotations

import json
import shutil
import socket
import ssl
import subprocess
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import monotonic

import pytest

from indexer.builders.cluster_settings import ClusterSettings
from indexer.builders.opensearch import cluster_errors, connect, find_problems
from indexer.builders.opensearch.client import check_cluster
from indexer.errors import IndexUnreachable
from tests.support.loopback import running

Answer = tuple[int, object]
"""Status and what is sent as JSON; bytes as they are."""


def healthy(path: str) -> Answer:
    """What a sound cluster without an index says."""
    if path == "/":
        return 200, {"version": {"number": "2.19.1"}}
    return (200, {"status": "green"}) if path.startswith("/_cluster/health") else (404, {"error": "no such index"})


@dataclass
class Node:
    """A server that answers as a node may."""

    port: int
    asked: list[str] = field(default_factory=list)
    allowed: list[str] = field(default_factory=list)


@contextmanager
def node(
    answer: Callable[[str], Answer] = healthy, *, allowed: str = "", tls: tuple[Path, Path] | None = None
) -> Iterator[Node]:
    """Serve ``answer`` to whoever sends the header ``allowed``; ``tls``: certificate and key."""
    found = Node(0)

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            """Stay silent."""

        def do_GET(self) -> None:
            """Answer."""
            found.asked.append(self.path)
            sent = self.headers.get("Authorization", "")
            status, told = answer(self.path) if allowed in ("", sent) else (401, {"error": "who are you"})
            body = told if isinstance(told, bytes) else json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Type", "text/html" if isinstance(told, bytes) else "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_HEAD = do_GET

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # Who does not trust us hangs up.
    if tls is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*tls)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    with running(server) as found.port:
        yield found


@contextmanager
def silent_port() -> Iterator[int]:
    """A host that takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as one:
        yield one.getsockname()[1]


def state(*hosts: str, seconds: float = 20.0, **more: str) -> str:
    """Look at a cluster as whoever builds does."""
    cluster = ClusterSettings(hosts, seconds=seconds, **more)
    client = connect(cluster)
    try:
        return check_cluster(client, cluster)
    finally:
        client.close()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate that signs itself, for the name localhost, and its key."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed: no certificate can be made")
    folder = tmp_path_factory.mktemp("tls")
    made, key = folder / "cert.pem", folder / "key.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    command += ["-addext", "subjectAltName=DNS:localhost", "-keyout", str(key), "-out", str(made)]
    subprocess.run(command, check=True, capture_output=True)
    return made, key


def test_tls_with_a_certificate_of_ones_own(certificate: tuple[Path, Path]) -> None:
    with node(tls=certificate) as one:
        assert state(f"https://localhost:{one.port}", ca_file=str(certificate[0])) == "green"
        with pytest.raises(IndexUnreachable, match=r"(?s)certificate.*TIMTIN_OPENSEARCH_CA_FILE"):
            state(f"https://localhost:{one.port}")
        # The certificate is another machine's.
        with pytest.raises(IndexUnreachable, match="right name"):
            state(f"https://127.0.0.1:{one.port}", ca_file=str(certificate[0]))


def test_a_certificate_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(IndexUnreachable, match=r"none\.pem.*TIMTIN_OPENSEARCH_CA_FILE"):
        state("https://localhost:9", ca_file=str(tmp_path / "none.pem"))
    told = find_problems(ClusterSettings(("https://localhost:9",), ca_file=str(tmp_path / "none.pem")))
    assert [line for line in told if "none.pem" in line] == told != []


def test_users_and_keys(certificate: tuple[Path, Path]) -> None:
    basic = "Basic " + b64encode(b"timtin:secret").decode()
    with node(allowed=basic, tls=certificate) as one:
        host, ca = f"https://localhost:{one.port}", str(certificate[0])
        assert state(host, ca_file=ca, user="timtin", password="secret") == "green"
        for wrong in ({"user": "timtin", "password": "guess"}, {"api_key": "secret"}, {}):
            with pytest.raises(IndexUnreachable, match="TIMTIN_OPENSEARCH_PASSWORD, or TIMTIN_OPENSEARCH_API_KEY"):
                state(host, ca_file=ca, **wrong)
    with node(allowed="ApiKey abc") as one:
        assert state(f"http://127.0.0.1:{one.port}", api_key="abc") == "green"


def test_another_host_is_asked() -> None:
    def busy(path: str) -> Answer:
        return 503, {"error": "starting"}

    with ExitStack() as stack:
        tired, silent = stack.enter_context(node(busy)), stack.enter_context(silent_port())
        sound = stack.enter_context(node())
        with socket.socket() as nobody:
            nobody.bind(("127.0.0.1", 0))
            for other in (tired.port, silent, nobody.getsockname()[1]):
                hosts = (f"http://127.0.0.1:{other}", f"http://127.0.0.1:{sound.port}")
                # Whichever of them is asked first.
                assert {state(*order, seconds=4.0) for order in (hosts, hosts[::-1]) for _ in range(2)} == {"green"}
    assert sound.asked


def test_silence_is_told_in_time() -> None:
    with silent_port() as one, silent_port() as other:
        begun = monotonic()
        with pytest.raises(IndexUnreachable, match="does not answer"):
            state(f"http://127.0.0.1:{one}", f"http://127.0.0.1:{other}", seconds=1.0)
        assert monotonic() - begun < 30.0


@pytest.mark.parametrize(
    ("status", "told", "words"),
    [
        (403, {"error": {"type": "cluster_block_exception", "reason": "index [x] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark, index has read-only-allow-delete block]"}}, "disk is nearly full"),
        (429, {"error": {"type": "cluster_block_exception", "reason": "disk usage exceeded flood-stage watermark, read-only-allow-delete block"}}, "disk is nearly full"),
        (429, {"error": {"type": "circuit_breaking_exception", "reason": "Data too large"}}, "overloaded"),
        (400, {"error": {"type": "mapper_parsing_exception", "reason": "failed to parse field [number]"}}, "other fields"),
        (400, {"error": {"type": "strict_dynamic_mapping_exception", "reason": "mapping set to strict"}}, "other fields"),
        (401, {"error": "Unauthorized"}, "refuses this user"),
        (403, {"error": {"type": "security_exception", "reason": "no permissions"}}, "refuses this user"),
        (503, {"error": {"type": "search_phase_execution_exception", "reason": "all shards failed"}}, "lacks parts"),
        (503, {"error": {"type": "cluster_manager_not_discovered_exception", "reason": None}}, "lacks parts"),
        (500, {"error": {"type": "unheard_of", "reason": "?"}}, "answers with an error"),
        (200, b"<html>It works!</html>", "is no OpenSearch"),
        (200, {"hello": "world"}, "is no OpenSearch"),
        (200, {"version": {"number": "1.3.20"}}, "1.3.20 is too old"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told(status: int, told: object, words: str) -> None:
    with node(lambda path: (status, told)) as one, pytest.raises(IndexUnreachable, match=words) as error:
        state(f"http://timtin:hidden@127.0.0.1:{one.port}")
    assert "hidden" not in str(error.value)


@pytest.mark.parametrize(("colour", "words"), [("red", "state red"), ("yellow", "state yellow"), ("green", "")])
def test_colours(colour: str, words: str) -> None:
    def answer(path: str) -> Answer:
        if path.startswith("/_cluster/health"):
            return 200, {"status": colour}
        if path.startswith("/_alias"):
            return 200, {"timtin-2": {}}
        return healthy("/") if path == "/" else (200, {"timtin-2": {"mappings": {}}})

    with node(answer) as one:
        told = find_problems(ClusterSettings((f"http://127.0.0.1:{one.port}",)))
    assert [words in line for line in told] == ([True] if words else [])


def test_an_index_that_is_not_there() -> None:
    with node() as one:
        told = find_problems(ClusterSettings((f"http://127.0.0.1:{one.port}",)))
    assert len(told) == 1
    assert "run.py index" in told[0]


def test_other_errors_pass() -> None:
    with pytest.raises(ValueError, match="ours"), cluster_errors(ClusterSettings(())):
        raise ValueError("ours")
