"""Why a page is not found: every step from its address to the results, one after the other, for whoever asks about one page.

Read from what the archive knows: nothing is fetched. The site's page and ``run.py why`` tell the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal
from urllib.parse import urlsplit

from archive.articles.archive import Archive
from archive.canonical_url import canonicalise, is_same_site
from archive.crawling.host_state import HostStates
from archive.crawling.inspection import CrawlInspection, QueuedAddress
from archive.failures import Failures
from archive.model import VIETNAM, StoredArticle
from crawler.http.robots import parse_robots
from crawler.reporting.progress import OUTCOMES
from crawler.sources.source import Source
from jobs.failure_messages import lack_of

State = Literal["ok", "wrong", "unknown"]

_STORED = ("new", "changed", "same", "unchanged")


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it is, how it went, what is known, and what to do when it went wrong."""

    title: str
    state: State
    text: str
    advice: str = ""


IN_INDEX = Step("Trong chỉ mục", "ok", "Tìm được: tìm tiêu đề trong ngoặc kép sẽ thấy bài.")


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The steps of one address; ``article`` is the stored article's number, ``source`` the source it belongs to."""

    url: str
    steps: tuple[Step, ...]
    source: str | None = None
    article: int | None = None

    @property
    def verdict(self) -> Step:
        """The step that explains it: the first that went wrong, else the first that nothing is known of, else the last."""
        if self.steps[-1] == IN_INDEX:
            return IN_INDEX  # Whatever stood in its way: readers find it.
        wrong = (step for step in self.steps if step.state == "wrong")
        unknown = (step for step in self.steps if step.state == "unknown")
        return next(wrong, None) or next(unknown, None) or self.steps[-1]


def diagnose_address(
    archive: Archive, sources: Mapping[str, Source], holds: Callable[[int], bool] | None, text: str
) -> Diagnosis:
    """Tell why the page at an address is not found, step by step.

    ``holds`` tells whether the published index holds an article; None: there is no index.
    """
    url = canonicalise(text if "://" in text else f"https://{text}") if text.strip() else ""
    if not url or len(url) > 2000:
        step = Step(
            "Địa chỉ", "wrong", "Đây không phải là một địa chỉ http hoặc https.", "Hãy chép nguyên địa chỉ của bài."
        )
        return Diagnosis(text, (step,))
    look = CrawlInspection(archive.engine)
    queued = look.queued(url)
    source = _source_of(url, sources, queued)
    number = look.article_at(url)
    stored = archive.get(number) if number is not None else None
    steps = [Step("Địa chỉ", "ok", url), _source_step(source)]
    if source is not None:
        steps.append(_robots_step(archive, url))
        steps.append(_discovery_step(queued))
        visits = look.visits(sorted({source.name, *(q.source for q in queued)}), url)
        steps += _visit_steps(queued, [(v.at, v.outcome, v.detail) for v in visits])
    steps += _archive_steps(archive, look, url, stored)
    if stored is not None:
        steps += _index_steps(holds, stored)
    return Diagnosis(url, tuple(steps), source.name if source else None, number)


def _source_of(url: str, sources: Mapping[str, Source], queued: list[QueuedAddress]) -> Source | None:
    known = [s for s in sources.values() if s.domain and is_same_site(url, s.domain)]
    # The most particular domain: a subdomain may be a source of its own.
    best = max(known, key=lambda s: len(s.domain), default=None)
    return best or next((sources[q.source] for q in queued if q.source in sources), None)


def _source_step(source: Source | None) -> Step:
    title = "Nguồn"
    if source is None:
        return Step(
            title,
            "wrong",
            "Không có nguồn nào khai báo trang này.",
            "Thêm nguồn ở trang Nguồn, hoặc `run.py source add`.",
        )
    named = f"{source.name} ({source.domain})"
    if source.paused:
        return Step(title, "wrong", f"{named} đang tạm dừng.", "Bỏ tạm dừng ở trang của nguồn.")
    if source.status == "unverified":
        text = f"{named} chưa được kiểm tra nên lịch thu thập bỏ qua."
        return Step(title, "wrong", text, "Bấm “Thử nguồn” ở trang của nguồn.")
    return Step(title, "ok", named)


def _robots_step(archive: Archive, url: str) -> Step:
    parts, title = urlsplit(url), "robots.txt"
    kept = HostStates(archive.engine).robots(f"{parts.scheme}://{parts.netloc}")
    if kept is None:
        return Step(title, "unknown", "Chưa đọc robots.txt của máy chủ này, hoặc lần đọc gần nhất không được.")
    rules = parse_robots(kept.status, kept.body, kept.fetched_at)
    read = f"đọc lúc {_moment(kept.fetched_at)}"
    if rules.allows(url):
        return Step(title, "ok", f"Cho phép ({read}).")
    return Step(
        title, "wrong", f"Cổng thông tin không cho phép tải địa chỉ này ({read}).", "Xin phép người quản trị cổng ấy."
    )


def _discovery_step(queued: list[QueuedAddress]) -> Step:
    title = "Được tìm thấy"
    if not queued:
        text = "Chưa trang danh sách, RSS hay sơ đồ trang nào đã đọc dẫn đến địa chỉ này."
        return Step(title, "unknown", text, "Bấm “Thu thập địa chỉ này” để đưa vào hàng đợi.")
    first = queued[0]
    how = "một trang danh sách dẫn đến" if first.listed else "một liên kết, RSS hoặc sơ đồ trang dẫn đến"
    return Step(title, "ok", f"{how}, cách trang bắt đầu {first.depth} bước (nguồn {first.source}).")


def _visit_steps(queued: list[QueuedAddress], visits: list[tuple[datetime, str, str]]) -> Iterator[Step]:
    title = "Được tải"
    waiting = next((q for q in queued if q.state == "due"), None)
    if not visits:
        if waiting is not None and waiting.due is not None:
            late = (
                "đang chờ đến lượt" if waiting.due <= datetime.now(UTC) else f"sẽ được tải sau {_moment(waiting.due)}"
            )
            yield Step(
                title, "unknown", f"Chưa tải lần nào; {late}.", "Thu thập nguồn này ngay để không phải đợi lịch."
            )
        elif queued:
            last = queued[0]
            yield _outcome_step(last.visited, last.outcome, "", last)
        return
    at, outcome, detail = visits[0]
    yield _outcome_step(at, outcome, detail, queued[0] if queued else None)
    if len(visits) > 1:
        earlier = "; ".join(f"{_moment(when)}: {OUTCOMES.get(what, what)}" for when, what, _ in visits[1:])
        yield Step("Các lần tải trước", "ok", earlier)


def _outcome_step(at: datetime | None, outcome: str, detail: str, queued: QueuedAddress | None) -> Step:
    said = OUTCOMES.get(outcome, outcome) or "không rõ kết quả"
    text = f"{_moment(at)}: {said}" + (f" ({detail})" if detail else "") + "."
    if queued is not None and queued.due is not None and outcome not in _STORED:
        text += f" Sẽ thử lại sau {_moment(queued.due)}."
    if outcome in _STORED:
        return Step("Được tải và đọc", "ok", text)
    if outcome in ("not-an-article", "unreadable"):
        advice = "Nếu đây là bài, hãy khai báo bộ chọn (selectors) trong tệp của nguồn rồi thử lại."
        return Step("Được đọc", "wrong", text, advice)
    if outcome in ("listing", "feed", "sitemap", "api", "file", "elsewhere"):
        return Step("Được đọc", "wrong", text, "Đây không phải trang của một bài: hãy tra địa chỉ của chính bài ấy.")
    return Step("Được tải", "wrong", text, "Xem lý do ở trên; bấm “Thu thập địa chỉ này” để thử lại.")


def _archive_steps(archive: Archive, look: CrawlInspection, url: str, stored: StoredArticle | None) -> Iterator[Step]:
    title = "Trong kho"
    if look.is_erased(url):
        yield Step(
            title, "wrong", "Bài này đã bị xóa hẳn theo quyết định và sẽ không được lưu lại.", "Xem nhật ký ẩn, xóa."
        )
        return
    if stored is None:
        yield Step(title, "unknown", "Kho không có bài nào của địa chỉ này.")
        return
    yield Step(title, "ok", f"Bài số {stored.id}: “{stored.article.title}”.")
    if stored.gone:
        yield Step("Còn trên cổng", "wrong", "Cổng thông tin đã gỡ bài; bài được giữ trong kho nhưng không tìm được.")
    if stored.hidden:
        yield Step(
            "Không bị ẩn", "wrong", "Quản trị viên đã ẩn bài này với người đọc.", "Hiện lại ở trang Ẩn tên, ẩn bài."
        )
    lacking = [lack_of(f.step) for f in Failures(archive.engine).list() if f.article == stored.id]
    if lacking:
        yield Step("Xử lý", "unknown", "Bài tìm được nhưng " + ", ".join(lacking) + ".", "`run.py check` nêu lý do.")


def _index_steps(holds: Callable[[int], bool] | None, stored: StoredArticle) -> Iterator[Step]:
    title = "Trong chỉ mục"
    if holds is None:
        yield Step(title, "wrong", "Chưa có chỉ mục nào trả lời.", "Lập chỉ mục ở trang Công việc.")
    elif holds(stored.id):
        yield IN_INDEX
    elif not stored.gone and not stored.hidden:
        yield Step(title, "wrong", "Bài chưa được lập chỉ mục.", "Lập chỉ mục ở trang Công việc.")


def _moment(value: datetime | None) -> str:
    return f"{value.astimezone(VIETNAM):%H:%M %d/%m/%Y}" if value is not None else "không rõ lúc nào"
