"""The lock-out: a try is counted before the password is looked at, so that many at once cannot slip through."""

from datetime import datetime, timedelta

from django.db import connection
from django.db.models import F

from cheyuan.base.accounts.errors import TooManyTries
from cheyuan.base.accounts.models import LoginTry
from cheyuan.base.sealed import keyring

PAUSE = timedelta(minutes=15)
PER_PERSON = 5
"""Wrong tries for one name from one address (or one person's second factor) until the pause."""
PER_ADDRESS = 100
"""Wrong tries from one address for any name: many people share one address behind a router."""

COUNT = """
    INSERT INTO accounts_logintry AS t (key, tries, last_at) VALUES (%(key)s, 1, %(at)s)
    ON CONFLICT (key) DO UPDATE SET
        tries = CASE WHEN t.last_at <= %(old)s THEN 1 ELSE t.tries + 1 END,
        last_at = CASE WHEN t.last_at <= %(old)s OR t.tries < %(most)s THEN %(at)s ELSE t.last_at END
    RETURNING tries, last_at
"""


def key_of(*parts: object) -> str:
    """A keyed hash of who and from where: the table tells nothing about people."""
    return keyring().blind(0, "try:" + "|".join(str(part).lower() for part in parts)).hex()


def count(key: str, most: int, at: datetime) -> None:
    """Count a try; TooManyTries when ``most`` were wrong already and the pause since the last of them is not over.

    One statement, committed at once, before the secret is checked.
    """
    with connection.cursor() as cursor:
        cursor.execute(COUNT, {"key": key, "at": at, "old": at - PAUSE, "most": most})
        tries, last = cursor.fetchone()
    if tries > most:
        raise TooManyTries(last + PAUSE)


def forgive(*keys: str) -> None:
    """The secret was right: the tries before it no longer count."""
    LoginTry.objects.filter(key__in=keys).delete()


def take_back(key: str) -> None:
    """This one try was right; the wrong ones of others from the same address still count."""
    LoginTry.objects.filter(key=key, tries__gt=0).update(tries=F("tries") - 1)


def sweep(at: datetime) -> int:
    """Remove counters that mean nothing any more."""
    return LoginTry.objects.filter(last_at__lte=at - PAUSE).delete()[0]
