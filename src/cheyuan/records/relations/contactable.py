"""Whom a contact reaches (CARE-08): told to the contact policy, so that a household has one budget and one conversation.

A household is known by the phone of its first member that has one; who is in no household by their own, as before. So
contacts of sister stores, which know only the phone, count in the same budget.
"""


def facts(alone: str) -> str:
    """The SELECT of what is known of each person (``base/channels/policy/facts``), with the household put in."""
    return f"""
SELECT f.store_id, f.customer_id, f.phone_key, coalesce(h.key, f.household) AS household, f.preferred, f.born, f.is_vip,
  f.stopped, f.has, f.given
FROM ({alone}) f
LEFT JOIN (
  SELECT m.store_id, m.customer_id, k.key FROM relations_member m JOIN (
    SELECT DISTINCT ON (o.store_id, o.household_id) o.store_id, o.household_id, c.phone_key AS key
    FROM relations_member o JOIN customers_customer c ON c.store_id = o.store_id AND c.id = o.customer_id
    WHERE c.phone_key IS NOT NULL AND c.erased_at IS NULL ORDER BY o.store_id, o.household_id, o.id
  ) k ON k.store_id = m.store_id AND k.household_id = m.household_id
) h ON h.store_id = f.store_id AND h.customer_id = f.customer_id
"""  # noqa: S608 - our own words
