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
from translations import N_, gettext, lookup, write_day

State = Literal["ok", "wrong", "unknown"]

_STORED = ("new", "changed", "same", "unchanged")


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it is, how it went, what is known, and what to do when it went wrong."""

    title: str
    state: State
    text: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The steps of one address; ``article`` is the stored article's number, ``source`` the source it belongs to.

    ``found`` tells that the index holds it, as the last step says.
    """

    url: str
    steps: tuple[Step, ...]
    source: str | None = None
    article: int | None = None
    found: bool = False

    @property
    def verdict(self) -> Step:
        """The step that explains it: the first that went wrong, else the first that nothing is known of, else the last."""
        if self.found:
            return self.steps[-1]  # Whatever stood in its way: readers find it.
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
            gettext("Địa chỉ"),
            "wrong",
            gettext("Đây không phải là một địa chỉ http hoặc https."),
            gettext("Hãy chép nguyên địa chỉ của bài."),
        )
        return Diagnosis(text, (step,))
    look = CrawlInspection(archive.engine)
    queued = look.queued(url)
    source = _source_of(url, sources, queued)
    number = look.article_at(url)
    stored = archive.get(number) if number is not None else None
    steps = [Step(gettext("Địa chỉ"), "ok", url), _source_step(source)]
    if source is not None:
        steps.append(_robots_step(archive, url))
        steps.append(_discovery_step(queued))
        visits = look.visits(sorted({source.name, *(q.source for q in queued)}), url)
        steps += _visit_steps(queued, [(v.at, v.outcome, v.detail) for v in visits])
    steps += _archive_steps(archive, look, url, stored)
    found = stored is not None and holds is not None and holds(stored.id)
    if stored is not None:
        steps += _index_steps(holds is not None, found, stored)
    return Diagnosis(url, tuple(steps), source.name if source else None, number, found)


def _source_of(url: str, sources: Mapping[str, Source], queued: list[QueuedAddress]) -> Source | None:
    known = [s for s in sources.values() if s.domain and is_same_site(url, s.domain)]
    # The most particular domain: a subdomain may be a source of its own.
    best = max(known, key=lambda s: len(s.domain), default=None)
    return best or next((sources[q.source] for q in queued if q.source in sources), None)


def _source_step(source: Source | None) -> Step:
    title = gettext("Nguồn")
    if source is None:
        return Step(
            title,
            "wrong",
            gettext("Không có nguồn nào khai báo trang này."),
            gettext("Thêm nguồn ở trang Nguồn, hoặc `run.py source add`."),
        )
    if source.fault is not None:
        return Step(title, "wrong", str(source.fault))
    named = f"{source.name} ({source.domain})"
    if source.paused:
        return Step(
            title, "wrong", gettext("{source} đang tạm dừng.", source=named), gettext("Bỏ tạm dừng ở trang của nguồn.")
        )
    if source.status == "unverified":
        text = gettext("{source} chưa được kiểm tra nên lịch thu thập bỏ qua.", source=named)
        return Step(title, "wrong", text, gettext("Bấm “Thử nguồn” ở trang của nguồn."))
    return Step(title, "ok", named)


def _robots_step(archive: Archive, url: str) -> Step:
    parts, title = urlsplit(url), "robots.txt"
    kept = HostStates(archive.engine).robots(f"{parts.scheme}://{parts.netloc}")
    if kept is None:
        return Step(title, "unknown", gettext("Chưa đọc robots.txt của máy chủ này, hoặc lần đọc gần nhất không được."))
    rules = parse_robots(kept.status, kept.body, kept.fetched_at)
    read = _moment(kept.fetched_at)
    if rules.allows(url):
        return Step(title, "ok", gettext("Cho phép (đọc lúc {time}).", time=read))
    return Step(
        title,
        "wrong",
        gettext("Cổng thông tin không cho phép tải địa chỉ này (đọc lúc {time}).", time=read),
        gettext("Xin phép người quản trị cổng ấy."),
    )


def _discovery_step(queued: list[QueuedAddress]) -> Step:
    title = gettext("Được tìm thấy")
    if not queued:
        text = gettext("Chưa trang danh sách, RSS hay sơ đồ trang nào đã đọc dẫn đến địa chỉ này.")
        return Step(title, "unknown", text, gettext("Bấm “Thu thập địa chỉ này” để đưa vào hàng đợi."))
    first = queued[0]
    listed = N_("Một trang danh sách dẫn đến, cách trang bắt đầu {depth} bước (nguồn {source}).")
    linked = N_("Một liên kết, RSS hoặc sơ đồ trang dẫn đến, cách trang bắt đầu {depth} bước (nguồn {source}).")
    text = gettext(listed if first.listed else linked, depth=first.depth, source=first.source)
    return Step(title, "ok", text)


def _visit_steps(queued: list[QueuedAddress], visits: list[tuple[datetime, str, str]]) -> Iterator[Step]:
    title = gettext("Được tải")
    waiting = next((q for q in queued if q.state == "due"), None)
    if not visits:
        if waiting is not None and waiting.due is not None:
            late = (
                gettext("Chưa tải lần nào; đang chờ đến lượt.")
                if waiting.due <= datetime.now(UTC)
                else gettext("Chưa tải lần nào; sẽ được tải sau {time}.", time=_moment(waiting.due))
            )
            yield Step(title, "unknown", late, gettext("Thu thập nguồn này ngay để không phải đợi lịch."))
        elif queued:
            last = queued[0]
            yield _outcome_step(last.visited, last.outcome, "", last)
        return
    at, outcome, detail = visits[0]
    yield _outcome_step(at, outcome, detail, queued[0] if queued else None)
    if len(visits) > 1:
        earlier = "; ".join(f"{_moment(when)}: {lookup(OUTCOMES.get(what, what))}" for when, what, _ in visits[1:])
        yield Step(gettext("Các lần tải trước"), "ok", earlier)


def _outcome_step(at: datetime | None, outcome: str, detail: str, queued: QueuedAddress | None) -> Step:
    said = lookup(OUTCOMES.get(outcome, outcome)) if outcome else gettext("không rõ kết quả")
    text = f"{_moment(at)}: {said}" + (f" ({detail})" if detail else "") + "."
    if queued is not None and queued.due is not None and outcome not in _STORED:
        text += gettext(" Sẽ thử lại sau {time}.", time=_moment(queued.due))
    if outcome in _STORED:
        return Step(gettext("Được tải và đọc"), "ok", text)
    if outcome in ("not-an-article", "unreadable"):
        advice = gettext("Nếu đây là bài, hãy khai báo bộ chọn (selectors) trong tệp của nguồn rồi thử lại.")
        return Step(gettext("Được đọc"), "wrong", text, advice)
    if outcome in ("listing", "feed", "sitemap", "api", "file", "elsewhere"):
        return Step(
            gettext("Được đọc"),
            "wrong",
            text,
            gettext("Đây không phải trang của một bài: hãy tra địa chỉ của chính bài ấy."),
        )
    return Step(gettext("Được tải"), "wrong", text, gettext("Xem lý do ở trên; bấm “Thu thập địa chỉ này” để thử lại."))


def _archive_steps(archive: Archive, look: CrawlInspection, url: str, stored: StoredArticle | None) -> Iterator[Step]:
    title = gettext("Trong kho")
    if look.is_erased(url):
        yield Step(
            title,
            "wrong",
            gettext("Bài này đã bị xóa hẳn theo quyết định và sẽ không được lưu lại."),
            gettext("Xem nhật ký ẩn, xóa."),
        )
        return
    if stored is None:
        yield Step(title, "unknown", gettext("Kho không có bài nào của địa chỉ này."))
        return
    yield Step(title, "ok", gettext("Bài số {number}: “{title}”.", number=stored.id, title=stored.article.title))
    if stored.gone:
        yield Step(
            gettext("Còn trên cổng"),
            "wrong",
            gettext("Cổng thông tin đã gỡ bài; bài được giữ trong kho nhưng không tìm được."),
        )
    if stored.hidden:
        yield Step(
            gettext("Không bị ẩn"),
            "wrong",
            gettext("Quản trị viên đã ẩn bài này với người đọc."),
            gettext("Hiện lại ở trang Ẩn tên, ẩn bài."),
        )
    lacking = [lack_of(f.step) for f in Failures(archive.engine).list() if f.article == stored.id]
    if lacking:
        yield Step(
            gettext("Xử lý"),
            "unknown",
            gettext("Bài tìm được nhưng {lacking}.", lacking=", ".join(lacking)),
            gettext("`run.py check` nêu lý do."),
        )


def _index_steps(answers: bool, found: bool, stored: StoredArticle) -> Iterator[Step]:
    title = gettext("Trong chỉ mục")
    if not answers:
        yield Step(title, "wrong", gettext("Chưa có chỉ mục nào trả lời."), gettext("Lập chỉ mục ở trang Công việc."))
    elif found:
        yield Step(title, "ok", gettext("Tìm được: tìm tiêu đề trong ngoặc kép sẽ thấy bài."))
    elif not stored.gone and not stored.hidden:
        yield Step(title, "wrong", gettext("Bài chưa được lập chỉ mục."), gettext("Lập chỉ mục ở trang Công việc."))


def _moment(value: datetime | None) -> str:
    if value is None:
        return gettext("không rõ lúc nào")
    local = value.astimezone(VIETNAM)
    return f"{local:%H:%M} {write_day(local)}"
