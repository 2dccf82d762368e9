"""The set-wise statements by which customers of an import are matched and written; see ``intake``.

``in_customer_row`` holds the rows as staged, ``in_customer`` the narrow part that matching works on: rewriting wide rows
again and again costs more than all matching.
"""

KEYS = """
CREATE TEMPORARY TABLE in_customer ON COMMIT DROP AS
SELECT r.sheet, r.row, r.vin, r.cust_no, r.name, r.phone_key, r.same_row, c.id, false AS is_new, c.erased_at IS NOT NULL AS refused,
  false AS extra
FROM in_customer_row r
LEFT JOIN customers_customer c ON c.store_id = %(store)s AND c.cust_no = r.cust_no"""
ERASED = "SELECT sheet, row, cust_no FROM in_customer WHERE refused"

# A number that we made ourselves (K…) may be replaced by the store's own; any other difference of numbers is two people.
MATCHES = """
CREATE TEMPORARY TABLE in_match ON COMMIT DROP AS
SELECT s.sheet, s.row, min(c.id) AS id, count(*) AS found
FROM in_customer s
JOIN customers_customer c ON c.store_id = %(store)s AND c.phone_key = s.phone_key AND c.name = s.name AND c.erased_at IS NULL
WHERE s.id IS NULL AND s.same_row = s.row AND (s.cust_no IS NULL OR c.cust_no ~ '^K[0-9]{7,}$')
GROUP BY s.sheet, s.row"""
TWO = "SELECT sheet, row, found FROM in_match WHERE found > 1"
MATCHED = """
UPDATE in_customer s SET id = CASE WHEN m.found = 1 THEN m.id END, refused = m.found > 1
FROM in_match m WHERE m.sheet = s.sheet AND m.row = s.row"""
NEW = """
UPDATE in_customer SET is_new = true, id = CASE WHEN same_row = row THEN nextval('customers_customer_id_seq') END
WHERE id IS NULL AND NOT refused"""
SAME = """
UPDATE in_customer s SET id = f.id, is_new = f.is_new, refused = f.refused, extra = true FROM in_customer f
WHERE s.same_row <> s.row AND s.id IS NULL AND f.sheet = s.sheet AND f.row = s.same_row"""
EXTRA = """
UPDATE in_customer s SET extra = true
FROM (SELECT sheet, row, row_number() OVER (PARTITION BY id ORDER BY sheet, row) AS place
      FROM in_customer WHERE id IS NOT NULL AND NOT refused AND NOT extra) d
WHERE d.place > 1 AND d.sheet = s.sheet AND d.row = s.row"""

STAFF = """
CREATE TEMPORARY TABLE in_staff ON COMMIT DROP AS
SELECT a.name, min(a.id) AS id FROM accounts_account a JOIN accounts_membership m ON m.account_id = a.id
WHERE m.group_id = %(group)s AND coalesce(m.store_id, %(store)s) = %(store)s
  AND coalesce(m.until, 'infinity'::date) >= %(as_of)s
GROUP BY a.name HAVING count(DISTINCT a.id) = 1"""

# Sealed values differ each time they are sealed: whether they say something new is found out by opening both.
SEALED = """
SELECT s.id, r.email, c.email, r.address, c.address
FROM in_customer s JOIN in_customer_row r USING (sheet, row) JOIN customers_customer c ON c.store_id = %(store)s AND c.id = s.id
WHERE NOT s.is_new AND NOT s.refused AND NOT s.extra AND (r.email IS NOT NULL OR r.address IS NOT NULL)"""

_OLD = """
FROM (SELECT k.id, k.is_new, r.*, seller.id AS consultant_id, advisor.id AS advisor_id, d.id AS differs
      FROM in_customer k JOIN in_customer_row r USING (sheet, row)
      LEFT JOIN in_staff seller ON seller.name = r.consultant LEFT JOIN in_staff advisor ON advisor.name = r.advisor
      LEFT JOIN in_differs d ON d.id = k.id
      WHERE NOT k.refused AND NOT k.extra AND NOT k.is_new) s"""
_TEXTS = ("kind", "gender", "city", "source", "language")
_CHANGED = " OR ".join(
    ["s.name <> c.name", "s.differs IS NOT NULL", "(s.phone_key IS NOT NULL AND s.phone_key IS DISTINCT FROM c.phone_key)",
     "(s.cust_no IS NOT NULL AND s.cust_no <> c.cust_no)",
     "(s.birthday IS NOT NULL AND s.birthday IS DISTINCT FROM c.birthday)",
     "(coalesce(s.do_not_contact, false) AND NOT c.do_not_contact)", "(s.notes <> '' AND s.notes <> c.notes)",
     "(s.consultant_id IS NOT NULL AND s.consultant_id IS DISTINCT FROM c.consultant_id)",
     "(s.advisor_id IS NOT NULL AND s.advisor_id IS DISTINCT FROM c.advisor_id)",
     *(f"(coalesce(s.{name}, '') <> '' AND s.{name} <> c.{name})" for name in _TEXTS)]
)  # fmt: skip
BEFORE = f"""
INSERT INTO intake_before (store_id, batch_id, "table", row_id, row)
SELECT c.store_id, %(batch)s, 'customers_customer', c.id, to_jsonb(c)
{_OLD} JOIN customers_customer c ON c.store_id = %(store)s AND c.id = s.id WHERE {_CHANGED}
ON CONFLICT DO NOTHING"""
UPDATE = f"""
WITH changed AS (
  UPDATE customers_customer c SET
    name = s.name, pinyin = s.pinyin, kind = coalesce(s.kind, c.kind), gender = coalesce(s.gender, c.gender),
    birthday = coalesce(s.birthday, c.birthday), phone = CASE WHEN s.phone_key = c.phone_key THEN c.phone ELSE coalesce(s.phone, c.phone) END,
    phone_key = coalesce(s.phone_key, c.phone_key), email = coalesce(s.email, c.email), address = coalesce(s.address, c.address),
    city = coalesce(s.city, c.city), source = coalesce(s.source, c.source), language = coalesce(s.language, c.language), cust_no = coalesce(s.cust_no, c.cust_no),
    consultant_id = coalesce(s.consultant_id, c.consultant_id), advisor_id = coalesce(s.advisor_id, c.advisor_id),
    do_not_contact = c.do_not_contact OR coalesce(s.do_not_contact, false),
    notes = CASE WHEN s.notes = '' THEN c.notes ELSE s.notes END, updated_at = %(at)s
  {_OLD} WHERE s.id = c.id AND c.store_id = %(store)s AND ({_CHANGED})
  RETURNING c.id, c.name, c.cust_no, c.city, s.blind
)
INSERT INTO in_customer_changed SELECT * FROM changed"""
CHANGED = "CREATE TEMPORARY TABLE in_customer_changed (id bigint, name text, cust_no text, city text, blind int[]) ON COMMIT DROP"

_NEW = (
    "FROM in_customer k JOIN in_customer_row r USING (sheet, row) {} WHERE k.is_new AND NOT k.refused AND NOT k.extra"
)
_NUMBER = "coalesce(r.cust_no, 'K' || lpad(k.id::text, 7, '0'))"
INSERT = f"""
INSERT INTO customers_customer (
  id, store_id, cust_no, name, pinyin, kind, gender, birthday, phone, phone_key, email, city, address, source,
  do_not_contact, consultant_id, advisor_id, notes, batch_id, created_at, updated_at, province, district, occupation,
  usage, salutation, avoid, preferred_channel, preferred_time, tags, is_vip, language)
SELECT k.id, %(store)s, {_NUMBER}, r.name, r.pinyin, r.kind, coalesce(r.gender, ''),
  r.birthday, r.phone, r.phone_key, r.email, coalesce(r.city, ''), r.address, coalesce(r.source, ''),
  coalesce(r.do_not_contact, false), seller.id, advisor.id, r.notes, %(batch)s, %(at)s, %(at)s, '', '', '', '', '', '', '', '',
  ARRAY[]::varchar[], false, coalesce(r.language, 'zh-hans')
{_NEW.format("LEFT JOIN in_staff seller ON seller.name = r.consultant LEFT JOIN in_staff advisor ON advisor.name = r.advisor")}
ORDER BY k.id"""
SEARCH = f"""
INSERT INTO search_entry (store_id, kind, object_id, title, subtitle, latin, tokens, blind)
SELECT %(store)s, 'customer', k.id, r.name, concat_ws(' ', nullif(r.city, ''), {_NUMBER}), r.latin,
  CASE WHEN r.cust_no IS NULL THEN r.tokens || lower({_NUMBER}) ELSE r.tokens END, r.blind
{_NEW.format("")}"""
TIMELINE = """
INSERT INTO journal_timelineentry (store_id, customer_id, at, verb, topic, facts, kind, object_id, by_name, batch_id)
SELECT %(store)s, k.id, %(at)s, 'customer.created', 'file', '{}', 'customer', k.id, '', %(batch)s
FROM in_customer k WHERE k.is_new AND NOT k.refused AND NOT k.extra"""

# Who has said no stays as he said; who is not to be contacted is not asked for either.
CONSENT = """
INSERT INTO customers_consent (store_id, customer_id, purpose, channel, given, at, text_version, source, proof, by_name)
SELECT %(store)s, c.id, 'marketing', w.channel, true, %(at)s, '', 'import', %(proof)s, %(who)s
FROM (SELECT DISTINCT id FROM in_customer WHERE NOT refused AND id IS NOT NULL) k
JOIN customers_customer c ON c.store_id = %(store)s AND c.id = k.id AND NOT c.do_not_contact
CROSS JOIN unnest(%(channels)s::text[]) AS w(channel)
WHERE NOT EXISTS (SELECT FROM customers_consent o WHERE o.store_id = %(store)s AND o.customer_id = c.id
                  AND o.purpose = 'marketing' AND o.channel = w.channel)"""

FIELDS = (
    "cust_no", "name", "pinyin", "kind", "gender", "birthday", "phone", "phone_key", "email", "address", "city", "source",
    "do_not_contact", "consultant_id", "advisor_id", "notes", "updated_at", "language",
)  # fmt: skip
_FORMER = [*(f"o.{name}" for name in FIELDS[:-1]), "coalesce(o.language, c.language)"]
"""A row kept before there were languages has none."""
_WHEN = "(SELECT committed_at FROM intake_batch WHERE store_id = %(store)s AND id = %(batch)s)"
EDITED = f"""
SELECT count(*) FROM customers_customer c WHERE c.store_id = %(store)s AND (
  (c.batch_id = %(batch)s AND c.updated_at > {_WHEN})
  OR (c.updated_at > {_WHEN} AND c.id IN (
    SELECT row_id FROM intake_before WHERE store_id = %(store)s AND batch_id = %(batch)s AND "table" = 'customers_customer'))
  OR (c.batch_id = %(batch)s AND (
    EXISTS (SELECT FROM customers_extraphone x WHERE x.store_id = c.store_id AND x.customer_id = c.id)
    OR EXISTS (SELECT FROM customers_remark x WHERE x.store_id = c.store_id AND x.customer_id = c.id)
    OR EXISTS (SELECT FROM customers_reveal x WHERE x.store_id = c.store_id AND x.customer_id = c.id)
    OR EXISTS (SELECT FROM customers_consent x WHERE x.store_id = c.store_id AND x.customer_id = c.id AND x.at <> {_WHEN}))))"""
RESTORE = f"""
UPDATE customers_customer c SET ({", ".join(FIELDS)}) = ({", ".join(_FORMER)})
FROM intake_before b, jsonb_populate_record(NULL::customers_customer, b.row) o
WHERE b.store_id = %(store)s AND b.batch_id = %(batch)s AND b."table" = 'customers_customer' AND c.id = b.row_id
  AND c.store_id = %(store)s"""
FORGET = """
DELETE FROM search_entry e USING customers_customer c WHERE e.store_id = %(store)s AND e.kind = 'customer'
  AND e.object_id = c.id AND c.store_id = %(store)s AND c.batch_id = %(batch)s"""
UNSAID = "SELECT customers_take_back_consent(%(store)s, %(batch)s)"
TOLD = "DELETE FROM journal_timelineentry WHERE store_id = %(store)s AND batch_id = %(batch)s"
REMOVE = "DELETE FROM customers_customer WHERE store_id = %(store)s AND batch_id = %(batch)s"
