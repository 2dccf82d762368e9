"""The list of what one was told."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cheyuan.base.inbox import actions, kinds, queries, words
from cheyuan.base.inbox.models import Notice
from cheyuan.base.lists.cells import day, named
from cheyuan.base.lists.columns import Column
from cheyuan.base.lists.filters import Choice, Dates, Yes, equals, span
from cheyuan.base.lists.spec import Bulk, Empty, List, Tab
from cheyuan.base.ui import human
from cheyuan.base.ui.templatetags.ui import m
from cheyuan.kernel.actor import Actor


@cache
def _form() -> str:
    return reverse("inbox:page", args=[0]).removesuffix("0")


def page_of(notice_id: int) -> str:
    """Opens the notice: it is read, and its record is shown."""
    return f"{_form()}{notice_id}"


def state_of(row: Notice) -> str:
    """new, read or done."""
    return "done" if row.done_at else "read" if row.read_at else "new"


def said(row: Notice) -> str:
    """The notice in words."""
    return kinds.sentence(row.kind, row.facts)


def _state(row: Notice) -> str:
    return str(words.STATES[state_of(row)])


def _where_state(_by: Actor, state: str) -> Q:
    wanted = {
        "done": ~Q(done_at=None),
        "read": Q(done_at=None) & ~Q(read_at=None),
        "new": Q(read_at=None, done_at=None),
    }
    return wanted[state]


def _open(_by: Actor, yes: bool) -> Q:
    return Q(done_at=None) if yes else ~Q(done_at=None)


def _read(by: Actor, ids: Sequence[int], _values: Mapping[str, str], at: datetime) -> Sequence[int]:
    return actions.read(by, ids, at=at)


def _unread(by: Actor, ids: Sequence[int], _values: Mapping[str, str], _at: datetime) -> Sequence[int]:
    return actions.unread(by, ids)


def _done(by: Actor, ids: Sequence[int], _values: Mapping[str, str], at: datetime) -> Sequence[int]:
    return actions.done(by, ids, at=at)


def _reopen(by: Actor, ids: Sequence[int], _values: Mapping[str, str], _at: datetime) -> Sequence[int]:
    return actions.reopen(by, ids)


def done_words(number: int) -> str:
    """What is said when notices are ticked off."""
    return ngettext("%(count)s notice done.", "%(count)s notices done.", number) % {"count": number}


def read_words(number: int) -> str:
    """What is said when notices are read."""
    return ngettext("%(count)s notice is read.", "%(count)s notices are read.", number) % {"count": number}


def _again(number: int) -> str:
    return ngettext("%(count)s notice stands here again.", "%(count)s notices stand here again.", number) % {
        "count": number
    }


INBOX = List(
    name="inbox", room="inbox", kind="notice", title=_("Inbox"), right="inbox.view", export_right="inbox.export",
    rows=queries.notices, sort="-at", card=("what", "state", "kind", "at"),
    counted=lambda count, number: ngettext("%(count)s notice", "%(count)s notices", number) % {"count": count},
    columns=(
        Column("what", _("What"), lambda row, _v: said(row), lambda row, _v: named(said(row), page_of(row.pk)),
               brief=lambda row, _v: said(row), wide=True),
        Column("kind", _("Kind"), lambda row, _v: kinds.label(row.kind), quiet=True),
        Column("state", _("State"), lambda row, _v: _state(row), lambda row, _v: m(words.MARKS[state_of(row)], _state(row))),
        Column("at", _("When"), lambda row, _v: human.exact(row.at), lambda row, _v: day(row.at), sort=("at",),
               descending=True, quiet=True),
    ),
    filters=(
        Yes("open", _("To do"), _open),
        Choice("state", _("State"), tuple(words.STATES.items()), _where_state),
        Choice("kind", _("Kind"), lambda: [(one.name, one.label) for one in kinds.kinds().values()], equals("kind")),
        Dates("at", _("When"), span("at__date")),
    ),
    tabs=(
        Tab("open", _("To do"), {"open": "1"}),
        Tab("new", _("New ones"), {"state": "new"}),
        Tab("done", _("Done ones"), {"state": "done"}),
    ),
    bulk=(
        Bulk("done", _("Mark done"), "check", "inbox.view", _done, done_words, undo="reopen"),
        Bulk("read", _("Mark read"), "mail", "inbox.view", _read, read_words, undo="unread"),
        Bulk("reopen", _("Mark not done"), "undo", "inbox.view", _reopen, _again, shown=False),
        Bulk("unread", _("Mark new"), "undo", "inbox.view", _unread, _again, shown=False),
    ),
    head="inbox/_head.html",
    empty=Empty(_("Nothing new. Here you find mentions, approvals, escalations and finished work of all rooms."), "inbox"),
)  # fmt: skip
