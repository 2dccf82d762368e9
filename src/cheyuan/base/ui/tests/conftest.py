"""The frame alone: what other rooms registered is put aside."""

from collections.abc import Iterator

import pytest

from cheyuan.base.ui import nav


@pytest.fixture(autouse=True)
def _bare_frame() -> Iterator[None]:
    kept = [(table, dict(table)) for table in (nav._providers, nav._addresses)]
    for table, _ in kept:
        table.clear()
    nav.register()
    yield
    for table, before in kept:
        table.update(before)
    nav.register()
