"""How many are let in, wait, and are heard; light, because the watcher of the web processes reads it too."""

TENANT = "cheyuan.tenant"
"""Where the application notes in the environ to which tenant a request belonged."""
SEATS = 4
"""Requests worked on at once in one web process; each seat holds at most one of the database's 100 connections."""
PLACES = 60
PATIENCE = 1.0
"""Seconds that a request may wait; what it then costs still fits into the two seconds of P15."""
SPARE = 32
THREADS = SEATS + PLACES + SPARE
"""Threads of one web process: those that work, those that wait (asleep), and some that are always there to say no."""
