"""The rail: a room appears only when it exists and the actor may enter (look.md: "only what one's role uses")."""

from collections.abc import Iterator

import pytest

from cheyuan.base.ui import nav
from cheyuan.kernel.actor import Actor

HERE = nav.Entry("gallery", "样张", "dot", "ui:gallery", order=10)
CLOSED = nav.Entry("jobs", "后台", "dot", "ui:jobs", right="secret", order=20)
NOT_BUILT = nav.Entry("moon", "月球", "dot", "moon:walk", order=5)


@pytest.fixture(autouse=True)
def _clean() -> Iterator[None]:
    before = dict(nav._entries)
    nav._entries.clear()
    nav.register(CLOSED, HERE, NOT_BUILT)
    yield
    nav._entries.clear()
    nav._entries.update(before)
    nav.register()


def actor(*rights: str) -> Actor:
    return Actor("staff", "周敏", 1, (1,), rights=frozenset(rights))


def test_an_entry_needs_its_room_and_the_right() -> None:
    assert [link.key for link in nav.links(actor(), "")] == ["gallery"]
    assert [link.key for link in nav.links(actor("secret"), "")] == ["gallery", "jobs"]


def test_nobody_sees_nothing() -> None:
    assert nav.links(None, "") == []


def test_the_page_shown_is_marked() -> None:
    assert [link.active for link in nav.links(actor(), "ui:gallery")] == [True]
    assert [link.active for link in nav.links(actor(), "customers:list")] == [False]


def test_care_50_an_entry_steps_back_for_whoever_gets_there_another_way() -> None:
    nav.register(nav.Entry("back", "退信", "dot", "ui:gallery", right="return", unless="view"))
    assert "back" in [link.key for link in nav.links(actor("return"), "")]
    assert "back" not in [link.key for link in nav.links(actor("return", "view"), "")]
