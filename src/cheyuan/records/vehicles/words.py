"""The words behind the codes of a car's file."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

ENERGIES = (("ice", _("Petrol or diesel")), ("ev", _("Electric")), ("phev", _("Plug-in hybrid")), ("hev", _("Hybrid")))
STATUSES = (("active", _("on the road")), ("sold", _("sold by its owner")), ("written_off", _("written off")))
USES = (("private", _("Private")), ("company", pgettext_lazy("use of a car", "Company")), ("operating", _("Operating")))
VISITS = (
    ("service", pgettext_lazy("visit", "Service")), ("repair", pgettext_lazy("visit", "Repair")),
    ("body", pgettext_lazy("visit", "Body work")),
)  # fmt: skip
SOURCES = (
    ("call", _("told on the phone")), ("store", _("read in the store")), ("wechat", _("photo in WeChat")),
    ("import", _("import")), ("correction", _("correction")), ("visit", _("visit")),
)  # fmt: skip
FIELDS = {
    "plate": _("plate"), "brand": _("maker"), "model": _("model"), "trim": _("trim"), "colour": _("colour"),
    "model_year": _("model year"), "energy": _("energy"), "engine_no": _("engine number"), "seats": _("seats"),
    "use": _("use"), "built_on": _("built on"), "registered_on": _("registered on"), "delivered_on": _("delivered on"),
    "sold_here": _("sold by us"), "warranty_end": _("warranty end"), "warranty_km": _("warranty km"),
    "extended_warranty_end": _("extended warranty"), "inspection_due": _("inspection"), "insurance": _("insurance"),
}  # fmt: skip


def word(options: tuple[tuple[str, object], ...], key: str) -> str:
    """The label of an option; the key itself when it is none of them."""
    return next((str(label) for known, label in options if known == key), key)
