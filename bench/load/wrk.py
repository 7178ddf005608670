"""Clients that ask again as soon as they are answered: ``wrk`` (Debian's package of that name), and what it says."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.load.mix import address_of

_UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}

_SCRIPT = """
local requests = {%s}
local at = 0
function request()
  at = at %% #requests + 1
  return requests[at]
end
function response(status)
  if status ~= 200 then counts[status] = (counts[status] or 0) + 1 end
end
"""


@dataclass(frozen=True, slots=True)
class Told:
    """Answers a second with 200, milliseconds of them, what was not answered so, and the client's own processor time a second."""

    rate: float
    median: float
    p99: float
    refused: int
    errors: int
    client: float


def run_wrk(port: int, paths: Sequence[str], clients: int, seconds: int) -> Told:
    """Have so many clients ask for the paths in turn."""
    before = os.times()
    with TemporaryDirectory(prefix="wrk-") as folder:
        script = Path(folder) / "mix.lua"
        script.write_text(_script_of(paths), "utf-8")
        command = ["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "--latency", "--timeout", "20s", "-s", str(script)]
        done = subprocess.run([*command, f"http://127.0.0.1:{port}"], capture_output=True, text=True, check=True)
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return read_told(done.stdout, used / seconds)


def _script_of(paths: Sequence[str]) -> str:
    made = (
        f'"GET {path} HTTP/1.1\\r\\nHost: localhost\\r\\nX-Forwarded-For: {address_of(number)}\\r\\n\\r\\n"'
        for number, path in enumerate(paths)
    )
    return _SCRIPT.replace("%%", "%").replace("%s", ",\n".join(made)) + _COUNTS


_COUNTS = """
counts = {}
local threads = {}
function setup(thread) table.insert(threads, thread) end
function done(summary, latency)
  for _, thread in ipairs(threads) do
    for status, count in pairs(thread:get("counts")) do print("status " .. status .. " " .. count) end
  end
end
"""


def read_told(text: str, client: float) -> Told:
    """Read what wrk prints."""
    requests, seconds = re.search(r"(\d+) requests in ([\d.]+)(\w+)", text), 0.0
    assert requests is not None, text
    seconds = float(requests[2]) * _UNITS[requests[3]] / 1000
    statuses = {int(status): int(count) for status, count in re.findall(r"status (\d+) (\d+)", text)}
    refused = statuses.pop(503, 0)
    broken = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", text)
    errors = sum(statuses.values()) + (sum(map(int, broken.groups())) if broken else 0)
    good = int(requests[1]) - refused - sum(statuses.values())
    return Told(good / seconds, _latency(text, "50%"), _latency(text, "99%"), refused, errors, client)


def _latency(text: str, share: str) -> float:
    found = re.search(rf"{re.escape(share)}\s+([\d.]+)(us|ms|s|m)\b", text)
    return float(found[1]) * _UNITS[found[2]] if found else 0.0
