"""Who is meant by a row: customer number, else VIN, else phone and name (PPL-05)."""

from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.utils.module_loading import import_string
from psycopg.errors import UniqueViolation

from cheyuan.base.intake import actions
from cheyuan.base.intake.pipeline import Input
from cheyuan.base.intake.tests.conftest import NOW, TODAY, car, number, person, visit
from cheyuan.base.tenancy.scope import scope

pytestmark = pytest.mark.django_db


def customers(by: Any) -> dict[str, Any]:
    with scope(by):
        return {one.cust_no: one for one in apps.get_model("customers", "Customer").objects.all()}


def cars(by: Any) -> dict[str, Any]:
    with scope(by):
        return {one.vin: one for one in apps.get_model("vehicles", "Vehicle").objects.select_related(None)}


def test_ppl_05_a_book_brings_customers_cars_visits_and_what_lists_show(actor: Any, book: Any, bring: Any) -> None:
    by = actor()
    row = car(1, mileage_km=9000, mileage_on="2026-01-01", insurance_expiry="2027-01-01")
    visits = [visit(1, "2025-01-01", mileage_km=5000), visit(1, "2026-02-02", mileage_km=9500, kind="维修")]
    done = bring(by, book(customers=[person(1)], vehicles=[row], services=visits))
    figures = ("customers_new", "vehicles_new", "readings_new", "insurances_new", "visits_new", "refused")
    assert [done.counts[name] for name in figures] == [1, 1, 1, 1, 2, 0]
    one = cars(by)[number(1)]
    assert (str(one.last_visit_on), str(one.last_service_on)) == ("2026-02-02", "2025-01-01")
    assert (one.odometer_km, str(one.odometer_on)) == (9500, "2026-02-02")


def test_ppl_05_the_same_book_again_writes_nothing(actor: Any, book: Any, bring: Any, held: Any) -> None:
    by = actor()
    row = person(1, email="a@example.com", address="广州市海珠区解放路 1 号", birthday="1990-01-01", 爱好="钓鱼")
    files = book(
        customers=[row], vehicles=[car(1, plate="粤A12345", mileage_km=10, mileage_on="2025-01-01")],
        services=[visit(1, "2025-02-02")],
    )  # fmt: skip
    bring(by, files)
    before = held(by)
    again = bring(by, files)
    assert held(by) == before
    assert {name for name, count in again.counts.items() if count} == {"rows", "good"}


def test_ppl_05_the_language_of_a_customer_comes_by_its_word_and_stays_where_nothing_is_said(
    actor: Any, book: Any, bring: Any
) -> None:
    by = actor()
    bring(by, book(customers=[person(1, 语言="英语"), person(2), person(3, 语言="Chinese")]))
    assert [customers(by)[f"C000{n}"].language for n in (1, 2, 3)] == ["en", "zh-hans", "zh-hans"]
    bring(by, book(customers=[person(1, city="广州"), person(2, 语言="英文")]))
    assert [customers(by)[f"C000{n}"].language for n in (1, 2)] == ["en", "en"]


def test_ppl_05_a_number_on_file_is_the_same_customer(actor: Any, book: Any, bring: Any) -> None:
    by = actor()
    bring(by, book(customers=[person(1, city="广州")]))
    done = bring(by, book(customers=[person(1, name="王晓一", phone="13911112222")]))
    assert (done.counts["customers_new"], done.counts["customers_changed"]) == (0, 1)
    one = customers(by)["C0001"]
    assert (one.name, one.phone, one.city) == ("王晓一", "13911112222", "广州")


@pytest.fixture
def mixed(tmp_path: Path) -> Any:
    """``mixed((name, phone, vin), …)`` → the one sheet in which a store keeps customers and cars."""

    def make(*rows: tuple[str, str, str]) -> list[Input]:
        path = tmp_path / "车主档案.csv"
        lines = [",".join((*row, "启辰星", "S5", "2024-03-05")) for row in rows]
        path.write_text("\n".join(["客户姓名,联系电话,车架号,品牌,车系,购车日期", *lines]), encoding="utf-8")
        return [Input(path, path.name)]

    return make


def test_ppl_05_without_a_number_the_vin_says_whose_row_it_is(actor: Any, book: Any, bring: Any, mixed: Any) -> None:
    by = actor()
    bring(by, book(customers=[person(1)], vehicles=[car(1)]))
    done = bring(by, mixed(("王小1", "13999990000", number(1))))
    assert (done.counts["customers_new"], done.counts["customers_changed"]) == (0, 1)
    assert customers(by)["C0001"].phone == "13999990000"


def test_ppl_05_without_number_and_vin_phone_and_name_decide(actor: Any, book: Any, bring: Any, mixed: Any) -> None:
    by = actor()
    first = bring(by, mixed(("李一", "13811110000", number(1))))
    again = bring(by, mixed(("李一", "13811110000", number(2)), ("李二", "13811110000", number(3))))
    assert first.counts["customers_new"] == 1
    assert again.counts["customers_new"] == 1
    assert {one.name for one in customers(by).values()} == {"李一", "李二"}


def test_ppl_05_a_number_that_we_made_gives_way_to_the_stores_own(
    actor: Any, book: Any, bring: Any, mixed: Any
) -> None:
    by = actor()
    bring(by, mixed(("李一", "13811110000", number(1))))
    (made,) = customers(by)
    assert made.startswith("K")
    bring(by, book(customers=[{"cust_no": "VIP-7", "name": "李一", "phone": "13811110000"}]))
    assert list(customers(by)) == ["VIP-7"]


def test_ppl_05_another_number_with_the_same_phone_is_another_person(actor: Any, book: Any, bring: Any) -> None:
    by = actor()
    bring(by, book(customers=[person(1)]))
    bring(by, book(customers=[{**person(2), "name": "王小1", "phone": "13800000001"}]))
    assert sorted(customers(by)) == ["C0001", "C0002"]


def test_ppl_05_two_candidates_are_refused_and_named(
    actor: Any, book: Any, bring: Any, mixed: Any, troubles: Any
) -> None:
    by = actor()
    bring(by, book(customers=[{**person(place), "name": "李一", "phone": "13811110000"} for place in (1, 2)]))
    done = bring(by, mixed(("李一", "13811110000", number(5)), ("李二", "13811110000", number(6))))
    assert troubles(by, done) == {("车主档案", 2, "two_candidates", "error")}
    assert (done.counts["customers_new"], done.counts["vehicles_new"]) == (1, 1)


def test_ppl_05_a_row_of_an_erased_person_is_refused(actor: Any, book: Any, bring: Any, troubles: Any) -> None:
    by = actor()
    bring(by, book(customers=[person(1)]))
    with scope(by):
        apps.get_model("customers", "Customer").objects.update(erased_at="2026-01-01T00:00:00Z")
    done = bring(by, book(customers=[person(1)]), dry=True)
    assert troubles(by, done) == {("customers", 2, "person_erased", "error")}


def test_ppl_05_a_car_that_changes_hands_keeps_its_history(actor: Any, book: Any, bring: Any, troubles: Any) -> None:
    by = actor()
    bring(by, book(customers=[person(1), person(2)], vehicles=[car(1)]))
    done = bring(by, book(vehicles=[car(1, owner=2)]))
    assert ("vehicles", 2, "owner_changes", "warning") in troubles(by, done)
    assert done.counts["owners_changed"] == 1
    with scope(by):
        rows = apps.get_model("vehicles", "Ownership").objects.order_by("id").values_list("customer__cust_no", "until")
        assert [(no, until is None) for no, until in rows] == [("C0001", False), ("C0002", True)]


def test_ppl_05_a_car_that_was_sold_has_no_present_owner(actor: Any, book: Any, bring: Any) -> None:
    by = actor()
    bring(by, book(customers=[person(1)], vehicles=[car(1)]))
    bring(by, book(vehicles=[car(1, status="已售")]))
    bring(by, book(vehicles=[car(1)]))  # silent about the state: it stays
    with scope(by):
        assert not apps.get_model("vehicles", "Ownership").objects.filter(until=None).exists()
    assert cars(by)[number(1)].status == "sold"


def test_ppl_05_unknown_owners_and_cars_are_named(actor: Any, book: Any, bring: Any, troubles: Any) -> None:
    by = actor()
    done = bring(
        by,
        book(
            customers=[person(1)],
            vehicles=[car(1), car(2, owner=9)],
            services=[visit(1, "2025-01-01"), visit(7, "2025-01-01")],
        ),
    )
    assert troubles(by, done) == {("vehicles", 3, "owner_unknown", "error"), ("services", 3, "vin_unknown", "error")}
    assert done.counts["visits_new"] == 1


def test_decisions_one_store_of_a_group_cares_for_a_car(
    actor: Any, tenants: Any, book: Any, bring: Any, troubles: Any
) -> None:
    first, second = actor(), actor("care_manager", tenants.sister)
    files = book(customers=[person(1)], vehicles=[car(1)])
    bring(first, files)
    done = bring(second, files)
    assert ("vehicles", 2, "cared_elsewhere", "warning") in troubles(second, done)
    assert [cars(who)[number(1)].cares for who in (first, second)] == [True, False]


def test_control_without_asking_the_sister_store_the_import_would_break(
    actor: Any, tenants: Any, book: Any, bring: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    statements = import_string("cheyuan.records.vehicles.intake.sql")
    files = book(customers=[person(1)], vehicles=[car(1)])
    bring(actor(), files)
    asked = "e.vin IS NULL OR v.id IS NOT NULL AS cares"
    assert asked in statements.MATCH
    monkeypatch.setattr(statements, "MATCH", statements.MATCH.replace(asked, "true AS cares"))
    with pytest.raises(UniqueViolation, match="one_store_cares"), transaction.atomic():
        bring(actor("care_manager", tenants.sister), files)


def test_p9_a_store_of_another_group_is_never_asked(actor: Any, tenants: Any, book: Any, bring: Any) -> None:
    files = book(customers=[person(1)], vehicles=[car(1)])
    bring(actor(), files)
    by = actor("care_manager", tenants.stranger)
    assert bring(by, files).counts["warned"] == 0
    assert cars(by)[number(1)].cares


def test_decisions_do_not_contact_and_people_of_the_store_are_taken_over(
    actor: Any, member: Any, book: Any, bring: Any
) -> None:
    seller, by = member("sales_consultant", name="赵文博"), actor()
    bring(
        by,
        book(customers=[person(1, do_not_contact="是", 销售顾问="赵文博", 爱好="钓鱼"), person(2, 销售顾问="无此人")]),
    )
    found = customers(by)
    one, two = found["C0001"], found["C0002"]
    assert (one.do_not_contact, one.consultant_id, one.notes) == (True, seller.pk, "爱好: 钓鱼")
    assert (two.do_not_contact, two.consultant_id) == (False, None)


def test_decisions_marketing_consent_only_as_the_store_declares_it_with_proof(
    actor: Any, book: Any, bring: Any
) -> None:
    by = actor()
    files = book(customers=[person(1), person(2, do_not_contact="是")])
    one = actions.begin(by, by.store_ids[0], files, title="b", as_of=TODAY, at=NOW)
    actions.declare_consent(by, one.pk, ("sms",), "2024 年签的会员申请表", at=NOW)
    done = actions.commit(by, one.pk, at=NOW)
    with scope(by):
        rows = apps.get_model("customers", "Consent").objects.values_list(
            "customer__cust_no", "purpose", "channel", "given", "proof"
        )
        assert list(rows) == [("C0001", "marketing", "sms", True, "2024 年签的会员申请表")]
    assert done.counts["consents_new"] == 1
