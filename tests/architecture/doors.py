"""Reading the house's own imports, for the rules that import-linter cannot say."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

SOURCE = Path(__file__).resolve().parents[2] / "src"
DOORS = frozenset({"actions", "queries", "events", "rights", "exports", "metrics", "intake"})
# Registers into which an app above puts something of its own: told upwards, never asked.
REGISTERS = frozenset({"panels", "lives", "persons", "merging", "declaring", "expressing", "fields"})
GUARDED = ("records", "insight", "engage")


class Import(NamedTuple):
    """One import of one file."""

    file: str
    line: int
    target: str


def files(root: Path = SOURCE) -> Iterator[Path]:
    """Our own Python files without tests and migrations."""
    for path in sorted((root / "cheyuan").rglob("*.py")):
        if "tests" not in path.parts and "migrations" not in path.parts:
            yield path


def imports(path: Path, root: Path = SOURCE) -> Iterator[Import]:
    """The imports of our own modules in a file, those only for types left out."""
    tree = ast.parse(path.read_text())
    typing_only = {id(node) for one in ast.walk(tree) if _for_types(one) for node in ast.walk(one)}
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("cheyuan."):
            for alias in node.names:
                yield Import(str(path.relative_to(root)), node.lineno, f"{node.module}.{alias.name}")
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.startswith("cheyuan."):
                    yield Import(str(path.relative_to(root)), node.lineno, alias.name)


def _for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def room(dotted: str) -> tuple[str, ...]:
    """Floor and app of a module: cheyuan.records.customers.queries → (records, customers)."""
    return tuple(dotted.split(".")[1:3])


def trespasses(path: Path, root: Path = SOURCE) -> Iterator[Import]:
    """Imports that enter another guarded app otherwise than through its doors. The top floor may enter everywhere."""
    own = room(".".join(path.relative_to(root).with_suffix("").parts))
    if own[0] == "site":
        return
    for one in imports(path, root):
        target = room(one.target)
        inside = (*one.target.split(".")[3:4], "")[0]
        if target[0] in GUARDED and target != own and inside not in DOORS | REGISTERS:
            yield one
