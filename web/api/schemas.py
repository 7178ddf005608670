"""The shapes of the API for its description: what goes in is checked by them, what comes out is documented by them."""

from __future__ import annotations

from apiflask import Schema
from apiflask.fields import Boolean, Dict, Float, Integer, List, Nested, String
from apiflask.validators import Length, OneOf, Range, Regexp
from marshmallow import INCLUDE

from translations import N_
from web.api.cursors import PATTERN

FILTERS = ("source", "section", "year", "event_kind")


class SearchInput(Schema):
    """Parameters of a search."""

    q = String(
        load_default="", validate=Length(max=10000), metadata={"description": N_("câu tìm, như trong ô Tìm kiếm")}
    )
    n = Integer(load_default=10, validate=Range(1, 100), metadata={"description": N_("số bài mỗi trang")})
    offset = Integer(load_default=0, validate=Range(0, 10000), metadata={"description": N_("bỏ qua bao nhiêu bài đầu")})
    cursor = String(
        load_default="",
        validate=Regexp(PATTERN),
        metadata={"description": N_("giá trị next của trang trước; khi có thì offset không được dùng")},
    )
    sort = String(
        load_default="relevance",
        validate=OneOf(["relevance", "fresh", "date"]),
        metadata={
            "description": N_("relevance: liên quan nhất; fresh: liên quan, ưu tiên bài mới; date: mới nhất trước")
        },
    )
    source = String(load_default="", validate=Length(max=200))
    section = String(load_default="", validate=Length(max=200))
    year = String(load_default="", validate=Length(max=200))
    event_kind = String(load_default="", validate=Length(max=200))


class Answer(Schema):
    """What comes out: later versions may add keys."""

    class Meta:
        """Unknown keys are allowed."""

        unknown = INCLUDE


class Choice(Answer):
    """One answer to a question about the query."""

    label = String()
    query = String()


class Understood(Answer):
    """One thing understood of the query."""

    kind = String()
    unit = String()
    text = String(metadata={"description": N_("câu nói điều đó, theo ngôn ngữ được hỏi")})
    message = String(metadata={"description": N_("mã của câu ấy")})
    data = Dict(keys=String(), metadata={"description": N_("dữ liệu điền vào câu")})
    off = String(metadata={"description": N_("câu tìm không dùng điều này")})
    on = String(metadata={"description": N_("câu tìm nhận đề nghị này")})
    choices = List(Nested(Choice))


class Why(Answer):
    """One reason of a result."""

    unit = String()
    matched = String()
    how = String()
    where = List(String())


class Hit(Answer):
    """One result."""

    id = String()
    article = Integer()
    url = String(allow_none=True)
    title = String()
    source = String()
    section = String()
    published = String(allow_none=True)
    event_kind = String()
    event_day = String(allow_none=True)
    score = Float()
    snippet = String(metadata={"description": N_("HTML: văn bản đã thoát ký tự, <mark> quanh phần khớp")})
    complete = Boolean(metadata={"description": N_("bài có đủ mọi phần của câu tìm")})
    why = List(Nested(Why), metadata={"description": N_("vì sao có bài này: từ nào, khớp cách nào, ở phần nào")})


class SearchOutput(Answer):
    """The answer to a search."""

    query = String()
    total = Integer(metadata={"description": N_("số bài có đủ mọi phần của câu tìm")})
    total_partial = Integer(metadata={"description": N_("số bài chỉ có một số từ, đứng sau")})
    took_ms = Float()
    understood = List(Nested(Understood))
    suggestion = String(allow_none=True)
    hits = List(Nested(Hit))
    facets = Dict(keys=String(), values=Dict(keys=String(), values=Integer()))
    answer = Dict(
        allow_none=True,
        metadata={
            "description": N_(
                "điều các bài nêu trả lời câu tìm: `kind` là event, holder, document hoặc figure, kèm câu và bài; null khi không có"
            )
        },
    )
    next = String(allow_none=True, metadata={"description": N_("cursor của trang sau, null ở trang cuối")})
    changed = Boolean(metadata={"description": N_("kho đã được cập nhật từ trang trước nên thứ tự có thể lệch")})


class BatchInput(Schema):
    """Several queries at once."""

    queries = List(
        String(validate=Length(max=1000)),
        required=True,
        validate=Length(1, 50),
        metadata={"description": N_("tối đa 50 câu tìm")},
    )
    n = Integer(load_default=3, validate=Range(1, 10))


class BatchOutput(Answer):
    """An answer for each query, in order."""

    answers = List(Nested(SearchOutput))


class Piece(Answer):
    """One piece of an article's body."""

    kind = String()
    text = String()


class Archived(Answer):
    """What proves a version."""

    permanent = String()
    version = Integer()
    sha256 = String()
    recorded_at = String()


class ArticleOutput(Answer):
    """An article as readers may see it."""

    article = Integer()
    id = String()
    source = String()
    publisher = String()
    url = String(allow_none=True)
    title = String()
    lead = String()
    blocks = List(Nested(Piece))
    byline = String()
    credit = String(metadata={"description": N_("nơi bài được lấy lại, như “Báo X”")})
    section = String()
    published = String(allow_none=True)
    precision = String(validate=OneOf(["day", "minute"]))
    gone = Boolean(metadata={"description": N_("trang gốc không còn")})
    full = Boolean(metadata={"description": N_("nguồn cho hiện toàn văn")})
    archived = Nested(Archived)


class ChangesInput(Schema):
    """Where to go on following the archive."""

    since = Integer(
        load_default=0,
        validate=Range(0, 2**53),
        metadata={"description": N_("giá trị next của lần trước; 0 là từ đầu")},
    )
    n = Integer(load_default=50, validate=Range(1, 100), metadata={"description": N_("số thay đổi mỗi lần")})


class RecordOutput(ArticleOutput):
    """The article of a change."""


class ChangeOutput(Answer):
    """The newest change of one article."""

    change = Integer()
    article = Integer()
    removed = Boolean(metadata={"description": N_("đã xóa hoặc bị ẩn: bỏ bài này ở nơi lưu")})
    record = Nested(RecordOutput)


class ChangesOutput(Answer):
    """Changes in ascending order; ``next`` goes on from the last."""

    changes = List(Nested(ChangeOutput))
    next = Integer()
    more = Boolean(metadata={"description": N_("còn nữa")})
    names = Integer(metadata={"description": N_("khác lần trước: tên được ẩn đã đổi, lấy lại từ đầu")})


class VersionsOutput(Answer):
    """Every kept version, the oldest first."""

    versions = List(Nested(Archived))


class SourceOutput(Answer):
    """One source and how many of its articles are kept."""

    name = String()
    title = String()
    domain = String()
    articles = Integer()


class SourcesOutput(Answer):
    """The sources."""

    sources = List(Nested(SourceOutput))


class Error(Schema):
    """Status and a sentence that says what to do."""

    status = Integer()
    message = String()


class ErrorOutput(Schema):
    """The one shape of every error."""

    error = Nested(Error)
