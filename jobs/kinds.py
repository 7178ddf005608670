"""The kinds of work a job can be: ``crawl``, ``index`` and ``mail``. Each is a function of its context that returns its result line.

Result lines and log lines are Vietnamese: admins read them on the site.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import settings
from crawler.report import OUTCOMES, Advance
from jobs.context import JobContext
from jobs.errors import NothingFetched, NothingToCrawl, NotPublished

Body = Callable[[JobContext], str]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of job: its name in the table, its Vietnamese title and its body (a module-level function)."""

    name: str
    title: str
    body: Body


def crawl_body(context: JobContext) -> str:
    """Crawl the sources named in ``args["sources"]``, else every source that is not paused.

    ``args["scheduled"]`` leaves out unverified sources: nobody asked for those portals. ``args["then_index"]`` asks for
    an index job at the end. Raises NothingToCrawl, NothingFetched.
    """
    from archive.store import Archive
    from crawler.crawl import crawl
    from crawler.fetch import Clock
    from crawler.run import FRUITLESS
    from jobs.portals import known_sources

    known = known_sources(context.data, context.site)
    names = context.args.get("sources")
    wanted = [s for s in known.values() if (s.name in names if isinstance(names, list) and names else not s.paused)]
    if context.args.get("scheduled"):
        wanted = [s for s in wanted if s.status != "unverified"]
    if not wanted:
        if context.args.get("scheduled"):
            return "chưa có nguồn nào được kiểm tra; dùng `run.py source check TÊN` để đưa một nguồn vào lịch"
        raise NothingToCrawl("không còn nguồn nào để thu thập: bỏ tạm dừng một nguồn hoặc khai báo nguồn mới")
    context.say("Nguồn: " + ", ".join(s.name for s in wanted))

    def advanced(advance: Advance) -> None:
        context.report(advance.done, advance.done + advance.waiting, advance.line)
        context.say(advance.line)

    with Archive.open(context.data) as archive:
        report = crawl(
            archive,
            wanted,
            progress=context.say,
            advanced=advanced,
            cancelled=context.cancelled,
            clock=Clock(sleep=context.sleep),
            job=context.job_id,
        )
    if context.args.get("then_index") and not context.cancelled():
        context.site.jobs.submit("index", {})
    if report.outcomes and set(report.outcomes) <= FRUITLESS:
        raise NothingFetched("không tải được trang nào: lý do và cách xử lý ở các dòng trên")
    outcomes = ", ".join(f"{OUTCOMES.get(name, name)}: {count}" for name, count in sorted(report.outcomes.items()))
    return f"{sum(report.outcomes.values())} địa chỉ đã thăm" + (f" ({outcomes})" if outcomes else "")


_STEPS = {
    "facts": "đang rút sự kiện, nhân vật, số liệu",
    "analysing": "đang phân tích bài",
    "indexing": "đang lập chỉ mục bài",
    "merging": "đang gộp chỉ mục",
}


def index_body(context: JobContext) -> str:
    """Bring facts and index up to date; ``args["rebuild"]`` builds a fresh generation from everything."""
    from archive.failures import Failures
    from archive.store import Archive
    from indexer.build import update
    from indexer.errors import Regressed
    from indexer.facts.keeping import update_facts
    from indexer.purging import purge
    from jobs.alerts import ask
    from jobs.faults import lines_of

    processes = int(settings.number("processes"))

    def progress(done: int, total: int, step: str) -> None:
        context.report(done, total, _STEPS[step])

    purge(context.data, processes=processes, progress=progress, cancelled=context.cancelled)
    facts = update_facts(context.data, processes=processes, progress=progress, cancelled=context.cancelled)
    if facts.made or facts.removed:
        context.say(f"Dữ kiện: rút từ {facts.made} bài, bỏ của {facts.removed} bài trong {facts.seconds:.1f} giây")
    try:
        report = update(
            context.data,
            rebuild=bool(context.args.get("rebuild")),
            processes=processes,
            progress=progress,
            cancelled=context.cancelled,
            anyway=bool(context.args.get("anyway")),
        )
    except Regressed as error:
        for loss in error.losses:
            kept, rank = loss.outcome.kept, loss.outcome.rank
            now = f"nay ở vị trí {rank}" if rank else "nay không thấy"
            context.say(
                f"Câu hỏi kiểm tra “{kept.query}”: bài {kept.article} trước ở vị trí {loss.before}, {now}, "
                f"cần trong {kept.top} kết quả đầu"
            )
        raise NotPublished(
            f"chưa xuất bản chỉ mục mới: {len(error.losses)} câu hỏi kiểm tra có kết quả kém hơn (các dòng trên); chỉ mục cũ vẫn trả lời. "
            "Xem trang Câu hỏi kiểm tra để sửa hoặc để xuất bản dù vậy"
        ) from None
    ask(context.site)
    with Archive.open(context.data, readonly=True) as archive:
        failed = lines_of(Failures(archive.engine).counts())
    return "; ".join(
        [
            f"{report.articles} bài tìm được (thêm {report.added}, bớt {report.removed}, "
            f"phân tích {report.analysed}) trong {report.seconds:.1f} giây",
            *failed,
        ]
    )


def mail_body(context: JobContext) -> str:
    """Send the confirmations asked for and the digests that are due."""
    from jobs.alerts import run

    return run(context)


KINDS: Mapping[str, Kind] = {
    "crawl": Kind("crawl", "Thu thập bài mới", crawl_body),
    "index": Kind("index", "Lập chỉ mục", index_body),
    "mail": Kind("mail", "Gửi thư", mail_body),
}
