"""The people of the group as a list: who works here as what, who is away, whose login is open."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from cheyuan.base.accounts import factors
from cheyuan.base.accounts.models import Absence, Account, Membership
from cheyuan.base.accounts.people import people
from cheyuan.base.accounts.queries import posts_of
from cheyuan.base.accounts.rights import PEOPLE_EDIT, PEOPLE_EXPORT, PEOPLE_VIEW
from cheyuan.base.accounts.roles import LABELS
from cheyuan.base.lists.cells import day, named, plain_day
from cheyuan.base.lists.columns import Column
from cheyuan.base.lists.filters import Choice, Dates, Text, Yes, span
from cheyuan.base.lists.spec import Empty, List, Tab
from cheyuan.base.ui.templatetags.ui import m
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, now


@cache
def _form() -> str:
    return reverse("people:page", args=[0]).removesuffix("0")


def page_of(account_id: int) -> str:
    """A person's page."""
    return f"{_form()}{account_id}"


def _posts(by: Actor, ids: Sequence[int]) -> Mapping[int, list[Membership]]:
    return posts_of(ids, day_of(now()))


def _absences(by: Actor, ids: Sequence[int]) -> Mapping[int, Absence]:
    today = day_of(now())
    rows = Absence.objects.filter(account_id__in=ids, since__lte=today, until__gte=today).select_related("deputy")
    return {row.account_id: row for row in rows.order_by("id")}


def _factors(by: Actor, ids: Sequence[int]) -> Mapping[int, bool]:
    return factors.holders(ids)


def _post_words(post: Any) -> str:
    place = post.store.name if post.store else gettext("The whole group")
    lead = f" {gettext('Team lead')}" if post.is_team_lead else ""
    return f"{post.label} {place}{lead}"


def _roles(posts: Sequence[Any] | None) -> str:
    return "、".join(_post_words(post) for post in posts or ()) or gettext("none")


def _roles_shown(posts: Sequence[Any] | None) -> str:
    return (
        SafeString("<br>".join(f'<span class="nw">{escape(_post_words(post))}</span>' for post in posts or ())) or "—"
    )


def _away(absence: Absence | None) -> str:
    if absence is None:
        return ""
    until = plain_day(absence.until)
    if absence.deputy is None:
        return gettext("until %(day)s") % {"day": until}
    return gettext("until %(day)s, %(name)s stands in") % {"day": until, "name": absence.deputy.name}


def _login(row: Account) -> str:
    return pgettext("login", "open") if row.is_active else gettext("login closed")


def _now_in(by: Actor, role: str = "") -> Exists:
    today = day_of(now())
    held = Membership.objects.filter(Q(until=None) | Q(until__gte=today), account=OuterRef("pk"), since__lte=today)
    held = held.filter(Q(store_id__in=by.store_ids) | Q(store=None))
    return Exists(held.filter(role=role) if role else held)


def _is_away(by: Actor, wanted: bool) -> Q:
    today = day_of(now())
    away = Exists(Absence.objects.filter(account=OuterRef("pk"), since__lte=today, until__gte=today))
    return Q(away) if wanted else ~Q(away)


def _has_factor(by: Actor, wanted: bool) -> Q:
    on = factors.held(OuterRef("pk"))
    return on if wanted else ~on


PEOPLE = List(
    name="people", room="people", kind="account", title=_("People"), right=PEOPLE_VIEW, export_right=PEOPLE_EXPORT,
    rows=people, sort="username", card=("name", "login", "posts", "away"), above="accounts/_above.html",
    counted=lambda count, number: ngettext("%(count)s person", "%(count)s people", number) % {"count": count},
    columns=(
        Column("name", _("Name"), lambda row, _v: row.name, lambda row, _v: named(row.name, page_of(row.pk)),
               brief=lambda row, _v: row.name, wide=True),
        Column("username", _("User name"), lambda row, _v: row.username, sort=("username",), quiet=True),
        Column("posts", _("Posts today"), lambda _row, v: _roles(v), lambda _row, v: _roles_shown(v),
               brief=lambda _row, v: _roles(v), load=_posts),
        Column("away", _("Away"), lambda _row, v: _away(v), brief=lambda _row, v: gettext("Away") if v else "",
               load=_absences, quiet=True),
        Column("login", _("Login"), lambda row, _v: _login(row),
               lambda row, _v: m("well" if row.is_active else "no", _login(row))),
        Column("factor", _("Second factor"), lambda _row, v: gettext("on") if v else gettext("off"), load=_factors,
               quiet=True, shown=False),
        Column("last", _("Last login"), lambda row, _v: plain_day(row.last_login), lambda row, _v: day(row.last_login),
               sort=("last_login",), descending=True, quiet=True),
        Column("joined", _("Added"), lambda row, _v: plain_day(row.date_joined), lambda row, _v: day(row.date_joined),
               sort=("date_joined",), descending=True, quiet=True, shown=False),
    ),
    filters=(
        Text("q", _("Name or user name"), lambda _by, typed: Q(name__icontains=typed) | Q(username__icontains=typed)),
        Choice("role", _("Role"), tuple(LABELS.items()), lambda by, role: Q(_now_in(by, role))),
        Yes("open", _("Login open"), lambda _by, wanted: Q(is_active=wanted)),
        Yes("away", _("Away today"), _is_away),
        Yes("post", _("Has a post today"), lambda by, wanted: Q(_now_in(by)) if wanted else ~Q(_now_in(by))),
        Yes("factor", _("Second factor"), _has_factor),
        Dates("last", _("Last login"), span("last_login__date")),
    ),
    tabs=(
        Tab("all", pgettext_lazy("all people", "All")),
        Tab("away", _("Away today"), {"away": "1"}),
        Tab("idle", _("Without a post"), {"post": "0", "open": "1"}),
        Tab("closed", pgettext_lazy("logins", "Closed"), {"open": "0"}),
    ),
    create=Empty("", action=_("Add a person"), url_name="new", right=PEOPLE_EDIT),
    empty=Empty(_("Nobody works here yet."), "people", _("Add a person"), "new", PEOPLE_EDIT),
)  # fmt: skip
