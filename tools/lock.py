"""Write requirements/*.txt anew from *.in: newest allowed versions with hashes, and no address of any registry."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEAD = "# Made by `make lock` from {name}.in: versions and hashes of everything that is installed.\n"
ADDRESS = re.compile(r"https?://")


def main() -> int:
    """Lock the lists; exit code 1 when an address would get in."""
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "uv"], check=True)
    for name in ("base", "dev", "spark"):
        source, target = ROOT / f"requirements/{name}.in", ROOT / f"requirements/{name}.txt"
        command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11"]
        command += ["--generate-hashes", "--no-emit-index-url", "--no-annotate", "--no-header", str(source)]
        text = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout
        if ADDRESS.search(text):
            print(f"{target.name} would hold an address", file=sys.stderr)
            return 1
        target.write_text(HEAD.format(name=name) + text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
