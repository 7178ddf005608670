"""A reader of the pages of facts over a module's own ``data``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from web.app import close_app, create_app


@pytest.fixture
def reader(data: Path) -> Iterator[FlaskClient]:
    """A reader of the site over ``data``."""
    app = create_app(data, testing=True)
    with app.test_client() as client:
        yield client
    close_app(app)
