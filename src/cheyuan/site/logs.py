"""Logs as JSON lines on standard error. No personal data: of an exception only its type and places, never its text.

A database error's text may hold row values, so ``str(exception)`` must not be logged either; log its type's name.
"""

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from typing import Any

from cheyuan.site.request_number import current

_SECRET = re.compile(r"/s/[^\s\"']+")
"""The short links of customers: whoever has one may answer."""
DEEPEST = 12
"""Frames of a traceback that are kept."""


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line; an exception as its chain of types and its innermost places."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "message": _SECRET.sub("/s/…", record.getMessage().partition("\n")[0])[:500],
        }
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = _types(record.exc_info[1])
            line["places"] = _places(record.exc_info[1])
        if number := current():
            line["request_id"] = number
        if value := getattr(record, "status_code", None):
            line["status_code"] = value
        line |= getattr(record, "facts", {})
        return json.dumps(line, ensure_ascii=False, default=str)


def _types(trouble: BaseException | None) -> list[str]:
    found: list[str] = []
    while trouble is not None and len(found) < 6:
        found.append(type(trouble).__name__)
        trouble = trouble.__cause__ or trouble.__context__
    return found


def _places(trouble: BaseException) -> list[str]:
    frames = traceback.extract_tb(trouble.__traceback__)[-DEEPEST:]
    return [f"{'/'.join(frame.filename.split('/')[-3:])}:{frame.lineno} {frame.name}" for frame in frames]


def config(level: str = "INFO") -> dict[str, Any]:
    """Django's LOGGING."""
    quiet = {"level": "WARNING"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": JsonLines}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            "django.server": {"handlers": [], "propagate": True},
            "procrastinate": quiet,
            "psycopg.pool": {"level": "ERROR"},
            "fontTools": quiet,
        },
    }
