"""The only way by which a file leaves the house."""

from itertools import chain
from typing import Any
from urllib.parse import quote

from django.http import HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_safe

from cheyuan.base.files import queries
from cheyuan.base.journal.actions import note
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import now
from cheyuan.kernel.ref import Ref


@require_safe
def download(request: Any, name: str) -> HttpResponseBase:
    """A file as an attachment, never shown inside our pages; opening a personal one is audited."""
    return answer(request.actor, queries.open_named(request.actor, name))


def answer(by: Actor, found: queries.OpenFile) -> HttpResponseBase:
    """The file as every door hands it out: as an attachment of its own type, sandboxed, never cached, audited when personal."""
    row = found.row
    if row.key:
        note(by, "file.opened", Ref("file", row.pk), at=now(), store_id=row.store_id, purpose=row.purpose)
    content = found.content
    first = next(content, b"")
    response = StreamingHttpResponse(chain([first], content), content_type=found.media_type)
    response["Content-Length"] = str(row.size)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(_plain(str(row.title)))}"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


def _plain(title: str) -> str:
    """The name without path and signs that trouble file systems."""
    last = title.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(sign for sign in last if sign.isprintable() and sign not in '<>:"|?*') or "file"
