"""What the one search box finds: an entry per record, written by the action that owns the record."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from cheyuan.base.tenancy.models import ManyRows


class Entry(ManyRows):
    """A record as the search box knows it (PPL-10).

    ``tokens`` are small-letter pieces that are looked up whole; ``blind`` are keyed hashes of pieces of a phone;
    ``latin`` is the spelling by which slips of typing are forgiven. Neither a phone nor an address stands here.
    """

    kind = models.CharField(max_length=20, db_collation="C")
    object_id = models.BigIntegerField()
    title = models.CharField(max_length=120)
    subtitle = models.CharField(max_length=160, blank=True)
    latin = models.CharField(max_length=160, blank=True, db_collation="C")
    tokens = ArrayField(models.TextField(db_collation="C"))
    blind = ArrayField(models.IntegerField(), default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "kind", "object_id"], name="search_entry_once")]
        indexes = [
            GinIndex(fields=["tokens"], name="search_by_token"),
            GinIndex(fields=["blind"], name="search_by_blind"),
            GinIndex(fields=["latin"], opclasses=["gin_trgm_ops"], name="search_by_latin"),
        ]
