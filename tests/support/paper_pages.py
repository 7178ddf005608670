"""Pages as the national papers build them, page version by page version, filled with the project's own words.

A template in ``tests/data/papers/`` says with its markers what is what: {{title}}, {{lead}}, {{p1}}… paragraphs and {{h1}}… headings
of the article, {{c1}}… captions, {{n1}}… titles and {{s1}}… teasers of other articles. The first line gives the day,
the byline and the section (``lead=none``: the page shows none; ``precision=day``: no time of day). After a bar: ``link`` (two words are a link), ``ent``
(named entities), ``dec`` (numeric ones, as in JSON), ``cap`` (the first letter in an element of its own). A page whose words are its own says each where it
first stands, after a colon: {{p1:Sáng nay…}}.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from html.entities import codepoint2name
from pathlib import Path

from archive.model import VIETNAM, Precision
from tests.support.paths import DATA

FOLDER = DATA / "papers"
TEXTS: Mapping[str, str] = json.loads((FOLDER / "texts.json").read_text("utf-8"))
_MARKER = re.compile(r"\{\{(\w+)(?:\|(\w+)|:([^{}]+))?\}\}")
_TOLD = re.compile(
    r"(published|precision|lead|byline|section|url)=(.*?)(?= (?:precision|lead|byline|section|url)=| -->)"
)
_ARTICLE = re.compile(r"[ph]\d+")
WORDS = re.compile(r"\w+")

_TEASERS = "".join(
    f'<div class="item-news"><h3 class="title-news"><a href="/tin-{n}.html">{{{{n{n}}}}}</a></h3>'
    f'<span class="time">0{n}/01/2020 0{n}:15</span><p class="description">{{{{s{n}}}}}</p></div>'
    for n in (1, 2, 3)
)
SHARED: Mapping[str, str] = {
    "slug": "cho-noi-doi-len-bo",
    "menu": '<div class="top-date">Thứ Ba, 24/11/2026</div><nav><ul class="menu">'
    + "".join(f'<li><a href="/muc-{n}">Mục {n}</a></li>' for n in range(24))
    + "</ul></nav>",
    "sidebar": f'<div class="box-right"><h2>Đọc nhiều</h2>{_TEASERS}</div>',
    "comments": '<div class="box-comment" id="comment"><h3>Bình luận (2)</h3><div class="comment-item"><b>Hai Lúa</b>'
    "<span>10 giờ trước</span><p>Quê tôi cũng làm vậy rồi, khói đỡ hẳn, mong các xã bên cạnh học theo cho đỡ khổ bà con"
    " đi đường.</p></div><div class='comment-item'><b>Út Mười</b><p>Cho hỏi giá rơm khô bên mình bao nhiêu một cuộn,"
    " có chở tận nơi không?</p></div></div>",
    "footer": "<footer><p>Cơ quan chủ quản: Hội Nhà nông. Giấy phép số 11/GP-BTTTT cấp ngày 01/02/2020. Mọi hành vi sao"
    " chép phải được sự đồng ý bằng văn bản của tòa soạn.</p></footer>",
}


@dataclass(frozen=True, slots=True)
class Paper:
    """One rendered page and what is to be read from it."""

    name: str
    html: str
    url: str
    title: str
    published: datetime
    precision: Precision
    byline: str
    section: str
    body: str
    captions: tuple[str, ...]
    lead: str


def _shown(match: re.Match[str], texts: Mapping[str, str] = TEXTS) -> str:
    key, form, _ = match.groups()
    if key in SHARED:
        return fill(SHARED[key])
    text = texts[key]
    if form == "link":
        words = text.split()
        return " ".join([*words[:2], f'<a href="/chu-de.html">{" ".join(words[2:4])}</a>', *words[4:]])
    if form == "ent":
        return "".join(f"&{codepoint2name[ord(c)]};" if ord(c) in codepoint2name else c for c in text)
    if form == "dec":
        return "".join(f"&#{ord(c)};" if "\xc0" <= c <= "\xff" else c for c in text)
    return f"<span>{text[0]}</span><span>{text[1:]}</span>" if form == "cap" else text


def fill(template: str) -> str:
    """Return a template with its markers filled."""
    texts = _read_texts(template)
    return _MARKER.sub(lambda match: _shown(match, texts), template)


def _read_texts(template: str) -> Mapping[str, str]:
    """Return the texts by marker: the page's own before those of all pages."""
    return {**TEXTS, **{key: own for key, _, own in _MARKER.findall(template) if own}}


def paper(path: Path) -> Paper:
    """Return the page of a template."""
    head, _, template = path.read_text("utf-8").partition("\n")
    told, texts = dict(_TOLD.findall(head)), _read_texts(template)
    places = {found[1]: found.start() for found in _MARKER.finditer(template)}
    keys = list(dict.fromkeys(key for key, *_ in _MARKER.findall(template)))
    in_order = sorted((k for k in keys if _ARTICLE.fullmatch(k)), key=lambda k: places[k])
    return Paper(
        name=path.stem,
        html=fill(template),
        url=told["url"],
        title=texts["title"],
        published=datetime.fromisoformat(told["published"]).replace(tzinfo=VIETNAM),
        precision="day" if told.get("precision") == "day" else "minute",
        byline=told.get("byline", ""),
        section=told.get("section", ""),
        body="\n".join(texts[k] for k in in_order),
        captions=tuple(texts[k] for k in keys if re.fullmatch(r"c\d+", k)),
        lead="" if told.get("lead") == "none" else texts["lead"],
    )


PAPERS = [paper(path) for path in sorted(FOLDER.glob("*.html"))]


def f1(expected: str, found: str) -> float:
    """Token F1 of two texts, 0 to 1."""
    a, b = Counter(WORDS.findall(expected.lower())), Counter(WORDS.findall(found.lower()))
    return 2 * (a & b).total() / max(1, a.total() + b.total())
