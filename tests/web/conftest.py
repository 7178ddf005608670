"""The site over the indexed data, and a reader of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient
from lxml import etree

from tests.support.paths import DATA


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


PUBLIC = "http://localhost"
"""The public address that tests give a site."""


@pytest.fixture
def public(app: APIFlask, monkeypatch: pytest.MonkeyPatch) -> Iterator[FlaskClient]:
    """A reader of ``app`` whose public address is set."""
    monkeypatch.setenv("TIMTIN_PUBLIC_URL", PUBLIC)
    with app.test_client() as reader:
        yield reader


@pytest.fixture(scope="session")
def read_valid() -> Callable[[bytes, str], etree._Element]:
    """What returns the root of a document that a schema of ``tests/data/schemas`` allows, and fails with what it does not."""

    def read(document: bytes, schema: str) -> etree._Element:
        allowed = etree.RelaxNG(etree.parse(DATA / "schemas" / f"{schema}.rng"))
        root = etree.fromstring(document)
        assert allowed.validate(root), allowed.error_log
        return root

    return read
