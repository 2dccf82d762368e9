"""P9, PLT-21: roles × routes × stores, generated: each route opens for somebody, and stays shut for somebody else."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client

from cheyuan.base.accounts.rights import marked
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import system
from cheyuan.kernel.right import ROLES

from .routes import routes
from .samples import KINDS, MARK, made

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
FOREIGN = ("group_admin", "general_manager", "care_agent", "technician")
"""The roles that also knock next door; what is shut there is shut for reasons that know no role."""
SHUT = {401, 403, 404}
ORDER = ("general_manager", "technician", "group_admin", *ROLES)
SHUT_WITHOUT_FORM = {
    "POST audits/<int:audit_id>/answer",
    "GET /api/v1/scores/values/{customer_id}",  # nothing reckoned yet
    "POST logout", "POST unlock", "POST store",
    "POST me/again", "POST me/again/passkey", "POST me/second-factor/off", "POST me/recovery-codes",
    "POST customers/<int:customer_id>/household/leave/<int:other_id>", "POST duplicates/<int:pair_id>/merge",
    "POST letters/packages/<int:package_id>/take",
    "POST inbox/list/bulk", "POST comments/<int:comment_id>/edit", "POST exports/<int:handout_id>/file",
    "DELETE /api/v1/relations/{customer_id}/household", "POST /api/v1/approvals/{approval_id}/withdraw",
    "POST approvals/<int:approval_id>/withdraw", "POST approvals/<int:approval_id>/decide",
    "POST contact/attempts/<int:attempt_id>/undo",
    "POST customers/<int:customer_id>/remarks/<int:remark_id>/keep", "POST /api/v1/attempts/{attempt_id}/undo",
    "POST customers/<int:customer_id>/remarks/<int:remark_id>/take-back",
    "POST milestones/steps/<int:milestone_id>/undo", "POST /api/v1/milestones/{milestone_id}/take-back",
    "POST vouchers/desk/<int:voucher_id>/undo", "POST /api/v1/vouchers/{voucher_id}/unredeem",
}  # fmt: skip
"""They need what an empty form does not hold, or a record of one's own; their own tests open them."""
BULK = "/list/bulk"
"""Bulk work of a list wants ticked rows; the lists' own tests open it."""
NUMBERED = {"store_id", "account_id"}


@dataclass(frozen=True)
class Door:
    """One route with one method."""

    method: str
    route: str
    names: frozenset[str]
    api: bool

    def __str__(self) -> str:
        return f"{self.method} {self.route}"

    def knock(self, client: Client, numbers: dict[str, int], look: Callable[[], int] = int) -> Any:
        """Ask, look at what came of it (``answer.seen``), and take it back."""
        address = re.sub(r"[<{](?:\w+:)?(\w+)[>}]", lambda found: str(numbers.get(found[1], "x")), self.route)
        sent = ("{}", "application/json") if self.api else ()
        before, cookies = transaction.savepoint(), client.cookies.copy()
        try:
            answer = client.generic(self.method, "/" + address.lstrip("/"), *sent)
            answer.seen = look()
            return answer
        finally:
            transaction.savepoint_rollback(before)
            client.cookies = cookies


def doors() -> list[Door]:
    """Every route of pages with its methods that answer, every operation of the API."""
    pages = [
        Door(method, one.route, frozenset(one.parameters), False)
        for one in routes() for method in ("GET", "POST")
        if not one.is_api and not marked(one.view, "public") and _sampled(one.parameters)
    ]  # fmt: skip
    api = [
        Door(method.upper(), path, frozenset(re.findall(r"{(\w+)}", path)), True)
        for path, ways in Client().get("/api/v1/openapi.json").json()["paths"].items() for method in ways
        if "/auth/" not in path
    ]  # fmt: skip
    return pages + [one for one in api if _sampled(one.names)]


def _sampled(names: Any) -> bool:
    return set(names) <= KINDS.keys() | NUMBERED


def numbers_of(store: Any, member: Any) -> dict[str, int]:
    """A record of each kind in the store."""
    own = {name: made(kind, store).pk for name, kind in KINDS.items()}
    return {**own, "store_id": store.pk, "account_id": member("technician", store, name=MARK).pk}


def is_shut(answer: Any) -> bool:
    """Nothing behind it was shown or done: no right, no such record, or the way to the login."""
    return answer.status_code in SHUT or answer.headers.get("Location", "").startswith("/login")


@pytest.fixture
def people(tenants, client_as, api_as, settings):
    """Role → page client and API client, in the store."""
    settings.DEMO = True
    return {role: (client_as(role, tenants.store), api_as(role, tenants.store)) for role in dict.fromkeys(ORDER)}


def test_p9_every_route_opens_for_somebody_and_stays_shut_for_somebody(people, tenants, member):
    """Allowed row: a role in its own store. Denied row: another role there, else whoever has not logged in."""
    here = numbers_of(tenants.store, member)
    rows = {str(door): row_of(door, people, here) for door in doors()}
    assert {door for door, (opens, _) in rows.items() if not opens and not door.endswith(BULK)} <= SHUT_WITHOUT_FORM
    assert {door for door, (opens, shuts) in rows.items() if opens and not shuts} == set()


def row_of(door: Door, people: Any, numbers: dict[str, int]) -> tuple[str, str]:
    """Who gets in and who does not; roles are asked until both are known."""
    opens = shuts = ""
    for role, pair in [*people.items(), ("nobody", (Client(), Client()))]:
        answer = door.knock(pair[door.api], numbers)
        assert answer.status_code < 500, f"{role} {door}"
        if answer.status_code == 405:
            return "no such method", "no such method"
        opens, shuts = (opens, shuts or role) if is_shut(answer) else (opens or role, shuts)
        if opens and shuts:
            break
    return opens, shuts


@pytest.mark.parametrize("where", ["sister", "stranger"])
def test_p9_no_role_gets_through_a_door_next_door(where, people, tenants, member):
    """Records of a store in the same group and of another group: for no role do they exist, whatever it may do at home."""
    store = getattr(tenants, where)
    there = numbers_of(store, member)
    untouched = audited(store)
    through = [
        f"{role} {door}: {answer.status_code}"
        for door in doors() if door.names for role in FOREIGN
        for answer in [door.knock(people[role][door.api], there, lambda: audited(store))]
        if MARK.encode() in answer.content or answer.status_code < 300 or answer.seen != untouched
    ]  # fmt: skip
    assert through == []


def audited(store: Any) -> int:
    """How long the audit of the store is: whatever is done there makes it longer."""
    with scope(system(store.group_id, (store.pk,))):
        return int(apps.get_model("journal", "AuditEntry").objects.filter(store_id=store.pk).count())
