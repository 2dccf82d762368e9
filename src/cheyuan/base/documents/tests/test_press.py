"""CARE-41: documents with Chinese text, the same for the same source, limited in time, no unseen boxes."""

from datetime import date

import pytest

from cheyuan.base.documents import fonts, markup, press
from cheyuan.kernel.clock import moment
from cheyuan.kernel.errors import Refused

AT = moment(date(2026, 11, 1), 8)
HEAD = f'#set text(font: "{fonts.FAMILY}", lang: "zh")\n'


def test_care_41_the_same_source_gives_the_same_file():
    source = HEAD + "= 客户关怀月报\n" + markup.said('王小伟说："$x$ #panic() 好"')
    first, second = (press.typeset(source, at=AT) for _ in range(2))
    assert first == second
    assert first.startswith(b"%PDF-")
    assert press.typeset(source, at=moment(date(2026, 12, 1), 8)) != first, "its date is inside"
    assert press.typeset(source, at=AT, form="png").startswith(b"\x89PNG")


def test_care_41_every_common_sign_has_a_glyph_and_others_are_seen():
    assert fonts.missing("车缘集团 Cheyuan ¥1,234 95 % “引号” 龘 ①→") == []
    assert fonts.missing("好😀好") == ["😀"]
    assert fonts.printable("好😀") == "好〓"
    assert markup.quoted('a"\\\n\x07b') == '"a\\"\\\\\\nb"'


def test_care_41_a_document_that_takes_too_long_is_stopped():
    slow = "#for a in range(9000) { for b in range(9000) { let c = calc.rem(a * b, 7) } }"
    with pytest.raises(Refused, match="document_slow"):
        press.typeset(slow, at=AT, seconds=1)


def test_care_41_a_wrong_source_is_refused_with_its_reason():
    with pytest.raises(Refused, match="document_failed"):
        press.typeset("#nothing-of-that-name", at=AT)


def test_care_41_a_document_reads_no_file_of_the_house():
    with pytest.raises(Refused, match="document_failed"):
        press.typeset('#read("/etc/hostname")', at=AT)
