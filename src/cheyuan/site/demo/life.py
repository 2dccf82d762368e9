"""A year of life around a household: how to treat it, what was promised, what it agreed to, and every past contact.

Plain rows, told from the household's own visits; the seed command writes them. People are named by login, customers by
number, cars by VIN. Cycle keys are those of care-semantics.md, so that the plan never makes a past task again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from cheyuan.kernel.clock import moment
from cheyuan.kernel.dates import birthday_in
from cheyuan.site.demo import sayings
from cheyuan.site.demo.book import Household
from cheyuan.site.demo.chance import chance
from cheyuan.site.demo.people import Person

Team = Mapping[str, Sequence[str]]  # role → logins


@dataclass(frozen=True, slots=True)
class Call:
    """One attempt: outcome codes of the contact centre; ``details`` as its form keeps them."""

    at: datetime
    by: str
    role: str
    channel: str
    outcome: str
    seconds: int | None
    note: str
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PastTask:
    """A care task that is over: done, failed (not reached) or closed. ``vin`` is empty for tasks about the customer."""

    rule: str
    cust_no: str
    vin: str
    cycle: str
    due_on: date
    opens_on: date
    deadline: datetime
    role: str
    state: str
    outcome: str
    reason: str
    closed_at: datetime
    calls: tuple[Call, ...]


@dataclass(frozen=True, slots=True)
class Slip:
    """A visit agreed in a call: ``state`` came or missed; ``asked_at`` is when it was booked."""

    cust_no: str
    vin: str
    at: datetime
    what: str
    transport: str
    state: str
    by: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class Remark:
    """A note, or a promise (kept when ``kept_at`` is set)."""

    cust_no: str
    kind: str
    text: str
    at: datetime
    by: str
    kept_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Consent:
    """One statement of the customer about a purpose and a channel."""

    cust_no: str
    purpose: str
    channel: str
    given: bool
    at: datetime
    source: str


@dataclass(frozen=True, slots=True)
class Manner:
    """How to treat a customer; empty texts where nothing is known."""

    cust_no: str
    consultant: str
    advisor: str
    salutation: str = ""
    avoid: str = ""
    preferred_channel: str = ""
    preferred_time: str = ""
    tags: tuple[str, ...] = ()
    is_vip: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """A message waiting in the outbox."""

    cust_no: str
    channel: str
    purpose: str
    text: str
    reason: str
    intent: str
    at: datetime


@dataclass(slots=True)
class Life:
    """All rows about one household."""

    manner: Manner
    remarks: list[Remark] = field(default_factory=list)
    consents: list[Consent] = field(default_factory=list)
    tasks: list[PastTask] = field(default_factory=list)
    slips: list[Slip] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)


def luck_of(seed: int, household: Household) -> Random:
    """The household's own luck, apart from that of its book."""
    return chance(seed, int(household.owner.cust_no[1:]), 77)


def a_moment(rng: Random, day: date) -> datetime:
    """Some time of a working day, never in the lunch break."""
    return moment(day, rng.choice((9, 10, 11, 14, 15, 16, 17)), rng.randrange(60))


def manner(rng: Random, household: Household, team: Team) -> Manner:
    """How to treat the customer, and who looks after them."""
    owner, ends = household.owner, sayings.SALUTATIONS.get(household.owner.gender)
    spent = sum(visit.amount_fen for _, visits in household.cars for visit in visits)
    return Manner(
        cust_no=owner.cust_no,
        consultant=rng.choice(team["sales_consultant"]),
        advisor=rng.choice(team["service_advisor"]),
        salutation=f"{owner.name[0]}{rng.choice(ends)}"
        if ends and "·" not in owner.name and rng.random() < 0.25
        else "",
        avoid=rng.choice(sayings.AVOID) if rng.random() < 0.06 else "",
        preferred_channel=rng.choice(("call", "wechat", "sms")) if rng.random() < 0.35 else "",
        preferred_time=rng.choice(sayings.TIMES) if rng.random() < 0.3 else "",
        tags=tuple(rng.sample(sayings.TAGS, rng.choice((0, 0, 0, 1, 1, 2)))),
        is_vip=spent > 3_000_000 or (owner.is_company and len(household.cars) > 4),
    )


def remarks(rng: Random, household: Household, team: Team, as_of: date) -> list[Remark]:
    """Notes and promises of the last year; two promises in three are kept."""
    found = []
    for kind, texts, share in (("note", sayings.NOTES, 0.28), ("promise", sayings.PROMISES, 0.09)):
        if household.cars and rng.random() < share:
            at = a_moment(rng, as_of - timedelta(days=rng.randrange(1, 360)))
            later = a_moment(rng, at.date() + timedelta(days=rng.randrange(2, 60)))
            kept = later if kind == "promise" and rng.random() < 0.66 and later.date() < as_of else None
            found.append(
                Remark(household.owner.cust_no, kind, rng.choice(texts), at, rng.choice(team["care_agent"]), kept)
            )
    return found


def consents(rng: Random, owner: Person, since: date, as_of: date) -> list[Consent]:
    """What the customer agreed to when buying: service nearly always, marketing by half; some took it back."""
    at, found = a_moment(rng, since), []
    if owner.do_not_contact:
        return [Consent(owner.cust_no, "marketing", one, False, at, "柜台登记") for one in ("call", "sms", "wechat")]
    for purpose, share in (("service", 0.93), ("marketing", 0.52)):
        for channel in ("call", "sms", "wechat"):
            if rng.random() < share:
                found.append(Consent(owner.cust_no, purpose, channel, True, at, "购车合同"))
    if rng.random() < 0.03 and since < as_of - timedelta(days=60):
        back = a_moment(rng, as_of - timedelta(days=rng.randrange(1, 59)))
        found.append(Consent(owner.cust_no, "marketing", "sms", False, back, "短信回复R"))
    return found


def held(
    rng: Random, household: Household, given: Sequence[Consent], tasks: Sequence[PastTask], as_of: date
) -> list[Held]:
    """Messages waiting: greetings of the last week to who allows them, and what follows three calls in vain."""
    owner, found = household.owner, []
    may = {one.channel for one in given if one.purpose == "marketing" and one.given}
    may -= {one.channel for one in given if one.purpose == "marketing" and not one.given}
    if owner.birthday and household.cars and "sms" in may:
        kept = birthday_in(owner.birthday, as_of.year)
        if timedelta() < as_of - kept <= timedelta(days=7):
            found.append(_message(owner, "R14", f"R14:{owner.cust_no}:{kept.year}", moment(kept, 8, 20)))
    for task in tasks:
        recent = (as_of - task.closed_at.date()).days <= 30
        if task.state == "failed" and recent and task.rule in sayings.HELD and not owner.do_not_contact:
            found.append(_message(owner, task.rule, f"{task.rule}:{task.vin}:{task.cycle}", task.closed_at))
    return found


def _message(owner: Person, rule: str, intent: str, at: datetime) -> Held:
    purpose = "service" if rule == "R09" else "marketing"
    text = sayings.HELD[rule].replace("{name}", owner.name)
    return Held(owner.cust_no, "sms", purpose, text, rule, intent, at)
