"""What the contact policy must know of a customer (CARE-08): told to base/channels at start, as one SELECT.

``household`` is whom a contact reaches: today everybody behind one phone. When households are kept (PPL-12), theirs stands
here, and frequency and merging follow.
"""

FACTS = """
SELECT c.store_id, c.id AS customer_id, c.phone_key, c.phone_key AS household, c.preferred_channel AS preferred,
  c.birthday AS born, c.is_vip, c.do_not_contact AS stopped,
  array_remove(ARRAY[
    CASE WHEN c.phone IS NOT NULL THEN 'call' END, CASE WHEN c.phone IS NOT NULL THEN 'sms' END,
    CASE WHEN c.wechat IS NOT NULL THEN 'wechat' END, CASE WHEN c.email IS NOT NULL THEN 'email' END,
    CASE WHEN c.address IS NOT NULL THEN 'letter' END], NULL) AS has,
  ARRAY(
    SELECT n.channel::text FROM (
      SELECT DISTINCT ON (k.channel) k.channel, k.given FROM customers_consent k
      WHERE k.store_id = c.store_id AND k.customer_id = c.id AND k.purpose = 'marketing'
      ORDER BY k.channel, k.at DESC, k.id DESC) n
    WHERE n.given) AS given
FROM customers_customer c WHERE c.erased_at IS NULL
"""
