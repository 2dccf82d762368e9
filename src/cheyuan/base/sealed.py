"""Model fields whose content is unreadable in the database, its backups and its logs."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.conf import settings
from django.db import models

from cheyuan.kernel.seal import Keyring


@cache
def keyring() -> Keyring:
    """The keys of this installation."""
    return Keyring(settings.FIELD_KEYS)


class SealedField(models.BinaryField):
    """Text that is sealed on its way into the database; empty text is stored as NULL and cannot be searched here."""

    _pyi_private_set_type: str | None  # type: ignore[assignment]
    _pyi_private_get_type: str  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "null": True, "blank": True, "editable": True})

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """What a migration needs to know."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {key: kwargs[key] for key in kwargs if key not in ("null", "blank", "editable")}

    @property
    def seal_name(self) -> str:
        """The name under which the value is sealed: table and column."""
        return f"{self.model._meta.db_table}.{self.column}"

    def from_db_value(self, value: Any, *_: Any) -> str:
        """Sealed bytes → text."""
        return keyring().open(bytes(value), self.seal_name) if value is not None else ""

    def to_python(self, value: Any) -> Any:
        """Text stays text."""
        return value or ""

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Text → sealed bytes."""
        if isinstance(value, str):
            value = keyring().seal(value, self.seal_name) if value else None
        return super().get_db_prep_value(value, connection, prepared)

    def get_default(self) -> str:
        """An absent value reads as empty text."""
        return ""


def seal(table_column: str, text: str) -> bytes | None:
    """Seal for a bulk write into ``table.column``; None for empty text."""
    return keyring().seal(text, table_column) if text else None
