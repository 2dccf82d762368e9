"""What the customer's page shows, made from few questions whatever the customer's history."""

from datetime import date, datetime
from typing import Any

from django.urls import NoReverseMatch, reverse

from cheyuan.base.accounts.queries import named
from cheyuan.base.journal import verbs
from cheyuan.base.journal.models import TimelineEntry
from cheyuan.base.journal.queries import timeline_of_customer
from cheyuan.kernel import names, ref
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, now
from cheyuan.records.customers import panels, queries, words
from cheyuan.records.customers.models import Customer
from cheyuan.records.customers.panels import Facing

STEP = 30
BESIDE = 6


def age(birthday: date | None, today: date) -> int | None:
    """Whole years; None when not known."""
    if birthday is None:
        return None
    return today.year - birthday.year - ((today.month, today.day) < (birthday.month, birthday.day))


def address_of(one: Customer) -> str:
    """How to speak to them: as written on file, else by name and gender."""
    return one.salutation or names.salutation(one.name, one.gender)


def title_of(one: Customer) -> str:
    """The part of the salutation behind the name: 先生, 女士; empty for companies."""
    said = names.salutation(one.name, one.gender)
    return said.removeprefix(names.surname(one.name)) if said != one.name else ""


def common(facing: Facing) -> dict[str, Any]:
    """What page and side sheet share."""
    one = facing.customer
    return {
        "one": one,
        "title_words": title_of(one),
        "address_words": address_of(one),
        "age": age(one.birthday, facing.today),
        "may_edit": facing.by.may("customers.edit"),
        "may_reveal": facing.by.may("customers.reveal"),
        "may_consent": facing.by.may("customers.consent"),
        "may_copy": facing.by.may("customers.copy"),
        "may_erase": facing.by.may("customers.erase"),
        "figures": panels.all_figures(facing),
        "page_url": reverse("customers:page", args=[one.pk]),
        "actions": panels.shown(facing, "actions"),
        "next": panels.shown(facing, "next"),
    }


def page(facing: Facing) -> dict[str, Any]:
    """Everything of the full page."""
    by, one = facing.by, facing.customer
    return {
        **common(facing),
        **lights(by, one),
        **remembered(by, one.pk),
        **file(by, one),
        **timeline(by, one.pk),
        "counts": counts(by, one.pk, ""),
        "lives": panels.shown(facing, "lives"),
        "left": panels.shown(facing, "left"),
        "right": panels.shown(facing, "right"),
    }


def sheet(facing: Facing) -> dict[str, Any]:
    """The side sheet: the same person, shorter."""
    by, one = facing.by, facing.customer
    found = timeline_of_customer(by, one.pk, limit=BESIDE)
    return {
        **common(facing),
        **remembered(by, one.pk),
        "parts": panels.shown(facing, "sheet"),
        "entries": entries(by, found.rows),
    }


def lights(by: Actor, one: Customer) -> dict[str, Any]:
    """The consent lights in words."""
    found = queries.lights(by, one)
    said = [
        (purpose, words.word(words.PURPOSES, purpose), [(key, words.word(words.CHANNELS, key), at) for key, at in row])
        for purpose, row in found
    ]
    return {"lights": said, "sources": words.SOURCES}


def remembered(by: Actor, customer_id: int) -> dict[str, Any]:
    """Promises still open, and the last notes."""
    rows = queries.remarks(by, customer_id)
    return {
        "promises": [row for row in rows if row.kind == "promise" and row.kept_at is None],
        "kept": [row for row in rows if row.kind == "promise" and row.kept_at is not None][:3],
        "remarks": [row for row in rows if row.kind == "note"][:5],
    }


def file(by: Actor, one: Customer) -> dict[str, Any]:
    """The sections of the file as they are read."""
    who = [account for account in (one.advisor_id, one.consultant_id) if account]
    people = named(by, who) if who else {}
    phones = queries.phones(by, one.pk)
    return {
        "advisor": people.get(one.advisor_id or 0, ""),
        "consultant": people.get(one.consultant_id or 0, ""),
        "phones": [(row, words.word(words.PHONE_LABELS, row.label)) for row in phones],
        "phone_labels": words.PHONE_LABELS,
        "kind_words": words.word(words.KINDS, one.kind),
        "usage_words": words.word(words.USAGES, one.usage),
        "channel_words": words.word(words.CHANNELS, one.preferred_channel),
        "language_words": words.word(words.LANGUAGES, one.language) if one.language != "zh-hans" else "",
    }


def counts(by: Actor, customer_id: int, chosen: str) -> list[dict[str, Any]]:
    """The chips over the timeline: how many entries of each topic."""
    found = queries.timeline_counts(by, customer_id)
    known = [(one.key, one.label) for one in panels.all_topics() if one.key in found]
    url = reverse("customers:timeline", args=[customer_id])
    chips = [{"label": None, "count": sum(found.values()), "url": url, "on": not chosen}]
    return chips + [
        {"label": label, "count": found[key], "url": f"{url}?topic={key}", "on": key == chosen} for key, label in known
    ]


def timeline(by: Actor, customer_id: int, topic: str = "", before: str = "") -> dict[str, Any]:
    """Some entries of the timeline and the address of the older ones."""
    found = timeline_of_customer(by, customer_id, topics=[topic] if topic else [], before=before, limit=STEP)
    url = reverse("customers:timeline", args=[customer_id])
    more = f"{url}?topic={topic}&before={found.before}" if found.before else ""
    return {"entries": entries(by, found.rows), "older": more.replace("+", "%2B"), "topic": topic}


def entries(by: Actor, rows: list[TimelineEntry]) -> list[dict[str, Any]]:
    """Timeline rows as the component shows them."""
    cars = panels.names_of_vehicles(by, (row.vehicle_id for row in rows if row.vehicle_id))
    return [_entry(by, row, cars.get(row.vehicle_id or 0, "")) for row in rows]


def form_of(at: datetime) -> str:
    """How the day of an entry is said: in other years the month is enough, the exact time is on hover."""
    return "date" if day_of(at).year == day_of(now()).year else "month"


def _entry(by: Actor, row: TimelineEntry, car: str) -> dict[str, Any]:
    topic = panels.topic(row.topic)
    fen = row.facts.get("fen")
    return {
        "when": row.at,
        "form": form_of(row.at),
        "icon": topic.icon if topic else "dot",
        "text": verbs.sentence(row.verb, row.facts),
        "fen": fen if isinstance(fen, int) and fen else None,
        "car": car,
        "who": row.by_name,
        "url": _link(by, row),
    }


def _link(by: Actor, row: TimelineEntry) -> str:
    """The page of what the entry is about; empty when it has none, or none for this person."""
    kind = ref.kinds().get(row.kind) if row.kind != "customer" else None
    if kind is None or not row.object_id or not kind.open_to(by):
        return ""
    try:
        return kind.address(row.object_id)
    except NoReverseMatch:
        return ""


def face(by: Actor, customer_id: int, at: datetime) -> Facing:
    """The customer, as seen by the actor; Missing when there is none."""
    return Facing(by, queries.customer(by, customer_id), at)
