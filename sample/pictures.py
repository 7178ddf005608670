"""Draws the pictures of the sample portal, so that no photograph is carried along."""

from __future__ import annotations

import struct
import zlib

WIDTH, HEIGHT = 320, 180


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def draw_picture(seed: int) -> bytes:
    """Draw a 320 x 180 RGB landscape (sky, hills, field) whose colours and slopes follow from ``seed``."""
    horizon = 70 + seed * 13 % 50
    slope = 1 + seed % 4
    sky = (120 + seed * 7 % 60, 160 + seed * 5 % 60, 220)
    hill = (60 + seed * 11 % 50, 110 + seed * 3 % 50, 80)
    field = (150 + seed * 17 % 60, 170, 90)
    rows = bytearray()
    for y in range(HEIGHT):
        rows.append(0)  # every PNG row starts with its filter; 0 is none
        for x in range(WIDTH):
            edge = horizon + abs((x * slope + seed * 29) % 160 - 80) // 3
            rows += bytes(sky if y < edge else hill if y < edge + 30 else field)
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(bytes(rows), 6))
        + _chunk(b"IEND", b"")
    )


def draw_logo() -> bytes:
    """Draw the portal's logo: a plain mountain over a river."""
    return (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64" viewBox="0 0 64 64">'
        b'<circle cx="32" cy="32" r="31" fill="#1d5c3f"/><path d="M8 42 26 16 37 31 43 24 56 42Z" fill="#f0e2a8"/>'
        b'<path d="M8 46q12-5 24 0t24 0" stroke="#9fd0e6" stroke-width="4" fill="none"/></svg>'
    )
