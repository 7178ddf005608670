"""Portal families, one a module: recognised by a page, with their URL patterns and template selectors."""

from __future__ import annotations

from crawler.html.address_kinds import SKIP
from crawler.html.page import Page
from crawler.portals.drupal import DRUPAL
from crawler.portals.family import Family, Hints
from crawler.portals.joomla import JOOMLA
from crawler.portals.laravel import LARAVEL
from crawler.portals.legacy_asp import LEGACY_ASP
from crawler.portals.liferay import LIFERAY
from crawler.portals.nukeviet import NUKEVIET
from crawler.portals.sharepoint import SHAREPOINT
from crawler.portals.wordpress import WORDPRESS

_ALL: tuple[Family, ...] = (NUKEVIET, WORDPRESS, JOOMLA, DRUPAL, SHAREPOINT, LIFERAY, LARAVEL, LEGACY_ASP)
FAMILIES: dict[str, Family] = {f.name: f for f in _ALL}
GENERIC = Family()
_SURE = 0.5


def family_of(page: Page, declared: str = "") -> Family:
    """Return the family that recognises ``page``, else the ``declared`` one, else the generic one.

    The page comes first: a portal that moved to another system is read right before anyone changes its declaration.
    """
    told = {name: family.recognise(page) for name, family in FAMILIES.items()}
    best = max(told, key=told.__getitem__)
    if declared in told and told[declared] >= told[best]:
        return FAMILIES[declared]
    return FAMILIES[best] if told[best] >= _SURE else FAMILIES.get(declared, GENERIC)


__all__ = ["FAMILIES", "GENERIC", "SKIP", "Family", "Hints", "family_of"]
