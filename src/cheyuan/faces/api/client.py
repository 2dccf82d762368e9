"""What a request tells about the program that sent it."""

from django.http import HttpRequest

from cheyuan.base.accounts.devices import address_of, device_of

__all__ = ["address_of", "bearer_of", "device_of"]


def bearer_of(request: HttpRequest) -> str:
    """The token of the request; empty when there is none."""
    scheme, _, text = request.headers.get("Authorization", "").partition(" ")
    return text.strip() if scheme.lower() == "bearer" else ""
