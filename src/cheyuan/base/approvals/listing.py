"""The list of what waits and what was decided."""

from functools import cache

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from cheyuan.base.accounts.roles import LABELS
from cheyuan.base.approvals import queries, words
from cheyuan.base.approvals.kinds import kinds
from cheyuan.base.approvals.models import Approval
from cheyuan.base.lists.cells import day, named
from cheyuan.base.lists.columns import Column
from cheyuan.base.lists.filters import Choice, Dates, Yes, equals, span
from cheyuan.base.lists.spec import Empty, List, Tab
from cheyuan.base.ui import human
from cheyuan.base.ui.templatetags.ui import m
from cheyuan.kernel import money
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.right import MANAGERS


@cache
def _form() -> str:
    return reverse("approvals:page", args=[0]).removesuffix("0")


def page_of(approval_id: int) -> str:
    """The page of one."""
    return f"{_form()}{approval_id}"


def kind_of(row: Approval) -> str:
    """What it is about, in words."""
    known = kinds().get(row.kind)
    return str(known.label) if known else row.kind


def amount_of(row: Approval) -> str:
    """The amount, or a dash."""
    return "—" if row.amount_fen is None else money.show(row.amount_fen)


def role_of(row: Approval) -> str:
    """Whose signature is next."""
    return str(LABELS.get(row.role, row.role)) if row.role else "—"


def _state(row: Approval) -> str:
    return str(words.STATES[row.state])


def _mine(by: Actor, yes: bool) -> Q:
    mine = Q(asked_by_id=by.account_id or 0)
    return mine if yes else ~mine


APPROVALS = List(
    name="approvals", room="approvals", kind="approval", title=_("Approvals"), right="approvals.view",
    export_right="approvals.export", rows=queries.approvals, sort="-asked", card=("title", "amount", "kind", "state"),
    counted=lambda count, number: ngettext("%(count)s question", "%(count)s questions", number) % {"count": count},
    columns=(
        Column("title", _("Matter"), lambda row, _v: row.title, lambda row, _v: named(row.title, page_of(row.pk)),
               brief=lambda row, _v: row.title, wide=True),
        Column("kind", _("Kind"), lambda row, _v: kind_of(row)),
        Column("amount", _("Amount"), lambda row, _v: amount_of(row), numeric=True),
        Column("state", _("State"), lambda row, _v: _state(row), lambda row, _v: m(words.MARKS[row.state], _state(row))),
        Column("next", _("Waits for"), lambda row, _v: role_of(row), quiet=True),
        Column("by", pgettext_lazy("approval", "Asked by"), lambda row, _v: row.asked_by_name, quiet=True),
        Column("asked", pgettext_lazy("approval", "Asked for"), lambda row, _v: human.exact(row.asked_at),
               lambda row, _v: day(row.asked_at), sort=("asked_at",), descending=True, quiet=True),
    ),
    filters=(
        Yes("me", _("Waits for me"), queries.for_me),
        Yes("own", _("Asked by me"), _mine),
        Choice("state", _("State"), tuple(words.STATES.items()), equals("state")),
        Choice("kind", _("Kind"), lambda: [(one.name, one.label) for one in kinds().values()], equals("kind")),
        Dates("asked", pgettext_lazy("approval", "Asked for"), span("asked_at__date")),
    ),
    tabs=(
        Tab("mine", _("Waits for me"), {"me": "1"}, roles=frozenset(MANAGERS)),
        Tab("own", _("Asked by me"), {"own": "1"}),
        Tab("all", pgettext_lazy("all approvals", "All")),
    ),
    empty=Empty(_("Nothing waits for a signature. Questions appear when an amount is above somebody's limit."), "check"),
)  # fmt: skip
