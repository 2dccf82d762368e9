"""Messages on their way out of the house, what happened to each, who must not get any, and over which providers they leave."""

from uuid import uuid4

from django.contrib.postgres.functions import RandomUUID
from django.db import models

from cheyuan.base.sealed import SealedField
from cheyuan.base.tenancy.models import GroupRow, ManyRows, StoreRow


class Message(StoreRow):
    """One message for one intent. ``state`` changes only through ``moves``; ``reason`` says why it exists.

    ``our_id`` is the name under which providers know it, the same however often it is tried. It may leave from ``due_at``
    until ``until_at``; ``chosen`` and ``timed`` say why this channel and why this moment. ``cost_fen`` is reckoned. From
    ``use_by`` on it is of no use and never leaves (a festival that is over).
    """

    customer_id = models.BigIntegerField()
    channel = models.CharField(max_length=10)
    purpose = models.CharField(max_length=12)
    address = SealedField()
    address_key = models.BinaryField(null=True)
    phone_key = models.BinaryField(null=True)
    subject = SealedField()
    text = SealedField()
    filled = SealedField()
    template_id = models.BigIntegerField(null=True, blank=True)
    language = models.CharField(max_length=10, default="zh-hans")
    state = models.CharField(max_length=10, default="held")
    reason = models.CharField(max_length=40, blank=True)
    intent = models.CharField(max_length=120)
    task_id = models.BigIntegerField(null=True, blank=True)
    not_before = models.DateTimeField(null=True, blank=True)
    use_by = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    by_name = models.CharField(max_length=80, blank=True)
    our_id = models.UUIDField(default=uuid4, db_default=RandomUUID(), unique=True)
    chosen = models.CharField(max_length=20, default="asked")
    timed = models.CharField(max_length=20, default="", blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    until_at = models.DateTimeField(null=True, blank=True)
    into_id = models.BigIntegerField(null=True, blank=True)
    parts = models.PositiveSmallIntegerField(default=1)
    cost_fen = models.PositiveIntegerField(default=0)
    provider = models.CharField(max_length=20, default="", blank=True)
    their_id = models.CharField(max_length=80, default="", blank=True)
    claim = models.UUIDField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    ask_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    code = models.CharField(max_length=60, default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "intent"], name="message_once")]
        indexes = [
            models.Index(fields=["store", "state", "-created_at"], name="message_newest"),
            models.Index(fields=["store", "-created_at", "-id"], name="message_by_age"),
            models.Index(fields=["store", "customer_id", "-created_at"], name="message_of_customer"),
            models.Index(fields=["address_key"], name="message_waiting", condition=models.Q(state__in=["held", "due"])),
            models.Index(fields=["phone_key"], name="message_awaited", condition=models.Q(state__in=["held", "due"])),
            models.Index(
                fields=["store", "due_at"], name="message_moving",
                condition=models.Q(state__in=["held", "due", "claimed", "unknown"]),
            ),
            models.Index(fields=["store", "their_id"], name="message_theirs", condition=~models.Q(their_id="")),
        ]  # fmt: skip


class Passage(ManyRows):
    """One step of a message, with the state after it. Rows are only added."""

    message_id = models.BigIntegerField()
    step = models.CharField(max_length=12)
    state = models.CharField(max_length=10)
    at = models.DateTimeField()
    code = models.CharField(max_length=60, blank=True)
    by_name = models.CharField(max_length=80, blank=True)

    class Meta:
        indexes = [models.Index(fields=["store", "message_id", "id"], name="passage_of_message")]


class Refusal(GroupRow):
    """What a person said about being written to, for the whole group, by the keyed hash of the address.

    Rows are only added; of each channel and purpose the newest holds, of one instant the no. ``given`` is the person's own
    later yes.
    """

    address_key = models.BinaryField()
    channel = models.CharField(max_length=10)
    purpose = models.CharField(max_length=12)
    at = models.DateTimeField()
    source = models.CharField(max_length=60)
    by_name = models.CharField(max_length=80, blank=True)
    given = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "address_key", "channel", "purpose", "at", "given"], name="refusal_said"
            )
        ]


class Touch(GroupRow):
    """One contact of a household (keyed by phone) by any store of the group: what the contact budget counts (CARE-08)."""

    household = models.BinaryField()
    purpose = models.CharField(max_length=12)
    channel = models.CharField(max_length=10)
    at = models.DateTimeField()
    message_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["group", "household", "-at"], name="touch_of_household"),
            models.Index(fields=["message_id"], name="touch_of_message"),
        ]


class Connection(StoreRow):
    """Over which provider a channel of a store leaves. Without one it leaves into the visible outbox.

    ``hook`` is the unguessable end of the address at which the provider reports receipts and answers.
    """

    channel = models.CharField(max_length=10)
    provider = models.CharField(max_length=20)
    is_on = models.BooleanField(default=True)
    settings = models.JSONField(default=dict)
    secrets = SealedField()
    hook = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "channel"], name="connection_once")]


class Template(StoreRow):
    """One version of a message's words in one channel and language. Rows are only added; the newest version holds.

    ``provider_code`` is the number under which the provider registered it (text messages and WeChat ask for one).
    """

    code = models.CharField(max_length=40)
    channel = models.CharField(max_length=10)
    language = models.CharField(max_length=10, default="zh-hans")
    version = models.PositiveIntegerField()
    subject = models.CharField(max_length=120, blank=True)
    text = models.TextField()
    provider_code = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["store", "code", "channel", "language", "version"], name="template_once")
        ]
