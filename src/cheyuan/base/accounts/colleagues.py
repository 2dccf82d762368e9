"""Who works beside whom: the people of a store by role, their skills, and who stands in for whom today."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from cheyuan.base.accounts.models import Absence, Membership
from cheyuan.base.tenancy.scope import once
from cheyuan.kernel.actor import Actor


@dataclass
class Colleague:
    """One person of the store as lists show them; ``deputy_id`` only matters while ``away``."""

    id: int
    name: str
    roles: set[str] = field(default_factory=set)
    skills: set[str] = field(default_factory=set)
    is_team_lead: bool = False
    away: bool = False
    deputy_id: int | None = None


def _posts(by: Actor, on: date) -> QuerySet[Membership]:
    here = Q(store_id__in=by.store_ids) | Q(store=None)
    lasting = Q(until=None) | Q(until__gte=on)
    return Membership.objects.filter(here, lasting, group_id=by.group_id, since__lte=on, account__is_active=True)


def colleagues(by: Actor, on: date, *, roles: Iterable[str] = ()) -> dict[int, Colleague]:
    """The people with a post in the actor's stores on a day, by name, and whether they are away; two queries."""
    key = ("colleagues", by.group_id, by.store_ids, on, wanted := tuple(sorted(roles)))
    return once(key, lambda: _colleagues(by, on, wanted))


def _colleagues(by: Actor, on: date, roles: Sequence[str]) -> dict[int, Colleague]:
    posts = _posts(by, on).select_related("account").order_by("account__name", "account_id")
    found: dict[int, Colleague] = {}
    for post in posts.filter(role__in=list(roles)) if roles else posts:
        one = found.setdefault(post.account_id, Colleague(post.account_id, post.account.name))
        one.roles.add(post.role)
        one.skills.update(post.skills)
        one.is_team_lead = one.is_team_lead or post.is_team_lead
    for away in Absence.objects.filter(account_id__in=list(found), since__lte=on, until__gte=on):
        found[away.account_id].away, found[away.account_id].deputy_id = True, away.deputy_id
    return found


def skills_of(by: Actor, on: date) -> frozenset[str]:
    """What the actor knows beyond the role ("insurance")."""
    rows = _posts(by, on).filter(account_id=by.account_id or 0).values_list("skills", flat=True)
    return frozenset(skill for skills in rows for skill in skills)


def stands_in_for(by: Actor, on: date) -> frozenset[int]:
    """The colleagues away on a day whose work is the actor's for now: as deputy, or in the same role when none is named."""
    if by.account_id is None:
        return frozenset()
    return once(("stands in", by.group_id, by.store_ids, by.account_id, by.roles, on), lambda: _stands_in_for(by, on))


def _stands_in_for(by: Actor, on: date) -> frozenset[int]:
    away = Absence.objects.filter(since__lte=on, until__gte=on, account__group_id=by.group_id)
    mine = Q(deputy_id=by.account_id) | Q(
        deputy=None, account__in=_posts(by, on).filter(role__in=by.roles).values("account_id")
    )
    return frozenset(away.filter(mine).exclude(account_id=by.account_id or 0).values_list("account_id", flat=True))
