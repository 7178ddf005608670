"""What ``wrk`` says, as it is read."""

from __future__ import annotations

import pytest

from bench.load.wrk import Told, read_told

SAID = """Running 5s test @ http://127.0.0.1:8080
  1 threads and 4 connections
  Latency Distribution
     50%  387.43ms
     75%  460.27ms
     90%    0.99s
     99%    1.39s
  120 requests in 6.00s, 1.02MB read
{more}Requests/sec:     20.00
"""


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("", Told(20.0, 387.43, 1390.0, 0, 0, 0.01)),
        ("status 503 30\nstatus 500 2\n", Told(88 / 6, 387.43, 1390.0, 30, 2, 0.01)),
        ("  Socket errors: connect 1, read 2, write 0, timeout 3\n", Told(20.0, 387.43, 1390.0, 0, 6, 0.01)),
    ],
    ids=["all answered", "refused and failed", "broken"],
)
def test_what_is_told_is_read(more: str, told: Told) -> None:
    assert read_told(SAID.format(more=more), 0.01) == told
