"""The test bench, loaded by pytest before anything else: its own data folder, real PostgreSQL, the application's role."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]
os.environ.setdefault("CHEYUAN_DATA", str(ROOT / "var" / "test"))
os.environ["CHEYUAN_ENV"] = "test"
os.environ.setdefault("CHEYUAN_SECRET_KEY", "only-for-tests-only-for-tests-only-for-tests")

pytest_plugins = ["cheyuan.site.testing.database", "cheyuan.site.testing.people"]
