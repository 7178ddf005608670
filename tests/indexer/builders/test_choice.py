"""The settings choose the engine."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.builders.choice import builder_of
from indexer.builders.cluster_settings import ClusterSettings
from indexer.builders.columnar import ColumnarBuilder
from indexer.builders.opensearch import OpenSearchBuilder
from search.backends.choice import source_of
from search.backends.columnar import ColumnarSource
from search.backends.opensearch import OpenSearchSource
from settings import SettingError


def test_without_hosts_the_index_lies_in_the_data_folder(tmp_path: Path) -> None:
    assert isinstance(builder_of(tmp_path), ColumnarBuilder)
    assert isinstance(source_of(tmp_path), ColumnarSource)
    assert ClusterSettings.read({}) is None


def test_with_hosts_it_lies_in_the_cluster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIMTIN_OPENSEARCH_HOSTS", "http://127.0.0.1:1, http://127.0.0.1:2")
    assert isinstance(builder_of(tmp_path), OpenSearchBuilder)
    assert isinstance(source_of(tmp_path), OpenSearchSource)


def test_settings_are_read() -> None:
    read = ClusterSettings.read(
        {
            "TIMTIN_OPENSEARCH_HOSTS": "https://a:9200,https://b:9200",
            "TIMTIN_OPENSEARCH_SHARDS": "3",
            "TIMTIN_OPENSEARCH_USER": "lan",
        }
    )
    assert read is not None
    assert (read.hosts, read.shards, read.user, read.index) == (
        ("https://a:9200", "https://b:9200"),
        3,
        "lan",
        "timtin",
    )
    with pytest.raises(SettingError, match="TIMTIN_OPENSEARCH_SHARDS"):
        ClusterSettings.read({"TIMTIN_OPENSEARCH_HOSTS": "https://a:9200", "TIMTIN_OPENSEARCH_SHARDS": "viele"})
