"""Readers who come at a rate, whether or not the ones before were answered: what each of them waited, and for what."""

from __future__ import annotations

import asyncio
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter, process_time

from bench.load.mix import address_of


@dataclass(frozen=True, slots=True)
class Rush:
    """Milliseconds until each answer or refusal, how many of which status, and the client's own processor time a second."""

    waited: list[float]
    statuses: dict[str, int]
    client: float

    @property
    def median(self) -> float:
        """What half of them waited at most."""
        return statistics.median(self.waited)

    def share(self, part: float) -> float:
        """What so large a part of them waited at most."""
        return sorted(self.waited)[min(int(len(self.waited) * part), len(self.waited) - 1)]


def rush(port: int, paths: Sequence[str], rate: float, seconds: float) -> Rush:
    """Ask for the paths at ``rate`` a second, each on a connection of its own."""
    return asyncio.run(_rush(port, paths, rate, seconds))


async def _rush(port: int, paths: Sequence[str], rate: float, seconds: float) -> Rush:
    waited: list[float] = []
    statuses: Counter[str] = Counter()
    begun, used = perf_counter(), process_time()

    async def ask(number: int) -> None:
        asked = perf_counter()
        try:
            async with asyncio.timeout(30):
                statuses[await _status(port, paths[number % len(paths)], number)] += 1
        except (OSError, TimeoutError, asyncio.IncompleteReadError) as error:
            statuses[type(error).__name__] += 1
        waited.append((perf_counter() - asked) * 1000)

    async with asyncio.TaskGroup() as group:
        for number in range(int(rate * seconds)):
            await asyncio.sleep(max(0.0, begun + number / rate - perf_counter()))
            group.create_task(ask(number))
    passed = perf_counter() - begun
    return Rush(waited, dict(statuses), (process_time() - used) / passed)


async def _status(port: int, path: str, number: int) -> str:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        head = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: {address_of(number)}\r\nConnection: close\r\n\r\n"
        writer.write(head.encode())
        status = (await reader.readuntil(b"\r\n")).split()[1].decode()
        await reader.read()
        return status
    finally:
        writer.close()
