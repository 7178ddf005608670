"""The crowds that the server is measured under."""

from __future__ import annotations

import socket

import pytest

from bench.load.crowd import KINDS, Crowd


@pytest.mark.parametrize("kind", KINDS)
def test_a_crowd_keeps_its_number_and_opens_again_what_was_ended(kind: str) -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=20) as listener:
        listener.settimeout(5)
        crowd = Crowd(listener.getsockname(), kind, 5)
        assert crowd.keep() == 5
        accepted = [listener.accept()[0] for _ in range(5)]
        for connection in accepted:
            connection.close()
        crowd.keep()
        assert crowd.keep() == 5
        if kind != "unread":
            assert crowd.ended == 5
        crowd.close()
