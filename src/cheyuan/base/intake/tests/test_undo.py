"""Taking an import back within a day: exactly as before, or not at all (PPL-05)."""

import random
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.utils.module_loading import import_string

from cheyuan.base.intake import actions
from cheyuan.base.intake.tests.conftest import NOW, TODAY, car, number, person, visit
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.errors import Conflict, Refused

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def random_book(rng: random.Random, size: int) -> dict[str, list[dict[str, object]]]:
    """Some of the same people and cars each time, with changed phones, owners, states, readings and visits."""
    people = rng.sample(range(size), size // 2 + 1)
    customers = [
        person(
            place, phone=f"139{rng.randrange(3)}000{place:04d}", city=rng.choice(["", "广州", "佛山"]),
            email=rng.choice(["", "a@example.com", "b@example.com"]), address=rng.choice(["", "解放路 1 号", "滨江路 2 号"]),
            do_not_contact=rng.choice(["", "是"]), birthday=rng.choice(["", "1990-02-03"]), 语言=rng.choice(["", "英语", "中文"]),
            爱好=rng.choice(["", "钓鱼"]),
        )
        for place in people
    ]  # fmt: skip
    vehicles = [
        car(
            place, owner=rng.choice(people), plate=rng.choice(["", "粤A12345", f"粤B{place:05d}"]),
            status=rng.choice(["", "", "在用", "已售"]), mileage_km=rng.choice(["", 100 * rng.randrange(9)]),
            mileage_on=f"2026-0{rng.randrange(1, 9)}-01", insurance_expiry=rng.choice(["", "2027-01-01", "2027-05-05"]),
            last_service_date=rng.choice(["", "2026-01-01"]), km_per_day=rng.choice(["", 30]),
        )
        for place in rng.sample(range(size), size // 2)
    ]  # fmt: skip
    seen = [int(str(row["vin"])[9:]) for row in vehicles]
    services = [
        visit(
            place, f"2025-0{rng.randrange(1, 4)}-01", mileage_km=rng.choice(["", 50 * rng.randrange(9)]), amount_fen=100
        )
        for place in seen
        for _ in range(rng.randrange(3))
    ]
    return {"customers": customers, "vehicles": vehicles, "services": services}


@pytest.mark.parametrize("seed", range(12))
def test_ppl_05_taking_back_the_second_book_leaves_the_first(
    actor: Any, book: Any, bring: Any, held: Any, seed: int
) -> None:
    by, rng = actor(), random.Random(seed)
    bring(by, book(**random_book(rng, 14)))
    before = held(by)
    second = actions.begin(by, by.store_ids[0], book(**random_book(rng, 14)), title="b", as_of=TODAY, at=LATER)
    actions.declare_consent(by, second.pk, ("call",), "申请表", at=LATER)
    done = actions.commit(by, second.pk, at=LATER)
    assert held(by) != before
    assert done.counts["customers_changed"] + done.counts["customers_new"] > 0
    actions.undo(by, second.pk, at=LATER)
    after = held(by)
    for table, rows in before.items():
        assert after[table] == rows, table


def test_ppl_05_taking_back_the_only_book_leaves_nothing(actor: Any, book: Any, bring: Any, held: Any) -> None:
    by = actor()
    empty = held(by)
    done = bring(by, book(**random_book(random.Random(99), 20)))
    actions.undo(by, done.pk, at=LATER)
    assert held(by) == empty


def test_ppl_05_after_a_day_an_import_stays(actor: Any, book: Any, bring: Any) -> None:
    by = actor()
    done = bring(by, book(customers=[person(1)]))
    with pytest.raises(Conflict, match="import_undo_late"):
        actions.undo(by, done.pk, at=NOW + timedelta(hours=24, seconds=1))


def test_ppl_05_only_the_last_import_can_be_taken_back(actor: Any, book: Any, bring: Any) -> None:
    by = actor()
    first = bring(by, book(customers=[person(1)]))
    second = bring(by, book(customers=[person(2)]), at=LATER)
    with pytest.raises(Conflict, match="undo_not_last"):
        actions.undo(by, first.pk, at=LATER)
    actions.undo(by, second.pk, at=LATER)
    actions.undo(by, first.pk, at=LATER)


def test_ppl_05_what_people_changed_since_is_not_lost(actor: Any, book: Any, bring: Any, held: Any) -> None:
    by = actor()
    done = bring(by, book(customers=[person(1)]))
    with scope(by):
        one = apps.get_model("customers", "Customer").objects.get()
    import_string("cheyuan.records.customers.actions.edit")(by, one.pk, at=LATER, city="佛山")
    before = held(by)
    with pytest.raises(Refused, match="undo_edited"):
        actions.undo(by, done.pk, at=LATER)
    assert held(by) == before


def task(by: Any, **fields: Any) -> Any:
    with scope(by):
        customer = apps.get_model("customers", "Customer").objects.get()
        one = apps.get_model("vehicles", "Vehicle").objects.get()
        return apps.get_model("care", "Task").objects.create(
            store_id=by.store_ids[0], rule="R09", subject_kind="vehicle", subject_id=one.pk, subject=one.vin,
            customer=customer, vehicle=one, cycle="x", due_on=TODAY, opens_on=TODAY, deadline=NOW, role="care_agent",
            offer_on=TODAY, created_on=TODAY, created_at=NOW, updated_at=NOW, **fields,
        )  # fmt: skip


def test_ppl_05_tasks_nobody_touched_go_with_the_import(actor: Any, book: Any, bring: Any) -> None:
    by = actor()
    done = bring(by, book(customers=[person(1)], vehicles=[car(1)]))
    task(by)
    actions.undo(by, done.pk, at=LATER)
    with scope(by):
        assert not apps.get_model("care", "Task").objects.exists()


def test_ppl_05_an_import_whose_tasks_were_worked_on_stays(actor: Any, book: Any, bring: Any, held: Any) -> None:
    by = actor()
    done = bring(by, book(customers=[person(1)], vehicles=[car(1)]))
    task(by, attempts=1)
    before = held(by)
    with pytest.raises(Refused, match="undo_touched"):
        actions.undo(by, done.pk, at=LATER)
    assert held(by) == before
    assert number(1) in before["vehicles_vehicle"][0]


def test_ppl_05_other_rows_that_hang_on_it_keep_it(actor: Any, book: Any, bring: Any, monkeypatch: Any) -> None:
    """The foreign keys have the last word, whoever forgot to ask."""
    by = actor()
    done = bring(by, book(customers=[person(1)], vehicles=[car(1)]))
    task(by, attempts=1)
    loaders = import_string("cheyuan.base.intake.loaders._undo")
    monkeypatch.delitem(loaders, 10)
    with pytest.raises(Refused, match="undo_referenced"):
        actions.undo(by, done.pk, at=LATER)


def test_control_without_the_rows_kept_before_nothing_is_given_back(
    actor: Any, book: Any, bring: Any, held: Any
) -> None:
    by = actor()
    bring(by, book(customers=[person(1)]))
    before = held(by)
    done = bring(by, book(customers=[person(1, name="王晓一")]), at=LATER)
    with scope(by), connection.cursor() as cursor:
        cursor.execute("DELETE FROM intake_before")
    actions.undo(by, done.pk, at=LATER)
    assert held(by) != before
