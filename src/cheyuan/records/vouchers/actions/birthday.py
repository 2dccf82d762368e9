"""The voucher on a birthday (rule R14): by policy, once a year and person."""

from datetime import datetime

from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of
from cheyuan.records.customers import queries as customers
from cheyuan.records.vouchers import queries
from cheyuan.records.vouchers.actions.giving import record, tell, write
from cheyuan.records.vouchers.actions.reminding import stop
from cheyuan.records.vouchers.gifts import birthday_terms
from cheyuan.records.vouchers.models import Voucher
from cheyuan.records.vouchers.moves import GIVEN, MOVES


def give_birthday(by: Actor, customer_id: int, *, at: datetime) -> tuple[Voucher, bool] | None:
    """The year's birthday voucher and whether it is new; None when the store gives none, or gave one that has ended.

    A matter of policy, not of anybody's limit: asked inside the action that congratulates. The customer's row is locked, so
    that two who congratulate at once give one.
    """
    one = customers.customer(by, customer_id, lock=True)
    year = day_of(at).year
    known = queries.birthday_of(one.pk, year)
    if known is not None:
        return (known, False) if known.state == GIVEN else None
    terms = birthday_terms(one.store_id, at)
    if terms is None:
        return None
    grant = record(by, one.store_id, 1, terms, at)
    made = write(by, grant, [one.pk], terms, at, state=GIVEN, origin=f"birthday:{year}:{one.pk}")
    tell(by, grant, made, "voucher.given", at)
    return made[0], True


def take_birthday_back(by: Actor, voucher_id: int, *, at: datetime) -> bool:
    """The congratulation was taken back: its voucher goes too, unless it was redeemed. Answers whether it did."""
    rows = Voucher.objects.select_for_update().filter(store_id__in=by.store_ids, pk=voucher_id, state=GIVEN)
    row = rows.select_related("grant").first()
    if row is None:
        return False
    stop(by, row.pk, at)
    Voucher.objects.filter(pk=row.pk).update(state=MOVES.to(GIVEN, "withdraw"), ended_at=at, origin="")
    tell(by, row.grant, [row], "voucher.withdrawn", at)
    return True
