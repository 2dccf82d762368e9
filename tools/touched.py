"""Which tests a change may break first: those of the rooms it touches, and the rules of the house. For ``make check``."""

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ALWAYS = "tests/architecture"
SITE = "tests/operations"


def chosen(files: Iterable[str]) -> list[str]:
    """Folders and files of tests for changed files, named from the project's root."""
    found = {ALWAYS}
    for file in files:
        match file.split("/"):
            case ["src", "cheyuan", "site", *_]:
                found.add(SITE)
            case ["src", "cheyuan", "kernel", *_]:
                found.add("src/cheyuan/kernel")
            case ["src", "cheyuan", floor, room, *rest] if rest:
                found.add(f"src/cheyuan/{floor}/{room}")
            case ["tests", _folder, *_, name] if name.startswith("test_") and name.endswith(".py"):
                found.add(file)
    return sorted(one for one in found if (ROOT / one).exists())


def changed() -> list[str]:
    """What differs from the common line with the origin's main, committed or not; of a clean main its last commit."""
    base = _git("merge-base", "HEAD", "origin/main") or _git("rev-parse", "HEAD")
    since = [
        *_git("diff", "--name-only", base).splitlines(),
        *_git("ls-files", "-o", "--exclude-standard").splitlines(),
    ]
    return since or _git("diff", "--name-only", "HEAD~1", "HEAD").splitlines()


def _git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""


if __name__ == "__main__":
    sys.stdout.write(" ".join(chosen(changed())) + "\n")
