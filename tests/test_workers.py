"""Work over processes comes back in order, and a task that ends its process costs itself alone."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from workers import Workers, WorkersLost, cut_chunks


def double(number: int) -> int:
    return 2 * number


def end_at_seven(number: int) -> int:
    if number % 10 == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


def end(number: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return number


def refuse(number: int) -> int:
    raise ValueError(str(number))


def lose(number: int) -> int:
    return -number


def test_chunks() -> None:
    assert list(cut_chunks(range(5), 2)) == [[0, 1], [2, 3], [4]]


@pytest.mark.parametrize("processes", [1, 2])
def test_results_come_in_order_and_tasks_are_read_only_a_little_ahead(processes: int) -> None:
    read: list[int] = []

    def tasks() -> Iterator[int]:
        for number in range(1, 1001):
            read.append(number)
            yield number

    with Workers(processes) as workers:
        results = workers.map(double, tasks(), chunk=5, lost=lose)
        assert next(results) == 2
        assert len(read) <= 5 * (4 * processes + 1)
        assert list(results) == [2 * number for number in range(2, 1001)]


def test_tasks_that_end_their_process_are_lost_and_no_others() -> None:
    with Workers(2) as workers:
        found = list(workers.map(end_at_seven, range(60), chunk=4, lost=lose))
        assert found == [-number if number % 10 == 7 else 2 * number for number in range(60)]
        assert list(workers.map(double, range(8), chunk=4, lost=lose)) == [2 * number for number in range(8)]


def test_where_every_process_ends_the_work_ends() -> None:
    with Workers(2) as workers, pytest.raises(WorkersLost, match="memory"):
        list(workers.map(end, range(1000), chunk=50, lost=lose))


def test_what_a_task_raises_is_raised_and_the_workers_go_on() -> None:
    with Workers(2) as workers:
        with pytest.raises(ValueError, match="0"):
            list(workers.map(refuse, range(100), chunk=5, lost=lose))
        assert list(workers.map(double, [3], chunk=5, lost=lose)) == [6]
