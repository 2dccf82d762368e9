"""CARE-20: the link. Nobody guesses it, nobody reads it out of the database, it opens one store and one answer."""

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.surveys import links
from cheyuan.engage.surveys.tests.conftest import house
from cheyuan.engage.surveys.views import public
from cheyuan.kernel.actor import system
from cheyuan.kernel.clock import now

pytestmark = pytest.mark.django_db
OWN = re.compile(r'name="(next|csrfmiddlewaretoken)" value="[^"]*"')
WORDS = {f"q_{key}": "9" for key in ("overall", "explained", "clean", "attitude", "nps")}


def bare(answer):
    """The page without its own address."""
    return OWN.sub("", answer.content.decode())


def test_care_20_a_customer_answers_on_the_page_without_login(invited, person, client, rows, tenants):
    about = person()
    one = invited(about=about)
    page = client.get(f"/s/{one.token}")
    text = page.content.decode()
    assert page.status_code == 200
    assert "陈先生" in text
    for hidden in ("陈立群", "13800138000", "138 ****", about.car.vin, "粤A", "7K2M6"):
        assert hidden not in text
    assert page["X-Robots-Tag"].startswith("noindex")
    assert "no-store" in page["Cache-Control"]
    done = client.post(f"/s/{one.token}", {**WORDS, "q_better": "都好", "q_ontime": "yes"})
    assert done.status_code == 200
    (row,) = rows(tenants.store, "surveys.Answer")
    assert (row.csi, row.nps, row.low, row.words) == (900, 9, False, {"better": "都好"})
    assert row.values["ontime"] == "yes"
    assert "谢谢您的评价" in done.content.decode()


def test_care_20_the_table_holds_only_a_hash(invited, tenants):
    one = invited()
    secret = links.secret_of(one.store_id, one.nonce)
    with scope(house(tenants.store)), connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(t)::text FROM surveys_invitation t")
        (stored,) = cursor.fetchone()
    assert len(secret) * 5 >= 96
    assert secret not in stored
    assert links.hash_of(secret) == bytes(one.token_hash)


@pytest.mark.parametrize(
    "broken",
    ["x", "1.", "1." + "a" * 20, "99999999." + "a" * 20, "1.ä" + "a" * 19, "a.b", "²." + "a" * 20],
)
def test_care_20_unknown_links_all_look_the_same(invited, client, broken):
    one = invited()
    wrong = client.get(f"/s/{one.store_id}.{'a' * 20}")
    other = client.get(f"/s/{broken.format('a' * 20)}")
    assert (wrong.status_code, other.status_code) == (404, 404)
    assert bare(wrong) == bare(other)


def test_care_20_a_withdrawn_link_is_an_unknown_one(invited, client, tenants):
    one = invited()
    with scope(house(tenants.store)):
        type(one).objects.filter(pk=one.pk).update(state="withdrawn")
    assert bare(client.get(f"/s/{one.token}")) == bare(client.get("/s/x"))


def test_care_20_expired_and_answered_are_told_politely(invited, client, person):
    late = invited(at=now() - timedelta(days=15))
    gone = client.get(f"/s/{late.token}")
    assert (gone.status_code, "时间" in gone.content.decode() or "over" in gone.content.decode()) == (410, True)
    assert client.post(f"/s/{late.token}", WORDS).status_code == 410
    one = invited(about=person(name="李雷"))
    client.post(f"/s/{one.token}", WORDS)
    again = client.post(f"/s/{one.token}", {**WORDS, "q_overall": "1"})
    assert (again.status_code, "q_overall" in again.content.decode()) == (200, False)


def test_care_20_what_is_missing_is_asked_for_and_the_rest_stays(invited, client, rows, tenants):
    one = invited()
    answer = client.post(f"/s/{one.token}", {**WORDS, "q_overall": "", "q_better": "写了一半"})
    assert answer.status_code == 422
    assert "写了一半" in answer.content.decode()
    assert not rows(tenants.store, "surveys.Answer")
    for wrong in ({"q_overall": "11"}, {"q_nps": "-1"}, {"q_ontime": "<b>"}, {"q_better": "长" * 1001}):
        assert client.post(f"/s/{one.token}", {**WORDS, **wrong}).status_code == 422
    assert not rows(tenants.store, "surveys.Answer")


def test_care_20_the_form_needs_its_token_and_a_modest_size(invited, rows, tenants):
    one = invited()
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"/s/{one.token}", WORDS).status_code == 403
    assert Client().post(f"/s/{one.token}", {**WORDS, "q_better": "a" * 40_000}).status_code == 413
    assert Client().delete(f"/s/{one.token}").status_code == 405
    assert not rows(tenants.store, "surveys.Answer")


def test_care_20_who_guesses_is_slowed_down_and_a_good_link_is_not(invited, client, monkeypatch):
    monkeypatch.setattr(public, "GUESSES", 3)
    one = invited()
    codes = [client.get(f"/s/{one.store_id}.{number:020d}").status_code for number in range(5)]
    assert codes == [404, 404, 404, 429, 429]
    assert client.get(f"/s/{one.token}").status_code == 200


def test_care_20_both_languages(invited, client):
    one = invited()
    client.cookies["language"] = "en"
    page = client.get(f"/s/{one.token}").content.decode()
    assert "How was your delivery?" in page
    assert "Mr Chen" in page


def test_p9_a_link_opens_its_own_store_only(invited, tenants, person, boss, actor):
    """The store stands in the token: with another one the same secret opens nothing, and the guest sees one store."""
    one = invited()
    secret = one.token.partition(".")[2]
    for store in (tenants.sister, tenants.stranger):
        assert public.found(links.token_of(store.pk, secret))[1] is None
    by, found = public.found(one.token)
    assert (found.pk, by.store_ids, by.rights) == (one.pk, (tenants.store.pk,), frozenset({"surveys.answer"}))


def test_p17_without_the_scope_of_the_token_another_store_would_open(invited, tenants, monkeypatch):
    """The control: a guest of all stores finds the invitation by the secret alone, whatever store the token names."""
    one = invited()
    every = system(tenants.group.pk, (tenants.store.pk, tenants.sister.pk))
    monkeypatch.setattr(links, "guest", lambda store_id: every)
    assert public.found(links.token_of(tenants.sister.pk, one.token.partition(".")[2]))[1] is not None


def test_p9_no_scope_no_invitation(invited, tenants):
    """Fail closed: outside of a scope the table cannot even be asked, and the database shows nothing to a wrong one."""
    one = invited()
    model = apps.get_model("surveys", "Invitation")
    with pytest.raises(Exception, match="scope"):
        model.objects.filter(pk=one.pk).first()
    with scope(house(tenants.sister)):
        assert not model._base_manager.filter(pk=one.pk).exists()


def test_care_20_the_first_look_is_noted_once(invited, client, rows, tenants):
    one = invited()
    client.get(f"/s/{one.token}")
    (first,) = rows(tenants.store, "surveys.Invitation")
    client.get(f"/s/{one.token}")
    (second,) = rows(tenants.store, "surveys.Invitation")
    assert first.opened_at is not None
    assert first.opened_at == second.opened_at


def test_care_20_the_slip_carries_the_link_and_the_square(client_as, boss, person):
    client, about = client_as("service_advisor"), person()
    answer = client.post("/surveys/invite", {"customer_id": about.pk, "code": "service", "vehicle_id": about.car.pk})
    page = client.get(answer.url).content.decode()
    assert "/s/" in page
    assert 'class="svqr"' in page
    again = client.post("/surveys/invite", {"customer_id": about.pk, "code": "service", "vehicle_id": about.car.pk})
    assert again.url == answer.url, "one slip a day"
