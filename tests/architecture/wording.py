"""What the sources ask to be translated and what the catalogues answer, read with nothing but Python and Django."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

from cheyuan.site.words import _blocks, _fields, parse

ROOT = Path(__file__).resolve().parents[2] / "src/cheyuan"
PLAIN = {"_", "gettext", "gettext_lazy", "gettext_noop"}
PLURAL = {"ngettext", "ngettext_lazy"}
CONTEXT = {"pgettext", "pgettext_lazy"}
QUOTED = re.compile(r"""(?<![\w.])(?:_|gettext|ngettext|pgettext|npgettext)\(u?['"]""")
HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Asked:
    """A text that is shown translated, and where it stands."""

    key: str
    place: str


def catalogues(root: Path = ROOT) -> Iterator[Path]:
    """The Chinese catalogues of all apps."""
    yield from sorted(root.glob("**/locale/zh_Hans/LC_MESSAGES/django.po"))


def asked(root: Path = ROOT) -> Iterator[Asked]:
    """Every text that sources and templates give to gettext, tests apart."""
    for path in sorted(root.glob("**/*.py")):
        if not {"tests", "testing", "migrations"} & set(path.relative_to(root).parts):
            yield from _of(path.read_text(), str(path.relative_to(root)))
    for path in sorted([*root.glob("**/templates/**/*.html"), *root.glob("**/templates/**/*.txt")]):
        yield from _in_template(path.read_text(), str(path.relative_to(root)))


def _of(source: str, place: str) -> Iterator[Asked]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and (key := _key(node)):
            yield Asked(key, f"{place}:{node.lineno}")


def _key(call: ast.Call) -> str | None:
    """As gettext keys it: context before \\4, plural after \\0."""
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    words = [one.value for one in call.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    if name in PLAIN and len(words) == 1 == len(call.args):
        return words[0]
    if name in PLURAL and len(words) == 2:
        return f"{words[0]}\0{words[1]}"
    return f"{words[0]}\4{words[1]}" if name in CONTEXT and len(words) == 2 else None


def _in_template(source: str, place: str) -> Iterator[Asked]:
    """Django turns a template into lines of calls, everything else into X; each call is read as Python."""
    text = templatize(source)
    for found in QUOTED.finditer(text):
        if key := _call_at(text, found.start()):
            yield Asked(key, f"{place}:{text.count(chr(10), 0, found.start()) + 1}")


def _call_at(text: str, start: int) -> str | None:
    end = start
    while (end := text.find(")", end + 1)) >= 0:
        try:
            node = ast.parse(text[start : end + 1], mode="eval").body
        except SyntaxError:
            continue
        return _key(node) if isinstance(node, ast.Call) else None
    return None


def untranslated(wanted: list[Asked], known: set[str]) -> list[str]:
    """Texts without a Chinese form, except those that are Chinese already."""
    return sorted(f"{one.place}: {one.key!r}" for one in wanted if one.key not in known and not HAN.search(one.key))


def known(paths: list[Path]) -> set[str]:
    """All keys that some catalogue translates; a plural is also known by its singular, as Django asks for it."""
    keys = {key for path in paths for key in parse(path.read_text("utf-8"))}
    return keys | {key.partition("\0")[0] for key in keys}


def dropped(path: Path) -> list[str]:
    """Entries of a catalogue that do not count: empty or fuzzy."""
    text = path.read_text("utf-8")
    counted = {key.partition("\0")[0].rpartition("\4")[2] for key in parse(text)}
    return [one["msgid"] for one in map(_fields, _blocks(text)) if one["msgid"] not in counted]


def contradictions(paths: list[Path]) -> dict[str, dict[str, str]]:
    """Texts that two catalogues translate differently: only one of them would ever be seen."""
    answers: dict[str, dict[str, str]] = defaultdict(dict)
    for path in paths:
        for key, words in parse(path.read_text("utf-8")).items():
            answers[key][path.parents[3].name] = words
    return {key: said for key, said in answers.items() if key and len(set(said.values())) > 1}
