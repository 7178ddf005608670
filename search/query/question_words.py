"""Questions: the words that only ask ("ai là …", "… ở đâu", "khi nào …") need not stand in the article that answers.

They weigh a little where they stand, an article without them still holds the whole query, and ``understood`` says so.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from search.query.syntax import take_literally
from search.query.tree import Query, Unit
from search.understood import Understood
from vietnamese.function_words import FUNCTION_WORDS
from vietnamese.spelling.keyboard_layouts import is_syllable
from vietnamese.spelling.known_words import is_foreign
from vietnamese.spelling.normalise import fold

_ASKING = [
    "là ai", "ai là", "ai là người", "là người nào", "của ai", "do ai", "bởi ai", "với ai", "cho ai", "những ai", "ai", "là gì", "cái gì",
    "điều gì", "những gì", "tên gì", "gì", "ở đâu", "tại đâu", "từ đâu", "đi đâu", "đâu", "khi nào", "lúc nào", "bao giờ", "hồi nào",
    "năm nào", "ngày nào", "tháng nào", "nơi nào", "người nào", "nào", "bao nhiêu", "bao lâu", "bao xa", "mấy", "như thế nào", "thế nào",
    "ra sao", "làm sao", "tại sao", "vì sao", "có phải là", "có phải", "phải không", "có không",
    "ai chủ trì", "do ai chủ trì", "người nào chủ trì", "ai dự", "ai tham dự", "ai phát biểu", "theo văn bản nào", "văn bản nào", "văn bản gì",
    "số liệu nào", "số liệu gì", "họp khi nào", "họp ngày nào", "họp ở đâu", "diễn ra khi nào", "diễn ra ở đâu", "tổ chức khi nào", "tổ chức ở đâu",
]  # fmt: skip
"""Expressions that ask, with accents; without accents a single word among them may mean much else."""

_ENGLISH = frozenset(
    ["the", "a", "an", "of", "in", "and", "to", "for", "with", "on", "at", "by", "from", "is", "was", "are", "were", "after", "over"]
)  # fmt: skip
"""English words that carry little: a Vietnamese article has them in names only."""

_NOW = [("hiện", "tại"), ("hiện", "nay"), ("hiện", "giờ"), ("bây", "giờ")]
"""What a question says of the present; an article written then does not."""

_SAID_NOW = frozenset(form for now in _NOW for form in (now, tuple(map(fold, now))))

_EXPRESSIONS = sorted((tuple(e.split()) for e in _ASKING), key=len, reverse=True)
_BY_FIRST: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
for _words_of in _EXPRESSIONS:
    _BY_FIRST.setdefault(fold(_words_of[0]), []).append((_words_of, tuple(map(fold, _words_of))))


def is_english(query: Query) -> bool:
    """Tell whether a query is in English: without accents, and at least two words, or half of them, can be nothing else."""
    terms = [term for unit in query.units for term in unit.terms]
    if not terms or any(term.accented for term in terms):
        return False
    foreign = sum(is_foreign(term.text) and not is_syllable(term.text) for term in terms)
    return foreign >= 2 or 2 * foreign >= len(terms)


def _words(query: Query) -> list[str]:
    """For each clause its word when it is a plain syllable that was not insisted on, else ""."""
    found = []
    for clause in query.clauses:
        single = isinstance(clause, Unit) and clause.kind == "syllable" and len(clause.terms) == 1 and not clause.zone
        word = clause.terms[0].text if single and isinstance(clause, Unit) else ""
        found.append("" if isinstance(clause, Unit) and clause.literal else word)
    return found


def _expression(words: list[str], at: int, accented: bool) -> int:
    """Words of the expression that begins at ``at``, 0 when none does; ``accented``: the query has accents somewhere."""
    for expression, folded in _BY_FIRST.get(fold(words[at]), ()):
        here = tuple(words[at : at + len(expression)])
        # Typed without accents, "ai" and "gi" ask at the beginning or the end, and are names and things elsewhere.
        sure = len(here) > 1 or at in (0, len(words) - 1)
        if (here == expression and (accented or sure)) or (here == folded and sure):
            return len(here)
    return 0


def _is_now(words: list[str]) -> bool:
    return tuple(words) in _SAID_NOW


def mark_question_words(query: Query) -> Query:
    """Return the query with the clauses named that only ask; unchanged when it is no question or nothing else."""
    words = _words(query)
    accented = any(t.accented for u in query.units for t in u.terms)
    found: set[int] = set()
    at = 0
    while at < len(words):
        size = _expression(words, at, accented) if words[at] else 0
        found.update(range(at, at + size))
        at += size or 1
    if is_english(query):
        found.update(i for i, word in enumerate(words) if word in _ENGLISH)
    if not found:
        return query
    found |= {i + n for i in range(len(words)) for n in (0, 1) if _is_now(words[i : i + 2])}
    found |= {i for i, word in enumerate(words) if word in FUNCTION_WORDS}
    # "họp tháng 5/2023": what comes behind is no syllable, and says when.
    found |= {i for i, (word, next_word) in enumerate(pairwise(words)) if fold(word) == "hop" and not next_word}
    if len(found) == len(words):
        return query
    said = tuple(dict.fromkeys(words[i] for i in sorted(found)))
    asking = [clause for i in sorted(found) if isinstance(clause := query.clauses[i], Unit)]
    off = take_literally(query.syntax, *(unit.span for unit in asking))
    note = Understood("ignored", ", ".join(said), "questions", {"forms": said}, off)
    return replace(query, optional=frozenset(found), understood=(*query.understood, note))
