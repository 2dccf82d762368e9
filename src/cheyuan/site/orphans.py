"""A web process must not outlive the one that watches it: it would keep the port, and nobody would replace it."""

import ctypes
import os
import signal
import sys

WATCHER = "GRANIAN_WATCHER"
"""The variable in which ``serve`` tells its web processes who watches them."""
PR_SET_PDEATHSIG = 1
"""prctl(2): the signal that the kernel sends when the parent dies, however it died."""


def leave_with_watcher() -> None:
    """Die at once when the process that ``serve`` runs in does; nothing happens elsewhere. Only Linux knows how."""
    parent = int(os.environ.get(WATCHER, "0"))
    if sys.platform != "linux" or not parent or os.getpid() == parent:
        return
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it died before we asked
        os.kill(os.getpid(), signal.SIGKILL)
