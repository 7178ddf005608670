"""Help by task (``/huong-dan``): every example is a search that finds something in this archive; and the pages about the site."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from apiflask import APIBlueprint
from flask import render_template
from flask.typing import ResponseReturnValue

import settings
from indexer import IndexDamaged, IndexMissing
from translations import N_
from web.rate_limits import SEARCH_LIMIT, limiter
from web.state import SiteState, current_state

blueprint = APIBlueprint("help", __name__, enable_openapi=False)


class Example(NamedTuple):
    """A search and what it shows."""

    query: str
    meaning: str


class Task(NamedTuple):
    """One thing that readers want to do: its anchor, title, a line about it, and searches that show it."""

    anchor: str
    title: str
    text: str
    examples: tuple[Example, ...]


TASKS: tuple[Task, ...] = (
    Task(
        "go-tu",
        N_("Tìm bằng vài từ"),
        N_(
            "Có dấu hay không dấu, chữ hoa hay chữ thường đều tìm được. Gõ có dấu thì kết quả chính xác hơn. Bài có đủ mọi từ đứng trước, bài chỉ có một số từ đứng sau."
        ),
        (
            Example("ma túy", N_("tìm cả “ma tuý”, “MA TÚY”")),
            Example("an ninh to quoc", N_("gõ không dấu")),
            Example('"Mặt trận Tổ quốc"', N_("đúng cụm từ này, hoặc viết tắt “MTTQ”")),
            Example("ma túy OR cờ bạc", N_("bài có “ma túy”, hoặc có “cờ bạc”")),
            Example(
                "ma túy AND heroin NOT cocain",
                N_("AND, OR, NOT hoặc VÀ, HOẶC, KHÔNG viết hoa; tiêu đề toàn chữ hoa thì vẫn là chữ"),
            ),
            Example('ma túy -"tuyên truyền"', N_("bỏ các bài có cụm “tuyên truyền”")),
            Example("Hà Tĩnh (ma túy OR cờ bạc)", N_("dùng ngoặc đơn khi còn từ khác")),
            Example("tuyên*", N_("mọi từ bắt đầu bằng “tuyên”")),
            Example(
                "*amphetamin*",
                N_(
                    "* thay cho chữ bất kỳ, ? thay cho đúng một chữ, ở đầu hay giữa từ; trang kết quả nói rõ đã tìm từ nào"
                ),
            ),
        ),
    ),
    Task(
        "viet-tat",
        N_("Tìm theo chữ viết tắt"),
        N_(
            "Chữ viết tắt và dạng đầy đủ được tìm cùng nhau. Trang kết quả nói rõ đã tìm thêm những gì, kèm nút tắt; mỗi bài nói vì sao nó có mặt."
        ),
        (
            Example("ANTQ", N_("tìm cả “an ninh Tổ quốc”")),
            Example("UBND", N_("tìm cả “ủy ban nhân dân”")),
            Example("+ANTQ", N_("đúng chữ này, không tìm thêm dạng đầy đủ")),
        ),
    ),
    Task(
        "hoi-nghi",
        N_("Tìm tin về một hội nghị đã qua"),
        N_(
            "“đăng:” là ngày bài được đăng, “diễn ra:” là ngày sự kiện diễn ra. Ở trang kết quả, chọn cách xem Sự kiện hoặc Dòng thời gian; bấm và kéo trên biểu đồ để chọn khoảng thời gian."
        ),
        (
            Example("sự kiện:hội nghị tổng kết", N_("bài về một hội nghị tổng kết")),
            Example("hội nghị từ:2013 đến:2023", N_("đăng trong các năm từ 2013 đến 2023")),
            Example(
                "đăng:2021..2023 hội nghị", N_("đăng từ năm 2021 đến năm 2023; ngày và tháng cũng viết được như vậy")
            ),
            Example(
                "trộm cắp tuần qua",
                N_("hôm nay, hôm qua, tuần trước, 7 ngày qua, tháng trước, năm ngoái… tính từ hôm nay"),
            ),
            Example("diễn ra:5/2023", N_("sự kiện diễn ra trong tháng 5 năm 2023")),
            Example(
                "tổng kết quý I/2023",
                N_("mọi cách viết ngày tháng trong quý ấy; cũng vậy với “tháng 5/2023”, “năm 2023”"),
            ),
            Example("tổng kết năm 2023", N_("mọi cách viết ngày tháng trong năm ấy")),
            Example("tiêu đề:tổng kết", N_("chỉ trong tiêu đề")),
        ),
    ),
    Task(
        "van-ban",
        N_("Tìm văn bản và con số"),
        N_("Số hiệu văn bản có thể gõ một phần; số có dấu chấm hay không đều như nhau."),
        (
            Example("09/CTr-BCA-MTTW", N_("số hiệu đầy đủ")),
            Example("09/CTr", N_("phần đầu của số hiệu")),
            Example("09 ctr bca mttw", N_("không cần dấu gạch")),
            Example("văn bản:09/CTr", N_("bài dẫn văn bản có số hiệu bắt đầu như vậy")),
        ),
    ),
    Task(
        "lanh-dao",
        N_("Tìm theo lãnh đạo, cơ quan, địa bàn"),
        N_("Chỉ người giữ chức vụ hoặc cấp bậc tìm được theo cách này. Tên đặt trong ngoặc kép."),
        (
            Example('cấp bậc:"Đại tá"', N_("bài nêu người mang cấp bậc này")),
            Example('cơ quan:"Công an tỉnh"', N_("bài nêu cơ quan này")),
            Example("trích dẫn:biểu dương", N_("có trong lời phát biểu được dẫn")),
        ),
    ),
    Task(
        "thu-hep",
        N_("Thu hẹp khi quá nhiều bài"),
        N_("Bộ lọc bên cạnh kết quả chọn được nhiều giá trị một lúc. Những điều kiện sau đây gõ thẳng vào ô Tìm kiếm."),
        (
            Example('mục:"An ninh trật tự"', N_("chỉ trong một chuyên mục")),
            Example('mục:("An ninh trật tự" OR "An toàn giao thông")', N_("trong một chuyên mục hoặc chuyên mục kia")),
            Example('ít nhất 3 lần "ma túy"', N_("bài nhắc cụm này từ 3 lần trở lên")),
            Example("đăng:không", N_("bài không rõ ngày đăng; diễn ra:không là bài không rõ ngày sự kiện")),
            Example("ma túy NEAR/5 học sinh", N_("hai từ cách nhau không quá 5 chữ")),
            Example('đầu bài:"ANTQ"', N_("trong 50 chữ đầu bài hoặc trong tiêu đề")),
        ),
    ),
)
"""What readers want to do; an example that finds nothing in an archive is not shown there."""


@dataclass(slots=True)
class WorkingExamples:
    """Which examples find something, asked once an index."""

    _index: object = None
    _found: frozenset[str] = field(default_factory=frozenset)

    def read(self, index: object, finds: Callable[[str], bool]) -> frozenset[str]:
        """Return the queries of TASKS that find something; ``index`` names the one that answers now."""
        if index != self._index:
            self._found = frozenset(e.query for task in TASKS for e in task.examples if finds(e.query))
            self._index = index
        return self._found


def working_tasks(state: SiteState, examples: WorkingExamples) -> list[tuple[Task, Sequence[Example]]]:
    """Return the tasks with the examples that find something in this archive; all of them while there is no index."""
    try:
        found = examples.read((state.data, state.overview().index), state.matches)
    except (IndexMissing, IndexDamaged):
        return [(task, task.examples) for task in TASKS]
    shown = [(task, [e for e in task.examples if e.query in found]) for task in TASKS]
    return [(task, few) for task, few in shown if few]


_examples = WorkingExamples()


@blueprint.get("/huong-dan")
@limiter.limit(SEARCH_LIMIT)
def page() -> ResponseReturnValue:
    """Show how to search, by task."""
    return render_template("help.html", tasks=working_tasks(current_state(), _examples))


@blueprint.get("/gioi-thieu")
def about() -> ResponseReturnValue:
    """Show what the site is, who it is for and how it works."""
    return render_template("about.html", contact=settings.get("contact"))


@blueprint.get("/tiep-can")
def accessibility() -> ResponseReturnValue:
    """Show how the site can be used by everybody, what was tested, and where it falls short."""
    return render_template("accessibility.html", contact=settings.get("contact"))
