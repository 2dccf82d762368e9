"""Local doubles of providers on 127.0.0.1: they check signatures, remember what they took, and misbehave when told to."""

import contextlib
import hashlib
import json
import socket
import socketserver
import threading
import time
from collections import Counter
from collections.abc import Iterator
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from cheyuan.base.channels.providers.aliyun.signing import sign


class Http(ThreadingHTTPServer):
    """``answer(request) -> (status, body)``; moods one per request: well, error (taken, then 500), cut (taken, then the
    connection ends), late (taken, then silence), busy (not taken, 429 of its kind)."""

    daemon_threads = True

    def __init__(self, answer):
        self.answer, self.moods, self.asked, self.lock = answer, [], [], threading.Lock()
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def base(self):
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    def _any(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        parts = urlsplit(self.path)
        asked = {
            "method": self.command, "path": parts.path, "query": dict(parse_qsl(parts.query, keep_blank_values=True)),
            "headers": {name.lower(): value for name, value in self.headers.items()}, "body": body,
        }  # fmt: skip
        with self.server.lock:
            self.server.asked.append(asked)
            mood = self.server.moods.pop(0) if self.server.moods else "well"
        status, said = self.server.answer(asked, mood)
        if mood == "cut":
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        if mood == "late":
            time.sleep(self.server.silence)
        data = b"{}" if mood == "error" else json.dumps(said).encode()
        self.send_response(500 if mood == "error" else status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST = _any

    def log_message(self, *_):
        pass


class Aliyun:
    """Dysmsapi as documented: signature V3, OutId kept, QuerySendDetails by phone and day."""

    def __init__(self, secret="s3cret"):
        self.secret, self.taken, self.forged, self.rows, self.lock = secret, Counter(), 0, [], threading.Lock()
        self.at = []

    def __call__(self, asked, mood):
        said = asked["headers"]["authorization"].rpartition("Signature=")[2]
        if said != sign(asked["headers"], asked["query"], self.secret):
            self.forged += 1
            return 400, {"Code": "SignatureDoesNotMatch"}
        if mood == "busy":
            return 400, {"Code": "isv.BUSINESS_LIMIT_CONTROL"}
        query = asked["query"]
        if asked["headers"]["x-acs-action"] == "QuerySendDetails":
            with self.lock:
                rows = [row for row in self.rows if row["PhoneNum"] == query["PhoneNumber"]]
            return 200, {"Code": "OK", "TotalCount": len(rows), "SmsSendDetailDTOs": {"SmsSendDetailDTO": rows}}
        phone = query.get("PhoneNumbers") or query["CalledNumber"]
        with self.lock:
            self.taken[query["OutId"]] += 1
            self.at.append((query["OutId"], phone, time.time()))
            self.rows.append({"OutId": query["OutId"], "PhoneNum": phone, "SendStatus": 1})
        return 200, {"Code": "OK", "BizId": f"biz-{query['OutId'][:12]}"}


@contextlib.contextmanager
def serving(server) -> Iterator:
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

    def __init__(self):
        self.letters, self.mood = [], "well"
        super().__init__(("127.0.0.1", 0), _Post)


class _Post(socketserver.StreamRequestHandler):
    def handle(self):
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

    def _say(self, words):
        self.wfile.write(f"{words}\r\n".encode())


def wechat_signature(token, timestamp, nonce, *more):
    return hashlib.sha1("".join(sorted([token, timestamp, nonce, *more])).encode()).hexdigest()
