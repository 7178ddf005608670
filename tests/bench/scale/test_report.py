"""The simulation keeps to what it simulates: every article is read, the delay holds, all crawlers work, and more of them are sooner done."""

from __future__ import annotations

from bench.scale.portals import DAY, DELAY, make_portals
from bench.scale.report import simulate


def test_all_is_read_politely_and_more_crawlers_are_sooner_done() -> None:
    outcomes = []
    for crawlers in (1, 3):
        portals = make_portals(6, 3000, seed=4)
        assert 2990 <= sum(p.articles for p in portals) <= 3010
        outcomes.append(simulate(portals, crawlers, days=40))
        assert all(p.requests > p.articles for p in portals)
        assert all(p.complete is not None and p.complete >= DELAY * p.articles for p in portals)
        assert min(p.least_gap for p in portals) >= DELAY - 1e-9
        assert all(wait > 0 for p in portals for _, wait in p.waits)
        assert sum(len(p.waits) for p in portals) > 0
    one, three = outcomes
    assert three.history < one.history
    assert three.last_begun < one.last_begun
    assert one.history >= 3000 * DELAY


def test_the_same_seed_tells_the_same() -> None:
    first, second = (simulate(make_portals(3, 600, seed=2), 2, days=2) for _ in range(2))
    assert first == second
    assert first.history < DAY
