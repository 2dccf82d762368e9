"""People and companies: prospects, owners or both. A customer is never a login."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from cheyuan.base.sealed import SealedField
from cheyuan.base.tenancy.models import StoreRow

KINDS = [("person", "person"), ("company", "company")]
CHANNELS = ("call", "sms", "wechat", "email", "letter")
LANGUAGES = ("zh-hans", "en")
"""In which customers may be written to; the first one unless they said otherwise."""
PURPOSES = ("service", "marketing", "profiling", "sharing")


class Customer(StoreRow):
    """One store's file of a person or company (PPL-01). Phone, email, WeChat, document and street are sealed."""

    cust_no = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    pinyin = models.CharField(max_length=240, blank=True, db_collation="C")
    kind = models.CharField(max_length=10, choices=KINDS, default="person")
    gender = models.CharField(max_length=1, blank=True)
    birthday = models.DateField(null=True, blank=True)
    phone = SealedField()
    phone_key = models.BinaryField(null=True, blank=True)
    wechat = SealedField()
    email = SealedField()
    id_document = SealedField()
    address = SealedField()
    province = models.CharField(max_length=40, blank=True)
    city = models.CharField(max_length=40, blank=True)
    district = models.CharField(max_length=40, blank=True)
    occupation = models.CharField(max_length=60, blank=True)
    usage = models.CharField(max_length=20, blank=True)
    salutation = models.CharField(max_length=60, blank=True)
    avoid = models.CharField(max_length=200, blank=True)
    preferred_channel = models.CharField(max_length=10, blank=True)
    preferred_time = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=10, default="zh-hans", db_default="zh-hans")
    consultant = models.ForeignKey(
        "accounts.Account", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    advisor = models.ForeignKey(
        "accounts.Account", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    source = models.CharField(max_length=40, blank=True)
    tags = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    notes = models.TextField(blank=True)
    is_vip = models.BooleanField(default=False)
    is_key_account = models.BooleanField(default=False, db_default=False)
    do_not_contact = models.BooleanField(default=False)
    erased_at = models.DateTimeField(null=True, blank=True)
    batch_id = models.BigIntegerField(null=True, blank=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "cust_no"], name="cust_no_once")]
        indexes = [
            models.Index(fields=["store", "pinyin", "id"], name="customer_by_name"),
            models.Index(fields=["store", "phone_key"], name="customer_by_phone"),
            models.Index(fields=["store", "created_at", "id"], name="customer_by_entry"),
            models.Index(fields=["store", "city", "id"], name="customer_by_city"),
            models.Index(
                fields=["store", "id"],
                name="customer_important",
                condition=models.Q(is_vip=True) | models.Q(is_key_account=True),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def standing(self) -> str:
        """key, vip or regular: an agreement weighs more than a mark."""
        return "key" if self.is_key_account else "vip" if self.is_vip else "regular"


class ExtraPhone(StoreRow):
    """Another number of a customer: the spouse's, the office's, the driver's."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="extra_phones", db_constraint=False)
    number = SealedField()
    number_key = models.BinaryField()
    label = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes = [models.Index(fields=["store", "number_key"], name="extra_phone_by_key")]


class Consent(StoreRow):
    """One statement of a customer about one purpose and one channel (PPL-08). Rows are only added; the newest holds."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="consents", db_constraint=False)
    purpose = models.CharField(max_length=12)
    channel = models.CharField(max_length=10)
    given = models.BooleanField()
    at = models.DateTimeField()
    text_version = models.CharField(max_length=40, blank=True)
    source = models.CharField(max_length=60)
    proof = models.CharField(max_length=200, blank=True)
    by_name = models.CharField(max_length=80, blank=True)

    class Meta:
        indexes = [models.Index(fields=["store", "customer", "purpose", "channel", "-at"], name="consent_newest")]


class Remark(StoreRow):
    """Something colleagues should know: a note, or a promise until it is kept."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="remarks", db_constraint=False)
    kind = models.CharField(max_length=10, choices=[("note", "note"), ("promise", "promise")])
    text = models.CharField(max_length=500)
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80, blank=True)
    kept_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["store", "customer", "-at"], name="remark_newest")]


class Reveal(StoreRow):
    """One look behind the mask (PPL-09): counted per person and day against the limit of P11."""

    account_id = models.BigIntegerField()
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    field = models.CharField(max_length=20)
    reason = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["account_id", "at"], name="reveal_per_day")]


class RevealAlert(StoreRow):
    """Somebody looked behind as many masks today as the policy calls unusual (P11): once a day, person and store."""

    account_id = models.BigIntegerField()
    name = models.CharField(max_length=80)
    day = models.DateField()
    looks = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "day", "account_id"], name="reveal_alert_once")]


class Erasure(StoreRow):
    """The receipt of an erased file (PPL-08): when, by whom, on whose word, what went (table → rows), what stays and why."""

    customer_id = models.BigIntegerField()
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)
    reason = models.CharField(max_length=20)
    gone = models.JSONField(default=dict)
    kept = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "customer_id"], name="erased_once")]
