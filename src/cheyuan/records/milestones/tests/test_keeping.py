"""PLT-22: the words of what is finished go when their time is over; what is on the way keeps them."""

from datetime import timedelta

import pytest

from cheyuan.base.jobs import retention
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.clock import now
from cheyuan.records.milestones import actions
from cheyuan.records.milestones.models import Job, Milestone
from cheyuan.records.milestones.tests.conftest import house

pytestmark = pytest.mark.django_db


def test_plt_22_words_of_finished_jobs_go_after_three_years(actor, received, tenants):
    by = actor("technician")
    done, waits = (received(what="异响", note="左前轮") for _ in range(2))
    for step, seen in (("in_work", "received"), ("quality", "in_work"), ("ready", "quality"), ("handed_over", "ready")):
        actions.move_on(by, done.job_id, step, seen=seen, at=now())
    assert retention.purge(house(tenants.store), now() + timedelta(days=1094)).get("milestone_words", 0) == 0
    assert retention.purge(house(tenants.store), now() + timedelta(days=1096))["milestone_words"] == 2
    with scope(by):
        assert {one.pk: one.what for one in Job.objects.all()} == {done.job_id: "", waits.job_id: "异响"}
        assert list(Milestone.objects.exclude(note="").values_list("job_id", flat=True)) == [waits.job_id]
