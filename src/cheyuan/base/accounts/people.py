"""Which people an actor sees and may touch. Read by queries and actions alike."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from cheyuan.base.accounts.models import Account, Membership
from cheyuan.base.accounts.rights import PEOPLE_VIEW
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Missing, Refused

ABOVE = "group_admin"


def people(by: Actor) -> QuerySet[Account]:
    """Staff with a post in the actor's stores or in the whole group, and newcomers without any post, by name."""
    by.require(PEOPLE_VIEW)
    posts = Membership.objects.filter(account=OuterRef("pk"))
    here = posts.filter(Q(store_id__in=by.store_ids) | Q(store=None))
    seen = Account.objects.filter(group_id=by.group_id, kind="staff")
    return seen.filter(Exists(here) | ~Exists(posts)).order_by("-is_active", "name", "id")


def person(by: Actor, account_id: int, *, touch: bool = False) -> Account:
    """One of them; Missing for anybody else. With ``touch`` the row is locked, and refused when the person stands above."""
    rows = people(by).filter(pk=account_id)
    found = rows.select_for_update().first() if touch else rows.first()
    if found is None:
        raise Missing("account", account_id)
    if touch and not may_touch(by, found.pk):
        raise Refused("person_above")
    return found


def may_touch(by: Actor, account_id: int) -> bool:
    """Group administrators touch everybody in their stores; others nobody above them, and nobody of other stores."""
    posts = Membership.objects.filter(account_id=account_id)
    if posts.exclude(store=None).exclude(store_id__in=by.store_ids).filter(_now_or_later()).exists():
        return False
    above = posts.filter(Q(role=ABOVE) | Q(store=None)).filter(_now_or_later())
    return ABOVE in by.roles or not above.exists()


def _now_or_later() -> Q:
    return Q(until=None) | Q(until__gte=date.today())  # noqa: DTZ011 - a day more or less opens no door


def group_admins(group_id: int, on: date) -> QuerySet[Membership]:
    """Posts by which somebody administers the whole group on a day and after it."""
    return Membership.objects.filter(
        Q(until=None) | Q(until__gt=on),
        group_id=group_id,
        store=None,
        role=ABOVE,
        account__is_active=True,
        since__lte=on,
    )


def named(by: Actor, ids: Sequence[int]) -> dict[int, str]:
    """Number → name, within the group."""
    return dict(Account.objects.filter(group_id=by.group_id, pk__in=ids).values_list("pk", "name"))
