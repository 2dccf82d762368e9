"""The list of answers and the list of questions that customers raised."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from cheyuan.base.lists.cells import day, due, named, plain_day
from cheyuan.base.lists.columns import Column
from cheyuan.base.lists.filters import Choice, Dates, Text, Yes, equals, span
from cheyuan.base.lists.spec import Empty, List, Tab
from cheyuan.base.search.queries import find
from cheyuan.base.tenancy.queries import store_names
from cheyuan.base.ui.templatetags.ui import m
from cheyuan.engage.surveys import queries, words
from cheyuan.engage.surveys.models import Answer, Question
from cheyuan.engage.surveys.sheet import said
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import moment, now

FOUND = 200


@cache
def _forms() -> tuple[str, str]:
    return tuple(reverse(f"{room}:page", args=[0]).removesuffix("0") for room in ("surveys", "surveys:questions"))  # type: ignore[return-value]


def page_of(answer_id: int) -> str:
    """The page of an answer."""
    return f"{_forms()[0]}{answer_id}"


def question_page(question_id: int) -> str:
    """The page of a question."""
    return f"{_forms()[1]}{question_id}"


def title(version: Any) -> str:
    """A survey's name in the reader's language."""
    return said(version.title, get_language() or "")


def points(hundredths: int | None) -> str:
    """8.5"""
    return f"{hundredths / 100:.1f}" if hundredths is not None else "—"


def _who(row: Any) -> str:
    return row.customer.name if row.customer else str(_("Nobody by name"))


def _score(row: Answer) -> str:
    text = points(row.csi)
    return str(m("over", text)) if row.low else text


def _found(by: Actor, typed: str) -> Q:
    hits = find(by, typed, kinds=("customer", "vehicle"), limit=FOUND)
    people = [hit.object_id for hit in hits if hit.kind == "customer"]
    return Q(customer_id__in=people) | Q(vehicle_id__in=[hit.object_id for hit in hits if hit.kind == "vehicle"])


def _asker(by: Actor, typed: str) -> Q:
    hits = find(by, typed, kinds=("customer",), limit=FOUND)
    return Q(customer_id__in=[hit.object_id for hit in hits]) | Q(text__contains=typed)


def _advisors() -> Sequence[tuple[str, str]]:
    rows = Answer.objects.exclude(advisor=None).values_list("advisor_id", "advisor__name").distinct()
    return [(str(key), name) for key, name in rows.order_by("advisor__name")[:100]]


def _stores() -> Sequence[tuple[str, str]]:
    ids = Answer.objects.order_by().values_list("store_id", flat=True).distinct()
    return [(str(key), name) for key, name in store_names(ids).items()]


def _asked_on(_by: Actor, since: date | None, until: date | None) -> Q:
    test = Q(asked_at__gte=moment(since)) if since else Q()
    return test & Q(asked_at__lt=moment(until + timedelta(days=1))) if until else test


def _mine(by: Actor, yes: bool) -> Q:
    mine = Q(advisor_id=by.account_id or 0)
    return mine if yes else ~mine


def _complained(_by: Actor, yes: bool) -> Q:
    return Q(complaint_id__isnull=not yes)


def _open(_by: Actor, yes: bool) -> Q:
    return Q(replied_at__isnull=yes)


def _late(_by: Actor, yes: bool) -> Q:
    late = Q(replied_at=None, due_at__lt=now())
    return late if yes else ~late


def _state(row: Question) -> str:
    if row.replied_at is None:
        return due(row.due_at)
    text = str(_("answered by %(name)s") % {"name": row.replied_by_name})
    return str(m("well" if row.replied_at <= row.due_at else "none", text))


ANSWERS = List(
    name="answers", room="surveys", kind="survey", title=_("Answers to surveys"), right="surveys.view",
    export_right="surveys.export",
    rows=lambda by: queries.answers(by).select_related("version", "customer", "vehicle", "advisor"), sort="-at",
    card=("who", "csi", "survey", "at"),
    counted=lambda count, number: ngettext("%(count)s answer", "%(count)s answers", number) % {"count": count},
    columns=(
        Column("who", _("Customer"), lambda row, _v: _who(row), lambda row, _v: named(_who(row), page_of(row.pk)),
               brief=lambda row, _v: _who(row)),
        Column("survey", _("Survey"), lambda row, _v: title(row.version), wide=True),
        Column("csi", _("CSI"), lambda row, _v: points(row.csi), lambda row, _v: _score(row), numeric=True),
        Column("nps", _("Recommends"), lambda row, _v: "—" if row.nps is None else str(row.nps), numeric=True),
        Column("low", _("Lowest score"), lambda row, _v: "—" if row.lowest is None else str(row.lowest), numeric=True,
               quiet=True, shown=False),
        Column("advisor", _("About the work of"), lambda row, _v: row.advisor.name if row.advisor else "—"),
        Column("vehicle", _("Vehicle"), lambda row, _v: str(row.vehicle or "—"), quiet=True),
        Column("channel", _("Channel"), lambda row, _v: str(words.CHANNELS[row.channel]), quiet=True),
        Column("said", _("In the customer's words"), lambda row, _v: " ".join(row.words.values()) or "—", wide=True,
               quiet=True, shown=False),
        Column("at", pgettext_lazy("survey", "Answered on"), lambda row, _v: plain_day(row.at), lambda row, _v: day(row.at),
               sort=("at",), descending=True, quiet=True),
    ),
    filters=(
        Text("q", _("Search"), _found),
        Yes("low", _("Low score"), equals("low")),
        Yes("complaint", _("Opened a complaint"), _complained),
        Yes("me", _("About my work"), _mine),
        Choice("survey", _("Survey"), queries.titles, equals("survey_id")),
        Choice("advisor", _("About the work of"), _advisors, equals("advisor_id")),
        Choice("channel", _("Channel"), tuple(words.CHANNELS.items()), equals("channel")),
        Choice("store", _("Store"), _stores, equals("store_id")),
        Dates("day", pgettext_lazy("survey", "Answered on"), span("day")),
    ),
    tabs=(
        Tab("all", pgettext_lazy("surveys", "All")),
        Tab("low", _("Low score"), {"low": "1"}),
        Tab("mine", _("About my work"), {"me": "1"}),
    ),
    create=Empty("", action=_("Invite"), url_name="invite", right="surveys.invite"),
    empty=Empty(_("Nobody has answered yet. Print a slip with a QR code, and the first answer is near."), "gauge",
                _("Invite"), "invite", "surveys.invite"),
)  # fmt: skip
QUESTIONS = List(
    name="questions", room="surveys:questions", kind="survey_question", title=_("Questions from surveys"), right="surveys.view",
    export_right="surveys.export",
    rows=lambda by: queries.questions(by).select_related("customer", "answer", "answer__version"), sort="due",
    card=("text", "state", "who", "asked"),
    counted=lambda count, number: ngettext("%(count)s survey question", "%(count)s survey questions", number) % {"count": count},
    columns=(
        Column("text", pgettext_lazy("survey", "Question"), lambda row, _v: row.text[:120] or "—",
               lambda row, _v: named(row.text[:120] or "—", question_page(row.pk)), brief=lambda row, _v: row.text[:120],
               wide=True),
        Column("who", _("Customer"), lambda row, _v: _who(row)),
        Column("survey", _("Survey"), lambda row, _v: title(row.answer.version), quiet=True),
        Column("state", pgettext_lazy("survey", "Answer"), lambda row, _v: row.replied_by_name or plain_day(row.due_at),
               lambda row, _v: _state(row)),
        Column("due", _("Answer until"), lambda row, _v: plain_day(row.due_at), lambda row, _v: day(row.due_at),
               sort=("due_at",), quiet=True),
        Column("asked", _("Asked on"), lambda row, _v: plain_day(row.asked_at), lambda row, _v: day(row.asked_at),
               sort=("asked_at",), descending=True, quiet=True),
    ),
    filters=(
        Text("q", _("Search"), _asker),
        Yes("open", _("Waiting for an answer"), _open),
        Yes("late", _("Late"), _late),
        Dates("asked", _("Asked on"), _asked_on),
    ),
    tabs=(
        Tab("open", _("Waiting for an answer"), {"open": "1"}, "due"),
        Tab("late", _("Late"), {"late": "1"}, "due"),
        Tab("all", pgettext_lazy("surveys", "All"), sort="-asked"),
    ),
    empty=Empty(_("No question waits. What customers ask in a survey appears here, with the time to answer it.")),
)  # fmt: skip
