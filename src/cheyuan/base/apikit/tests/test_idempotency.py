"""PLT-40: the same write sent twice counts once; P17: what happens without the guard."""

import threading

import pytest
from django.db import connection
from django.http import HttpResponse, JsonResponse
from django.test import RequestFactory

from cheyuan.base.apikit.forgetting import sweep
from cheyuan.base.apikit.idempotency import _once
from cheyuan.base.apikit.models import ApiAnswer
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Conflict, Refused


class Effect:
    """A write that counts how often it really happened."""

    def __init__(self, wait=None, status=201):
        self.count, self.wait, self.status, self.began = 0, wait, status, threading.Event()

    def __call__(self, request):
        self.count += 1
        self.began.set()
        if self.wait:
            assert self.wait.wait(20)
        return JsonResponse({"made": self.count}, status=self.status)


def send(by, run, body='{"a": 1}', key="k1", path="/api/v1/points"):
    headers = {"Idempotency-Key": key} if key else {}
    request = RequestFactory().post(path, body, content_type="application/json", headers=headers)
    request.actor = by
    return run(request)


def test_plt_40_same_key_and_body_gets_the_stored_answer(actor):
    by, effect = actor("finance"), Effect()
    first, again = (send(by, _once(effect)) for _ in range(2))
    assert effect.count == 1
    assert (again.status_code, again.content) == (first.status_code, first.content) == (201, b'{"made": 1}')
    assert again["Idempotent-Replayed"] == "true"


def test_p17_without_the_guard_it_counts_twice(actor):
    by, effect = actor("finance"), Effect()
    send(by, effect)
    send(by, effect)
    assert effect.count == 2


def test_plt_40_other_body_or_address_is_refused(actor):
    by, effect = actor("finance"), Effect()
    send(by, _once(effect))
    for more in ({"body": '{"a": 2}'}, {"path": "/api/v1/money"}):
        with pytest.raises(Refused, match="idempotency_key_reused") as refused:
            send(by, _once(effect), **more)
        assert refused.value.status == 422
    assert effect.count == 1


def test_plt_40_keys_of_two_people_are_two_keys(actor):
    effect = Effect()
    send(actor("finance"), _once(effect))
    send(actor("finance"), _once(effect))
    assert effect.count == 2


def test_plt_40_a_failed_write_may_be_tried_again(actor):
    by = actor("finance")
    assert send(by, _once(Effect(status=422))).status_code == 422
    assert send(by, _once(Effect())).status_code == 201


def test_plt_40_what_a_failed_write_wrote_is_gone(actor):
    by = actor("finance")

    def half(request):
        ApiAnswer.objects.create(
            group_id=by.group_id, account_id=1, key="half", route="", digest="", status=200, at=now()
        )
        return HttpResponse(status=422)

    send(by, _once(half))
    with scope(by):
        assert not ApiAnswer.objects.filter(key="half").exists()


@pytest.mark.parametrize("key", ["", "two words", "x" * 256, "schlüssel"])
def test_plt_40_form_of_the_key(actor, key):
    request = RequestFactory().post("/api/v1/x", "{}", content_type="application/json")
    request.actor, request.META["HTTP_IDEMPOTENCY_KEY"] = actor("finance"), key
    with pytest.raises(Refused, match="idempotency_key_form"):
        _once(Effect())(request)


def test_stored_answers_are_unreadable_and_go_after_a_day(actor):
    by = actor("finance")
    send(by, _once(Effect()))
    with scope(by), connection.cursor() as cursor:
        cursor.execute("SELECT body FROM apikit_apianswer")
        assert b"made" not in bytes(cursor.fetchone()[0])
        assert sweep(now()) == 0


@pytest.mark.django_db(transaction=True)
def test_plt_40_while_the_first_still_runs_the_second_gets_409(actor):
    by, go = actor("finance"), threading.Event()
    effect, answers = Effect(wait=go), []

    def first():
        try:
            answers.append(send(by, _once(effect)).status_code)
        finally:
            connection.close()

    thread = threading.Thread(target=first)
    thread.start()
    assert effect.began.wait(20)
    with pytest.raises(Conflict, match="idempotency_in_flight"):
        send(by, _once(effect))
    go.set()
    thread.join()
    assert (answers, effect.count) == ([201], 1)
    assert send(by, _once(effect)).status_code == 201
    assert effect.count == 1
