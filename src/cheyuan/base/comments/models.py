"""What colleagues say to each other about a record, and what they attach."""

from django.db import models

from cheyuan.base.tenancy.models import StoreRow


class Comment(StoreRow):
    """One comment on the record ``object_kind``:``object_id``. Withdrawn it leaves its trace: who and when, without words.

    ``mentions`` are [account, name, as it stands in the text] of colleagues that it names.
    """

    object_kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    text = models.TextField()
    mentions = models.JSONField(default=list)
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=80, blank=True)

    class Meta:
        indexes = [models.Index(fields=["store", "object_kind", "object_id", "-id"], name="comment_of")]


class Attachment(StoreRow):
    """A file that came with a comment."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="attachments", db_constraint=False)
    file = models.ForeignKey("files.StoredFile", on_delete=models.CASCADE, related_name="+", db_constraint=False)
