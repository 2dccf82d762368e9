"""What people type about themselves and each other."""

from django import forms
from django.utils.translation import gettext_lazy as _


class LoginForm(forms.Form):
    """The first step of a login."""

    username = forms.CharField(
        label=_("User name"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True}),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
