"""Cases of search: an archive of a few articles, a query and what is wanted, one JSON object a line, as the shared texts have them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from archive.articles.archive import Archive
from archive.articles.near_duplicates import link_near_duplicates, reports_of
from archive.model import VIETNAM, Article, Block
from database.transactions import reading
from facts.reading.events import EventFilter, search_events
from facts.reading.measures import reports_of_meetings
from facts.update import update_facts
from indexer.update import index_archive
from search.results import Results
from search.searcher import Searcher
from tests.support.paths import DATA, texts_folder

Case = dict[str, Any]


def read_cases(path: Path) -> list[Case]:
    """The cases of a file; none where it is absent."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line] if path.exists() else []


def all_cases() -> list[Case]:
    """The shared cases and the project's own."""
    return [*read_cases(texts_folder() / "cases" / "search.jsonl"), *read_cases(DATA / "search" / "cases.jsonl")]


def article_of(item: dict[str, Any]) -> Article:
    """The article of a case."""
    published = item.get("published")
    day = datetime.combine(date.fromisoformat(published), time(), VIETNAM) if published else None
    return Article(
        item.get("source", "vd"),
        item["title"],
        external_id=item["id"],
        lead=item.get("lead", ""),
        blocks=tuple(Block("paragraph", text) for text in item.get("body", "").split("\n") if text),
        published=day,
    )


def open_archive(articles: list[dict[str, Any]], data: Path) -> Iterator[Searcher]:
    """A searcher over the articles of a case, with their facts."""
    with Archive.open(data) as archive:
        archive.put_many([article_of(item) for item in articles])
        link_near_duplicates(archive)
    update_facts(data, processes=1)
    index_archive(data, processes=1)
    with Searcher.open(data) as searcher:
        yield searcher


def find_events(searcher: Searcher, query: str) -> list[str]:
    """The imported ids of the articles that report the events which a query finds, as the pages of events look for them."""
    asked = EventFilter(units=searcher.read(query).ways)
    with reading(searcher.archive.engine) as connection:
        _, found = search_events(connection, asked, 20, 0)
        reports = reports_of_meetings(connection, found)
    numbers = [article for one in found for article in sorted(reports[one.id])]
    stored = searcher.archive.get_many(numbers)
    return [stored[number].public_id for number in numbers]


def find_folded(searcher: Searcher, results: Results) -> set[str]:
    """The ids of the hits that are shown as one, for they are one text of one source."""
    reports = reports_of(searcher.archive.engine, [hit.article for hit in results.hits])
    return {hit.id for hit in results.hits if hit.article in reports}


def complaints(results: Results, want: dict[str, Any]) -> list[str]:
    """What of the wanted is not so; nothing when all is."""
    complete = [hit.id for hit in results.hits if hit.complete]
    partial = [hit.id for hit in results.hits if not hit.complete]
    kinds = {one.kind for one in results.understood}
    said = [one.text for one in results.understood if one.kind in ("notice", "ignored")]
    offered = [
        results.suggestion or "",
        *(one.on for one in results.understood),
        *(one.text for one in results.understood),
    ]
    marked = {hit.id: hit.title_marked + " " + hit.snippet for hit in results.hits}
    wrong: list[str] = []

    def check(name: str, holds: bool, found: object) -> None:
        if name in want and not holds:
            wrong.append(f"{name}: wanted {want[name]}, found {found}")

    check("complete", sorted(complete) == sorted(want.get("complete", ())), complete)
    check("partial", sorted(partial) == sorted(want.get("partial", ())), partial)
    check("any", set(want.get("any", ())) <= {*complete, *partial}, [*complete, *partial])
    check("not", not set(want.get("not", ())) & set(complete), complete)
    check("first", [hit.id for hit in results.hits][:1] == [want.get("first")], complete)
    check("corrected", not kinds & {"correction", "telex"}, results.understood)
    check("notice", any(want.get("notice", "") in text for text in said), said)
    check("offer", any(want.get("offer", "") in text for text in offered), offered)
    check("suggestion", results.suggestion == want.get("suggestion"), results.suggestion)
    check("kind", want.get("kind") in kinds, kinds)
    borders = [hit.id for hit in results.hits if any(why.how == "border" for why in hit.why)]
    check("told", want.get("told") in borders, borders)
    for number, words in want.get("marked", {}).items():
        if not any(words in part for part in re.findall("<mark>(.*?)</mark>", marked.get(number, ""))):
            wrong.append(f"marked: wanted {words} in {number}, found {marked.get(number)}")
    return wrong
