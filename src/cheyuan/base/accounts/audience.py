"""The people of a store as actors there: who is to be told something, and who may see it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings

from cheyuan.base.accounts.actors import rights_of
from cheyuan.base.accounts.colleagues import Colleague, colleagues
from cheyuan.base.accounts.factors import HELD
from cheyuan.base.accounts.models import Account, RightOverride
from cheyuan.base.accounts.rights import PRIVILEGED
from cheyuan.base.tenancy import asked
from cheyuan.kernel.actor import Actor


@dataclass(frozen=True)
class Person:
    """One person of the store: their login's name, what they may do there, whether they lead a team or are away."""

    actor: Actor
    login: str
    leads: bool
    away: bool

    @property
    def id(self) -> int:
        """The number of the account."""
        return self.actor.account_id or 0

    @property
    def name(self) -> str:
        """The name that colleagues know."""
        return self.actor.name


def people_of(by: Actor, store_id: int, on: date) -> dict[int, Person]:
    """Everybody with a post in one of the actor's stores on a day, own or lent, by number, as they would act there.

    Four questions, however many people.
    """
    here = by.within(store_id)
    found = {number: replace(one, roles=set(one.roles)) for number, one in colleagues(here, on).items()}
    for number, name, role in _lent(here, store_id, on):
        found.setdefault(number, Colleague(number, name)).roles.add(role)
    logins = dict(Account.objects.filter(pk__in=list(found)).values_list("pk", "username"))
    decided = RightOverride.objects.filter(group_id=by.group_id).values_list("role", "right", "allowed")
    overrides = {(role, right): allowed for role, right, allowed in decided}
    return {
        number: Person(_actor(here, one, overrides), logins.get(number, ""), one.is_team_lead, one.away)
        for number, one in found.items()
    }


def _lent(here: Actor, store_id: int, on: date) -> Iterable[tuple[int, str, str]]:
    """(deputy, name, role) of posts lent today; a privileged one waits for the second factor, as in ``shared_out``."""
    for number, name, role, has_factor in asked.answers(_LENT, group=here.group_id, store=store_id, day=on):
        if has_factor or settings.DEMO or role not in PRIVILEGED:
            yield number, name, role


_LENT = f"""
SELECT d.id, d.name, m.role, {HELD.format(id="d.id")}
FROM accounts_absence b JOIN accounts_account d ON d.id = b.deputy_id AND d.is_active AND d.group_id = %(group)s
JOIN accounts_account p ON p.id = b.account_id AND p.is_active
JOIN accounts_membership m ON m.account_id = p.id AND m.id = any(b.lent) AND m.group_id = %(group)s
WHERE b.since <= %(day)s AND b.until >= %(day)s AND m.since <= %(day)s AND coalesce(m.until, %(day)s) >= %(day)s
 AND (m.store_id = %(store)s OR m.store_id IS NULL)
"""  # noqa: S608 - our own words


def _actor(here: Actor, one: Colleague, overrides: dict[tuple[str, str], bool]) -> Actor:
    return Actor(
        kind="staff", name=one.name, group_id=here.group_id, store_ids=here.store_ids, store_id=here.store_id,
        account_id=one.id, roles=frozenset(one.roles), rights=rights_of(one.roles, overrides),
    )  # fmt: skip
