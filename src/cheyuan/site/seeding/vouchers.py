"""The demo's vouchers, in every state: given to loyal owners, redeemed at the desk, ended, taken back, to be signed."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.utils.module_loading import import_string

from cheyuan.kernel.actor import Actor, system
from cheyuan.kernel.clock import moment
from cheyuan.site.seeding.complaints import people_of

ROOM = "cheyuan.records.vouchers.actions."
AUTUMN, WASH, TENTH, SORRY = "金秋保养券", "精洗一次", "配件九折券", "服务补偿券"
ENDS_SOON = (7, 30)
"""Days before the end at which R23 speaks."""


def write(store: Any, accounts: Mapping[str, Any], as_of: date) -> int:
    """Live it by the real actions; answers how many vouchers were given."""
    people = people_of(store, accounts)
    by = system(store.group_id, (store.pk,), name="演示")
    owners = _owners(by, store)
    giver, desk = people.get("care_manager"), people.get("front_desk")
    if giver is None or desk is None or len(owners) < 12:
        return 0
    give = import_string(f"{ROOM}give_many")
    long_ago, weeks_ago = as_of - timedelta(days=95), as_of - timedelta(days=20)
    give(giver, owners[8:12], _terms("amount", AUTUMN, 20_000, long_ago, 90), at=moment(long_ago, 10))
    _redeem(by, desk, store, AUTUMN, 2, as_of - timedelta(days=60))
    with import_string("cheyuan.base.tenancy.scope.scope")(by):
        import_string(f"{ROOM}expire")(by, as_of, at=moment(as_of, 0, 30))
    for number, days in enumerate(ENDS_SOON):
        ends = (as_of - weeks_ago).days + days
        terms = _terms("amount", AUTUMN, 20_000, weeks_ago, ends)
        give(giver, owners[number * 3 : number * 3 + 3], terms, at=moment(weeks_ago, 10 + number))
    give(giver, owners[6:9], _terms("gift", WASH, 8_000, weeks_ago, 120), at=moment(weeks_ago, 14))
    give(giver, owners[9:12], _terms("percent", TENTH, 50_000, weeks_ago, 160, percent=10), at=moment(weeks_ago, 15))
    _redeem(by, desk, store, WASH, 2, as_of - timedelta(days=5))
    _take_back(by, giver, store, as_of - timedelta(days=2))
    if asker := people.get("service_advisor"):
        one = _terms("amount", SORRY, 300_000, as_of, 180, reason="compensation", words="返修两次，客户要求补偿。")
        import_string(f"{ROOM}give")(asker, owners[5], one, at=moment(as_of, 9, 10))
    import_string("cheyuan.engage.updates.vouchers.remind")(by, as_of, at=moment(as_of, 6, 10))
    return 17


def _terms(kind: str, title: str, fen: int, since: date, days: int, **more: Any) -> Any:
    return import_string(f"{ROOM}Terms")(kind, title, fen, since, since + timedelta(days=days), **more)


def _owners(by: Actor, store: Any) -> list[int]:
    """Owners with consent, the ones who came most lately first: whom the store would thank."""
    with import_string("cheyuan.base.tenancy.scope.scope")(by):
        rows = apps.get_model("vehicles", "Vehicle").objects.filter(
            store=store, status="active", owner__erased_at=None, owner__do_not_contact=False, owner__kind="person"
        )
        found = rows.order_by("-last_visit_on", "pk").values_list("owner_id", flat=True)[:60]
        return list(dict.fromkeys(found))[:12]


def _of(by: Actor, store: Any, title: str, count: int) -> Sequence[Any]:
    with import_string("cheyuan.base.tenancy.scope.scope")(by):
        rows = apps.get_model("vouchers", "Voucher").objects.filter(store=store, title=title, state="given")
        return list(rows.order_by("pk")[:count])


def _redeem(by: Actor, desk: Actor, store: Any, title: str, count: int, day: date) -> None:
    for number, row in enumerate(_of(by, store, title, count)):
        at = moment(day, 11 + number, 20)
        import_string(f"{ROOM}use")(desk, row.code, f"RO{day:%y%m%d}{number + 1:02d}", at=at)


def _take_back(by: Actor, giver: Actor, store: Any, day: date) -> None:
    for row in _of(by, store, TENTH, 1):
        import_string(f"{ROOM}withdraw")(giver, row.pk, at=moment(day, 16))
