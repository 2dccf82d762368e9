"""One letter on the screen, and a proof to print: streets are covered, nothing is kept."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.letters import queries, wording
from cheyuan.engage.letters.audience import audience
from cheyuan.engage.letters.document import One
from cheyuan.engage.letters.models import Letter, Mailing
from cheyuan.engage.letters.moves import DRAFT
from cheyuan.engage.letters.pressing import COVERS, LANGUAGE, SHEETS, drawn, picture
from cheyuan.engage.letters.recipients import covered, recipients
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import now

SAMPLE = "https://example.com/s/1.sample"
PROOF = "样张"


@never_cache
@require_safe
def look(request: Any, mailing_id: int) -> HttpResponse:
    """The sheet or the envelope of the n-th receiver as a picture."""
    by: Actor = request.actor
    typed, kind = request.GET.get("n", ""), COVERS if request.GET.get("what") == COVERS else SHEETS
    place = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 7 else 1
    with scope(by), override(LANGUAGE):
        one = queries.mailing(by, mailing_id)
        kind = SHEETS if one.envelope == "none" else kind
        letter = _of_draft(by, one, place) if one.state == DRAFT else _of_made(by, one, place)
        made = picture(one, letter, kind, at=one.updated_at)
    return HttpResponse(made, content_type="image/png", headers={"Cache-Control": "private, no-store"})


def _of_draft(by: Actor, one: Mailing, place: int) -> One:
    """Whoever would be the n-th receiver now; an invented one when nobody would be."""
    found = audience(by, one.store_id, one.audience, one.purpose, queries.most(one.store_id), at=now())
    if not found.ids:
        return sample(one)
    pk = found.ids[min(max(place, 1), len(found.ids)) - 1]
    person = recipients(by, [pk], queries.house_values(one), found.others)[0]
    body, link = wording.filled(one.body, person.values), SAMPLE if one.survey_code else ""
    return One("0-00000-0", body, person.name, covered(person.address), person.postcode, link)


def _of_made(by: Actor, one: Mailing, place: int) -> One:
    rows = queries.letters(by).filter(mailing_id=one.pk, place__gte=place)
    found: Letter | None = rows.order_by("place").first() or queries.letters(by).filter(mailing_id=one.pk).first()
    if found is None or not found.filled:
        return sample(one)
    letter = drawn(one, [found])[0]
    link = SAMPLE if letter.link else ""
    return One(letter.number, letter.body, letter.name, covered(letter.address), letter.postcode, link)


def sample(one: Mailing) -> One:
    """An invented receiver."""
    body = wording.filled(one.body, {**wording.samples(), **queries.house_values(one)})
    link = SAMPLE if one.survey_code else ""
    return One("0-00000-0", body, "王小明 先生 收", "广东省广州市天河区示例路 1 号 101 室", "510620", link)


@require_safe
def proof(request: Any, mailing_id: int) -> HttpResponse:
    """The test print: one letter, or its envelope, to an invented receiver, marked as a proof."""
    by: Actor = request.actor
    by.require("letters.make")
    with scope(by), override(LANGUAGE):
        one = queries.mailing(by, mailing_id)
        kind = COVERS if request.GET.get("what") == COVERS and one.envelope != "none" else SHEETS
        made = picture(one, sample(one), kind, at=one.updated_at, form="pdf", proof=PROOF)
    headers = {
        "Content-Disposition": f'attachment; filename="proof-{one.pk}-{kind}.pdf"',
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(made, content_type="application/pdf", headers=headers)
