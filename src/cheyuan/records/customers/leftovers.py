"""The customers' own part in the rights of the person, and that of the rooms below, which know no customers."""

from collections.abc import Mapping
from typing import Any

from django.db import connection

from cheyuan.base.accounts import forgetting as accounts
from cheyuan.base.apikit import forgetting as apikit
from cheyuan.base.channels import forgetting as channels
from cheyuan.base.comments import forgetting as comments
from cheyuan.base.handouts import forgetting as handouts
from cheyuan.base.inbox import forgetting as inbox
from cheyuan.base.intake import forgetting as intake
from cheyuan.base.journal import forgetting as journal
from cheyuan.base.journal.queries import timeline_of_customer
from cheyuan.base.search.actions import forget
from cheyuan.records.customers.models import Consent, ExtraPhone, Remark, Reveal
from cheyuan.records.customers.persons import Part, Subject, blank, plain

MANY = 10_000
KEEP = ("store_id", "cust_no", "kind", "created_at", "batch_id")


def _file(subject: Subject) -> Any:
    one = subject.customer
    return {
        **plain([one], "pinyin", "batch_id")[0],
        "phones": plain(ExtraPhone.objects.filter(customer_id=one.pk), "customer_id", "store_id"),
        "consents": plain(Consent.objects.filter(customer_id=one.pk).order_by("pk"), "customer_id", "store_id"),
        "remarks": plain(Remark.objects.filter(customer_id=one.pk).order_by("pk"), "customer_id", "store_id"),
        "handed_out": handouts.said("customers", one.pk),
        "looked_at": plain(Reveal.objects.filter(customer_id=one.pk).order_by("pk"), "customer_id", "store_id"),
    }


def _erase_file(subject: Subject) -> Mapping[str, int]:
    """The row stays without words: an old book that names its number again is refused."""
    one = subject.customer
    gone = {
        "handouts_handout": handouts.forget(subject.by, "customers", one.pk, subject.mentioned, at=subject.at),
        "customers_extraphone": ExtraPhone.objects.filter(customer_id=one.pk).delete()[0],
        "customers_remark": Remark.objects.filter(customer_id=one.pk).delete()[0],
        "search_entry": forget("customer", [one.pk]),
    }
    blank(one, *KEEP)
    one.name, one.do_not_contact, one.tags = f"#{one.cust_no}"[:120], True, []
    one.updated_at = one.erased_at = subject.at
    one.save()
    with connection.cursor() as cursor:
        cursor.execute("SELECT customers_forget_words(%s, %s)", [one.store_id, one.pk])
        said = int(cursor.fetchone()[0])
    return {"customers_customer": 1, "customers_consent": said, **gone}


def _history(subject: Subject) -> Any:
    found = timeline_of_customer(subject.by, subject.customer.pk, limit=MANY)
    return [{"at": row.at, "what": row.verb, "facts": row.facts, "by": row.by_name} for row in found.rows]


def _erase_history(subject: Subject) -> Mapping[str, int]:
    return {"journal_timelineentry": journal.forget_customer(subject.customer.pk)}


def _messages(subject: Subject) -> Any:
    return channels.messages(subject.customer.pk)


def _erase_messages(subject: Subject) -> Mapping[str, int]:
    return channels.forget(subject.customer.pk)


def _comments(subject: Subject) -> Any:
    return comments.said("customer", [subject.customer.pk])


def _erase_comments(subject: Subject) -> Mapping[str, int]:
    """What colleagues wrote on the file, and wherever they spoke of the person; what they were told of it."""
    one = subject.customer
    said = comments.forget(subject.by, "customer", [one.pk], at=subject.at)
    told = comments.forget_words(subject.by, subject.mentioned, at=subject.at)
    return {"comments_comment": said + told, **inbox.forget([("customer", one.pk)], subject.mentioned)}


def _erase_traces(subject: Subject) -> Mapping[str, int]:
    """What is typed, looked at, answered and left over from imports."""
    one = subject.customer
    return {
        "accounts_draft": accounts.forget_drafts(lambda text: subject.mentioned(text, by_name=False)),
        "accounts_staffsession": accounts.forget_seen(subject.by.group_id, "customer", one.pk),
        "apikit_apianswer": apikit.forget(subject.mentioned),
        **intake.forget([("customers_customer", one.pk)], subject.mentioned),
    }


PARTS = (
    Part("history", _history, _erase_history, ("journal_timelineentry",), order=70),
    Part("messages", _messages, _erase_messages, ("channels_message",), ("refusals",), order=71),
    Part(
        "comments", _comments, _erase_comments,
        ("comments_comment", "comments_attachment", "files_storedfile", "inbox_notice", "inbox_digest"), order=60,
    ),
    Part(
        "traces", None, _erase_traces,
        ("accounts_draft", "accounts_staffsession", "apikit_apianswer", "intake_trouble", "intake_batch",
         "intake_before", "intake_later"),
        ("audit", "backups"), order=80,
    ),
    Part(
        "file", _file, _erase_file,
        ("customers_customer", "customers_extraphone", "customers_remark", "customers_consent", "customers_reveal",
         "search_entry", "handouts_handout"),
        ("number", "consents"), order=90,
    ),
)  # fmt: skip
