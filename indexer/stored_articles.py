"""What an index keeps of an article for a page of hits: all that a hit shows and in which its matches are marked.

Reading ten articles from the archive took longer than any other step of a search but executing it.
"""

from __future__ import annotations

import json
from datetime import datetime

from archive.model import VIETNAM, Article, Block


def pack_article(article: Article) -> bytes:
    """Return what is kept of an article: what it is called and where it is from, and its text by zone."""
    published = article.published.isoformat() if article.published else None
    about = (article.external_id, article.url, article.source, article.section, published)
    texts = (article.title, article.lead, article.body, article.captions, article.byline)
    return json.dumps([*about, *texts], ensure_ascii=False).encode("utf-8", "surrogatepass")


def unpack_article(data: bytes) -> Article:
    """Return the article of ``pack_article``: its body is one block, and so are its captions. Raises ValueError."""
    external_id, url, source, section, published, title, lead, body, captions, byline = json.loads(
        data.decode("utf-8", "surrogatepass")
    )
    return Article(
        source,
        title,
        url,
        external_id,
        lead,
        (Block("paragraph", body), Block("caption", captions)),
        byline,
        section=section,
        published=datetime.fromisoformat(published).astimezone(VIETNAM) if published else None,
    )
