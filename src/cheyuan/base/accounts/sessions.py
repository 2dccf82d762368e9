"""Where logins live: database rows that know their person, device and last use (named by SESSION_ENGINE)."""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from cheyuan.base.accounts.entering import Entry, entry
from cheyuan.base.accounts.models import StaffSession
from cheyuan.kernel.clock import now

IDLE = timedelta(minutes=30)
"""After this long without a sign of life the page is locked."""
LONGEST = timedelta(hours=12)
"""After this long a login ends whatever happens."""
TOUCH = timedelta(minutes=1)
"""How exactly the last use is kept."""


def digest(key: str | None) -> str:
    """How a session key is kept: who reads the table cannot use what stands there."""
    return sha256(f"session:{key}".encode()).hexdigest()


class SessionStore(DatabaseStore):
    """Django's database sessions with our row."""

    row: StaffSession | None = None
    entry: Entry | None = None

    @classmethod
    def get_model_class(cls) -> Any:
        """The rows' model."""
        return StaffSession

    def _get_session_from_db(self) -> Any:
        self.entry = entry(digest(self.session_key), now(), LONGEST)
        self.row = self.entry.session if self.entry else None
        if self.row is None:
            self._session_key = None
        return self.row

    def exists(self, session_key: str) -> bool:
        """Is there such a session?"""
        return StaffSession.objects.filter(session_key=digest(session_key)).exists()

    def create(self) -> None:
        """A new row: a changed key is a new login."""
        self.row = None
        super().create()

    def create_model_instance(self, data: Any) -> Any:
        """The row with the session's data and what we keep beside it."""
        at, kept = now(), self.row
        account = data.get("_auth_user_id")
        self.row = StaffSession(
            id=kept.id if kept else None,
            session_key=digest(self._get_or_create_session_key()),  # type: ignore[attr-defined]
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
            account_id=int(account) if account else None,
            device=data.get("device", ""),
            address=data.get("address"),
            created_at=kept.created_at if kept else at,
            last_seen=kept.last_seen if kept else at,
            locked=kept.locked if kept else False,
        )
        return self.row

    def delete(self, session_key: str | None = None) -> None:
        """End a session."""
        key = session_key or self.session_key
        if key:
            StaffSession.objects.filter(session_key=digest(key)).delete()

    def idle(self, at: datetime) -> bool:
        """Has nothing happened for too long?"""
        return self.row is not None and at - self.row.last_seen > IDLE

    def locked(self) -> bool:
        """Does the lock screen lie over the page?"""
        return self.row is not None and self.row.locked

    def touch(self, at: datetime) -> None:
        """Remember the sign of life, at most once a minute."""
        if self.row is not None and at - self.row.last_seen > TOUCH:
            self._set(last_seen=at)

    def lock(self) -> None:
        """Close the page until the password is said again."""
        self._set(locked=True)

    def unlock(self, at: datetime) -> None:
        """Open it again."""
        self._set(locked=False, last_seen=at)

    def _set(self, **values: Any) -> None:
        if self.row is not None:
            StaffSession.objects.filter(pk=self.row.pk).update(**values)
            for name, value in values.items():
                setattr(self.row, name, value)
