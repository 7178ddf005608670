"""What the values of some settings must be; each check returns the code of what is wrong in ``words``, "" when nothing is."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

IMAGE_TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".webp": "image/webp"}
"""Pictures that pages show, by the ending of their file."""

CONTRAST = 4.5
"""Between text and its ground, at least (WCAG 2.2, 1.4.3)."""

LIGHT_GROUND, DARK_GROUND = "#f2efe9", "#262523"
"""The grounds of the site's style sheet on which a colour stands out least, on light and on dark pages."""

_LARGEST = 200 * 1024


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


def _check_address(text: str) -> str:
    parts = _split_address(text)
    sound = parts.scheme in ("http", "https") and parts.hostname and not parts.query and not parts.fragment
    return "" if sound else "settings.not_an_address"


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
    return "" if re.fullmatch(r"[a-z][a-z0-9_]{0,20}", text.replace("{folder}", "f")) else "settings.not_a_prefix"


CHECKS: Mapping[str, Callable[[str], str]] = {
    "address": _check_address,
    "color": _check_color,
    "database": _check_database,
    "image": _check_image,
    "origins": _check_origins,
    "prefix": _check_prefix,
}
