"""Compiles the translations (.po → .mo) when they changed, with nothing but Python: a fresh machine has no gettext tools.

Format of .mo: GNU gettext manual, "The Format of GNU MO Files".
"""

import ast
import os
import struct
from pathlib import Path

MAGIC = 0x950412DE


def refresh(root: Path) -> int:
    """Compile every catalogue below ``root`` that is newer than its compiled form; how many were compiled."""
    stale = [source for source in root.glob("**/locale/*/LC_MESSAGES/*.po") if _is_stale(source)]
    for source in stale:
        _write(source.with_suffix(".mo"), compiled(parse(source.read_text("utf-8"))))
    return len(stale)


def _is_stale(source: Path) -> bool:
    target = source.with_suffix(".mo")
    return not target.exists() or target.stat().st_mtime_ns < source.stat().st_mtime_ns


def _write(target: Path, content: bytes) -> None:
    draft = target.with_suffix(f".{os.getpid()}")
    draft.write_bytes(content)
    draft.replace(target)


def parse(text: str) -> dict[str, str]:
    """Key (context and plural as gettext keys them) → translation; without fuzzy, obsolete and empty entries."""
    found: dict[str, str] = {}
    for block in _blocks(text):
        fields = _fields(block)
        words = [fields[name] for name in sorted(fields, key=_form) if name.startswith("msgstr")]
        if not all(words) or any(line.startswith("#,") and "fuzzy" in line for line in block):
            continue
        context = f"{fields['msgctxt']}\x04" if "msgctxt" in fields else ""
        plural = f"\0{fields['msgid_plural']}" if "msgid_plural" in fields else ""
        found[context + fields["msgid"] + plural] = "\0".join(words)
    return found


def _form(name: str) -> int:
    return int(name[7:-1]) if name.startswith("msgstr[") else -1


def _blocks(text: str) -> list[list[str]]:
    """Entries; a new one starts where a comment, context or id follows a translation."""
    blocks: list[list[str]] = [[]]
    translated = False
    for line in (raw.strip() for raw in text.splitlines()):
        if not line or line.startswith("#~"):
            continue
        if translated and (line.startswith(("#", "msgctxt ")) or line.startswith("msgid ")):
            blocks.append([])
            translated = False
        translated = translated or line.startswith("msgstr")
        blocks[-1].append(line)
    return [block for block in blocks if any(line.startswith("msgid ") for line in block)]


def _fields(block: list[str]) -> dict[str, str]:
    fields: dict[str, str] = {}
    name = ""
    for line in block:
        if line.startswith("#"):
            continue
        if not line.startswith('"'):
            name, _, line = line.partition(" ")
            fields[name] = ""
        fields[name] += str(ast.literal_eval(line.strip()))
    return fields


def compiled(entries: dict[str, str]) -> bytes:
    """The .mo file of these entries."""
    keys = sorted(entries)
    ids = [key.encode() for key in keys]
    texts = [entries[key].encode() for key in keys]
    count = len(keys)
    tables = 28 + 16 * count
    first_text = tables + sum(len(one) + 1 for one in ids)
    head = struct.pack("<7I", MAGIC, 0, count, 28, 28 + 8 * count, 0, 0)
    body = b"".join(one + b"\0" for one in ids + texts)
    return head + _table(ids, tables) + _table(texts, first_text) + body


def _table(strings: list[bytes], offset: int) -> bytes:
    out = b""
    for one in strings:
        out += struct.pack("<2I", len(one), offset)
        offset += len(one) + 1
    return out
