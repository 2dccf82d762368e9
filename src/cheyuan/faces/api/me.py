"""Who is logged in, and the stores of this person."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from cheyuan.base.apikit.paging import Page, PageIn, page
from cheyuan.base.apikit.schemas import Out
from cheyuan.base.tenancy.queries import stores

router = Router()


class MeOut(Out):
    """The actor of this token."""

    account_id: int
    name: str
    group_id: int
    store_ids: list[int]
    store_id: int | None
    roles: list[str]
    rights: list[str]


class StoreOut(Out):
    """One store."""

    id: int
    code: str
    name: str
    city: str
    zone: str


@router.get("/me", response=MeOut, summary="Who am I", operation_id="me")
def me(request: Any) -> dict[str, object]:
    """Person, stores, roles and rights; with X-Store narrowed to that store."""
    by = request.actor
    return {
        "account_id": by.account_id, "name": by.name, "group_id": by.group_id, "store_ids": list(by.store_ids),
        "store_id": by.store_id, "roles": sorted(by.roles), "rights": sorted(by.rights),
    }  # fmt: skip


@router.get("/stores", response=Page[StoreOut], summary="My stores", operation_id="stores")
def my_stores(request: HttpRequest, wish: Query[PageIn]) -> dict[str, Any]:
    """The stores in which this person has a role, by code."""
    return page(stores(request.actor), wish, ("code", "id"))  # type: ignore[attr-defined]
