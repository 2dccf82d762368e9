"""The sentences of this room's refusals."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "login_wrong": _("User name or password is not right. Please try again."),
    "code_wrong": _("This code is not right or was used already. Please wait for the next one."),
    "login_locked": _("Too many tries. For safety this login rests until %(until)s; your data is safe."),
    "totp_needed": _("Please send the code of the authenticator app too."),
    "second_factor_needed": _("Your role needs a second factor. Please log in to the pages once and set it up."),
    "password_change_needed": _("Please log in to the pages once and choose a password of your own."),
}
