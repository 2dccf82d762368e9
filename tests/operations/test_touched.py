"""``make check`` runs the tests of what a change touches, and always the rules of the house."""

import importlib.util
from pathlib import Path

TOOL = Path(__file__).resolve().parents[2] / "tools" / "touched.py"


def test_plt_50_a_change_names_the_tests_of_its_rooms():
    spec = importlib.util.spec_from_file_location("tools_touched", TOOL)
    assert spec
    assert spec.loader
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    files = [
        "src/cheyuan/engage/care/models.py", "src/cheyuan/engage/care/plan/rules.py", "src/cheyuan/kernel/vin.py",
        "tests/flows/test_walls.py", "docs/glossary.md", "src/cheyuan/base/gone_room/x.py", "src/cheyuan/base/__init__.py",
    ]  # fmt: skip
    assert tool.chosen(files) == [
        "src/cheyuan/engage/care", "src/cheyuan/kernel", "tests/architecture", "tests/flows/test_walls.py",
    ]  # fmt: skip
    assert tool.chosen(["src/cheyuan/site/cli/care.py"]) == ["tests/architecture", "tests/operations"]
    assert tool.chosen([]) == ["tests/architecture"]
