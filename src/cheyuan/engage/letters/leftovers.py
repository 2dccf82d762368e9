"""Letters in the rights of a person, and how long names, addresses and files are kept."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cheyuan.base.jobs.retention import Keeping
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.letters.actions.making import drop_parts, stop
from cheyuan.engage.letters.models import Letter, Mailing
from cheyuan.engage.letters.moves import MAILING, POSTED, WAITING
from cheyuan.engage.letters.policies import ADDRESSES, FILES
from cheyuan.kernel.actor import Actor
from cheyuan.records.customers.persons import Part, Subject

EMPTY = dict.fromkeys(("name", "address", "postcode", "filled"), "")


def _copy(subject: Subject) -> Any:
    rows = Letter.objects.filter(customer_id=subject.customer.pk).select_related("mailing").order_by("pk")
    return [
        {"title": one.mailing.title, "words": one.mailing.body, "number": one.number, "name": one.name, "state": one.state,
         "address": one.address, "postcode": one.postcode, "values": one.filled, "posted_on": one.mailing.posted_on,
         "returned_at": one.returned_at}
        for one in rows
    ]  # fmt: skip


def _erase(subject: Subject) -> Mapping[str, int]:
    """Name, address and values go; files in which they stand go, too, and are set again without them."""
    rows = list(Letter.objects.filter(customer_id=subject.customer.pk).select_related("mailing"))
    for one in rows:
        mailing = Mailing.objects.select_for_update().get(pk=one.mailing_id)
        if one.state == WAITING:
            stop(subject.by, mailing, [one], "erased", at=subject.at)
            mailing.state = MAILING.to(mailing.state, "lose")
            mailing.save(update_fields=["state"])
        drop_parts(subject.by, mailing, at=subject.at, reason="erased", places=[one.place])
    Letter.objects.filter(pk__in=[one.pk for one in rows]).update(**EMPTY)
    said = [one for one in Mailing.objects.all() if subject.mentioned([one.title, one.body, one.heading, one.closing])]
    Mailing.objects.filter(pk__in=[one.pk for one in said]).update(title="—", body="—", heading="", closing="")
    return {"letters_letter": len(rows), "letters_mailing": len(said)}


def _files(by: Actor, before: datetime, at: datetime) -> int:
    with scope(by):
        rows = Mailing.objects.filter(store_id__in=by.store_ids, state=POSTED, posted_at__lt=before)
        return sum(drop_parts(by, one, at=at, reason="retention") for one in rows)


def _addresses(by: Actor, before: datetime, at: datetime) -> int:
    with scope(by):
        rows = Letter.objects.filter(store_id__in=by.store_ids, mailing__state=POSTED, mailing__posted_at__lt=before)
        return int(rows.exclude(name=None, address=None, filled=None).update(**EMPTY))


PART = Part("letters", _copy, _erase, ("letters_letter", "letters_mailing"), order=6)
KEEPINGS = (Keeping("letter_files", FILES.key, _files), Keeping("letter_addresses", ADDRESSES.key, _addresses))
