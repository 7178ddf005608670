"""The pages of single articles in NukeViet's public themes, from 3.4 to 5 and eGovernment, desktop and mobile.

Their build is that of the templates (news/detail.tpl); the words are this project's. Each function takes what ``Detail`` says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape

from tests.portals.material import Truth

_DAYS = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")
_TOOLS = (
    '<li><a class="dimgray" rel="nofollow" title="Gửi bài viết qua email" href="javascript:void(0);" '
    "onclick=\"nv_open_browse('/vi/news/sendmail/{0}/','x',650,500,'resizable=no');return false\"><em class=\"fa fa-envelope\">&nbsp;</em></a></li>"
    '<li><a class="dimgray" rel="nofollow" title="In ra" href="javascript: void(0)" onclick="nv_open_browse(\'/vi/news/print/{0}.html\','
    "'x',840,500,'resizable=yes');return false\"><em class=\"fa fa-print\">&nbsp;</em></a></li>"
    '<li><a class="dimgray" rel="nofollow" title="Lưu bài viết này" href="/vi/news/savefile/{0}.html"><em class="fa fa-save">&nbsp;</em></a></li>'
)
_RATING = (
    '<form id="form3B" action=""><div class="h5 clearfix"><p id="stringrating">Tổng số điểm của bài viết là: 5 trong 1 đánh giá</p>'
    '<span itemscope itemtype="https://schema.org/AggregateRating"><span class="hidden d-none hide" itemprop="itemReviewed" itemscope '
    'itemtype="https://schema.org/CreativeWorkSeries"><span class="hidden d-none hide" itemprop="name">{title}</span></span>Xếp hạng: '
    '<span id="numberrating" itemprop="ratingValue">5</span> - <span id="click_rating" itemprop="ratingCount">1</span> phiếu bầu</span>'
    '<div style="padding: 5px;"><input class="hover-star" type="radio" value="1" title="Bài viết rất kém"><span id="hover-test">Click để đánh giá '
    "bài viết</span></div></div></form><script>$(function() {{var isDisable = false; for (var i=0;i<5;i++) {{ if(i<3&&!isDisable) i++; }}}})</script>"
)
_COPYRIGHT = (
    "Mọi trích dẫn từ trang này xin ghi rõ tên miền của cổng thông tin cùng ngày đăng, và không cắt sửa nội dung."
)
_SHARE = (
    '<div class="socialicon clearfix margin-bottom-lg"><div class="fb-like" data-href="/x" data-share="true">&nbsp;</div>'
    '<a href="http://twitter.com/share" class="twitter-share-button">Tweet</a></div>'
)
_COMMENT = (
    '<div id="idcomment" class="nv-comment"><h3>Ý kiến bạn đọc</h3><ul class="comment-list"><li class="comment-item"><strong>Bạn đọc</strong> '
    "<em>02/01/2026 08:15</em><p>Cảm ơn các anh đã làm việc cả ngày nghỉ để phục vụ bà con trong xã, mong có thêm nhiều buổi như vậy nữa.</p></li>"
    '</ul><form method="post"><textarea name="content"></textarea><input type="submit" value="Gửi bình luận"></form></div>'
)


@dataclass(frozen=True, slots=True)
class Detail:
    """What a theme prints: ``body`` is the text in HTML, ``note`` the note of the picture beside the lead ("" without a picture)."""

    truth: Truth
    body: str
    note: str
    source: str
    others: tuple[tuple[str, str, str], ...]

    @property
    def moment(self) -> str:
        """The moment of publication as every theme shows it."""
        at = self.truth.published
        return f"{_DAYS[at.weekday()]} - {at:%d/%m/%Y %H:%M}"

    @property
    def edited(self) -> datetime:
        """The last edit: none, the same day, or a later one."""
        at, kind = self.truth.published, self.truth.number % 3
        if kind == 1 and at.hour < 22:
            return at + timedelta(hours=1, minutes=17)
        return at + timedelta(days=19, minutes=5) if kind == 2 else at

    @property
    def tools(self) -> str:
        """Send, print and save."""
        return _TOOLS.format(f"{self.truth.slug}-{self.truth.number}")

    def signed(self, author: str, source: str) -> str:
        """The lines of author and source, of those the article has, by a template each."""
        name = author.format(escape(self.truth.byline)) if self.truth.byline else ""
        return name + (source.format(escape(self.source)) if self.source else "")

    def related(self, item: str) -> str:
        """Other articles, by a template of {0} address, {1} title, {2} day."""
        return "".join(item.format(*one) for one in self.others)


def _schema(detail: Detail) -> str:
    edited = f"{detail.edited:%Y-%m-%dT%H:%M:%S}+07:00"
    hidden = 'class="hidden hide d-none"'
    return (
        f'<div {hidden} itemprop="author" itemtype="http://schema.org/Person" itemscope><span itemprop="name">'
        f'{escape(detail.truth.byline or "Ban quản trị")}</span></div><span {hidden} itemprop="datePublished">{edited}</span>'
        f'<span {hidden} itemprop="dateModified">{edited}</span><span {hidden} itemprop="mainEntityOfPage">/vi/news/x.html</span>'
        f'<div {hidden} itemprop="publisher" itemtype="http://schema.org/Organization" itemscope><span itemprop="name">Công an tỉnh Hồng Lam</span>'
        "</div>"
    )


def _figure(detail: Detail, preview: str) -> str:
    if not detail.note:
        return ""
    note = escape(detail.note)
    image = (
        f'<p class="text-center"><img alt="{note}" src="/uploads/news/h.jpg" alt="{note}" class="img-thumbnail"/></p>'
    )
    return (
        f'<figure class="article left pointer" onclick="modalShowByObj(\'#imgpreview\');"><div {preview}>{image}<figcaption>{note}</figcaption>'
        "</div></figure>"
    )


def _others(detail: Detail, linked: str) -> str:
    item = f'<li><em class="fa fa-angle-right">&nbsp;</em>{linked}<em>({{2}})</em></li>'
    return (
        '<div class="news_column panel panel-default"><div class="panel-body other-news"><div class="clearfix"><p class="h3"><strong>Theo dòng sự kiện'
        f'</strong></p><ul class="detail-related related list-none list-items">{detail.related(item)}</ul><p class="text-right"><a title="Sự kiện" '
        'href="/vi/news/topic/su-kien/">Xem tiếp...</a></p></div><p class="h3"><strong>Những tin mới hơn</strong></p><div class="clearfix">'
        f'<ul class="related list-inline">{detail.related(item)}</ul></div><p class="h3"><strong>Những tin cũ hơn</strong></p>'
        f'<div class="clearfix"><ul class="related list-inline">{detail.related(item)}</ul></div></div></div>'
    )


def _below(detail: Detail, kind: str = "") -> str:
    panel = f'<div class="news_column panel panel-default{kind}"><div class="panel-body">'
    keywords = (
        '<div class="h5"><em class="fa fa-tags">&nbsp;</em><strong>Từ khóa: </strong><a title="an ninh" href="/vi/tag/an-ninh/"><em>an ninh</em></a>, '
        '<a title="xã" href="/vi/tag/xa/"><em>xã</em></a></div>'
    )
    rating = _RATING.format(title=escape(detail.truth.title))
    return "".join(f"{panel}{part}</div></div>" for part in (keywords, rating, _SHARE, _COMMENT))


def desktop(detail: Detail, *, schema: bool, kind: str = "", preview_apart: bool = False) -> str:
    """Themes "default" of 4 and 5, and "egov" (``kind``)."""
    truth = detail.truth
    scope = ' itemtype="http://schema.org/NewsArticle" itemscope' if schema else ""
    hidden = (
        f'<div id="imgpreview" style="display:none"><p class="text-center"><img alt="" src="/h.jpg"/></p><figcaption>{escape(detail.note)}</figcaption></div>'
        if preview_apart and detail.note
        else ""
    )
    figure = _figure(detail, 'style="width:183px;"' if preview_apart else 'id="imgpreview" style="width:183px;"')
    extra = (
        '<span class="h5"><i class="fa fa-eye"></i>311</span><span class="h5"><i class="fa fa-comment-o"></i>0</span>'
        if kind
        else ""
    )
    signed = detail.signed(
        '<p class="h5 text-right"><strong>Tác giả: </strong>{}</p>',
        '<p class="h5 text-right"><strong>Nguồn tin: </strong>{}</p>',
    )
    headline = ' itemprop="headline"' if schema else ""
    described = ' itemprop="description"' if schema else ""
    return (
        f'<div class="news_column panel panel-default{" newsdetail" if kind else ""}"{scope}><div class="panel-body">'
        f'<h1 class="title margin-bottom-lg"{headline}>{escape(truth.title)}</h1>{_schema(detail) if schema else ""}'
        f'<div class="row margin-bottom-lg{kind}"><div class="col-md-12"><span class="h5">{detail.moment}</span>{extra}</div>'
        f'<div class="col-md-12"><ul class="list-inline text-right">{detail.tools}</ul></div></div><div class="clearfix">{figure}{hidden}'
        f'<div class="hometext m-bottom"{described}>{escape(truth.lead)}</div></div>'
        f'<div id="news-bodyhtml" class="bodytext margin-bottom-lg">{detail.body}</div>'
        f'<div class="margin-bottom-lg">{signed}</div><div class="alert alert-info margin-bottom-lg">{_COPYRIGHT}</div></div></div>'
        f"{_below(detail, kind and ' newsdetailbox')}"
        + _others(
            detail,
            '<h4><a href="{0}" title="{1}">{1}</a></h4>' if schema else '<a href="{0}" title="{1}"><h4>{1}</h4></a>',
        )
    )


def mobile(detail: Detail, *, schema: bool) -> str:
    """Themes "mobile_default" of 4 and 5, and "mobile_egov"."""
    truth, note = detail.truth, escape(detail.note)
    picture = (
        f'<div class="imghome text-center"><a href="#" id="pop" title="{note}"><img id="imageresource" alt="{note}" src="/h.jpg" width="183"></a>'
        '<div class="modal fade" id="imagemodal" tabindex="-1" role="dialog" aria-hidden="true"><div class="modal-dialog"><div class="modal-content">'
        f'<div class="modal-header"><button type="button">×</button><h4 class="modal-title">{note}</h4></div><div class="modal-body">'
        f'<img src="/h.jpg" id="imagepreview"></div></div></div></div><em class="show">{note}</em><hr /></div>'
        if note
        else ""
    )
    lead = (
        f'<div class="h2" itemprop="description">{escape(truth.lead)}</div>'
        if schema
        else f"<p>{escape(truth.lead)}</p>"
    )
    scope = ' itemtype="http://schema.org/NewsArticle" itemscope' if schema else ""
    signed = detail.signed(
        '<p class="text-right"><strong>Tác giả: </strong>{}</p>',
        '<p class="text-right"><strong>Nguồn tin: </strong>{}</p>',
    )
    item = '<li><em class="fa fa-angle-right">&nbsp;</em><a href="{0}" title="{1}">{1}</a><em>({2})</em></li>'
    return (
        f'<div class="news_column panel panel-default"{scope}><div class="panel-body"><h1{" itemprop=headline" if schema else ""}>{escape(truth.title)}</h1>'
        f'{_schema(detail) if schema else ""}<em class="time">{detail.moment}</em><hr /><div id="hometext">{picture}{lead}</div>'
        f'<div class="bodytext">{detail.body}</div>{signed}<div class="alert alert-info copyright">{_COPYRIGHT}</div><hr />{_SHARE}'
        '<div class="row"><div class="col-md-12"><div class="keywords"><em class="fa fa-tags">&nbsp;</em><strong>Từ khóa: </strong>'
        f'<a href="/vi/tag/an-ninh/"><em>an ninh</em></a></div></div><div class="col-md-12"><br />{_RATING.format(title=escape(truth.title))}</div></div>'
        f'{_COMMENT}<p><strong>Theo dòng sự kiện</strong></p><ul class="related">{detail.related(item)}</ul><p class="text-right">'
        f'<a href="/vi/news/topic/x/">Xem tiếp...</a></p><p><strong>Những tin mới hơn</strong></p><ul class="related">{detail.related(item)}</ul>'
        f'<p class="sociss"><strong>Những tin cũ hơn</strong></p><ul class="related">{detail.related(item)}</ul></div></div>'
    )


def default_3(detail: Detail) -> str:
    """Theme "default" of 3.4."""
    truth, note = detail.truth, escape(detail.note)
    picture = (
        f'<div id="imghome" class="fl" style="width:460px;margin-right:8px;"><a href="/h.jpg" title="x" rel="shadowbox"><img alt="{note}" src="/h.jpg" '
        f'width="460"/></a><p><em>{note}</em></p></div>'
        if note
        else ""
    )
    signed = detail.signed(
        '<p style="text-align: right;"><strong>Tác giả bài viết: </strong>{}</p>',
        '<p style="text-align: right;"><strong>Nguồn tin: </strong>{}</p>',
    )
    item = '<li><a title="{1}" href="{0}">{1}</a> <span class="date">({2})</span></li>'
    return (
        f'<div class="news_column" style="padding:0 !important;"><div id="news_detail"><h1>{escape(truth.title)}</h1><span class="time">{detail.moment}</span>'
        f'<div class="control"><ul>{detail.tools}</ul></div><div style="clear: both;"></div><div id="hometext">{picture} {escape(truth.lead)}</div>'
        f'<div class="bodytext">{detail.body}</div>{signed}<p class="copyright">{_COPYRIGHT}</p></div>{_RATING.format(title=escape(truth.title))}'
        f'<div class="keywords"><strong>Từ khóa: </strong><a href="/vi/tag/an-ninh/"><em>an ninh</em></a></div>{_COMMENT}'
        f'<p><strong>Theo dòng sự kiện</strong></p><ul class="related">{detail.related(item)}</ul><p><strong>Những tin mới hơn</strong></p>'
        f'<ul class="related">{detail.related(item)}</ul><div class="clear"></div><p><strong>Những tin cũ hơn</strong></p>'
        f'<ul class="related">{detail.related(item)}</ul></div>'
    )


def modern_3(detail: Detail, *, headed: bool = False) -> str:
    """Theme "modern" of 3.4 (``headed``: of 4, whose lead is a heading)."""
    truth, note = detail.truth, escape(detail.note)
    picture = (
        f'<div id="imghome" class="fl left" style="width:460px;margin-right:20px;"><a href="/h.jpg" title="x" rel="shadowbox"><img alt="{note}" '
        f'src="/h.jpg" width="460"/></a><p><em>{note}</em></p></div>'
        if note
        else ""
    )
    signed = detail.signed("<strong>Tác giả bài viết: </strong>{}", "<br/><strong>Nguồn tin: </strong>{}")
    lead = f"<h2>{escape(truth.lead)}</h2>" if headed else escape(truth.lead)
    others = "".join(
        f'<div class="other-news"><h4>{label}</h4><ul>'
        + detail.related('<li><a title="{1}" href="{0}">{1}</a> <span class="date">({2})</span></li>')
        + "</ul></div>"
        for label in ("Theo dòng sự kiện", "Những tin mới hơn", "Những tin cũ hơn")
    )
    return (
        '<div class="header-details"><div class="action fr right"><a rel="nofollow" title="Gửi bài viết" href="javascript:void(0);" class="email">Gửi bài '
        'viết qua email</a><br/><a title="In ra" href="javascript: void(0)" class="print">In ra</a><br/></div>'
        f'<div class="title"><h1>{escape(truth.title)}</h1><span class="small">Đăng lúc: {detail.moment} - Người đăng bài viết: '
        '<a href="#" class="highlight">Ban quản trị</a></span></div><div class="clear"></div></div>'
        f'<div id="hometext" class="short-desc clearfix">{picture}{lead}</div>'
        f'<div id="bodytext" class="details-content clearfix">{detail.body}</div><div class="clear"></div><div class="aright source">{signed}</div>'
        f'<div class="copyright">{_COPYRIGHT}</div><div class="box clearfix"><div class="oop fl"><div class="header-oop tag">Từ khóa:</div><p>'
        f'<a href="/vi/tag/an-ninh/">an ninh</a></p></div></div>{others}{_COMMENT}'
    )


def mobile_3(detail: Detail) -> str:
    """Theme "mobile_nukeviet" of 3.4, whose lead stands in no element of its own."""
    truth, note = detail.truth, escape(detail.note)
    picture = (
        f'<div class="fl" style="width:183px;margin-right:8px"><a href="/h.jpg"><img src="/h.jpg" width="183"/></a><p><em>{note}</em></p></div>'
        if note
        else ""
    )
    signed = detail.signed(
        '<p class="ar"><strong>Tác giả bài viết: </strong>{}</p>', '<p class="ar"><strong>Nguồn tin: </strong>{}</p>'
    )
    item = '<li><a href="{0}">{1}</a> <span class="smll">({2})</span></li>'
    return (
        f'<h1>{escape(truth.title)}</h1><span class="smll">{detail.moment}</span><a rel="nofollow" href="javascript:void(0);"><img src="/email.png"/></a>'
        f'<a class="savefile" href="/vi/news/savefile/x.html"><img src="/save.png"/></a><div class="clear"></div>{picture}\n{escape(truth.lead)}\n'
        f'<div class="fiximg">{detail.body}</div>{signed}<div class="hr"></div>{_COPYRIGHT}<div class="hr"></div>'
        f'{_RATING.format(title=escape(truth.title))}<div class="hr"></div>Từ khóa: <a href="/vi/tag/an-ninh/"><em>an ninh</em></a>'
        f'<iframe src="/comment" id="fcomment"></iframe><h2>Theo dòng sự kiện</h2><ul class="list">{detail.related(item)}</ul>'
        f'<h2>Những tin cũ hơn</h2><ul class="list">{detail.related(item)}</ul>'
    )


THEMES: Mapping[str, Callable[[Detail], str]] = {
    "3 default": default_3,
    "3 modern": modern_3,
    "3 mobile": mobile_3,
    "4.0 modern": lambda detail: modern_3(detail, headed=True),
    "4.0 default": lambda detail: desktop(detail, schema=False),
    "4.0 mobile": lambda detail: mobile(detail, schema=False),
    "4.5 default": lambda detail: desktop(detail, schema=True),
    "4.5 mobile": lambda detail: mobile(detail, schema=True),
    "5 default": lambda detail: desktop(detail, schema=True, preview_apart=True),
    "egov": lambda detail: desktop(detail, schema=False, kind=" newsdetailmetatop"),
    "egov 1.2": lambda detail: desktop(detail, schema=True, kind=" newsdetailmetatop"),
    "mobile_egov": lambda detail: mobile(detail, schema=False),
}
"""Every theme by its name; "4.5" and "egov 1.2" mark the last edit as datePublished."""
