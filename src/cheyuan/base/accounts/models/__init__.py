"""Logins, who works where as what, and what guards the way in."""

from cheyuan.base.accounts.models.guards import Draft, LoginTry, RecoveryCode, SecondFactor, StaffSession, Token
from cheyuan.base.accounts.models.passkeys import Passkey
from cheyuan.base.accounts.models.people import Absence, Account, AccountManager, Membership, RightOverride

__all__ = [
    "Absence",
    "Account",
    "AccountManager",
    "Draft",
    "LoginTry",
    "Membership",
    "Passkey",
    "RecoveryCode",
    "RightOverride",
    "SecondFactor",
    "StaffSession",
    "Token",
]
