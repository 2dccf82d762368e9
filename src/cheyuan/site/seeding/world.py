"""The whole world, group by group and store by store; and what is printed of it."""

import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import transaction
from django.utils.module_loading import import_string

from cheyuan.kernel.actor import system
from cheyuan.kernel.clock import now
from cheyuan.site.cli.imports import bring, inputs
from cheyuan.site.demo import world as demo
from cheyuan.site.demo.write import write as write_book
from cheyuan.site.seeding import (
    audits,
    complaints,
    gaps,
    greetings,
    inbox,
    kin,
    lately,
    letters,
    lives,
    milestones,
    months,
    people,
    receptions,
    scores,
    scripts,
    segments,
    surveys,
    tenants,
    vouchers,
)

Say = Callable[[str], None]


def write(world: demo.World, say: Say) -> None:
    """Write everything. The empty first group that ``migrate`` made goes."""
    _drop_default()
    for group in world.groups:
        with transaction.atomic():
            made = tenants.write(group)
            accounts = people.write(made, group, world.password)
            import_string("cheyuan.engage.contact.actions.ensure_scripts")(made.group.pk, at=now())
            import_string("cheyuan.engage.surveys.actions.ensure_surveys")(made.group.pk, at=now())
        for store in group.stores:
            say(f"{store.name}: {store.owners} owners, {store.vehicles} cars")
            contacts = _store(world, store, made, accounts)
            say(f"{store.name}: {contacts} contacts in the last two days")


def _drop_default() -> None:
    groups = apps.get_model("tenancy", "Group").objects.filter(code="default")
    apps.get_model("tenancy", "Store").objects.filter(group__in=groups).delete()
    groups.delete()


def _store(world: demo.World, store: demo.Store, made: tenants.Made, accounts: dict[str, Any]) -> int:
    row = made.stores[store.code]
    by = system(made.group.pk, (row.pk,), name="演示")
    with tempfile.TemporaryDirectory(prefix="cheyuan-demo-") as folder:
        write_book(
            Path(folder),
            vehicles=store.vehicles,
            owners=store.owners - store.twice,
            as_of=world.as_of,
            seed=world.seed,
            first=store.first,
            city=store.city,
        )
        bring(by, row.pk, inputs(Path(folder)), f"{store.code}.csv", world.as_of)
    with import_string("cheyuan.base.tenancy.scope.scope")(by):
        lives.write(lives.Known.of(by, row.pk, accounts), store, world.seed, world.as_of)
    kin.write(by, row.pk, now(), store.twice)
    contacts = lately.write(row, accounts, world.seed, world.as_of)
    complaints.write(row, accounts, world.as_of)
    audits.write(row, accounts, world.as_of)
    gaps.write(row, accounts, world.as_of)
    months.write(row, accounts, world.as_of)
    greetings.write(row, world.as_of)
    surveys.write(row, accounts, world.seed, world.as_of)
    letters.write(row, accounts, world.seed, world.as_of)
    scripts.write(row, accounts)
    receptions.write(row, accounts, world.seed, world.as_of)
    vouchers.write(row, accounts, world.as_of)
    milestones.write(row, accounts, world.as_of)
    segments.write(row, accounts, world.as_of)
    scores.write(row, world.seed, world.as_of)
    inbox.write(row, accounts)
    return contacts


def described(world: demo.World) -> dict[str, Any]:
    """The world as people need it: stores, and everybody's login with role and store."""
    return {
        "seed": world.seed,
        "as_of": world.as_of.isoformat(),
        "password": world.password,
        "groups": [_group(group) for group in world.groups],
        "people": [
            {
                "username": one.login,
                "password": world.password,
                "name": one.name,
                "role": one.posts[0].role,
                "store": one.posts[0].store,
                "group": group.code,
            }
            for group in world.groups
            for one in [*group.staff, *(worker for store in group.stores for worker in store.staff)]
        ],
    }


def _group(group: demo.Group) -> dict[str, Any]:
    named = ("code", "name", "region", "city", "owners", "vehicles")
    return {
        "code": group.code,
        "name": group.name,
        "stores": [{name: getattr(store, name) for name in named} for store in group.stores],
        "partners": [asdict(one) for one in group.partners],
    }
