"""The sentences of this room's refusals."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "login_wrong": _("User name or password is not right. Please try again."),
    "code_wrong": _("This code is not right or was used already. Please wait for the next one."),
    "login_locked": _("Too many tries. For safety this login rests until %(clock)s; your data is safe."),
    "passkey_wrong": _("This passkey does not open the login. Please try again, or come in with your password."),
    "passkey_old": _("This question to your passkey was answered already or is too old. Please try again."),
    "passkey_known": _("This passkey is registered already."),
    "passkeys_many": _("One person has %(most)s passkeys at most. Please remove one that you no longer use."),
    "passkey_nameless": _("Please give the passkey a name by which you recognise it."),
    "passkey_placeless": _("No address for passkeys is set up here. Please ask whoever runs this installation."),
    "factor_last": _("Your role needs a second factor and this is your last one. Please set up another one first."),
    "proof_needed": _("For this please say your password once more."),
    "app_needed": _(
        "Programs cannot use a passkey. Please set up an authenticator app on the page of your account too."
    ),
    "totp_needed": _("Please send the code of the authenticator app too."),
    "second_factor_needed": _("Your role needs a second factor. Please log in to the pages once and set it up."),
    "password_change_needed": _("Please log in to the pages once and choose a password of your own."),
    "draft_too_large": _("This text is too long to be kept while you type. Please save it."),
    "username_taken": _("The user name “%(username)s” is taken. Please choose another."),
    "person_above": _("This person works above or outside your stores. Please ask the group administrator."),
    "role_above": _("Only a group administrator gives this role."),
    "last_admin": _("This is the last group administrator. Please name another one first."),
    "self_lock_out": _("You would lock yourself out. Please let another administrator do this."),
    "right_fixed": _("Group administrators always keep this right, so that nobody is locked out."),
    "post_overlaps": _("This person holds the same role there in these days already."),
    "dates_backwards": _("The last day is before the first."),
    "deputy_self": _("A person cannot stand in for themselves."),
    "deputy_gains": _("While you stand in for somebody you cannot give yourself posts. Please ask a colleague."),
    "role_unknown": _("There is no such role."),
    "store_code_taken": _("The code “%(code)s” is taken by another store of the group."),
    "department_code_taken": _("The store has a department with the code “%(code)s” already."),
    "hours_backwards": _("Please check the order of these times: open, lunch, close."),
    "page_unknown": _("There is no page at this address. Please go back, or search for what you need."),
    "form_too_old": _(
        "This form was open for too long, or came from elsewhere. Nothing was saved; please load the page again."
    ),
}
