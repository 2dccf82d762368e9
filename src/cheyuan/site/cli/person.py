"""``cheyuan person LOGIN``: a first login for a house that has none yet, or one more; the password is told once."""

import argparse
from dataclasses import replace

from django.db import transaction
from django.utils.module_loading import import_string

from cheyuan.kernel.clock import day_of, now
from cheyuan.kernel.right import ROLES
from cheyuan.site.cli.house import told, wake
from cheyuan.site.cli.place import house_of, store
from cheyuan.site.cli.shared import answer, options


def add(parser: argparse.ArgumentParser) -> None:
    """Who, as what, where."""
    parser.add_argument("login", metavar="LOGIN")
    parser.add_argument("--name", required=True, help="the person's name")
    parser.add_argument("--role", choices=ROLES, default="group_admin")
    parser.add_argument("--store", metavar="CODE", help="needed when there is more than one store")
    options(parser)


@told
def run(args: argparse.Namespace) -> int:
    """Make the login and its post: a group administrator works for the whole group, others in the store."""
    wake()
    place = store(args.store)
    by = replace(house_of(place, "command line"), roles=frozenset({"group_admin"}))
    actions, at = "cheyuan.base.accounts.actions", now()
    with transaction.atomic():
        account, password = import_string(f"{actions}.people.add_person")(by, args.login, args.name, at=at)
        where = None if args.role == "group_admin" else place.pk
        import_string(f"{actions}.posts.add_post")(by, account.pk, args.role, where, day_of(at), at=at)
    facts = {"username": account.username, "password": password, "role": args.role}
    answer(args, facts, f"{account.username} may log in with {password} and then chooses another password")
    return 0
