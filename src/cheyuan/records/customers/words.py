"""The words behind the codes of a customer's file: options of forms, filters and sentences of the timeline."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

KINDS = (("person", _("Person")), ("company", _("Company")))
GENDERS = (("M", _("Male")), ("F", _("Female")))
USAGES = (
    ("family", _("Family")), ("business", _("Business")), ("young", _("Young, technology")), ("outdoors", _("Outdoors")),
)  # fmt: skip
CHANNELS = (
    ("call", _("Call")), ("sms", _("Text message")), ("wechat", _("WeChat")), ("email", _("Email")),
    ("letter", _("Letter")),
)  # fmt: skip
PURPOSES = (
    ("service", pgettext_lazy("purpose", "Service")), ("marketing", pgettext_lazy("purpose", "Marketing")),
    ("profiling", _("Profiling")), ("sharing", _("Sharing")),
)  # fmt: skip
LANGUAGES = (("zh-hans", pgettext_lazy("written to in", "Chinese")), ("en", pgettext_lazy("written to in", "English")))
TIMES = (
    ("morning", _("Morning")), ("noon", _("Noon")), ("afternoon", _("Afternoon")), ("evening", _("Evening")),
    ("weekend", _("Weekend")),
)  # fmt: skip
SOURCES = (
    ("call", _("told us on the phone")), ("store", _("told us in the store")), ("wechat", _("told us in WeChat")),
    ("form", _("signed form")),
)  # fmt: skip
SCOPES = (("marketing", _("marketing only")), ("everything", _("nothing at all")))
PHONE_LABELS = (
    ("spouse", _("Spouse")), ("office", _("Office")), ("driver", _("Driver")), ("former", _("Former number")),
    ("other", _("Other")),
)  # fmt: skip
FIELDS = {
    "name": _("name"), "kind": _("kind"), "gender": _("gender"), "birthday": _("birthday"), "phone": _("phone"),
    "wechat": _("WeChat id"), "email": _("email"), "id_document": _("ID document"), "address": _("address"),
    "province": _("province"), "city": _("city"), "district": _("district"), "occupation": _("occupation"),
    "usage": _("driving usage"), "salutation": _("salutation"), "avoid": _("what to avoid"),
    "preferred_channel": _("preferred channel"), "preferred_time": _("preferred time"), "language": _("language"),
    "consultant_id": _("sales consultant"), "advisor_id": _("service advisor"), "source": _("source"),
    "tags": _("tags"), "notes": _("notes"), "is_vip": _("VIP"), "is_key_account": _("key account"),
}  # fmt: skip
ERASED_FOR = (
    ("asked", _("the person asked for it")), ("retention", _("the time of keeping was over")),
    ("replayed", _("erased before a backup was restored")),
)  # fmt: skip
KEPT = (
    ("refusals", _("Refusals, as hashes of the numbers: so that nobody writes to them again.")),
    ("audit", _("The audit: who did what and when, in numbers and codes without personal words.")),
    ("backups", _("Backups, sealed, until they are replaced; after a restore the file is erased again.")),
    ("number", _("The customer number: so that an old book cannot bring the person back.")),
    ("consents", _("When consent was given or withdrawn, as proof, without the words of the proof.")),
    ("report_signed", _("Signed monthly reports and reasons of decisions about money, as they were signed.")),
    ("car", _("The car with its VIN, visits and readings, without owner and plate.")),
    ("vouchers", _("Vouchers as figures: worth, days and whether they were redeemed, without order numbers and words.")),
)  # fmt: skip
STANDINGS = (("vip", _("VIP")), ("key", _("Key account")), ("regular", pgettext_lazy("standing", "Regular")))
GIVEN = {True: _("given"), False: _("withdrawn")}


def word(options: tuple[tuple[str, object], ...], key: str) -> str:
    """The label of an option; the key itself when it is none of them."""
    return next((str(label) for known, label in options if known == key), key)
