"""Templates of messages: fixed placeholders, a version for each change, the newest holds (PLT-10, CARE-14)."""

import re
from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from cheyuan.base.channels.models import Template
from cheyuan.base.channels.rights import TEMPLATES
from cheyuan.base.journal.actions import note
from cheyuan.base.tenancy.acting import action
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Denied, Refused
from cheyuan.kernel.ref import Ref

PLACEHOLDERS = {
    "title": (_("The customer, as they are addressed"), "王先生"),
    "car": (_("Car and plate"), "卡罗拉 粤A 7K2M6"),
    "store": (_("The store"), "天河店"),
    "phone": (_("The store's phone"), "020 8888 6666"),
    "day": (_("A date"), "11 月 28 日"),
    "time": (_("A time of day"), "10:30"),
    "km": (_("Kilometres"), "30,000"),
    "amount": (_("An amount"), "¥500"),
    "advisor": (_("The advisor"), "周敏"),
    "number": (_("The number of an order or job"), "RO-2611-018"),
    "voucher": (_("A voucher with its code"), "保养券 AB3CD-EF4GH"),
    "link": (_("A link"), "https://c.example/a1b2"),
}
"""Name → what it stands for, and a sample for the preview."""
LANGUAGES = ("zh-hans", "en")
LONGEST = 1000
_TOKEN = re.compile(r"\{([^{}]*)\}")


def check(text: str) -> str:
    """The text if every placeholder is known; Refused: text_missing, template_long, placeholder_unknown(name)."""
    text = text.strip()
    if not text:
        raise Refused("text_missing", field="text")
    if len(text) > LONGEST:
        raise Refused("template_long", most=LONGEST)
    for name in _TOKEN.findall(text):
        if name not in PLACEHOLDERS:
            raise Refused("placeholder_unknown", name=name[:40])
    if set(_TOKEN.sub("", text)) & set("{}"):
        raise Refused("placeholder_unknown", name="{ }")
    return text


def names_in(text: str) -> list[str]:
    """The placeholders of a text; a brace that belongs to none is one without a name that anybody knows."""
    loose = ["{ }"] if set(_TOKEN.sub("", text)) & set("{}") else []
    return [*_TOKEN.findall(text), *loose]


def filled(text: str, values: Mapping[str, str]) -> str:
    """The words with their values; our own small substitution, stored text never reaches ``format``."""
    return _TOKEN.sub(lambda found: values.get(found[1], "—") or "—", text)


def sample(text: str) -> str:
    """The words as a customer would read them, with sample values."""
    return filled(text, {name: example for name, (_label, example) in PLACEHOLDERS.items()})


@action(TEMPLATES.name)
def write(
    by: Actor, store_id: int, code: str, channel: str, *, text: str, at: datetime, language: str = "zh-hans",
    subject: str = "", provider_code: str = "",
) -> Template:  # fmt: skip
    """A new version of a template, in use from now on; unchanged words make none. Refused as ``check``, template_form."""
    if store_id not in by.store_ids:
        raise Denied("store")
    if not re.fullmatch(r"[a-z0-9][a-z0-9_.-]{0,39}", code) or language not in LANGUAGES:
        raise Refused("template_form", field="code")
    fields = {"text": check(text), "subject": subject.strip()[:120], "provider_code": provider_code.strip()[:60]}
    last = newest(store_id, code, channel, language)
    if last and all(getattr(last, name) == value for name, value in fields.items()):
        return last
    made: Template = Template.objects.create(
        store_id=store_id, code=code, channel=channel, language=language, version=last.version + 1 if last else 1,
        at=at, by_name=by.name, **fields,
    )  # fmt: skip
    note(by, "template.written", Ref("template", made.pk), at=at, store_id=store_id, code=code, version=made.version)
    return made


def newest(store_id: int, code: str, channel: str, language: str) -> Template | None:
    """The version in use."""
    rows = Template.objects.filter(store_id=store_id, code=code, channel=channel, language=language)
    found: Template | None = rows.order_by("-version").first()
    return found


def versions(by: Actor, store_id: int, code: str = "") -> list[Template]:
    """Every version, newest first; of one template when named."""
    by.require(TEMPLATES.name)
    rows = Template.objects.filter(store_id=store_id, **({"code": code} if code else {}))
    return list(rows.order_by("code", "channel", "language", "-version")[:500])
