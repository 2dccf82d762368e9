"""PPL-04, PPL-06, PPL-09, PPL-11: the customers' pages as a browser sees them."""

import csv
import re
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cheyuan.base.jobs.models import Work
from cheyuan.base.journal.models import AuditEntry, TimelineEntry
from cheyuan.base.lists import queries as lists
from cheyuan.base.lists import rows, work
from cheyuan.base.lists.models import SavedView
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Denied, Missing
from cheyuan.kernel.right import carried_by
from cheyuan.records.customers import queries
from cheyuan.records.vehicles.models import Visit

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 2, tzinfo=UTC)
HX = {"headers": {"HX-Request": "true"}}
LIST = {"headers": {"HX-Request": "true", "HX-Target": "list"}}


@pytest.fixture
def client(client_as):
    found = client_as("care_manager")
    found.get("/customers/")
    return found


@pytest.fixture
def by(client, tenants):
    """The actor behind the client."""
    return Actor(
        kind="staff", name=client.account.name, group_id=tenants.group.id, store_ids=(tenants.store.id,),
        store_id=tenants.store.id, account_id=client.account.pk, roles=frozenset({"care_manager"}),
        rights=carried_by(["care_manager"]),
    )  # fmt: skip


def said(client, address, **more):
    return client.get(address, **more).content.decode()


def queries_of(client, address):
    """How many questions a page asks; without what exists only because the test itself is a transaction."""
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    frame = ("SAVEPOINT", "RELEASE", "SELECT set_config")
    return 1 + sum(not one["sql"].startswith(frame) for one in seen.captured_queries)


def test_ppl_09_the_list_shows_masks_and_never_a_phone(client, by, customer, car):
    one = customer(by, "王小伟", phone="13812345678")
    car(by, one, plate="粤A7K2M6")
    html = said(client, "/customers/?tab=all")
    assert "138 **** 5678" in html
    assert "粤A 7K2M6" in html
    for page in (
        "/customers/?tab=all",
        f"/customers/{one.pk}",
        f"/customers/{one.pk}/sheet",
        "/search?q=5678",
        "/customers/?col=phone",
    ):
        assert not re.search(r"138.?1234.?5678", said(client, page)), page


def test_plt_21_what_people_write_never_becomes_markup(client, by, customer, car):
    evil = "<script>alert(1)</script>\"'"
    one = customer(by, evil, city=evil[:40], tags=[evil[:30]], salutation=evil, source=evil[:40])
    two = car(by, one, brand=evil, model=evil, colour=evil)
    columns = "&".join(f"col={key}" for key in ("name", "city", "cars", "tags", "cust_no", "advisor"))
    pages = [
        f"/customers/?tab=all&{columns}",
        f"/customers/{one.pk}",
        f"/customers/{one.pk}/sheet",
        "/vehicles/?col=owner&col=colour",
    ]
    for page in [
        *pages,
        f"/vehicles/{two.pk}",
        f"/vehicles/{two.pk}/sheet",
        "/search?q=script",
        "/customers/?city=<script>",
    ]:
        assert "<script>alert" not in said(client, page), page
    assert "&lt;script&gt;" in said(client, pages[0])


def test_ppl_11_the_list_asks_the_same_number_of_questions_for_one_row_and_for_a_full_page(client, by, customer, car):
    def fill(number):
        for _ in range(number):
            one = customer(by)
            vehicle = car(by, one)
            with scope(by):
                Visit.objects.create(
                    store_id=by.store_id,
                    vehicle_id=vehicle.pk,
                    visited_on=date(2026, 6, 1),
                    kind="service",
                    amount_fen=5,
                )

    fill(1)
    before = {address: queries_of(client, address) for address in ("/customers/?tab=all", "/vehicles/")}
    fill(24)
    after = {address: queries_of(client, address) for address in ("/customers/?tab=all", "/vehicles/")}
    assert before == after
    assert max(after.values()) <= 12


def test_ppl_04_the_page_asks_the_same_number_of_questions_whatever_the_history(client, by, customer, car):
    one = customer(by)
    vehicle = car(by, one)
    address = f"/customers/{one.pk}"
    few = queries_of(client, address)
    car(by, one)
    with scope(by):
        TimelineEntry.objects.bulk_create(
            TimelineEntry(
                store_id=by.store_id, customer_id=one.pk, vehicle_id=vehicle.pk, at=NOW - timedelta(hours=number),
                verb="customer.note", topic="note", facts={"text": f"n{number}"},
            )
            for number in range(500)
        )  # fmt: skip
        Visit.objects.bulk_create(
            Visit(store_id=by.store_id, vehicle_id=vehicle.pk, visited_on=date(2024, 2, 1) + timedelta(days=number),
                  kind="service", amount_fen=number)
            for number in range(60)
        )  # fmt: skip
    assert queries_of(client, address) == few


def test_ppl_04_the_timeline_goes_back_page_by_page_and_by_topic(client, by, customer):
    one = customer(by)
    with scope(by):
        TimelineEntry.objects.bulk_create(
            TimelineEntry(store_id=by.store_id, customer_id=one.pk, at=NOW - timedelta(hours=number), verb="customer.note",
                          topic="note", facts={"text": f"Nr{number:03d}"})
            for number in range(75)
        )  # fmt: skip
    seen, address, pages = [], f"/customers/{one.pk}/timeline?topic=note", 0
    while address:
        html = said(client, address, **HX)
        seen += re.findall(r"Nr(\d{3})", html)
        found = re.search(r'hx-get="([^"]*before=[^"]*)"', html)
        address, pages = found[1].replace("&amp;", "&") if found else "", pages + 1
    assert seen == [f"{number:03d}" for number in range(75)]
    assert pages == 3


def test_ppl_11_filters_tabs_and_the_part_that_is_exchanged(client, by, customer):
    customer(by, "甲", city="广州")
    customer(by, "乙", city="佛山", is_vip=True)
    html = said(client, "/customers/?city=佛山")
    assert "<b>乙</b>" in html
    assert "<b>甲</b>" not in html
    inner = client.get("/customers/?tab=vip", **LIST)
    assert inner["HX-Push-Url"] == "/customers/?tab=vip&vip=1" or "tab=vip" in inner["HX-Push-Url"]
    assert "<html" not in inner.content.decode()
    assert said(client, "/customers/?city=无").count("data-row=") == 0
    assert client.get("/customers/?after=x").status_code == 422


def test_ppl_11_views_are_saved_shared_and_taken_back(client, client_as, by, customer):
    for city in ("广州", "佛山"):
        customer(by, f"{city}人", city=city)
    answer = client.post(
        "/customers/list/views", {"name": "佛山的", "query": "city=佛山&sort=-created&col=city", "shared": "1"}
    )
    address = answer["Location"]
    assert "佛山人" in said(client, address)
    assert "广州人" not in said(client, address)
    mate = client_as("care_agent")
    assert "佛山的" in said(mate, "/customers/")
    with scope(by):
        saved = SavedView.objects.get()
        assert saved.spec == {"filters": {"city": "佛山"}, "sort": "-created", "columns": ["name", "city"]}
        assert [one.name for one in lists.audience(by, saved.pk)] == ["佛山人"]
    assert mate.post(f"/customers/list/views/{saved.pk}/remove").status_code == 403
    assert mate.post("/customers/list/views", {"name": "x", "shared": "1"}).status_code == 403
    client.post(f"/customers/list/views/{saved.pk}/remove")
    assert "佛山的" not in said(mate, "/customers/")
    client.post(f"/customers/list/views/{saved.pk}/restore")
    assert "佛山的" in said(mate, "/customers/")


def test_ppl_11_a_private_view_is_nobody_elses(client, client_as, by, customer):
    client.post("/customers/list/views", {"name": "我的私房", "query": "city=广州"})
    mate = client_as("care_manager")
    assert "我的私房" not in said(mate, "/customers/")
    with scope(by):
        saved = SavedView.objects.get()
    assert mate.post(f"/customers/list/views/{saved.pk}/remove").status_code == 404


def progress(done, total):
    """Nobody watches."""


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_ppl_06_an_export_holds_what_fits_masked_neutral_and_audited(client, by, customer, settings, tmp_path, ending):
    settings.MEDIA_ROOT = tmp_path
    customer(by, "=cmd|' /C calc'!A0", city="佛山", phone="13812345678")
    customer(by, "另一位", city="广州")
    answer = client.post("/customers/list/export", {"format": ending, "query": "city=佛山&col=phone&col=city"}, **HX)
    assert answer.status_code == 204
    with scope(by):
        begun = Work.objects.get(name="lists.export")
    result = work.export(by, progress, **begun.args)
    assert result["rows"] == 1
    file = b"".join(client.get(result["address"]).streaming_content)
    if ending == "csv":
        rows = list(csv.reader(StringIO(file.decode("utf-8-sig"))))
        assert rows[1] == ["'=cmd|' /C calc'!A0", "138 **** 5678", "佛山"]
    assert b"13812345678" not in file
    with scope(by):
        entry = AuditEntry.objects.get(verb="list.exported")
        assert (entry.facts["rows"], entry.facts["filters"]) == (1, ["city"])


def test_ppl_06_exports_need_their_own_right_and_belong_to_one_person(
    client, client_as, by, customer, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    agent = client_as("care_agent")
    assert agent.post("/customers/list/export", {"format": "csv", "query": ""}).status_code == 403
    assert "list/export" not in said(agent, "/customers/")
    with pytest.raises(Denied):
        work.export(
            Actor(kind="staff", name="x", group_id=by.group_id, store_ids=by.store_ids, rights=carried_by(["care_agent"])),
            progress, name="customers", saved={}, ending="csv", title="x",
        )  # fmt: skip
    address = work.export(by, progress, name="customers", saved={}, ending="csv", title="x")["address"]
    assert client_as("care_manager").get(address).status_code == 404
    assert client.get(address).status_code == 200
    with scope(by), pytest.raises(Missing):
        lists.export_file(by, "guess")


def test_ppl_11_bulk_on_ticked_rows_on_all_and_back(client, by, customer):
    ids = [customer(by, f"客{number}", city="佛山" if number else "广州").pk for number in range(4)]
    answer = client.post("/customers/list/bulk", {"do": "tag", "tag-name": "回访", "id": ids[:2], "query": ""}, **LIST)
    assert '"undo": "/customers/list/undo/' in answer["HX-Trigger"]
    undo = re.search(r'"undo": "([^"]+)"', answer["HX-Trigger"])[1]
    with scope(by):
        assert queries.customers(by).filter(tags=["回访"]).count() == 2
    assert client.post(undo).status_code == 200
    assert client.post(undo + "x").status_code == 404
    client.post("/customers/list/bulk", {"do": "tag", "tag-name": "佛山", "all": "1", "query": "city=佛山"})
    with scope(by):
        assert list(queries.customers(by).filter(tags=["佛山"]).order_by("pk").values_list("pk", flat=True)) == ids[1:]
    assert client.post("/customers/list/bulk", {"do": "tag", "tag-name": "x", "query": ""}).status_code == 422
    assert client.post("/customers/list/bulk", {"do": "nuke", "id": ids}).status_code == 404


def test_ppl_11_bulk_on_more_than_a_thousand_becomes_a_job(client, by, customer, monkeypatch):
    monkeypatch.setattr("cheyuan.base.lists.rows.LOOK", 2)
    for _ in range(4):
        customer(by)
    client.post("/customers/list/bulk", {"do": "tag", "tag-name": "多", "all": "1", "query": "tab=all"})
    with scope(by):
        begun = Work.objects.get(name="lists.bulk")
        assert not queries.customers(by).filter(tags=["多"]).exists()
    assert work.bulk(by, progress, **begun.args)["rows"] == 4


def test_ppl_01_a_section_is_edited_in_place_with_errors_at_its_field_and_undone(client, by, customer):
    one = customer(by, "王小伟", phone="13812345678")
    address = f"/customers/{one.pk}/file/reach"
    form = said(client, address, **HX)
    assert 'name="phone"' in form
    assert "1381234" not in form
    wrong = client.post(address, {"phone": "12"}, **HX)
    assert wrong.status_code == 422
    assert 'id="id_phone-error"' in wrong.content.decode()
    right = client.post(address, {"phone": "", "city": "深圳", "wechat": "wx1"}, **HX)
    undo = re.search(r'"undo": "([^"]+)"', right["HX-Trigger"])[1]
    with scope(by):
        assert (queries.customer(by, one.pk).phone, queries.customer(by, one.pk).city) == ("13812345678", "深圳")
    assert client.post(undo).status_code == 200
    with scope(by):
        assert (queries.customer(by, one.pk).wechat, queries.customer(by, one.pk).city) == ("", "")


def test_ppl_01_a_phone_that_is_known_is_said_before_a_second_file_is_made(client, by, customer):
    customer(by, "老客户", phone="13812345678")
    data = {"name": "新客户", "kind": "person", "phone": "138 1234 5678"}
    again = client.post("/customers/new", data)
    assert again.status_code == 422
    assert "老客户" in again.content.decode()
    assert client.post("/customers/new", {**data, "anyway": "1"}).status_code == 302
    with scope(by):
        assert queries.customers(by).count() == 2


def test_ppl_09_a_look_behind_the_mask_by_a_click(client, client_as, by, customer):
    one = customer(by, phone="13812345678")
    answer = client.post(f"/customers/{one.pk}/reveal/phone", **HX)
    assert "138 1234 5678" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert client_as("marketing").post(f"/customers/{one.pk}/reveal/phone").status_code == 403
    with scope(by):
        assert AuditEntry.objects.filter(verb="customer.revealed").count() == 1


def test_ppl_08_a_light_is_changed_by_two_clicks(client, by, customer):
    one = customer(by)
    address = f"/customers/{one.pk}/consent"
    answer = client.post(address, {"purpose": "marketing", "channel": "sms", "given": "1", "source": "form"}, **HX)
    assert answer.status_code == 200
    with scope(by):
        assert queries.consents(by, one.pk)["marketing", "sms"].source == "form"
    assert client.post(address, {"purpose": "x", "channel": "sms", "given": "1"}, **HX).status_code == 422


def test_ppl_04_small_changes_answer_with_their_part(client, by, customer):
    one = customer(by)
    here = f"/customers/{one.pk}"
    assert "家用" in client.post(f"{here}/tag", {"name": "家用"}, **HX).content.decode()
    assert "家用" not in client.post(f"{here}/untag", {"name": "家用"}, **HX).content.decode()
    assert "送滤芯" in client.post(f"{here}/remarks", {"kind": "promise", "text": "送滤芯"}, **HX).content.decode()
    assert (
        "135 **** 4321"
        in client.post(f"{here}/phones", {"number": "135 8765 4321", "label": "driver"}, **HX).content.decode()
    )
    assert client.post(f"{here}/stop", {"scope": "marketing"}, **HX).status_code == 200
    assert client.post(f"{here}/stop", {"off": "1"}, **HX).status_code == 200


def test_ppl_10_the_search_box_groups_by_kind_and_remembers(client, by, customer, car):
    one = customer(by, "王小伟", phone="13812345678")
    two = car(by, one, plate="粤A7K2M6")
    for typed in ("王小", "wxw", "5678"):
        assert f'href="/customers/{one.pk}"' in said(client, f"/search?q={typed}"), typed
    assert f'href="/vehicles/{two.pk}"' in said(client, "/search?q=7K2M6")
    assert client.get("/go?q=7K2M6")["Location"] == f"/vehicles/{two.pk}"
    assert client.get(f"/go/customer/{one.pk}")["Location"] == f"/customers/{one.pk}"
    assert client.get("/go/nothing/1").status_code == 404
    assert "王小伟" not in said(client, "/search?q=")
    client.get(f"/customers/{one.pk}")
    assert "王小伟" in said(client, "/search?q=")


def test_p9_the_neighbours_list_page_and_search_are_empty(client, client_as, by, customer, tenants):
    one = customer(by, "只在本店", phone="13812345678")
    for there in (client_as("general_manager", tenants.sister), client_as("general_manager", tenants.stranger)):
        assert "只在本店" not in said(there, "/customers/?tab=all")
        assert "只在本店" not in said(there, "/search?q=只在")
        for path in ("", "/sheet", "/timeline", "/file/person"):
            assert there.get(f"/customers/{one.pk}{path}").status_code == 404
        assert there.post(f"/customers/{one.pk}/reveal/phone").status_code == 404


def test_ppl_11_a_list_asks_at_most_twelve_times_whatever_it_holds(client, by, customer, car):
    few = 0
    for number in range(30):
        car(by, customer(by, f"王{number}"))
        few = few or queries_of(client, "/customers/?tab=all")
    for address in ("/customers/", "/customers/?tab=all", "/customers/?q=王", "/vehicles/", "/vehicles/?q=L"):
        assert queries_of(client, address) <= 12
    assert queries_of(client, "/customers/?tab=all") <= few


def test_ppl_11_more_rows_than_are_counted_are_counted_once_a_minute(client, by, customer, monkeypatch):
    monkeypatch.setattr(rows, "LOOK", 60)
    rows._many.clear()
    for number in range(61):
        customer(by, f"李{number}")
    believed = queries_of(client, "/customers/?tab=all")
    assert "60+" in said(client, "/customers/?tab=all")
    monkeypatch.setattr(rows, "BELIEVED", -1.0)
    rows._many.clear()
    assert queries_of(client, "/customers/?tab=all") == believed + 1


def test_ppl_11_a_page_that_holds_all_rows_says_their_number(client, by, customer, monkeypatch):
    """Whatever was believed of the list before."""
    monkeypatch.setattr(rows, "LOOK", 3)
    for number in range(4):
        customer(by, f"陈{number}")
    html = said(client, "/customers/?tab=all")
    assert ">4 " in html
    assert "3+" not in html
