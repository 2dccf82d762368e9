"""Mail that comes back: its number is scanned or typed, the department that owns the file is asked for the address."""

from datetime import datetime, timedelta

from cheyuan.base.journal.actions import note, timeline
from cheyuan.base.policies.queries import value
from cheyuan.base.tenancy.acting import action
from cheyuan.engage.care import actions as care
from cheyuan.engage.letters import queries
from cheyuan.engage.letters.models import Letter
from cheyuan.engage.letters.moves import LETTER, MADE, RETURNED, WAITING
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Conflict
from cheyuan.kernel.ref import Ref

RULE, ROLE = "X01", "service_advisor"
"""Data to put right, as after a wrong number in a call."""


@action("letters.return")
def give_back(by: Actor, typed: str, *, at: datetime) -> Letter:
    """A letter came back as undeliverable. Refused("letter_number"), Missing; Conflict("letter_back", "letter_unposted")."""
    one = queries.by_number(by, typed, lock=True)
    if one.state == RETURNED:
        raise Conflict("letter_back")
    if one.state == WAITING or one.mailing.state == MADE:
        raise Conflict("letter_unposted")
    state = LETTER.to(one.state, "return")
    until = at + timedelta(days=int(value("letters.correction_days", one.store_id)))
    about = care.Person(one.store_id, one.customer.cust_no, one.customer_id)
    asked = care.Asked(RULE, ROLE, until, f"letter:{one.pk}", {"wrong": "address", "letter": one.number})
    one.task_id = None if one.customer.erased_at else care.ask_about(about, asked, at=at)
    one.state, one.returned_at, one.returned_by_name = state, at, by.name
    one.save(update_fields=["state", "returned_at", "returned_by_name", "task_id"])
    timeline(
        by, "letter.returned", at=at, topic="contact", customer_id=one.customer_id, ref=Ref("mailing", one.mailing_id),
        store_id=one.store_id, title=one.mailing.title,
    )  # fmt: skip
    note(by, "letter.returned", Ref("letter", one.pk), at=at, store_id=one.store_id, mailing=one.mailing_id)
    return one


@action("letters.return")
def take_back(by: Actor, typed: str, *, at: datetime) -> Letter:
    """The wrong number was scanned: the letter is with its receiver after all. Conflict("letter_worked") when somebody has
    worked on the address already, ("wrong_state")."""
    one = queries.by_number(by, typed, lock=True)
    state = LETTER.to(one.state, "back")
    if one.task_id and not care.withdraw_task(one.task_id, reason="undone", at=at):
        raise Conflict("letter_worked")
    one.state, one.returned_at, one.returned_by_name, one.task_id = state, None, "", None
    one.save(update_fields=["state", "returned_at", "returned_by_name", "task_id"])
    timeline(
        by, "letter.unreturned", at=at, topic="contact", customer_id=one.customer_id, ref=Ref("mailing", one.mailing_id),
        store_id=one.store_id, title=one.mailing.title,
    )  # fmt: skip
    note(by, "letter.unreturned", Ref("letter", one.pk), at=at, store_id=one.store_id, mailing=one.mailing_id)
    return one
