"""Policy values with their history (PLT-05)."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from cheyuan.base.tenancy.models import GroupRow


class PolicyVersion(GroupRow):
    """The value of a policy from a day on, for the whole group or one store. Rows are only added.

    ``is_reset`` gives the decision back: a store follows its group again, the group the shipped default.
    """

    for_store = models.ForeignKey("tenancy.Store", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    key = models.CharField(max_length=80)
    value = models.JSONField(encoder=DjangoJSONEncoder)
    is_reset = models.BooleanField(default=False)
    valid_from = models.DateField()
    reason = models.CharField(max_length=200, blank=True)
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["group", "key", "valid_from"], name="policy_by_key")]
