"""Setting a document in a child process: limited in time and memory, without network, fonts only from the wheel."""

import json
import subprocess
import sys
from datetime import datetime
from typing import Literal

from cheyuan.kernel.errors import Refused

Format = Literal["pdf", "png"]
SECONDS = 60
PROGRAM = "cheyuan.base.documents"


def typeset(source: str, *, at: datetime, form: Format = "pdf", seconds: float = SECONDS) -> bytes:
    """The document (of ``png`` its first page). The same source and moment give the same bytes.

    ``at`` is the date that stands in the file. Refused("document_slow") after ``seconds``; ("document_failed").
    """
    asked = json.dumps({"source": source, "at": int(at.timestamp()), "form": form})
    try:
        done = subprocess.run(
            [sys.executable, "-m", PROGRAM], input=asked.encode(), capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        raise Refused("document_slow", seconds=round(seconds)) from None
    if done.returncode or not done.stdout:
        why = (done.stderr.decode(errors="replace").strip().splitlines() or ["?"])[-1]
        raise Refused("document_failed", why=why[:200])
    return done.stdout
