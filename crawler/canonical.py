"""Canonical URLs: one address for one page, whatever tracking, session or print parameters a link carries."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit, urlunsplit

from w3lib.url import canonicalize_url, url_query_cleaner

_DROPPED = re.compile(
    r"(?i)utm_\w+|fbclid|gclid|zarsrc|zalo\w*|_ga|mc_[ce]id|phpsessid|jsessionid|asp\.net_sessionid|sid|print|share"
)
_SESSION = re.compile(r"(?i);jsessionid=[^/?#]*|\(S\([a-z0-9]{24}\)\)/?")
_DEFAULT_PORTS = {"http": 80, "https": 443}


def canonical(url: str, base: str = "") -> str:
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


def same_site(url: str, domain: str) -> bool:
    """Tell whether the URL's host is ``domain`` or one of its subdomains."""
    host = (urlsplit(url).hostname or "").lower()
    domain = domain.lower().removeprefix("www.")
    return host == domain or host.endswith(f".{domain}")
