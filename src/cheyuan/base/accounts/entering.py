"""Who comes in with a session's cookie: session, person and standing by one question, because every page begins with it.

Written in SQL: building these three questions anew cost every page more than the database needs to answer them.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db.models import Model
from django.utils.crypto import constant_time_compare

from cheyuan.base.accounts.actors import Post, Standing, shared_out
from cheyuan.base.accounts.factors import HELD
from cheyuan.base.accounts.models import Account, StaffSession
from cheyuan.base.tenancy import prepared
from cheyuan.kernel.clock import day_of

FIND = """
SELECT {session}, {account},
 (SELECT json_agg(json_build_array(m.store_id, m.role) ORDER BY m.id) FROM accounts_membership m
   WHERE m.account_id = a.id AND m.group_id = a.group_id AND m.since <= %(day)s AND coalesce(m.until, %(day)s) >= %(day)s),
 (SELECT json_agg(json_build_array(m.store_id, m.role, p.id, p.name) ORDER BY m.id) FROM accounts_absence b
   JOIN accounts_account p ON p.id = b.account_id AND p.is_active AND p.group_id = a.group_id
   JOIN accounts_membership m ON m.account_id = p.id AND m.id = any(b.lent) AND m.group_id = a.group_id
   WHERE b.deputy_id = a.id AND b.since <= %(day)s AND b.until >= %(day)s
    AND m.since <= %(day)s AND coalesce(m.until, %(day)s) >= %(day)s),
 {held},
 (SELECT json_agg(json_build_array(s.id, s.name) ORDER BY s.code) FROM tenancy_store s
   WHERE s.group_id = a.group_id AND s.is_active),
 (SELECT json_agg(json_build_array(o.role, o.right, o.allowed)) FROM accounts_rightoverride o
   WHERE o.group_id = a.group_id)
FROM accounts_staffsession e LEFT JOIN accounts_account a ON a.id = e.account_id
WHERE e.session_key = %(key)s AND e.created_at > %(born)s AND e.expire_date > %(at)s
"""
TAIL = 5
"""What the question answers after session and person."""


@dataclass(frozen=True)
class Entry:
    """A session that holds, its person and where they stand; both None while nobody has logged in with it."""

    session: StaffSession
    account: Account | None
    standing: Standing | None


def entry(digest: str, at: datetime, longest: timedelta) -> Entry | None:
    """What the digest of a cookie's key opens; None when there is no such session, or it is over."""
    with prepared.cursor() as cursor:
        cursor.execute(_question(), {"day": day_of(at), "key": digest, "at": at, "born": at - longest})
        row = cursor.fetchone()
    if row is None:
        return None
    size = len(StaffSession._meta.concrete_fields)
    session, account = _made(StaffSession, row[:size]), _made(Account, row[size:-TAIL])
    return Entry(session, account, _standing(account, *row[-TAIL:])) if account.pk else Entry(session, None, None)


@lru_cache(maxsize=1)
def _question() -> str:
    return FIND.format(held=HELD.format(id="a.id"), session=_columns("e", StaffSession), account=_columns("a", Account))


def _columns(table: str, model: type[Model]) -> str:
    return ", ".join(f'{table}."{field.column}"' for field in model._meta.concrete_fields)


def _made(model: Any, values: tuple[Any, ...]) -> Any:
    return model.from_db("default", [field.attname for field in model._meta.concrete_fields], values)


def _standing(account: Account, posts: Any, lent: Any, has_factor: bool, stores: Any, decisions: Any) -> Standing:
    named: dict[int, str] = dict(stores or ())
    own = [Post(store, role) for store, role in posts or ()]
    held, withheld = shared_out(own, [Post(*one) for one in lent or ()], has_factor=has_factor)
    return Standing(
        account=account,
        posts=held,
        withheld=withheld,
        stores=tuple(named),
        overrides={(role, right): allowed for role, right, allowed in decisions or ()},
        names=named,
    )


def recognised(request: Any) -> Standing | None:
    """Where the person of the session stands; None when nobody has logged in, or not with the password of today.

    Sets what ``request.user`` then answers, so that Django need not ask again. Whatever is unusual about the session is left
    to Django: ``request.user`` looks closer, and ends the session when it must.
    """
    session = request.session
    person = session.get(SESSION_KEY)
    entry: Entry | None = session.entry
    if not (person and entry and entry.account and entry.standing and entry.account.is_active):
        return None
    if str(entry.account.pk) != str(person) or BACKEND_SESSION_KEY not in session:
        return None
    if not constant_time_compare(session.get(HASH_SESSION_KEY, ""), entry.account.get_session_auth_hash()):
        return None
    request._cached_user = entry.account
    return entry.standing
