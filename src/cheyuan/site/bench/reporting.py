"""CARE-41: the monthly report of ten stores with a hundred thousand cars: figures frozen, documents set.

Run as a program it closes the month in every store inside that house, as the application's role, and prints the seconds as JSON.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from typing import Any

import django
from django.apps import apps
from django.utils.module_loading import import_string

from cheyuan.kernel.actor import system
from cheyuan.kernel.clock import now
from cheyuan.site.bench.figures import Figure, at_most
from cheyuan.site.bench.house import House

STORES, MONTH = 10, date(2026, 10, 1)
WANTED = 20.0
"""Seconds for the reports of all stores on two cores."""
WORLD = """
INSERT INTO tenancy_store (group_id, code, name, city, address, phone, zone, is_active, is_demo, created_at)
SELECT (SELECT min(id) FROM tenancy_group), 'bench' || n, '测试店' || n, '', '', '', 'Asia/Shanghai', true, true, '2020-01-01'
FROM generate_series(1, %(stores)s) n;
INSERT INTO accounts_account (password, username, name, group_id, kind, email, language, theme, density, is_active, is_demo,
  must_change_password, date_joined)
SELECT '!', 'bench' || n, '专员' || n, (SELECT min(id) FROM tenancy_group), 'staff', '', 'zh-hans', 'light', '', true, true,
  false, now() FROM generate_series(1, 12) n;
INSERT INTO customers_customer (store_id, cust_no, name, pinyin, kind, gender, birthday, phone, phone_key, wechat, province,
  city, district, occupation, usage, salutation, avoid, preferred_channel, preferred_time, source, tags, notes, is_vip,
  do_not_contact, created_at, updated_at)
SELECT (SELECT min(id) FROM tenancy_store WHERE code LIKE 'bench%%') + n %% %(stores)s, 'B' || n, 'bench', '', 'person', '',
  NULL, '\\x01', sha256(n::text::bytea), NULL, '', '', '', '', '', '', '', '', '', '', '{}', '', false, false, now(), now()
FROM generate_series(1, %(cars)s) n;
INSERT INTO vehicles_vehicle (store_id, group_id, vin, vin_warning, plate, owner_id, brand, model, trim, colour, energy,
  engine_no, use, sold_here, status, cares, notes, delivered_on, created_at, updated_at)
SELECT store_id, (SELECT min(id) FROM tenancy_group), 'LBNCH' || lpad(id::text, 12, '0'), false, '', id, '海悦',
  'M' || id %% 25, '', '', CASE WHEN id %% 5 = 0 THEN 'ev' ELSE 'ice' END, '', '', true, 'active', true, '',
  date '2026-10-31' - (id %% 2400)::int, now(), now() FROM customers_customer WHERE cust_no LIKE 'B%%';
INSERT INTO vehicles_visit (store_id, vehicle_id, visited_on, kind, km, amount_fen, note, source)
SELECT v.store_id, v.id, v.delivered_on + (170 + (v.id %% 40)::int) * n, CASE WHEN n %% 4 = 0 THEN 'repair' ELSE 'service' END,
  n * 5000, 60000, '', 'import' FROM vehicles_vehicle v, generate_series(1, 8) n
WHERE v.vin LIKE 'LBNCH%%' AND v.delivered_on + (170 + (v.id %% 40)::int) * n <= date '2026-10-31';
INSERT INTO care_task (store_id, rule, subject_kind, subject_id, subject, customer_id, vehicle_id, cycle, due_on, opens_on,
  deadline, state, role, skill, channel, priority, value_fen, offer_on, waits_for_customer, attempts, parts_tried, facts,
  due_history, outcome, reason, created_on, created_at, updated_at, assignee_id)
SELECT v.store_id, r, 'vehicle', v.id, v.vin, v.owner_id, v.id, 'bench' || m, d, d - 7, d + time '18:00', 'done', 'care_agent',
  '', 'call', 50, 0, d - 7, false, 1, 1, '{}', '[]', 'will_come', '', d - 7, d - 7, d, NULL
FROM vehicles_vehicle v, unnest(ARRAY['R09', 'R12', 'R13', 'R17']) WITH ORDINALITY u (r, o), generate_series(0, 2) m,
  LATERAL (SELECT date '2026-10-31' - (30 * m + (v.id + o * 7)::int %% 30) AS d) x WHERE v.vin LIKE 'LBNCH%%';
INSERT INTO contact_attempt (store_id, task_id, customer_id, vehicle_id, rule, account_id, by_name, role, at, day, part,
  channel, outcome, reached, note, recording, details, before, made)
SELECT t.store_id, t.id, t.customer_id, t.vehicle_id, t.rule,
  (SELECT min(id) FROM accounts_account WHERE username LIKE 'bench%%') + t.id %% 12, 'bench', 'care_agent', t.deadline, t.due_on,
  1, 'call', o, o <> 'no_answer', '', '', CASE o WHEN 'refused' THEN '{"why": "price"}'::jsonb
  WHEN 'done_elsewhere' THEN '{"shop": "别家快修", "price": 39900}'::jsonb ELSE '{}'::jsonb END, '{}', '{}'
FROM care_task t, LATERAL (SELECT (ARRAY['booked', 'will_come', 'no_answer', 'refused', 'done_elsewhere'])[1 + t.id %% 5] AS o) x
WHERE t.cycle LIKE 'bench%%' AND t.id %% 10 > 0;
"""


def reports(house: House, cars: int) -> Iterator[Figure]:
    """How long the closings of ten stores take, and how long their documents."""
    if not (house.data / "db").exists():
        house.run("migrate")
        with house.link() as link:
            link.execute((WORLD % {"stores": STORES, "cars": cars}).encode())
            link.execute("VACUUM ANALYZE")
    with house.link() as link:
        link.execute("TRUNCATE reports_closing CASCADE")
    done = subprocess.run(
        [sys.executable, "-m", "cheyuan.site.bench.reporting"],
        env={**house.env, "DJANGO_SETTINGS_MODULE": "cheyuan.site.settings"}, stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    said = json.loads(done.stdout)
    yield Figure("reminders of the month", said["due"], "reminders")
    yield Figure("closing, all stores", said["closing"], "s")
    yield Figure("documents, all stores", said["paper"], "s")
    name = f"monthly report of {STORES} stores, {cars:,} cars"
    yield at_most(name, said["closing"] + said["paper"], "s", WANTED)


def measure() -> dict[str, Any]:
    """Close and set; seconds of both."""
    close, paper, press = (
        import_string(f"cheyuan.{one}")
        for one in ("engage.reports.actions.close", "engage.reports.document.paper", "base.documents.press.typeset")
    )
    stores = list(apps.get_model("tenancy", "Store").objects.filter(code__startswith="bench").order_by("pk"))
    born = time.monotonic()
    closed = [(by, close(by, by.store_ids[0], MONTH, at=now())) for by in (system(s.group_id, (s.pk,)) for s in stores)]
    ended = time.monotonic()
    scope = import_string("cheyuan.base.tenancy.scope.scope")
    report_of = import_string("cheyuan.engage.reports.queries.closings.report_of")
    for by, one in closed:
        with scope(by):
            source = paper(by, report_of(by, one.pk))
        press(source, at=one.closed_at)
    due = sum(one.figures["whole"]["tally"][0] for _by, one in closed)
    return {"closing": ended - born, "paper": time.monotonic() - ended, "due": due}


if __name__ == "__main__":
    django.setup()
    print(json.dumps(measure()))
