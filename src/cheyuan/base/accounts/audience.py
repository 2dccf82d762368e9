"""The people of a store as actors there: who is to be told something, and who may see it."""

from dataclasses import dataclass
from datetime import date

from cheyuan.base.accounts.actors import rights_of
from cheyuan.base.accounts.colleagues import Colleague, colleagues
from cheyuan.base.accounts.models import Account, RightOverride
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
    """Everybody with a post in one of the actor's stores on a day, by number, as they would act there; three questions."""
    here = by.within(store_id)
    found = colleagues(here, on)
    logins = dict(Account.objects.filter(pk__in=list(found)).values_list("pk", "username"))
    decided = RightOverride.objects.filter(group_id=by.group_id).values_list("role", "right", "allowed")
    overrides = {(role, right): allowed for role, right, allowed in decided}
    return {
        number: Person(_actor(here, one, overrides), logins.get(number, ""), one.is_team_lead, one.away)
        for number, one in found.items()
    }


def _actor(here: Actor, one: Colleague, overrides: dict[tuple[str, str], bool]) -> Actor:
    return Actor(
        kind="staff", name=one.name, group_id=here.group_id, store_ids=here.store_ids, store_id=here.store_id,
        account_id=one.id, roles=frozenset(one.roles), rights=rights_of(one.roles, overrides),
    )  # fmt: skip
