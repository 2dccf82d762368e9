"""Giving vouchers: one, or many by one decision. Above one's limit somebody higher signs (PLT-03)."""

from collections.abc import Sequence
from datetime import datetime

from cheyuan.base.approvals.actions import ask
from cheyuan.base.journal.actions import note_many, timeline_many
from cheyuan.base.journal.lines import Line
from cheyuan.base.tenancy.acting import action
from cheyuan.kernel import money
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of
from cheyuan.kernel.errors import Missing
from cheyuan.kernel.ref import Ref
from cheyuan.records.customers import queries as customers
from cheyuan.records.vouchers import codes, words
from cheyuan.records.vouchers.models import Grant, Voucher
from cheyuan.records.vouchers.moves import ASKED
from cheyuan.records.vouchers.terms import LONGEST_WORDS, Terms

KIND = "voucher"
BATCH = 1000


@action("vouchers.give")
def give(by: Actor, customer_id: int, terms: Terms, *, at: datetime) -> Voucher:
    """One voucher for one customer; within one's limit it is valid at once, else it waits for a signature.

    Refused as ``Terms.check``; Missing for a customer who is not there for this actor.
    """
    one = customers.customer(by, customer_id)
    return _granted(by, one.store_id, [one.pk], terms, at)[0]


@action("vouchers.give")
def give_many(by: Actor, customer_ids: Sequence[int], terms: Terms, *, at: datetime) -> list[int]:
    """The same for many at once: one decision, one question, one statement per thousand; answers who got one.

    What counts for the limit is the worth of all together. Customers who are not there for this actor get none.
    """
    rows = customers.customers(by).filter(pk__in=list(customer_ids)).order_by("pk").values_list("store_id", "pk")
    stores: dict[int, list[int]] = {}
    for store_id, customer_id in rows:
        stores.setdefault(store_id, []).append(customer_id)
    for store_id, ids in stores.items():
        _granted(by, store_id, ids, terms, at)
    return [one for ids in stores.values() for one in ids]


def _granted(by: Actor, store_id: int, ids: Sequence[int], terms: Terms, at: datetime) -> list[Voucher]:
    terms.check(day_of(at))
    if not ids:
        raise Missing("customer", 0)
    grant = record(by, store_id, len(ids), terms, at)
    made = write(by, grant, ids, terms, at, state=ASKED)
    reason = terms.words or str(words.REASONS[terms.reason])
    total = terms.worth_fen * len(ids)
    ask(
        by, KIND, Ref("voucher_grant", grant.pk), store_id=store_id, title=words.title_of(grant), reason=reason,
        amount_fen=total, at=at,
    )  # fmt: skip
    if len(made) == 1:
        made[0].refresh_from_db(fields=["state"])
    return made


def record(by: Actor, store_id: int, count: int, terms: Terms, at: datetime) -> Grant:
    """The decision itself. Inside a scope."""
    row: Grant = Grant.objects.create(
        store_id=store_id, kind=terms.kind, title=terms.title.strip(), worth_fen=terms.worth_fen, reason=terms.reason,
        words=terms.words.strip()[:LONGEST_WORDS], count=count, by_id=by.account_id, by_name=by.name, at=at,
    )  # fmt: skip
    return row


def write(
    by: Actor, grant: Grant, ids: Sequence[int], terms: Terms, at: datetime, *, state: str, origin: str = ""
) -> list[Voucher]:
    """The vouchers of a decision: each with a code of its own. Inside a scope."""
    rows = [
        Voucher(
            store_id=grant.store_id, grant=grant, customer_id=one, code=codes.draw(), kind=terms.kind,
            title=grant.title, worth_fen=terms.worth_fen, percent=terms.percent, reason=terms.reason, origin=origin,
            everywhere=terms.everywhere, valid_from=terms.valid_from, valid_until=terms.valid_until, state=state,
            given_at=at, by_name=by.name,
        )
        for one in ids
    ]  # fmt: skip
    return list(Voucher.objects.bulk_create(rows, batch_size=BATCH))


def tell(by: Actor, grant: Grant, rows: Sequence[Voucher], verb: str, at: datetime) -> None:
    """Audit and timeline of many vouchers that took the same step: one audit row, one line each."""
    note_many(
        by, verb, "voucher", [one.pk for one in rows], at=at, store_id=grant.store_id, grant=grant.pk,
        worth=grant.worth_fen,
    )  # fmt: skip
    timeline_many(by, (
        Line(
            verb, "voucher", at, one.customer_id, None, Ref("voucher", one.pk), grant.store_id,
            facts={"title": one.title, "worth": money.show(one.worth_fen), "until": one.valid_until.isoformat()},
        )
        for one in rows
    ))  # fmt: skip
