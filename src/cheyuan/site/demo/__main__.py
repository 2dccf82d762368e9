"""``python -m cheyuan.site.demo FOLDER --vehicles N …``: write a demo book and say how long it took."""

import argparse
import resource
import sys
from datetime import date
from pathlib import Path
from time import perf_counter

from cheyuan.kernel.clock import day_of, now
from cheyuan.site.demo.write import write


def _arguments(given: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m cheyuan.site.demo", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--vehicles", type=int, default=3_400)
    parser.add_argument("--owners", type=int, default=3_000)
    parser.add_argument("--visits", type=int, default=None)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--faults", type=int, default=0)
    parser.add_argument("--city", default="广州")
    parser.add_argument("--as-of", type=date.fromisoformat, default=day_of(now()))
    return parser.parse_args(given)


def main(given: list[str]) -> int:
    """Write the book; prints its counts, seconds and the peak of memory (MB)."""
    options, start = vars(_arguments(given)), perf_counter()
    written = write(options.pop("folder"), **options)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{written} in {perf_counter() - start:.1f} s, {peak} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
