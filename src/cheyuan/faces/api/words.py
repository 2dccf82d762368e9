"""The sentences of what goes wrong in the API."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "malformed": _("This cannot be read. Please send JSON in UTF-8."),
    "unauthenticated": _("Please log in and send the token as “Authorization: Bearer …”."),
    "method_not_allowed": _("This address does not know that method."),
    "too_large": _("This is larger than one request may be."),
    "media_type": _("Please send application/json."),
    "invalid": _("Something in the request is missing or has the wrong form; “errors” says what."),
    "parameter_unknown": _("There is no parameter “%(field)s” here."),
    "bad_value": _("A value is larger or longer than what can be stored."),
    "cursor_bad": _("This cursor was not given out by this list. Please start without one."),
    "idempotency_key_form": _("An Idempotency-Key has 1 to 255 visible ASCII signs."),
    "idempotency_key_reused": _("This Idempotency-Key was used for another request. Please take a new one."),
    "idempotency_in_flight": _("The same request is still being worked on. Please ask again in a moment."),
    "scope_unknown": _("A scope is “read”, “write” or the name of a room such as “customers”."),
    "store": _("You have no role in that store."),
}
