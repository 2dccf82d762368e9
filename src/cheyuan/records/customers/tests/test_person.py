"""PPL-08 on the page: a copy to take along, erasing with a confirmation, the receipt; for heads of the house only."""

import json

import pytest

from cheyuan.kernel.actor import system

pytestmark = pytest.mark.django_db


@pytest.fixture
def one(customer, tenants, settings, tmp_path):
    settings.DATA = tmp_path
    return customer(system(tenants.group.pk, (tenants.store.pk,)), "王小伟", phone="13812345678", cust_no="A17")


def test_ppl_08_the_menu_offers_both_only_to_heads_of_the_house(client_as, one):
    manager = client_as("general_manager").get(f"/customers/{one.pk}").content.decode()
    agent = client_as("care_agent").get(f"/customers/{one.pk}").content.decode()
    for address in ("copy", "erase"):
        assert f'action="/customers/{one.pk}/{address}"' in manager
        assert f"/customers/{one.pk}/{address}" not in agent


def test_ppl_08_the_copy_comes_as_a_file(client_as, one):
    answer = client_as("general_manager").post(f"/customers/{one.pk}/copy")
    assert "attachment" in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]
    assert json.loads(answer.content)["file"]["phone"] == "13812345678"


@pytest.mark.parametrize("typed", ["", "A18", "王小伟"])
def test_ppl_08_without_the_right_number_nothing_is_erased(client_as, one, typed):
    client = client_as("general_manager")
    assert client.post(f"/customers/{one.pk}/erase", {"confirm": typed}).status_code == 422
    assert client.get(f"/customers/{one.pk}").status_code == 200


def test_ppl_08_erased_by_its_number_with_a_receipt(client_as, one, django_capture_on_commit_callbacks):
    client = client_as("general_manager")
    client.get(f"/customers/{one.pk}")
    answer = client.post(f"/customers/{one.pk}/erase", {"confirm": " A17 "}, follow=True)
    [(address, status)] = answer.redirect_chain
    assert (address.rpartition("/")[0], status) == ("/customers/receipts", 302)
    assert client_as("care_manager").get(address).status_code == 403
    page = answer.content.decode()
    assert "删除回执" in page
    assert "王小伟" not in page, "not among what was seen last either"
    assert client.get(f"/customers/{one.pk}").status_code == 404


@pytest.mark.parametrize("deed", ["copy", "erase"])
def test_ppl_08_others_are_denied(client_as, one, deed):
    assert client_as("care_manager").post(f"/customers/{one.pk}/{deed}", {"confirm": "A17"}).status_code == 403
    assert client_as("care_agent").get(f"/customers/{one.pk}").status_code == 200
