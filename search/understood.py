"""What was understood of a query: its kind, the sentence it is told with and the data of that, and how to switch it.

A search carries no words: ``describe`` writes them in the language of the page or command that shows them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from translations import N_, gettext, write_day, write_partial_day


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a question about the query: its label, and the query that gives it."""

    label: str
    query: str


@dataclass(frozen=True, slots=True)
class Understood:
    """One thing the engine understood from the query, shown on the page with a switch.

    ``kind``: expansion | related | document | range | filter | excluded | alternatives | place | which | offer | correction |
    ignored | telex | notice; ``unit`` the part of the query it speaks of, ``message`` the key of its sentence in ``SENTENCES`` and ``data``
    what is put into it. ``off``: the query text that switches it off ("" where it cannot be), ``on`` the query text that takes up
    an offer, ``choices`` the answers to a question (which place).
    """

    kind: str
    unit: str
    message: str
    data: Mapping[str, object] = field(default_factory=dict)
    off: str = ""
    on: str = ""
    choices: tuple[Choice, ...] = ()

    @property
    def text(self) -> str:
        """The sentence, in the present language."""
        return describe(self)


SENTENCES: Mapping[str, str] = {
    "also": N_("cũng tìm: {forms}"),
    "also_where_defined": N_("cũng tìm: {forms}, ở bài dùng theo nghĩa này"),
    "alternatives": N_("tìm bài có {options}"),
    "any_writing": N_("“{unit}”: viết cách nào cũng tìm"),
    "closed_at_end": N_("dấu {unit} mở ra mà không đóng: coi như đóng ở cuối câu tìm"),
    "committee": N_("{unit}: bài về Ban Chỉ đạo {unit} xếp trước"),
    "corrected": N_("không có bài nào cho “{unit}”, đã tìm “{reading}”"),
    "document": N_("“{unit}” được hiểu là số hiệu văn bản, viết cách nào cũng tìm"),
    "empty": N_("hãy gõ ít nhất một từ hoặc một con số cần tìm"),
    "excluded": N_("bỏ các bài có “{value}”"),
    "excluded_any": N_("bỏ các bài có {options}"),
    "first_words": N_("chỉ tìm “{first}” trong {count} chữ đầu bài hoặc trong tiêu đề"),
    "half_typed": N_("“{unit}” chưa đủ dấu: tìm mọi chữ giữ các dấu đã gõ ({forms}…)"),
    "joins_nothing": N_("“{unit}” không nối hai phần nào nên không được dùng"),
    "keys": N_("“{unit}” được hiểu là “{word}”"),
    "label_unknown": N_("“{unit}”: kho không có giá trị này, chỉ có: {forms}"),
    "long_forms": N_("“{unit}” có thể viết tắt cho: {forms}"),
    "mostly_others": N_("gõ không dấu nên phần lớn trong {total} bài là từ khác; “{reading}” có {count} bài"),
    "name_hidden": N_("một tên trong câu tìm đã được ẩn nên không được tìm"),
    "near_sentence": N_("chỉ tìm “{first}” và “{second}” trong cùng một câu"),
    "near_words": N_("chỉ tìm “{first}” và “{second}” cách nhau không quá {count} chữ"),
    "no_such_operator": N_("không có toán tử “{unit}”, đã tìm như từ ngữ thường"),
    "no_value": N_("“{unit}” không có giá trị nên không được dùng"),
    "not_alternative": N_("“{unit}” không thể là một trong các lựa chọn nên không được dùng"),
    "only": N_("chỉ tìm {name} {value}"),
    "only_days": N_("“{unit}”: chỉ tìm bài đăng hoặc diễn ra từ {first} đến {last}"),
    "only_undated": N_("chỉ tìm bài không rõ ngày ({name})"),
    "period": N_("“{unit}”: mọi cách viết {period}, kể cả ngày cụ thể trong đó"),
    "place_before": N_("{unit}: cũng tìm {places} trước {month}"),
    "place_ended": N_("{unit}: không còn từ 7/2025, một phần nay là {places}, cũng tìm tên mới"),
    "place_joined": N_("{unit}: từ {month} thuộc {places}, cũng tìm tên mới"),
    "place_renamed": N_("{unit}: từ {month} là {places}, cũng tìm tên mới"),
    "questions": N_("từ để hỏi ({forms}) không cần có trong bài"),
    "related": N_("“{unit}”: ở phần sau cũng có bài dùng từ cùng nghĩa: {forms}"),
    "related_both": N_(
        "“{unit}”: ở phần sau cũng có bài dùng từ cùng nghĩa: {forms}; từ gần nghĩa học từ các bài trong kho: {learned}"
    ),
    "related_offered": N_("“{unit}”: ở phần sau cũng có bài viết là {forms}"),
    "related_learned": N_("“{unit}”: ở phần sau cũng có bài dùng từ gần nghĩa học từ các bài trong kho: {learned}"),
    "repeated": N_("chỉ tìm bài nhắc “{first}” ít nhất {count} lần"),
    "rule_means": N_("“{unit}” được hiểu là “{meant}” theo quyết định của quản trị viên"),
    "terms_only": N_(
        "chỉ mục này mới có từ ngữ của các bài; từ ghép, loại và ngày sự kiện đang được thêm, lát nữa sẽ có"
    ),
    "too_long": N_("câu hỏi quá dài: chỉ {count} ký tự đầu được tìm"),
    "too_many_units": N_("câu hỏi quá dài: chỉ {count} từ đầu được tìm"),
    "unopened": N_("dấu {unit} đóng mà không mở nên không được dùng"),
    "unclosed": N_("dấu {unit} mở ra mà không đóng nên không được dùng"),
    "value_unknown": N_("không hiểu “{unit}”, đã tìm như từ ngữ thường"),
    "which_place": N_("“{unit}” có ở {count} tỉnh, thành phố. Bạn muốn nói:"),
    "wildcard": N_("“{unit}”: tìm {forms}"),
    "wildcard_cut": N_("“{unit}”: chỉ tìm {count} từ thường gặp nhất ({forms}…)"),
    "wildcard_more": N_("“{unit}”: tìm {count} từ ({forms}…)"),
    "wildcard_none": N_("“{unit}”: kho không có từ nào như vậy"),
    "wildcard_short": N_("“{unit}” cần ít nhất {count} chữ cái cạnh dấu * hoặc ? nên không được dùng"),
}
"""What is told, by ``Understood.message``."""


def describe(one: Understood) -> str:
    """Write what was understood as a sentence."""
    values = {name: _write(name, value) for name, value in {"unit": one.unit, **one.data}.items()}
    return gettext(SENTENCES[one.message], **values)


def _write(name: str, value: object) -> str:
    if isinstance(value, date):
        return write_day(value)
    if name == "period":
        return write_period(str(value))
    if name == "options" and isinstance(value, Sequence):
        return gettext(" hoặc ").join(f"({option})" for option in value)
    if isinstance(value, (tuple, list)):
        return ", ".join(map(str, value))
    return str(value)


def write_period(term: str) -> str:
    """Write the period or day of an index term (``vietnamese.entities.day_terms``): "@2023q2", "@2023-05", "@05-24"."""
    name = term.removeprefix("@")
    year, quarter, number = name.partition("q")
    if quarter:
        return gettext("quý {number} năm {year}", number=number, year=year)
    year, half, number = name.partition("h")
    if half:
        if number == "1":
            return gettext("6 tháng đầu năm {year}", year=year)
        return gettext("6 tháng cuối năm {year}", year=year)
    if len(name) == 4:
        return gettext("năm {year}", year=name)
    if len(name) == 7:
        return gettext("tháng {month}", month=_unpadded(name))
    return gettext("ngày {day}", day=_unpadded(name if len(name) == 10 else f"--{name}"))


def _unpadded(day: str) -> str:
    return re.sub(r"\b0(?=\d)", "", write_partial_day(day))
