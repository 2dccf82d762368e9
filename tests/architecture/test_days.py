"""No test keeps the day its file was loaded on: a run that goes past midnight would be red for nothing."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CLOCKS = frozenset({"now", "today"})


def kept(source: str) -> Iterator[int]:
    """Lines where the clock is asked while the file is loaded: outside of functions, in their defaults and decorators."""
    waiting: list[ast.AST] = [ast.parse(source)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in CLOCKS:
            yield node.lineno
        if isinstance(node, ast.Lambda):
            waiting += [one for one in (*node.args.defaults, *node.args.kw_defaults) if one]
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            waiting += [one for one in (*node.args.defaults, *node.args.kw_defaults, *node.decorator_list) if one]
        else:
            waiting += ast.iter_child_nodes(node)


def test_p8_tests_ask_the_clock_when_they_run():
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for folder in (ROOT / "src", ROOT / "tests")
        for path in sorted(folder.rglob("*.py"))
        if "tests" in path.parts
        for line in kept(path.read_text())
    ]
    assert found == []


def test_p8_the_guard_sees_a_day_that_is_kept():
    assert sorted(kept("A = day_of(now())\ndef f(on=today()):\n    return now()\nB = lambda: now()")) == [1, 2]
