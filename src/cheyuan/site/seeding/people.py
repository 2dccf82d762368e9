"""Logins of the staff, their posts and absences. All share one password, hashed once."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.contrib.auth.hashers import make_password

from cheyuan.site.demo import world as demo
from cheyuan.site.demo.staff import Post, Worker
from cheyuan.site.seeding.tenants import Made


def write(made: Made, group: demo.Group, password: str) -> dict[str, Any]:
    """The accounts of a group by login."""
    workers = [*group.staff, *(one for store in group.stores for one in store.staff)]
    account, hashed = apps.get_model("accounts", "Account"), make_password(password)
    rows = [
        account(username=one.login, name=one.name, group=made.group, is_demo=True, password=hashed) for one in workers
    ]
    accounts = {row.username: row for row in account.objects.bulk_create(rows, batch_size=2000)}
    _posts(made, workers, accounts)
    _absences(workers, accounts)
    return accounts


def _posts(made: Made, workers: Iterable[Worker], accounts: dict[str, Any]) -> None:
    membership = apps.get_model("accounts", "Membership")
    rows = [_post(membership, made, accounts[one.login], post) for one in workers for post in one.posts]
    membership.objects.bulk_create(rows, batch_size=2000)


def _post(membership: Any, made: Made, account: Any, post: Post) -> Any:
    return membership(
        account=account,
        group=made.group,
        store=made.stores[post.store] if post.store else None,
        department=made.departments.get((post.store or "", post.department or "")),
        role=post.role,
        since=post.since,
        is_team_lead=post.is_team_lead,
        skills=list(post.skills),
    )


def _absences(workers: Iterable[Worker], accounts: dict[str, Any]) -> None:
    absence, held = apps.get_model("accounts", "Absence"), apps.get_model("accounts", "Membership")
    absence.objects.bulk_create(
        absence(
            account=accounts[one.login],
            since=gap.since,
            until=gap.until,
            deputy=accounts.get(gap.deputy),
            note=gap.note,
            lent=list(held.objects.filter(account=accounts[one.login]).values_list("pk", flat=True)),
        )
        for one in workers
        for gap in one.absences
    )
