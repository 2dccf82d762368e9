"""The number of the request being answered, for logs everywhere."""

from contextvars import ContextVar

number: ContextVar[str] = ContextVar("request_number", default="")


def current() -> str:
    """The number; empty outside a request."""
    return number.get()
