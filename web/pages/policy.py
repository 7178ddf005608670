"""``/du-lieu-ca-nhan``: how the site treats personal data, for readers and for the people articles are about."""

from __future__ import annotations

from apiflask import APIBlueprint
from flask import render_template
from flask.typing import ResponseReturnValue

import settings

blueprint = APIBlueprint("policy", __name__, enable_openapi=False)


@blueprint.get("/du-lieu-ca-nhan")
def page() -> ResponseReturnValue:
    """Show the policy."""
    return render_template("policy.html", contact=settings.get("contact"))
