"""Finds the answer to a query in the facts; without evidence there is none.

Called once for the first page of a search. Look-ups go by indexes and are bounded; whatever fails is logged, and the search
goes on without an answer.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, Connection, Engine, func, select

from archive.around_damage import around_damage
from database.transactions import reading
from facts.keys import likeness, number_key, title_words
from facts.reading import events as event_reading
from facts.reading import people as person_reading
from facts.reading.facts import FactReader
from facts.reading.rows import figure_of, rows_of_articles, visible_condition
from facts.reading.views import EventSummary, Figure, Holder
from facts.store import tables as f
from search.answers.questions import (
    DocumentQuestion,
    EventQuestion,
    FigureQuestion,
    Moment,
    OfficeQuestion,
    read_questions,
)
from search.results import Answer, DocumentAnswer, EventAnswer, HolderAnswer
from vietnamese.masking import Masker, mask_value
from vietnamese.spelling.normalise import fold

_log = logging.getLogger(__name__)

_MOST_EVENTS = 20
"""More events than this fit no question: the query is about something else."""
_MOST_PLACES = 3
_MOST_TOLD = 6
"""Documents and figures that a box tells; the event's page has all of them."""
_YEAR = re.compile(r"/((?:19|20)\d\d)/")


def find_answer(engine: Engine, text: str, complete_hits: Sequence[int], masker: Masker) -> Answer | None:
    """Find the answer to a query; ``complete_hits`` are the articles of the first page that hold all of it. Never fails."""
    try:
        questions = read_questions(text)
        if not questions:
            return None
        found = _find_first(engine, questions, complete_hits, masker)
        return mask_value(found, masker) if found and masker else found
    except Exception:  # Whatever it is: a search is worth more than its box.
        _log.exception("no answer box for a query")
        return None


@around_damage
def _find_first(
    engine: Engine, questions: Sequence[object], complete_hits: Sequence[int], masker: Masker
) -> Answer | None:
    with reading(engine) as connection:
        return next((a for q in questions if (a := _answer(connection, engine, q, complete_hits, masker))), None)


def _answer(
    connection: Connection, engine: Engine, question: object, complete_hits: Sequence[int], masker: Masker
) -> Answer | None:
    if isinstance(question, OfficeQuestion):
        return _find_holders(connection, question, masker)
    if isinstance(question, EventQuestion):
        return _find_event(connection, question, complete_hits, lambda name: _is_hidden(name, masker))
    if isinstance(question, DocumentQuestion):
        return _find_document(engine, question)
    assert isinstance(question, FigureQuestion)
    return _find_figures(connection, question, complete_hits)


def _is_hidden(name: str, masker: Masker) -> bool:
    return next(masker.find_spans(name), None) is not None


def _find_holders(connection: Connection, asked: OfficeQuestion, masker: Masker) -> Answer | None:
    found = person_reading.find_holders(connection, asked.role, asked.province, asked.day)
    seen = [holder for holder in found if not _is_hidden(holder.person.name, masker)]
    proved = [holder for holder in seen if holder.certainty != "unconfirmed"]
    told = proved or [holder for holder in seen if _is_near(holder, asked.day)]
    if not told or len({holder.person.place for holder in told}) > _MOST_PLACES:
        return None
    return Answer("holder", holder=HolderAnswer(asked.role, asked.province, asked.day, tuple(told[:_MOST_TOLD])))


def _is_near(holder: Holder, day: str) -> bool:
    """Tell whether an unconfirmed holder is told near enough to the day to be worth telling, as unconfirmed."""
    days = [side.last for side in (holder.before, holder.after) if side and side.last]
    return any(abs(int(told[:4]) - int(day[:4])) <= 1 for told in days)


def _find_event(
    connection: Connection, asked: EventQuestion, complete_hits: Sequence[int], is_hidden: Callable[[str], bool]
) -> Answer | None:
    numbers = _events_that_fit(connection, asked, complete_hits)
    # Asked for without a word of what it is about, it must be the only one.
    if not numbers or len(numbers) > (_MOST_EVENTS if asked.words or asked.document or asked.province else 1):
        return None
    fitting = event_reading.summarise_events(connection, numbers)
    best = max(fitting, key=lambda event: _fitness(event, asked), default=None)
    page = event_reading.read_event_page(connection, best.id) if best else None
    if best is None or page is None:
        return None
    chairs = tuple(a for a in page.attendees if a.chair and (a.rank or a.role) and not is_hidden(a.name))
    told = [figure for figure in page.figures if figure.what and figure.value not in range(1990, 2100)]
    editions = event_reading.find_recurrences(connection, best.id)
    return Answer(
        "event",
        event=EventAnswer(
            best, tuple(replace(a, proofs=a.proofs[:1]) for a in chairs), page.documents[:_MOST_TOLD], tuple(told[:_MOST_TOLD]),
            tuple(editions), len(fitting) - 1, page.coverage[0].proof,
        ),
    )  # fmt: skip


def _fitness(event: EventSummary, asked: EventQuestion) -> tuple[bool, float, int, str]:
    """Return what the best of fitting events has most of: a kind asked for, the words asked, reports, and the latest day."""
    alike = likeness(title_words(event.title), asked.words)
    same = bool(asked.kinds) and event.kind == asked.kinds[0]
    return same, round(alike, 1), event.articles, event.date or event.first_day or ""


def _events_that_fit(connection: Connection, asked: EventQuestion, complete_hits: Sequence[int]) -> list[int]:
    e, w, x, d = f.events.c, f.event_words.c, f.fact_events.c, f.fact_documents.c
    chosen = select(e.id).limit(_MOST_EVENTS + 1)
    if asked.kinds:
        chosen = chosen.where(e.kind.in_(asked.kinds))
    if asked.words:
        held = select(w.event).where(w.word.in_(asked.words)).group_by(w.event)
        told: ColumnElement[bool] = e.id.in_(held.having(func.count() == len(asked.words)))
        if asked.kinds and asked.moment:
            # Of such a kind and day, what a hit is about fits by all the words of the hit, not by those of the event's name alone.
            told |= e.id.in_(select(x.event).where(x.article.in_(complete_hits), x.position == 0))
        chosen = chosen.where(told)
    if asked.province:
        chosen = chosen.where(e.province == asked.province)
    if asked.document:
        cites = select(x.event).join(f.fact_documents, d.article == x.article)
        chosen = chosen.where(e.id.in_(cites.where(d.key.startswith(number_key(asked.document), autoescape=True))))
    moment = asked.moment
    if moment is not None and moment.day:
        chosen = chosen.where((e.date == moment.day) | e.date.endswith(moment.day[1:], autoescape=True))
    elif moment is not None:
        lasting = (e.date < moment.begin) & e.date.not_like("--%") & (e.end_date >= moment.begin)
        chosen = chosen.where(e.date.between(moment.begin, moment.end) | lasting | (e.date == _month_of(moment)))
    return list(connection.execute(chosen.order_by(e.date.desc().nulls_last(), e.id)).scalars())


def _month_of(moment: Moment) -> str:
    """Return the month asked as events are dated of which no more is known; "" when another span is asked."""
    return moment.begin[:7] if moment.begin[:7] == moment.end[:7] and moment.begin != moment.end else ""


def _find_document(engine: Engine, asked: DocumentQuestion) -> Answer | None:
    reader = FactReader(engine)
    page = None if asked.type else reader.read_document(asked.number)
    others: Sequence[str] = ()
    if page is None:
        with reading(engine) as connection:
            fitting = _documents_that_fit(connection, asked)
        page = reader.read_document(fitting[0]) if fitting else None
        others = fitting[1:]
    if page is None:
        return None
    first = page.citations[0].proof
    return Answer(
        "document",
        document=DocumentAnswer(
            page.number, page.type, page.title, len({c.proof.article for c in page.citations}), page.first_day, page.last_day, first,
            tuple(others[:_MOST_TOLD]),
        ),
    )  # fmt: skip


def _documents_that_fit(connection: Connection, asked: DocumentQuestion) -> list[str]:
    """Return the numbers of the documents that are asked for: first one that far more articles cite than any other, else the newest.

    Nothing when too many fit: a bare number of decisions says little.
    """
    d, a = f.fact_documents.c, f.fact_articles.c
    beginning = f"{asked.number}/" if asked.type and not asked.number.endswith("/") else asked.number
    chosen = select(func.min(d.number), func.count(d.article.distinct()), func.max(a.day))
    chosen = chosen.join(f.fact_articles, a.article == d.article).where(
        visible_condition(), d.key.startswith(number_key(beginning), autoescape=True)
    )
    typed = func.coalesce(func.max(d.type), "").startswith(asked.type)
    found = connection.execute(chosen.group_by(d.key).having(typed).limit(_MOST_EVENTS + 1)).all()
    if len(found) > _MOST_EVENTS:
        return []
    rows = [(number, cited, (_year_of_number(number), day or "")) for number, cited, day in found]
    rows.sort(key=lambda row: row[2], reverse=True)
    cited = sorted((row[1] for row in rows), reverse=True)
    if len(cited) > 1 and cited[0] >= 3 * cited[1]:
        rows.sort(key=lambda row: row[1], reverse=True)
    return [number for number, _, _ in rows]


def _year_of_number(number: str) -> str:
    """Return the year that a document's number tells ("14/2017/NĐ-CP"), "" for none."""
    told = _YEAR.search(number)
    return told[1] if told else ""


def _find_figures(connection: Connection, asked: FigureQuestion, complete_hits: Sequence[int]) -> Answer | None:
    """Find the figures that sentences of complete hits tell of what is counted; of the year asked, where one was."""
    found: dict[tuple[float, str], Figure] = {}
    for row in rows_of_articles(connection, f.fact_figures, list(complete_hits)):
        figure = figure_of(row)
        counted = fold(f"{figure.unit} {figure.what}").split()
        if counted[:1] != list(asked.counted[:1]) or not {*asked.counted} <= {*counted}:
            continue
        sentence = set(fold(figure.proof.sentence.text).replace(",", " ").replace(".", " ").split())
        timely = asked.year in sentence or (figure.proof.day or "")[:4] == asked.year
        # Without a year the question names a case: "bao nhiêu người chết vụ lật xe ở đèo Mẫu".
        scoped = timely if asked.year else len((asked.words & sentence) - {*counted}) >= 2
        if scoped and len(asked.words & sentence) * 4 >= 3 * len(asked.words):
            found.setdefault((figure.value, figure.unit), figure)
    told = sorted(found.values(), key=lambda figure: list(complete_hits).index(figure.proof.article))
    return Answer("figure", figures=tuple(told[:3])) if told else None
