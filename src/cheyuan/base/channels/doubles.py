"""Local doubles of providers on 127.0.0.1: they check signatures, remember what they took, and misbehave when told to."""

from __future__ import annotations

import contextlib
import hashlib
import json
import socket
import socketserver
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeVar
from urllib.parse import parse_qsl, urlsplit

from cheyuan.base.channels.providers.aliyun.signing import sign

Asked = dict[str, Any]
Answer = Callable[[Asked, str], tuple[int, object]]


class Http(ThreadingHTTPServer):
    """``answer(request, mood) -> (status, body)``; moods one per request: well, error (taken, then 500), cut (taken, then
    the connection ends), late (taken, then silence), busy (not taken, its own code), lost (not taken, 500)."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, answer: Answer, moods: Iterable[str] = ()) -> None:
        self.answer, self.lock = answer, threading.Lock()
        self.moods, self.silence, self.asked = list(moods), 1.5, list[Asked]()
        super().__init__(("127.0.0.1", 0), _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Callers that went away (killed, tired of waiting) are part of the play."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)

    def mood(self, asked: Asked) -> str:
        """How it feels at this request."""
        with self.lock:
            self.asked.append(asked)
            return self.moods.pop(0) if self.moods else "well"

    @property
    def base(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: Http

    def _any(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        parts = urlsplit(self.path)
        asked: Asked = {
            "method": self.command, "path": parts.path, "query": dict(parse_qsl(parts.query, keep_blank_values=True)),
            "headers": {name.lower(): value for name, value in self.headers.items()}, "body": body,
        }  # fmt: skip
        mood = self.server.mood(asked)
        status, said = self.server.answer(asked, mood)
        if mood == "cut":
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        if mood == "late":
            time.sleep(self.server.silence)
        data = b"{}" if mood in ("error", "lost") else json.dumps(said).encode()
        self.send_response(500 if mood in ("error", "lost") else status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST = _any

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""


SECRET = "s3cret"  # noqa: S105 - the double's own


class Aliyun:
    """Dysmsapi as documented: signature V3, OutId kept, QuerySendDetails by phone and day."""

    def __init__(self, secret: str = SECRET) -> None:
        self.secret, self.forged, self.lock = secret, 0, threading.Lock()
        self.taken: Counter[str] = Counter()
        self.rows: dict[str, list[dict[str, Any]]] = {}
        self.at: list[tuple[str, str, float]] = []

    def __call__(self, asked: Asked, mood: str) -> tuple[int, object]:
        """One request."""
        said = asked["headers"]["authorization"].rpartition("Signature=")[2]
        if said != sign(asked["headers"], asked["query"], self.secret):
            self.forged += 1
            return 400, {"Code": "SignatureDoesNotMatch"}
        if mood == "lost" and asked["headers"]["x-acs-action"] != "QuerySendDetails":
            return 500, {}
        if mood == "busy":
            return 400, {"Code": "isv.BUSINESS_LIMIT_CONTROL"}
        query = asked["query"]
        if asked["headers"]["x-acs-action"] == "QuerySendDetails":
            with self.lock:
                rows = list(self.rows.get(query["PhoneNumber"], []))
            return 200, {"Code": "OK", "TotalCount": len(rows), "SmsSendDetailDTOs": {"SmsSendDetailDTO": rows}}
        phone = query.get("PhoneNumbers") or query["CalledNumber"]
        with self.lock:
            self.taken[query["OutId"]] += 1
            self.at.append((query["OutId"], phone, time.time()))
            self.rows.setdefault(phone, []).append({"OutId": query["OutId"], "PhoneNum": phone, "SendStatus": 1})
        return 200, {"Code": "OK", "BizId": f"biz-{query['OutId'][:12]}"}


S = TypeVar("S", bound=socketserver.BaseServer)


@contextlib.contextmanager
def serving(server: S) -> Iterator[S]:
    """Runs a double until the end of the block."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


class Mail(socketserver.ThreadingTCPServer):
    """An SMTP server of a few lines; ``mood``: well, cut (takes the letter, then the line is cut), full (452), no (550)."""

    daemon_threads, allow_reuse_address = True, True

    def __init__(self) -> None:
        self.letters, self.mood = list[Any](), "well"
        super().__init__(("127.0.0.1", 0), _Post)


class _Post(socketserver.StreamRequestHandler):
    server: Mail

    def handle(self) -> None:
        """One conversation."""
        self._say("220 double")
        while line := self.rfile.readline():
            word = line.strip().upper()
            if word.startswith(b"DATA"):
                self._say("354 go on")
                data = b""
                while (part := self.rfile.readline()) != b".\r\n":
                    data += part
                self.server.letters.append(message_from_bytes(data, policy=policy.default))
                if self.server.mood == "cut":
                    return
                self._say("250 taken")
            elif word.startswith(b"RCPT") and self.server.mood in ("full", "no"):
                self._say({"full": "452 full", "no": "550 unknown"}[self.server.mood])
            elif word.startswith(b"QUIT"):
                return
            else:
                self._say("250 fine")

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


def wechat_signature(token: str, timestamp: str, nonce: str, *more: str) -> str:
    """How WeChat signs."""
    return hashlib.sha1("".join(sorted([token, timestamp, nonce, *more])).encode()).hexdigest()  # noqa: S324 - their form
