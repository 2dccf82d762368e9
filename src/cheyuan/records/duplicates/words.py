"""The words of this room."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

REASONS: dict[str, object] = {
    "document": _("same ID document"), "phone": _("same phone"), "vin": _("same car in their history"),
    "plate": _("same plate"), "name": _("similar name"), "birthday": _("same birthday"), "manual": _("noticed by a colleague"),
}  # fmt: skip
STATES: dict[str, object] = {
    "open": pgettext_lazy("duplicates", "To look at"), "merged": _("Merged"), "different": _("Two people"),
}  # fmt: skip
MARKS = {"open": "now", "merged": "well", "different": "none"}
FIELDS: dict[str, object] = {
    "name": _("Name"), "kind": _("Kind"), "gender": _("Gender"), "birthday": _("Birthday"), "phone": _("Phone"),
    "wechat": _("WeChat"), "email": _("Email"), "id_document": _("ID document"), "home": _("Address"),
    "occupation": _("Occupation"), "usage": _("Driving usage"), "salutation": _("Address as"), "avoid": _("Avoid"),
    "preferred_channel": _("Preferred channel"), "preferred_time": _("Preferred time"), "advisor": _("Service advisor"),
    "consultant": _("Sales consultant"), "source": _("Source"), "language": pgettext_lazy("customer", "Written to in"),
}  # fmt: skip
VALUES: dict[str, object] = {
    "person": _("Person"), "company": _("Company"), "M": _("Male"), "F": _("Female"),
    "family": _("Family"), "business": _("Business"), "young": _("Young, technology"), "outdoors": _("Outdoors"),
    "call": _("Call"), "sms": _("Text message"), "wechat": _("WeChat"), "email": _("Email"), "letter": _("Letter"),
    "morning": _("Morning"), "noon": _("Noon"), "afternoon": _("Afternoon"), "evening": _("Evening"),
    "weekend": _("Weekend"), "zh-hans": pgettext_lazy("written to in", "Chinese"),
    "en": pgettext_lazy("written to in", "English"),
}  # fmt: skip
CODED = {"kind", "gender", "usage", "preferred_channel", "preferred_time", "language"}
"""Fields whose values are codes: ``VALUES`` says them."""
SENTENCES = {
    "pair_self": _("This is the same file. Please choose another."),
    "pair_store": _("Only files of the same store can be merged."),
    "pair_decided": _("This was decided already."),
    "merge_undone": _("This merge was taken back already."),
    "merge_final": _("A merge can be taken back for %(days)s days; that time is over."),
    "merge_deeper": _("The kept file was itself merged later. Please take that merge back first."),
}
VERBS = {
    "duplicate.merged": _("Merged with file %(number)s"),
    "duplicate.undone": _("Merge with file %(number)s taken back"),
}
