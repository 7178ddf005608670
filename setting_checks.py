"""What the values of settings must be; each check returns the code of what is wrong in ``words``, "" when nothing is."""

from __future__ import annotations

import ipaddress
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

IMAGE_TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".webp": "image/webp"}
"""Pictures that pages show, by the ending of their file."""

CONTRAST = 4.5
"""Between text and its ground, at least (WCAG 2.2, 1.4.3)."""

LIGHT_GROUND, DARK_GROUND = "#f2efe9", "#262523"
"""The grounds of the site's style sheet on which a colour stands out least, on light and on dark pages."""

_LARGEST = 200 * 1024

_MAIL = re.compile(r"[^\s@<>,;:\"()\[\]]+@[^\s@<>,;:\"()\[\]]+")


@dataclass(frozen=True, slots=True)
class Numbers:
    """The finite numbers from ``lowest`` to ``highest``, both of them included; the whole ones alone when ``whole``."""

    lowest: float
    highest: float
    whole: bool = True

    def read(self, text: str) -> float | None:
        """Return the number that a text writes, None when it is none of these."""
        try:
            read = float(text)
        except ValueError:
            return None
        # nan is in no range, as every comparison with it is false.
        return read if self.lowest <= read <= self.highest and not (self.whole and math.modf(read)[0]) else None

    def bounds(self) -> tuple[str, str]:
        """Return the lowest and the highest as they are typed."""
        return f"{self.lowest:.15g}", f"{self.highest:.15g}"


def luminance(color: str) -> float:
    """Return the relative luminance of a colour ("#rrggbb"), from 0 to 1 (WCAG 2.2)."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def origins_of(text: str) -> tuple[str, ...]:
    """Return the origins of a list with commas between."""
    return tuple(part.strip().rstrip("/") for part in text.split(",") if part.strip())


def _split_address(text: str) -> SplitResult:
    """Return the parts of an address, none of a malformed one: a blank, half a bracket, a port that cannot be."""
    try:
        parts = urlsplit("" if re.search(r"\s", text) else text)
        return parts if parts.port != 0 else urlsplit("")
    except ValueError:
        return urlsplit("")


def _is_web_address(text: str) -> bool:
    parts = _split_address(text)
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _check_address(text: str) -> str:
    parts = _split_address(text)
    sound = _is_web_address(text) and not parts.query and not parts.fragment
    return "" if sound else "settings.not_an_address"


def _check_contact(text: str) -> str:
    # It stands in the header of every request of the crawler, which is ASCII.
    known = _MAIL.fullmatch(text) or _is_web_address(text) or re.fullmatch(r"(mailto|tel):[^\s]+", text)
    return "" if known and text.isascii() else "settings.not_a_contact"


def _check_file(text: str) -> str:
    try:
        with Path(text).open("rb"):
            return ""
    except (OSError, ValueError):
        return "settings.file_missing"


def _check_host(text: str) -> str:
    try:
        text.encode("idna")
    except UnicodeError:
        return "settings.not_a_host"
    return "" if re.fullmatch(r"[\w.:%-]+", text) else "settings.not_a_host"


def _check_hosts(text: str) -> str:
    hosts = [host.strip() for host in text.split(",") if host.strip()]
    sound = hosts and all(_is_web_address(host if "://" in host else f"http://{host}") for host in hosts)
    return "" if sound else "settings.not_hosts"


def _check_index(text: str) -> str:
    return "" if re.fullmatch(r"[a-z0-9][a-z0-9_.-]{0,200}", text) else "settings.not_a_name"


def _check_language(text: str) -> str:
    return "" if re.fullmatch(r"(vi|en)([_.-].*)?", text, re.IGNORECASE) else "settings.not_a_language"


def _check_mail(text: str) -> str:
    return "" if _MAIL.fullmatch(text) else "settings.not_a_mail"


def _check_mails(text: str) -> str:
    addresses = [part.strip() for part in text.split(",") if part.strip()]
    return "" if addresses and all(map(_MAIL.fullmatch, addresses)) else "settings.not_mails"


def networks_of(text: str) -> list[Network]:
    """Return the networks of a list with commas between. Raises ValueError when one is none."""
    return [ipaddress.ip_network(part.strip(), strict=False) for part in text.split(",") if part.strip()]


def _check_networks(text: str) -> str:
    try:
        networks_of(text)
    except ValueError:
        return "settings.not_networks"
    return ""


def _check_text(text: str) -> str:
    return "settings.not_one_line" if re.search(r"[\x00-\x1f\x7f\u2028\u2029\ud800-\udfff]", text) else ""


def _check_webhook(text: str) -> str:
    return "" if _is_web_address(text) else "settings.not_a_webhook"


def _accept(text: str) -> str:
    return ""


def _check_color(text: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        return "settings.not_a_color"
    return "" if contrast(text, LIGHT_GROUND) >= CONTRAST else "settings.color_faint"


def _check_image(text: str) -> str:
    if Path(text).suffix.lower() not in IMAGE_TYPES:
        return "settings.image_unknown"
    try:
        size = len(Path(text).read_bytes())
    except OSError:
        return "settings.image_missing"
    return "settings.image_too_large" if size > _LARGEST else ""


def _check_origins(text: str) -> str:
    if text in ("*", "none"):
        return ""
    origins = origins_of(text)
    sound = origins and all(re.fullmatch(r"https?://[a-zA-Z0-9.\-\[\]:]+", origin) for origin in origins)
    return "" if sound else "settings.not_origins"


def is_database_address(text: str) -> bool:
    """Tell whether a text can be the address of a PostgreSQL database."""
    return _split_address(text).scheme in ("postgresql", "postgres")


def _check_database(text: str) -> str:
    return "" if is_database_address(text) else "settings.not_a_database"


def _check_prefix(text: str) -> str:
    return "" if re.fullmatch(r"[a-z][a-z0-9_]{0,20}", text.replace("{folder}", "f")) else "settings.not_a_name"


CHECKS: Mapping[str, Callable[[str], str]] = {
    "address": _check_address,
    "color": _check_color,
    "contact": _check_contact,
    "database": _check_database,
    "file": _check_file,
    "host": _check_host,
    "hosts": _check_hosts,
    "image": _check_image,
    "index": _check_index,
    "language": _check_language,
    "mail": _check_mail,
    "mails": _check_mails,
    "networks": _check_networks,
    "origins": _check_origins,
    "path": _accept,
    "prefix": _check_prefix,
    "secret": _accept,
    "text": _check_text,
    "webhook": _check_webhook,
}
