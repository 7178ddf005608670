"""The answer of a search in lines for a terminal: what, who, when, and the sentence with its article."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from translations import gettext

if TYPE_CHECKING:
    from facts.reading.views import Figure, Proof
    from search import Answer


def describe_answer(answer: Answer) -> Iterator[str]:
    """Yield the lines of an answer."""
    if answer.event:
        event = answer.event.summary
        yield f"▸ {event.title} ({', '.join(filter(None, (event.kind, event.date, event.place)))})"
        for name, values in (
            (gettext("Đơn vị tổ chức"), event.hosts),
            (gettext("Chủ trì"), event.chairs),
            (gettext("Văn bản"), [d.number for d in answer.event.documents]),
            (gettext("Số liệu"), [_figure(x) for x in answer.event.figures]),
            (gettext("Cùng hội nghị, năm khác"), [e.date or e.first_day or "" for e in answer.event.editions]),
        ):
            if values:
                yield f"  {name}: {'; '.join(values)}"
        yield _proof(answer.event.proof)
    elif answer.holder:
        for holder in answer.holder.holders:
            side = holder.before or holder.after
            office = f"{side.rank} {side.role}".strip() if side else ""
            unsure = gettext(" (chưa có bài xác nhận)") if holder.certainty == "unconfirmed" else ""
            yield f"▸ {holder.person.name}, {office}{unsure}"
            yield from (_proof(told.proofs[0]) for told in (holder.before, holder.after) if told)
    elif answer.document:
        yield f"▸ {answer.document.type} {answer.document.number} {answer.document.title}".rstrip()
        if answer.document.others:
            yield f"  {gettext('Cùng số, văn bản khác')}: {'; '.join(answer.document.others)}"
        yield _proof(answer.document.proof)
    for figure in answer.figures:
        yield f"▸ {_figure(figure)}"
        yield _proof(figure.proof)


def _figure(figure: Figure) -> str:
    written = f"{figure.value} {figure.unit}" if figure.is_exact else figure.text
    return " ".join(filter(None, (figure.hedge, written, figure.what)))


def _proof(proof: Proof) -> str:
    day = f", {proof.day}" if proof.day else ""
    return f"  “{proof.sentence.text}” ({proof.title}{day})"
