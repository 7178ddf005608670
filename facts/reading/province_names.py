"""How a province is written whose key, folded, the facts keep."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from sqlalchemy import Connection, select

from facts.store import tables as f
from vietnamese.entities.places import load_gazetteer
from vietnamese.spelling.normalise import fold


def name_provinces(connection: Connection, keys: Iterable[str]) -> dict[str, str]:
    """Return each key ("ha tinh") with the name ("Hà Tĩnh"): the gazetteer's, else as most of the archive's agencies write it.

    A province of long ago ("Hà Bắc") or of a portal's own is in no gazetteer, but "Công an tỉnh Hà Bắc" tells it.
    """
    gazetteer = load_gazetteer()
    known = {key: gazetteer.find_province(key) for key in keys}
    written = _read_written_names(connection, [key for key, places in known.items() if key and not places])
    return {key: places[0].name if places else written.get(key, key.title()) for key, places in known.items()}


def _read_written_names(connection: Connection, keys: list[str]) -> dict[str, str]:
    if not keys:
        return {}
    called = f.fact_agencies.c
    told: defaultdict[str, Counter[str]] = defaultdict(Counter)
    spelt = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(keys, key=len, reverse=True)))})(?!\w)")
    chosen = select(called.name).join(f.fact_articles, f.fact_articles.c.article == called.article)
    for (name,) in connection.execute(chosen.where(f.fact_articles.c.province.in_(keys))):
        folded = fold(name)
        # Folding keeps the length of what is written composed; what is not tells nothing.
        for found in spelt.finditer(folded) if len(folded) == len(name) else ():
            own = name[found.start() : found.end()]
            if not own.isupper() and not own.islower():
                told[found[0]][own] += 1
    return {key: counts.most_common(1)[0][0] for key, counts in told.items()}
