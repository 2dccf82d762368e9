"""Files that people gave us: what is known of them; their content lies in the data folder under a random name."""

from django.db import models

from cheyuan.base.sealed import SealedField
from cheyuan.base.tenancy.models import StoreRow


class StoredFile(StoreRow):
    """One file. ``title`` is the name it came with; a file with a ``key`` is encrypted with it, chunk by chunk.

    Without its row nobody can read an encrypted file again, whatever became of the disk.
    """

    name = models.CharField(max_length=32, unique=True)
    title = SealedField()
    key = SealedField()
    purpose = models.CharField(max_length=40)
    kind = models.CharField(max_length=8)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)

    class Meta:
        indexes = [models.Index(fields=["store", "purpose", "-created_at"], name="file_newest")]
