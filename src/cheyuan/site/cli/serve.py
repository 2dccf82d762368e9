"""``cheyuan serve``: granian in front of Django. This process only watches; the work is done in its children."""

import argparse
import contextlib
import os
import socket
import time

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from cheyuan.site import logs
from cheyuan.site.cli.shared import Fault, answer, options
from cheyuan.site.config import Config, load
from cheyuan.site.door import company
from cheyuan.site.door.limits import THREADS
from cheyuan.site.embedded import EmbeddedError
from cheyuan.site.guardian import Guardian
from cheyuan.site.orphans import WATCHER

LOGS = logs.config() | {"loggers": {"_granian": {"level": "ERROR"}, "granian.access": {"level": "WARNING"}}}
PORT_PATIENCE = 3.0
"""Seconds to wait for a port that is still taken."""
KILL_AFTER = 20
"""Seconds that a web process has to finish its requests when it is stopped."""


def add(parser: argparse.ArgumentParser) -> None:
    """The settings come from the environment; see ``cheyuan doctor``."""
    options(parser)


def run(args: argparse.Namespace) -> int:
    """Serve until stopped."""
    config = load()
    _check(config)
    guardian = Guardian(config.data)
    if config.embedded:
        guardian.start()
    host, _, port = config.bind.rpartition(":")
    scheme = "https" if config.tls_cert else "http"
    answer(
        args, {"address": f"{scheme}://{config.bind}", "workers": config.workers}, f"serving {scheme}://{config.bind}"
    )
    os.environ[WATCHER] = str(os.getpid())
    company.hang()
    try:
        Granian(
            "cheyuan.site.wsgi:application",
            address=host.strip("[]"),
            port=int(port),
            interface=Interfaces.WSGI,
            workers=config.workers,
            blocking_threads=THREADS,
            websockets=False,
            respawn_failed_workers=True,
            respawn_interval=0.5,
            workers_kill_timeout=KILL_AFTER,
            ssl_cert=config.tls_cert,
            ssl_key=config.tls_key,
            log_level=LogLevels.error,
            log_dictconfig=LOGS,
        ).serve()
    finally:
        guardian.leave()
    return 0


def _check(config: Config) -> None:
    """Refuse early and in one line: an open door without TLS, a taken port, no database."""
    if not config.safe_bind:
        raise Fault(
            "unsafe_bind",
            f"refusing to listen on {config.bind} without TLS: set CHEYUAN_TLS_CERT and CHEYUAN_TLS_KEY, "
            "or CHEYUAN_TRUSTED_PROXY=1 behind a proxy that ends TLS",
        )
    if config.demo and not config.loopback:
        raise Fault("unsafe_bind", f"refusing to show the demo on {config.bind}: it has known logins")
    _check_port(config.bind)
    try:
        config.app_url()
    except EmbeddedError as wrong:
        raise Fault("database_away", str(wrong)) from wrong


def _check_port(bind: str) -> None:
    """A predecessor that was just killed may hold the port for a moment more."""
    until = time.monotonic() + PORT_PATIENCE
    while trouble := _port_trouble(bind):
        if time.monotonic() > until:
            raise Fault("bind", f"cannot listen on {bind}: {trouble}")
        time.sleep(0.1)


def _port_trouble(bind: str) -> str:
    host, _, port = bind.rpartition(":")
    with contextlib.closing(socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((host.strip("[]"), int(port)))
        except OSError as taken:
            return taken.strerror or str(taken)
    return ""
