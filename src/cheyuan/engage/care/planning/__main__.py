"""The plan's own process: one question on standard input, progress and the answer as lines on standard output."""

import json
import os
import sys
from datetime import date
from threading import Thread
from typing import Any

import django
from django.db import Error, connection
from django.utils.module_loading import import_string

from cheyuan.engage.care.planning.lightness import light
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Refused


def main() -> None:
    """Answer one question and end; with ``stay`` answer questions until nobody asks any more."""
    light()
    if sys.argv[1:] == ["stay"]:
        django.setup()
        for line in sys.stdin:
            _reply(json.loads(line))
        return
    question = json.loads(sys.stdin.readline())
    Thread(target=_watch, daemon=True).start()
    django.setup()
    _reply(question)


def _reply(question: dict[str, Any]) -> None:
    name = question.pop("database")
    if connection.settings_dict["NAME"] != name:
        connection.close()
        connection.settings_dict["NAME"] = name
    try:
        _say(answer=_answer(question))
    except Refused as refused:
        _say(refused=refused.code, facts={name: str(value) for name, value in refused.facts.items()})
    except Error as away:
        connection.close()
        _say(away=type(away).__name__)


def _watch() -> None:
    """Nobody is left to hear the answer: end at once, the database takes back what was not committed."""
    sys.stdin.read()
    os._exit(1)


def _answer(question: dict[str, Any]) -> dict[str, Any]:
    by = import_string("cheyuan.base.jobs.work.unpacked")(question.pop("by"))
    what, as_of = question.pop("what"), date.fromisoformat(question.pop("as_of"))
    if what == "preview":
        found: dict[str, Any] = import_string("cheyuan.engage.care.planning.preview.preview")(
            by, as_of=as_of, **question
        )
        return found
    run = import_string("cheyuan.engage.care.actions.plan.run_plan")(
        by, question["store_id"], as_of=as_of, at=now(), progress=lambda done, total: _say(progress=[done, total])
    )
    return {"run": run.pk, "made": run.made, "moved": run.moved, "closed": run.closed}


def _say(**line: Any) -> None:
    sys.stdout.write(json.dumps(line, default=str) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
