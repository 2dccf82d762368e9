"""The list of audits."""

from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from cheyuan.base.lists.cells import day, named, plain_day
from cheyuan.base.lists.columns import Column
from cheyuan.base.lists.filters import Choice, Dates, Text, Yes, equals
from cheyuan.base.lists.spec import Empty, List, Tab
from cheyuan.base.ui.templatetags.ui import m
from cheyuan.engage.audits import queries, rights, words
from cheyuan.engage.audits.finding import RULE
from cheyuan.engage.audits.models import Audit
from cheyuan.engage.audits.policies import RULES
from cheyuan.engage.contact.queries import label, title
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import moment


def page_of(audit_id: int) -> str:
    """The page of one."""
    return reverse("audits:page", args=[audit_id])


def about(row: Audit) -> str:
    """What the call was about, in two words."""
    return f"{title(row.rule)} · {row.customer.name}"


def _state(row: Audit) -> str:
    return str(words.STATES[row.state])


def _score(row: Audit) -> str:
    return "—" if row.score is None else str(row.score)


def _called(_by: Actor, since: date | None, until: date | None) -> Q:
    test = Q(called_at__gte=moment(since)) if since else Q()
    return test & Q(called_at__lt=moment(until + timedelta(days=1))) if until else test


def _found(_by: Actor, typed: str) -> Q:
    return Q(agent_name__icontains=typed) | Q(customer__cust_no__iexact=typed)


def _mine(by: Actor, yes: bool) -> Q:
    mine = Q(agent_id=by.account_id or 0)
    return mine if yes else ~mine


def _answered(_by: Actor, yes: bool) -> Q:
    return Q(answered_at__isnull=not yes)


def _rules() -> list[tuple[str, object]]:
    return [(rule, title(rule)) for rule in (*RULES, RULE)]


AUDITS = List(
    name="audits", room="audits", kind="audit", title=_("Quality audits"), right=rights.VIEW.name,
    export_right=rights.EXPORT.name, rows=lambda by: queries.audits(by).select_related("customer", "attempt"),
    sort="-called", card=("about", "score", "agent", "state"), above="audits/_above.html",
    counted=lambda count, number: ngettext("%(count)s audit", "%(count)s audits", number) % {"count": count},
    columns=(
        Column("about", _("Call"), lambda row, _v: about(row), lambda row, _v: named(about(row), page_of(row.pk)),
               brief=lambda row, _v: about(row), wide=True),
        Column("agent", pgettext_lazy("audit", "Called by"), lambda row, _v: row.agent_name),
        Column("outcome", pgettext_lazy("audit", "Came of it"), lambda row, _v: label(row.attempt.outcome), quiet=True),
        Column("state", pgettext_lazy("audit", "Result"), lambda row, _v: _state(row),
               lambda row, _v: m(words.SHAPES[row.state], _state(row))),
        Column("score", pgettext_lazy("audit", "Score"), lambda row, _v: _score(row), sort=("score",), numeric=True),
        Column("judged", pgettext_lazy("audit", "Audited by"), lambda row, _v: row.judged_by_name or "—", quiet=True),
        Column("answered", pgettext_lazy("audit", "Answer"), lambda row, _v: plain_day(row.answered_at) or "—",
               lambda row, _v: day(row.answered_at), quiet=True),
        Column("called", pgettext_lazy("audit", "Called"), lambda row, _v: plain_day(row.called_at),
               lambda row, _v: day(row.called_at), sort=("called_at",), descending=True, quiet=True),
        Column("month", pgettext_lazy("audit", "Month"), lambda row, _v: f"{row.month:%Y-%m}", shown=False),
        Column("rule", pgettext_lazy("audit", "Rule"), lambda row, _v: row.rule, shown=False),
    ),
    filters=(
        Text("q", _("Search"), _found, hint=_("Colleague or customer number")),
        Choice("state", pgettext_lazy("audit", "Result"), tuple(words.STATES.items()), equals("state")),
        Choice("rule", pgettext_lazy("audit", "Rule"), _rules, equals("rule")),
        Yes("mine", _("My own calls"), _mine),
        Yes("answered", pgettext_lazy("audit", "Answered"), _answered),
        Dates("called", pgettext_lazy("audit", "Called"), _called),
    ),
    tabs=(
        Tab("open", pgettext_lazy("audit tab", "To be audited"), {"state": "open"}, "called", roles=rights.LEADERS),
        Tab("failed", pgettext_lazy("audit tab", "Failed"), {"state": "failed"}),
        Tab("receptions", _("Receptions"), {"rule": RULE}),
        Tab("answered", pgettext_lazy("audit", "Answered"), {"answered": "1"}),
        Tab("mine", pgettext_lazy("audit tab", "My own"), {"mine": "1"}),
    ),
    create=Empty("", action=_("Draw the month"), url_name="month", right=rights.DRAW.name),
    empty=Empty(_("No audit here. Calls are drawn by the policy at the start of each month, or when you say so."), "eye",
                _("Draw the month"), "month", rights.DRAW.name),
)  # fmt: skip
