"""Canonicalises URLs: one address for one page, whatever tracking, session or print parameters a link carries."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit, urlunsplit

from w3lib.url import canonicalize_url, url_query_cleaner

_DROPPED = re.compile(
    r"(?i)utm_\w+|itm_\w+|vn_(?:source|medium|campaign|term|thumb|zone|aid)|vnn_\w+|_x_tr_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid"
    r"|gidzl|zarsrc|zalo\w*|_ga|_gl|mc_[ce]id|phpsessid|jsessionid|asp\.net_sessionid|sessid|sessionid|sid|print|share|spm"
)
_SESSION = re.compile(r"(?i);jsessionid=[^/?#]*|\(S\([a-z0-9]{24}\)\)/?")
_DEFAULT_PORTS = {"http": 80, "https": 443}


def canonicalise(url: str, base: str = "") -> str:
    """Return the canonical form of ``url`` (relative to ``base``): no fragment, no tracking, sorted parameters.

    The host is lower case and a default port left out; a path keeps its trailing slash, as servers tell them apart.
    Returns "" for what is not an http or https address.
    """
    try:
        joined = urljoin(base, url.strip()) if base else url.strip()
        parts = urlsplit(joined)
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme.lower() not in _DEFAULT_PORTS or not parts.hostname:
        return ""
    path = _SESSION.sub("", parts.path) or "/"
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname.rstrip(".")
    user = f"{parts.netloc.rpartition('@')[0]}@" if "@" in parts.netloc else ""
    if port and port != _DEFAULT_PORTS[parts.scheme.lower()]:
        host = f"{host}:{port}"
    plain = urlunsplit((parts.scheme.lower(), user + host, path, parts.query, ""))
    dropped = [key for key in re.findall(r"[?&]([^=&#]+)", f"?{parts.query}") if _DROPPED.fullmatch(key)]
    if dropped:
        plain = url_query_cleaner(plain, dropped, remove=True)
    return str(canonicalize_url(plain))


def is_same_site(url: str, domain: str) -> bool:
    """Tell whether the URL's host is ``domain`` or one of its subdomains."""
    host = (urlsplit(url).hostname or "").lower()
    domain = domain.lower().removeprefix("www.")
    return host == domain or host.endswith(f".{domain}")


_ID = re.compile(r"\d{4,}")


def is_credible(named: str, here: str) -> bool:
    """Tell whether the address that a page gives as its own (``rel=canonical``) may stand for the one it was met at.

    Both are canonical. Another site's, a front page, a section above the page, and an address without the number that
    the page's own has are mistakes of a template.
    """
    if not named or urlsplit(named).path in ("", "/"):
        return False
    if not here:
        return True
    mine, theirs = urlsplit(here), urlsplit(named)
    if _bare_host(mine.hostname) != _bare_host(theirs.hostname) or mine.port != theirs.port:
        return False
    if mine.path != theirs.path and mine.path.startswith(f"{theirs.path.rstrip('/')}/"):
        return bool(_ID.search(theirs.path))
    numbers = set(_ID.findall(f"{mine.path}?{mine.query}"))
    return not numbers or bool(numbers & set(_ID.findall(f"{theirs.path}?{theirs.query}")))


def _bare_host(host: str | None) -> str:
    return re.sub(r"^(?:www\d?|m|mobile|amp)\.", "", (host or "").lower())
