"""Customers over the API: always masked; a look behind the mask is an operation of its own, counted and audited."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.db.models import Q
from ninja import Query, Router
from pydantic import Field

from cheyuan.base.apikit.idempotency import idempotent
from cheyuan.base.apikit.paging import Page, PageIn, page
from cheyuan.base.apikit.schemas import Id, In, Line, Out, Text
from cheyuan.base.journal import verbs
from cheyuan.base.journal.queries import timeline_of_customer
from cheyuan.kernel import phone
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Refused
from cheyuan.records.customers import actions, many, queries
from cheyuan.records.customers.models import Customer

router = Router()
Short = Annotated[str, Field(max_length=40)]
Middle = Annotated[str, Field(max_length=60)]
Day = Annotated[date | None, Field(ge=date(1900, 1, 1), le=date(2100, 12, 31))]
Channel = Literal["call", "sms", "wechat", "email", "letter"]
Purpose = Literal["service", "marketing", "profiling", "sharing"]


class CustomerOut(Out):
    """One file. What is sealed is masked (phone) or only said to be there."""

    id: int
    store_id: int
    cust_no: str
    name: str
    kind: str
    gender: str
    birthday: date | None
    phone: str = Field(description="Masked: 138****1234")
    has: list[str] = Field(description="Sealed fields that hold something")
    province: str
    city: str
    district: str
    occupation: str
    usage: str
    salutation: str
    avoid: str
    preferred_channel: str
    preferred_time: str
    language: str = Field(description="In which they are written to")
    consultant_id: int | None
    advisor_id: int | None
    source: str
    tags: list[str]
    is_vip: bool
    is_key_account: bool
    do_not_contact: bool
    created_at: datetime
    updated_at: datetime


class CustomerFields(In):
    """What may be changed; what is left out stays."""

    name: Annotated[str, Field(min_length=1, max_length=120)] | None = None
    kind: Literal["person", "company"] | None = None
    gender: Literal["", "M", "F"] | None = None
    birthday: Day = None
    phone: Short | None = None
    wechat: Middle | None = None
    email: Annotated[str, Field(max_length=120)] | None = None
    address: Annotated[str, Field(max_length=200)] | None = None
    province: Short | None = None
    city: Short | None = None
    district: Short | None = None
    occupation: Middle | None = None
    usage: Literal["", "family", "business", "young", "outdoors"] | None = None
    salutation: Middle | None = None
    avoid: Annotated[str, Field(max_length=200)] | None = None
    preferred_channel: Literal["", "call", "sms", "wechat", "email", "letter"] | None = None
    preferred_time: Middle | None = None
    language: Literal["zh-hans", "en"] | None = None
    source: Short | None = None
    tags: Annotated[list[Annotated[str, Field(min_length=1, max_length=30)]], Field(max_length=30)] | None = None
    notes: Text | None = None
    is_vip: bool | None = None
    is_key_account: bool | None = None


class CustomerNew(CustomerFields):
    """A new file. ``store_id`` may be left out by whoever works in one store."""

    name: Annotated[str, Field(min_length=1, max_length=120)]
    phone: Short = ""
    cust_no: Short = ""
    store_id: Id | None = None


class CustomersIn(PageIn):
    """Which customers."""

    cust_no: Short = ""
    city: Short = ""
    tag: Annotated[str, Field(max_length=30)] = ""
    phone: Short = Field("", description="The whole number; finds the files that carry it")


class RevealIn(In):
    """Which sealed field, and why."""

    field: Literal["phone", "wechat", "email", "id_document", "address"]
    reason: Annotated[str, Field(max_length=120)] = ""


class RevealOut(Out):
    """The content behind the mask."""

    field: str
    value: str


class ConsentOut(Out):
    """The statement that holds for a purpose on a channel."""

    purpose: str
    channel: str
    given: bool
    at: datetime
    source: str
    text_version: str
    proof: str


class ConsentIn(In):
    """A new statement."""

    purpose: Purpose
    channels: Annotated[list[Channel], Field(min_length=1, max_length=5)]
    given: bool
    source: Annotated[str, Field(min_length=1, max_length=60)]
    text_version: Short = ""
    proof: Annotated[str, Field(max_length=200)] = ""


class EventOut(Out):
    """One entry of the timeline."""

    id: int
    at: datetime
    verb: str
    topic: str
    text: str
    vehicle_id: int | None
    by: str


def shown(one: Customer) -> dict[str, Any]:
    """The file as the API gives it out."""
    plain = {
        name: getattr(one, name) for name in CustomerOut.model_fields if name not in ("phone", "has") and name != "id"
    }
    return {
        **plain,
        "id": one.pk,
        "phone": phone.masked(one.phone) if one.phone else "",
        "has": [name for name in actions.SEALED if getattr(one, name)],
    }


@router.get("", response=Page[CustomerOut], summary="Customers", operation_id="customers")
def customers(request: Any, wish: Query[CustomersIn]) -> dict[str, Any]:
    """The customers of the actor's stores, by number of the record."""
    by = request.actor
    asked = Q(cust_no=wish.cust_no) if wish.cust_no else Q()
    asked &= Q(city=wish.city) if wish.city else Q()
    asked &= Q(tags__contains=[wish.tag]) if wish.tag else Q()
    rows = queries.customers(by).filter(asked)
    if wish.phone:
        rows = rows.filter(pk__in=[one.pk for one in queries.with_phone(by, wish.phone)])
    return page(rows, wish, show=shown)


@router.get("/{customer_id}", response=CustomerOut, summary="One customer", operation_id="customer")
def customer(request: Any, customer_id: Id) -> dict[str, Any]:
    """One file."""
    return shown(queries.customer(request.actor, customer_id))


@router.post("", response={201: CustomerOut}, summary="New customer", operation_id="customer_create")
@idempotent
def create(request: Any, body: CustomerNew) -> tuple[int, dict[str, Any]]:
    """Open a file."""
    by = request.actor
    values = body.model_dump(exclude_unset=True, exclude={"store_id", "cust_no"})
    if not by.store_ids:
        raise Refused("store_missing", field="store_id")
    store = body.store_id or by.store_id or by.store_ids[0]
    one = actions.create(by.within(store), store, at=now(), cust_no=body.cust_no, **_plain(values))
    return 201, shown(one)


@router.patch("/{customer_id}", response=CustomerOut, summary="Change a customer", operation_id="customer_edit")
@idempotent
def edit(request: Any, customer_id: Id, body: CustomerFields) -> dict[str, Any]:
    """Change the fields that are sent."""
    values = _plain(body.model_dump(exclude_unset=True))
    return shown(actions.edit(request.actor, customer_id, at=now(), **values))


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """null empties a day; for everything else it means "left out"."""
    if values.get("tags"):
        values["tags"] = list(dict.fromkeys(many.clean_tag(tag) for tag in values["tags"]))
    return {name: value for name, value in values.items() if value is not None or name == "birthday"}


@router.post("/{customer_id}/reveal", response=RevealOut, summary="Look behind a mask", operation_id="customer_reveal")
def reveal(request: Any, customer_id: Id, body: RevealIn) -> dict[str, str]:
    """The content of a sealed field; counted against the day's limit and audited."""
    value = actions.reveal(request.actor, customer_id, body.field, at=now(), reason=body.reason)
    return {"field": body.field, "value": value}


@router.get("/{customer_id}/consents", response=list[ConsentOut], summary="Consents", operation_id="consents")
def consents(request: Any, customer_id: Id) -> list[Any]:
    """The statements that hold now, one per purpose and channel."""
    queries.customer(request.actor, customer_id)
    return list(queries.consents(request.actor, customer_id).values())


@router.post("/{customer_id}/consents", response={204: None}, summary="Record consent", operation_id="consent_record")
@idempotent
def record_consent(request: Any, customer_id: Id, body: ConsentIn) -> tuple[int, None]:
    """A statement of the customer; a withdrawal of marketing or service holds at once for the whole group."""
    actions.record_consent(
        request.actor, customer_id, body.purpose, body.given, at=now(), source=body.source,
        on=tuple(dict.fromkeys(body.channels)), proof=body.proof, text_version=body.text_version,
    )  # fmt: skip
    return 204, None


@router.get("/{customer_id}/timeline", response=Page[EventOut], summary="Timeline", operation_id="customer_timeline")
def timeline(request: Any, customer_id: Id, wish: Query[PageIn], topic: Line | None = None) -> dict[str, Any]:
    """What happened, newest first."""
    queries.customer(request.actor, customer_id)
    found = timeline_of_customer(
        request.actor, customer_id, topics=[topic] if topic else [], before=wish.cursor, limit=wish.limit
    )
    rows = [
        {
            "id": row.pk, "at": row.at, "verb": row.verb, "topic": row.topic, "vehicle_id": row.vehicle_id,
            "text": verbs.sentence(row.verb, row.facts), "by": row.by_name,
        }
        for row in found.rows
    ]  # fmt: skip
    return {"items": rows, "next": found.before}
