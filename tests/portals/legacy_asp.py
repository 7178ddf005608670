"""An old ASP portal: frames, tables, a font for an encoding (TCVN3 or VNI), links in scripts, months as archives."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib import resources

from sample import tcvn3
from tests.portals.material import SECTIONS, Truth
from tests.portals.site import MISSING, Portal, Reply, Request, number_in, others


@cache
def _vni() -> dict[str, str]:
    rows = resources.files("vietnamese.encodings").joinpath("vni.tsv").read_text("utf-8").splitlines()
    return {row.split("\t")[0]: row.split("\t")[1] for row in rows}


def vni(text: str) -> bytes:
    """Return a text as bytes of the VNI fonts (windows-1252 letters with their marks behind them)."""
    plain = unicodedata.normalize("NFC", text).replace("“", '"').replace("”", '"').replace("–", "-").replace("…", "...")
    return "".join(_vni().get(letter, letter) for letter in plain).encode("cp1252", "replace")


@dataclass
class LegacyAspPortal(Portal):
    """``version`` "tcvn3" or "vni": how its bytes are written. Nothing says so but the font."""

    name: str = "legacy_asp"
    version: str = "tcvn3"
    validators: bool = False

    def address(self, truth: Truth) -> str:
        return f"/detail.asp?id={truth.number}"

    def answer(self, request: Request) -> Reply:
        if request.path == "/":
            frames = '<frame src="top.asp" name="top"><frame src="main.asp" name="main">'
            return self._sent(
                f'<html><head><title>Công an tỉnh Hồng Lam</title></head><frameset rows="90,*">{frames}</frameset></html>'
            )
        if request.path == "/top.asp":
            return self._sent(
                '<html><body><table><tr><td><a href="main.asp" target="main">Trang chủ</a></td></tr></table></body></html>'
            )
        if request.path == "/main.asp":
            return self._sent(self._layout("Trang chủ", self._rows(self.truths[:6])))
        if request.path == "/list.asp":
            return self._list(request)
        if request.path == "/detail.asp":
            truth = self.truth(request.query.get("id", ""))
            return Reply(self.article(truth), content_type="text/html") if truth else MISSING
        if request.path == "/print.asp":
            return self._sent("<html><body>bản in</body></html>")
        return MISSING

    def _sent(self, text: str) -> Reply:
        return Reply(self._bytes(text), content_type="text/html")

    def _bytes(self, text: str) -> bytes:
        return tcvn3.encode_tcvn3(text) if self.version == "tcvn3" else vni(text)

    def _list(self, request: Request) -> Reply:
        if "cat" in request.query:
            section = SECTIONS[(number_in(request.query, "cat") - 1) % len(SECTIONS)]
            title = section
            chosen, root = [t for t in self.truths if t.section == section], f"list.asp?cat={request.query['cat']}"
        else:
            title = "Tin tháng"
            when = (number_in(request.query, "nam"), number_in(request.query, "thang"))
            chosen = [t for t in self.truths if (t.published.year, t.published.month) == when]
            root = f"list.asp?nam={when[0]}&thang={when[1]}"
        number = number_in(request.query, "page")
        items, pages = self.page_of(chosen, number)
        following = f'<a href="{escape(f"{root}&page={number + 1}")}">Trang sau</a>' if number < pages else ""
        options = "".join(f'<option value="{escape(f"{root}&page={n}")}">{n}</option>' for n in range(1, pages + 1))
        jump = f'<select onchange="location.href=this.value">{options}</select>'
        return self._sent(self._layout(title, f"{self._rows(items)}<tr><td>{jump} {following}</td></tr>"))

    def _rows(self, items: Sequence[Truth]) -> str:
        return "".join(
            f'<tr><td><img src="images/bullet.gif"> <a href="javascript:OpenNews(\'detail.asp?id={t.number}\')"><font face="{self._font}" size="2"><b>'
            f'{escape(t.title)}</b></font></a> <font size="1">({t.published:%d/%m/%Y})</font></td></tr>'
            for t in items
        )

    @property
    def _font(self) -> str:
        return ".VnTime" if self.version == "tcvn3" else "VNI-Times"

    def _layout(self, title: str, rows: str) -> str:
        cells = "".join(
            f'<tr><td bgcolor="#003366"><a href="list.asp?cat={at}"><font face="{self._font}" color="white">{name}</font></a></td></tr>'
            for at, name in enumerate(SECTIONS, 1)
        )
        cells += "".join(
            f'<tr><td><a href="http://xa{n}.example.org/"><font face="{self._font}">Xã số {n}</font></a></td></tr>'
            for n in range(1, 290)
        )
        months = sorted({(t.published.year, t.published.month) for t in self.truths}, reverse=True)
        archive = "".join(f'<a href="list.asp?thang={m}&nam={y}">{m}/{y}</a> ' for y, m in months)
        return (
            f"<html><head><title>{title}</title><meta name=GENERATOR content='Microsoft FrontPage 4.0'><style>body{{font-family:{self._font}}}</style></head>"
            f'<body topmargin=0><table width=780 border=0><tr><td width=160 valign=top><table>{cells}</table></td><td valign=top><table width="100%">{rows}</table>'
            f'</td><td width=140 valign=top><font face="{self._font}" size=1>Lịch tháng</font><br>{archive}</td></tr></table></body></html>'
        )

    def article(self, truth: Truth, base: str = "http://portal.example") -> bytes:
        def font(text: str, more: str = "") -> str:
            return f'<font face="{self._font}" {more}>{text}</font>'

        parts = []
        for at, (kind, text) in enumerate(truth.blocks):
            if kind == "caption":
                parts.append(
                    f'<table align=center><tr><td><img src="images/{truth.number}_{at}.jpg"></td></tr><tr><td align=center><i>{font(escape(text), "size=1")}'
                    "</i></td></tr></table>"
                )
            elif kind == "heading":
                parts.append(f"<p><b>{font(escape(text), 'size=2')}</b></p>")
            elif kind == "table":
                cells = ["".join(f"<td>{font(escape(c))}</td>" for c in row.split(" | ")) for row in text.split("\n")]
                parts.append(f"<table border=1>{''.join(f'<tr>{c}</tr>' for c in cells)}</table>")
            else:
                parts.append(f"<p align=justify>{font(escape(text), 'size=2')}</p>")
        author = f'<p align="right"><b>{font(escape(truth.byline), "size=2")}</b></p>' if truth.byline else ""
        more = "".join(
            f'<li><a href="{u}">{font(t, "size=2")}</a> <font size=1>({d})</font></li>'
            for u, t, d in others(self, truth, self.address)
        )
        rows = (
            f'<tr><td><a href="list.asp?cat={SECTIONS.index(truth.section) + 1}" class="breadcrumb">{font(truth.section)}</a></td></tr>'
            f"<tr><td><h1>{font(escape(truth.title), 'size=4 color=#990000')}</h1></td></tr>"
            f"<tr><td>{font(f'Cập nhật: {truth.published:%d/%m/%Y %H:%M}', 'size=1')} <a href='print.asp?id={truth.number}'>{font('Bản in')}</a></td></tr>"
            f"<tr><td class=lead><b>{font(escape(truth.lead), 'size=2')}</b></td></tr><tr><td>{''.join(parts)}{author}</td></tr>"
            f"<tr><td>{font('Các tin khác:')}<ul>{more}</ul></td></tr>"
        )
        return self._bytes(self._layout(escape(truth.title), rows))
