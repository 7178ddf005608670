"""Articles with hidden names taken out, as readers may see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import unquote

from archive.model import Article, Attachment, Block
from vietnamese.masking import Masker

_FOLLOWED = ("http://", "https://")


def mask_article(article: Article, masker: Masker) -> Article:
    """Return the article with every hidden name masked; the same object when it has none.

    An address that holds a hidden name, or that no browser should follow, is none. What an import said beyond the fields of an
    article (``extra``) is masked too.
    """
    url = article.url and _shown_address(article.url, masker)
    if url != article.url:
        article = replace(article, url=url or None)
    attachments = tuple(_mask_attachment(one, masker) for one in article.attachments)
    if attachments != article.attachments:
        article = replace(article, attachments=attachments)
    if not masker:
        return article
    extra = {masker.mask(key): _mask_json(value, masker) for key, value in article.extra.items()}
    if extra != article.extra:
        article = replace(article, extra=extra)
    blocks = tuple(_mask_block(block, masker) for block in article.blocks)
    texts = (article.title, article.lead, article.byline, article.credit, article.section)
    title, lead, byline, credit, section = new = tuple(masker.mask(text) for text in texts)
    if all(a is b for a, b in zip((*new, *blocks), (*texts, *article.blocks), strict=True)):
        return article
    return replace(article, title=title, lead=lead, byline=byline, credit=credit, section=section, blocks=blocks)


def _shown_address(url: str, masker: Masker) -> str:
    if not url.lower().startswith(_FOLLOWED):
        return ""
    return "" if masker and masker.is_named_in(unquote(url)) else url


def _mask_attachment(attachment: Attachment, masker: Masker) -> Attachment:
    title, url = masker.mask(attachment.title), _shown_address(attachment.url, masker)
    return attachment if (title, url) == (attachment.title, attachment.url) else Attachment(url, title)


def _mask_json(value: object, masker: Masker) -> object:
    match value:
        case str():
            return "" if "://" in value and masker.is_named_in(unquote(value)) else masker.mask(value)
        case Mapping():
            return {masker.mask(str(key)): _mask_json(one, masker) for key, one in value.items()}
        case list() | tuple():
            return [_mask_json(one, masker) for one in value]
    return value


def _mask_block(block: Block, masker: Masker) -> Block:
    text = masker.mask(block.text)
    return block if text is block.text else Block(block.kind, text)
