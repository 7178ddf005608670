"""Publishing pages of SharePoint 2013, 2016 and 2019: the article layouts that come with it and what a site's builder makes of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from html import escape

from tests.portals.material import Truth

LANGUAGES: Mapping[str, str] = {"2013": "en-us", "2016": "vi-VN", "2019": "en-US"}
"""The language of the site: many were set up in English, and then every date is an American one."""


def _american(at: datetime) -> str:
    return f"{at.month}/{at.day}/{at.year} {at.hour % 12 or 12}:{at:%M} {'AM' if at.hour < 12 else 'PM'}"


def _field(number: int, kind: str, label: str, value: str) -> str:
    """A field control as it stands on a page that is shown: a label for screen readers, then the value in its own element."""
    name = f"ctl00_PlaceHolderMain_ctl{number:02}"
    return f'<div id="{name}_label" style="display:none">{label}</div><div id="{name}__ControlWrapper_{kind}" class="ms-rtestate-field" style="display:inline" aria-labelledby="{name}_label"><div class="ms-rtestate-field">{value}</div></div>'


def _title(truth: Truth) -> str:
    return (
        '<div class="ms-breadcrumb-box"><h1 id="pageTitle" class="ms-core-pageTitle"><span id="DeltaPlaceHolderPageTitleInTitleArea">'
        f'{escape(truth.title)}</span><div id="DeltaPlaceHolderPageDescription" class="ms-displayInlineBlock ms-normalWrap"><a href="javascript:;" id="ctl00_PlaceHolderPageDescription_A" style="display:none"></a></div></h1></div>'
    )


def _layout_2013(truth: Truth, body: str, crumb: str) -> str:
    """ArticleLeft.aspx on an English site: day and by-line in the article's header, the moment in a field."""
    name = f'<div class="by-line">{escape(truth.byline)}</div>' if truth.byline else '<div class="by-line"></div>'
    return (
        f'{crumb}{_title(truth)}<a id="mainContent" name="mainContent" tabindex="-1"></a><div class="article article-left"><div class="captioned-image"><div class="image">'
        f'{_field(1, "RichImageField", "Page Image", "<img alt=&quot;&quot; src=&quot;/PublishingImages/h.jpg&quot;>".replace("&quot;", chr(34)))}</div><div class="caption"></div></div><div class="article-header"><div class="date-line">'
        f'{_american(truth.published)}</div>{name}</div><div class="article-content">{_field(4, "RichHtmlField", "Page Content", f"<p><strong>{escape(truth.lead)}</strong></p>{body}")}</div></div>'
    )


def _layout_2016(truth: Truth, body: str, crumb: str) -> str:
    """A builder's layout on a Vietnamese site: ArticleStartDate, Comments as summary, PublishingPageContent."""
    at = truth.published
    author = f'<div class="tin-tac-gia"><span>{escape(truth.byline)}</span></div>' if truth.byline else ""
    half = f"{at.hour % 12 or 12}:{at:%M} {'SA' if at.hour < 12 else 'CH'}"
    return (
        f'{crumb}<div class="ms-webpart-zone ms-fullWidth"></div><div class="chi-tiet-tin"><h2 class="tieu-de-tin">{escape(truth.title)}</h2><div class="thong-tin-tin"><span class="ngay-dang">{at.day:02}/{at.month:02}/{at.year} {half}</span>'
        f'<a class="nut-in" href="/_layouts/15/InBai.aspx?ID={truth.number}">In trang</a><a href="mailto:?subject=x">Gửi email</a></div><div class="tom-tat-tin">{_field(2, "NoteField", "Tóm tắt", escape(truth.lead))}</div>'
        f'<div class="noi-dung-tin">{_field(3, "RichHtmlField", "Nội dung Trang", body)}</div>{author}</div>'
    )


def _layout_2019(truth: Truth, body: str, crumb: str) -> str:
    """A page with a layouts table in its content, as text layouts of the ribbon make it, and the moment at its foot."""
    author = f'<p style="text-align:right"><strong>{escape(truth.byline)}</strong></p>' if truth.byline else ""
    inside = (
        '<div class="ExternalClass1C2D3E4F5A6B47C8"><table id="layoutsTable" style="width:100%"><tbody><tr style="vertical-align:top"><td style="width:100%"><div class="ms-rte-layoutszone-outer" style="width:100%"><div '
        f'class="ms-rte-layoutszone-inner"><p class="ms-rteElement-P"><strong>{escape(truth.lead)}</strong></p>{body}{author}</div></div></td></tr></tbody></table><span id="layoutsData" style="display:none">false,false,1</span></div>'
    )
    return (
        f'{crumb}{_title(truth)}<div class="welcome blank-wp"><div class="welcome-content">{_field(5, "RichHtmlField", "Page Content", inside)}</div></div><div class="page-info"><span class="created-label">Created at</span> '
        f'<span class="created">{_american(truth.published)}</span></div>'
    )


LAYOUTS: Mapping[str, Callable[[Truth, str, str], str]] = {
    "2013": _layout_2013,
    "2016": _layout_2016,
    "2019": _layout_2019,
}

_TABLE = (
    '<table class="ms-rteTable-0" align="center" cellspacing="0"><tbody><tr><td class="ms-rteTable-0" style="text-align:center"><img alt="" src="/PublishingImages/{number}-{at}.jpg?RenditionID=7" style="margin:5px"></td></tr><tr><td '
    'class="ms-rteTable-0" style="text-align:center"><em>{text}</em></td></tr></tbody></table>'
)
_LINE = '<p style="text-align:center"><img alt="" src="/SiteAssets/{number}-{at}.jpg" style="margin:5px"></p><p style="text-align:center"><em>{text}</em></p>'
BLOCKS: Mapping[str, Mapping[str, str]] = {
    version: {
        "caption": caption,
        "heading": "<h3 class='ms-rteElement-H3'>{text}</h3>",
        "table": "{text}",
        "paragraph": paragraph,
    }
    for version, caption, paragraph in (
        ("2013", _TABLE, "<p>\u200b{text}</p>"),
        (
            "2016",
            _LINE,
            '<p style="text-align:justify"><span style="font-family:arial;font-size:14px">{text}</span></p>',
        ),
        ("2019", _LINE, '<div style="text-align:justify">{text}\u200b</div>'),
    )
}


def item_of_list(truth: Truth, address: str) -> str:
    """One item of a content query web part, with the tools that its item style prints."""
    title = escape(truth.title)
    return (
        f'<li class="dfwp-item"><div class="item link-item bullet"><div class="image-area-left"><a href="{address}"><img class="image" src="/s.jpg" alt="" title=""></a></div><div class="link-item"><a href="{address}" title="">{title}</a>'
        f'<div class="description">{escape(truth.lead[:80])}</div><a class="rss" href="/_layouts/15/listfeed.aspx?List=1&amp;Item={truth.number}">Đăng ký nguồn cấp tin của trang này</a><a href="/_layouts/15/InBai.aspx?ID={truth.number}">In bài '
        f"viết ra giấy hoặc tệp PDF</a></div></div></li>"
    )
