"""A refusal is lifted by the person's own word only (PPL-08): how and when it was said stands beside who wrote it down."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from cheyuan.base.channels import actions as channels
from cheyuan.base.channels.queries import ANY, forbidden, refused
from cheyuan.base.journal.actions import note, timeline
from cheyuan.base.tenancy.acting import action
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of
from cheyuan.kernel.errors import Refused
from cheyuan.kernel.ref import Ref
from cheyuan.records.customers import queries
from cheyuan.records.customers.models import CHANNELS, Consent, Customer
from cheyuan.records.customers.words import SOURCES

LIFTABLE = ("service", "marketing")


def refusals(by: Actor, one: Customer) -> dict[str, list[str]]:
    """Purpose → the channels that the owner of the phone refused, in any store of the group; only refused purposes."""
    pairs = forbidden(by, one.phone, CHANNELS, LIFTABLE) if one.phone else frozenset()
    found = {purpose: [channel for channel in CHANNELS if (channel, purpose) in pairs] for purpose in LIFTABLE}
    return {purpose: some for purpose, some in found.items() if some}


def to_lift(by: Actor, one: Customer, purpose: str, on: Collection[str], proof: str) -> list[str]:
    """The channels on which a new yes meets a refusal, for whoever may lift it and says what the person's words were.

    Refused("consent_refused") for everybody else: no refusal is lifted in passing.
    """
    if not one.phone or purpose not in LIFTABLE:
        return []
    standing = sorted(channel for channel, _purpose in forbidden(by, one.phone, on, (purpose,)))
    if standing and not (by.may("customers.lift") and proof.strip()):
        raise Refused("consent_refused", field="given")
    return standing


@action("customers.lift")
def lift_refusal(
    by: Actor, customer_id: int, purposes: Collection[str], *, how: str, said_on: date | None, reason: str, at: datetime
) -> None:
    """The person allows contact for these purposes again; written as consent with its proof and audited.

    ``how`` is one of SOURCES. Refused: lift_nothing, lift_how, lift_when, lift_future,
    lift_reason.
    """
    one = queries.customer(by, customer_id, lock=True)
    standing = refusals(by, one)
    chosen = [purpose for purpose in standing if purpose in purposes]
    reason = reason.strip()[:200]
    _check(chosen, how, said_on, reason, at)
    pairs = refused(by, one.phone)
    for channel in sorted({channel for channel, _meant in pairs}):
        for purpose in _meant(chosen, channel, pairs):
            channels.agree(by, address=one.phone, channel=channel, purpose=purpose, source=how, at=at)
    Consent.objects.bulk_create(
        Consent(
            store_id=one.store_id, customer_id=one.pk, purpose=purpose, channel=channel, given=True, at=at,
            source=how, proof=f"{said_on}: {reason}"[:200], by_name=by.name,
        )
        for purpose in chosen for channel in standing[purpose]
    )  # fmt: skip
    if len(chosen) == len(standing):
        one.do_not_contact = False
    one.updated_at = at
    one.save(update_fields=["do_not_contact", "updated_at"])
    facts: dict[str, Any] = {"purpose": ", ".join(chosen), "how": how, "said_on": str(said_on)}
    timeline(
        by, "customer.lifted", at=at, topic="consent", customer_id=one.pk, ref=Ref("customer", one.pk),
        store_id=one.store_id, **facts,
    )  # fmt: skip
    note(by, "customer.lifted", Ref("customer", one.pk), at=at, store_id=one.store_id, reason=reason, **facts)


def _meant(chosen: list[str], channel: str, pairs: Collection[tuple[str, str]]) -> list[str]:
    """The words to take back on a channel: those said of a chosen purpose; one said of everything, when all is allowed."""
    said = {purpose for where, purpose in pairs if where == channel}
    if ANY not in said:
        return [purpose for purpose in chosen if purpose in said]
    return [*chosen, ANY] if set(chosen) == set(LIFTABLE) else chosen


def _check(chosen: list[str], how: str, said_on: date | None, reason: str, at: datetime) -> None:
    if not chosen:
        raise Refused("lift_nothing", field="purpose")
    if how not in dict(SOURCES):
        raise Refused("lift_how", field="how")
    if said_on is None:
        raise Refused("lift_when", field="said_on")
    if said_on > day_of(at):
        raise Refused("lift_future", field="said_on")
    if not reason:
        raise Refused("lift_reason", field="reason")
