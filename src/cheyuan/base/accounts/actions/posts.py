"""Who works where as what, and who is away."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from cheyuan.base.accounts import factors
from cheyuan.base.accounts.models import Absence, Account, Membership, StaffSession, Token
from cheyuan.base.accounts.people import ABOVE, group_admins, person
from cheyuan.base.accounts.rights import PEOPLE_EDIT, PRIVILEGED
from cheyuan.base.accounts.roles import SKILLS
from cheyuan.base.journal.actions import note
from cheyuan.base.tenancy.acting import action
from cheyuan.base.tenancy.queries import department, store_of
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of
from cheyuan.kernel.errors import Missing, Refused
from cheyuan.kernel.ref import Ref
from cheyuan.kernel.right import ROLES


@action(PEOPLE_EDIT)
def add_post(
    by: Actor, account_id: int, role: str, store_id: int | None, since: date, until: date | None = None, *,
    is_team_lead: bool = False, skills: Sequence[str] = (), department_id: int | None = None, at: datetime,
) -> Membership:  # fmt: skip
    """A role in a store (None: the whole group) from a day on. A first privileged role ends sessions without second factor."""
    account = person(by, account_id, touch=True)
    _may_give(by, role, store_id)
    _not_to_oneself(by, account_id)
    _in_order(since, until)
    if _overlapping(account, role, store_id, since, until).exists():
        raise Refused("post_overlaps")
    post = Membership.objects.create(
        account=account, group_id=by.group_id, store_id=store_id, role=role, since=since, until=until,
        is_team_lead=is_team_lead, skills=[one for one in skills if one in SKILLS],
        department_id=department(by, store_id, department_id).pk if store_id and department_id else None,
    )  # fmt: skip
    if role in PRIVILEGED and not factors.held_by(account):
        StaffSession.objects.filter(account=account).exclude(account_id=by.account_id or 0).delete()
        Token.objects.filter(account=account).delete()
    note(by, "post_given", Ref("account", account.pk), at=at, role=role, store=store_id, since=since, until=until)
    return post


@action(PEOPLE_EDIT)
def edit_post(
    by: Actor, post_id: int, *, is_team_lead: bool, skills: Sequence[str], department_id: int | None, at: datetime
) -> Membership:
    """Team lead, skills and department of a post."""
    post = _post(by, post_id)
    post.is_team_lead, post.skills = is_team_lead, [one for one in skills if one in SKILLS]
    post.department_id = department(by, post.store_id, department_id).pk if post.store_id and department_id else None
    post.save(update_fields=["is_team_lead", "skills", "department_id"])
    facts: dict[str, Any] = {
        "role": post.role,
        "post_store": post.store_id,
        "lead": is_team_lead,
        "skills": post.skills,
    }
    note(by, "post_edited", Ref("account", post.account_id), at=at, **facts)
    return post


@action(PEOPLE_EDIT)
def end_post(by: Actor, post_id: int, last_day: date, *, at: datetime) -> None:
    """The post ends with that day; one that has not begun by then never was. The last group administrator stays."""
    post = _post(by, post_id)
    if post.role == ABOVE and post.store_id is None:
        _somebody_stays(by, post, day_of(at))
    if post.role == ABOVE and post.account_id == by.account_id:
        raise Refused("self_lock_out")
    if last_day < post.since:
        post.delete()
    else:
        post.until = last_day
        post.save(update_fields=["until"])
    note(by, "post_ended", Ref("account", post.account_id), at=at, role=post.role, store=post.store_id, last=last_day)


@action(PEOPLE_EDIT)
def add_absence(
    by: Actor,
    account_id: int,
    since: date,
    until: date,
    deputy_id: int | None = None,
    reason: str = "",
    *,
    at: datetime,
) -> Absence:
    """Days away, and who stands in: the deputy has on these days the posts of the person that ``by`` could give.

    What the person is given later is not lent. A post of a privileged role counts once the deputy has a second factor.
    """
    account = person(by, account_id)
    _in_order(since, until)
    if deputy_id == account.pk:
        raise Refused("deputy_self")
    deputy = person(by, deputy_id) if deputy_id else None
    if deputy:
        _not_to_oneself(by, deputy.pk)
    lent = _lendable(by, account, since, until) if deputy else []
    absence = Absence.objects.create(
        account=account, since=since, until=until, deputy=deputy, note=reason, lent=[post.pk for post in lent]
    )
    roles = sorted({post.role for post in lent})
    note(by, "absence_noted", Ref("account", account.pk), at=at, since=since, until=until, deputy=deputy_id, lent=roles)
    return absence


@action(PEOPLE_EDIT)
def drop_absence(by: Actor, absence_id: int, *, at: datetime) -> None:
    """The person is here after all."""
    absence = Absence.objects.filter(pk=absence_id, account__group_id=by.group_id).first()
    if absence is None:
        raise Missing("absence", absence_id)
    person(by, absence.account_id)
    absence.delete()
    note(by, "absence_dropped", Ref("account", absence.account_id), at=at, since=absence.since, until=absence.until)


def _post(by: Actor, post_id: int) -> Membership:
    post = Membership.objects.filter(pk=post_id, group_id=by.group_id).first()
    if post is None:
        raise Missing("post", post_id)
    person(by, post.account_id, touch=True)
    return post


def _may_give(by: Actor, role: str, store_id: int | None) -> None:
    if role not in ROLES:
        raise Refused("role_unknown", role=role)
    if ABOVE not in by.roles and (role == ABOVE or store_id is None):
        raise Refused("role_above")
    if store_id is not None:
        store_of(by, store_id)


def _not_to_oneself(by: Actor, account_id: int) -> None:
    """What is lent for some days must not be made lasting by its borrower."""
    if by.stands_for and account_id == by.account_id:
        raise Refused("deputy_gains")


def _lendable(by: Actor, account: Account, since: date, until: date) -> list[Membership]:
    """The person's posts in these days that ``by`` could give to anybody."""
    here = Q(store_id__in=by.store_ids) | Q(store=None)
    posts = Membership.objects.filter(
        here, Q(until=None) | Q(until__gte=since), account=account, group_id=by.group_id, since__lte=until
    )
    below = Q() if ABOVE in by.roles else ~Q(role=ABOVE) & Q(store__isnull=False)
    return list(posts.filter(below).order_by("pk"))


def _in_order(since: date, until: date | None) -> None:
    if until is not None and until < since:
        raise Refused("dates_backwards")


def _overlapping(
    account: Account, role: str, store_id: int | None, since: date, until: date | None
) -> QuerySet[Membership]:
    same = Membership.objects.filter(account=account, role=role)
    same = same.filter(store=None) if store_id is None else same.filter(store_id=store_id)
    ends = Q(until=None) | Q(until__gte=since)
    return same.filter(ends, since__lte=until or date.max)


def _somebody_stays(by: Actor, post: Membership, today: date) -> None:
    others = group_admins(by.group_id, today).exclude(pk=post.pk).select_for_update()
    if not list(others):
        raise Refused("last_admin")
