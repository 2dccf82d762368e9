"""What can be done with vouchers."""

from cheyuan.records.vouchers.actions.birthday import give_birthday, take_birthday_back
from cheyuan.records.vouchers.actions.ending import end_grant, expire, restore, withdraw
from cheyuan.records.vouchers.actions.giving import give, give_many
from cheyuan.records.vouchers.actions.reminding import Said, remembered
from cheyuan.records.vouchers.actions.using import Taken, look, unuse, use
from cheyuan.records.vouchers.terms import Terms

__all__ = [
    "Said",
    "Taken",
    "Terms",
    "end_grant",
    "expire",
    "give",
    "give_birthday",
    "give_many",
    "look",
    "remembered",
    "restore",
    "take_birthday_back",
    "unuse",
    "use",
    "withdraw",
]
