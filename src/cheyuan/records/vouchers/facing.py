"""What vouchers show on a customer's page, and what can be done with many customers of the list."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cheyuan.base.lists.spec import Bulk, More
from cheyuan.base.policies.queries import value
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel import text
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of
from cheyuan.kernel.errors import Refused
from cheyuan.records.customers.panels import Facing, Panel, Topic
from cheyuan.records.vouchers import actions, codes, queries, words
from cheyuan.records.vouchers.models import Grant, Voucher
from cheyuan.records.vouchers.moves import GIVEN
from cheyuan.records.vouchers.terms import Terms

SHOWN = 6


def line(row: Voucher) -> dict[str, Any]:
    """One voucher as a line."""
    return {
        "one": row, "worth": words.worth(row), "state": words.STATES[row.state], "mark": words.MARKS[row.state],
        "code": codes.spoken(row.code), "open": row.state == GIVEN,
    }  # fmt: skip


def theirs(facing: Facing) -> dict[str, Any] | None:
    """Their vouchers; without any only the way to give one, to whoever may."""
    rows = (
        facing.once("vouchers", lambda: queries.of_customer(facing.by, facing.customer.pk))
        if facing.has("vouchers")
        else []
    )
    may_give = facing.by.may("vouchers.give")
    if not rows and not may_give:
        return None
    return {
        "rows": [line(row) for row in rows[:SHOWN]],
        "more": max(0, len(rows) - SHOWN),
        "may_give": may_give,
        "customer": facing.customer.pk,
    }


def _give(by: Actor, ids: Sequence[int], values: Mapping[str, str], at: datetime) -> Sequence[int]:
    typed = values.get("yuan", "")
    try:
        fen = text.fen(typed)
    except Refused:
        raise Refused("voucher_worth", field="yuan") from None
    today = day_of(at)
    with scope(by):
        until = today + timedelta(days=int(value("vouchers.days", by.store_id or by.store_ids[0])))
    terms = Terms("amount", values.get("title", ""), fen, today, until, reason=values.get("reason", "manual"))
    return actions.give_many(by, ids, terms, at=at)


def _back(by: Actor, ids: Sequence[int], values: Mapping[str, str], at: datetime) -> Sequence[int]:
    """The newest grants of this person with that name to exactly such customers are taken back."""
    with scope(by):
        title = values.get("title", "").strip()
        found = Voucher.objects.filter(
            store_id__in=by.store_ids, customer_id__in=list(ids), state=GIVEN, title=title, grant__by_id=by.account_id
        )
        newest = Grant.objects.filter(pk__in=found.values("grant_id")).order_by("-pk").values_list("pk", "at")
        last = newest[:1]
        same = [pk for pk, moment in newest if moment == last[0][1]] if last else []
    return list(ids) if sum(actions.end_grant(by, pk, at=at) for pk in same) else []


def _reasons(_by: Actor) -> Sequence[tuple[str, object]]:
    return tuple(words.REASONS.items())


def _given(number: int) -> str:
    return ngettext("Voucher for %(count)s customer.", "Vouchers for %(count)s customers.", number) % {"count": number}


def _taken(number: int) -> str:
    return ngettext(
        "Voucher of %(count)s customer taken back.", "Vouchers of %(count)s customers taken back.", number
    ) % {"count": number}


INPUTS = (("title", _("Name of the voucher"), None), ("yuan", _("Worth in yuan"), None), ("reason", _("Why"), _reasons))
MORE = More(
    bulk=(
        Bulk("voucher", _("Give a voucher"), "gift", "vouchers.give", _give, _given, INPUTS, undo="novoucher"),
        Bulk("novoucher", _("Take vouchers back"), "undo", "vouchers.give", _back, _taken, INPUTS, shown=False),
    )
)
TOPIC = Topic("voucher", _("Vouchers"), "gift", 46)
PRESENT = {
    "vouchers": "SELECT FROM vouchers_voucher t WHERE t.customer_id = %(id)s AND t.store_id = any(%(stores)s::bigint[])"
}
PANELS = (
    Panel("vouchers", "left", "vouchers/_theirs.html", theirs, "vouchers.view", 35),
    Panel("vouchers", "sheet", "vouchers/_theirs.html", theirs, "vouchers.view", 35),
)
