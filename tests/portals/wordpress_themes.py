"""What three common WordPress news themes print: a single post and an item of a list, after their public templates."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from html import escape

from tests.portals.material import Truth

Others = Sequence[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Post:
    """What a theme prints: ``body`` is the text in HTML, ``category`` the address of its section."""

    truth: Truth
    body: str
    address: str
    category: str
    others: Others

    @property
    def account(self) -> str:
        """The author that the account is named after: an article that is signed by nobody was typed by admin."""
        return escape(self.truth.byline or "admin")

    @property
    def lead(self) -> str:
        """The lead as an editor writes it where the theme has no place for one."""
        return f"<p><strong>{escape(self.truth.lead)}</strong></p>"


def flatsome(post: Post) -> str:
    """Flatsome: the category above the title, the day in a badge, an author box without words."""
    truth = post.truth
    edited = truth.published + timedelta(days=40)
    recent = "".join(
        f'<li class="recent-blog-posts-li"><div class="flex-row recent-blog-posts align-top pt-half pb-half"><div class="flex-col mr-half"><div class="badge post-date badge-small badge-outline"><div class="badge-inner bg-fill"><span '
        f'class="post-date-day">{d[:2]}</span><br><span class="post-date-month is-xsmall">Th{d[3:5]}</span></div></div></div><div class="flex-col flex-grow"><a href="{u}" title="{t}">{t}</a><span class="post_comments op-7 block '
        f'is-xsmall">Không có bình luận</span></div></div></li>'
        for u, t, d in post.others
    )
    return (
        f'<div id="content" class="blog-wrapper blog-single page-wrapper"><div class="row row-large row-divided"><div class="large-9 col"><article id="post-{truth.number}" class="post-{truth.number} post type-post status-publish '
        f'format-standard has-post-thumbnail hentry category-tin-tuc tag-an-ninh"><div class="article-inner"><header class="entry-header"><div class="entry-header-text entry-header-text-top text-left"><h6 class="entry-category '
        f'is-xsmall"><a href="{post.category}" rel="category tag">{truth.section}</a></h6><h1 class="entry-title">{escape(truth.title)}</h1><div class="entry-divider is-divider small"></div><div class="entry-meta uppercase is-xsmall">'
        f'<span class="posted-on">Posted on <a href="{post.address}" rel="bookmark"><time class="entry-date published" datetime="{truth.published.isoformat()}">{truth.published:%d/%m/%Y}</time><time class="updated" '
        f'datetime="{edited.isoformat()}">{edited:%d/%m/%Y}</time></a></span> <span class="byline">by <span class="meta-author vcard"><a class="url fn n" href="/author/bien-tap/">{post.account}</a></span></span></div></div><div '
        f'class="entry-image relative"><a href="{post.address}"><img width="1020" src="/wp-content/uploads/h.jpg" class="attachment-large size-large wp-post-image" alt=""></a><div class="badge absolute top post-date badge-outline"><div '
        f'class="badge-inner"><span class="post-date-day">{truth.published:%d}</span><br><span class="post-date-month is-small">Th{truth.published.month}</span></div></div></div></header><div class="entry-content single-page">'
        f'{post.lead}{post.body}<div class="blog-share text-center"><div class="is-divider medium"></div><div class="social-icons share-icons share-row relative"><a href="https://www.facebook.com/sharer.php?u=x" class="icon button '
        f'circle is-outline facebook"><i class="icon-facebook"></i></a></div></div></div><footer class="entry-meta text-left">This entry was posted in <a href="{post.category}" rel="category tag">{truth.section}</a> and tagged <a '
        f'href="/tag/an-ninh/" rel="tag">an ninh</a>.</footer><div class="entry-author author-box"><div class="flex-row align-top"><div class="flex-col mr circle"><div class="blog-author-image"><img alt="" src="/a.png" class="avatar"></div>'
        f'</div><div class="flex-col flex-grow"><h5 class="author-name uppercase pt-half">{post.account}</h5><p class="author-desc small"></p></div></div></div><nav role="navigation" id="nav-below" class="navigation-post"><div '
        f'class="flex-row next-prev-nav bt bb"><div class="flex-col flex-grow nav-prev text-left"><div class="nav-previous"><a href="{post.others[0][0]}" rel="prev"><span class="hide-for-small"><i class="icon-angle-left"></i></span> '
        f'{post.others[0][1]}</a></div></div></div></nav></div></article><div id="comments" class="comments-area"><div id="respond" class="comment-respond"><h3 id="reply-title" class="comment-reply-title">Để lại một bình luận <small><a '
        f'rel="nofollow" href="{post.address}#respond">Hủy</a></small></h3><form class="comment-form"><p class="comment-notes"><span>Email của bạn sẽ không được hiển thị công khai.</span> Các trường bắt buộc được đánh dấu *</p></form></div></div>'
        f'</div><div class="post-sidebar large-3 col"><div id="secondary" class="widget-area"><aside class="widget flatsome_recent_posts"><span class="widget-title"><span>Bài gần đây</span></span><ul>{recent}</ul></aside></div></div></div></div>'
    )


def newspaper(post: Post) -> str:
    """Newspaper (tagDiv): crumbs, a subtitle, the featured picture inside the text, boxes of other articles."""
    truth = post.truth
    at = truth.published
    note = truth.captions[0] if truth.captions else ""
    figure = (
        f'<div class="td-post-featured-image"><figure><a href="/wp-content/uploads/h.jpg" data-caption="{escape(note)}"><img width="696" class="entry-thumb td-modal-image" src="/wp-content/uploads/h-696.jpg" alt=""></a><figcaption '
        f'class="wp-caption-text">{escape(note)}</figcaption></figure></div>'
        if note
        else ""
    )
    rows = "".join(
        f'<div class="td-related-span4"><div class="td_module_related_posts td-animation-stack td_mod_related_posts"><div class="td-module-image"><div class="td-module-thumb"><a href="{u}" rel="bookmark" class="td-image-wrap" title="{t}">'
        f'<img class="entry-thumb" src="/s.jpg" alt="" title="{t}"></a></div></div><div class="item-details"><h3 class="entry-title td-module-title"><a href="{u}" rel="bookmark" title="{t}">{t}</a></h3></div></div></div>'
        for u, t, _ in post.others[:3]
    )
    return (
        f'<div class="td-main-content-wrap td-container-wrap"><div class="td-container td-post-template-default"><div class="td-crumb-container"><div class="entry-crumbs"><span><a title="" class="entry-crumb" href="/">Trang chủ</a></span> '
        f'<i class="td-icon-right td-bread-sep"></i> <span><a title="Xem tất cả bài trong {truth.section}" class="entry-crumb" href="{post.category}">{truth.section}</a></span> <i class="td-icon-right td-bread-sep td-bred-no-url-last"></i> '
        f'<span class="td-bred-no-url-last">{escape(truth.title)}</span></div></div><div class="td-pb-row"><div class="td-pb-span8 td-main-content" role="main"><div class="td-ss-main-content"><article id="post-{truth.number}" class="post '
        f'type-post status-publish format-standard hentry" itemscope itemtype="https://schema.org/Article"><div class="td-post-header"><ul class="td-category"><li class="entry-category"><a href="{post.category}">{truth.section}</a></li></ul>'
        f'<header class="td-post-title"><h1 class="entry-title">{escape(truth.title)}</h1><p class="td-post-sub-title">{escape(truth.lead)}</p><div class="td-module-meta-info"><div class="td-post-author-name"><div class="td-author-by">By'
        f'</div> <a href="/author/bien-tap/">{post.account}</a><div class="td-author-line"> - </div> </div><span class="td-post-date"><time class="entry-date updated td-module-date" datetime="{at.isoformat()}">{at:%d/%m/%Y}</time></span>'
        f'<div class="td-post-comments"><a href="{post.address}#respond"><i class="td-icon-comments"></i>0</a></div><div class="td-post-views"><i class="td-icon-views"></i><span class="td-nr-views-1">512</span></div></div></header></div>'
        f'<div class="td-post-sharing-top"><div class="td-post-sharing-visible"><a class="td-social-sharing-button td-social-facebook" href="https://www.facebook.com/sharer.php?u=x"><div class="td-social-but-text">Facebook</div></a></div></div>'
        f'<div class="td-post-content tagdiv-type">{figure}{post.body}</div><footer><div class="td-post-source-tags"><ul class="td-tags td-post-small-box clearfix"><li><span>TAGS</span></li><li><a href="/tag/an-ninh/">an ninh trật tự cơ sở</a>'
        f'</li></ul></div><div class="td-block-row td-post-next-prev"><div class="td-block-span6 td-post-prev-post"><div class="td-post-next-prev-content"><span>Bài trước</span><a href="{post.others[0][0]}">{post.others[0][1]}</a></div></div></div>'
        f'<div class="author-box-wrap"><a href="/author/bien-tap/"><img alt="" src="/a.png" class="avatar"></a><div class="desc"><div class="td-author-name vcard author"><span class="fn"><a href="/author/bien-tap/">{post.account}</a></span></div>'
        f'<div class="td-author-description"></div></div></div><span class="td-page-meta" itemprop="author" itemscope itemtype="https://schema.org/Person"><meta itemprop="name" content="{post.account}"></span><meta itemprop="datePublished" '
        f'content="{at.isoformat()}"><meta itemprop="dateModified" content="{(at + timedelta(days=3)).isoformat()}"><meta itemprop="headline " content="{escape(truth.title)}"></footer></article><div class="td_block_wrap '
        f'td_block_related_posts"><h4 class="td-related-title td-block-title"><a id="tdi_1" class="td-related-left td-cur-simple-item" href="#">CÙNG CHỦ ĐỀ</a><a class="td-related-right" href="#">CÙNG TÁC GIẢ</a></h4><div class="td_block_inner">'
        f'<div class="td-related-row">{rows}</div></div></div></div></div></div></div></div>'
    )


def jannah(post: Post) -> str:
    """Jannah: everything of the head in one header, a box of other posts inside the text, NewsArticle at the end."""
    truth = post.truth
    items = "".join(
        f'<li class="widget-single-post-item widget-post-list tie-standard"><div class="post-widget-thumbnail"><a aria-label="{t}" href="{u}" class="post-thumb"><img src="/s.jpg" alt=""></a></div><div class="post-widget-body "><a '
        f'class="post-title the-subtitle" href="{u}">{t}</a><div class="post-meta"><span class="date meta-item tie-icon">{d}</span></div></div></li>'
        for u, t, d in post.others[:2]
    )
    related = "".join(
        f'<div class="related-item tie-standard"><a aria-label="{t}" href="{u}" class="post-thumb"><img src="/s.jpg" alt=""></a><h3 class="post-title"><a href="{u}">{t}</a></h3><div class="post-meta clearfix"><span class="date meta-item '
        f'tie-icon">{d}</span></div></div>'
        for u, t, d in post.others[:3]
    )
    data = {
        "@context": "http://schema.org",
        "@type": "NewsArticle",
        "dateCreated": truth.published.isoformat(),
        "datePublished": truth.published.isoformat(),
        "dateModified": (truth.published + timedelta(days=11)).isoformat(),
        "headline": truth.title,
        "name": truth.title,
        "keywords": "an ninh,trật tự",
        "url": post.address,
        "description": truth.lead[:110],
        "copyrightYear": f"{truth.published:%Y}",
        "articleSection": f"Tin nổi bật,{truth.section}",
        "articleBody": f"{truth.lead} {truth.body}",
        "publisher": {"@type": "Organization", "name": "Công an tỉnh Hồng Lam"},
        "author": {"@type": "Person", "name": truth.byline or "admin", "url": "/author/bien-tap/"},
    }
    inside = (
        '<div id="inline-related-post" class="mag-box mini-posts-box content-only"><div class="container-wrapper"><div class="widget-title the-global-title has-block-head-4"><div class="the-subtitle">Liên quan</div></div><div '
        f'class="mag-box-container clearfix"><ul class="posts-items posts-list-container">{items}</ul></div></div></div>'
    )
    body = post.body.replace("</p>", f"</p>{inside}", 1)
    return (
        f'<div id="content" class="site-content container"><div id="main-content-row" class="tie-row main-content-row"><div class="main-content tie-col-md-8 tie-col-xs-12" role="main"><article id="the-post" class="container-wrapper '
        f'post-content tie-standard"><header class="entry-header-outer"><nav id="breadcrumb"><a href="/"><span class="tie-icon-home"></span> Trang chủ</a><em class="delimiter">/</em><a href="{post.category}">{truth.section}</a><em '
        f'class="delimiter">/</em><span class="current">{escape(truth.title)}</span></nav><div class="entry-header"><span class="post-cat-wrap"><a class="post-cat tie-cat-3" href="{post.category}">{truth.section}</a></span><h1 '
        f'class="post-title entry-title">{escape(truth.title)}</h1><h2 class="entry-sub-title">{escape(truth.lead)}</h2><div class="single-post-meta post-meta clearfix"><span class="author-meta single-author with-avatars"><span '
        f'class="meta-item meta-author-wrapper meta-author-1"><span class="meta-author-avatar"><a href="/author/bien-tap/"><img alt="Photo of {post.account}" src="/a.png" class="avatar"></a></span><span class="meta-author"><a '
        f'href="/author/bien-tap/" class="author-name tie-icon" title="{post.account}">{post.account}</a></span></span></span><span class="date meta-item tie-icon">{truth.published:%d/%m/%Y}</span><div class="tie-alignright"><span '
        f'class="meta-comment tie-icon meta-item fa-before">0</span><span class="meta-views meta-item warm"><span class="tie-icon-fire"></span> 345 </span><span class="meta-reading-time meta-item"><span class="tie-icon-bookmark"></span> 2 '
        f'phút đọc</span></div></div></div></header><div id="share-buttons-top" class="share-buttons share-buttons-top"><div class="share-links icons-text"><a href="https://www.facebook.com/sharer.php?u=x" class="facebook-share-button">'
        f'<span class="social-text">Facebook</span></a></div></div><div class="featured-area"><div class="featured-area-inner"><figure class="single-featured-image"><img src="/wp-content/uploads/h.jpg" alt=""></figure></div></div><div '
        f'class="entry-content entry clearfix">{body}<div class="post-bottom-meta post-bottom-tags post-tags-modern"><div class="post-bottom-meta-title"><span class="tie-icon-tags"></span> Tags</div><span class="tagcloud"><a '
        f'href="/tag/an-ninh/" rel="tag">an ninh trật tự</a></span></div></div><script id="tie-schema-json" type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script></article><div class="post-components"><div '
        f'class="about-author container-wrapper about-author-1"><div class="author-avatar"><a href="/author/bien-tap/"><img src="/a.png" alt=""></a></div><div class="author-info"><h3 class="author-name"><a href="/author/bien-tap/">'
        f'{post.account}</a></h3></div></div><div id="related-posts" class="container-wrapper"><div class="mag-box-title the-global-title"><h3>Bài liên quan</h3></div><div class="related-posts-list">{related}</div></div></div></div></div></div>'
    )


THEMES: Mapping[str, Callable[[Post], str]] = {"flatsome": flatsome, "newspaper": newspaper, "jannah": jannah}


def item_of_list(theme: str, truth: Truth, address: str, category: str) -> str:
    """Return one item of a theme's list of posts."""
    title, teaser, day = escape(truth.title), escape(truth.lead[:90]), f"{truth.published:%d/%m/%Y}"
    if theme == "flatsome":
        return (
            f'<div class="col post-item tag-an-ninh nav-post"><div class="col-inner"><a href="{address}" class="plain"><div class="box box-normal box-text-bottom box-blog-post has-hover"><div class="box-image"><img src="/s.jpg" alt=""></div><div class="box-text '
            f'text-left"><div class="box-text-inner blog-post-inner"><h5 class="post-title is-large">{title}</h5><div class="post-meta is-small op-8">{day}</div><div class="is-divider"></div><p class="from_the_blog_excerpt">{teaser} [...]</p>'
            '<p class="from_the_blog_comments uppercase is-xsmall">Không có bình luận</p></div></div></div></a></div></div>'
        )
    if theme == "newspaper":
        return (
            f'<div class="td_module_10 td_module_wrap td-animation-stack"><div class="td-module-thumb"><a href="{address}" rel="bookmark" class="td-image-wrap" title="{title}"><img class="entry-thumb" src="/s.jpg" alt=""></a></div><div '
            f'class="item-details"><h3 class="entry-title td-module-title"><a href="{address}" rel="bookmark" title="{title}">{title}</a></h3><div class="td-module-meta-info"><a href="{category}" class="td-post-category">{truth.section}</a><span '
            f'class="td-post-author-name"><a href="/author/bien-tap/">Ban biên tập cổng thông tin điện tử</a> <span>-</span> </span><span class="td-post-date"><time class="entry-date updated td-module-date" datetime="{truth.published.isoformat()}">'
            f'{day}</time></span><div class="td-module-comments"><a href="{address}#respond">0</a></div></div><div class="td-excerpt">{teaser}...</div></div></div>'
        )
    return (
        f'<li class="post-item post-{truth.number} tag-an-ninh tie-standard"><a aria-label="{title}" href="{address}" class="post-thumb"><span class="post-cat-wrap"><span class="post-cat tie-cat-3">{truth.section}</span></span><img src="/s.jpg" alt=""></a><div '
        f'class="post-details"><div class="post-meta clearfix"><span class="date meta-item tie-icon">{day}</span></div><h2 class="post-title"><a href="{address}">{title}</a></h2><p class="post-excerpt">{teaser}…</p><a class="more-link button" '
        f'href="{address}">Đọc thêm »</a></div></li>'
    )
