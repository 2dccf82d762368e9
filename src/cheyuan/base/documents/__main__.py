"""The child: one question as JSON on the standard input, the document on the standard output."""

import json
import resource
import sys

import typst

from cheyuan.base.documents.fonts import FOLDER

MEMORY = 2 * 1024**3
CPU_SECONDS = 120


def main() -> int:
    """Set it; exit code 1 with one line when it cannot be set."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    asked = json.load(sys.stdin)
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)])
    try:
        made = typst.Compiler(asked["source"].encode(), root=str(FOLDER), font_paths=fonts).compile(
            format=asked["form"], timestamp=asked["at"], ppi=110 if asked["form"] == "png" else None
        )
    except typst.TypstError as wrong:
        sys.stderr.write(f"{wrong.message}\n")
        return 1
    sys.stdout.buffer.write(made[0] if isinstance(made, list) else made or b"")
    return 0


if __name__ == "__main__":
    sys.exit(main())
