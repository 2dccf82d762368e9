"""What can be done with logins, posts and rights."""

from cheyuan.base.accounts.actions.drafts import drop_draft, keep_draft, sweep_drafts
from cheyuan.base.accounts.actions.entrance import note_login, prove_code, prove_password
from cheyuan.base.accounts.actions.factor import confirm_factor, drop_factor, new_recovery_codes
from cheyuan.base.accounts.actions.passkeys import (
    add_passkey,
    ask_for_passkey,
    ask_for_proof,
    drop_passkey,
    prove_passkey,
    rename_passkey,
)
from cheyuan.base.accounts.actions.password import change_password, end_own_sessions, prove_again, save_me
from cheyuan.base.accounts.actions.people import (
    add_person,
    edit_person,
    end_sessions,
    reset_factor,
    reset_password,
)
from cheyuan.base.accounts.actions.posts import add_absence, add_post, drop_absence, edit_post, end_post
from cheyuan.base.accounts.actions.rights import decide_right
from cheyuan.base.accounts.actions.sweep import sweep_guards
from cheyuan.base.accounts.actions.tokens import account_of_token, end_token, give_token

__all__ = [
    "account_of_token",
    "add_absence",
    "add_passkey",
    "add_person",
    "add_post",
    "ask_for_passkey",
    "ask_for_proof",
    "change_password",
    "confirm_factor",
    "decide_right",
    "drop_absence",
    "drop_draft",
    "drop_factor",
    "drop_passkey",
    "edit_person",
    "edit_post",
    "end_own_sessions",
    "end_post",
    "end_sessions",
    "end_token",
    "give_token",
    "keep_draft",
    "new_recovery_codes",
    "note_login",
    "prove_again",
    "prove_code",
    "prove_passkey",
    "prove_password",
    "rename_passkey",
    "reset_factor",
    "reset_password",
    "save_me",
    "sweep_drafts",
    "sweep_guards",
]
