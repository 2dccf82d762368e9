"""Handing a greeting to the outbox: set by set through the one contact policy, once per person, greeting and year.

All of one wave is one transaction: a process that dies leaves nothing behind, and the next run does it whole. Two at once
wait for each other at the wave's row; whoever comes second finds it done.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db import connection

from cheyuan.base.channels.actions import Wanted, hold_crowd
from cheyuan.base.channels.wordings import filled
from cheyuan.base.journal.actions import note
from cheyuan.engage.greetings.audience import GOES, Asked, statement
from cheyuan.engage.greetings.greeting import CHINESE, spoken, words
from cheyuan.engage.greetings.models import Wave
from cheyuan.kernel import names
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.ref import Ref
from cheyuan.records.customers.queries import opened

Values = Callable[[str], Mapping[str, str]]
HANDFUL = 20_000
"""People whose words are in memory at once."""
JUDGE = "CREATE TEMP TABLE greetings_judged ON COMMIT DROP AS WITH {judged} SELECT * FROM verdicts"
NOTE = """
INSERT INTO greetings_recipient (store_id, wave_id, customer_id, code)
SELECT store_id, %(wave)s, customer_id, CASE WHEN verdict = ANY(%(goes)s) THEN '' ELSE left(code, 12) END FROM greetings_judged
ON CONFLICT (store_id, wave_id, customer_id) DO NOTHING
"""
PEOPLE = """
SELECT j.customer_id, j.channel, j.chosen, j.phone_key, c.name, c.gender, c.salutation, c.kind, c.language,
  CASE j.channel WHEN 'wechat' THEN c.wechat WHEN 'email' THEN c.email ELSE c.phone END AS address,
  v.brand, v.model, v.plate
FROM greetings_judged j JOIN customers_customer c ON c.store_id = j.store_id AND c.id = j.customer_id
LEFT JOIN LATERAL (
  SELECT brand, model, plate FROM vehicles_vehicle w
  WHERE w.store_id = c.store_id AND w.owner_id = c.id AND w.status = 'active'
  ORDER BY w.delivered_on DESC NULLS LAST, w.id LIMIT 1) v ON true
WHERE j.verdict = ANY(%(goes)s) AND j.customer_id > %(after)s ORDER BY j.customer_id LIMIT %(most)s
"""
LINK = """
UPDATE greetings_recipient r SET message_id = m.id FROM channels_message m
WHERE r.store_id = %(store)s AND r.wave_id = %(wave)s AND r.message_id IS NULL AND r.code = ''
  AND m.store_id = r.store_id AND m.intent = %(intent)s || r.customer_id
"""
COUNT = """
SELECT CASE WHEN code = '' THEN 'held' ELSE code END, count(*) FROM greetings_recipient
WHERE store_id = %s AND wave_id = %s GROUP BY 1
"""
_REMARK = re.compile(r"[，,。；;：:（(]")
"""Behind such a sign a noted salutation goes on as a remark for colleagues."""
COLUMN = {"wechat": "wechat", "email": "email"}


def intent_of(wave: Wave) -> str:
    """How the messages of a wave are named: with the customer's number behind it, once per store."""
    return f"greeting:{wave.code}:{wave.cycle}:"


def fill(by: Actor, wave: Wave, asked: Asked, values: Values, *, at: datetime) -> int:
    """Everybody of the wave who was not asked about yet: noted with the policy's word, and held where it is a yes.

    ``values`` answers those of all in a language; everybody is written to in their own where the greeting has words in it.
    Answers how many messages are new. Runs inside the action's scope, with the wave locked.
    """
    judged, told = statement(by, asked, wave.pk)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS greetings_judged")
        cursor.execute(JUDGE.format(judged=judged), told)
        cursor.execute(NOTE, {"wave": wave.pk, "goes": list(GOES)})
        new = 0
        for rows in _handfuls(cursor):
            new += hold_crowd(
                by, _wanted(rows, wave, asked, values), store_id=wave.store_id, purpose=asked.purpose,
                reason=f"greeting_{wave.kind}", not_before=asked.leaves_at, use_by=asked.use_by, at=at,
            )  # fmt: skip
        cursor.execute(LINK, {"store": wave.store_id, "wave": wave.pk, "intent": intent_of(wave)})
        cursor.execute(COUNT, [wave.store_id, wave.pk])
        wave.counts = dict(cursor.fetchall())
    wave.audience, wave.state = sum(wave.counts.values()), "held"
    wave.save(update_fields=["counts", "audience", "state"])
    note(by, "greeting.held", Ref("greeting_wave", wave.pk), at=at, store_id=wave.store_id, code=wave.code, cycle=wave.cycle,
         messages=new, people=wave.audience)  # fmt: skip
    return new


def _handfuls(cursor: Any) -> Iterator[list[Any]]:
    after = 0
    while True:
        cursor.execute(PEOPLE, {"goes": list(GOES), "after": after, "most": HANDFUL})
        rows = cursor.fetchall()
        if rows:
            yield rows
        if len(rows) < HANDFUL:
            return
        after = rows[-1][0]


def _wanted(rows: list[Any], wave: Wave, asked: Asked, values: Values) -> Iterator[Wanted]:
    intent = intent_of(wave)
    told = {one: (words(asked.greeting, one), values(one)) for one in spoken(asked.greeting)}
    for (
        customer_id,
        channel,
        chosen,
        phone_key,
        name,
        gender,
        salutation,
        kind,
        speaks,
        address,
        brand,
        model,
        plate,
    ) in rows:
        language = speaks if speaks in told else CHINESE
        text, common = told[language]
        own = {"title": _title(name, gender, salutation, kind, language), "car": _car(brand, model, plate, language)}
        yield Wanted(
            customer_id, channel, opened(COLUMN.get(channel, "phone"), bytes(address)), phone_key and bytes(phone_key),
            filled(text, {**common, **own}), f"{intent}{customer_id}", chosen, language,
        )  # fmt: skip


def _title(name: str, gender: str, salutation: str, kind: str, language: str) -> str:
    if said := _REMARK.split(salutation.strip(" “”\"'"), 1)[0].strip():
        return said
    if language.startswith("en") or kind == "company":
        return name
    return names.salutation(name, gender)


def _car(brand: str | None, model: str | None, plate: str | None, language: str) -> str:
    known = f"{brand or ''} {model or ''}".strip()
    if known:
        return f"{known} {plate}" if plate else known
    return "car" if language.startswith("en") else "爱车"
