"""From a login to the value that every query and action takes: who acts, where, as what."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from cheyuan.base.accounts import factors
from cheyuan.base.accounts.models import Absence, Account, Membership, RightOverride
from cheyuan.base.accounts.rights import PRIVILEGED
from cheyuan.base.accounts.roles import Limits
from cheyuan.base.tenancy.models import Group, Store
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, now
from cheyuan.kernel.errors import Denied
from cheyuan.kernel.right import carried_by

ALL_STORES = frozenset({"group_admin", "general_manager"})
"""Roles that may work in all of their stores at once."""


@dataclass(frozen=True)
class Post:
    """One place and role of a person; no store means every store of the group."""

    store_id: int | None
    role: str
    lender: int | None = None
    """The colleague away whose post this is; None for a post of one's own."""
    lender_name: str = ""


@dataclass(frozen=True)
class Standing:
    """All that an actor is made from: posts today (own and lent), the group's open stores, its own decisions."""

    account: Account
    posts: tuple[Post, ...]
    stores: tuple[int, ...]
    overrides: Mapping[tuple[str, str], bool]
    names: Mapping[int, str] = field(default_factory=dict)
    """Store → name, when whoever asked knew it already."""
    withheld: tuple[Post, ...] = ()
    """Lent posts that demand a second factor which this person has not set up: they carry nothing until then."""

    @cached_property
    def own_stores(self) -> tuple[int, ...]:
        """The stores in which the person has a role today, in the order of their codes."""
        return tuple(store for store in self.stores if self.roles_in(store))

    @cached_property
    def wide_stores(self) -> tuple[int, ...]:
        """The stores that the person may look at all at once."""
        return tuple(store for store in self.own_stores if self.roles_in(store) & ALL_STORES)

    def roles_in(self, store_id: int) -> frozenset[str]:
        """The person's roles in one store."""
        return frozenset(post.role for post in self.posts if post.store_id in (None, store_id))

    def stands_for_in(self, store_id: int) -> frozenset[tuple[int, str]]:
        """The colleagues whose lent posts add a role to the person's own in one store."""
        here = [post for post in self.posts if post.store_id in (None, store_id)]
        own = {post.role for post in here if post.lender is None}
        return frozenset((post.lender, post.lender_name) for post in here if post.lender and post.role not in own)

    def rights_in(self, store_id: int) -> frozenset[str]:
        """What the roles there carry: the shipped defaults, then the group's own decisions."""
        return rights_of(self.roles_in(store_id), self.overrides)


def rights_of(roles: Iterable[str], overrides: Mapping[tuple[str, str], bool]) -> frozenset[str]:
    """The rights of the roles; a decision (role, right) → allowed wins over the default of that role only."""
    return _rights_of(frozenset(roles), tuple(overrides.items()))


@lru_cache(maxsize=1000)
def _rights_of(roles: frozenset[str], overrides: tuple[tuple[tuple[str, str], bool], ...]) -> frozenset[str]:
    """Reckoned once for the same roles and decisions; which rights there are is settled when the program starts."""
    held: set[str] = set()
    for role in roles:
        decided = {right: allowed for (of, right), allowed in overrides if of == role}
        held |= {right for right in carried_by([role]) if decided.get(right, True)}
        held |= {right for right, allowed in decided.items() if allowed}
    return frozenset(held)


def standing_of(account: Account, on: date | None = None) -> Standing:
    """Where the person stands on a day (today when not said), in one query."""
    day = on or day_of(now())
    posts = Membership.objects.filter(
        Q(until__isnull=True) | Q(until__gte=day), account=account, group_id=OuterRef("pk"), since__lte=day
    )
    group = Group.objects.annotate(
        posts=ArraySubquery(posts.order_by("id").values(one=JSONObject(store_id="store_id", role="role"))),
        lent=ArraySubquery(lent_posts(account, day).values(one=LENT)),
        has_factor=factors.held(account),
        open_stores=ArraySubquery(
            Store.objects.filter(group_id=OuterRef("pk"), is_active=True).order_by("code").values("id")
        ),
        decisions=ArraySubquery(
            RightOverride.objects.filter(group_id=OuterRef("pk")).values(
                one=JSONObject(role="role", right="right", allowed="allowed")
            )
        ),
    ).get(pk=account.group_id)
    own, lent = [Post(**post) for post in group.posts], [Post(**post) for post in group.lent]
    held, withheld = shared_out(own, lent, has_factor=group.has_factor)
    return Standing(
        account=account,
        posts=held,
        withheld=withheld,
        stores=tuple(group.open_stores),
        overrides={(one["role"], one["right"]): one["allowed"] for one in group.decisions},
    )


LENT = JSONObject(store_id="store_id", role="role", lender="account_id", lender_name="account__name")


def lent_posts(account: Account, day: date) -> QuerySet[Membership]:
    """Posts of colleagues of the group who are away that day and whose deputy this person is, as far as they are lent."""
    away = Absence.objects.filter(
        account=OuterRef("account"), deputy=account, since__lte=day, until__gte=day, lent__contains=[OuterRef("pk")]
    )
    lasting = Membership.objects.filter(Q(until__isnull=True) | Q(until__gte=day), Exists(away), since__lte=day)
    return lasting.filter(account__is_active=True, group_id=account.group_id).order_by("id")


def shared_out(
    own: Sequence[Post], lent: Sequence[Post], *, has_factor: bool
) -> tuple[tuple[Post, ...], tuple[Post, ...]]:
    """(posts that count, posts withheld): a lent post of a privileged role waits for the second factor, except in the demo."""
    open_to_all = has_factor or settings.DEMO
    withheld = tuple(post for post in lent if post.role in PRIVILEGED and not open_to_all)
    return (*own, *(post for post in lent if post not in withheld)), withheld


def actor_of(account: Account, store_id: int | None = None, request_id: str = "", *, every: bool = False) -> Actor:
    """The actor of a staff login, in one query.

    ``store_id`` narrows to one store (Denied("store") when the person has no role there); without it the first store of
    the person is taken, or with ``every`` all the stores that the person may see at once.
    """
    return actor_in(standing_of(account), store_id, request_id, every=every)


def actor_in(standing: Standing, store_id: int | None, request_id: str = "", *, every: bool = False) -> Actor:
    """The same from a standing already known, without a query."""
    if store_id is not None and store_id not in standing.own_stores:
        raise Denied("store")
    if store_id is None and every and len(standing.wide_stores) > 1:
        return _narrowed(standing, standing.wide_stores, request_id)
    chosen = (store_id,) if store_id is not None else standing.own_stores[:1]
    return _narrowed(standing, chosen, request_id)


def actor_of_all(standing: Standing, request_id: str = "") -> Actor:
    """The actor over all stores of the person at once, with the rights that they have in each of them (for the API)."""
    return replace(_narrowed(standing, standing.own_stores, request_id), kind="api")


def _narrowed(standing: Standing, stores: tuple[int, ...], request_id: str) -> Actor:
    """In several stores at once only what the person may do in every one of them is allowed."""
    rights = [standing.rights_in(store) for store in stores]
    roles = frozenset(role for store in stores for role in standing.roles_in(store))
    return Actor(
        kind="staff",
        name=standing.account.name,
        group_id=standing.account.group_id,
        store_ids=stores,
        store_id=stores[0] if len(stores) == 1 else None,
        account_id=standing.account.pk,
        roles=roles,
        rights=frozenset.intersection(*rights) if rights else frozenset(),
        limits=Limits(roles, stores[0] if len(stores) == 1 else None),
        request_id=request_id,
        stands_for=tuple(sorted(frozenset().union(*(standing.stands_for_in(store) for store in stores)))),
    )
