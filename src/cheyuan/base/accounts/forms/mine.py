"""What people type about themselves."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _


def secret(label: Any, autocomplete: str, **more: Any) -> forms.CharField:
    """A password field."""
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, max_length=200, strip=False, widget=widget, **more)


class LoginForm(forms.Form):
    """The first step of a login."""

    username = forms.CharField(
        label=_("User name"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True, "autocapitalize": "none"}),
    )
    password = secret(_("Password"), "current-password")


class CodeForm(forms.Form):
    """The second step: a code of the app, or a recovery code."""

    code = forms.CharField(
        label=_("Verification code"),
        max_length=20,
        help_text=_("Six digits from your authenticator app, or one of your recovery codes."),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autofocus": True, "autocapitalize": "none", "spellcheck": "false"}
        ),
    )


class PasswordForm(forms.Form):
    """A new password of one's own."""

    old = secret(_("Password until now"), "current-password")
    new = secret(_("New password"), "new-password", help_text=_("At least ten signs; a short sentence is good."))
    again = secret(_("The new one again"), "new-password")

    def __init__(self, account: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def clean_new(self) -> str:
        """Strong enough."""
        new: str = self.cleaned_data["new"]
        validate_password(new, self.account)
        return new

    def clean(self) -> None:
        """Typed the same twice."""
        if self.cleaned_data.get("new") and self.cleaned_data["new"] != self.cleaned_data.get("again"):
            self.add_error("again", _("The two are not the same."))


class MeForm(forms.Form):
    """What one sets about oneself."""

    name = forms.CharField(label=_("Name"), max_length=80)
    email = forms.EmailField(label=_("Email address"), required=False)
    language = forms.ChoiceField(label=_("Language"), choices=[("zh-hans", "中文"), ("en", "English")])
