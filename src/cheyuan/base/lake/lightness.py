"""Starting quickly: libraries that drivers load when they are installed, and that nothing here uses."""

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec

UNUSED = ("pandas", "polars")


class Absent(MetaPathFinder):
    """Finds nothing, and lets nobody else look."""

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: object = None) -> ModuleSpec | None:
        """ModuleNotFoundError for what is not used."""
        if fullname in UNUSED:
            raise ModuleNotFoundError(fullname, name=fullname)
        return None


def light() -> None:
    """Let them count as not installed, in this process. Only for a process that does nothing but ask the engine."""
    sys.meta_path.insert(0, Absent())
