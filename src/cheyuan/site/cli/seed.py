"""``cheyuan seed``: a reproducible invented world with its people's logins. Never beside real data, never on an open port."""

import argparse
import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
from django.utils.module_loading import import_string

from cheyuan.kernel.clock import day_of, now
from cheyuan.site.cli.house import told, wake
from cheyuan.site.cli.shared import Fault
from cheyuan.site.config import Config, load
from cheyuan.site.demo.world import world

REAL = """
SELECT EXISTS (SELECT FROM accounts_account WHERE NOT is_demo)
    OR EXISTS (SELECT FROM tenancy_store s JOIN customers_customer c ON c.store_id = s.id WHERE NOT s.is_demo)
"""
SOME = "SELECT EXISTS (SELECT FROM tenancy_store WHERE is_demo)"


def add(parser: argparse.ArgumentParser) -> None:
    """How large, and where to write who is in it."""
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="the same number makes the same world")
    parser.add_argument("--groups", type=int, default=1, metavar="G")
    parser.add_argument("--stores", type=int, default=2, metavar="S", help="in all groups together")
    parser.add_argument("--owners", type=int, default=3000, metavar="K", help="in all stores together")
    parser.add_argument("--as-of", type=date.fromisoformat, default=None, metavar="DATE", help="default: today")
    parser.add_argument("--fresh", action="store_true", help="throw an earlier invented world away first")
    parser.add_argument(
        "--json", nargs="?", const="-", metavar="FILE", help="write the world as JSON there (- or nothing: here)"
    )


@told
def run(args: argparse.Namespace) -> int:
    """Make it."""
    today = day_of(now())
    if args.as_of and args.as_of > today:
        raise Fault(
            "day_future", f"--as-of {args.as_of} lies ahead: the world's people work until that day, today at most"
        )
    _guard(load(), args.fresh)
    wake()
    made = world(seed=args.seed, groups=args.groups, stores=args.stores, owners=args.owners, as_of=args.as_of or today)
    import_string("cheyuan.site.seeding.world.write")(made, lambda line: print(line, file=sys.stderr, flush=True))
    _print(args.json, import_string("cheyuan.site.seeding.world.described")(made))
    return 0


def _guard(config: Config, fresh: bool) -> None:
    if not config.loopback:
        raise Fault("unsafe_bind", f"seed makes known logins and refuses while CHEYUAN_BIND is {config.bind}")
    with psycopg.connect(config.owner_url(), autocommit=True) as link:
        if link.execute("SELECT to_regclass('customers_customer') IS NULL").fetchone() == (True,):
            raise Fault("not_migrated", "run cheyuan migrate first")
        if link.execute(REAL.encode()).fetchone() == (True,):
            raise Fault("real_data", "seed refuses: this database holds real people or customers")
        if link.execute(SOME).fetchone() == (False,):
            return
        if not fresh:
            raise Fault("seeded", "there is an invented world already; --fresh throws it away")
        link.execute("DROP SCHEMA public CASCADE")
        link.execute("CREATE SCHEMA public")
    subprocess.run([sys.executable, "-m", "cheyuan.site.cli", "migrate"], check=True, stdout=subprocess.DEVNULL)


def _print(target: str | None, facts: dict[str, Any]) -> None:
    text = json.dumps(facts, ensure_ascii=False, indent=1)
    if target in (None, "-"):
        logins = (
            f"{one['username']:<24} {one['password']:<18} {one['role']:<20} {one['name']}" for one in facts["people"]
        )
        print(text if target else "\n".join(logins))
        return
    draft = Path(f"{target}.new")
    draft.write_text(text)
    draft.replace(str(target))
