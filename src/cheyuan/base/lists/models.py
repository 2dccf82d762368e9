"""Saved views, and the files that exports leave for a day."""

from django.db import models

from cheyuan.base.tenancy.models import GroupRow


class SavedView(GroupRow):
    """Filters, columns and sort of a list under a name (PPL-11), of one person; ``shared`` shows it to the store's team.

    ``spec`` is plain: {"filters": {field: text}, "sort": "-name", "columns": [...]}; it also serves as an audience.
    """

    store = models.ForeignKey("tenancy.Store", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    list_name = models.CharField(max_length=40, db_collation="C")
    name = models.CharField(max_length=40)
    owner = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    shared = models.BooleanField(default=False)
    spec = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["group", "list_name", "owner"], name="saved_view_of_list")]

    def __str__(self) -> str:
        return self.name


class ExportFile(GroupRow):
    """What an export made: its person may fetch it for a day, nobody else."""

    store = models.ForeignKey("tenancy.Store", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    owner = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    token = models.CharField(max_length=40, unique=True, db_collation="C")
    title = models.CharField(max_length=120)
    ending = models.CharField(max_length=4)
    rows = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["made_at"], name="export_age")]
