"""Slots of heavy work: bounded over processes and for each address, given back at the end of what is sent."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient

from web.counters import NAME, Counters, remove_counters
from web.slots import HEAVY_THREADS, Slots


@pytest.fixture
def counters(tmp_path: Path) -> Iterator[Counters]:
    with closing(Counters(tmp_path / NAME)) as opened:
        yield opened


def test_an_address_gets_its_share_and_others_get_theirs(counters: Counters) -> None:
    slots = Slots(counters, total=3, share=2, wait=0.0)
    mine = [slots.take("10.0.0.1") for _ in range(3)]
    assert [bool(slot) for slot in mine] == [True, True, False]
    assert slots.take("10.0.0.2") and not slots.take("10.0.0.3")
    assert mine[0] is not None
    mine[0]()
    mine[0]()  # once given back, it is no longer ours
    assert slots.take("10.0.0.3") and not slots.take("10.0.0.1")


def test_who_finds_none_waits_for_one(counters: Counters) -> None:
    slots = Slots(counters, total=1, share=1, wait=20.0)
    first = slots.take("a")
    assert first is not None
    threading.Timer(0.3, first).start()
    assert slots.take("b")


def test_waiting_holds_no_more_threads_than_are_set_aside(counters: Counters) -> None:
    slots = Slots(counters, total=1, share=1, wait=2.0)
    held = slots.take("a")
    assert held is not None
    waiting = [threading.Thread(target=slots.take, args=(f"{i}",)) for i in range(HEAVY_THREADS - 1)]
    for thread in waiting:
        thread.start()
    while slots._threads.acquire(blocking=False):
        slots._threads.release()
    assert slots.take("z") is None  # at once
    for thread in waiting:
        thread.join()


def _take_and_end(path: Path, total: int) -> None:
    assert Slots(Counters(path), total=total, share=9, wait=0.0).take("a")


def test_processes_share_slots_and_a_dead_one_gives_its_back(tmp_path: Path, counters: Counters) -> None:
    slots = Slots(counters, total=2, share=9, wait=5.0)
    kept = slots.take("a")
    child = multiprocessing.get_context("spawn").Process(target=_take_and_end, args=(tmp_path / NAME, 2))
    child.start()
    child.join(60)
    assert child.exitcode == 0
    assert kept and slots.take("b")


def test_an_export_gives_its_slot_back_and_is_refused_without_one(app: APIFlask, client: FlaskClient) -> None:
    slots = Slots(app.extensions["timtin.counters"], total=1, share=1, wait=0.0)
    app.extensions["timtin.slots"] = slots
    for _ in range(2):
        assert client.get("/xuat/bai.csv?q=công an").status_code == 200
    held = slots.take("another")
    assert held is not None
    refused = client.get("/xuat/bai.csv?q=công an")
    assert refused.status_code == 503 and refused.headers["Retry-After"]
    assert "tải cùng lúc" in refused.text
    held()
    assert client.get("/xuat/bai.csv?q=công an").status_code == 200


def test_counts_are_of_all_processes_and_begin_anew(tmp_path: Path) -> None:
    with closing(Counters(tmp_path / NAME)) as one, closing(Counters(tmp_path / NAME)) as other:
        assert [one.increase("k", 60), other.increase("k", 60), one.increase("k", 60, 3)] == [1, 2, 5]
        assert other.look_up("k")[0] == 5
        assert one.increase("short", -1) == 1
        assert other.increase("short", 60) == 1
        assert other.clear("k") == 1 and one.look_up("k")[0] == 0
        assert other.clear() == 1
    remove_counters(tmp_path)
    assert not (tmp_path / NAME).exists()


def test_a_clock_that_is_set_back_refuses_nobody_for_longer_than_usual(tmp_path: Path) -> None:
    moments = [1_000_000.0]
    with closing(Counters(tmp_path / NAME, lambda: moments[0])) as counters:
        assert [counters.increase("k", 60, 500), counters.increase("k", 60)] == [500, 501]
        moments[0] -= 5
        assert counters.increase("k", 60) == 1
        moments[0] -= 86_400
        assert [counters.increase("k", 60), counters.increase("k", 60)] == [1, 2]
        moments[0] += 59
        assert counters.increase("k", 60) == 3


def test_a_folder_for_reading_alone_counts_in_memory(tmp_path: Path) -> None:
    with closing(Counters(tmp_path / "nowhere" / NAME)) as counters:
        assert [counters.increase("k", 60), counters.increase("k", 60)] == [1, 2]


def test_batches_and_event_files_need_a_slot_and_pages_do_not(app: APIFlask, client: FlaskClient) -> None:
    app.extensions["timtin.slots"] = slots = Slots(app.extensions["timtin.counters"], total=1, share=1, wait=0.0)
    held = slots.take("another")
    assert held is not None
    assert client.get("/tim-hang-loat").status_code == 200
    assert client.post("/tim-hang-loat", data={"cau": "ma túy"}).status_code == 503
    assert client.get("/su-kien/1/nguoi-du.csv").status_code == 503
    assert client.get("/xuat/bai/1/trich-dan.ris").status_code == 503
    several = {"queries": ["ma túy", "hội nghị"]}
    refused = client.post("/api/v1/search/batch", json=several)
    assert refused.status_code == 503 and refused.headers["Retry-After"] and refused.json
    held()
    assert client.post("/tim-hang-loat", data={"cau": "ma túy"}).status_code == 200
    assert client.post("/api/v1/search/batch", json=several).status_code == 200


def test_a_token_has_a_share_of_its_own(app: APIFlask, client: FlaskClient) -> None:
    app.extensions["timtin.slots"] = slots = Slots(app.extensions["timtin.counters"], total=9, share=1, wait=0.0)
    site = app.extensions["timtin"].site
    headers = {"Authorization": f"Bearer {site.tokens.add('toa soạn', 60)}"}
    held = [slots.take("127.0.0.1")]
    assert client.get("/xuat/bai.csv?q=công an").status_code == 503
    assert client.get("/xuat/bai.csv?q=công an", headers=headers).status_code == 200
    held.append(slots.take("token toa soạn"))
    assert all(held) and client.get("/xuat/bai.csv?q=công an", headers=headers).status_code == 503
    for give_back in held:
        assert give_back is not None
        give_back()  # The counters lie in a folder that other tests use.
