"""The same text on several portals: found by MinHash signatures kept in the archive, article by article.

``link_near_duplicates`` goes on where it stopped, one transaction a batch; an article that cannot be signed is left out and listed. Two articles of different sources whose runs of five
syllables agree to seven tenths are one report, and so are two of one source with the very same text; the earliest of a report is
the original, the others its reprints.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Connection, Engine, bindparam, delete, insert, select, update

from archive import tables as t
from archive.around_damage import around_damage
from archive.articles.archive import Archive
from archive.articles.minhash import SIGNATURES_VERSION, Signature, bands_of, signature_of, similarity_of
from archive.attempts import FailedStep
from archive.failures import SIGNATURE, Failure, Failures, attempt_rows
from archive.model import Article, StoredArticle
from database.dialect import numbers_of, places_of, upsert
from database.prepared import PreparedStatement
from database.transactions import reading, writing

SIMILAR = 0.7
_NEAR = 1000  # entries looked at: more share a band only where a portal repeats one text without end
_UNKNOWN = "9999"
_COUNTER = "reprints within a source"  # another name than before: what was linked then is linked anew


@dataclass(frozen=True, slots=True)
class Reprint:
    """One article of a report on several portals; ``similarity`` (0 to 1) is to the original, 1 for itself."""

    article: int
    source: str
    published: str
    similarity: float
    original: bool


Sign = Callable[[Article], Signature | None]


def link_near_duplicates(
    archive: Archive, batch: int = 200, sign: Sign = signature_of, version: str = SIGNATURES_VERSION
) -> int:
    """Link what changed since the last call with what says the same elsewhere; return how many articles were looked at.

    Those that ``sign`` failed for are tried again in another ``version``.
    """
    looked = 0
    failures = Failures(archive.engine)
    for articles, change in _articles_to_link(archive, batch, failures.outdated_articles(SIGNATURE, version)):
        with writing(archive.engine) as connection:
            for number in _signed_before(connection, [stored.id for stored in articles]):
                _unlink(connection, number)
            failed = []
            for stored in articles:
                if stored.searchable:
                    done = attempt_rows(connection, partial(_link_one, stored=stored, sign=sign))
                    if isinstance(done, FailedStep):
                        failed.append(Failure(stored.id, SIGNATURE, version, done.error))
            failures.record_outcome([stored.id for stored in articles], [SIGNATURE], failed)
            _mark_linked(connection, change)
        looked += len(articles)
    return looked


def _articles_to_link(archive: Archive, batch: int, again: Sequence[int]) -> Iterator[tuple[list[StoredArticle], int]]:
    """Yield the articles to look at, those to try ``again`` first, each time with the change number reached."""
    done = _linked_change(archive.engine)
    for at in range(0, len(again), batch):
        yield list(archive.get_many(again[at : at + batch]).values()), done
    for changed in archive.changed_since(done, batch):
        yield changed, changed[-1].change


@around_damage
def reprints_of(engine: Engine, article: int) -> tuple[Reprint, ...]:
    """Return the other articles of the report that an article belongs to, the original first; () when it stands alone."""
    r, s, a = t.reprints.c, t.signatures.c, t.articles.c
    with reading(engine) as connection:
        root = connection.execute(select(r.original).where(r.article == article)).scalar() or article
        likeness = {root: 1.0}
        likeness |= {x.article: x.similarity for x in connection.execute(select(t.reprints).where(r.original == root))}
        if len(likeness) == 1:
            return ()
        alive = (a.id == s.article) & (a.gone == 0) & (a.hidden == 0)
        rows = connection.execute(
            select(t.signatures).join(t.articles, alive).where(s.article.in_(likeness)).order_by(s.published, s.article)
        ).all()
    found = [
        Reprint(
            x.article, x.source, "" if x.published == _UNKNOWN else x.published, likeness[x.article], x.article == root
        )
        for x in rows
        if x.article != article
    ]
    return tuple(sorted(found, key=lambda f: not f.original))


_WANTED = numbers_of("numbers")
_LINKED_TO = PreparedStatement(
    select(t.reprints).where(t.reprints.c.article.in_(_WANTED) | t.reprints.c.original.in_(_WANTED))
)


@dataclass(frozen=True, slots=True)
class Report:
    """A text on several portals: the number of its original, and every article of it by day of publication."""

    original: int
    articles: tuple[Reprint, ...]


def reports_of(engine: Engine, articles: Sequence[int]) -> dict[int, Report]:
    """Return the reports that some articles (of one page of results) belong to, by article; lone ones are left out."""
    r, s, a = t.reprints.c, t.signatures.c, t.articles.c
    with reading(engine) as connection:
        linked = _LINKED_TO.rows(connection, numbers=json.dumps([int(n) for n in articles]))
        if not linked:
            return {}
        roots = {x.original for x in linked}
        pairs = connection.execute(select(t.reprints).where(r.original.in_(roots))).all()
        likeness = {x.article: (x.original, x.similarity) for x in pairs} | {root: (root, 1.0) for root in roots}
        alive = (a.id == s.article) & (a.gone == 0) & (a.hidden == 0)
        rows = connection.execute(
            select(t.signatures).join(t.articles, alive).where(s.article.in_(likeness)).order_by(s.published, s.article)
        ).all()
    members: dict[int, list[Reprint]] = {}
    for x in rows:
        root, similarity = likeness[x.article]
        published = "" if x.published == _UNKNOWN else x.published
        members.setdefault(root, []).append(Reprint(x.article, x.source, published, similarity, x.article == root))
    reports = {root: Report(root, tuple(found)) for root, found in members.items() if len(found) > 1}
    wanted = {article: likeness[article][0] for article in articles if article in likeness}
    return {article: reports[root] for article, root in wanted.items() if root in reports}


# Made once: making a statement costs several times what running it does. The bands of an article travel as one JSON list,
# in which the place is the number of the band.
_GIVEN = places_of("bands")
_B, _S = t.bands.c, t.signatures.c
_NEIGHBOURS = select(_B.article).join(_GIVEN, (_B.band == _GIVEN.c.key) & (_B.hash == _GIVEN.c.value)).limit(_NEAR)
_RIVALS = PreparedStatement(select(_S.article, _S.packed, _S.source).where(_S.article.in_(_NEIGHBOURS)))
_A, _P, _V = t.articles.c, t.blocks.c, ("paragraph", "heading", "table")
_SAID = (
    select(_P.text)
    .join(t.articles, (_A.id == _P.article) & (_A.version == _P.version))
    .where((_P.article == bindparam("number")) & _P.kind.in_(_V))
    .order_by(_P.position)
)
_SIGNED = PreparedStatement(insert(t.signatures))
_BANDED = PreparedStatement(
    insert(t.bands).from_select(["band", "hash", "article"], select(_GIVEN.c.key, _GIVEN.c.value, bindparam("article")))
)


def _link_one(connection: Connection, stored: StoredArticle, sign: Sign) -> None:
    signature = sign(stored.article)
    if signature is None:
        return
    bands = json.dumps(bands_of(signature))
    source, published = stored.article.source, stored.article.published
    rivals = _RIVALS.rows(connection, bands=bands)
    alike = [
        (similarity, -row.article)
        for row in rivals
        if row.article != stored.id
        and (similarity := similarity_of(signature, row.packed)) >= SIMILAR
        and (row.source != source or (similarity == 1.0 and _says_the_same(connection, stored.article, row.article)))
    ]
    row = {"article": stored.id, "source": source, "published": published.isoformat() if published else _UNKNOWN}
    _SIGNED.run(connection, **row, packed=signature.tobytes())
    _BANDED.run(connection, bands=bands, article=stored.id)
    similarity, other = max(alike, default=(0.0, 0))
    if similarity >= SIMILAR:
        _join(connection, stored.id, -other, similarity)


def _says_the_same(connection: Connection, article: Article, other: int) -> bool:
    """Tell whether another article has the same text, blanks aside: one source words its notices alike, day after day."""
    said = "\n".join(connection.execute(_SAID, {"number": other}).scalars())
    return bool(article.body) and said.split() == article.body.split()


def _join(connection: Connection, article: int, other: int, similarity: float) -> None:
    """Make two articles one report, under the earliest of all that belong to it."""
    r, s = t.reprints.c, t.signatures.c
    root = connection.execute(select(r.original).where(r.article == other)).scalar() or other
    order = select(s.article).where(s.article.in_([article, root])).order_by(s.published, s.article)
    first = connection.execute(order).scalars().first()
    later = article if first == root else root
    if first == article:
        connection.execute(update(t.reprints).where(r.original == root).values(original=article))
    row = {"article": later, "original": first, "similarity": similarity}
    connection.execute(upsert(t.reprints).values(row).on_conflict_do_update(index_elements=["article"], set_=row))


def _signed_before(connection: Connection, articles: Sequence[int]) -> Sequence[int]:
    """Return those of the articles of a batch that were signed before."""
    return connection.execute(select(_S.article).where(_S.article.in_(articles)).order_by(_S.article)).scalars().all()


def _unlink(connection: Connection, article: int) -> None:
    """Take an article out of its report; the earliest of the rest takes its place."""
    r, s = t.reprints.c, t.signatures.c
    rest = select(r.article, s.published).join(t.signatures, s.article == r.article).where(r.original == article)
    heirs = connection.execute(rest.order_by(s.published, r.article)).all()
    if heirs:
        connection.execute(delete(t.reprints).where(r.article == heirs[0].article))
        connection.execute(update(t.reprints).where(r.original == article).values(original=heirs[0].article))
    for table in (t.reprints, t.signatures, t.bands):
        connection.execute(delete(table).where(table.c.article == article))


def _linked_change(engine: Engine) -> int:
    with reading(engine) as connection:
        return connection.execute(select(t.counters.c.value).where(t.counters.c.name == _COUNTER)).scalar() or 0


def _mark_linked(connection: Connection, change: int) -> None:
    row = {"name": _COUNTER, "value": change}
    connection.execute(
        upsert(t.counters).values(row).on_conflict_do_update(index_elements=["name"], set_={"value": change})
    )
