"""What can be done with logins, posts and rights."""

from cheyuan.base.accounts.actions.entrance import note_login, prove_code, prove_password
from cheyuan.base.accounts.actions.factor import confirm_factor, drop_factor, new_recovery_codes
from cheyuan.base.accounts.actions.tokens import account_of_token, end_token, give_token

__all__ = [
    "account_of_token",
    "confirm_factor",
    "drop_factor",
    "end_token",
    "give_token",
    "new_recovery_codes",
    "note_login",
    "prove_code",
    "prove_password",
]
