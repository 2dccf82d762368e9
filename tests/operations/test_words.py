"""PLT-60: translations are compiled without outside tools, as gettext reads them."""

import gettext
import io
import os
from pathlib import Path

from cheyuan.site.words import compiled, parse, refresh

PO = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=n != 1;\n"

#: somewhere.py:1
msgid "Car"
msgstr "车\"辆\"\n"
msgctxt "noun"
msgid "Order"
msgstr ""
"订"
"单"

#, python-format
msgid "%(n)s task"
msgid_plural "%(n)s tasks"
msgstr[0] "一项"
msgstr[1] "%(n)s 项"

#, fuzzy
msgid "Doubtful"
msgstr "存疑"

msgid "Untranslated"
msgstr ""

#~ msgid "Gone"
#~ msgstr "没了"
"""


def catalogue() -> gettext.GNUTranslations:
    return gettext.GNUTranslations(io.BytesIO(compiled(parse(PO))))


def test_plt_60_texts_contexts_and_plurals_are_read_by_gettext() -> None:
    words = catalogue()
    assert words.gettext("Car") == '车"辆"\n'
    assert words.pgettext("noun", "Order") == "订单"
    assert [words.ngettext("%(n)s task", "%(n)s tasks", n) for n in (1, 2)] == ["一项", "%(n)s 项"]


def test_plt_60_fuzzy_empty_and_obsolete_entries_stay_english() -> None:
    words = catalogue()
    assert [words.gettext(text) for text in ("Doubtful", "Untranslated", "Gone")] == [
        "Doubtful",
        "Untranslated",
        "Gone",
    ]


def test_plt_60_only_what_changed_is_compiled(tmp_path: Path) -> None:
    source = tmp_path / "app" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(PO)
    assert [refresh(tmp_path), refresh(tmp_path)] == [1, 0]
    os.utime(source, ns=(source.stat().st_atime_ns, source.stat().st_mtime_ns + 10**9))
    os.utime(source.with_suffix(".mo"), ns=(0, source.stat().st_mtime_ns - 1))
    assert refresh(tmp_path) == 1
