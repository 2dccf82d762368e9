"""From a refusal's code to a sentence: what happened, what is safe, what to do. Apps register the sentences of their codes."""

from collections.abc import Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cheyuan.kernel.errors import Refused

_sentences: dict[str, object] = {}


class _Facts(dict[str, object]):
    """Facts for a sentence; a missing one leaves a dash instead of an error."""

    def __missing__(self, key: str) -> str:
        return "—"


def register(sentences: Mapping[str, object]) -> None:
    """Make sentences known: code → lazily translated text with named placeholders (``%(plate)s``).

    A code means one thing in the whole house; ValueError when another room says it with other words.
    """
    taken = [code for code, sentence in sentences.items() if _sentences.get(code, sentence) is not sentence]
    if taken:
        raise ValueError(f"said with other words already: {', '.join(taken)}")
    _sentences.update(sentences)


def known() -> frozenset[str]:
    """The codes that have a sentence."""
    return frozenset(_sentences)


def say(refused: Refused) -> str:
    """The sentence for a refusal; a decent general one that names the code when nobody has registered it."""
    sentence = _sentences.get(refused.code)
    if sentence is None:
        return gettext("That is not possible at the moment (%(code)s). Nothing was changed.") % {"code": refused.code}
    return str(sentence) % _Facts(refused.facts)


register(
    {
        "not_found": _("This record does not exist, or it belongs to another store. Please go back to the list."),
        "denied": _("Your role does not allow this. Nothing was changed; ask your manager if you need it."),
        "conflict": _("Somebody else changed this a moment ago. Nothing of yours was saved; please look again."),
        "stale": _("Somebody else changed this a moment ago. Nothing of yours was saved; please look again."),
        "wrong_state": _("This step no longer fits: the record has moved on. Please reload the page."),
        "money_form": _("“%(value)s” is not an amount. Please write it like 1,234.50."),
        "number_form": _("“%(value)s” is not a number."),
        "km_form": _("“%(value)s” is not a mileage. Please write whole kilometres, like 78,130."),
        "date_form": _("“%(value)s” is not a date. Please write it like 2026-11-28."),
        "phone_form": _("“%(value)s” is not a phone number. A mobile number has 11 digits."),
        "plate_form": _("“%(value)s” is not a plate number. Please write it like 粤A7K2M6."),
        "vin_form": _("“%(value)s” is not a VIN. It has 17 letters and digits, without I, O and Q."),
        "too_many": _("That is too much at once. Nothing was changed; please try a smaller part."),
        "rate_limited": _("That was too often in a short time. Please wait a moment."),
        "required": _("Something is still missing here."),
    }
)
