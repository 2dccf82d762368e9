"""The front end's build: no addresses in the lock, a first page within 200 kB, a second build that does nothing."""

import gzip
import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[5]
DIST = ROOT / "src/cheyuan/base/ui/static/dist"


def test_the_lock_holds_no_addresses() -> None:
    assert "http" not in (ROOT / "package-lock.json").read_text()


def test_the_first_page_stays_small() -> None:
    if not (DIST / "app.js").exists():
        pytest.skip("the front end is not built here")
    total = sum(len(gzip.compress((DIST / name).read_bytes())) for name in ("app.js", "app.css"))
    assert total < 120_000


def test_a_changed_source_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = importlib.util.spec_from_file_location("build_front", ROOT / "tools/build_front.py")
    assert spec
    assert spec.loader
    build = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(build)
    one = tmp_path / "a.css"
    monkeypatch.setattr(build, "ROOT", tmp_path)
    one.write_text("a{}")
    before = build.digest([one])
    assert build.digest([one]) == before
    one.write_text("b{}")
    assert build.digest([one]) != before
