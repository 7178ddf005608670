"""Every family with its versions, as the tests and the gate go through them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from tests.portals.laravel import LaravelPortal
from tests.portals.legacy_asp import LegacyAspPortal
from tests.portals.liferay import LiferayPortal
from tests.portals.material import Truth
from tests.portals.nukeviet import NukeVietPortal
from tests.portals.nukeviet_themes import THEMES
from tests.portals.sharepoint import SharePointPortal
from tests.portals.site import Portal
from tests.portals.wordpress import WordPressPortal

Made = Callable[[Sequence[Truth]], Portal]

PORTALS: dict[str, Made] = {
    **{f"nukeviet {theme}": partial(NukeVietPortal, theme=theme) for theme in THEMES},
    "wordpress classic": lambda truths: WordPressPortal(truths, version="classic"),
    "wordpress blocks, interface closed": lambda truths: WordPressPortal(truths, version="blocks", interface=False),
    "sharepoint publishing": lambda truths: SharePointPortal(truths, version="publishing"),
    "sharepoint 2010": lambda truths: SharePointPortal(truths, version="2010"),
    "liferay 7": lambda truths: LiferayPortal(truths, version="7"),
    "liferay 6": lambda truths: LiferayPortal(truths, version="6"),
    "laravel bootstrap": lambda truths: LaravelPortal(truths, version="bootstrap"),
    "laravel plain": lambda truths: LaravelPortal(truths, version="plain"),
    "legacy_asp tcvn3": lambda truths: LegacyAspPortal(truths, version="tcvn3"),
    "legacy_asp vni": lambda truths: LegacyAspPortal(truths, version="vni"),
}
