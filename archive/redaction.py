"""Articles with hidden names taken out, as readers may see them."""

from __future__ import annotations

from dataclasses import replace

from archive.model import Article, Block
from vietnamese.masking import Masker


def mask_article(article: Article, masker: Masker) -> Article:
    """Return the article with every hidden name masked; the same object when it has none."""
    if not masker:
        return article
    blocks = tuple(_mask_block(block, masker) for block in article.blocks)
    texts = (article.title, article.lead, article.byline, article.credit, article.section)
    title, lead, byline, credit, section = new = tuple(masker.mask(text) for text in texts)
    if all(a is b for a, b in zip((*new, *blocks), (*texts, *article.blocks), strict=True)):
        return article
    return replace(article, title=title, lead=lead, byline=byline, credit=credit, section=section, blocks=blocks)


def _mask_block(block: Block, masker: Masker) -> Block:
    text = masker.mask(block.text)
    return block if text is block.text else Block(block.kind, text)
