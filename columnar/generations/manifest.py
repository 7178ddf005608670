"""What a generation is made of: its manifest, sealed, read back and held against the files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from columnar.errors import IndexDamaged
from columnar.files.checksums import VERIFIED
from columnar.schema import Schema

FORMAT = 6
"""Raise when the files of a generation change their meaning: those of another format are written afresh."""

MANIFEST = "manifest.json"
DELETED = "deleted.arr"
PAYLOAD = "payload.tsv"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation is made of. ``segments``: file names in order; ``files``: name -> {"bytes", "sha256"}.

    ``made_by`` and ``up_to`` are the caller's: the version of what made the documents, and how far its source was read.
    """

    generation: str
    schema: Schema
    made_by: str
    up_to: int
    documents: int
    live: int
    segments: tuple[str, ...]
    files: Mapping[str, Mapping[str, Any]]


def sealed_manifest(manifest: Manifest, files: Mapping[str, Mapping[str, Any]]) -> bytes:
    """Return the manifest as its file, with the sizes and hashes of ``files`` and a seal over everything."""
    content = {
        "generation": manifest.generation,
        "schema": manifest.schema.as_json(),
        "made_by": manifest.made_by,
        "up_to": manifest.up_to,
        "documents": manifest.documents,
        "live": manifest.live,
        "segments": list(manifest.segments),
        "files": files,
    }
    content = json.loads(json.dumps(content))  # As it is read back: lists for tuples.
    sealed = {**content, "format": FORMAT, "seal": _seal(content)}
    return json.dumps(sealed, ensure_ascii=False, indent=1).encode()


def _seal(content: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def read_manifest(folder: Path) -> Manifest:
    """Read a generation's manifest. Raises IndexDamaged when it is missing, changed or of another format."""
    try:
        content = json.loads((folder / MANIFEST).read_text("utf-8"))
        seal, number = content.pop("seal", None), content.pop("format", FORMAT)
        if number != FORMAT:
            raise ValueError(f"another version wrote it: it is of format {number}, and {FORMAT} is read")
        if seal != _seal(content):
            raise ValueError("it was changed")
        schema = Schema.from_json(content.pop("schema"))
        return Manifest(schema=schema, **{**content, "segments": tuple(content["segments"])})
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise IndexDamaged("columnar.manifest_unusable", folder=folder.name, why=error) from None


def verify(folder: Path, *, full: bool = True, again: bool = True) -> list[str]:
    """Find the problems of a generation, one line each, empty when sound.

    ``full`` hashes every file (only those not known to be sound when ``again`` is False), else looks at sizes.
    """
    try:
        manifest = read_manifest(folder)
    except IndexDamaged as error:
        return [str(error)]
    problems: list[str] = []
    for name, known in manifest.files.items():
        path = folder / name
        try:
            if path.stat().st_size != known["bytes"]:
                problems.append(f"{folder.name}/{name} has the wrong size")
            elif full and not VERIFIED.matches(path, known["sha256"], again=again):
                problems.append(f"{folder.name}/{name} is damaged (wrong sha256)")
        except OSError as error:
            problems.append(f"{folder.name}/{name} cannot be read ({error.strerror})")
    return problems
