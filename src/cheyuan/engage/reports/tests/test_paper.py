"""CARE-41: the monthly report: plan, submission, signature, the PDF with its words; the same twice."""

import re
import zlib
from datetime import date, timedelta

import pytest

from cheyuan.base.approvals import actions as approvals
from cheyuan.base.documents.press import typeset
from cheyuan.base.files import queries as files
from cheyuan.base.jobs.models import Work
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.reports import actions
from cheyuan.engage.reports.document import paper
from cheyuan.engage.reports.models import Report
from cheyuan.engage.reports.queries import closings
from cheyuan.engage.reports.tests.conftest import CLOSED, OCTOBER, at
from cheyuan.kernel.errors import Conflict, Denied, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(lived, boss, settings, tmp_path):
    """October's, a draft."""
    settings.MEDIA_ROOT = tmp_path / "files"
    one = actions.close(boss, boss.store_id, OCTOBER, at=CLOSED)
    with scope(boss):
        return closings.report_of(boss, one.pk)


def give(boss, report):
    actions.add_measure(
        boss, report.pk, '首保名单每周一核对，漏一台补一台 "#x"', weak="first_return", owner_id=boss.account_id,
        due_on=date(2026, 11, 30), at=at(1),
    )  # fmt: skip
    return actions.submit(boss, report.pk, "十月邀约平稳，首保回厂偏低。", at=at(1, 10))


def stored(by, report):
    with scope(by):
        return Report.objects.select_related("closing", "store").get(pk=report.pk)


def words_of(pdf: bytes) -> str:
    """All text of a PDF: every font's own table says which sign a glyph is."""
    streams = [zlib.decompressobj().decompress(one) for one in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.S)
               if one[:1] == b"x"]  # fmt: skip
    signs: dict[str, str] = {}
    for table in (one.decode("latin-1") for one in streams if b"beginbfchar" in one or b"beginbfrange" in one):
        for glyph, text in re.findall(r"<([0-9a-fA-F]{4})> <([0-9a-fA-F]+)>\n", table):
            signs[glyph.lower()] = bytes.fromhex(text).decode("utf-16-be", "replace")
    return "".join(signs.values())


def test_care_41_submitted_signed_printed_and_kept_with_its_hash(report, boss, chief):
    asked = give(boss, report)
    assert stored(boss, report).state == "submitted"
    with pytest.raises(Conflict, match="report_unsigned"):
        actions.print_report(boss, report.pk, at=at(1))
    approvals.decide(chief, asked.pk, yes=True, at=at(2, 8))
    with scope(boss):
        assert Work.objects.get(name="reports.print").args == {"report_id": report.pk}
    signed = actions.print_report(boss, report.pk, at=at(2, 8))
    assert (signed.state, signed.signed_name, signed.approved_at) == ("approved", "何建国", at(2, 8))
    with scope(boss):
        kept = b"".join(files.open(boss, signed.file_id).content)
        assert files.open(boss, signed.file_id).row.sha256 == signed.sha256
        source = paper(boss, stored(boss, report))
        assert source == paper(boss, stored(boss, report))
    assert typeset(source, at=signed.approved_at) == kept, "the same source and day give the same file"
    assert actions.print_report(boss, report.pk, at=at(3)).file_id == signed.file_id


def test_care_41_the_paper_says_names_figures_and_what_is_weak(report, boss, chief, lived):
    approvals.decide(chief, give(boss, report).pk, yes=True, at=at(2, 8))
    with scope(boss):
        source = paper(boss, stored(boss, report))
    people = ("天河店", "林晓", "何建国", "周敏")
    for said in (*people, "首保名单每周一核对", '\\"#x\\"', "66.7%", "L5", report.closing.digest, "4 / 6"):
        assert said in source, said
    assert "王小伟" not in source, "no customer stands in it"
    pdf = typeset(source, at=at(2, 8))
    inside = words_of(pdf)
    for sign in "天河店林晓何建国周敏首保名单每周一核对0123456789%":
        assert sign in inside, sign


def test_care_41_what_is_printed_comes_from_the_frozen_figures(report, world, boss, lived, agent):
    with scope(boss):
        before = paper(boss, stored(boss, report))
    world.call(lived.missed, date(2026, 10, 19), "booked", agent.account_id)
    with scope(boss):
        assert paper(boss, stored(boss, report)) == before
    new = actions.reopen(boss, report.closing_id, "漏记", at=at(2))
    with scope(boss):
        assert paper(boss, closings.report_of(boss, new.pk)) != before, "control: the new version says it"


def test_care_41_refused_it_is_a_draft_again(report, boss, chief, actor):
    asked = give(boss, report)
    with pytest.raises(Conflict, match="report_closed"):
        actions.add_measure(boss, report.pk, "x", weak="", owner_id=boss.account_id, due_on=date(2026, 12, 1), at=at(2))
    with pytest.raises(Denied, match="approval_own"):
        approvals.decide(boss, asked.pk, yes=True, at=at(2))
    approvals.decide(chief, asked.pk, yes=False, remark="没有写流失客户怎么办", at=at(2))
    assert stored(boss, report).state == "draft"
    assert actions.submit(boss, report.pk, "补充了流失客户计划", at=at(3)).state == "waiting"


def test_care_41_the_plan_needs_words_a_weak_point_and_an_owner(report, boss, agent):
    given = {"weak": "", "owner_id": boss.account_id, "due_on": date(2026, 11, 30), "at": at(1)}
    for field, bad, code in (("weak", "luck", "measure_weak"), ("owner_id", 0, "measure_owner")):
        with pytest.raises(Refused, match=code):
            actions.add_measure(boss, report.pk, "做", **{**given, field: bad})
    with pytest.raises(Refused, match="measure_what"):
        actions.add_measure(boss, report.pk, " ", **given)
    with pytest.raises(Refused, match="report_summary"):
        actions.submit(boss, report.pk, " ", at=at(1))
    with pytest.raises(Denied):
        actions.add_measure(agent, report.pk, "做", **given)
    row = actions.add_measure(boss, report.pk, "做", **{**given, "owner_id": agent.account_id})
    assert actions.finish_measure(agent, row.pk, at=at(5)).done_at == at(5)
    with pytest.raises(Conflict, match="measure_changed"):
        actions.finish_measure(boss, row.pk, at=at(5) + timedelta(hours=1))
    actions.drop_measure(boss, row.pk, at=at(6))
    with scope(boss):
        assert closings.measures(boss, report.pk) == []
