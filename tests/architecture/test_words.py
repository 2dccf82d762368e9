"""Chinese is complete and says the same everywhere; each check with a sabotage."""

from pathlib import Path

from tests.architecture import wording

HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def catalogue(folder: Path, app: str, entries: str) -> Path:
    path = folder / app / "locale/zh_Hans/LC_MESSAGES/django.po"
    path.parent.mkdir(parents=True)
    path.write_text(HEAD + entries)
    return path


def test_plt_60_every_text_has_its_chinese():
    paths = list(wording.catalogues())
    assert wording.untranslated(list(wording.asked()), wording.known(paths)) == []


def test_plt_60_no_translation_is_empty_or_doubtful():
    assert {str(path): left for path in wording.catalogues() if (left := wording.dropped(path))} == {}


def test_plt_60_a_text_has_one_translation_in_the_whole_house():
    assert wording.contradictions(list(wording.catalogues())) == {}


def test_sabotage_an_untranslated_text_is_seen(tmp_path):
    (tmp_path / "views.py").write_text('from x import _\n\nWORDS = {"a": _("New words")}\n')
    (tmp_path / "templates").mkdir()
    page = "{% translate 'Newer' %}{% blocktranslate count n=n %}one{% plural %}{{ n }} many{% endblocktranslate %}"
    (tmp_path / "templates/page.html").write_text(page)
    asked = list(wording.asked(tmp_path))
    assert [one.key for one in asked] == ["New words", "Newer", "one\0%(n)s many"]
    assert len(wording.untranslated(asked, {"Newer"})) == 2


def test_sabotage_an_empty_and_a_contradicting_translation_are_seen(tmp_path):
    one = catalogue(tmp_path, "one", 'msgid "Owner"\nmsgstr "车主"\n\nmsgid "Late"\nmsgstr ""\n')
    two = catalogue(tmp_path, "two", 'msgid "Owner"\nmsgstr "业主"\n\n#, fuzzy\nmsgid "Old"\nmsgstr "旧"\n')
    assert wording.dropped(one) == ["Late"]
    assert wording.dropped(two) == ["Old"]
    assert wording.contradictions([one, two]) == {"Owner": {"one": "车主", "two": "业主"}}
