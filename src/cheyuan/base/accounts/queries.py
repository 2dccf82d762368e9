"""The gate to people, posts and rights."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from cheyuan.base.accounts import factors
from cheyuan.base.accounts.actors import Standing, actor_in, actor_of, actor_of_all, standing_of
from cheyuan.base.accounts.colleagues import Colleague, colleagues, skills_of, stands_in_for
from cheyuan.base.accounts.entering import recognised
from cheyuan.base.accounts.factors import has_app
from cheyuan.base.accounts.models import Absence, Account, Draft, Membership, Passkey, StaffSession
from cheyuan.base.accounts.people import may_touch, named, people, person
from cheyuan.base.accounts.rights import PRIVILEGED
from cheyuan.base.accounts.roles import LABELS
from cheyuan.base.accounts.sessions import LONGEST
from cheyuan.kernel.actor import Actor

__all__ = [
    "Colleague",
    "DemoLogin",
    "Standing",
    "absences_of",
    "actor_in",
    "actor_of",
    "actor_of_all",
    "colleagues",
    "demo_logins",
    "draft_of",
    "duties",
    "has_app",
    "has_second_factor",
    "may_touch",
    "must_have_second_factor",
    "named",
    "passkeys_of",
    "people",
    "person",
    "posts_of",
    "recognised",
    "sessions_of",
    "skills_of",
    "standing_of",
    "stands_in_for",
    "working_members",
]

OFFERED = (
    "care_agent",
    "care_manager",
    "general_manager",
    "group_admin",
    "service_advisor",
    "sales_consultant",
    "technician",
    "marketing",
    "finance",
    "front_desk",
)
"""The roles offered on the login page of a demo, in this order."""


@dataclass(frozen=True)
class DemoLogin:
    """One line of the login page of a demo."""

    username: str
    name: str
    role: object
    store: str


def has_second_factor(account: Account) -> bool:
    """Does the login ask for more than the password?"""
    return factors.held_by(account)


def must_have_second_factor(standing: Standing) -> bool:
    """Does one of the person's roles, in any store, demand it, or one that is lent to them for now?"""
    return any(post.role in PRIVILEGED for post in (*standing.posts, *standing.withheld))


def duties(account: Account, standing: Standing, *, demo: bool) -> list[str]:
    """What the house asks of this person before anything else: "password", "second_factor"."""
    owed = ["password"] if account.must_change_password else []
    if must_have_second_factor(standing) and not demo and not has_second_factor(account):
        owed.append("second_factor")
    return owed


def sessions_of(account: Account, at: datetime) -> Sequence[StaffSession]:
    """Where the person is logged in, last used first."""
    rows = StaffSession.objects.filter(account=account, expire_date__gt=at, created_at__gt=at - LONGEST)
    return list(rows.order_by("-last_seen"))


def passkeys_of(account: Account) -> Sequence[Passkey]:
    """The person's passkeys, oldest first."""
    return list(Passkey.objects.filter(account=account).order_by("created_at", "id"))


def draft_of(by: Actor, key: str) -> Draft | None:
    """What the actor was typing under this key; inside a scope."""
    found: Draft | None = Draft.objects.filter(account_id=by.account_id, key=key).first()
    return found


def demo_logins() -> list[DemoLogin]:
    """The people whom the login page of a demo offers: the first one of each role, care first."""
    rows = Account.objects.filter(is_demo=True, is_active=True, kind="staff", memberships__role__in=OFFERED)
    people = rows.order_by("id").values_list("username", "name", "memberships__role", "memberships__store__name")
    first: dict[str, DemoLogin] = {}
    for username, name, role, store in people:
        first.setdefault(role, DemoLogin(username, name, LABELS[role], store or ""))
    return [first[role] for role in OFFERED if role in first]


def posts_of(account_ids: Sequence[int], on: date | None = None) -> dict[int, list[Membership]]:
    """Person → posts (only those that hold on the day, when one is said), newest first, with store and department."""
    rows = Membership.objects.filter(account_id__in=account_ids).select_related("store", "department")
    if on:
        rows = rows.filter(Q(until=None) | Q(until__gte=on), since__lte=on)
    found: dict[int, list[Membership]] = defaultdict(list)
    for post in rows.order_by("-since", "-id"):
        post.label = LABELS.get(post.role, post.role)  # type: ignore[attr-defined]
        found[post.account_id].append(post)
    return found


def absences_of(account_id: int, today: date) -> Sequence[Absence]:
    """Absences that are not over, soonest first, each with the roles lent to the deputy in words."""
    rows = list(
        Absence.objects.filter(account_id=account_id, until__gte=today).select_related("deputy").order_by("since")
    )
    posts = {post.pk: post for post in posts_of([account_id]).get(account_id, [])}
    for one in rows:
        labels = dict.fromkeys(str(LABELS.get(posts[key].role, posts[key].role)) for key in one.lent if key in posts)
        one.lent_roles = "、".join(labels)  # type: ignore[attr-defined]
    return rows


def working_members(store_id: int, on: date, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[int]]:
    """(role, skill) → the accounts that do this work in a store on a day, by id; nobody who is away while others are there.

    An empty skill asks for anybody of the role; a skill that nobody has falls back to the whole role.
    """
    posts = Membership.objects.filter(Q(store_id=store_id) | Q(store_id=None), since__lte=on, account__is_active=True)
    posts = posts.filter(Q(until=None) | Q(until__gte=on)).order_by("account_id")
    away = set(Absence.objects.filter(since__lte=on, until__gte=on).values_list("account_id", flat=True))
    here = list(posts.filter(account__group__stores=store_id).values_list("account_id", "role", "skills"))
    found: dict[tuple[str, str], list[int]] = {}
    for role, skill in wanted:
        whole = [account for account, has, _ in here if has == role]
        skilled = [account for account, has, skills in here if has == role and skill in skills] if skill else whole
        chosen = list(dict.fromkeys(skilled or whole))
        found[role, skill] = [account for account in chosen if account not in away] or chosen
    return found
