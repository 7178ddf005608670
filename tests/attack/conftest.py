"""A whole site with everything on that production has, and a signed-in admin."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from apiflask import APIFlask

from tests.support.form_client import FormClient, first_admin
from web.app import close_app, create_app


@pytest.fixture(scope="module")
def app(indexed_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[APIFlask]:
    """The site over a copy of the indexed data."""
    data = tmp_path_factory.mktemp("attacked") / "data"
    shutil.copytree(indexed_data, data)
    made = create_app(data)
    made.config["DATA"] = data
    yield made
    close_app(made)


@pytest.fixture(scope="module")
def admin(app: APIFlask) -> FormClient:
    """A signed-in admin."""
    return first_admin(app, app.config["DATA"])
