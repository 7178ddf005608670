"""The site over the indexed data, and a reader of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient


@pytest.fixture
def app(indexed_data: Path) -> Iterator[APIFlask]:
    """The site over ``indexed_data``, without rate limits and CSRF tokens."""
    from web.app import close_app, create_app

    made = create_app(indexed_data, testing=True)
    yield made
    close_app(made)


@pytest.fixture
def client(app: APIFlask) -> Iterator[FlaskClient]:
    """A reader of ``app``."""
    with app.test_client() as reader:
        yield reader
