"""What people type about themselves and each other."""

from cheyuan.base.accounts.forms.mine import CodeForm, LoginForm, MeForm, PasswordForm
from cheyuan.base.accounts.forms.people import AbsenceForm, EditForm, EndForm, PersonForm, PostEditForm, PostForm

__all__ = [
    "AbsenceForm",
    "CodeForm",
    "EditForm",
    "EndForm",
    "LoginForm",
    "MeForm",
    "PasswordForm",
    "PersonForm",
    "PostEditForm",
    "PostForm",
]
