"""``python -m cheyuan.site.cli`` is the command ``cheyuan``."""

import sys

from cheyuan.site.cli import main

if __name__ == "__main__":
    sys.exit(main())
