"""``cheyuan subject export|erase ID``: the rights of the person (PPL-08), for the file ID of one store.

``export`` answers the person's own copy as JSON (to FILE or here); ``erase`` answers the receipt. Exit code 1: no such file.
"""

import argparse
import json
import os
from pathlib import Path
from typing import Any

from django.apps import apps
from django.utils.module_loading import import_string

from cheyuan.kernel.actor import Actor, system
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Missing
from cheyuan.site.cli.house import told, wake
from cheyuan.site.cli.place import house_of, stores
from cheyuan.site.cli.shared import Fault, answer, options

SUBJECT = "cheyuan.records.customers.subject"


def add(parser: argparse.ArgumentParser) -> None:
    """What to do, and whose file."""
    parser.add_argument("what", choices=["export", "erase"], help="a copy for the person, or erase the file for good")
    parser.add_argument(
        "id", type=int, metavar="ID", help="the number at the end of the address of the customer's page"
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="export: write there, readable by nobody else")
    options(parser)


@told
def run(args: argparse.Namespace) -> int:
    """Do it as the house."""
    wake()
    by = _by(args.id)
    return _export(args, by) if args.what == "export" else _erase(args, by)


def _by(customer_id: int) -> Actor:
    """The house at work in the store that has this file; Fault when no store has it, or has it no more."""
    for one in stores():
        by = house_of(one, "command line")
        with import_string("cheyuan.base.tenancy.scope.scope")(by):
            if apps.get_model("customers", "Customer").objects.filter(pk=customer_id, erased_at=None).exists():
                return by
    raise Fault("not_found", f"no store has a customer {customer_id}", id=customer_id)


def _export(args: argparse.Namespace, by: Actor) -> int:
    facts = import_string(f"{SUBJECT}.copy")(by, args.id, at=now())
    text = json.dumps(facts, ensure_ascii=False, indent=None if args.json else 1, default=str)
    if args.out is None:
        print(text, flush=True)
        return 0
    try:
        handle = os.open(args.out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as out:
            out.write(text)
    except OSError as wrong:
        raise Fault("cannot_write", f"cannot write {args.out}: {wrong.strerror}") from wrong
    answer(args, {"customer": args.id, "file": str(args.out)}, f"customer {args.id}: {args.out}")
    return 0


def _erase(args: argparse.Namespace, by: Actor) -> int:
    try:
        others = _elsewhere(by, args.id)
        receipt = import_string(f"{SUBJECT}.erase")(by, args.id, at=now())
    except Missing as missing:
        raise Fault("not_found", f"no store has a customer {args.id}", id=args.id) from missing
    facts = {
        "customer": args.id, "store": receipt.store_id, "receipt": receipt.pk, "erased_at": receipt.at,
        "gone": receipt.gone, "kept": receipt.kept, "same_phone": others,
    }  # fmt: skip
    rows = sum(receipt.gone.values())
    more = f"; the same phone is also on file as {', '.join(map(str, others))}" if others else ""
    answer(args, facts, f"customer {args.id} erased: {rows} rows, receipt {receipt.pk}{more}")
    return 0


def _elsewhere(by: Actor, customer_id: int) -> list[Any]:
    """Other files of the whole group with the same phone; each is erased on its own."""
    own = [one.pk for one in stores() if one.group_id == by.group_id]
    wide = system(by.group_id, tuple(own), name=by.name)
    with import_string("cheyuan.base.tenancy.scope.scope")(wide):
        return [one for _store, one in import_string(f"{SUBJECT}.same_person")(wide, customer_id)]
