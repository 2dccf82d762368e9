"""PLT-05: the numbers of the business on the screen."""

import pytest
from django.urls import reverse

from cheyuan.base.policies import queries
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel import policy
from cheyuan.site.testing.days import today


@pytest.fixture(autouse=True)
def declared(monkeypatch):
    monkeypatch.setattr(policy, "_specs", dict(policy.specs()))
    policy.register(
        policy.PolicySpec("tests.days", 7, "Waiting days", unit="days", least=1, most=30),
        policy.PolicySpec("tests.fen", 10_000, "A limit", unit="fen", least=0, most=10**9),
        policy.PolicySpec("tests.on", True, "A switch"),
        policy.PolicySpec("tests.hours", (8, 20), "Hours"),
        policy.PolicySpec("tests.by", "sms", "By", choices=("sms", "email")),
    )


def say(client, key, value, **more):
    fields = {"value": value, "valid_from": today().isoformat(), "whom": "store", "reason": "why", **more}
    return client.post(reverse("policies:one", args=[key]), {k: v for k, v in fields.items() if v is not None})


def holds(tenants, actor, key, on=None):
    by = actor("care_manager")
    with scope(by):
        return queries.value(key, by.store_id, on)


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("tests.days", "12", 12),
        ("tests.fen", "1,234.50", 123_450),
        ("tests.on", None, False),
        ("tests.hours", "9，18", (9, 18)),
        ("tests.by", "email", "email"),
    ],
)
def test_plt_05_every_kind_of_value_can_be_decided(client_as, tenants, actor, key, typed, value):
    client = client_as("care_manager")
    assert client.get(reverse("policies:one", args=[key])).status_code == 200
    assert say(client, key, typed).status_code == 302
    assert holds(tenants, actor, key) == value
    assert "why" in client.get(reverse("policies:one", args=[key])).content.decode()


@pytest.mark.parametrize(
    ("key", "typed"), [("tests.days", "31"), ("tests.days", "x"), ("tests.fen", "x"), ("tests.hours", "a")]
)
def test_plt_05_what_does_not_fit_comes_back_with_a_sentence(client_as, tenants, actor, key, typed):
    answer = say(client_as("care_manager"), key, typed)
    assert answer.status_code == 422
    assert 'class="err' in answer.content.decode()


def test_plt_05_tomorrows_value_is_announced_today(client_as, tenants, actor):
    client = client_as("care_manager")
    say(client, "tests.days", "12", valid_from=(today(1)).isoformat())
    assert holds(tenants, actor, "tests.days") == 7
    assert holds(tenants, actor, "tests.days", today(1)) == 12
    assert "12" in client.get(reverse("policies:list")).content.decode()


def test_plt_05_back_to_the_default(client_as, tenants, actor):
    client = client_as("care_manager")
    say(client, "tests.days", "12")
    assert say(client, "tests.days", "", reset="1").status_code == 302
    assert holds(tenants, actor, "tests.days") == 7


def test_plt_05_only_the_groups_head_decides_for_the_group(client_as, tenants, actor):
    assert say(client_as("care_manager"), "tests.days", "12", whom="group").status_code == 422
    assert say(client_as("group_admin"), "tests.days", "12", whom="group").status_code == 302
    assert holds(tenants, actor, "tests.days") == 12


def test_p9_agents_do_not_see_or_change_policies(client_as):
    client = client_as("care_agent")
    assert client.get(reverse("policies:list")).status_code == 403
    assert client.get(reverse("policies:one", args=["tests.days"])).status_code == 403
    assert say(client, "tests.days", "12").status_code == 403


def test_an_unknown_policy_is_not_found(client_as):
    assert client_as().get(reverse("policies:one", args=["no.such"])).status_code == 404


def test_list_asks_the_database_a_fixed_number_of_times(client_as, django_assert_max_num_queries):
    client = client_as("general_manager")
    client.get(reverse("policies:list"))
    with django_assert_max_num_queries(16):
        client.get(reverse("policies:list"))
