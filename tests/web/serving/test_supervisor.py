"""``run.py serve`` as a whole: several processes, one killed, the program begun anew, the worker elsewhere, a socket handed over."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path

import httpx
import pytest

from site_data.site import Site
from tests.support.paths import ROOT

_tick = threading.Event()


def eventually(true: Callable[[], bool], seconds: float = 60) -> bool:
    """Wait for something another process does."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if true():
            return True
        _tick.wait(0.1)
    return False


@contextmanager
def served(data: Path, *options: str, command: str = "serve") -> Iterator[tuple[subprocess.Popen[str], str]]:
    """``run.py serve`` over a folder, and the address that it tells; it must end by itself when it is told to."""
    port = ("--port", "0") if command == "serve" else ()
    line = [sys.executable, "-u", "run.py", "--data", str(data), command, *port, *options]
    environment = os.environ | {"TIMTIN_INDEX_MINUTES": "0", "TIMTIN_WEB_PROCESSES": "2"}
    with subprocess.Popen(line, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment) as process:
        assert process.stdout is not None
        try:
            said = process.stdout.readline()
            found = re.search(r"http://[^/]+", said)
            yield process, found[0] if found else said
        finally:
            process.send_signal(signal.SIGTERM)
            process.stdout.read()
            assert process.wait(60) == 0


def descendants(pid: int) -> dict[int, str]:
    """The processes under one, with their command lines."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    lines = {}
    for child in found - {pid}:
        with suppress(OSError):  # It may have ended since.
            lines[child] = Path(f"/proc/{child}/cmdline").read_bytes().decode()
    return lines


def is_running(pid: int) -> bool:
    """Whether a process has not ended, waited for or not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def web_processes(pid: int) -> set[int]:
    """The processes that hold the listening socket, but for the supervisor."""
    listening = {
        line.split()[9] for line in Path("/proc/net/tcp").read_text().splitlines()[1:] if line.split()[3] == "0A"
    }
    found = set()
    for child in descendants(pid):
        try:
            links = [str(link.readlink()) for link in Path(f"/proc/{child}/fd").iterdir()]
        except OSError:
            continue
        if any(link[8:-1] in listening for link in links if link.startswith("socket:[")):
            found.add(child)
    return found


def test_a_source_that_is_left_out_is_told_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "x.toml").write_text("delay = \x7f", "utf-8")
    with served(tmp_path) as (_, said):
        assert "/sources/x.toml: " in said


def test_a_killed_web_process_is_replaced(tmp_path: Path) -> None:
    with served(tmp_path) as (process, address), httpx.Client(base_url=address, trust_env=False, timeout=30) as reader:
        assert eventually(lambda: len(web_processes(process.pid)) == 2)
        before = web_processes(process.pid)
        for pid in before:
            os.kill(pid, signal.SIGKILL)
        assert reader.get("/huong-dan").status_code == 200
        assert eventually(lambda: len(web_processes(process.pid) - before) == 2)
        assert reader.get("/huong-dan").status_code == 200


def test_what_all_processes_are_forked_from_is_replaced(tmp_path: Path) -> None:
    with served(tmp_path) as (process, address), httpx.Client(base_url=address, trust_env=False, timeout=60) as reader:
        assert eventually(lambda: len(web_processes(process.pid)) == 2)
        before = web_processes(process.pid)
        (server,) = {Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1] for pid in before}
        os.kill(int(server), signal.SIGKILL)
        assert reader.get("/huong-dan").status_code == 200
        assert eventually(lambda: len(web_processes(process.pid) - before) == 2)
        assert eventually(lambda: not any(map(is_running, before)))
        assert reader.get("/huong-dan").status_code == 200


def test_processes_begun_later_count_where_the_first_ones_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also when whoever started the program is gone, and another one has tidied up meanwhile."""
    monkeypatch.delenv("PROMETHEUS_MULTIPROC_DIR", raising=False)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with served(tmp_path / "data") as (process, address), httpx.Client(base_url=address, trust_env=False) as reader:
        assert eventually(lambda: len(web_processes(process.pid)) == 2)
        assert [path.name.rpartition("-")[2] for path in tmp_path.glob("timtin-metrics-*")] == [str(process.pid)]
        before = web_processes(process.pid)
        for pid in before:
            os.kill(pid, signal.SIGKILL)
        assert eventually(lambda: len(web_processes(process.pid) - before) == 2)
        answered = [reader.get("/livez", timeout=60).status_code for _ in range(3)]
        assert answered == [200] * 3 and "timtin_requests_total" in reader.get("/metrics", timeout=60).text


def test_the_program_begins_anew_without_a_refused_request(tmp_path: Path) -> None:
    answers: list[int] = []
    ending = threading.Event()
    with served(tmp_path) as (process, address):

        def ask() -> None:
            while not ending.is_set():
                with closing(HTTPConnection(address.removeprefix("http://"), timeout=60)) as connection:
                    connection.request("GET", "/livez")
                    answers.append(connection.getresponse().status)

        asking = [threading.Thread(target=ask) for _ in range(3)]
        for thread in asking:
            thread.start()
        try:
            for _ in range(2):
                assert eventually(lambda: len(web_processes(process.pid)) == 2)
                before = web_processes(process.pid)
                process.send_signal(signal.SIGHUP)
                assert eventually(lambda before=before: len(web_processes(process.pid) - before) == 2)  # type: ignore[misc]
        finally:
            ending.set()
            for thread in asking:
                thread.join()
        assert len(answers) >= 3 and set(answers) == {200}


def test_a_worker_elsewhere_runs_the_jobs(tmp_path: Path) -> None:
    with served(tmp_path, "--no-worker"), Site.open(tmp_path) as site:
        number = site.jobs.submit("mail", {})
        assert not eventually(lambda: site.jobs.list()[0].state != "waiting", seconds=3)
        with served(tmp_path, "--no-schedule", command="work") as (_, said):
            assert "jobs are run here" in said
            assert eventually(lambda: (job := site.jobs.get(number)) is not None and job.finished is not None)


def test_a_second_serve_of_a_folder_is_told(tmp_path: Path) -> None:
    with served(tmp_path), served(tmp_path) as (_, said):
        assert "another process serves" in said


def test_a_socket_that_was_handed_over_is_used(tmp_path: Path) -> None:
    code = (
        "import os, socket, sys\n"
        "s = socket.create_server(('127.0.0.1', 0)); print(s.getsockname()[1], flush=True)\n"
        "s.fileno() == 3 or os.dup2(s.fileno(), 3); os.set_inheritable(3, True); os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS='1')\n"
        "os.execv(sys.executable, [sys.executable, '-u', 'run.py', '--data', sys.argv[1], 'serve'])"
    )
    line = [sys.executable, "-u", "-c", code, str(tmp_path)]
    with subprocess.Popen(line, stdout=subprocess.PIPE, text=True, cwd=ROOT, close_fds=True) as process:
        assert process.stdout is not None
        port = int(process.stdout.readline())
        assert f":{port}/" in process.stdout.readline()
        assert httpx.get(f"http://127.0.0.1:{port}/huong-dan", trust_env=False, timeout=30).status_code == 200
        process.send_signal(signal.SIGTERM)
        process.stdout.read()
        assert process.wait(60) == 0


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_nothing_stays_when_the_supervisor_is_gone(tmp_path: Path, number: int) -> None:
    line = [sys.executable, "-u", "run.py", "--data", str(tmp_path), "serve", "--port", "0"]
    with subprocess.Popen(line, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        address = re.search(r"127\.0\.0\.1:(\d+)", process.stdout.readline())
        assert address is not None
        children = descendants(process.pid)
        assert children
        process.send_signal(number)
        process.wait(60)
        assert eventually(lambda: not any(Path(f"/proc/{child}").exists() for child in children))

    def refused() -> bool:
        try:
            with closing(socket.create_connection(("127.0.0.1", int(address[1])), timeout=5)):
                return False
        except OSError:
            return True

    assert eventually(refused)
