"""The address under which staff open the pages: passkeys belong to its name, and the browser lets no other use them."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest


@dataclass(frozen=True)
class Place:
    """``origin`` as browsers say it (https://cheyuan.example.com) and the name in it (the RP id); empty: none is set."""

    origin: str
    here: str = ""

    @property
    def site(self) -> str:
        """The name that keys are made for."""
        return urlsplit(self.origin).hostname or ""

    @property
    def works(self) -> bool:
        """Was the page opened under that very address? Elsewhere the browser refuses."""
        return bool(self.origin) and self.here == self.origin


def place_of(request: HttpRequest | None = None) -> Place:
    """The configured address, and the one under which this page was opened."""
    here = f"{request.scheme}://{request.get_host()}" if request else ""
    return Place(settings.ORIGIN, here)
