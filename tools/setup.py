"""Make or refresh ``.venv`` from the hashed requirements; does nothing when they are unchanged.

Run with any Python 3.11 or newer and nothing else installed: ``python3.11 tools/setup.py [base|dev|spark]``.
"""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin/python"
STAMP = VENV / ".cheyuan-setup"
COMMAND = """#!{python}
import sys

from cheyuan.site.cli import main

sys.exit(main())
"""


def wanted(what: str) -> str:
    """Hash of what must be installed: the lock file and the Python that runs it."""
    lock = (ROOT / f"requirements/{what}.txt").read_bytes()
    return hashlib.sha256(lock + sys.version.encode() + str(VENV).encode()).hexdigest()


def installed() -> set[str]:
    """Hashes of what is installed."""
    try:
        return set(STAMP.read_text().split()) if PYTHON.exists() else set()
    except FileNotFoundError:
        return set()


def ready(what: str) -> bool:
    """Is ``what`` (base, or dev which holds base, or spark beside them) there?"""
    there = installed()
    return wanted(what) in there or (what == "base" and wanted("dev") in there)


def install(what: str) -> None:
    """Install it, every file checked against its hash; the product itself is linked, not copied."""
    if not PYTHON.exists():
        venv.create(VENV, with_pip=True)
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--quiet", "--disable-pip-version-check", "--no-input"]
    subprocess.run([*pip, "--require-hashes", "-r", str(ROOT / f"requirements/{what}.txt")], check=True)
    link()
    STAMP.write_text("\n".join({wanted(what)} | (set() if what == "dev" else installed())))


def link() -> None:
    """Let this environment import ``src`` and give it the command ``cheyuan``."""
    library = VENV / f"lib/python{sys.version_info.major}.{sys.version_info.minor}/site-packages"
    (library / "cheyuan.pth").write_text(f"{ROOT / 'src'}\n")
    command = VENV / "bin/cheyuan"
    command.unlink(missing_ok=True)
    command.write_text(COMMAND.format(python=PYTHON))
    os.chmod(command, 0o755)


def main() -> int:
    """Say what is done; exit code 1 with one line when it cannot be done."""
    what = sys.argv[1] if len(sys.argv) > 1 else "base"
    if sys.version_info < (3, 11):
        print("Python 3.11 or newer is needed", file=sys.stderr)
        return 1
    if not ready(what):
        print("installing libraries into .venv …", flush=True)
        try:
            install(what)
        except subprocess.CalledProcessError as wrong:
            print(f"the libraries could not be installed (exit code {wrong.returncode})", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
