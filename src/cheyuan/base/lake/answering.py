"""The engine's own process: a question on standard input, progress and the answer as lines on standard output."""

import json
import os
import sys
from threading import Thread
from typing import Any

import django
from django.db import Error, connection
from django.utils.module_loading import import_string

from cheyuan.base.lake.lightness import light
from cheyuan.kernel.errors import Refused


def main() -> None:
    """Answer one question and end; with ``stay`` answer questions until nobody asks any more."""
    light()
    if sys.argv[1:] == ["stay"]:
        django.setup()
        for line in sys.stdin:
            _reply(json.loads(line))
        return
    asked = json.loads(sys.stdin.readline())
    Thread(target=_watch, daemon=True).start()
    django.setup()
    _reply(asked)


def _reply(asked: dict[str, Any]) -> None:
    name = asked["database"]
    if connection.settings_dict["NAME"] != name:
        connection.close()
        connection.settings_dict["NAME"] = name
    try:
        _say(answer=_answer(asked))
    except Refused as refused:
        _say(refused=refused.code, facts={name: str(value) for name, value in refused.facts.items()})
    except Error as away:
        connection.close()
        _say(away=type(away).__name__)


def _watch() -> None:
    """Nobody is left to hear the answer: end at once, the database takes back what was not committed."""
    sys.stdin.read()
    os._exit(1)


def _answer(asked: dict[str, Any]) -> dict[str, Any]:
    assert asked["function"].startswith("cheyuan.")
    by = import_string("cheyuan.base.jobs.work.unpacked")(asked["by"])
    answer: dict[str, Any] = import_string(asked["function"])(by, _progress, **asked["question"])
    return answer


def _progress(done: int, total: int) -> None:
    _say(progress=[done, total])


def _say(**line: Any) -> None:
    sys.stdout.write(json.dumps(line, default=str) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
