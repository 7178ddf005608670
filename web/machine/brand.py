"""How a portal's site looks: ``/thuong-hieu.css`` with its colour, ``/bieu-trung`` with its logo, and the icon browsers ask for.

The settings (``docs/brand.md``) are checked before the site starts.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from apiflask import APIBlueprint, APIFlask
from flask import Response, abort
from flask.typing import ResponseReturnValue

import settings
from setting_checks import CONTRAST, DARK_GROUND, IMAGE_TYPES, contrast
from web.urls import page_path
from web.wire import FOREVER

blueprint = APIBlueprint("brand", __name__, enable_openapi=False)

OWN_NAME = "Tìm Tin"
"""What the site is called where no setting says: written in two colours."""

_DAY = "public, max-age=86400"


def register_brand(app: APIFlask) -> None:
    """Give the templates what the settings say of name, heading, logo and colour."""
    app.jinja_env.globals.update(
        is_own_name=settings.get("site_name") == OWN_NAME,
        start_text=settings.get("start_text"),
        brand_logo=logo_address,
        brand_style=style_address,
    )


def logo_address() -> str:
    """Return the address of the logo, "" without one."""
    return page_path("brand.logo", v=_logo()[1]) if settings.get("brand_logo") else ""


def style_address() -> str:
    """Return the address of the style sheet with the portal's colour, "" without one."""
    color = settings.get("brand_color")
    return page_path("brand.style", v=color.lstrip("#")) if color else ""


@lru_cache
def dark_variant(color: str) -> str:
    """Return a colour ("#rrggbb"), as much lighter as text on a dark page needs it to be."""
    parts = [int(color[at : at + 2], 16) for at in (1, 3, 5)]
    for step in range(101):
        lighter = "#" + "".join(f"{round(c + (255 - c) * step / 100):02x}" for c in parts)
        if contrast(lighter, DARK_GROUND) >= CONTRAST:
            return lighter
    return "#ffffff"


@lru_cache
def _logo() -> tuple[bytes, str]:
    content = Path(settings.get("brand_logo")).read_bytes()
    return content, sha256(content).hexdigest()[:12]


@lru_cache
def _own_icon() -> bytes:
    return (Path(__file__).parents[1] / "static" / "favicon.ico").read_bytes()


@blueprint.get("/bieu-trung")
def logo() -> ResponseReturnValue:
    """Send the logo."""
    name = settings.get("brand_logo")
    if not name:
        abort(404)
    return Response(_logo()[0], content_type=IMAGE_TYPES[Path(name).suffix.lower()], headers={"Cache-Control": FOREVER})


@blueprint.get("/thuong-hieu.css")
def style() -> ResponseReturnValue:
    """Send the colour as the variables of the site's style sheet."""
    color = settings.get("brand_color")
    if not color:
        abort(404)
    css = (
        f":root{{--accent:{color};--on-accent:#ffffff}}"
        f"@media (prefers-color-scheme:dark){{:root{{--accent:{dark_variant(color)};--on-accent:#161615}}}}"
    )
    return Response(css, content_type="text/css; charset=utf-8", headers={"Cache-Control": FOREVER})


@blueprint.get("/favicon.ico")
def icon() -> ResponseReturnValue:
    """Send the icon where browsers look for it that no page has told another."""
    if settings.get("brand_logo"):
        return logo()
    return Response(_own_icon(), content_type="image/x-icon", headers={"Cache-Control": _DAY})
