"""Refusals of the way in."""

from datetime import datetime

from cheyuan.kernel.clock import SHANGHAI
from cheyuan.kernel.errors import Refused


class WrongLogin(Refused):
    """Name, password or code is wrong; which of them is not said."""

    status = 401

    def __init__(self, code: str = "login_wrong") -> None:
        super().__init__(code)


class TooManyTries(Refused):
    """The door stays shut until ``until`` (aware)."""

    status = 429

    def __init__(self, until: datetime) -> None:
        clock = until.astimezone(SHANGHAI).strftime("%H:%M")
        super().__init__("login_locked", until=until.isoformat(), clock=clock)
        self.until = until
