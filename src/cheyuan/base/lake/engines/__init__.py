"""Where expressions run: one face (``engine``) for the embedded engine, PostgreSQL in place, and a Spark cluster (INS-01).

Loaded by child processes and commands, not by pages.
"""
