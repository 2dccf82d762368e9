"""The policy as one SQL statement over any number of planned contacts (CARE-08).

The caller names its contacts by a SELECT: id, store_id, customer_id, purpose, wish (channels, best first), addressed (its
address is known already), address_key (or NULL), wanted (moment), use_by (from when on it is of no use, or NULL). The
answer, one row per contact: verdict (go, later, merge, drop), channel and ``chosen`` (why this one), ``at`` and ``until``
(when it may happen), ``timed`` (why then), ``lead`` (with which contact it merges), ``code`` (why it is dropped), phone_key,
household.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from cheyuan.base.channels.policy import facts
from cheyuan.base.channels.policy.hours import windows
from cheyuan.base.policies.queries import values_of_stores

STATEMENT = """
planned AS MATERIALIZED ({planned}),
shop AS (
  SELECT * FROM unnest(%(stores)s::int[], %(week)s::int[], %(month)s::int[], %(young)s::int[], %(old)s::int[],
                       %(stale)s::int[]) AS s(store_id, week, month, young, old, stale)
), hours AS MATERIALIZED (
  SELECT * FROM unnest(%(w_store)s::int[], %(w_kind)s::text[], %(w_marketing)s::bool[], %(w_since)s::timestamptz[],
                       %(w_opens)s::timestamptz[], %(w_closes)s::timestamptz[], %(w_why)s::text[])
    AS w(store_id, kind, marketing, since, opens, closes, why)
), words AS MATERIALIZED (
  SELECT DISTINCT address_key FROM channels_refusal WHERE group_id = %(group)s
), known AS MATERIALIZED (
  SELECT p.*, s.week, s.month, p.purpose = 'marketing' AS marketing, f.phone_key, f.preferred, f.has,
         CASE WHEN p.purpose = 'marketing' THEN f.given END AS given,
         coalesce(f.household, p.address_key) AS household, coalesce(f.stopped, false) AS stopped,
         p.wanted < %(at)s - s.stale * interval '1 day' OR coalesce(p.use_by <= %(at)s, false) AS stale,
         a.address_key IS NOT NULL OR b.address_key IS NOT NULL
           AS spoke,
         CASE WHEN f.is_vip THEN 'vip'
              WHEN f.born > (%(at)s - s.young * interval '1 year')::date THEN 'young'
              WHEN f.born >= (%(at)s - (s.old + 1) * interval '1 year')::date THEN 'middle'
              WHEN f.born IS NOT NULL THEN 'old' END AS segment
  FROM planned p JOIN shop s ON s.store_id = p.store_id
  LEFT JOIN ({facts}) f ON f.store_id = p.store_id AND f.customer_id = p.customer_id
  LEFT JOIN words a ON a.address_key = f.phone_key LEFT JOIN words b ON b.address_key = p.address_key
), open AS MATERIALIZED (
  SELECT k.*, ARRAY(
      SELECT w FROM unnest(k.wish) AS w
      WHERE (k.addressed OR w = ANY(k.has)) AND NOT (k.spoke AND channels_refused(
        %(group)s, coalesce(k.phone_key, k.address_key), coalesce(k.address_key, k.phone_key), w, k.purpose))
    ) AS free,
    CASE k.segment WHEN 'vip' THEN ARRAY['wechat'] WHEN 'young' THEN ARRAY['wechat']
      WHEN 'middle' THEN ARRAY['call', 'sms'] WHEN 'old' THEN ARRAY['call'] ELSE ARRAY[]::text[] END AS fitting
  FROM known k
), agreed AS MATERIALIZED (
  SELECT o.*, CASE WHEN o.marketing THEN ARRAY(SELECT w FROM unnest(o.free) AS w WHERE w = ANY(o.given)) ELSE o.free END
    AS allowed
  FROM open o
), spent AS MATERIALIZED (
  SELECT t.household, array_agg(t.at ORDER BY t.at DESC) AS ats FROM channels_touch t
  WHERE t.group_id = %(group)s AND t.purpose = 'marketing' AND t.at > %(at)s - interval '30 days'
    AND t.household IN (SELECT household FROM known WHERE marketing) GROUP BY t.household
), chosen AS MATERIALIZED (
  SELECT g.*, CASE WHEN cardinality(g.wish) = 1 THEN g.allowed[1] WHEN g.preferred = ANY(g.allowed) THEN g.preferred
      ELSE coalesce(
        (SELECT w FROM unnest(g.fitting) WITH ORDINALITY AS u(w, n) WHERE w = ANY(g.allowed) ORDER BY n LIMIT 1),
        (SELECT m.channel FROM channels_message m WHERE m.store_id = g.store_id AND m.customer_id = g.customer_id
          AND m.state = 'delivered' AND m.channel = ANY(g.allowed)
          GROUP BY m.channel ORDER BY count(*) DESC, m.channel LIMIT 1),
        g.allowed[1]) END AS channel, t.ats AS spent
  FROM agreed g LEFT JOIN spent t ON g.marketing AND t.household = g.household
), spaced AS MATERIALIZED (
  SELECT c.*, greatest(c.wanted, %(at)s) AS asked, greatest(c.wanted, %(at)s,
      CASE WHEN c.spent[c.week] > %(at)s - interval '7 days' THEN c.spent[c.week] + interval '7 days' END,
      CASE WHEN c.spent[c.month] > %(at)s - interval '30 days' THEN c.spent[c.month] + interval '30 days' END) AS soonest
  FROM chosen c
), timed AS MATERIALIZED (
  SELECT s.*, greatest(s.soonest, h.opens) AS at, h.closes AS until,
    CASE WHEN h.opens > s.soonest THEN h.why WHEN s.soonest > s.asked THEN 'frequency'
         WHEN s.wanted > %(at)s THEN 'planned' ELSE 'now' END AS timed
  FROM spaced s LEFT JOIN hours h ON h.store_id = s.store_id AND h.marketing = s.marketing
    AND h.kind = CASE WHEN s.channel = 'call' THEN 'call' ELSE 'message' END
    AND s.soonest >= h.since AND s.soonest < h.closes
), late AS (
  SELECT t.*, coalesce(coalesce(t.at, t.soonest) >= t.use_by, false) AS too_late,
    coalesce(%(at)s + interval '7 days' >= t.use_by, false) AS only_now
  FROM timed t
), queued AS (
  SELECT t.*, CASE WHEN t.channel IS NULL OR t.stale OR t.too_late OR (t.stopped AND t.marketing) THEN 'drop'
                   WHEN t.at IS NULL OR t.at > %(at)s THEN 'later' ELSE 'go' END AS would
  FROM late t
), placed AS MATERIALIZED (
  SELECT q.*, first_value(q.id) OVER house AS lead, first_value(q.channel) OVER house AS lead_channel,
    first_value(q.store_id) OVER house AS lead_store
  FROM queued q
  WINDOW house AS (PARTITION BY q.would, coalesce(q.household, int8send(q.id)), q.marketing ORDER BY q.wanted, q.id)
), verdicts AS (
  SELECT p.id, p.store_id, p.customer_id, p.purpose, p.phone_key, p.household, p.channel,
    CASE WHEN p.would <> 'go' OR p.lead = p.id THEN p.would
         WHEN p.lead_channel = p.channel AND p.lead_store = p.store_id THEN 'merge'
         WHEN p.marketing THEN CASE WHEN p.only_now THEN 'drop' ELSE 'later' END ELSE 'go' END AS verdict,
    CASE WHEN cardinality(p.wish) = 1 THEN 'asked' WHEN p.channel = p.preferred THEN 'preferred'
         WHEN p.channel = ANY(p.fitting) THEN p.segment WHEN p.channel = p.allowed[1] THEN 'asked' ELSE 'success' END
      AS chosen,
    CASE WHEN p.would = 'go' AND p.marketing AND p.lead <> p.id
           AND (p.lead_channel <> p.channel OR p.lead_store <> p.store_id)
         THEN %(at)s + interval '7 days' ELSE coalesce(p.at, p.soonest) END AS at,
    least(p.until, p.use_by) AS until, CASE WHEN p.would = 'go' AND p.marketing AND p.lead <> p.id
           AND (p.lead_channel <> p.channel OR p.lead_store <> p.store_id) THEN 'frequency' ELSE p.timed END AS timed,
    CASE WHEN p.lead <> p.id THEN p.lead END AS lead,
    CASE WHEN p.would = 'go' AND p.marketing AND p.only_now AND p.lead <> p.id
           AND (p.lead_channel <> p.channel OR p.lead_store <> p.store_id) THEN 'frequency'
         WHEN p.would <> 'drop' THEN '' WHEN p.stale THEN 'stale' WHEN p.stopped AND p.marketing THEN 'stopped'
         WHEN p.channel IS NOT NULL THEN CASE WHEN p.soonest > p.asked THEN 'frequency' ELSE p.timed END
         WHEN cardinality(p.free) > 0 THEN 'no_consent' WHEN p.spoke THEN 'refused' ELSE 'no_address' END AS code
  FROM placed p
)
"""


def with_verdicts(planned: str) -> str:
    """The common table expressions whose last, ``verdicts``, judges the contacts that the SELECT ``planned`` names.

    Both texts are written by us; values come as parameters, see ``parameters``.
    """
    return STATEMENT.format(planned=planned, facts=facts.sql())


def parameters(group_id: int, store_ids: Sequence[int], at: datetime) -> dict[str, Any]:
    """What the statement must be told: the numbers of the policies and the calendars of the stores, inside a scope."""
    ids = list(store_ids)
    values = values_of_stores("channels.", ids)

    def column(key: str) -> list[Any]:
        return [values[one][f"channels.{key}"] for one in ids]

    drawn = windows(ids, at)
    columns = zip(*drawn, strict=True) if drawn else [[]] * 7
    names = ("w_store", "w_kind", "w_marketing", "w_since", "w_opens", "w_closes", "w_why")
    return {
        "group": group_id, "at": at, "stores": ids, "week": column("week"), "month": column("month"),
        "young": column("young"), "old": column("old"), "stale": column("stale_days"),
        **{name: list(one) for name, one in zip(names, columns, strict=True)},
    }  # fmt: skip
