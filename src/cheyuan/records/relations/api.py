"""Households and roles over the API."""

from typing import Annotated, Any, Literal

from ninja import Router
from pydantic import Field

from cheyuan.base.apikit.idempotency import idempotent
from cheyuan.base.apikit.schemas import Id, In, Out
from cheyuan.kernel.clock import now
from cheyuan.records.customers import queries as customers
from cheyuan.records.relations import actions, queries
from cheyuan.records.relations.models import Tie

router = Router()
Part = Literal["", "spouse", "parent", "child", "other"]
Role = Literal["drives", "pays", "decides"]


class RelativeOut(Out):
    """Somebody else of the household."""

    customer_id: int
    name: str
    part: str


class TieOut(Out):
    """A role of a person for a company or a car."""

    id: int
    person_id: int
    role: str
    company_id: int | None
    vehicle_id: int | None


class RelationsOut(Out):
    """Who belongs to a customer."""

    household: list[RelativeOut]
    child_years: list[int]
    roles: list[TieOut]


class JoinIn(In):
    """Who joins, and how they stand in the household."""

    customer_id: Id
    part: Part = ""


class ChildrenIn(In):
    """Years of birth; an empty list takes them away."""

    years: Annotated[list[Annotated[int, Field(ge=1900, le=2100)]], Field(max_length=12)]


class TieIn(In):
    """A role for a company, a car, or a company's car."""

    role: Role
    company_id: Id | None = None
    vehicle_id: Id | None = None


def _shown(by: Any, customer_id: int) -> dict[str, Any]:
    there = queries.membership(by, customer_id)
    return {
        "household": [vars(one) for one in queries.household_of(by, customer_id)],
        "child_years": there.household.child_years if there else [],
        "roles": queries.ties_of(by, customer_id),
    }


@router.get("/{customer_id}", response=RelationsOut, summary="Household and roles", operation_id="relations")
def relations(request: Any, customer_id: Id) -> dict[str, Any]:
    """The household of a customer, and who drives, pays or decides."""
    one = customers.customer(request.actor, customer_id)
    return _shown(request.actor, one.pk)


@router.post(
    "/{customer_id}/household", response={204: None}, summary="Join a household", operation_id="household_join"
)
@idempotent
def join(request: Any, customer_id: Id, body: JoinIn) -> tuple[int, None]:
    """Another customer joins this one's household."""
    actions.join(request.actor, customer_id, body.customer_id, at=now(), part=body.part)
    return 204, None


@router.delete(
    "/{customer_id}/household", response={204: None}, summary="Leave the household", operation_id="household_leave"
)
@idempotent
def leave(request: Any, customer_id: Id) -> tuple[int, None]:
    """The customer leaves their household."""
    actions.leave(request.actor, customer_id, at=now())
    return 204, None


@router.put(
    "/{customer_id}/children", response={204: None}, summary="Children's years", operation_id="household_children"
)
@idempotent
def children(request: Any, customer_id: Id, body: ChildrenIn) -> tuple[int, None]:
    """The years in which the household's children were born."""
    actions.set_children(request.actor, customer_id, body.years, at=now())
    return 204, None


@router.post("/{customer_id}/roles", response={201: TieOut}, summary="New role", operation_id="tie_create")
@idempotent
def bind(request: Any, customer_id: Id, body: TieIn) -> tuple[int, Tie]:
    """A person drives, pays or decides."""
    row = actions.bind(
        request.actor, customer_id, body.role, at=now(), company_id=body.company_id, vehicle_id=body.vehicle_id
    )
    return 201, row


@router.delete("/{customer_id}/roles/{tie_id}", response={204: None}, summary="End a role", operation_id="tie_end")
@idempotent
def unbind(request: Any, customer_id: Id, tie_id: Id) -> tuple[int, None]:
    """A role ends."""
    actions.unbind(request.actor, tie_id, at=now())
    return 204, None
