"""CARE-08: a large number of planned contacts through the contact policy, in a house with as many made-up people.

Run as a program it judges inside that house, as the application's role and in its scope, and prints the seconds as JSON.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator

import django
from django.apps import apps
from django.db import connection
from django.utils.module_loading import import_string

from cheyuan.kernel.clock import SHANGHAI, now
from cheyuan.site.bench.figures import Figure, at_most
from cheyuan.site.bench.house import House

STORES = 10
WANTED = 60.0
"""Seconds for a million contacts on two cores."""
PEOPLE = """
INSERT INTO tenancy_store (group_id, code, name, city, address, phone, zone, is_active, is_demo, created_at)
SELECT (SELECT min(id) FROM tenancy_group), 'bench' || n, 'bench ' || n, '', '', '', 'Asia/Shanghai', true, true, now()
FROM generate_series(1, %(stores)s) n;
INSERT INTO tenancy_openinghours (store_id, weekday, opens, closes, lunch_from, lunch_to)
SELECT id, d, '08:30', '18:00', '12:00', '14:00' FROM tenancy_store, generate_series(0, 6) d WHERE code LIKE 'bench%%';
INSERT INTO customers_customer (store_id, cust_no, name, pinyin, kind, gender, birthday, phone, phone_key, wechat, province,
  city, district, occupation, usage, salutation, avoid, preferred_channel, preferred_time, source, tags, notes, is_vip,
  do_not_contact, created_at, updated_at)
SELECT (SELECT min(id) FROM tenancy_store WHERE code LIKE 'bench%%') + n %% %(stores)s, 'B' || n, 'bench', '', 'person', '',
  CASE WHEN n %% 10 < 7 THEN date '1950-01-01' + (n %% 20000) END, '\\x01',
  sha256((n - CASE WHEN n %% 20 = 0 THEN 1 ELSE 0 END)::text::bytea),
  CASE WHEN n %% 3 = 0 THEN '\\x01'::bytea END, '', '', '', '', '', '', '',
  CASE n %% 6 WHEN 0 THEN 'wechat' WHEN 1 THEN 'sms' ELSE '' END, '', '', '{}', '', n %% 50 = 0, n %% 90 = 0, now(), now()
FROM generate_series(1, %(people)s) n;
INSERT INTO customers_consent (store_id, customer_id, purpose, channel, given, at, text_version, source, proof, by_name)
SELECT c.store_id, c.id, 'marketing', w, c.id %% 7 > 0, now(), '', 'bench', '', ''
FROM customers_customer c, unnest(ARRAY['call', 'sms', 'wechat']) w WHERE c.id %% 10 < 6;
INSERT INTO channels_touch (group_id, household, purpose, channel, at)
SELECT (SELECT min(id) FROM tenancy_group), c.phone_key, 'marketing', 'sms', now() - (c.id %% 30) * interval '1 day'
FROM customers_customer c WHERE c.id %% 3 = 0;
INSERT INTO channels_refusal (group_id, address_key, channel, purpose, at, source, by_name, given)
SELECT DISTINCT (SELECT min(id) FROM tenancy_group), c.phone_key, 'any', 'marketing', now(), 'bench', '', false
FROM customers_customer c WHERE c.id %% 100 = 0;
"""
PLANNED = """
CREATE TEMP TABLE planned ON COMMIT DROP AS
SELECT id, store_id, id AS customer_id, CASE WHEN id %% 2 = 0 THEN 'marketing' ELSE 'service' END AS purpose,
       ARRAY['wechat', 'call', 'sms'] AS wish, false AS addressed, NULL::bytea AS address_key, %s::timestamptz AS wanted,
       NULL::timestamptz AS use_by
FROM customers_customer WHERE cust_no LIKE 'B%%'
"""


def contacts(house: House, count: int) -> Iterator[Figure]:
    """How long the policy takes for ``count`` planned contacts, and what it said."""
    if not (house.data / "db").exists():
        house.run("migrate")
        with house.link() as link:
            link.execute((PEOPLE % {"stores": STORES, "people": count}).encode())
            link.execute("ANALYZE")
    program = [sys.executable, "-m", "cheyuan.site.bench.contacts"]
    done = subprocess.run(
        program,
        env={**house.env, "DJANGO_SETTINGS_MODULE": "cheyuan.site.settings"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    said = json.loads(done.stdout.splitlines()[-1])
    judged = sum(said["verdicts"].values())
    yield at_most(
        f"contact policy over {judged:,} planned contacts", said["seconds"], "s", WANTED * max(1, judged / 1e6)
    )
    for verdict, times in sorted(said["verdicts"].items()):
        yield Figure(f"of them: {verdict}", times, "")


def main() -> None:
    """Judge everybody at ten in the morning, and print how long it took."""
    django.setup()
    parameters, with_verdicts = (
        import_string(f"cheyuan.base.channels.policy.judge.{name}") for name in ("parameters", "with_verdicts")
    )
    group, ids = _group()
    by = import_string("cheyuan.kernel.actor.system")(group, ids)
    at = now().astimezone(SHANGHAI).replace(hour=10, minute=0, second=0, microsecond=0)
    with import_string("cheyuan.base.tenancy.scope.scope")(by), connection.cursor() as cursor:
        cursor.execute(PLANNED, [at])
        cursor.execute("ANALYZE planned")
        cursor.execute("SET LOCAL work_mem = '128MB'")
        born = time.monotonic()
        judged = with_verdicts("SELECT * FROM planned")
        statement = f"CREATE TEMP TABLE verdict ON COMMIT DROP AS WITH {judged} SELECT * FROM verdicts"  # noqa: S608
        cursor.execute(statement, parameters(group, ids, at))
        seconds = time.monotonic() - born
        cursor.execute("SELECT verdict || ' ' || coalesce(nullif(code, ''), timed), count(*) FROM verdict GROUP BY 1")
        print(json.dumps({"seconds": seconds, "verdicts": dict(cursor.fetchall())}))


def _group() -> tuple[int, tuple[int, ...]]:
    rows = list(apps.get_model("tenancy", "Store").objects.values_list("group_id", "id"))
    return min(group for group, _ in rows), tuple(sorted(id for _, id in rows))


if __name__ == "__main__":
    main()
