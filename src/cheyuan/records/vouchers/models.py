"""Vouchers: what was granted, to whom, and what became of each; and the reminders before one expires."""

from django.db import models

from cheyuan.base.tenancy.models import StoreRow


class Grant(StoreRow):
    """One decision to give vouchers: to one customer or to many at once. What the signature of an approval is about.

    ``worth_fen`` is what one voucher is worth at most, ``count`` how many; ``words`` say why and go when a person is erased.
    """

    kind = models.CharField(max_length=8)
    title = models.CharField(max_length=60)
    worth_fen = models.BigIntegerField()
    reason = models.CharField(max_length=12)
    words = models.CharField(max_length=300, blank=True, default="")
    count = models.PositiveIntegerField()
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()


class Voucher(StoreRow):
    """One voucher of one customer. ``state`` changes only through ``moves``.

    ``kind``: amount (``worth_fen`` off), percent (``percent`` off, at most ``worth_fen``) or gift (``title`` says what, worth
    ``worth_fen``). Valid on both days at the ends; ``everywhere``: in every store of the group. ``origin`` names what gave it
    where only one may come of it ("birthday:2026:5"). ``used_for`` is the number of the repair order.
    """

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="vouchers")
    customer = models.ForeignKey("customers.Customer", on_delete=models.PROTECT, related_name="+", db_constraint=False)
    code = models.CharField(max_length=10, unique=True, db_collation="C")
    kind = models.CharField(max_length=8)
    title = models.CharField(max_length=60)
    worth_fen = models.BigIntegerField()
    percent = models.PositiveSmallIntegerField(null=True, blank=True)
    reason = models.CharField(max_length=12)
    origin = models.CharField(max_length=60, blank=True, default="", db_collation="C")
    everywhere = models.BooleanField(default=False)
    valid_from = models.DateField()
    valid_until = models.DateField()
    state = models.CharField(max_length=10, default="given")
    given_at = models.DateTimeField()
    by_name = models.CharField(max_length=80)
    used_at = models.DateTimeField(null=True, blank=True)
    used_for = models.CharField(max_length=40, blank=True, default="")
    used_in = models.ForeignKey("tenancy.Store", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    used_by = models.ForeignKey(
        "accounts.Account", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    used_by_name = models.CharField(max_length=80, blank=True, default="")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["store", "origin"], name="voucher_origin_once", condition=~models.Q(origin="")
            ),
            models.CheckConstraint(condition=models.Q(valid_until__gte=models.F("valid_from")), name="voucher_days"),
            models.CheckConstraint(condition=models.Q(worth_fen__gt=0), name="voucher_worth"),
        ]
        indexes = [
            models.Index(fields=["store", "-given_at", "-id"], name="voucher_newest"),
            models.Index(fields=["store", "valid_until", "id"], name="voucher_by_end"),
            models.Index(fields=["store", "state", "valid_until"], name="voucher_ending"),
        ]

    def __str__(self) -> str:
        return self.title


class Reminder(StoreRow):
    """That a voucher's owner was reminded before it expires, once per ``step`` (first, last); ``code`` says why not.

    ``turn`` grows when a message was taken back before it left, so that the step may be made anew.
    """

    voucher = models.ForeignKey(Voucher, on_delete=models.CASCADE, related_name="reminders")
    step = models.CharField(max_length=6)
    message_id = models.BigIntegerField(null=True)
    code = models.CharField(max_length=20, blank=True, default="")
    turn = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "voucher", "step"], name="reminder_once")]
