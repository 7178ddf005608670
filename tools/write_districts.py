"""Write ``vietnamese/entities/districts.tsv``: the districts and communes that ended in July 2025 or in the years before.

The names are those of the General Statistics Office, as releases 0.2 to 0.6 of the PyPI package ``vietnam-provinces`` list them: units
were merged between the releases, so an archive needs them all. Only names and where they belong are taken.

    python tools/write_districts.py 0.2/nested-divisions.json 0.5.0/nested-divisions.json 0.6.0/nested-divisions.json
"""

from __future__ import annotations

import json
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "vietnamese" / "entities" / "districts.tsv"
KINDS = ("tỉnh", "thành phố", "thị xã", "thị trấn", "phường", "quận", "huyện", "xã")

Unit = tuple[str, str]
"""Kind and name."""


def split_name(full: str) -> Unit:
    """Split "Thành phố Hà Nội" into kind and name; numbered units ("Phường 01") lose their nought."""
    text = " ".join(unicodedata.normalize("NFC", full).split())
    kind = next(k for k in KINDS if text.lower().startswith(k + " "))
    name = text[len(kind) + 1 :]
    return kind, name.lstrip("0") if name.isdigit() else name


def read_districts(release: list[dict[str, Any]]) -> Iterator[tuple[str, Unit, list[Unit]]]:
    """Yield (province, district, its communes) of one release."""
    for province in release:
        for district in province["districts"]:
            communes = [split_name(one["name"]) for one in district.get("wards", ())]
            yield split_name(province["name"])[1], split_name(district["name"]), communes


def write_table(releases: list[Path]) -> int:
    """Write every district of the releases, its communes joined; return how many there are."""
    found: dict[tuple[str, Unit], dict[Unit, None]] = defaultdict(dict)
    for path in releases:
        for province, district, communes in read_districts(json.loads(path.read_text(encoding="utf-8"))):
            found[province, district].update(dict.fromkeys(communes))
    lines = ["province\tkind\tname\tcommunes"]
    for (province, (kind, name)), own in sorted(found.items()):
        lines.append("\t".join((province, kind, name, "|".join(" ".join(one) for one in sorted(own)))))
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(found)


if __name__ == "__main__":
    print(write_table([Path(name) for name in sys.argv[1:]]), "districts")
