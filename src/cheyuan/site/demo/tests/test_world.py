"""The demo world (PLT-51, PLT-01, PLT-02): groups, stores, every role, plain data, the same for the same seed."""

import json
from datetime import date
from itertools import pairwise

import pytest

from cheyuan.kernel import phone
from cheyuan.kernel.right import ROLES
from cheyuan.site.demo.world import world

AS_OF = date(2026, 11, 21)


def test_plt_51_the_same_numbers_give_the_same_world() -> None:
    one, again, other = (world(seed=seed, groups=2, stores=5, owners=900, as_of=AS_OF) for seed in (1, 1, 2))
    assert json.dumps(one.as_json()) == json.dumps(again.as_json())
    assert one.as_json() != other.as_json()


@pytest.mark.parametrize(
    ("groups", "stores", "owners"), [(1, 1, 50), (1, 2, 3_000), (3, 7, 1_000), (4, 200, 20_000), (0, 0, 5)]
)
def test_plt_51_sizes_from_one_store_to_two_hundred(groups: int, stores: int, owners: int) -> None:
    made = world(seed=9, groups=groups, stores=stores, owners=owners, as_of=AS_OF)
    houses = [store for group in made.groups for store in group.stores]
    assert len(made.groups) == max(1, groups)
    assert len(houses) == max(1, groups, stores)
    assert sum(store.owners for store in houses) == owners
    assert len({store.code for store in houses}) == len(houses)
    for group in made.groups:
        assert len({store.name for store in group.stores}) == len(group.stores)
        assert {store.region for store in group.stores} == {region.name for region in group.regions}
    spans = sorted((store.first, store.first + max(store.vehicles, store.owners)) for store in houses)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


def test_plt_02_every_role_works_in_every_store_and_care_has_a_team() -> None:
    made = world(seed=1, groups=2, stores=4, owners=100, as_of=AS_OF)
    logins = [worker.login for worker in made.workers()]
    assert len(set(logins)) == len(logins)
    for group in made.groups:
        heads = {post.role for worker in group.staff for post in worker.posts}
        for store in group.stores:
            posts = [post for worker in store.staff for post in worker.posts if post.store == store.code]
            assert heads | {post.role for post in posts} == set(ROLES)
            agents = [post for post in posts if post.role == "care_agent"]
            assert len(agents) >= 3
            assert any("insurance" in post.skills for post in agents)
            assert any(post.is_team_lead for post in agents)
            assert {post.department for post in posts} <= set(store.departments)
            assert phone.clean(store.phone) == store.phone
            away = [(worker.login, one) for worker in store.staff for one in worker.absences]
            assert all(
                one.since <= AS_OF <= one.until and one.deputy in logins and one.deputy != who for who, one in away
            )
    assert any(len({post.store for post in worker.posts}) > 1 for worker in made.workers())
