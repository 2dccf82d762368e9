"""Who works beside whom: the people of a store by role, their skills, and who stands in for whom today."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from cheyuan.base.accounts.models import Membership
from cheyuan.base.tenancy import asked
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
    """The people with a post in the actor's stores on a day, by name, and whether they are away; one query."""
    key = ("colleagues", by.group_id, by.store_ids, on, wanted := tuple(sorted(roles)))
    return once(key, lambda: _colleagues(by, on, wanted))


def _colleagues(by: Actor, on: date, roles: Sequence[str]) -> dict[int, Colleague]:
    found: dict[int, Colleague] = {}
    rows = asked.answers(
        _COLLEAGUES, group=by.group_id, stores=list(by.store_ids), day=on, roles=list(roles), any=not roles
    )
    for account, name, role, skills, leads, away, deputy in rows:
        one = found.setdefault(account, Colleague(account, name, away=away, deputy_id=deputy))
        one.roles.add(role)
        one.skills.update(skills)
        one.is_team_lead = one.is_team_lead or leads
    return found


_COLLEAGUES = """
SELECT m.account_id, c.name, m.role, m.skills, m.is_team_lead, away.id IS NOT NULL, away.deputy_id
FROM accounts_membership m JOIN accounts_account c ON c.id = m.account_id AND c.is_active
LEFT JOIN LATERAL (SELECT id, deputy_id FROM accounts_absence
  WHERE account_id = m.account_id AND since <= %(day)s AND until >= %(day)s ORDER BY id DESC LIMIT 1) away ON true
WHERE m.group_id = %(group)s AND (m.store_id = any(%(stores)s::bigint[]) OR m.store_id IS NULL)
 AND m.since <= %(day)s AND (m.until IS NULL OR m.until >= %(day)s) AND (%(any)s OR m.role = any(%(roles)s::text[]))
ORDER BY c.name, m.account_id
"""


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
    named = {
        "group": by.group_id,
        "stores": list(by.store_ids),
        "day": on,
        "roles": list(by.roles),
        "by": by.account_id,
    }
    return frozenset(account for (account,) in asked.answers(_STANDS_IN, **named))


_STANDS_IN = """
SELECT b.account_id FROM accounts_absence b JOIN accounts_account p ON p.id = b.account_id AND p.group_id = %(group)s
WHERE b.since <= %(day)s AND b.until >= %(day)s AND b.account_id <> %(by)s AND (b.deputy_id = %(by)s
 OR b.deputy_id IS NULL AND EXISTS (SELECT FROM accounts_membership m WHERE m.account_id = b.account_id AND p.is_active
   AND m.group_id = %(group)s AND (m.store_id = any(%(stores)s::bigint[]) OR m.store_id IS NULL)
   AND m.since <= %(day)s AND (m.until IS NULL OR m.until >= %(day)s) AND m.role = any(%(roles)s::text[])))
"""
