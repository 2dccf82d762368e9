"""``cheyuan engine value|score IN.csv OUT.csv``: engines on files, for trying them on data of one's own."""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.module_loading import import_string

from cheyuan.kernel.clock import day_of, now
from cheyuan.kernel.errors import Refused
from cheyuan.site.cli.house import told, wake
from cheyuan.site.cli.shared import Fault, answer

LANGUAGES = ("zh-hans", "en")


def value_words(parser: argparse.ArgumentParser) -> None:
    """The words of ``engine value``."""
    parser.add_argument("--until", type=date.fromisoformat, metavar="DATE", help="the last day that counts")
    parser.add_argument(
        "--discount", type=float, default=0.1, metavar="RATE", help="a year's rate, 0.1 = 10 %% (default)"
    )
    parser.add_argument("--years", type=int, default=10, metavar="N", help="of the lifetime value (default: 10)")
    parser.add_argument(
        "--holdout", type=int, default=0, metavar="DAYS", help="try a fit of the past on the last days too"
    )
    _files(parser)


def score_words(parser: argparse.ArgumentParser) -> None:
    """The words of ``engine score``."""
    parser.add_argument("--as-of", type=date.fromisoformat, metavar="DATE", help="default: today")
    _files(parser)


def _files(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", type=Path, metavar="IN.csv")
    parser.add_argument("target", type=Path, metavar="OUT.csv")
    parser.add_argument("--language", choices=LANGUAGES, default="zh-hans", help="of reasons and complaints")


def value(args: argparse.Namespace) -> int:
    """Transactions (customer, date, amount) → value and chance to come again."""
    return _run(args, _value)


def score(args: argparse.Namespace) -> int:
    """Cars' facts → trade-in score and reasons."""
    return _run(args, _score)


@told
def _run(args: argparse.Namespace, reckon: Callable[[argparse.Namespace], dict[str, Any]]) -> int:
    """Read, reckon, write; what cannot be read is said in words and nothing is written."""
    import_string("cheyuan.base.lake.lightness.light")()
    wake()
    with translation.override(args.language):
        try:
            facts = reckon(args)
        except Refused as refused:
            line = import_string("cheyuan.base.ui.words.say")(refused)
            named = {"row" if name == "line" else name: one for name, one in refused.facts.items()}
            raise Fault(refused.code, line, **named) from refused
    answer(args, facts, *(f"{name}: {one}" for name, one in facts.items()))
    return 0


def _value(args: argparse.Namespace) -> dict[str, Any]:
    if not 0 <= args.discount <= 1 or not 1 <= args.years <= 50 or not 0 <= args.holdout <= 3650:
        raise Refused("sheet_argument")
    found: dict[str, Any] = import_string("cheyuan.insight.scores.files.value.run")(
        args.source, args.target, until=args.until, discount=args.discount, years=args.years, holdout_days=args.holdout
    )
    return found


def _score(args: argparse.Namespace) -> dict[str, Any]:
    found: dict[str, Any] = import_string("cheyuan.insight.scores.files.score.run")(
        args.source, args.target, as_of=args.as_of or day_of(now())
    )
    return found
