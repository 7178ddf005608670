"""A SharePoint portal: publishing pages and list web parts whose further pages are postbacks with a view state."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from tests.portals.material import SECTIONS, Truth
from tests.portals.sharepoint_layouts import BLOCKS, LANGUAGES, LAYOUTS, item_of_list
from tests.portals.site import (
    COMMENTS,
    HIDDEN,
    MISSING,
    SHARE,
    SIDE,
    Portal,
    Reply,
    Request,
    menu,
    number_in,
    others,
    related,
    window,
)

_PART = "g_8f0c1d2e_4b5a_4c3d_9e8f_7a6b5c4d3e2f"


@dataclass
class SharePointPortal(Portal):
    """``version`` "publishing" has numbered pagers in a web part, "2010" only a next button; the others are page layouts."""

    name: str = "sharepoint"
    version: str = "publishing"

    def address(self, truth: Truth) -> str:
        if self.version != "publishing":
            return f"/knd/tt/Pages/{truth.slug}-{truth.number}.aspx"
        return f"/tintuc/Pages/tin-tuc-su-kien.aspx?ItemID={truth.number}"

    def answer(self, request: Request) -> Reply:
        if request.path in ("/", "/Pages/default.aspx"):
            return Reply(self._layout("Trang chủ", self._rows(self.truths[:8]), "/Pages/default.aspx", 1))
        if request.path == "/tintuc/Pages/danh-muc.aspx":
            return self._list(request)
        number = request.query.get("ItemID") or "".join(
            re.findall(r"/knd/tt/Pages/[a-z0-9-]+-(\d+)\.aspx", request.path)
        )
        return self.page(number, request) if request.method == "GET" else MISSING

    def _list(self, request: Request) -> Reply:
        section = SECTIONS[(number_in(request.query, "Cat") - 1) % len(SECTIONS)]
        chosen = [t for t in self.truths if t.section == section]
        number = self._asked_page(request, request.query.get("Cat", "1"))
        if self.version == "2010":  # its next button stays on the last page and leads to it again
            number = min(number, self.page_of(chosen, 1)[1])
        items, pages = self.page_of(chosen, number)
        if not items:
            return Reply("<html><body>Invalid postback or callback argument.</body></html>", 500)
        address = f"/tintuc/Pages/danh-muc.aspx?Cat={number_in(request.query, 'Cat')}"
        body = (
            f'<h1>{section}</h1><div id="MSOZoneCell_WebPartWPQ3">{self._rows(items)}{self._pager(number, pages)}</div>'
        )
        return Reply(self._layout(section, body, address, number))

    def _asked_page(self, request: Request, category: str) -> int:
        """Return the page that a postback asks for; the view state must be one that a page of this list gave out."""
        if request.method != "POST":
            return 1
        state = base64.b64decode(request.form.get("__VIEWSTATE", "")).decode("ascii", "replace")
        if not state.startswith(f"/wEPDw {category} ") or not request.form.get("__EVENTVALIDATION"):
            return 0
        current = int(state.split()[2])
        target = request.form.get("__EVENTTARGET", "")
        if target.endswith("$lnkNext"):
            return current + 1
        told = re.search(r"\$rptPager\$ctl(\d\d)\$lnkPage$", target)
        if told is None:
            return 0
        items = [t for t in self.truths if t.section == SECTIONS[(int(category) - 1) % len(SECTIONS)]]
        shown = window(current, self.page_of(items, 1)[1])
        return shown[int(told[1])] if int(told[1]) < len(shown) else 0

    def _pager(self, number: int, pages: int) -> str:
        def link(text: str, target: str) -> str:
            call = f"__doPostBack('ctl00$ctl33${_PART}$ctl00${target}','')"
            return f'<a id="{target.replace("$", "_")}" href="javascript:{escape(call)}">{text}</a>'

        if self.version == "2010":
            previous = link("Trang trước", "lnkPrev") if number > 1 else ""
            # The real ones keep the button on the last page.
            return f'<div class="pager">{previous} {link("Trang sau", "lnkNext")}</div>'
        shown = "".join(
            f"<span>{n}</span>" if n == number else link(str(n), f"rptPager$ctl{at:02}$lnkPage")
            for at, n in enumerate(window(number, pages))
        )
        return f'<div class="pager">{shown}{link("&gt;", "lnkNext") if number < pages else ""}</div>'

    def _rows(self, items: Sequence[Truth]) -> str:
        if self.version in LAYOUTS:
            return f'<ul class="dfwp-list">{"".join(item_of_list(t, self.address(t)) for t in items)}</ul>'
        return "".join(
            f'<div class="news-item"><a class="title" href="{escape(self.address(t))}">{escape(t.title)}</a><span class="date">'
            f"({t.published:%d/%m/%Y})</span><p>{escape(t.lead[:80])}…</p></div>"
            for t in items
        )

    def _layout(self, title: str, body: str, address: str, number: int) -> str:
        links = menu(lambda name: f"/tintuc/Pages/danh-muc.aspx?Cat={SECTIONS.index(name) + 1}")
        category = address.rpartition("=")[2]
        state = base64.b64encode(f"/wEPDw {category} {number} {'x' * 900}".encode()).decode()
        return (
            f'<!DOCTYPE html><html dir="ltr" lang="{LANGUAGES.get(self.version, "vi-VN")}"><head><meta name="GENERATOR" content="Microsoft SharePoint"><title>\n\t{escape(title)}\n</title>'
            '<script type="text/javascript">var _spPageContextInfo = {webServerRelativeUrl: "\\u002f"}; function __doPostBack(t, a) {}</script>'
            f'</head><body><form method="post" action="{escape(address)}" id="aspnetForm"><input type="hidden" name="__EVENTTARGET" value="">'
            f'<input type="hidden" name="__EVENTARGUMENT" value=""><input type="hidden" name="__VIEWSTATE" value="{state}">'
            '<input type="hidden" name="__EVENTVALIDATION" value="/wEWAgL+"><input type="text" name="ctl00$txtSearch" value="">'
            '<input type="submit" name="ctl00$btnSearch" value="Tìm"><a href="/_layouts/15/Authenticate.aspx?Source=%2F">Đăng nhập</a>'
            f'<div class="ms-breadcrumb"><a href="/">Trang chủ</a></div><div id="nav">{links}</div><div id="DeltaPlaceHolderMain">{body}</div>{SIDE}'
            '<div class="footer">Bản quyền thuộc về Cổng thông tin điện tử Công an tỉnh Hồng Lam. Ngày cập nhật: 01/01/2026</div></form></body></html>'
        )

    def article(self, truth: Truth, base: str = "http://portal.example") -> bytes:
        if self.version in LAYOUTS:
            page = LAYOUTS[self.version](truth, self.text(truth), self._crumb(truth))
            return self._layout(truth.title, page + HIDDEN + self._others(truth), self.address(truth), 1).encode()
        body = self._publishing(truth) if self.version == "publishing" else self._version_2010(truth)
        return self._layout(truth.title, body, self.address(truth), 1).encode()

    def _crumb(self, truth: Truth) -> str:
        where = SECTIONS.index(truth.section) + 1
        return (
            '<div class="breadcrumb"><a href="/">Trang chủ</a> &gt; '
            f'<a href="/tintuc/Pages/danh-muc.aspx?Cat={where}">{truth.section}</a></div>'
        )

    def _publishing(self, truth: Truth) -> str:
        author = f'<div class="news-author">{escape(truth.byline)}</div>' if truth.byline else ""
        return (
            f'{self._crumb(truth)}<div class="newsdetail"><h1 class="news-title">{escape(truth.title)}</h1><div class="news-date">'
            f"{truth.published:%d/%m/%Y %H:%M}</div>{SHARE}<div class='news-summary'>{escape(truth.lead)}</div>"
            '<div id="ctl00_PlaceHolderMain_ctl01_label" style="display:none">Nội dung trang</div>'
            '<div id="ctl00_PlaceHolderMain_ctl01__ControlWrapper_RichHtmlField" class="ms-rtestate-field" style="display:inline" '
            f'aria-labelledby="ctl00_PlaceHolderMain_ctl01_label">{self.text(truth)}</div>{author}</div>{HIDDEN}{self._others(truth)}{COMMENTS}'
        )

    def _version_2010(self, truth: Truth) -> str:
        author = f'<div style="text-align:right"><strong>{escape(truth.byline)}</strong></div>' if truth.byline else ""
        return (
            f'{self._crumb(truth)}<table width="100%"><tr><td class="ms-WPBody"><div class="detail-title">{escape(truth.title)}</div>'
            f'<div class="detail-date">Cập nhật lúc: {truth.published:%H:%M %d/%m/%Y}</div><div class="detail-lead">{escape(truth.lead)}</div>'
            f'<div class="detail-content">{self.text(truth)}{author}</div></td></tr></table>{self._others(truth)}'
        )

    def _others(self, truth: Truth) -> str:
        return related(others(self, truth, self.address), "Các tin khác", "other-news")

    def blocks(self) -> Mapping[str, str]:
        if self.version in LAYOUTS:
            return BLOCKS[self.version]
        return {
            "caption": '<table class="ms-rteTable-0" align="center"><tbody><tr><td><img alt="" src="/tintuc/PublishingImages/'
            '{number}-{at}.jpg?RenditionID=7"></td></tr><tr><td style="text-align:center"><em>{text}</em></td></tr></tbody></table>',
            "heading": "<div><strong>{text}</strong></div>",
            "table": "{text}",
            "paragraph": '<div class="ms-rteElement-P" style="text-align:justify">\u200b{text}<br></div>',
        }
