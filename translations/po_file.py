"""Reading and writing of a gettext catalogue in its text form (.po), as far as the project uses it: no contexts, two forms."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_HEADER = {
    "Project-Id-Version": "timtin",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """What a text is in the other language: ``one`` form, or ``one`` and ``many`` where the text counts."""

    one: str
    many: str = ""
    counts: bool = False

    def form(self, n: int | float | None) -> str:
        """Return the form for a number of things; the singular without one."""
        return self.one if not self.counts or n is None or n == 1 else self.many

    @property
    def missing(self) -> bool:
        """Whether a form is still to be written."""
        return not self.one or (self.counts and not self.many)


def read_po(text: str) -> dict[str, Entry]:
    """Return the entries by msgid. Raises ValueError for a line that is no part of a catalogue."""
    entries: dict[str, Entry] = {}
    fields: dict[str, str] = {}
    last = ""

    def finish() -> None:
        nonlocal last
        if fields.get("msgid"):
            counts = "msgid_plural" in fields
            one = fields.get("msgstr[0]" if counts else "msgstr", "")
            entries[fields["msgid"]] = Entry(one, fields.get("msgstr[1]", ""), counts)
        fields.clear()
        last = ""

    for line in text.split("\n"):
        if line.startswith('"'):
            fields[last] += json.loads(line)
        elif line.startswith("msg"):
            key, _, rest = line.partition(" ")
            if key == "msgid":
                finish()
            fields[key], last = json.loads(rest), key
        elif line.strip() and not line.startswith("#"):
            raise ValueError(f"no line of a catalogue: {line!r}")
    finish()
    return entries


def write_po(entries: Mapping[str, Entry]) -> str:
    """Return a catalogue: sorted by msgid, without places and days, so that two people's additions do not meet."""
    header = "".join(f"{name}: {value}\n" for name, value in _HEADER.items())
    blocks = [_block("", Entry(header))]
    blocks += [_block(text, entry) for text, entry in sorted(entries.items())]
    return "\n".join(blocks)


def _block(text: str, entry: Entry) -> str:
    if not entry.counts:
        return "".join(_lines((("msgid", text), ("msgstr", entry.one))))
    pairs = (("msgid", text), ("msgid_plural", text), ("msgstr[0]", entry.one), ("msgstr[1]", entry.many))
    return "".join(_lines(pairs))


def _lines(pairs: Iterable[tuple[str, str]]) -> Iterable[str]:
    for key, value in pairs:
        parts = value.splitlines(keepends=True)
        if len(parts) > 1:
            yield f'{key} ""\n'
            yield from (f"{json.dumps(part, ensure_ascii=False)}\n" for part in parts)
        else:
            yield f"{key} {json.dumps(value, ensure_ascii=False)}\n"
