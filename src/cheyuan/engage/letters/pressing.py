"""Setting the files: letters and envelopes in the same order, some hundred in one, each sealed."""

import json
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple, cast

from django.core.files.base import ContentFile
from django.utils import translation
from django.utils.translation import gettext

from cheyuan.base.documents.press import Format, typeset
from cheyuan.base.files.actions import receive
from cheyuan.base.ui import human
from cheyuan.engage.letters import postcodes, wording
from cheyuan.engage.letters.document import Look, One, Sender, envelopes, sheets
from cheyuan.engage.letters.models import Letter, Mailing, Part
from cheyuan.engage.letters.moves import STOPPED
from cheyuan.engage.letters.ornaments import drawing
from cheyuan.engage.surveys import queries as surveys
from cheyuan.kernel.actor import Actor

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

PURPOSE, EACH = "letters.part", 250
"""Letters in one file: what a person can still hold apart at the folding table."""
LANGUAGE = "zh-hans"
SHEETS, COVERS = "letters", "envelopes"


class Step(NamedTuple):
    """One file still to be set."""

    kind: str
    number: int
    first: int
    last: int


def missing(one: Mailing) -> list[Step]:
    """The files of a mailing that are not there yet, letters first; inside a scope."""
    kinds = (SHEETS,) if one.envelope == "none" else (SHEETS, COVERS)
    have = set(Part.objects.filter(store_id=one.store_id, mailing_id=one.pk).values_list("kind", "number"))
    return [
        Step(kind, number, first, min(first + EACH - 1, one.count))
        for kind in kinds for number, first in enumerate(range(1, one.count + 1, EACH), 1) if (kind, number) not in have
    ]  # fmt: skip


def press(by: Actor, one: Mailing, step: Step, *, at: datetime) -> Part:
    """Set one file and keep it sealed; whoever was taken out is not in it. Inside a scope. Refused as ``typeset``."""
    rows = Letter.objects.filter(
        store_id=one.store_id, mailing_id=one.pk, place__gte=step.first, place__lte=step.last
    ).exclude(state=STOPPED)
    letters = drawn(one, list(rows.order_by("place")))
    source = source_of(one, letters, step.kind) if letters else ""
    part = Part(
        store_id=one.store_id, mailing_id=one.pk, kind=step.kind, number=step.number, first=step.first, last=step.last,
    )  # fmt: skip
    if source:
        name = f"{step.kind}-{step.number:02d}.pdf"
        upload = cast("UploadedFile[bytes]", ContentFile(typeset(source, at=at), name=name))
        kept = receive(by, upload, purpose=PURPOSE, allowed={"pdf"}, at=at, store_id=one.store_id)
        part.file_id, part.sha256 = kept.pk, kept.sha256
    part.save(force_insert=True)
    return part


def drawn(one: Mailing, rows: list[Letter]) -> list[One]:
    """Letters as they are printed."""
    links = surveys.links_of(one.store_id, [row.invitation_id for row in rows if row.invitation_id])
    return [
        One(row.number, wording.filled(one.body, json.loads(row.filled or "{}")), str(row.name), str(row.address),
            str(row.postcode), links.get(row.invitation_id or 0, ""))
        for row in rows
    ]  # fmt: skip


def source_of(one: Mailing, letters: list[One], kind: str, proof: str = "") -> str:
    """The Typst source of some letters or their envelopes, in the language of the letters."""
    look = look_of(one, proof)
    return sheets(look, letters) if kind == SHEETS else envelopes(one.envelope, look, letters)


def look_of(one: Mailing, proof: str = "") -> Look:
    """What all letters of a mailing have in common."""
    with translation.override(LANGUAGE):
        day, caption = (
            human.full_date(one.posts_on),
            gettext("Scan the code and tell us how we did. One minute is enough."),
        )
    store = one.store
    values = {"store": store.name, "phone": store.phone, "day": day}
    code, street = postcodes.parted(store.address)
    sender = Sender(store.name, postcodes.whole("", store.city, "", street) if street else store.city, store.phone,
                    code or postcodes.of_city(store.city))  # fmt: skip
    return Look(one.paper, one.title, wording.filled(one.heading, values), drawing(one.ornament),
                wording.filled(one.closing, values), day, caption, sender, proof)  # fmt: skip


def picture(one: Mailing, letter: One, kind: str, *, at: datetime, form: Format = "png", proof: str = "") -> bytes:
    """One letter or envelope for the screen, or as a proof; nothing of it is kept. Refused as ``typeset``."""
    return typeset(source_of(one, [letter], kind, proof), at=at, form=form, seconds=20)
