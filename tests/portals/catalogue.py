"""Every family with its versions, as the tests and the gate go through them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from tests.portals.drupal import DrupalPortal
from tests.portals.joomla import JoomlaPortal
from tests.portals.laravel import LaravelPortal
from tests.portals.legacy_asp import LegacyAspPortal
from tests.portals.liferay import LiferayPortal
from tests.portals.material import Truth
from tests.portals.nukeviet import NukeVietPortal
from tests.portals.nukeviet_themes import THEMES
from tests.portals.sharepoint import SharePointPortal
from tests.portals.sharepoint_layouts import LAYOUTS
from tests.portals.site import Portal
from tests.portals.wordpress import WordPressPortal
from tests.portals.wordpress_themes import THEMES as WORDPRESS_THEMES

Made = Callable[[Sequence[Truth]], Portal]

PORTALS: dict[str, Made] = {
    **{f"nukeviet {theme}": partial(NukeVietPortal, theme=theme) for theme in THEMES},
    "wordpress classic": lambda truths: WordPressPortal(truths, version="classic"),
    "wordpress blocks, interface closed": lambda truths: WordPressPortal(truths, version="blocks", interface=False),
    **{f"wordpress {theme}": partial(WordPressPortal, version=theme, interface=False) for theme in WORDPRESS_THEMES},
    **{f"joomla {version}": partial(JoomlaPortal, version=version) for version in ("3", "4", "5")},
    **{f"drupal {version}": partial(DrupalPortal, version=version) for version in ("7", "9", "10")},
    **{f"sharepoint {version}": partial(SharePointPortal, version=version) for version in LAYOUTS},
    "sharepoint publishing": lambda truths: SharePointPortal(truths, version="publishing"),
    "sharepoint 2010": lambda truths: SharePointPortal(truths, version="2010"),
    "liferay 7": lambda truths: LiferayPortal(truths, version="7"),
    "liferay 6": lambda truths: LiferayPortal(truths, version="6"),
    "liferay 7.4": lambda truths: LiferayPortal(truths, version="7.4"),
    "liferay journal": lambda truths: LiferayPortal(truths, version="journal"),
    "laravel tailwind": lambda truths: LaravelPortal(truths, version="tailwind"),
    "laravel bootstrap": lambda truths: LaravelPortal(truths, version="bootstrap"),
    "laravel plain": lambda truths: LaravelPortal(truths, version="plain"),
    "legacy_asp tcvn3": lambda truths: LegacyAspPortal(truths, version="tcvn3"),
    "legacy_asp vni": lambda truths: LegacyAspPortal(truths, version="vni"),
}
